use serde::{Deserialize, Serialize};

use super::super::error::WireError;
use super::super::store::{LineWire, ScopeReportWire, TrendWire, ViewDoor};
use super::super::time::PickerWire;
use crate::report::{ProductAccount, product_account};

/// What the account view of products is asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProductAccountAskWire {
    /// The period.
    pub period: PickerWire,
    /// One or two metrics to show by day (PER-8).
    #[serde(default)]
    pub trend: Option<Vec<String>>,
}

/// The account view of products (PRD-1).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `report::ProductAccount`")]
pub struct ProductAccountWire {
    pub scope: ScopeReportWire,
    pub lines: Vec<LineWire>,
    pub trend: Option<TrendWire>,
}

impl From<&ProductAccount> for ProductAccountWire {
    fn from(answer: &ProductAccount) -> Self {
        Self {
            scope: (&answer.scope).into(),
            lines: answer.lines.iter().map(LineWire::from).collect(),
            trend: answer.trend.as_ref().map(TrendWire::from),
        }
    }
}

impl ViewDoor {
    /// The account view of products (PRD-1).
    ///
    /// # Errors
    /// A period that is refused, or a wrong choice of metrics of the trend.
    pub fn product_account(&self, ask: &ProductAccountAskWire) -> Result<ProductAccountWire, WireError> {
        let view = self.view();
        let period = Self::product_period(&view, &ask.period)?;
        Ok((&product_account(&view, period, ask.trend.as_deref())?).into())
    }
}
