use std::collections::{BTreeMap, BTreeSet};

use xxhash_rust::xxh3::xxh3_128;

use super::error::{ReportError, creators_known};
use crate::access::Module;
use crate::engine::{Dimension, Query, QueryFilter, View};
use crate::metric::{Exact, Expr, Figure, Metric, Unit};
use crate::privacy::{Ledger, PeerGroup, PeerTopic};
use crate::time::{Day, Period, Window};
use crate::value::{CreatorId, Currency, HiddenReason, Reasons, UndefinedReason, Value};

/// Who is a creator's peer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeersBy {
    /// Who is of the same category.
    Category,
    /// Who has as many followers, give or take: is in the same band.
    Followers,
}

impl PeersBy {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Category, Self::Followers];
    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Followers => "followers",
        }
    }
    /// The one of a name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.as_str() == name)
    }
}

/// How peers are grouped. Agencies differ in how many creators they have, so both are the host's to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeersPolicy {
    /// The least creators in a group whose mean is shown; at least 3.
    pub at_least: usize,
    /// Where bands of followers begin, ascending; the first band begins at 0.
    pub bands: Vec<i64>,
}

impl Default for PeersPolicy {
    fn default() -> Self {
        Self { at_least: 5, bands: vec![1_000, 10_000, 50_000, 100_000, 500_000, 1_000_000] }
    }
}

/// Fewer are no group: of two, each knows the other's figure from the mean.
const LEAST: usize = 3;
/// Quarters, where there are enough peers.
const GROUPS: usize = 4;
/// Of the largest figure, how much those beyond the two largest have together at least, as a part: else the mean tells the largest.
const REST: f64 = 0.1;

/// How wide the bounds of a figure are at least, as a part of it, and of a count in units: closer ones would tell it.
const WIDTH: f64 = 0.2;
const WIDTH_OF_COUNTS: f64 = 2.0;

/// Whom a creator is compared with, and in what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeersAsk {
    /// The period.
    pub period: Period,
    /// The creator.
    pub creator: CreatorId,
    /// Who is a peer.
    pub by: PeersBy,
    /// The metrics, in order; [`PEER_METRICS`] if none.
    pub metrics: Vec<String>,
    /// How peers are grouped.
    pub policy: PeersPolicy,
}

/// The metrics of the screen. No two are of the same rows: the means of one would hide those of the other.
pub const PEER_METRICS: &[&str] =
    &["gmv", "sku_orders", "views", "new_followers", "ctr", "livestreams", "videos"];

/// A creator among its peers (BEY-9).
#[derive(Debug, Clone, PartialEq)]
pub struct Peers {
    /// The period.
    pub period: Period,
    /// The creator.
    pub creator: CreatorId,
    /// Who is a peer.
    pub by: PeersBy,
    /// Whom it is compared with, itself included, or why with nobody.
    pub cohort: Value<Cohort>,
    /// By metric, in the order asked.
    pub metrics: Vec<PeerMetric>,
    /// What [`Ledger::record_peers`] takes before the answer is shown to anybody.
    pub shown: Vec<PeerGroup>,
}

/// Creators alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cohort {
    /// The category; none where peers go by followers.
    pub category: Option<String>,
    /// The followers of the band: from, and below; none is no end.
    pub followers: Option<(i64, Option<i64>)>,
    /// How many creators it has.
    pub creators: usize,
}

/// A creator among its peers in one metric.
#[derive(Debug, Clone, PartialEq)]
pub struct PeerMetric {
    /// The metric.
    pub metric: Metric,
    /// The creator's own figure.
    pub value: Value<Figure>,
    /// Of how many creators of the cohort the figure is known.
    pub measured: usize,
    /// The place of the group that the creator is in, from 0, the one of the largest figures.
    pub place: Option<usize>,
    /// The groups, that of the largest figures first.
    pub groups: Vec<PeerMean>,
}

/// The mean of a group of creators.
#[derive(Debug, Clone, PartialEq)]
pub struct PeerMean {
    /// How many creators.
    pub creators: usize,
    /// The mean of their figures, or why it is not shown.
    pub mean: Value<Figure>,
}

/// A creator beside the means of its cohort's quarters: those of the same category, or of the same band of followers.
///
/// Shape: a figure a creator → at most four means a metric.
/// Formula: creators in the order of their figures, ties by id, cut in up to four groups as equal as can be; of each the arithmetic
/// mean of its creators' figures.
/// Rule: BEY-9.
///
/// Who may not be seen on every day of the period is nobody's peer, and has none. A quantile is one creator's own figure: so
/// it is not shown, and the mean of a quarter is. No mean is of fewer than [`PeersPolicy::at_least`] creators; none lets one figure be read with those
/// that the ledger knows ([`Ledger::admits_peers`]), by all being equal, by one that outweighs the rest, or by the means beside its
/// own, which each figure lies between. Groups are as many as that lets be shown.
///
/// # Errors
/// [`ReportError`] for an unknown creator, a wrong choice of metrics, and a policy that cannot be.
pub fn peers(view: &View<'_>, ask: &PeersAsk, ledger: &Ledger) -> Result<Peers, ReportError> {
    creators_known(view, [&ask.creator])?;
    check(&ask.policy)?;
    let names: Vec<String> = if ask.metrics.is_empty() {
        PEER_METRICS.iter().map(|name| (*name).to_owned()).collect()
    } else {
        ask.metrics.clone()
    };
    // A share of the whole would tell the whole, which is the sum of all peers.
    let of_many = |atom: &Expr| matches!(atom, Expr::Whole(_) | Expr::Creators(_));
    let parsed = Metric::parse_all(&names)?;
    if let Some(metric) = parsed.iter().find(|metric| metric.def.formula.atoms().iter().any(of_many)) {
        return Err(ReportError::PeersMetric { metric: metric.name() });
    }
    let found = cohort(view, ask);
    let members: Vec<CreatorId> = found.known().map(|(_, members)| members.clone()).unwrap_or_default();
    let asked = if members.is_empty() { vec![ask.creator.clone()] } else { members };
    let filter = QueryFilter { creators: Some(asked), ..QueryFilter::default() };
    let query = Query::new(ask.period, &names).group_by(&[Dimension::Creator]).filter(filter);
    let answer = view.query(&query)?;
    let rows: BTreeMap<CreatorId, Vec<Value<Figure>>> = answer
        .rows()
        .filter_map(|row| {
            let figures = (0..answer.metrics.len()).map(|metric| row.value(metric)).collect();
            Some((row.key().creator?, figures))
        })
        .collect();
    let (mut known, mut shown) = (ledger.clone(), Vec::new());
    let mut metrics = Vec::new();
    for (place, metric) in answer.metrics.iter().enumerate() {
        let figures = rows.iter().filter_map(|(creator, row)| Some((creator, row.get(place)?)));
        let one = Ranked::new(*metric, figures, ask, view.store().workspace().currency);
        metrics.push(one.among(found.known().is_some(), &mut known, &mut shown));
    }
    let own = view.hidden_reasons(&ask.creator, Module::Creator, ask.period.window());
    for metric in metrics.iter_mut().filter(|_| !rows.contains_key(&ask.creator)) {
        let reasons = own.clone().unwrap_or_else(|| Reasons::one(HiddenReason::NotAuthorized));
        metric.value = Value::Hidden(reasons);
    }
    let cohort = found.map(|(cohort, _)| cohort);
    Ok(Peers { period: ask.period, creator: ask.creator.clone(), by: ask.by, cohort, metrics, shown })
}

fn check(policy: &PeersPolicy) -> Result<(), ReportError> {
    if policy.at_least < LEAST {
        return Err(ReportError::PeersAtLeast { given: policy.at_least, least: LEAST });
    }
    let ascends = policy.bands.windows(2).all(|two| matches!(two, [a, b] if a < b));
    if !ascends || policy.bands.first().is_some_and(|first| *first <= 0) {
        return Err(ReportError::PeersBands { given: policy.bands.clone() });
    }
    Ok(())
}

/// What creators are alike by.
#[derive(Debug, PartialEq, Eq)]
enum Trait {
    Category(String),
    Band(i64, Option<i64>),
}

/// The cohort of a creator, and who is in it.
fn cohort(view: &View<'_>, ask: &PeersAsk) -> Value<(Cohort, Vec<CreatorId>)> {
    let window = ask.period.window();
    if let Some(reasons) = view.hidden_reasons(&ask.creator, Module::Creator, window) {
        return Value::Hidden(reasons);
    }
    let own = trait_of(view, &ask.creator, ask, window);
    own.map(|own| {
        let shows = |creator: &CreatorId| view.shows_all(creator, Module::Creator, window);
        let alike = |creator: &CreatorId| trait_of(view, creator, ask, window).known() == Some(&own);
        let members: Vec<CreatorId> = view
            .known_creators()
            .into_iter()
            .filter(|creator| shows(creator) && (*creator == ask.creator || alike(creator)))
            .collect();
        let (category, followers) = match own {
            Trait::Category(category) => (Some(category), None),
            Trait::Band(from, below) => (None, Some((from, below))),
        };
        (Cohort { category, followers, creators: members.len() }, members)
    })
}

fn trait_of(view: &View<'_>, creator: &CreatorId, ask: &PeersAsk, window: Window<Day>) -> Value<Trait> {
    match ask.by {
        PeersBy::Category => {
            let category = view.creator(creator).and_then(|row| row.category.clone());
            category.map_or_else(
                || Value::undefined(UndefinedReason::Absent),
                |category| Value::Known(Trait::Category(category)),
            )
        }
        PeersBy::Followers => {
            let days = [window].into_iter().collect();
            view.followers(creator, &days).map(|followers| {
                let bands = &ask.policy.bands;
                let next = bands.partition_point(|bound| *bound <= followers);
                let from = next.checked_sub(1).and_then(|band| bands.get(band)).copied();
                Trait::Band(from.unwrap_or(0), bands.get(next).copied())
            })
        }
    }
}

/// The known figures of a metric, the largest first.
struct Ranked<'r> {
    metric: Metric,
    own: Value<Figure>,
    all: Vec<(&'r CreatorId, Figure)>,
    ask: &'r PeersAsk,
    currency: Currency,
}

impl<'r> Ranked<'r> {
    fn new<'v>(
        metric: Metric,
        figures: impl Iterator<Item = (&'r CreatorId, &'v Value<Figure>)>,
        ask: &'r PeersAsk,
        currency: Currency,
    ) -> Self {
        let mut own = Value::undefined(UndefinedReason::Absent);
        let mut all: Vec<(&CreatorId, Figure)> = Vec::new();
        for (creator, value) in figures {
            if *creator == ask.creator {
                own = value.clone();
            }
            all.extend(value.known().map(|figure| (creator, *figure)));
        }
        all.sort_by(|(a, one), (b, other)| other.order(one).then_with(|| a.cmp(b)));
        Self { metric, own, all, ask, currency }
    }

    /// The groups of the cohort, as many as may be shown.
    fn among(self, has_cohort: bool, known: &mut Ledger, shown: &mut Vec<PeerGroup>) -> PeerMetric {
        let mut metric = PeerMetric {
            metric: self.metric,
            value: self.own.clone(),
            measured: if has_cohort { self.all.len() } else { 0 },
            place: None,
            groups: Vec::new(),
        };
        if !has_cohort || self.all.is_empty() {
            return metric;
        }
        let least = self.ask.policy.at_least;
        let most = self.all.len().checked_div(least).unwrap_or(0).min(GROUPS);
        let cuts = (1..=most).rev().map(|number| self.cut(number));
        let fits = |groups: &[&[(&CreatorId, Figure)]]| {
            groups.iter().all(|group| is_mixed(group)) && is_wide(groups)
        };
        let Some(groups) = cuts.into_iter().find(|groups| fits(groups)) else {
            metric.groups =
                vec![PeerMean { creators: self.all.len(), mean: Value::hidden(HiddenReason::TooFewPeers) }];
            return metric;
        };
        for (place, group) in groups.iter().enumerate() {
            if group.iter().any(|(creator, _)| **creator == self.ask.creator) {
                metric.place = Some(place);
            }
            let mean = self.mean(group);
            let peers = PeerGroup {
                topic: PeerTopic {
                    metric: self.metric.name(),
                    start: self.ask.period.start,
                    end: self.ask.period.end,
                },
                members: group.iter().map(|(creator, _)| (*creator).clone()).collect::<BTreeSet<_>>(),
                digest: xxh3_128(format!("{mean:?}").as_bytes()),
            };
            let mean = match mean {
                Value::Known(_) if outweighs(group) || !known.admits_peers(&peers, least) => {
                    Value::hidden(HiddenReason::Differencing)
                }
                mean => mean,
            };
            if mean.known().is_some() {
                known.record_peers(std::slice::from_ref(&peers));
                shown.push(peers);
            }
            metric.groups.push(PeerMean { creators: group.len(), mean });
        }
        metric
    }

    /// The figures in so many groups, as equal as can be.
    fn cut(&self, number: usize) -> Vec<&[(&'r CreatorId, Figure)]> {
        let bound = |group: usize| self.all.len().saturating_mul(group).checked_div(number).unwrap_or(0);
        let groups = (0..number).map(|group| self.all.get(bound(group)..bound(group.saturating_add(1))));
        groups.flatten().collect()
    }

    fn mean(&self, group: &[(&CreatorId, Figure)]) -> Value<Figure> {
        let number = i128::try_from(group.len()).unwrap_or(0);
        let whole = |figure: &Figure| match figure {
            Figure::Count(count) | Figure::Seconds(count) => Some(i128::from(*count)),
            Figure::Money(money) | Figure::PerMilleMoney(money) => Some(money.micros()),
            Figure::Ratio(_) | Figure::MeanSeconds(_) => None,
        };
        let wholes: Option<Vec<i128>> = group.iter().map(|(_, figure)| whole(figure)).collect();
        let Some(wholes) = wholes else {
            let mean = group.iter().map(|(_, figure)| size(figure)).sum::<f64>() / number_of(group);
            return Value::Known(match self.metric.def.unit {
                Unit::Seconds => Figure::MeanSeconds(mean),
                _ => Figure::Ratio(mean),
            });
        };
        let sum = wholes.into_iter().try_fold(0_i128, i128::checked_add);
        let sum = sum.map_or_else(|| Value::undefined(UndefinedReason::Overflow), Value::Known);
        sum.zip_with(Value::Known(()), |sum, ()| {
            let mean = Exact::quotient(sum, number, self.metric.def.unit, self.currency);
            mean.zip_with(Value::Known(()), |mean, ()| mean.figure())
        })
    }
}

#[expect(clippy::cast_precision_loss, reason = "a number of creators")]
fn number_of(group: &[(&CreatorId, Figure)]) -> f64 {
    group.len() as f64
}

/// A figure as a size, for what outweighs what.
#[expect(clippy::cast_precision_loss, reason = "sizes are compared, not shown")]
fn size(figure: &Figure) -> f64 {
    match figure {
        Figure::Count(count) | Figure::Seconds(count) => *count as f64,
        Figure::Money(money) | Figure::PerMilleMoney(money) => money.micros() as f64,
        Figure::Ratio(ratio) | Figure::MeanSeconds(ratio) => *ratio,
    }
}

/// Whether figures differ: the mean of equal ones is each of them.
fn is_mixed(group: &[(&CreatorId, Figure)]) -> bool {
    group.iter().zip(group.iter().skip(1)).any(|((_, a), (_, b))| a.order(b).is_ne())
}

/// Whether no figure is told by the means of its own group and of those beside it: it lies between the latter, and is what the others,
/// which do too, leave of the former.
fn is_wide(groups: &[&[(&CreatorId, Figure)]]) -> bool {
    // Nobody has sold less than nothing.
    let floor = if groups.iter().flat_map(|group| group.iter()).all(|(_, figure)| size(figure) >= 0.0) {
        0.0
    } else {
        f64::NEG_INFINITY
    };
    let means: Vec<f64> = groups
        .iter()
        .map(|group| group.iter().map(|(_, figure)| size(figure)).sum::<f64>() / number_of(group))
        .collect();
    groups.iter().enumerate().all(|(place, group)| {
        let above = place.checked_sub(1).and_then(|above| means.get(above)).copied();
        let below = means.get(place.saturating_add(1)).copied();
        let (Some(mean), others) = (means.get(place).copied(), number_of(group) - 1.0) else { return true };
        let left = |bound: f64| mean.mul_add(others + 1.0, -(others * bound));
        let most = below.map_or(f64::INFINITY, left).min(above.unwrap_or(f64::INFINITY));
        let least = above.map_or(f64::NEG_INFINITY, left).max(below.unwrap_or(floor));
        group.iter().all(|(_, figure)| {
            let width = match figure {
                Figure::Count(_) => WIDTH_OF_COUNTS.max(WIDTH * size(figure).abs()),
                _ => WIDTH * size(figure).abs(),
            };
            most - least >= width
        })
    })
}

/// Whether the sum of a group is one figure, more or less, for whoever knows the second one.
fn outweighs(group: &[(&CreatorId, Figure)]) -> bool {
    let mut sizes: Vec<f64> = group.iter().map(|(_, figure)| size(figure).abs()).collect();
    sizes.sort_by(|a, b| b.total_cmp(a));
    let rest: f64 = sizes.iter().skip(2).sum();
    sizes.first().is_some_and(|largest| rest < largest * REST)
}
