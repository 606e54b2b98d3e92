use serde::{Deserialize, Serialize};

use super::super::error::WireError;
use super::super::metric::MetricWire;
use super::super::store::{AnswerLineWire, ScopeReportWire, SortWire, ViewDoor, ids, objects};
use super::super::time::PickerWire;
use super::listing::{entries, listing};
use crate::engine::View;
use crate::report::{ProductLine, Products, ProductsAsk, products};
use crate::value::{CreatorId, ShopId};

/// What the table of products is asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProductsAskWire {
    /// The period.
    pub period: PickerWire,
    /// Products of this shop only.
    #[serde(default)]
    pub shop: Option<String>,
    /// Sold by these creators only.
    #[serde(default)]
    pub creators: Option<Vec<String>>,
    /// The metrics in their order; the table's own if empty.
    #[serde(default)]
    pub metrics: Vec<String>,
    /// The order of rows.
    #[serde(default, deserialize_with = "objects")]
    pub sort: Vec<SortWire>,
    /// A part of an id or a name of the rows to keep.
    #[serde(default)]
    pub search: Option<String>,
    /// How many of the first rows are kept, before paging.
    #[serde(default)]
    pub top: Option<usize>,
    /// How many rows are passed over.
    #[serde(default)]
    pub offset: usize,
    /// How many rows are given.
    #[serde(default)]
    pub limit: Option<usize>,
    /// Whether each figure stands beside the previous cycle's (PER-6).
    #[serde(default)]
    pub compare: bool,
}

/// The table of products (PRD-2).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `report::Products`")]
pub struct ProductsWire {
    pub scope: ScopeReportWire,
    pub metrics: Vec<MetricWire>,
    pub rows: Vec<ProductLineWire>,
    pub total: usize,
    pub left_out: u64,
}

/// A product of the table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `report::ProductLine`")]
pub struct ProductLineWire {
    pub product: String,
    pub name: Option<String>,
    pub shop: Option<String>,
    pub lines: Vec<AnswerLineWire>,
}

impl From<&ProductLine> for ProductLineWire {
    fn from(line: &ProductLine) -> Self {
        Self {
            product: line.product.clone(),
            name: line.name.clone(),
            shop: line.shop.as_ref().map(|shop| shop.as_str().to_owned()),
            lines: entries(&line.entries),
        }
    }
}

impl From<&Products> for ProductsWire {
    fn from(answer: &Products) -> Self {
        Self {
            scope: (&answer.scope).into(),
            metrics: answer.metrics.iter().map(MetricWire::from).collect(),
            rows: answer.rows.iter().map(ProductLineWire::from).collect(),
            total: answer.total,
            left_out: answer.left_out,
        }
    }
}

impl ViewDoor {
    /// The table of products (PRD-2).
    ///
    /// # Errors
    /// A period that is refused, a wrong choice of metrics or orders, an unknown creator or shop.
    pub fn products(&self, ask: &ProductsAskWire) -> Result<ProductsWire, WireError> {
        Ok((&Self::products_of(&self.view(), ask)?).into())
    }
    pub(super) fn products_of(view: &View<'_>, ask: &ProductsAskWire) -> Result<Products, WireError> {
        let page = (ask.top, ask.offset, ask.limit);
        let ask = ProductsAsk {
            period: Self::product_period(view, &ask.period)?,
            shop: ask.shop.as_deref().map(ShopId::new).transpose()?,
            creators: ids(ask.creators.as_ref(), CreatorId::new)?,
            listing: listing(&ask.metrics, &ask.sort, ask.search.as_ref(), page)?,
            compare: ask.compare,
        };
        Ok(products(view, &ask)?)
    }
}
