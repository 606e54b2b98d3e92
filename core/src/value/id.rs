use std::sync::Arc;

use super::failure::{Details, ErrorKind, Failure, details};

/// The longest id, in bytes.
pub(crate) const ID_BYTES: usize = 256;

/// A text that cannot be an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IdError {
    /// Nothing in it.
    #[error("{field} is empty; expected 1 to 256 bytes")]
    Empty {
        /// Which id.
        field: &'static str,
    },
    /// Longer than 256 bytes.
    #[error("{field} has {length} bytes; expected 1 to 256")]
    TooLong {
        /// Which id.
        field: &'static str,
        /// Its length in bytes.
        length: usize,
    },
    /// A control character in it.
    #[error("{field} holds a control character at byte {at}")]
    Control {
        /// Which id.
        field: &'static str,
        /// Where.
        at: usize,
    },
}

impl Failure for IdError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Invalid
    }
    fn code(&self) -> &'static str {
        "value.id.invalid"
    }
    fn rule(&self) -> &'static str {
        "SRC-13"
    }
    fn details(&self) -> Details {
        match self {
            Self::Empty { field } => details! { "field": field, "length": 0 },
            Self::TooLong { field, length } => details! { "field": field, "length": length },
            Self::Control { field, at } => details! { "field": field, "at": at },
        }
    }
}

/// Whether a text can be an id.
pub(crate) fn check_id(field: &'static str, text: &str) -> Result<(), IdError> {
    if text.is_empty() {
        return Err(IdError::Empty { field });
    }
    if text.len() > ID_BYTES {
        return Err(IdError::TooLong { field, length: text.len() });
    }
    match text.char_indices().find(|(_, c)| c.is_control()) {
        Some((at, _)) => Err(IdError::Control { field, at }),
        None => Ok(()),
    }
}

macro_rules! id {
    ($(#[$doc:meta] $name:ident $field:literal),* $(,)?) => {$(
        #[$doc]
        ///
        /// Compared byte for byte: no case folding, no wildcard.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Checks and takes an id.
            ///
            /// # Errors
            /// [`IdError`] for an empty text, one over 256 bytes, or one with a control character.
            pub fn new(text: &str) -> Result<Self, IdError> {
                check_id($field, text)?;
                Ok(Self(Arc::from(text)))
            }
            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

id! {
    /// A creator, as the partner names it.
    CreatorId "creator",
    /// A LIVE room.
    RoomId "room",
    /// A video.
    VideoId "video",
    /// A LIVE room or a video, where a source does not say which.
    ContentId "content",
    /// A product.
    ProductId "product",
    /// A shop.
    ShopId "shop",
    /// An order.
    OrderId "order",
    /// An authorization request.
    RequestId "request",
    /// An event of the access log, or of a table of interactions.
    EventId "event",
    /// A user, as a source names it.
    UserId "user",
}

impl EventId {
    /// A literal id.
    pub(crate) fn constant(id: &'static str) -> Self {
        Self(Arc::from(id))
    }
}
