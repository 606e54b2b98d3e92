use serde::{Deserialize, Serialize};

use super::super::error::WireError;
use super::super::metric::MetricWire;
use super::super::store::{CellWire, LineWire, QueryFilterWire, ScopeReportWire, ViewDoor, object};
use super::super::time::PickerWire;
use crate::engine::View;
use crate::report::{DecliningAnswer, DecliningAsk, DecliningLine, declining_creators};
use crate::time::Screen;
use crate::value::Value;

/// What declining creators are asked by.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DecliningAskWire {
    /// The period, beside its previous cycle.
    pub period: PickerWire,
    /// `views`, the default, or `sku_orders`; also of one channel as `views[live]`.
    #[serde(default)]
    pub by: Option<String>,
    /// Which facts count.
    #[serde(default, deserialize_with = "object")]
    pub filter: QueryFilterWire,
    /// A part of an id or of a name.
    #[serde(default)]
    pub search: Option<String>,
    /// How many rows are passed over.
    #[serde(default)]
    pub offset: usize,
    /// How many rows are given.
    #[serde(default)]
    pub limit: Option<usize>,
}

/// Accounts in decline (CRE-5).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `report::DecliningAnswer`")]
pub struct DecliningWire {
    pub scope: ScopeReportWire,
    pub by: MetricWire,
    pub rows: Vec<DecliningLineWire>,
    pub total: usize,
    pub measured: usize,
}

/// A creator in decline.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `report::DecliningLine`")]
pub struct DecliningLineWire {
    pub creator: String,
    pub name: Option<String>,
    pub bound: CellWire,
    pub lines: [LineWire; 2],
}

impl From<&DecliningLine> for DecliningLineWire {
    fn from(line: &DecliningLine) -> Self {
        Self {
            creator: line.creator.as_str().to_owned(),
            name: line.name.clone(),
            bound: (&Value::Known(line.bound)).into(),
            lines: [(&line.count).into(), (&line.gmv).into()],
        }
    }
}

impl From<&DecliningAnswer> for DecliningWire {
    fn from(answer: &DecliningAnswer) -> Self {
        Self {
            scope: (&answer.scope).into(),
            by: (&answer.by).into(),
            rows: answer.rows.iter().map(DecliningLineWire::from).collect(),
            total: answer.total,
            measured: answer.measured,
        }
    }
}

impl ViewDoor {
    /// Accounts in decline (CRE-5).
    ///
    /// # Errors
    /// A malformed input, a period that is refused, or a metric that is no count of views or SKU orders.
    pub fn declining_creators(&self, ask: &DecliningAskWire) -> Result<DecliningWire, WireError> {
        Ok((&Self::declining_of(&self.view(), ask)?).into())
    }
    pub(super) fn declining_of(
        view: &View<'_>,
        ask: &DecliningAskWire,
    ) -> Result<DecliningAnswer, WireError> {
        let period = view.resolve(Screen::General, ask.period.read()?)?;
        let new = DecliningAsk::new(period);
        let ask = DecliningAsk {
            by: ask.by.clone().unwrap_or_else(|| new.by.clone()),
            filter: ask.filter.read()?,
            search: ask.search.clone(),
            offset: ask.offset,
            limit: ask.limit,
            ..new
        };
        Ok(declining_creators(view, &ask)?)
    }
}
