use crate::metric::MetricError;
use crate::time::Day;
use crate::value::{Details, ErrorKind, Failure, details};

/// A question that cannot be asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QueryError {
    /// A wrong choice of metrics.
    #[error(transparent)]
    Metric(#[from] MetricError),
    /// No metric.
    #[error("a query takes at least one metric")]
    NoMetric,
    /// Grouped by one thing twice.
    #[error("the query is grouped by `{dimension}` twice")]
    GroupRepeated {
        /// The dimension.
        dimension: &'static str,
    },
    /// Grouped by two stretches of time.
    #[error(
        "the query is grouped by `{first}` and by `{second}`; expected at most one of day, week and month"
    )]
    TwoTimes {
        /// The first of them.
        first: &'static str,
        /// The second.
        second: &'static str,
    },
    /// Ordered by what is neither a metric of the query nor one of its dimensions.
    #[error("the query cannot be ordered by `{by}`; the nearest is `{nearest}`")]
    SortUnknown {
        /// What was asked.
        by: String,
        /// The nearest there is.
        nearest: String,
    },
    /// A partial answer that compares, orders, searches or pages.
    #[error("a partial answer holds all groups of one period: it takes no `{field}`")]
    NotOfPartial {
        /// What was asked beside.
        field: &'static str,
    },
    /// A metric confined to a channel, by channel.
    #[error("`{metric}` is confined to a channel and cannot be grouped by channel; ask for it without")]
    ChannelGrouped {
        /// The metric.
        metric: String,
    },
    /// A stretch of time that is none of the period's.
    #[error("no {dimension} of the period begins on {start}")]
    NoStretch {
        /// Day, week or month.
        dimension: &'static str,
        /// Its first day, as asked.
        start: Day,
    },
    /// Compared with the previous cycle, by time.
    #[error("a query by `{dimension}` cannot be compared with the previous cycle")]
    ComparedByTime {
        /// The dimension.
        dimension: &'static str,
    },
}

impl Failure for QueryError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Invalid
    }
    fn code(&self) -> &'static str {
        match self {
            Self::Metric(error) => error.code(),
            Self::NoMetric => "query.metrics.empty",
            Self::GroupRepeated { .. } => "query.group.repeated",
            Self::TwoTimes { .. } => "query.group.two_times",
            Self::SortUnknown { .. } => "query.sort.unknown",
            Self::ChannelGrouped { .. } => "query.channel.grouped",
            Self::ComparedByTime { .. } => "query.compare.by_time",
            Self::NoStretch { .. } => "query.stretch.unknown",
            Self::NotOfPartial { .. } => "query.partial.field",
        }
    }
    fn rule(&self) -> &'static str {
        match self {
            Self::Metric(error) => error.rule(),
            Self::ComparedByTime { .. } => "PER-6",
            Self::NotOfPartial { .. } => "MET-5",
            _ => "MET-1",
        }
    }
    fn details(&self) -> Details {
        match self {
            Self::Metric(error) => error.details(),
            Self::NoMetric => Details::new(),
            Self::GroupRepeated { dimension } | Self::ComparedByTime { dimension } => {
                details! { "dimension": dimension }
            }
            Self::TwoTimes { first, second } => details! { "first": first, "second": second },
            Self::SortUnknown { by, nearest } => details! { "by": by, "nearest": nearest },
            Self::NotOfPartial { field } => details! { "field": field },
            Self::NoStretch { dimension, start } => {
                details! { "dimension": dimension, "start": start.to_string() }
            }
            Self::ChannelGrouped { metric } => details! { "metric": metric },
        }
    }
}
