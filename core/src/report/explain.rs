use std::collections::BTreeSet;

use super::error::{ReportError, creators_known};
use super::remedy::{Remedy, remedy, remedy_before, remedy_of_nobody};
use crate::access::{Cause, Decision, Grain, Module, Question, Subject};
use crate::engine::{Dimension, KeyNames, Query, Sources, View};
use crate::fact::Content;
use crate::metric::{Change, Figure};
use crate::time::{Day, Period, Window, WindowSet};
use crate::value::{CreatorId, Value};

/// How many creators with hidden days an explanation names.
pub const CREATORS_NAMED: usize = 100;

/// The cell that is to be explained: a metric of a row of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellAsk {
    /// The question that gave the answer, with the cell's metric alone.
    pub query: Query,
    /// What the row is about; it names all that the question is grouped by.
    pub key: KeyNames,
}

/// Days of a creator that are hidden for the same causes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HiddenDays {
    /// The days.
    pub days: Window<Day>,
    /// Every cause that holds (ACC-15).
    pub causes: Vec<Cause>,
    /// The first day on which all of them show with no further event.
    pub visible_from: Option<Day>,
}

/// What of a creator counts in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreatorDays {
    /// Whose.
    pub creator: CreatorId,
    /// The days that count.
    pub visible: WindowSet<Day>,
    /// The days that do not, and why.
    pub hidden: Vec<HiddenDays>,
}

/// Whose days count in a cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counted {
    /// How many creators count with every day.
    pub whole: usize,
    /// Those of whom some day is hidden, in order, at most [`CREATORS_NAMED`].
    pub cut: Vec<CreatorDays>,
    /// How many those are.
    pub cut_total: usize,
}

/// Why a cell is what it is (BEY-1).
#[derive(Debug, Clone)]
pub struct Explanation {
    /// The numbers behind it, and the feeds and rows that tell them.
    pub sources: Sources,
    /// Whose days count.
    pub counted: Counted,
    /// What would show a figure, where there is none.
    pub remedy: Option<Remedy>,
    /// The same of the previous cycle, where the question compares (PER-6).
    pub before: Option<Before>,
}

/// Why the previous cycle's figure of a cell is what it is.
#[derive(Debug, Clone)]
pub struct Before {
    /// Its figure, as the answer gives it.
    pub value: Value<Figure>,
    /// How the cell's differs from it.
    pub change: Change,
    /// The numbers behind it.
    pub sources: Sources,
    /// Whose days count; a hidden one hides the figure (PER-6).
    pub counted: Counted,
    /// What would show it, where it does not.
    pub remedy: Option<Remedy>,
}

/// Explains a cell of an answer: its formula and the numbers in it, the feed, definition and rows of each, whose days count, and
/// where there is no figure, the nearest change that would show one (BEY-1, ACC-15).
///
/// # Errors
/// [`ReportError`] for a wrong choice of metric or groups, and for a creator whom nobody knows.
pub fn explain(view: &View<'_>, ask: &CellAsk) -> Result<Explanation, ReportError> {
    let query = &ask.query;
    creators_known(view, &ask.key.creator)?;
    inside(query, &ask.key)?;
    let sources = view.sources(query, &ask.key)?;
    let people = people(view, ask, &[sources.days]);
    let subject = match &ask.key.content {
        Some(Content::Room(room)) => Subject::Room(room.clone()),
        _ => Subject::Creator,
    };
    let of = |one| days_of(view, query.module, (one, &subject), sources.days);
    let all: Vec<CreatorDays> = people.iter().filter_map(of).collect();
    let remedy = remedy(&sources, &all);
    let counted = counted(people.len(), all);
    let before = match &sources.previous {
        Some((value, change)) => Some(before(view, ask, value.clone(), change.clone())?),
        None => None,
    };
    Ok(Explanation { sources, counted, remedy, before })
}

/// A key that the question's own filter leaves out is of no row.
fn inside(query: &Query, key: &KeyNames) -> Result<(), ReportError> {
    let filter = &query.filter;
    let content = match &key.content {
        Some(_) if filter.rooms.is_none() && filter.videos.is_none() => true,
        Some(Content::Room(room)) => filter.rooms.as_ref().is_some_and(|rooms| rooms.contains(room)),
        Some(Content::Video(video)) => filter.videos.as_ref().is_some_and(|videos| videos.contains(video)),
        None => true,
    };
    let products = filter.products.as_ref().zip(key.product.as_ref());
    let shops = filter.shops.as_ref().zip(key.shop.as_ref());
    let creators = filter.creators.as_ref().zip(key.creator.as_ref());
    let channels = filter.channels.as_ref().zip(key.channel.as_ref());
    let all = [
        (Dimension::Creator, creators.is_none_or(|(kept, one)| kept.contains(one))),
        (Dimension::Channel, channels.is_none_or(|(kept, one)| kept.contains(one))),
        (Dimension::Content, content),
        (Dimension::Product, products.is_none_or(|(kept, one)| kept.iter().any(|id| id.as_str() == one))),
        (Dimension::Shop, shops.is_none_or(|(kept, one)| kept.iter().any(|id| id.as_str() == one))),
    ];
    match all.into_iter().find(|(_, kept)| !kept) {
        Some((dimension, _)) => Err(ReportError::OutsideFilter { dimension: dimension.as_str() }),
        None => Ok(()),
    }
}

fn before(
    view: &View<'_>,
    ask: &CellAsk,
    value: Value<Figure>,
    change: Change,
) -> Result<Before, ReportError> {
    let period = ask.query.period;
    let (now, then) = (period.window(), period.previous());
    let earlier = Period { start: then.start, end: period.previous_end, ..period };
    let query = Query { period: earlier, alike: Some(now), compare: false, ..ask.query.clone() };
    let sources = view.sources(&query, &ask.key)?;
    // Who counts in either cycle has to show all of the earlier one.
    let cycles = [now, then];
    let all = people(view, ask, &cycles);
    let counts = |creator: &&CreatorId| {
        ask.key.creator.is_some()
            || cycles.iter().any(|window| view.counts_any(creator, ask.query.module, *window))
    };
    let counting: Vec<CreatorId> = all.iter().filter(counts).cloned().collect();
    let days = |people: &[CreatorId]| -> Vec<CreatorDays> {
        // A room that shows by a request of its own is not all of its creator's cycle.
        let whole = |one| days_of(view, ask.query.module, (one, &Subject::Creator), then);
        people.iter().filter_map(whole).collect()
    };
    let cut = days(&counting);
    let remedy = match &value {
        Value::Hidden(_) if counting.is_empty() => remedy_of_nobody(&value, &sources, &days(&all)),
        _ => remedy_before(&value, &sources, &cut),
    };
    Ok(Before { value, change, sources, counted: counted(counting.len(), cut), remedy })
}

/// Whose rows a cell may hold.
pub(super) fn people(view: &View<'_>, ask: &CellAsk, windows: &[Window<Day>]) -> Vec<CreatorId> {
    let (query, key) = (&ask.query, &ask.key);
    let kept = |creator: &CreatorId| {
        query.filter.creators.as_ref().is_none_or(|creators| creators.contains(creator))
    };
    let all: BTreeSet<CreatorId> = match (&key.creator, &key.content) {
        (Some(creator), _) => [creator.clone()].into_iter().collect(),
        // Whose a content is, is told of one who shows alone.
        (None, Some(content)) => {
            windows.iter().filter_map(|days| view.owner_shown(content, query.module, *days)).collect()
        }
        (None, None) => view.known_creators(),
    };
    all.into_iter().filter(kept).collect()
}

/// The days of a creator in a cell; none where every one counts.
fn days_of(
    view: &View<'_>,
    module: Module,
    (creator, subject): (&CreatorId, &Subject),
    days: Window<Day>,
) -> Option<CreatorDays> {
    let visible = view.visible_days(creator, module, days);
    if visible.covers(&days) {
        return None;
    }
    let hidden = hidden_days(view, creator, (module, subject), days);
    if hidden.is_empty() { None } else { Some(CreatorDays { creator: creator.clone(), visible, hidden }) }
}

/// The hidden days of a window, those of the same causes together.
fn hidden_days(
    view: &View<'_>,
    creator: &CreatorId,
    (module, subject): (Module, &Subject),
    days: Window<Day>,
) -> Vec<HiddenDays> {
    let state = view.state_of(creator);
    let mut all: Vec<HiddenDays> = Vec::new();
    let mut day = days.start;
    while days.contains(day) {
        let question = Question {
            subject: subject.clone(),
            ..Question::creator(creator.clone(), module, Grain::Aggregate, day)
        };
        if let Decision::Hidden { causes, visible_from } = view.decide_of(&state, &question) {
            let alike = |last: &&mut HiddenDays| {
                let timeless = |cause: &Cause| Cause { clears_on: None, ..cause.clone() };
                last.days.end == Some(day) && last.causes.iter().map(timeless).eq(causes.iter().map(timeless))
            };
            if let Some(last) = all.last_mut().filter(alike) {
                last.days.end = Some(day.next());
                last.visible_from = last.visible_from.zip(visible_from).map(|(a, b)| a.max(b));
                last.causes = causes;
            } else {
                let days = Window { start: day, end: Some(day.next()) };
                all.push(HiddenDays { days, causes, visible_from });
            }
        }
        day = day.next();
    }
    all
}

fn counted(people: usize, mut cut: Vec<CreatorDays>) -> Counted {
    let cut_total = cut.len();
    cut.truncate(CREATORS_NAMED);
    Counted { whole: people.saturating_sub(cut_total), cut, cut_total }
}

impl CellAsk {
    /// The cell of a metric in the row of a key, of a question grouped by some dimensions.
    #[must_use]
    pub fn new(query: Query, metric: &str, group_by: &[Dimension], key: KeyNames) -> Self {
        Self { query: Query { metrics: vec![metric.to_owned()], ..query }.group_by(group_by), key }
    }
}
