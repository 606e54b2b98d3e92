use serde::{Deserialize, Serialize};

use super::super::error::WireError;
use super::super::metric::MetricWire;
use super::super::privacy::LedgerDoor;
use super::super::store::{CellWire, ReasonWire, ViewDoor, hidden, one_of};
use super::super::time::{PeriodWire, PickerWire};
use crate::privacy::Ledger;
use crate::report::{Cohort, PeerMetric, Peers, PeersAsk, PeersBy, PeersPolicy, peers};
use crate::time::Screen;
use crate::value::{CreatorId, Value};

/// Whom a creator is compared with, and in what.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PeersAskWire {
    /// The period.
    pub period: PickerWire,
    /// The creator.
    pub creator: String,
    /// `category`, the default, or `followers`.
    #[serde(default)]
    pub by: Option<String>,
    /// The metrics, in order; the screen's own if empty.
    #[serde(default)]
    pub metrics: Vec<String>,
    /// The least creators in a group; 5 unless given.
    #[serde(default)]
    pub at_least: Option<usize>,
    /// Where bands of followers begin, ascending.
    #[serde(default)]
    pub bands: Option<Vec<i64>>,
}

/// A creator among its peers (BEY-9).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `report::Peers`")]
pub struct PeersWire {
    pub period: PeriodWire,
    pub creator: String,
    pub by: &'static str,
    pub cohort: CohortCellWire,
    pub metrics: Vec<PeerMetricWire>,
}

/// Whom a creator is compared with, or why with nobody.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CohortCellWire {
    /// It has peers.
    Known {
        /// Their category; none where peers go by followers.
        category: Option<String>,
        /// Followers from here on; none where peers go by category.
        from: Option<i64>,
        /// Followers below this; none is no end.
        below: Option<i64>,
        /// How many creators, itself included.
        creators: usize,
    },
    /// It is not told whose peer it is.
    Undefined {
        /// Why.
        reasons: Vec<ReasonWire>,
    },
    /// It may not be seen on every day.
    Hidden {
        /// Why.
        reasons: Vec<&'static str>,
    },
}

/// A creator among its peers in one metric.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `report::PeerMetric`")]
pub struct PeerMetricWire {
    pub metric: MetricWire,
    pub value: CellWire,
    pub measured: usize,
    pub place: Option<usize>,
    pub groups: Vec<PeerMeanWire>,
}

/// The mean of a group of creators.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `report::PeerMean`")]
pub struct PeerMeanWire {
    pub creators: usize,
    pub mean: CellWire,
}

impl PeersAskWire {
    fn read(&self, door: &ViewDoor) -> Result<PeersAsk, WireError> {
        let by = self.by.as_deref().unwrap_or("category");
        let default = PeersPolicy::default();
        Ok(PeersAsk {
            period: door.view().resolve(Screen::General, self.period.read()?)?,
            creator: CreatorId::new(&self.creator)?,
            by: one_of(PeersBy::of(by), by, "by", &PeersBy::ALL.map(PeersBy::as_str))?,
            metrics: self.metrics.clone(),
            policy: PeersPolicy {
                at_least: self.at_least.unwrap_or(default.at_least),
                bands: self.bands.clone().unwrap_or(default.bands),
            },
        })
    }
}

impl From<&Value<Cohort>> for CohortCellWire {
    fn from(cohort: &Value<Cohort>) -> Self {
        match cohort {
            Value::Known(cohort) => Self::Known {
                category: cohort.category.clone(),
                from: cohort.followers.map(|(from, _)| from),
                below: cohort.followers.and_then(|(_, below)| below),
                creators: cohort.creators,
            },
            Value::Undefined(reasons) => {
                Self::Undefined { reasons: reasons.iter().map(ReasonWire::from).collect() }
            }
            Value::Hidden(reasons) => Self::Hidden { reasons: hidden(reasons) },
        }
    }
}

impl From<&PeerMetric> for PeerMetricWire {
    fn from(one: &PeerMetric) -> Self {
        let groups = one.groups.iter();
        let groups =
            groups.map(|group| PeerMeanWire { creators: group.creators, mean: (&group.mean).into() });
        Self {
            metric: (&one.metric).into(),
            value: (&one.value).into(),
            measured: one.measured,
            place: one.place,
            groups: groups.collect(),
        }
    }
}

impl From<&Peers> for PeersWire {
    fn from(answer: &Peers) -> Self {
        Self {
            period: answer.period.into(),
            creator: answer.creator.as_str().to_owned(),
            by: answer.by.as_str(),
            cohort: (&answer.cohort).into(),
            metrics: answer.metrics.iter().map(PeerMetricWire::from).collect(),
        }
    }
}

impl ViewDoor {
    /// A creator beside the means of its cohort's quarters, next to what a ledger says was shown before; remembers nothing.
    ///
    /// # Errors
    /// A period that is refused, an unknown creator or metric, groups or bands that cannot be.
    pub fn peers(&self, ask: &PeersAskWire, ledger: Option<&LedgerDoor>) -> Result<PeersWire, WireError> {
        let none = Ledger::new();
        let ledger = ledger.map_or(&none, LedgerDoor::ledger);
        Ok((&peers(&self.view(), &ask.read(self)?, ledger)?).into())
    }
}

impl LedgerDoor {
    /// What [`ViewDoor::peers`] gives; the means that it shows are remembered as shown.
    ///
    /// # Errors
    /// As there; nothing is remembered then.
    pub fn show_peers(&mut self, view: &ViewDoor, ask: &PeersAskWire) -> Result<PeersWire, WireError> {
        let answer = peers(&view.view(), &ask.read(view)?, self.ledger())?;
        self.record_peers(&answer.shown);
        Ok((&answer).into())
    }
}
