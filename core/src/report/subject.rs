//! Products and shops that screens are asked about: which are known, and what is of a shop.
use std::collections::BTreeSet;

use super::error::{ReportError, Topic};
use crate::access::Module;
use crate::engine::{Answer, Dimension, Query, QueryError, QueryFilter, View};
use crate::time::Period;
use crate::value::{ProductId, ShopId};

/// What tells of a product: sales first, which are the fewest rows.
const SOLD: &[&str] = &["gmv", "sku_orders"];
const TOLD: &[&str] = &[
    "gmv",
    "sku_orders",
    "items_sold",
    "product_impressions",
    "product_clicks",
    "refund_gmv",
    "refund_orders",
    "reviews",
    "complaints",
];

/// The products or shops that rows of a period tell of, which may be seen.
fn told(
    view: &View<'_>,
    period: Period,
    metrics: &[&str],
    by: Dimension,
    filter: QueryFilter,
) -> Result<BTreeSet<String>, QueryError> {
    let query = Query::new(period, metrics).in_module(Module::Product).group_by(&[by]).filter(filter);
    let answer = view.query(&query)?;
    let of = |key: crate::engine::KeyNames| if by == Dimension::Shop { key.shop } else { key.product };
    Ok(answer.rows().filter_map(|row| of(row.key())).collect())
}

fn is_told(view: &View<'_>, period: Period, by: Dimension, filter: &QueryFilter) -> Result<bool, QueryError> {
    let sold = !told(view, period, SOLD, by, filter.clone())?.is_empty();
    Ok(sold || !told(view, period, TOLD, by, filter.clone())?.is_empty())
}

/// A product is known if the catalogue names it, or a row of the period that may be seen.
///
/// # Errors
/// [`ReportError::Unknown`] with the nearest that is.
pub(super) fn product_known(view: &View<'_>, period: Period, product: &ProductId) -> Result<(), ReportError> {
    let own = QueryFilter { products: Some(vec![product.clone()]), ..QueryFilter::default() };
    if view.product(product).is_some() || is_told(view, period, Dimension::Product, &own)? {
        return Ok(());
    }
    let mut seen = told(view, period, TOLD, Dimension::Product, QueryFilter::default())?;
    seen.extend(view.products().map(|row| row.product.as_str().to_owned()));
    Err(ReportError::unknown(Topic::Product, product.as_str(), seen))
}

/// The answer to an ungrouped question that is confined to a product. Its row is the product's: where no fact tells of
/// one, the row says what that means.
///
/// # Errors
/// As [`product_known`], and for a wrong choice of metrics.
pub(super) fn of_product(view: &View<'_>, product: &ProductId, query: Query) -> Result<Answer, ReportError> {
    let mut query = query;
    query.filter.products = Some(vec![product.clone()]);
    let answer = view.query(&query.clone().group_by(&[Dimension::Product]))?;
    if !answer.is_empty() {
        return Ok(answer);
    }
    product_known(view, query.period, product)?;
    Ok(view.query(&query)?)
}

/// Confines a filter to a shop: to the products that the catalogue puts in it, or where it puts none there, to the rows
/// that name the shop.
///
/// # Errors
/// [`ReportError::Unknown`] with the nearest shop, where neither the catalogue nor a row that may be seen names it.
pub(super) fn of_shop(
    view: &View<'_>,
    period: Period,
    shop: &ShopId,
    filter: QueryFilter,
) -> Result<QueryFilter, ReportError> {
    let products = view.products_of(shop);
    if !products.is_empty() {
        return Ok(QueryFilter { products: Some(products.into_iter().collect()), ..filter });
    }
    let shops = Some(vec![shop.clone()]);
    let own = QueryFilter { shops: shops.clone(), ..QueryFilter::default() };
    if is_told(view, period, Dimension::Shop, &own)? {
        return Ok(QueryFilter { shops, ..filter });
    }
    let mut seen = told(view, period, TOLD, Dimension::Shop, QueryFilter::default())?;
    seen.extend(view.products().filter_map(|row| Some(row.shop.as_ref()?.as_str().to_owned())));
    Err(ReportError::unknown(Topic::Shop, shop.as_str(), seen))
}
