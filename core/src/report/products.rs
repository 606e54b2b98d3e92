use super::error::{ReportError, creators_known};
use super::listing::{Entry, Listing, entries};
use super::subject::of_shop;
use crate::access::Module;
use crate::engine::{Dimension, LeftOut, Query, QueryFilter, Scope, View};
use crate::metric::Metric;
use crate::time::Period;
use crate::value::{CreatorId, ProductId, ShopId};

/// What the table of products is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductsAsk {
    /// The period.
    pub period: Period,
    /// Products of this shop only.
    pub shop: Option<ShopId>,
    /// Sold by these creators only.
    pub creators: Option<Vec<CreatorId>>,
    /// Which metrics, rows and order.
    pub listing: Listing,
    /// Whether each figure stands beside the previous cycle's (PER-6).
    pub compare: bool,
}

/// The table of products (PRD-2).
#[derive(Debug, Clone, PartialEq)]
pub struct Products {
    /// What the answer drew on.
    pub scope: Scope,
    /// The metrics of every row, in order.
    pub metrics: Vec<Metric>,
    /// The rows, in order: products of which a fact tells that may be seen.
    pub rows: Vec<ProductLine>,
    /// How many rows there are before `top`, `offset` and `limit`.
    pub total: usize,
    /// Visible rows that name no product: they are in no row of the table.
    pub left_out: u64,
}

/// A product of the table.
#[derive(Debug, Clone, PartialEq)]
pub struct ProductLine {
    /// Its id.
    pub product: String,
    /// Its name for people.
    pub name: Option<String>,
    /// Its shop, by the catalogue.
    pub shop: Option<ShopId>,
    /// One entry a metric.
    pub entries: Vec<Entry>,
}

/// What the table shows by default (PRD-2). Orders are SKU orders: they add up over products, and the rates beside them
/// are over them.
pub const PRODUCT_METRICS: &[&str] = &[
    "gmv",
    "refund_gmv",
    "commission",
    "buyers",
    "sku_orders",
    "items_sold",
    "refund_items",
    "gmv[live]",
    "buyers[live]",
    "items_sold[live]",
    "gmv[video]",
    "buyers[video]",
    "items_sold[video]",
    "gmv[card]",
    "buyers[card]",
    "items_sold[card]",
    "product_impressions",
    "product_reach",
    "product_clicks",
    "ctr",
    "c_o",
    "return_rate",
    "negative_review_rate",
    "complaint_rate",
];

/// The table of products of a period.
///
/// # Errors
/// [`ReportError`] for an unknown or repeated metric, an unknown order, an unknown creator or shop.
pub fn products(view: &View<'_>, ask: &ProductsAsk) -> Result<Products, ReportError> {
    creators_known(view, ask.creators.iter().flatten())?;
    let query = ask.listing.query(ask.period, PRODUCT_METRICS);
    let query = query.in_module(Module::Product).group_by(&[Dimension::Product]);
    let query = Query { compare: ask.compare, ..query };
    // A wrong choice of metrics is told before the facts are looked at.
    query.check()?;
    let mut filter = QueryFilter { creators: ask.creators.clone(), ..QueryFilter::default() };
    if let Some(shop) = &ask.shop {
        filter = of_shop(view, ask.period, shop, filter)?;
    }
    let answer = view.query(&query.filter(filter))?;
    let rows = answer.rows().filter_map(|row| {
        let product = row.key().product?;
        let described = ProductId::new(&product).ok().and_then(|product| view.product(&product));
        let shop = described.and_then(|described| described.shop.clone());
        let name = row.name().map(str::to_owned);
        Some(ProductLine { product, name, shop, entries: entries(&answer, row, usize::MAX) })
    });
    let lacking = answer.left_out.iter().filter(|left: &&LeftOut| left.lacks == Dimension::Product);
    Ok(Products {
        metrics: answer.metrics.clone(),
        rows: rows.collect(),
        total: answer.total,
        left_out: lacking.map(|left| left.rows).sum(),
        scope: answer.scope,
    })
}
