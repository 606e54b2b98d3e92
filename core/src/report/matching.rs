use std::collections::{BTreeMap, BTreeSet};

use super::error::{ReportError, Topic, creators_known};
use super::profiles::{Profile, ProfileTable, shown};
use crate::engine::{PublishedProfile, View};
use crate::fact::{ProfileAudience, ProfileDimension};
use crate::privacy::{Ledger, Pattern};
use crate::time::{Day, Period, Window};
use crate::value::{CreatorId, ProductId, UndefinedReason, Value};

/// What a match of a product and creators is asked for (PRD-7).
#[derive(Debug, Clone, PartialEq)]
pub struct MatchAsk {
    /// The period.
    pub period: Period,
    /// The product.
    pub product: ProductId,
    /// Among these creators; among all that the view knows if none.
    pub creators: Option<Vec<CreatorId>>,
    /// How much each dimension counts; all the same if none.
    pub weights: BTreeMap<ProfileDimension, f64>,
}

/// How alike buyers and followers are.
#[derive(Debug, Clone, PartialEq)]
pub struct Likeness {
    /// By which dimension.
    pub dimension: ProfileDimension,
    /// 1 − Jensen–Shannon divergence to base 2: 1 for equal profiles, 0 for profiles without a bucket in common.
    pub likeness: Value<f64>,
}

/// A creator and how well its followers match the buyers of the product.
#[derive(Debug, Clone, PartialEq)]
pub struct CreatorMatch {
    /// The creator.
    pub creator: CreatorId,
    /// Its name for people.
    pub name: Option<String>,
    /// The days of the followers' profile that was compared.
    pub followers_of: Option<Window<Day>>,
    /// The weighted mean of its likenesses, from 0 to 1.
    pub score: Value<f64>,
    /// By each dimension that both profiles tell.
    pub likenesses: Vec<Likeness>,
}

/// Creators for a product, the best match first (PRD-7).
#[derive(Debug, Clone, PartialEq)]
pub struct Matches {
    /// The period.
    pub period: Period,
    /// The product.
    pub product: ProductId,
    /// How many buyers the profile of the product has, or why it is not shown.
    pub buyers: Value<u64>,
    /// The creators by score; what is not known comes last, ties by id.
    pub creators: Vec<CreatorMatch>,
    /// What [`Ledger::record`] takes before the answer is shown to anybody.
    pub pattern: Pattern,
}

/// Which creators' followers are most like the buyers of a product.
///
/// Shape: two profiles → a number from 0 to 1.
/// Formula: the weighted mean over dimensions of `1 − JSD₂(buyers, followers)`, where a bucket that one of them does not tell has no users there.
/// Rule: PRD-7. Source: Lin, *Divergence Measures Based on the Shannon Entropy* (1991).
///
/// The buyers are those of the product over all creators and channels, in the period; the followers those of the period, or else of the last
/// day in it that has a profile. Either is compared only where it may be shown (PRF-2, PRF-3).
///
/// # Errors
/// [`ReportError`] for an unknown creator, for a product without a profile or row, and for weights that cannot be.
pub fn match_creators(view: &View<'_>, ask: &MatchAsk, ledger: &Ledger) -> Result<Matches, ReportError> {
    creators_known(view, ask.creators.iter().flatten())?;
    let wrong = ask.weights.iter().find(|(_, weight)| !(0.0..=1e6).contains(*weight));
    let none = ask.weights.iter().next().filter(|_| ask.weights.values().all(|weight| *weight <= 0.0));
    if let Some((dimension, weight)) = wrong.or(none) {
        return Err(ReportError::Weight { dimension: dimension.as_str(), weight: *weight });
    }
    let is_buyers = |one: &PublishedProfile| {
        one.of.audience == ProfileAudience::Buyers
            && one.of.product.as_ref() == Some(&ask.product)
            && one.creator.is_none()
            && (&one.of.channel, &one.of.content, &one.of.shop) == (&None, &None, &None)
    };
    let (mut buyers, _, pattern) = shown(view, ask.period.window(), &is_buyers, ledger)?;
    let buyers = buyers.pop();
    if buyers.is_none() && view.product(&ask.product).is_none() {
        let known = view.products().map(|row| row.product.as_str().to_owned());
        return Err(ReportError::unknown(Topic::Product, ask.product.as_str(), known));
    }
    let followers = followers(view, ask, ledger)?;
    let mut creators: Vec<CreatorMatch> = Vec::new();
    for creator in view.known_creators() {
        if ask.creators.as_ref().is_some_and(|some| !some.contains(&creator)) {
            continue;
        }
        let row = view.creator(&creator);
        let found = followers.get(&creator);
        let likenesses = match (&buyers, found) {
            (Some(buyers), Some((_, followers))) => likenesses(buyers, followers),
            _ => Vec::new(),
        };
        creators.push(CreatorMatch {
            name: row.and_then(|row| row.name.clone().or_else(|| row.username.clone())),
            followers_of: found.map(|(window, _)| *window),
            score: score(buyers.as_ref(), found.map(|(_, one)| one), &likenesses, &ask.weights),
            likenesses,
            creator,
        });
    }
    creators.sort_by(|a, b| match (a.score.known(), b.score.known()) {
        (Some(one), Some(other)) => other.total_cmp(one).then_with(|| a.creator.cmp(&b.creator)),
        (one, other) => other.is_some().cmp(&one.is_some()).then_with(|| a.creator.cmp(&b.creator)),
    });
    let absent = || Value::undefined(UndefinedReason::Absent);
    let buyers = buyers.map_or_else(absent, |buyers| buyers.users);
    Ok(Matches { period: ask.period, product: ask.product.clone(), buyers, creators, pattern })
}

type Followers = BTreeMap<CreatorId, (Window<Day>, Profile)>;

/// Each creator's followers: of the period, or else of its last day that has a profile.
fn followers(view: &View<'_>, ask: &MatchAsk, ledger: &Ledger) -> Result<Followers, ReportError> {
    let is_followers = |one: &PublishedProfile| {
        one.of.audience == ProfileAudience::Followers
            && one.creator.is_some()
            && (&one.of.channel, &one.of.content) == (&None, &None)
            && (&one.of.product, &one.of.shop) == (&None, &None)
    };
    let whole = ask.period.window();
    let mut windows = vec![whole];
    let mut day = ask.period.end.plus(-1);
    while whole.contains(day) {
        windows.push(Window { start: day, end: Some(day.next()) });
        day = day.plus(-1);
    }
    let mut found = Followers::new();
    for window in windows {
        for group in shown(view, window, &is_followers, ledger)?.0 {
            if let Some(creator) = group.creator.clone() {
                found.entry(creator).or_insert((window, group));
            }
        }
    }
    Ok(found)
}

fn likenesses(buyers: &Profile, followers: &Profile) -> Vec<Likeness> {
    let of = |profile: &Profile| -> BTreeMap<ProfileDimension, BTreeMap<String, Value<i64>>> {
        let table = |table: &ProfileTable| {
            let told = table.buckets.iter().filter(|one| !is_absent(&one.users));
            (table.dimension, told.map(|one| (one.bucket.clone(), one.users.clone())).collect())
        };
        profile.tables.iter().map(table).collect()
    };
    let (buyers, followers) = (of(buyers), of(followers));
    let both = buyers.iter().filter_map(|(dimension, one)| Some((dimension, one, followers.get(dimension)?)));
    both.map(|(dimension, one, other)| Likeness { dimension: *dimension, likeness: likeness(one, other) })
        .collect()
}

fn is_absent(users: &Value<i64>) -> bool {
    *users == Value::undefined(UndefinedReason::Absent)
}

type Buckets = BTreeMap<String, Value<i64>>;

fn likeness(one: &Buckets, other: &Buckets) -> Value<f64> {
    let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let users = |of: &Buckets, name: &String| of.get(name).cloned().unwrap_or(Value::Known(0));
    let pairs = names
        .into_iter()
        .map(|name| users(one, name).zip_with(users(other, name), |a, b| Value::Known(vec![(a, b)])));
    let join = |mut all: Vec<(i64, i64)>, more: Vec<(i64, i64)>| {
        all.extend(more);
        Value::Known(all)
    };
    let pairs = pairs.fold(Value::Known(Vec::new()), |all, more| all.zip_with(more, join));
    pairs.zip_with(Value::Known(()), |pairs, ()| {
        divergence(&pairs).map_or_else(
            || Value::undefined(UndefinedReason::ZeroDenominator),
            |divergence| Value::Known((1.0 - divergence).clamp(0.0, 1.0)),
        )
    })
}

/// The Jensen–Shannon divergence to base 2 of two counts by bucket; none where one counts nobody.
#[expect(clippy::cast_precision_loss, reason = "shares of users: 53 bits tell them apart")]
fn divergence(pairs: &[(i64, i64)]) -> Option<f64> {
    let sums = pairs
        .iter()
        .fold((0_i128, 0_i128), |(a, b), (one, other)| (a + i128::from(*one), b + i128::from(*other)));
    if sums.0 == 0 || sums.1 == 0 {
        return None;
    }
    let part = |share: f64, middle: f64| {
        if share > 0.0 { share * libm::log2(share / middle) } else { 0.0 }
    };
    let terms = pairs.iter().map(|(one, other)| {
        let (p, q) = (*one as f64 / sums.0 as f64, *other as f64 / sums.1 as f64);
        let middle = f64::midpoint(p, q);
        part(p, middle) + part(q, middle)
    });
    Some(terms.sum::<f64>() / 2.0)
}

/// The weighted mean of what is alike; without a profile, or a dimension in common, why there is none.
fn score(
    buyers: Option<&Profile>,
    followers: Option<&Profile>,
    likenesses: &[Likeness],
    weights: &BTreeMap<ProfileDimension, f64>,
) -> Value<f64> {
    let absent = || Value::undefined(UndefinedReason::Absent);
    let users = |profile: Option<&Profile>| profile.map_or_else(absent_users, |one| one.users.clone());
    let both = users(buyers).zip_with(users(followers), |_, _| Value::Known(()));
    let weight = |dimension: ProfileDimension| {
        if weights.is_empty() { 1.0 } else { weights.get(&dimension).copied().unwrap_or(0.0) }
    };
    let counted = likenesses.iter().filter(|one| weight(one.dimension) > 0.0);
    let mut sum: Value<(f64, f64)> = both.map(|()| (0.0, 0.0));
    for one in counted {
        let weight = weight(one.dimension);
        sum = sum.zip_with(one.likeness.clone(), |(sum, weights), likeness| {
            Value::Known((sum + weight * likeness, weights + weight))
        });
    }
    sum.zip_with(
        Value::Known(()),
        |(sum, weights), ()| {
            if weights > 0.0 { Value::Known(sum / weights) } else { absent() }
        },
    )
}

fn absent_users() -> Value<u64> {
    Value::undefined(UndefinedReason::Absent)
}
