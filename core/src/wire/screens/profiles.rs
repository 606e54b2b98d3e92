use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::super::error::WireError;
use super::super::privacy::{CompanionWire, LedgerDoor};
use super::super::store::{CellWire, ViewDoor, ids, one_of};
use super::super::time::{PeriodWire, PickerWire};
use crate::fact::{Channel, Content, ProfileAudience};
use crate::metric::Figure;
use crate::privacy::{Complement, Ledger};
use crate::report::{Profile, ProfileBucket, ProfileTable, Profiles, ProfilesAsk, profiles};
use crate::value::{ContentId, CreatorId, ProductId, ShopId, Value};

/// Whose profiles are asked for. What is absent filters nothing; a list keeps exactly what it names.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(missing_docs, reason = "fields are those of `report::ProfilesAsk`")]
pub struct ProfilesAskWire {
    pub period: PickerWire,
    #[serde(default)]
    pub audiences: Vec<String>,
    #[serde(default)]
    pub creators: Option<Vec<String>>,
    #[serde(default)]
    pub channels: Option<Vec<String>>,
    #[serde(default)]
    pub contents: Option<Vec<String>>,
    #[serde(default)]
    pub products: Option<Vec<String>>,
    #[serde(default)]
    pub shops: Option<Vec<String>>,
}

/// Profiles that may be shown (PRF-1…3).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `report::Profiles`")]
pub struct ProfilesWire {
    pub period: PeriodWire,
    pub groups: Vec<ProfileWire>,
    pub unknown_creators: usize,
}

/// A group of users and its profile.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `report::Profile`")]
pub struct ProfileWire {
    pub id: String,
    pub audience: &'static str,
    pub creator: Option<String>,
    pub channel: Option<&'static str>,
    /// `{"kind", "id"}` of the LIVE or video.
    pub content: Option<Json>,
    pub product: Option<String>,
    pub shop: Option<String>,
    pub users: CellWire,
    pub complement: Option<&'static str>,
    pub with: Vec<CompanionWire>,
    pub tables: Vec<ProfileTableWire>,
}

/// How a group divides by one dimension.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `report::ProfileTable`")]
pub struct ProfileTableWire {
    pub dimension: &'static str,
    pub buckets: Vec<ProfileBucketWire>,
}

/// A bucket of a profile.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `report::ProfileBucket`")]
pub struct ProfileBucketWire {
    pub bucket: String,
    pub users: CellWire,
    pub share: CellWire,
}

/// A number of users as a figure.
pub(super) fn count<T: Clone + TryInto<i64>>(value: &Value<T>) -> CellWire {
    let figure = |users: T| Figure::Count(users.try_into().unwrap_or(i64::MAX));
    (&value.clone().map(figure)).into()
}

pub(in crate::wire) fn content(content: &Content) -> Json {
    let kind = if matches!(content, Content::Room(_)) { "room" } else { "video" };
    json!({ "kind": kind, "id": content.id() })
}

impl ProfilesAskWire {
    fn read(&self, door: &ViewDoor) -> Result<ProfilesAsk, WireError> {
        let view = door.view();
        let audience = |name: &String| {
            let names: Vec<&str> = ProfileAudience::ALL.iter().map(|one| one.as_str()).collect();
            one_of(ProfileAudience::of(name), name, "audience", &names)
        };
        let channel = |name: &String| {
            let names: Vec<&str> = Channel::ALL.iter().map(|channel| channel.as_str()).collect();
            one_of(Channel::of(name), name, "channel", &names)
        };
        let channels = self.channels.as_ref().map(|all| all.iter().map(channel).collect());
        Ok(ProfilesAsk {
            audiences: self.audiences.iter().map(audience).collect::<Result<_, _>>()?,
            creators: ids(self.creators.as_ref(), CreatorId::new)?,
            channels: channels.transpose()?,
            contents: ids(self.contents.as_ref(), ContentId::new)?,
            products: ids(self.products.as_ref(), ProductId::new)?,
            shops: ids(self.shops.as_ref(), ShopId::new)?,
            ..ProfilesAsk::new(ViewDoor::product_period(&view, &self.period)?)
        })
    }
}

impl From<&ProfileTable> for ProfileTableWire {
    fn from(table: &ProfileTable) -> Self {
        let bucket = |one: &ProfileBucket| ProfileBucketWire {
            bucket: one.bucket.clone(),
            users: count(&one.users),
            share: (&one.share).into(),
        };
        Self { dimension: table.dimension.as_str(), buckets: table.buckets.iter().map(bucket).collect() }
    }
}

impl From<&Profile> for ProfileWire {
    fn from(profile: &Profile) -> Self {
        Self {
            id: profile.id.clone(),
            audience: profile.audience.as_str(),
            creator: profile.creator.as_ref().map(|id| id.as_str().to_owned()),
            channel: profile.channel.map(Channel::as_str),
            content: profile.content.as_ref().map(content),
            product: profile.product.as_ref().map(|id| id.as_str().to_owned()),
            shop: profile.shop.as_ref().map(|id| id.as_str().to_owned()),
            users: count(&profile.users),
            complement: profile.complement.map(Complement::as_str),
            with: profile.with.iter().map(CompanionWire::from).collect(),
            tables: profile.tables.iter().map(ProfileTableWire::from).collect(),
        }
    }
}

impl From<&Profiles> for ProfilesWire {
    fn from(answer: &Profiles) -> Self {
        Self {
            period: answer.period.into(),
            groups: answer.groups.iter().map(ProfileWire::from).collect(),
            unknown_creators: answer.unknown_creators,
        }
    }
}

impl ViewDoor {
    /// The profiles of a period, next to what a ledger says was shown before; remembers nothing.
    ///
    /// # Errors
    /// A period that is refused, or an unknown audience, channel or creator.
    pub fn profiles(
        &self,
        ask: &ProfilesAskWire,
        ledger: Option<&LedgerDoor>,
    ) -> Result<ProfilesWire, WireError> {
        let none = Ledger::new();
        let ledger = ledger.map_or(&none, LedgerDoor::ledger);
        Ok((&self.profiles_of(ask, ledger)?).into())
    }
    pub(super) fn profiles_of(&self, ask: &ProfilesAskWire, ledger: &Ledger) -> Result<Profiles, WireError> {
        Ok(profiles(&self.view(), &ask.read(self)?, ledger)?)
    }
}

impl LedgerDoor {
    /// What [`ViewDoor::profiles`] gives; the groups that it shows are remembered as shown.
    ///
    /// # Errors
    /// As there; nothing is remembered then.
    pub fn show_profiles(
        &mut self,
        view: &ViewDoor,
        ask: &ProfilesAskWire,
    ) -> Result<ProfilesWire, WireError> {
        let answer = view.profiles_of(ask, self.ledger())?;
        self.record(&answer.pattern);
        Ok((&answer).into())
    }
}
