use serde::{Deserialize, Serialize};

use super::super::error::WireError;
use super::super::store::{LineWire, ScopeReportWire, TrendWire, ViewDoor, channel};
use super::super::time::PickerWire;
use crate::engine::Line;
use crate::fact::Channel;
use crate::report::{ProductAsk, ProductDetail, product};
use crate::value::ProductId;

/// What the detail of a product is asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProductAskWire {
    /// The period.
    pub period: PickerWire,
    /// The product.
    pub product: String,
    /// `all`, the default, `live`, `video` or `card`.
    #[serde(default)]
    pub channel: Option<String>,
    /// One or two metrics to show by day (PER-8).
    #[serde(default)]
    pub trend: Option<Vec<String>>,
}

/// The detail of a product (PRD-3).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `report::ProductDetail`")]
pub struct ProductWire {
    pub scope: ScopeReportWire,
    pub product: String,
    pub name: Option<String>,
    pub shop: Option<String>,
    pub channel: &'static str,
    pub transaction: Vec<LineWire>,
    pub refund: Vec<LineWire>,
    pub traffic: Vec<LineWire>,
    pub quality: Vec<LineWire>,
    pub trend: Option<TrendWire>,
}

impl From<&ProductDetail> for ProductWire {
    fn from(answer: &ProductDetail) -> Self {
        let lines = |all: &[Line]| all.iter().map(LineWire::from).collect();
        Self {
            scope: (&answer.scope).into(),
            product: answer.product.as_str().to_owned(),
            name: answer.name.clone(),
            shop: answer.shop.as_ref().map(|shop| shop.as_str().to_owned()),
            channel: answer.channel.map_or("all", Channel::as_str),
            transaction: lines(&answer.transaction),
            refund: lines(&answer.refund),
            traffic: lines(&answer.traffic),
            quality: lines(&answer.quality),
            trend: answer.trend.as_ref().map(TrendWire::from),
        }
    }
}

/// A channel, or none for `all`.
pub(super) fn channel_or_all(name: Option<&String>) -> Result<Option<Channel>, WireError> {
    match name.map(String::as_str) {
        None | Some("all") => Ok(None),
        Some(name) => channel(name).map(Some),
    }
}

impl ViewDoor {
    /// The detail of a product (PRD-3).
    ///
    /// # Errors
    /// A period that is refused, an unknown product or channel, or a wrong choice of metrics of the trend.
    pub fn product(&self, ask: &ProductAskWire) -> Result<ProductWire, WireError> {
        let view = self.view();
        let ask = ProductAsk {
            period: Self::product_period(&view, &ask.period)?,
            product: ProductId::new(&ask.product)?,
            channel: channel_or_all(ask.channel.as_ref())?,
            trend: ask.trend.clone(),
        };
        Ok((&product(&view, &ask)?).into())
    }
}
