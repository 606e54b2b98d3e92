use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::creators::PendingAction;
use super::error::{ReportError, creators_known};
use super::listing::{Entry, Listing, creator_name, entries};
use super::livestream_requests::{Reach, reach};
use crate::access::{Decision, Module};
use crate::engine::{Answer, Dimension, Direction, QueryFilter, Scope, SortBy, View};
use crate::fact::{Channel, Content, RoomRow};
use crate::metric::Metric;
use crate::time::{Instant, Period};
use crate::value::{CreatorId, HiddenReason, Reasons, RoomId, Value};

/// What the list of all livestreams is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LivestreamsAsk {
    /// The period.
    pub period: Period,
    /// Of these creators only.
    pub creators: Option<Vec<CreatorId>>,
    /// Which metrics, rows and order: by a metric, `creator`, `content` or `started_at`.
    pub listing: Listing,
}

/// All livestreams of a period (LIV-8).
#[derive(Debug, Clone, PartialEq)]
pub struct Livestreams {
    /// What the answer drew on.
    pub scope: Scope,
    /// The metrics of every row, in order.
    pub metrics: Vec<Metric>,
    /// The rows, in order: LIVEs that started in the period, and those of which a fact of it tells.
    pub rows: Vec<LivestreamLine>,
    /// How many rows there are before `top`, `offset` and `limit`.
    pub total: usize,
}

/// A LIVE of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct LivestreamLine {
    /// What anybody may see of it (ACC-14).
    pub facts: LivestreamFacts,
    /// What can be done where days of it are hidden; none where all may be seen.
    pub action: Option<PendingAction>,
    /// Whether its days in the period may be seen; of hidden ones the causes of the first.
    pub decision: Decision,
    /// One entry a metric; of a hidden LIVE each is hidden.
    pub entries: Vec<Entry>,
}

/// What is known of a LIVE.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LivestreamFacts {
    /// Its id.
    pub room: RoomId,
    /// Its title.
    pub title: Option<String>,
    /// Whose.
    pub creator: Option<CreatorId>,
    /// The creator's name for people.
    pub creator_name: Option<String>,
    /// The creator's handle.
    pub handle: Option<String>,
    /// When it started.
    pub started_at: Option<Instant>,
    /// When it ended, or how far it had come when it was looked at.
    pub ended_at: Option<Instant>,
    /// How long that is.
    pub duration_seconds: Option<i64>,
}

impl LivestreamFacts {
    pub(super) fn of(view: &View<'_>, room: &RoomId, creator: Option<CreatorId>) -> Self {
        let row = view.room(room);
        let about = creator.as_ref().and_then(|creator| view.creator(creator));
        let ended_at = row.and_then(|row| row.ended_at);
        let millis =
            row.zip(ended_at).and_then(|(row, end)| end.millis().checked_sub(row.started_at.millis()));
        Self {
            room: room.clone(),
            title: row.and_then(|row| row.title.clone()),
            creator_name: creator.as_ref().and_then(|creator| creator_name(view, creator)),
            handle: about.and_then(|about| about.handle.clone().or_else(|| about.username.clone())),
            creator,
            started_at: row.map(|row| row.started_at),
            ended_at,
            duration_seconds: millis.and_then(|millis| millis.checked_div(1000)),
        }
    }
}

/// What the list shows by default (LIV-8): GMV, viewers, transactions, duration. Transactions are buyers (LIV-1).
pub const LIVESTREAM_METRICS: &[&str] = &["gmv", "viewers", "buyers", "live_seconds"];

/// The name of an order by the start.
const STARTED_AT: &str = "started_at";

/// A row before it is dressed: those that show have a place in the answer.
struct Found {
    room: RoomId,
    creator: Option<CreatorId>,
    started_at: Option<Instant>,
    place: Option<usize>,
    hidden: Option<(PendingAction, Decision)>,
}

/// All livestreams of a period that are over, inside contract windows; of those that may not be seen the public part.
///
/// # Errors
/// [`ReportError`] for an unknown or repeated metric, an unknown order, an unknown creator.
pub fn livestreams(view: &View<'_>, ask: &LivestreamsAsk) -> Result<Livestreams, ReportError> {
    creators_known(view, ask.creators.iter().flatten())?;
    let by_start = |sort: &&SortBy| sort.by == STARTED_AT;
    let sort = ask.listing.sort.iter().filter(|sort| !by_start(sort)).cloned().collect();
    let bare = Listing { metrics: ask.listing.metrics.clone(), sort, ..Listing::default() };
    let query = bare.query(ask.period, LIVESTREAM_METRICS).in_module(Module::Live);
    let mut query = query.group_by(&[Dimension::Creator, Dimension::Content]);
    query.check()?;
    let metrics = query.metrics.len();
    // A LIVE that started in the period is a row, whatever else is told of it.
    let started = "livestreams".to_owned();
    if !query.metrics.contains(&started) {
        query.metrics.push(started);
    }
    let filter = QueryFilter {
        creators: ask.creators.clone(),
        channels: Some(vec![Channel::Live]),
        ..QueryFilter::default()
    };
    let mut answer = view.query(&query.filter(filter))?;
    let mut found = shown(view, &answer);
    found.extend(hidden(view, ask, &found));
    if let Some(search) = &ask.listing.search {
        let search = search.to_lowercase();
        found.retain(|one| is_searched(view, one, &search));
    }
    let total = found.len();
    let places = answer.metrics.iter().map(Metric::name).collect::<Vec<_>>();
    order(&mut found, &ask.listing.sort, &places, &answer);
    found.truncate(ask.listing.top.unwrap_or(usize::MAX));
    found.drain(..ask.listing.offset.min(found.len()));
    found.truncate(ask.listing.limit.unwrap_or(usize::MAX));
    let rows = found.into_iter().map(|one| line(view, ask.period, &answer, metrics, one)).collect();
    answer.metrics.truncate(metrics);
    Ok(Livestreams { metrics: answer.metrics, rows, total, scope: answer.scope })
}

/// Whether a LIVE is over by the moment of the view, as far as its end is told.
fn is_over(view: &View<'_>, row: &RoomRow) -> bool {
    row.ended_at.is_none_or(|end| end <= view.clocks().now)
}

fn shown(view: &View<'_>, answer: &Answer) -> Vec<Found> {
    let rows = answer.rows().enumerate().filter_map(|(place, row)| {
        let key = row.key();
        let Some(Content::Room(room)) = key.content else { return None };
        let row = view.room(&room);
        let started_at = row.map(|row| row.started_at);
        let is_over = row.is_none_or(|row| is_over(view, row));
        is_over.then_some(Found { room, creator: key.creator, started_at, place: Some(place), hidden: None })
    });
    rows.collect()
}

/// The LIVEs that started in the period, under contract, and may not be seen.
fn hidden(view: &View<'_>, ask: &LivestreamsAsk, shown: &[Found]) -> Vec<Found> {
    let known: BTreeSet<&RoomId> = shown.iter().map(|one| &one.room).collect();
    let rooms = view.rooms_started(ask.period.window()).into_iter().filter_map(|(room, creator)| {
        let row = view.room(&room)?;
        let is_kept = ask.creators.as_ref().is_none_or(|kept| kept.contains(&creator));
        if known.contains(&room) || !is_kept || !is_over(view, row) {
            return None;
        }
        let Reach::Hidden { action, decision } = reach(view, row, &creator, Some(ask.period)) else {
            return None;
        };
        let started_at = Some(row.started_at);
        Some(Found {
            room,
            creator: Some(creator),
            started_at,
            place: None,
            hidden: Some((action, decision)),
        })
    });
    rooms.collect()
}

fn is_searched(view: &View<'_>, one: &Found, search: &str) -> bool {
    let holds = |text: &str| text.to_lowercase().contains(search);
    let about = one.creator.as_ref().and_then(|creator| view.creator(creator));
    let names = about.into_iter().flat_map(|about| [&about.name, &about.username, &about.handle]).flatten();
    let title = view.room(&one.room).and_then(|row| row.title.as_ref());
    let ids = [Some(one.room.as_str()), one.creator.as_ref().map(CreatorId::as_str)];
    names.chain(title).map(String::as_str).chain(ids.into_iter().flatten()).any(holds)
}

/// Orders rows; what is not known comes last either way, so that no order tells what is hidden. Ties by creator and id.
fn order(found: &mut [Found], sort: &[SortBy], metrics: &[String], answer: &Answer) {
    let first = metrics.first().map(|by| SortBy { by: by.clone(), direction: Direction::Descending });
    let sort = if sort.is_empty() { first.as_slice() } else { sort };
    let turned = |direction: Direction, order: Ordering| match direction {
        Direction::Ascending => order,
        Direction::Descending => order.reverse(),
    };
    let told = |sort: &SortBy, a: Option<Ordering>, (has_a, has_b): (bool, bool)| match a {
        Some(order) => turned(sort.direction, order),
        None => has_b.cmp(&has_a),
    };
    found.sort_by(|a, b| {
        let one = |sort: &SortBy| match sort.by.as_str() {
            STARTED_AT => {
                let both = a.started_at.zip(b.started_at).map(|(a, b)| a.cmp(&b));
                told(sort, both, (a.started_at.is_some(), b.started_at.is_some()))
            }
            "creator" => turned(sort.direction, a.creator.cmp(&b.creator)),
            "content" => turned(sort.direction, a.room.cmp(&b.room)),
            by => {
                let place = metrics.iter().position(|metric| metric == by);
                let figure = |one: &Found| answer.row(one.place?)?.value(place?).known().copied();
                let (a, b) = (figure(a), figure(b));
                told(sort, a.zip(b).map(|(a, b)| a.order(&b)), (a.is_some(), b.is_some()))
            }
        };
        let all = sort.iter().map(one).fold(Ordering::Equal, Ordering::then);
        all.then_with(|| a.creator.cmp(&b.creator)).then_with(|| a.room.cmp(&b.room))
    });
}

fn line(view: &View<'_>, period: Period, answer: &Answer, metrics: usize, one: Found) -> LivestreamLine {
    let facts = LivestreamFacts::of(view, &one.room, one.creator.clone());
    let row = one.place.and_then(|place| answer.row(place));
    let entries = match (row, &one.hidden) {
        (Some(row), _) => entries(answer, row, metrics),
        (None, hidden) => {
            let causes = match hidden {
                Some((_, Decision::Hidden { causes, .. })) => causes.as_slice(),
                _ => &[],
            };
            let reasons = Reasons::collect(causes.iter().map(|cause| cause.reason));
            let reasons = reasons.unwrap_or_else(|| Reasons::one(HiddenReason::NotAuthorized));
            let hidden = |metric: &Metric| Entry {
                metric: *metric,
                value: Value::Hidden(reasons.clone()),
                compared: None,
            };
            answer.metrics.iter().take(metrics).map(hidden).collect()
        }
    };
    // Of a LIVE over midnight one day may show and the other not.
    let told = one.hidden.or_else(|| {
        match reach(view, view.room(&one.room)?, one.creator.as_ref()?, Some(period)) {
            Reach::Hidden { action, decision } => Some((action, decision)),
            Reach::Shown | Reach::Outside => None,
        }
    });
    let (action, decision) = match told {
        Some((action, decision)) => (Some(action), decision),
        None => (None, Decision::Visible),
    };
    LivestreamLine { facts, action, decision, entries }
}
