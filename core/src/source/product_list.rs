//! Shop product performance list: blocks by channel, each of them optional. It names no creator, so its rows are kept
//! and stay hidden (SRC-13).

use super::context::SourceContext;
use super::envelope::Notes;
use super::field::Fields;
use super::rate::RateEncoding;
use super::video_list::{bucket, definition_at, told_only};
use crate::fact::{ActivityKey, ActivityRow, Affiliation, CellError, Channel, Fact};
use crate::metric::Measure;
use crate::value::ProductId;

const KNOWN: &[&str] = &[
    "id",
    "total_performance",
    "seller_live_performance",
    "seller_video_performance",
    "seller_product_card_performance",
    "affiliate_total_performance",
    "affiliate_live_performance",
    "affiliate_video_performance",
    "shop_tab_performance",
    "overall_performance",
    "gmv",
    "orders",
    "units_sold",
    "click_through_rate",
];
const KNOWN_BLOCK: &[&str] = &[
    "gmv",
    "gmv_incl_tax",
    "gross_merchandise_value",
    "orders",
    "sku_orders",
    "items_sold",
    "estimated_customers",
    "aov",
    "product_impressions",
    "product_clicks",
    "produt_clicks",
    "ctr",
    "add_cart_count",
    "add_cart_rate",
    "add_cart_users",
    "click_order_rate",
    "unique_product_impressions",
    "unique_clicks",
    "unique_ctr",
    "unique_atc_rate",
    "unique_click_order_rate",
    "refunds",
    "refunded_items",
    "refund_customers",
    "shipping_fees",
    "tax",
    "attributed_gmv",
    "attributed_orders",
    "attributed_sku_orders",
    "attributed_sold_items",
    "impressions",
    "clicks",
    "unique_impressions",
    "new_live_count",
    "new_video_count",
    "avg_daily_creator_posted_content",
    "live_attributed_gmv",
    "attributed_video_gmv",
    "atc_users",
];

/// A block, the feed its rows come by, its channel and whose shop it is. Blocks that overlap others come by feeds of
/// their own, so that no sum takes both.
const BLOCKS: &[(&str, &str, Option<Channel>, Option<Affiliation>)] = &[
    ("total_performance", "product_list.total", None, None),
    ("overall_performance", "product_list.total", None, None),
    ("seller_live_performance", "product_list", Some(Channel::Live), Some(Affiliation::InHouse)),
    ("seller_video_performance", "product_list", Some(Channel::Video), Some(Affiliation::InHouse)),
    ("seller_product_card_performance", "product_list", Some(Channel::Card), Some(Affiliation::InHouse)),
    ("affiliate_total_performance", "product_list.affiliate", None, Some(Affiliation::Affiliate)),
    (
        "affiliate_live_performance",
        "product_list.affiliate",
        Some(Channel::Live),
        Some(Affiliation::Affiliate),
    ),
    (
        "affiliate_video_performance",
        "product_list.affiliate",
        Some(Channel::Video),
        Some(Affiliation::Affiliate),
    ),
];

pub(super) fn read(
    fields: Fields<'_>,
    context: &SourceContext,
    notes: &mut Notes,
) -> Result<Vec<Fact>, CellError> {
    fields.count_unknown(KNOWN, &mut notes.unknown_fields);
    let product = fields.checked_id("id", ProductId::new)?;
    let row = |feed: &str, channel, affiliation, measures| -> Result<Fact, CellError> {
        let bucket = bucket(context)?;
        let key = ActivityKey {
            feed: feed.to_owned(),
            bucket: Some(bucket),
            creator: None,
            channel,
            content: None,
            product: Some(product.clone()),
            shop: None,
            affiliation,
            definition: None,
        };
        let definition = Some(definition_at(context));
        Ok(Fact::Activity(ActivityRow { key, bucket, creator: None, affiliation, definition, measures }))
    };
    let mut facts = Vec::new();
    for (name, feed, channel, affiliation) in BLOCKS {
        let Some(block) = fields.object(name)? else { continue };
        block.count_unknown(KNOWN_BLOCK, &mut notes.unknown_fields);
        for rate in [
            "ctr",
            "add_cart_rate",
            "click_order_rate",
            "unique_ctr",
            "unique_atc_rate",
            "unique_click_order_rate",
        ] {
            block.rate(rate, RateEncoding::Fraction)?;
        }
        facts.push(row(feed, *channel, *affiliation, measures(&block, context)?)?);
    }
    if facts.is_empty() {
        // Version 202405 prints the figures beside the id.
        fields.rate("click_through_rate", RateEncoding::Fraction)?;
        facts.push(row("product_list.total", None, None, measures(&fields, context)?)?);
    }
    Ok(facts)
}

fn measures(block: &Fields<'_>, context: &SourceContext) -> Result<Vec<(Measure, i64)>, CellError> {
    let mut gmv = None;
    for field in ["gmv", "attributed_gmv", "live_attributed_gmv", "attributed_video_gmv"] {
        gmv = gmv.or(block.money(field, context.currency)?);
    }
    Ok(told_only([
        (Measure::Gmv, gmv),
        (Measure::SkuOrders, block.count_of(&["sku_orders", "attributed_sku_orders"])?),
        (Measure::ItemsSold, block.count_of(&["items_sold", "attributed_sold_items", "units_sold"])?),
        (Measure::Buyers, block.count("estimated_customers")?),
        (Measure::ProductImpressions, block.count_of(&["product_impressions", "impressions"])?),
        (Measure::ProductClicks, block.count_of(&["product_clicks", "produt_clicks", "clicks"])?),
        (Measure::ProductReach, block.count_of(&["unique_product_impressions", "unique_impressions"])?),
        (Measure::ProductClickers, block.count("unique_clicks")?),
        (Measure::RefundGmv, block.money("refunds", context.currency)?),
        (Measure::RefundItems, block.count("refunded_items")?),
    ]))
}
