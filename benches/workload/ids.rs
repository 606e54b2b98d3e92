//! Ids as texts: as wide as the largest, so that their order is that of their numbers.
use super::{Columns, Form, NONE};

/// The text by which the access log names a creator.
#[must_use]
pub fn creator_id(form: Form, number: u32) -> String {
    match form {
        Form::Strings => format!("creator-{number:04}"),
        Form::Sorted | Form::Shuffled => number.to_string(),
    }
}

/// A column of texts one after another; each ends where the next begins. An empty text is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// All texts.
    pub bytes: Vec<u8>,
    /// Where they begin, and where the last ends.
    pub offsets: Vec<i32>,
}

impl Text {
    fn of(prefix: &str, width: u32, numbers: &[u32]) -> Self {
        let size = prefix.len() + width as usize;
        let mut text = Self {
            bytes: Vec::with_capacity(size * numbers.len()),
            offsets: Vec::with_capacity(numbers.len() + 1),
        };
        text.offsets.push(0);
        for number in numbers {
            if *number != NONE {
                text.bytes.extend_from_slice(prefix.as_bytes());
                let digits = (0..width).rev().map(|place| (number / 10_u32.pow(place) % 10).to_le_bytes()[0]);
                text.bytes.extend(digits.map(|digit| b'0' + digit));
            }
            text.offsets.push(i32::try_from(text.bytes.len()).unwrap_or(i32::MAX));
        }
        text
    }
    /// The text of a row, if it has one.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<&str> {
        let place = |at: usize| self.offsets.get(at).and_then(|offset| usize::try_from(*offset).ok());
        let text = self.bytes.get(place(row)?..place(row + 1)?)?;
        std::str::from_utf8(text).ok().filter(|text| !text.is_empty())
    }
}

/// The ids of a table as texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Texts {
    /// `user-0001234`
    pub user: Text,
    /// `creator-0123`
    pub creator: Text,
    /// `content-012345`
    pub content: Text,
    /// `product-01234`
    pub product: Text,
}

/// Writes the ids of a table as texts.
#[must_use]
pub fn texts(columns: &Columns) -> Texts {
    Texts {
        user: Text::of("user-", 7, &columns.user),
        creator: Text::of("creator-", 4, &columns.creator),
        content: Text::of("content-", 6, &columns.content),
        product: Text::of("product-", 5, &columns.product),
    }
}
