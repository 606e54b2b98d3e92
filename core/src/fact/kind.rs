use crate::value::{CreatorId, RoomId, VideoId};

/// Kinds with a stable name each.
macro_rules! names {
    ($(#[$doc:meta])+ $name:ident { $($(#[$vdoc:meta])+ $variant:ident $text:literal),* $(,)? }) => {
        $(#[$doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])+ $variant),* }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// The stable name.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }
            /// The one of this name.
            #[must_use]
            pub fn of(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

pub(crate) use names;

names! {
    /// Where a sale or a view came about.
    Channel {
        /// A LIVE.
        Live "live",
        /// A video.
        Video "video",
        /// The product card, also called showcase.
        Card "card",
    }
}

names! {
    /// Whose shop sold it, as far as the source tells.
    Affiliation {
        /// The creator's own house.
        InHouse "in_house",
        /// Another seller's.
        Affiliate "affiliate",
    }
}

names! {
    /// What a source means by GMV (SRC-11); two definitions are never added.
    Definition {
        /// Ordered inside the content.
        Direct "direct",
        /// Attributed to the content.
        Attributed "attributed",
        /// As the affiliate centre counts.
        Affiliate "affiliate",
    }
}

names! {
    /// Whether a video sells (VID-2).
    VideoStatus {
        /// It does.
        Active "active",
        /// It no longer does.
        Inactive "inactive",
    }
}

names! {
    /// Who may watch a video (VID-5).
    Visibility {
        /// Everybody.
        Public "public",
        /// Its creator, or friends.
        Private "private",
        /// Nobody any more.
        Deleted "deleted",
    }
}

names! {
    /// Whose profile it is (PRF-1): those of a funnel, or who follow a creator.
    ProfileAudience {
        /// Those who viewed.
        Viewers "viewers",
        /// Those who clicked.
        Clickers "clickers",
        /// Those who bought.
        Buyers "buyers",
        /// Those who follow the creator.
        Followers "followers",
    }
}

names! {
    /// By what a profile tells users apart (PRF-1).
    ProfileDimension {
        /// By age.
        Age "age",
        /// By gender.
        Gender "gender",
        /// By country or region.
        Region "region",
        /// By the price of the phone.
        PhonePrice "phone_price",
        /// By what videos they prefer.
        VideoPreference "video_preference",
    }
}

impl ProfileDimension {
    /// The buckets that there are, where the rules name them all (PRF-1); elsewhere a source's own.
    #[must_use]
    pub fn buckets(self) -> Option<&'static [&'static str]> {
        match self {
            Self::Age => Some(&["18-24", "25-34", "35+", "unknown"]),
            Self::Gender => Some(&["male", "female", "others"]),
            _ => None,
        }
    }
}

names! {
    /// By what a document names a creator (SRC-13).
    AliasKind {
        /// The unique name.
        Username "username",
        /// The handle.
        Handle "handle",
        /// The open id.
        OpenId "open_id",
    }
}

/// Whom a row is about, as the source names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CreatorRef {
    /// The partner's own id.
    Id(CreatorId),
    /// A name that the alias table maps, on the row's day.
    Alias(AliasKind, String),
    /// Several names of one creator: those that are known must agree.
    Aliases(Vec<(AliasKind, String)>),
}

impl Content {
    /// The channel that it implies.
    #[must_use]
    pub fn channel(&self) -> Channel {
        match self {
            Self::Room(_) => Channel::Live,
            Self::Video(_) => Channel::Video,
        }
    }
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Room(room) => room.as_str(),
            Self::Video(video) => video.as_str(),
        }
    }
}

/// The LIVE or video a row is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Content {
    /// A LIVE room.
    Room(RoomId),
    /// A video.
    Video(VideoId),
}
