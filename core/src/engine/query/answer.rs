use rustc_hash::FxHashMap;

use super::super::feed::FeedUse;
use super::ask::Dimension;
use super::names::Names;
use super::parts::money;
use crate::fact::{Channel, Content};
use crate::metric::{Change, Figure, Metric, Unit};
use crate::time::{Day, Period};
use crate::value::{CreatorId, Currency, HiddenReason, Reasons, Value};

/// Figures of one metric, one a row, as they lie.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Numbers {
    Counts(Vec<i64>),
    Seconds(Vec<i64>),
    Money(Vec<i128>),
    Ratios(Vec<f64>),
    Values(Vec<Value<Figure>>),
}

/// Figures of one metric, and the rows where there is none.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figures {
    numbers: Numbers,
    unit: Unit,
    currency: Currency,
    holes: FxHashMap<u32, Value<Figure>>,
}

impl Figures {
    pub(super) fn of(numbers: Numbers, unit: Unit, currency: Currency) -> Self {
        Self { numbers, unit, currency, holes: FxHashMap::default() }
    }
    pub(super) fn with_holes(self, holes: FxHashMap<u32, Value<Figure>>) -> Self {
        Self { holes, ..self }
    }
    pub(super) fn get(&self, row: usize) -> Value<Figure> {
        if !self.holes.is_empty()
            && let Some(hole) = u32::try_from(row).ok().and_then(|row| self.holes.get(&row))
        {
            return hole.clone();
        }
        let figure = match &self.numbers {
            Numbers::Counts(counts) => counts.get(row).map(|count| Figure::Count(*count)),
            Numbers::Seconds(seconds) => seconds.get(row).map(|seconds| Figure::Seconds(*seconds)),
            Numbers::Money(amounts) => amounts.get(row).map(|micros| money(*micros, self.currency)),
            Numbers::Ratios(ratios) => ratios.get(row).map(|ratio| Figure::Ratio(*ratio)),
            Numbers::Values(values) => {
                return values
                    .get(row)
                    .cloned()
                    .unwrap_or_else(|| Value::undefined(crate::value::UndefinedReason::Absent));
            }
        };
        figure.map_or_else(|| Value::undefined(crate::value::UndefinedReason::Absent), Value::Known)
    }
}

/// A metric of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The metric.
    pub metric: Metric,
    /// Its figure.
    pub value: Value<Figure>,
    /// The previous cycle's, where it was asked for; hidden where part of that cycle may not be seen (PER-6).
    pub previous: Value<Figure>,
    /// How they differ.
    pub change: Change,
}

/// What an answer drew on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The period.
    pub period: Period,
    /// The first day of the period whose figures are partial: beyond the earliest watermark of the feeds used (PER-7).
    pub partial_from: Option<Day>,
    /// The feeds used.
    pub feeds: Vec<FeedUse>,
    /// Known creators of whom nothing is shown, and why.
    pub hidden: Vec<(CreatorId, Reasons<HiddenReason>)>,
    /// Creators of whom part of the previous cycle may not be seen: they hide the changes of all (PER-6).
    pub hidden_before: Vec<(CreatorId, Reasons<HiddenReason>)>,
    /// Rows whose creator no alias resolves: kept and hidden (SRC-13).
    pub unknown_creator_rows: u64,
}

/// Visible rows that are in no row of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftOut {
    /// What they lack: `content`, `product` or `shop`.
    pub lacks: Dimension,
    /// How many.
    pub rows: u64,
}

/// What a row of an answer is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeyNames {
    /// Whose.
    pub creator: Option<CreatorId>,
    /// The channel, where it was told.
    pub channel: Option<Channel>,
    /// The LIVE or video.
    pub content: Option<Content>,
    /// The product.
    pub product: Option<String>,
    /// The shop.
    pub shop: Option<String>,
    /// The first day of its stretch of time.
    pub start: Option<Day>,
}

/// An answer: rows in order, each with one figure a metric.
#[derive(Debug, Clone)]
pub struct Answer {
    /// What it drew on.
    pub scope: Scope,
    /// By what it is grouped.
    pub group_by: Vec<Dimension>,
    /// The metrics, in order.
    pub metrics: Vec<Metric>,
    /// How many rows there are before `top`, `offset` and `limit`.
    pub total: usize,
    /// Visible rows that are in no row of the answer.
    pub left_out: Vec<LeftOut>,
    pub(super) names: Names,
    pub(super) figures: Vec<Figures>,
    /// The previous cycle's figure and the change, by metric, where they were asked for.
    pub(super) previous: Option<Vec<Vec<Compared>>>,
    /// The place of each row in `figures`.
    pub(super) places: Vec<usize>,
}

/// The previous cycle's figure, and how the row's differs from it.
pub(super) type Compared = (Value<Figure>, Change);

/// A row of an answer.
#[derive(Debug, Clone, Copy)]
pub struct AnswerRow<'r> {
    answer: &'r Answer,
    row: usize,
}

impl Answer {
    /// How many rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }
    /// The rows, in order.
    #[must_use]
    pub fn rows(&self) -> impl ExactSizeIterator<Item = AnswerRow<'_>> {
        (0..self.len()).map(|row| AnswerRow { answer: self, row })
    }
    /// The row in this place.
    #[must_use]
    pub fn row(&self, row: usize) -> Option<AnswerRow<'_>> {
        (row < self.len()).then_some(AnswerRow { answer: self, row })
    }
    /// Whether figures stand beside the previous cycle's.
    #[must_use]
    pub fn is_compared(&self) -> bool {
        self.previous.is_some()
    }
}

impl<'r> AnswerRow<'r> {
    /// What it is about.
    #[must_use]
    pub fn key(&self) -> KeyNames {
        self.answer.names.key(self.row)
    }
    /// Its name for people: the creator's, content's or product's, whichever is the finest.
    #[must_use]
    pub fn name(&self) -> Option<&'r str> {
        self.answer.names.label(self.row)
    }
    /// Why days of its creator are hidden; sums are over the others.
    #[must_use]
    pub fn hidden(&self) -> Option<&'r Reasons<HiddenReason>> {
        self.answer.names.hidden(self.row)
    }
    /// The figure of the metric in this place.
    #[must_use]
    pub fn value(&self, metric: usize) -> Value<Figure> {
        let place = self.answer.places.get(self.row).copied().unwrap_or(usize::MAX);
        match self.answer.figures.get(metric) {
            Some(figures) => figures.get(place),
            None => Value::undefined(crate::value::UndefinedReason::Absent),
        }
    }
    /// The previous cycle's figure of the metric in this place, and how they differ; none where it was not asked for.
    #[must_use]
    pub fn compared(&self, metric: usize) -> Option<(&'r Value<Figure>, &'r Change)> {
        let (previous, change) = self.answer.previous.as_ref()?.get(metric)?.get(self.row)?;
        Some((previous, change))
    }
    /// The metric in this place beside the previous cycle's.
    #[must_use]
    pub fn line(&self, metric: usize) -> Option<Line> {
        let (previous, change) = self.compared(metric)?;
        let metric_of = *self.answer.metrics.get(metric)?;
        Some(Line {
            metric: metric_of,
            value: self.value(metric),
            previous: previous.clone(),
            change: change.clone(),
        })
    }
}
