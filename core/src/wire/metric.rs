use serde::Serialize;

use crate::metric::{Metric, Version, metrics};

/// A metric as data (MET-1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MetricWire {
    /// The name it is asked by.
    pub name: String,
    /// The label in English.
    pub label: &'static str,
    /// The label in Chinese.
    pub label_zh: &'static str,
    /// What it is, in an English sentence.
    pub help: &'static str,
    /// What it is, in a Chinese sentence.
    pub help_zh: &'static str,
    /// The unit.
    pub unit: &'static str,
    /// `more`, `less` or `neither`.
    pub good: &'static str,
    /// `vanity` or `actionable`.
    pub nature: &'static str,
    /// The metric that a vanity metric is not shown without (KPI-6).
    pub companion: Option<&'static str>,
    /// The formula; what stands between the operators are the names of its parts.
    pub formula: String,
    /// The titles of the documents that describe it.
    pub sources: Vec<&'static str>,
    /// The version of its definition in force.
    pub version: u32,
    /// From when on its figures compare; `None` is always.
    pub since: Option<&'static str>,
    /// All versions of its definition.
    pub versions: Vec<VersionWire>,
}

/// A version of a definition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VersionWire {
    /// Counted from 1.
    pub version: u32,
    /// From when on sources count by it; `None` is always.
    pub since: Option<&'static str>,
    /// Until when they did; `None` is still.
    pub until: Option<&'static str>,
    /// What sets it apart from the others.
    pub about: &'static str,
}

impl From<&Version> for VersionWire {
    fn from(version: &Version) -> Self {
        let Version { number, since, until, about } = *version;
        Self { version: number, since, until, about }
    }
}

impl From<&Metric> for MetricWire {
    fn from(metric: &Metric) -> Self {
        let def = &metric.def;
        Self {
            name: metric.name(),
            label: def.label_en,
            label_zh: def.label_zh,
            help: def.help_en,
            help_zh: def.help_zh,
            unit: def.unit.as_str(),
            good: def.goodness.as_str(),
            nature: def.nature.as_str(),
            companion: def.nature.companion(),
            formula: metric.formula(),
            sources: def.sources.iter().map(|source| source.title()).collect(),
            version: def.version(),
            since: def.since(),
            versions: def.versions.iter().map(VersionWire::from).collect(),
        }
    }
}

/// Every metric.
#[must_use]
pub fn metric_list() -> Vec<MetricWire> {
    metrics().map(|def| MetricWire::from(&Metric { def, channel: def.channel })).collect()
}
