use serde::{Deserialize, Serialize};

use super::super::error::WireError;
use super::super::store::{LineWire, ReasonWire, ScopeReportWire, TrendWire, ViewDoor, hidden, ids};
use super::super::time::PickerWire;
use super::product::channel_or_all;
use crate::engine::Line;
use crate::metric::Metric;
use crate::report::{Funnel, FunnelAsk, funnel};
use crate::value::{CreatorId, ProductId, Value};

/// What the user funnel is asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FunnelAskWire {
    /// The period.
    pub period: PickerWire,
    /// Of one product; of all if none.
    #[serde(default)]
    pub product: Option<String>,
    /// Of these creators; of all that may be seen if none.
    #[serde(default)]
    pub creators: Option<Vec<String>>,
    /// `all`, the default, `live`, `video` or `card`.
    #[serde(default)]
    pub channel: Option<String>,
    /// One or two metrics to show by day (PER-8).
    #[serde(default)]
    pub trend: Option<Vec<String>>,
}

/// Product viewers → clickers → buyers (PRD-5).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `report::Funnel`")]
pub struct FunnelWire {
    pub scope: ScopeReportWire,
    pub stages: Vec<LineWire>,
    pub conversions: Vec<LineWire>,
    pub bottleneck: BottleneckWire,
    pub trend: Option<TrendWire>,
}

/// The conversion that loses the largest part, or why it is not known.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BottleneckWire {
    /// It is known.
    Known {
        /// The conversion.
        metric: String,
    },
    /// A conversion has no figure.
    Undefined {
        /// Why.
        reasons: Vec<ReasonWire>,
    },
    /// A conversion may not be shown.
    Hidden {
        /// Why.
        reasons: Vec<&'static str>,
    },
}

impl From<&Value<Metric>> for BottleneckWire {
    fn from(value: &Value<Metric>) -> Self {
        match value {
            Value::Known(metric) => Self::Known { metric: metric.name() },
            Value::Undefined(reasons) => {
                Self::Undefined { reasons: reasons.iter().map(ReasonWire::from).collect() }
            }
            Value::Hidden(reasons) => Self::Hidden { reasons: hidden(reasons) },
        }
    }
}

impl From<&Funnel> for FunnelWire {
    fn from(answer: &Funnel) -> Self {
        let lines = |all: &[Line]| all.iter().map(LineWire::from).collect();
        Self {
            scope: (&answer.scope).into(),
            stages: lines(&answer.stages),
            conversions: lines(&answer.conversions),
            bottleneck: (&answer.bottleneck).into(),
            trend: answer.trend.as_ref().map(TrendWire::from),
        }
    }
}

impl ViewDoor {
    /// The user funnel (PRD-5).
    ///
    /// # Errors
    /// A period that is refused, an unknown product, creator or channel, or a wrong choice of metrics of the trend.
    pub fn funnel(&self, ask: &FunnelAskWire) -> Result<FunnelWire, WireError> {
        let view = self.view();
        let ask = FunnelAsk {
            period: Self::product_period(&view, &ask.period)?,
            product: ask.product.as_deref().map(ProductId::new).transpose()?,
            creators: ids(ask.creators.as_ref(), CreatorId::new)?,
            channel: channel_or_all(ask.channel.as_ref())?,
            trend: ask.trend.clone(),
        };
        Ok((&funnel(&view, &ask)?).into())
    }
}
