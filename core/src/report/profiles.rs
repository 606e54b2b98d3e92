use std::collections::{BTreeMap, BTreeSet};

use super::error::{ReportError, creators_known};
use crate::access::{Decision, Grain, Module, Question, Subject};
use crate::engine::{PublishedProfile, View};
use crate::fact::{Channel, Content, ProfileAudience, ProfileDimension};
use crate::metric::{UniqueCount, ratio};
use crate::privacy::{Audience, Companion, Complement, Group, Ledger, Pattern, Population, suppress};
use crate::time::{Day, Period, Window};
use crate::value::{
    ContentId, CreatorId, HiddenReason, ProductId, Reasons, RoomId, ShopId, UndefinedReason, Value,
};

/// Whose profiles are asked for. What is absent filters nothing; a list keeps exactly what it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfilesAsk {
    /// The period: profiles are shown of exactly these days, since users never add up.
    pub period: Period,
    /// Whose: viewers, clickers and buyers if none is named.
    pub audiences: Vec<ProfileAudience>,
    /// With these creators.
    pub creators: Option<Vec<CreatorId>>,
    /// In these channels.
    pub channels: Option<Vec<Channel>>,
    /// On these LIVEs and videos.
    pub contents: Option<Vec<ContentId>>,
    /// On these products.
    pub products: Option<Vec<ProductId>>,
    /// In these shops.
    pub shops: Option<Vec<ShopId>>,
}

impl ProfilesAsk {
    /// All profiles of a period.
    #[must_use]
    pub fn new(period: Period) -> Self {
        let (creators, channels, contents, products, shops) = (None, None, None, None, None);
        Self { period, audiences: Vec::new(), creators, channels, contents, products, shops }
    }
    fn keeps(&self, profile: &PublishedProfile) -> bool {
        fn named<T: PartialEq>(list: Option<&Vec<T>>, one: Option<&T>) -> bool {
            list.is_none_or(|list| one.is_some_and(|one| list.contains(one)))
        }
        let content = profile.of.content.as_ref().and_then(|content| ContentId::new(content.id()).ok());
        let audience = profile.of.audience;
        let told = if self.audiences.is_empty() {
            audience != ProfileAudience::Followers
        } else {
            self.audiences.contains(&audience)
        };
        told && named(self.creators.as_ref(), profile.creator.as_ref())
            && named(self.channels.as_ref(), profile.of.channel.as_ref())
            && named(self.contents.as_ref(), content.as_ref())
            && named(self.products.as_ref(), profile.of.product.as_ref())
            && named(self.shops.as_ref(), profile.of.shop.as_ref())
    }
}

/// A bucket of a profile.
#[derive(Debug, Clone, PartialEq)]
pub struct ProfileBucket {
    /// The bucket.
    pub bucket: String,
    /// Its users.
    pub users: Value<i64>,
    /// Its part of the users that the dimension tells of.
    pub share: Value<f64>,
}

/// How a group divides by one dimension.
#[derive(Debug, Clone, PartialEq)]
pub struct ProfileTable {
    /// The dimension.
    pub dimension: ProfileDimension,
    /// Its buckets: those of PRF-1 in their order, others by name.
    pub buckets: Vec<ProfileBucket>,
}

/// A group of users and its profile; of a hidden group no figure is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// Its name in the answer.
    pub id: String,
    /// Whose profile it is.
    pub audience: ProfileAudience,
    /// With which creator; with all of them if none.
    pub creator: Option<CreatorId>,
    /// In which channel; in all if none.
    pub channel: Option<Channel>,
    /// On which LIVE or video.
    pub content: Option<Content>,
    /// On which product.
    pub product: Option<ProductId>,
    /// In which shop.
    pub shop: Option<ShopId>,
    /// How many users it has, or why it is not shown (PRF-2, PRF-3).
    pub users: Value<u64>,
    /// Where it is hidden by [`HiddenReason::Differencing`]: what would be read.
    pub complement: Option<Complement>,
    /// And with which shown groups.
    pub with: Vec<Companion>,
    /// How it divides.
    pub tables: Vec<ProfileTable>,
}

/// Profiles that may be shown (PRF-1…3).
#[derive(Debug, Clone, PartialEq)]
pub struct Profiles {
    /// The period.
    pub period: Period,
    /// The groups published for it, by id.
    pub groups: Vec<Profile>,
    /// Groups whose creator nobody knows: kept and hidden (SRC-13).
    pub unknown_creators: usize,
    /// What [`Ledger::record`] takes before the answer is shown to anybody.
    pub pattern: Pattern,
}

/// The profiles of a period, next to what a ledger says was shown before (PRF-1…3, BEY-7).
///
/// A group shows where all its days may be seen; one of all creators, where all days of every known creator may be. Its number of users is
/// what age adds up to, or gender: dimensions in which everybody has one bucket. Where both are told and differ it is undefined,
/// and a profile that tells neither has no number to test (decision 0019).
///
/// # Errors
/// [`ReportError`] for an unknown creator.
pub fn profiles(view: &View<'_>, ask: &ProfilesAsk, ledger: &Ledger) -> Result<Profiles, ReportError> {
    creators_known(view, ask.creators.iter().flatten())?;
    let shown = shown(view, ask.period.window(), &|one| ask.keeps(one), ledger)?;
    let (groups, unknown_creators, pattern) = shown;
    Ok(Profiles { period: ask.period, groups, unknown_creators, pattern })
}

/// Profiles of exactly these days, how many there are of nobody known, and what was decided about them.
pub(super) type Shown = (Vec<Profile>, usize, Pattern);

/// The profiles of a window that a question keeps.
pub(super) fn shown(
    view: &View<'_>,
    window: Window<Day>,
    keeps: &dyn Fn(&PublishedProfile) -> bool,
    ledger: &Ledger,
) -> Result<Shown, ReportError> {
    let published = view.published_profiles(window);
    let unknown_creators = published.iter().filter(|one| one.is_unknown).count();
    let kept = published.into_iter().filter(|one| !one.is_unknown && keeps(one));
    let mut kept: Vec<(String, PublishedProfile)> = kept.map(|one| (id(&one), one)).collect();
    kept.sort_by(|a, b| a.0.cmp(&b.0));
    // One creator under two names has one group.
    kept.dedup_by(|again, first| again.0 == first.0 && first.1.take(&again.1));
    let mut seen = Seen { view, window, all: BTreeMap::new() };
    let counted: Vec<Value<UniqueCount>> =
        kept.iter().map(|(_, one)| seen.hidden(one).map_or_else(|| users(one), Value::Hidden)).collect();
    let groups = kept.iter().zip(&counted).filter_map(|((id, one), users)| {
        Some(Group { id: id.clone(), of: population(view, one)?, users: users.clone() })
    });
    let groups: Vec<Group> = groups.collect();
    let policy = &view.store().workspace().rules.policy;
    let pattern = suppress(&groups, ledger, policy)?;
    let verdicts: BTreeMap<&str, _> =
        pattern.verdicts.iter().map(|verdict| (verdict.id.as_str(), verdict)).collect();
    let profile = |((id, one), counted): ((String, PublishedProfile), Value<UniqueCount>)| {
        let verdict = verdicts.get(id.as_str());
        // Followers are no part of a funnel: the threshold is all that holds of them.
        let users =
            verdict.map_or_else(|| over(counted, policy.profile_users_over), |verdict| verdict.users.clone());
        Profile {
            tables: tables(&one, &users),
            id,
            audience: one.of.audience,
            creator: one.creator,
            channel: one.of.channel,
            content: one.of.content,
            product: one.of.product,
            shop: one.of.shop,
            users,
            complement: verdict.and_then(|verdict| verdict.complement),
            with: verdict.map(|verdict| verdict.with.clone()).unwrap_or_default(),
        }
    };
    let groups = kept.into_iter().zip(counted).map(profile).collect();
    Ok((groups, unknown_creators, pattern))
}

fn days(window: Window<Day>) -> Vec<Day> {
    let mut days = Vec::new();
    let mut day = window.start;
    while window.end.is_some_and(|end| day < end) {
        days.push(day);
        day = day.next();
    }
    days
}

/// Whose it is, in one text; a comma inside an id is told from one between two.
fn id(profile: &PublishedProfile) -> String {
    let of = &profile.of;
    let part = |name: &str, id: &str| format!("{name}={}", id.replace('\\', "\\\\").replace(',', "\\,"));
    let content = of.content.as_ref().map(|content| match content {
        Content::Room(room) => part("room", room.as_str()),
        Content::Video(video) => part("video", video.as_str()),
    });
    let parts = [
        profile.creator.as_ref().map(|creator| part("creator", creator.as_str())),
        of.channel.map(|channel| part("channel", channel.as_str())),
        content,
        of.product.as_ref().map(|product| part("product", product.as_str())),
        of.shop.as_ref().map(|shop| part("shop", shop.as_str())),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("{}({})", of.audience.as_str(), parts.join(", "))
}

fn one<T: Ord>(one: Option<T>) -> Option<BTreeSet<T>> {
    one.map(|one| BTreeSet::from([one]))
}

/// Which users it has, by all that is known of it: a product is of the shop that the catalogue puts it in.
fn population(view: &View<'_>, profile: &PublishedProfile) -> Option<Population> {
    let of = &profile.of;
    let product = of.product.as_ref().and_then(|product| view.product(product));
    let shop = of.shop.clone().or_else(|| product.and_then(|row| row.shop.clone()));
    let audience = match of.audience {
        ProfileAudience::Viewers => Audience::Viewers,
        ProfileAudience::Clickers => Audience::Clickers,
        ProfileAudience::Buyers => Audience::Buyers,
        ProfileAudience::Followers => return None,
    };
    let content = of.content.as_ref().and_then(|content| ContentId::new(content.id()).ok());
    Some(Population {
        channels: one(of.channel),
        creators: one(profile.creator.clone()),
        contents: one(content),
        products: one(of.product.clone()),
        shops: one(shop),
        ..Population::new(audience, of.start, of.end)
    })
}

/// What may be seen of profiles of some days.
struct Seen<'v, 's> {
    view: &'v View<'s>,
    window: Window<Day>,
    /// Why a profile of all creators is hidden, by module: asked once.
    all: BTreeMap<Module, Option<Reasons<HiddenReason>>>,
}

impl Seen<'_, '_> {
    /// Why a profile may not be seen; none where it may.
    fn hidden(&mut self, profile: &PublishedProfile) -> Option<Reasons<HiddenReason>> {
        let (view, window) = (self.view, self.window);
        let module = match (&profile.of.content, &profile.of.product) {
            (Some(Content::Room(_)), _) => Module::Live,
            (Some(Content::Video(_)), _) => Module::Video,
            (None, Some(_)) => Module::Product,
            (None, None) => Module::Creator,
        };
        match (&profile.creator, &profile.of.content) {
            // A room shows by a request of its own, too (ACC-7).
            (Some(creator), Some(Content::Room(room))) => self.room(creator, room),
            // VID-5
            (Some(creator), Some(Content::Video(video))) if view.never_public().contains(video) => {
                let never = Reasons::one(HiddenReason::NeverPublic);
                Some(view.hidden_reasons(creator, module, window).map_or(never.clone(), |all| all.and(never)))
            }
            (Some(creator), _) => view.hidden_reasons(creator, module, window),
            (None, _) => {
                let all = || {
                    let known = view.known_creators();
                    if known.is_empty() {
                        return Some(Reasons::one(HiddenReason::NotAuthorized));
                    }
                    let each = known.iter().filter_map(|one| view.hidden_reasons(one, module, window));
                    each.reduce(Reasons::and)
                };
                self.all.entry(module).or_insert_with(all).clone()
            }
        }
    }
    fn room(&self, creator: &CreatorId, room: &RoomId) -> Option<Reasons<HiddenReason>> {
        let question = |day: Day| Question {
            creator: creator.clone(),
            subject: Subject::Room(room.clone()),
            module: Module::Live,
            grain: Grain::Aggregate,
            day,
        };
        let reasons =
            days(self.window).into_iter().filter_map(|day| match self.view.decide(&question(day)) {
                Decision::Visible => None,
                Decision::Hidden { causes, .. } => Reasons::collect(causes.iter().map(|cause| cause.reason)),
            });
        reasons.reduce(Reasons::and)
    }
}

/// How many users a profile has, where that can be told (PRF-2).
fn users(profile: &PublishedProfile) -> Value<UniqueCount> {
    let whole = |dimension: ProfileDimension| {
        let buckets = profile.dimensions.get(&dimension)?;
        let add = |a: i64, b: i64| {
            a.checked_add(b).map_or_else(|| Value::undefined(UndefinedReason::Overflow), Value::Known)
        };
        let all = buckets.values().cloned();
        Some(all.fold(Value::Known(0), |sum, users| sum.zip_with(users, add)))
    };
    let one = |sum: Value<i64>| sum.map(|sum| UniqueCount { users: sum.unsigned_abs(), estimate: None });
    match (whole(ProfileDimension::Age), whole(ProfileDimension::Gender)) {
        (None, None) => Value::undefined(UndefinedReason::Absent),
        (Some(sum), None) | (None, Some(sum)) => one(sum),
        (Some(by_age), Some(by_gender)) => one(by_age.zip_with(by_gender, |a, b| {
            if a == b { Value::Known(a) } else { Value::undefined(UndefinedReason::Conflicting) }
        })),
    }
}

fn over(counted: Value<UniqueCount>, bound: u64) -> Value<u64> {
    match counted {
        Value::Known(count) if count.users <= bound => Value::hidden(HiddenReason::TooFewUsers),
        counted => counted.map(|count| count.users),
    }
}

/// A group that was published for nobody: neither its users nor how they divide are told.
pub(super) fn untold(id: String, audience: ProfileAudience, reason: UndefinedReason) -> Profile {
    let (channel, content, product, shop) = (None, None, None, None);
    let users = Value::undefined(reason);
    let (creator, complement, with, tables) = (None, None, Vec::new(), Vec::new());
    Profile { id, audience, creator, channel, content, product, shop, users, complement, with, tables }
}

/// How a shown group divides; of a hidden one every figure is hidden for the same reasons.
fn tables(profile: &PublishedProfile, shown: &Value<u64>) -> Vec<ProfileTable> {
    let table = |(dimension, told): (&ProfileDimension, &BTreeMap<String, Value<i64>>)| {
        let names: Vec<&str> = match dimension.buckets() {
            Some(all) => all.to_vec(),
            None => told.keys().map(String::as_str).collect(),
        };
        let absent = || Value::undefined(UndefinedReason::Absent);
        let under = |users: Value<i64>| shown.clone().zip_with(users, |_, users| Value::Known(users));
        let sum = told.values().filter_map(Value::known).fold(0_i64, |sum, users| sum.saturating_add(*users));
        let broken = told.values().find(|users| users.known().is_none());
        let share = |users: &Value<i64>| {
            let whole = broken.cloned().unwrap_or(Value::Known(sum));
            users.clone().zip_with(whole, |users, sum| match sum {
                0 => Value::undefined(UndefinedReason::ZeroDenominator),
                sum => Value::Known(ratio(users.into(), sum.into())),
            })
        };
        let bucket = |name: &str| {
            let users = under(told.get(name).cloned().unwrap_or_else(absent));
            ProfileBucket { bucket: name.to_owned(), share: share(&users), users }
        };
        ProfileTable { dimension: *dimension, buckets: names.into_iter().map(bucket).collect() }
    };
    profile.dimensions.iter().map(table).collect()
}
