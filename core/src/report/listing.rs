use crate::engine::{Answer, AnswerRow, Query, SortBy, View};
use crate::metric::{Change, Figure, Metric};
use crate::time::Period;
use crate::value::{CreatorId, Value};

/// How a list is shown: what stands in it, in which order, and which part of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listing {
    /// The metrics in their order; the list's own if empty.
    pub metrics: Vec<String>,
    /// The order of rows; without any, most of the first metric first. What is not known comes last either way.
    pub sort: Vec<SortBy>,
    /// A part of an id or a name of the rows to keep, whatever its case.
    pub search: Option<String>,
    /// How many of the first rows are kept, before paging.
    pub top: Option<usize>,
    /// How many rows are passed over.
    pub offset: usize,
    /// How many rows are given.
    pub limit: Option<usize>,
}

impl Listing {
    /// The question of a list whose own metrics are these.
    pub(super) fn query(&self, period: Period, own: &[&str]) -> Query {
        let query =
            if self.metrics.is_empty() { Query::new(period, own) } else { Query::new(period, &self.metrics) };
        Query {
            sort: self.sort.clone(),
            search: self.search.clone(),
            top: self.top,
            offset: self.offset,
            limit: self.limit,
            ..query
        }
    }
}

/// A metric of a row of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The metric.
    pub metric: Metric,
    /// Its figure.
    pub value: Value<Figure>,
    /// The previous cycle's figure and how they differ, where that was asked for (PER-6).
    pub compared: Option<(Value<Figure>, Change)>,
}

/// The first metrics of a row.
pub(super) fn entries(answer: &Answer, row: AnswerRow<'_>, metrics: usize) -> Vec<Entry> {
    let of = |(place, metric): (usize, &Metric)| Entry {
        metric: *metric,
        value: row.value(place),
        compared: row.compared(place).map(|(previous, change)| (previous.clone(), change.clone())),
    };
    answer.metrics.iter().enumerate().take(metrics).map(of).collect()
}

/// A creator's name for people.
pub(super) fn creator_name(view: &View<'_>, creator: &CreatorId) -> Option<String> {
    view.creator(creator).and_then(|row| row.name.clone().or_else(|| row.username.clone()))
}
