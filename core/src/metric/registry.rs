use super::definition::MetricDef;
use super::derived::DERIVED;
use super::measure::MEASURES;
use crate::value::{Details, ErrorKind, Failure, Policy, details};

/// Every metric: the measures, then what is derived from them.
pub fn metrics() -> impl Iterator<Item = MetricDef> {
    MEASURES.iter().chain(DERIVED).copied()
}

/// A metric that was asked for, with its channel: `gmv`, `gmv[live]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Metric {
    /// The definition.
    pub def: MetricDef,
    /// The channel it is confined to: `live`, `video` or `card`.
    pub channel: Option<&'static str>,
}

/// A wrong choice of metrics.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MetricError {
    /// No such metric.
    #[error("there is no metric `{name}`; the nearest is `{nearest}`")]
    Unknown {
        /// What was asked.
        name: String,
        /// The nearest id there is.
        nearest: String,
    },
    /// Too few or too many in a trend (PER-8).
    #[error("a trend takes 1 to {limit} metrics, not {given}")]
    TrendSize {
        /// How many were asked.
        given: usize,
        /// The most.
        limit: u32,
    },
    /// Too many on a LIVE dashboard (DSH-1).
    #[error("a LIVE dashboard takes at most {limit} metrics, not {given}")]
    DashboardSize {
        /// How many were asked.
        given: usize,
        /// The most.
        limit: u32,
    },
    /// Asked twice.
    #[error("metric `{name}` is asked twice")]
    Repeated {
        /// The metric.
        name: String,
    },
}

impl Failure for MetricError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Invalid
    }
    fn code(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "metric.unknown",
            Self::TrendSize { .. } => "metric.trend_size",
            Self::DashboardSize { .. } => "metric.dashboard_size",
            Self::Repeated { .. } => "metric.repeated",
        }
    }
    fn rule(&self) -> &'static str {
        match self {
            Self::TrendSize { .. } => "PER-8",
            Self::DashboardSize { .. } => "DSH-1",
            _ => "MET-1",
        }
    }
    fn details(&self) -> Details {
        match self {
            Self::Unknown { name, nearest } => details! { "name": name, "nearest": nearest },
            Self::TrendSize { given, limit } | Self::DashboardSize { given, limit } => {
                details! { "given": given, "limit": limit }
            }
            Self::Repeated { name } => details! { "name": name },
        }
    }
}

impl Metric {
    /// Reads `gmv` or `gmv[live]`.
    ///
    /// # Errors
    /// [`MetricError::Unknown`] with the nearest id there is.
    pub fn parse(name: &str) -> Result<Self, MetricError> {
        let unknown =
            || MetricError::Unknown { name: name.chars().take(64).collect(), nearest: nearest(name) };
        let (id, channel) = match name.split_once('[') {
            None => (name, None),
            Some((id, "live]")) => (id, Some("live")),
            Some((id, "video]")) => (id, Some("video")),
            Some((id, "card]")) => (id, Some("card")),
            Some(_) => return Err(unknown()),
        };
        let def = metrics().find(|def| def.id == id).ok_or_else(unknown)?;
        if channel.is_some() && !def.takes_channel() {
            return Err(unknown());
        }
        Ok(Self { def, channel: channel.or(def.channel) })
    }
    /// Reads a list in its order.
    ///
    /// # Errors
    /// [`MetricError::Unknown`], [`MetricError::Repeated`].
    pub fn parse_all<S: AsRef<str>>(names: &[S]) -> Result<Vec<Self>, MetricError> {
        let mut metrics: Vec<Self> = Vec::with_capacity(names.len());
        for name in names {
            let metric = Self::parse(name.as_ref())?;
            if metrics.contains(&metric) {
                return Err(MetricError::Repeated { name: metric.name() });
            }
            metrics.push(metric);
        }
        Ok(metrics)
    }
    /// The formula as it is written. What stands between the operators are the names of its parts.
    #[must_use]
    pub fn formula(&self) -> String {
        self.def.formula.text(self.channel)
    }
    /// The name it is asked by.
    #[must_use]
    pub fn name(&self) -> String {
        match self.channel {
            Some(channel) if self.def.channel.is_none() => format!("{}[{channel}]", self.def.id),
            _ => self.def.id.to_owned(),
        }
    }
}

/// The id with the fewest edits; ties go to the first in the registry.
fn nearest(name: &str) -> String {
    crate::value::nearest(name, metrics().map(|def| def.id.to_owned()))
}

/// The metrics of a trend: one or two (PER-8).
///
/// # Errors
/// [`MetricError`] for none, too many, an unknown or a repeated one.
pub fn trend_metrics<S: AsRef<str>>(policy: &Policy, names: &[S]) -> Result<Vec<Metric>, MetricError> {
    let limit = policy.trend_metrics;
    if names.is_empty() || names.len() > limit as usize {
        return Err(MetricError::TrendSize { given: names.len(), limit });
    }
    Metric::parse_all(names)
}
