use serde::{Deserialize, Serialize};

use super::super::error::WireError;
use super::super::time::WindowWire;
use crate::engine::Growth;
use crate::fact::SubjectRef;
use crate::metric::{Figure, Measure};
use crate::time::Instant;
use crate::value::{CreatorId, HiddenReason, Reasons, RoomId, UndefinedReason, Value, VideoId};

/// A figure, or why there is none (MET-6). Counts, seconds and ratios are numbers; money is text with its currency.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum CellWire {
    /// The figure.
    Known {
        /// A number, or the exact decimal as text for money.
        value: serde_json::Value,
        /// `count`, `money`, `ratio`, `per_mille_money` or `seconds`.
        unit: &'static str,
        /// The currency of money.
        #[serde(skip_serializing_if = "Option::is_none")]
        currency: Option<&'static str>,
        /// Money as it is shown, rounded half-even to the minor unit.
        #[serde(skip_serializing_if = "Option::is_none")]
        shown: Option<String>,
        /// The error of a count of users that is estimated, or of what draws on one.
        #[serde(skip_serializing_if = "Option::is_none")]
        estimate: Option<EstimateWire>,
    },
    /// There is no figure.
    Undefined {
        /// Why.
        reasons: Vec<ReasonWire>,
    },
    /// It may not be shown.
    Hidden {
        /// Why.
        reasons: Vec<&'static str>,
    },
}

/// How far an estimate may be off.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct EstimateWire {
    /// The relative standard error.
    pub error: f64,
}

impl CellWire {
    /// The same figure, marked as an estimate where it is one.
    pub(super) fn estimated(mut self, error: Option<f64>) -> Self {
        if let Self::Known { estimate, .. } = &mut self {
            *estimate = error.map(|error| EstimateWire { error });
        }
        self
    }
}

/// Why there is no figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReasonWire {
    /// The stable name.
    pub reason: &'static str,
    /// The feeds that tell it, none of them complete.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub feeds: Vec<String>,
    /// The spans there are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<WindowWire>,
}

impl From<&UndefinedReason> for ReasonWire {
    fn from(reason: &UndefinedReason) -> Self {
        let mut wire = Self { reason: reason.code(), feeds: Vec::new(), spans: Vec::new() };
        match reason {
            UndefinedReason::MixedSources { feeds } => wire.feeds.clone_from(feeds),
            UndefinedReason::SpanNotDivisible { spans } => {
                let span = |(start, end): &(chrono::NaiveDate, chrono::NaiveDate)| WindowWire {
                    start: start.to_string(),
                    end: Some(end.to_string()),
                };
                wire.spans = spans.iter().map(span).collect();
            }
            _ => {}
        }
        wire
    }
}

pub(in crate::wire) fn hidden(reasons: &Reasons<HiddenReason>) -> Vec<&'static str> {
    reasons.iter().map(|reason| reason.code()).collect()
}

fn cell<T>(value: &Value<T>, known: impl FnOnce(&T) -> CellWire) -> CellWire {
    match value {
        Value::Known(figure) => known(figure),
        Value::Undefined(reasons) => {
            CellWire::Undefined { reasons: reasons.iter().map(ReasonWire::from).collect() }
        }
        Value::Hidden(reasons) => CellWire::Hidden { reasons: hidden(reasons) },
    }
}

impl From<&Value<Figure>> for CellWire {
    fn from(value: &Value<Figure>) -> Self {
        cell(value, |figure| {
            let unit = figure.unit().as_str();
            let plain = |value: serde_json::Value| Self::Known {
                value,
                unit,
                currency: None,
                shown: None,
                estimate: None,
            };
            match figure {
                Figure::Count(count) | Figure::Seconds(count) => plain((*count).into()),
                Figure::Ratio(ratio) | Figure::MeanSeconds(ratio) => plain((*ratio).into()),
                Figure::Money(money) | Figure::PerMilleMoney(money) => Self::Known {
                    value: money.to_string().into(),
                    unit,
                    currency: Some(money.currency().code()),
                    shown: Some(money.shown()),
                    estimate: None,
                },
            }
        })
    }
}

impl From<&Value<f64>> for CellWire {
    fn from(value: &Value<f64>) -> Self {
        cell(value, |ratio| Self::Known {
            value: (*ratio).into(),
            unit: "ratio",
            currency: None,
            shown: None,
            estimate: None,
        })
    }
}

/// A counter to look at (SRC-8).
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(missing_docs, reason = "the arguments of `engine::growth`")]
pub struct GrowthAskWire {
    pub subject_kind: String,
    pub subject: String,
    pub measure: String,
    pub from: String,
    pub to: String,
}

impl GrowthAskWire {
    pub(super) fn read(&self) -> Result<(SubjectRef, Measure, Instant, Instant), WireError> {
        let subject = match self.subject_kind.as_str() {
            "creator" => SubjectRef::Creator(CreatorId::new(&self.subject)?),
            "room" => SubjectRef::Room(RoomId::new(&self.subject)?),
            "video" => SubjectRef::Video(VideoId::new(&self.subject)?),
            other => {
                let what = "the subject is no creator, room or video";
                let other: String = other.chars().take(64).collect();
                return Err(WireError::malformed("wire.subject.unknown", what).with("subjectKind", other));
            }
        };
        let measure = Measure::of(&self.measure).ok_or_else(|| {
            let name: String = self.measure.chars().take(64).collect();
            WireError::malformed("metric.unknown", &format!("there is no measure `{name}`"))
                .with("name", name)
        })?;
        Ok((subject, measure, Instant::parse(&self.from)?, Instant::parse(&self.to)?))
    }
}

/// How much a counter grew.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum GrowthWire {
    /// Between two bounds, equal where both looks show plain numbers.
    Known {
        /// At least this much.
        low: i64,
        /// At most this much.
        high: i64,
        /// When it was looked at first.
        from: String,
        /// When it was looked at last.
        to: String,
    },
    /// There is no figure.
    Undefined {
        /// Why.
        reasons: Vec<ReasonWire>,
    },
    /// It may not be shown.
    Hidden {
        /// Why.
        reasons: Vec<&'static str>,
    },
}

impl From<&Value<Growth>> for GrowthWire {
    fn from(value: &Value<Growth>) -> Self {
        match value {
            Value::Known(growth) => Self::Known {
                low: growth.low,
                high: growth.high,
                from: growth.from.to_string(),
                to: growth.to.to_string(),
            },
            Value::Undefined(reasons) => {
                Self::Undefined { reasons: reasons.iter().map(ReasonWire::from).collect() }
            }
            Value::Hidden(reasons) => Self::Hidden { reasons: hidden(reasons) },
        }
    }
}
