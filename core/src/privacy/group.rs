use std::collections::BTreeSet;

use crate::fact::Channel;
use crate::metric::{UniqueCount, UsersState};
use crate::time::Day;
use crate::value::{ContentId, CreatorId, ProductId, ShopId, Value};

use super::error::PrivacyError;

/// How far users came (PRF-1, PRD-5). Who bought has clicked, and who clicked has viewed: each holds the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "the funnel of PRD-5")]
pub enum Audience {
    /// Those who bought.
    Buyers,
    /// Those who clicked.
    Clickers,
    /// Those who viewed.
    Viewers,
}

impl Audience {
    /// All of them, the narrowest first.
    pub const ALL: [Self; 3] = [Self::Buyers, Self::Clickers, Self::Viewers];
    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Buyers => "buyers",
            Self::Clickers => "clickers",
            Self::Viewers => "viewers",
        }
    }
}

/// Which users a group has: those who did it in any of the channels, with any of the creators, contents, products and shops,
/// on any of the days. `None` is all of them.
///
/// Of two populations one holds the other where each part of it does. So describe a group by all that is true of it: a LIVE room is
/// a part of its creator only where the creator is named beside it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Population {
    /// How far they came.
    pub audience: Audience,
    /// The first day.
    pub start: Day,
    /// The day after the last.
    pub end: Day,
    /// In which channels; all three named is all.
    pub channels: Option<BTreeSet<Channel>>,
    /// With which creators.
    pub creators: Option<BTreeSet<CreatorId>>,
    /// With which LIVE rooms and videos.
    pub contents: Option<BTreeSet<ContentId>>,
    /// With which products.
    pub products: Option<BTreeSet<ProductId>>,
    /// In which shops.
    pub shops: Option<BTreeSet<ShopId>>,
}

impl Population {
    /// All who came so far on these days, `end` not included.
    #[must_use]
    pub fn new(audience: Audience, start: Day, end: Day) -> Self {
        let (channels, creators, contents, products, shops) = (None, None, None, None, None);
        Self { audience, start, end, channels, creators, contents, products, shops }
    }
    /// The same population, written in the one way a ledger writes it.
    pub(super) fn canonical(mut self) -> Self {
        self.channels = self.channels.filter(|some| some.len() < Channel::ALL.len());
        self
    }
    pub(super) fn check(&self, id: &str) -> Result<(), PrivacyError> {
        let empty = [
            ("channels", self.channels.as_ref().is_some_and(BTreeSet::is_empty)),
            ("creators", self.creators.as_ref().is_some_and(BTreeSet::is_empty)),
            ("contents", self.contents.as_ref().is_some_and(BTreeSet::is_empty)),
            ("products", self.products.as_ref().is_some_and(BTreeSet::is_empty)),
            ("shops", self.shops.as_ref().is_some_and(BTreeSet::is_empty)),
        ];
        if let Some((part, _)) = empty.into_iter().find(|(_, empty)| *empty) {
            return Err(PrivacyError::NothingNamed { id: id.to_owned(), part });
        }
        if self.end <= self.start { Err(PrivacyError::NoDay { id: id.to_owned() }) } else { Ok(()) }
    }
}

/// A group whose profile is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Its name in the question; of two groups of equally many users the smaller id comes first.
    pub id: String,
    /// Which users it has.
    pub of: Population,
    /// How many they are, or why that may not be seen or is not known.
    pub users: Value<UniqueCount>,
}

impl Group {
    /// A group whose users are at hand.
    #[must_use]
    pub fn new(id: &str, of: Population, users: &UsersState) -> Self {
        Self { id: id.to_owned(), of, users: Value::Known(users.count()) }
    }
    /// A group whose users were counted one by one.
    #[must_use]
    pub fn counted(id: &str, of: Population, users: u64) -> Self {
        Self { id: id.to_owned(), of, users: Value::Known(UniqueCount { users, estimate: None }) }
    }
}
