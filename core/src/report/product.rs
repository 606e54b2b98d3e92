use super::error::ReportError;
use super::subject::of_product;
use super::trend::{Trend, by_day};
use crate::access::Module;
use crate::engine::{Line, Query, QueryFilter, Scope, View};
use crate::fact::Channel;
use crate::time::Period;
use crate::value::{ProductId, ShopId};

/// What the detail of a product is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductAsk {
    /// The period.
    pub period: Period,
    /// The product.
    pub product: ProductId,
    /// One channel; all of them if none.
    pub channel: Option<Channel>,
    /// One or two metrics to show by day (PER-8).
    pub trend: Option<Vec<String>>,
}

/// The detail of a product (PRD-3): every figure follows the channel that was chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct ProductDetail {
    /// What the answer drew on.
    pub scope: Scope,
    /// The product.
    pub product: ProductId,
    /// Its name for people.
    pub name: Option<String>,
    /// Its shop, by the catalogue.
    pub shop: Option<ShopId>,
    /// The channel; all of them if none.
    pub channel: Option<Channel>,
    /// What was sold.
    pub transaction: Vec<Line>,
    /// What came back.
    pub refund: Vec<Line>,
    /// Who looked.
    pub traffic: Vec<Line>,
    /// How it was received.
    pub quality: Vec<Line>,
    /// One or two metrics by day, where they were asked for.
    pub trend: Option<Trend>,
}

const TRANSACTION: &[&str] = &["gmv", "sku_orders", "items_sold", "buyers", "aov", "commission"];
const REFUND: &[&str] = &["refund_gmv", "refund_orders", "refund_items"];
const TRAFFIC: &[&str] =
    &["product_impressions", "product_reach", "product_clicks", "product_clickers", "ctr", "c_o"];
const QUALITY: &[&str] =
    &["return_rate", "reviews", "negative_reviews", "negative_review_rate", "complaints", "complaint_rate"];

/// The detail of a product over a period, of all channels or of one.
///
/// # Errors
/// [`ReportError`] for an unknown product, or a wrong choice of metrics of the trend.
pub fn product(view: &View<'_>, ask: &ProductAsk) -> Result<ProductDetail, ReportError> {
    let filter = QueryFilter {
        channels: ask.channel.map(|channel| vec![channel]),
        products: Some(vec![ask.product.clone()]),
        ..QueryFilter::default()
    };
    let of = |names: &[&str]| Query::new(ask.period, names).in_module(Module::Product).filter(filter.clone());
    let trend = ask.trend.as_ref().map(|names| by_day(view, Query { metrics: names.clone(), ..of(&[]) }));
    let trend = trend.transpose()?;
    let names = [TRANSACTION, REFUND, TRAFFIC, QUALITY].concat();
    let answer = of_product(view, &ask.product, of(&names).compared())?;
    let row = answer.rows().next();
    let all = (0..names.len()).filter_map(|place| row.as_ref()?.line(place));
    let mut lines = all.collect::<Vec<Line>>().into_iter();
    let mut take = |names: &[&str]| lines.by_ref().take(names.len()).collect();
    let described = view.product(&ask.product);
    Ok(ProductDetail {
        product: ask.product.clone(),
        name: described.and_then(|row| row.name.clone()),
        shop: described.and_then(|row| row.shop.clone()),
        channel: ask.channel,
        transaction: take(TRANSACTION),
        refund: take(REFUND),
        traffic: take(TRAFFIC),
        quality: take(QUALITY),
        trend,
        scope: answer.scope,
    })
}
