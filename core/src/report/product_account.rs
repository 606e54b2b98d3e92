use super::error::ReportError;
use super::trend::{Trend, by_day};
use crate::access::Module;
use crate::engine::{Line, Query, Scope, View};
use crate::time::Period;

/// The account view of products (PRD-1).
#[derive(Debug, Clone, PartialEq)]
pub struct ProductAccount {
    /// What the answer drew on.
    pub scope: Scope,
    /// Revenue, products with sales, items sold and orders, each beside the previous cycle's.
    pub lines: Vec<Line>,
    /// One or two metrics by day, where they were asked for (PER-8).
    pub trend: Option<Trend>,
}

/// Revenue, products, items sold and orders: an order of several products is one order.
const ACCOUNT: &[&str] = &["gmv", "products_sold", "items_sold", "orders"];

/// The account view of products of a period, with the trend of one or two metrics if asked for.
///
/// # Errors
/// [`ReportError`] for a trend of none, of more than the policy allows, of an unknown or a repeated metric.
pub fn product_account(
    view: &View<'_>,
    period: Period,
    trend: Option<&[String]>,
) -> Result<ProductAccount, ReportError> {
    let trend = trend.map(|names| by_day(view, Query::new(period, names).in_module(Module::Product)));
    let trend = trend.transpose()?;
    let answer = view.query(&Query::new(period, ACCOUNT).in_module(Module::Product).compared())?;
    let row = answer.rows().next();
    let lines = (0..ACCOUNT.len()).filter_map(|place| row.as_ref()?.line(place)).collect();
    Ok(ProductAccount { lines, trend, scope: answer.scope })
}
