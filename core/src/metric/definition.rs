use super::expr::{Formula, Fraction};
use super::figure::Unit;
use super::measure::Measure;

/// Which direction is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goodness {
    /// More is better.
    More,
    /// Less is better.
    Less,
    /// Neither.
    Neither,
}

impl Goodness {
    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::More => "more",
            Self::Less => "less",
            Self::Neither => "neither",
        }
    }
}

/// Whether a metric moves a decision (KPI-6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// It only looks good, and is not shown without its companion.
    Vanity {
        /// The id of the actionable metric beside it.
        companion: &'static str,
    },
    /// It moves a decision.
    Actionable,
}

impl Nature {
    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Vanity { .. } => "vanity",
            Self::Actionable => "actionable",
        }
    }
    /// The metric that a vanity metric is not shown without.
    #[must_use]
    pub fn companion(self) -> Option<&'static str> {
        match self {
            Self::Vanity { companion } => Some(companion),
            Self::Actionable => None,
        }
    }
}

/// Where a metric is described.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// The guide to Data Compass.
    DataCompass,
    /// The guide to the LIVE Dashboard.
    LiveDashboard,
    /// The help of the Backstage platform for music catalogues.
    Backstage,
    /// The article on Xingtu's preferred scheme.
    Xingtu,
    /// The article on an agency's key figures.
    Kpi,
}

impl Source {
    /// All of them.
    pub const ALL: &'static [Self] =
        &[Self::DataCompass, Self::LiveDashboard, Self::Backstage, Self::Xingtu, Self::Kpi];
    /// A short name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::DataCompass => "Data Compass playbook",
            Self::LiveDashboard => "LIVE Dashboard guide",
            Self::Backstage => "Backstage guide",
            Self::Xingtu => "Xingtu article",
            Self::Kpi => "KPI article",
        }
    }
    /// The title it is published under.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::DataCompass => {
                "Data Compass playbook for Creator Agency Partners, TikTok Shop Partner Center"
            }
            Self::LiveDashboard => "How to use LIVE Dashboard to monitor LIVE Performance, TikTok Shop",
            Self::Backstage => "TikTok Analytics, Backstage help",
            Self::Xingtu => "抖音巨量星圖優選是什么? 常見問題分享",
            Self::Kpi => {
                "An article without a title on the KPIs of a TikTok Shop management agency, The Short Media"
            }
        }
    }
}

/// A definition of a metric over time. Dates are months or days, `until` is the first one after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    /// Counted from 1.
    pub number: u32,
    /// From when on sources count by it; `None` is always.
    pub since: Option<&'static str>,
    /// Until when they did; `None` is still.
    pub until: Option<&'static str>,
    /// What sets it apart from the others, if there are others.
    pub about: &'static str,
}

/// A metric that never changed its definition.
pub(super) const FIRST: &[Version] = &[Version { number: 1, since: None, until: None, about: "" }];

/// What the Open API restated under unchanged names (SRC-11).
pub(super) const ATTRIBUTED: &[Version] = &[
    Version {
        number: 1,
        since: None,
        until: Some("2026-03"),
        about: "direct: only what was ordered inside the content itself",
    },
    Version {
        number: 2,
        since: Some("2026-03"),
        until: None,
        about: "attributed: also what was ordered elsewhere and is put down to the content",
    },
];

/// A metric as data (MET-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MetricDef {
    /// The stable id.
    pub id: &'static str,
    /// The label in English.
    pub label_en: &'static str,
    /// The label in Chinese.
    pub label_zh: &'static str,
    /// What it is, in an English sentence.
    pub help_en: &'static str,
    /// What it is, in a Chinese sentence.
    pub help_zh: &'static str,
    /// The unit.
    pub unit: Unit,
    /// Which direction is good.
    pub goodness: Goodness,
    /// Vanity, with its companion, or actionable.
    pub nature: Nature,
    /// How it comes of its parts.
    pub formula: Formula,
    /// The channel it is about by itself, such as `live` for Avg. CTR (LIVE).
    pub channel: Option<&'static str>,
    /// Where it is described.
    pub sources: &'static [Source],
    /// Its definitions over time, the last one in force.
    pub versions: &'static [Version],
}

impl MetricDef {
    /// The measures it draws on.
    #[must_use]
    pub fn measures(&self) -> Vec<Measure> {
        self.formula.measures()
    }
    /// The formula as a quotient of sums of measures, all in the metric's own channel; `None` for what needs more.
    #[must_use]
    pub fn fraction(&self) -> Option<Fraction> {
        self.formula.fraction(self.channel)
    }
    /// Whether it may be confined to a channel. Creators, gauges and targets have none, nor what is about one already.
    #[must_use]
    pub fn takes_channel(&self) -> bool {
        self.channel.is_none() && self.formula.takes_channel()
    }
    /// The version in force.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.versions.last().map_or(1, |version| version.number)
    }
    /// From when on its figures compare: when the latest definition of it, or of a measure it draws on, came into force.
    #[must_use]
    pub fn since(&self) -> Option<&'static str> {
        let own = self.versions.last().and_then(|version| version.since);
        let drawn = self.measures().into_iter().filter_map(|measure| measure.versions().last()?.since);
        own.into_iter().chain(drawn).max()
    }
}
