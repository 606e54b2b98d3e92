//! Seller affiliate orders: a row is an order with its SKU lines.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::context::SourceContext;
use super::envelope::Notes;
use super::field::Fields;
use super::rate::RateEncoding;
use crate::fact::{Affiliation, AliasKind, CellError, Channel, Content, CreatorRef, Fact, OrderRow};
use crate::time::Instant;
use crate::value::{CreatorId, OrderId, ProductId, RoomId, VideoId};

const KNOWN: &[&str] = &["id", "create_time", "delivery_time", "status", "skus"];
const KNOWN_SKU: &[&str] = &[
    "sku_id",
    "product_id",
    "product_name",
    "quantity",
    "price",
    "content_id",
    "content_type",
    "creator_username",
    "commission_model",
    "commission_rate",
    "commission_tier_setting",
    "shop_ads_commission_rate",
    "estimated_commission_base",
    "estimated_paid_commission",
    "estimated_paid_shop_ads_commission",
    "estimated_paid_partner_commission",
    "estimated_cofunded_creator_bonus_amount",
    "actual_commission_base",
    "actual_paid_commission",
    "actual_paid_shop_ads_commission",
    "actual_paid_partner_commission",
    "actual_cofunded_creator_bonus_amount",
    "settlement_status",
    "fully_return",
    "open_collaboration_id",
    "target_collaboration_id",
    "campaign_id",
    "refunded_quantity",
    "returned_quantity",
];

/// Reads an order: one answer a line, since a row is a SKU line. What is wrong with the order refuses all of it.
pub(super) fn read(
    fields: Fields<'_>,
    context: &SourceContext,
    notes: &mut Notes,
) -> Result<Vec<Result<Vec<Fact>, CellError>>, CellError> {
    fields.count_unknown(KNOWN, &mut notes.unknown_fields);
    let order = fields.checked_id("id", OrderId::new)?;
    let seconds = fields.unix_seconds("create_time")?;
    let seconds = seconds.ok_or_else(|| CellError::missing("create_time", "unix seconds"))?;
    let created_at = seconds.checked_mul(1000).and_then(|millis| Instant::from_millis(millis).ok());
    let created_at = created_at
        .ok_or_else(|| CellError::malformed("create_time", &seconds.to_string(), "unix seconds"))?;
    // Some versions print a single line as an object.
    let lines: &[Json] = match fields.get("skus") {
        Some(line @ Json::Object(_)) => std::slice::from_ref(line),
        _ => fields.array("skus")?,
    };
    let mut times: BTreeMap<String, u32> = BTreeMap::new();
    let mut read_line = |line: &Json| -> Result<Vec<Fact>, CellError> {
        let line = Fields::of("skus", line)?;
        line.count_unknown(KNOWN_SKU, &mut notes.unknown_fields);
        let sku = match line.id("sku_id")? {
            Some(sku) => sku,
            None => line.required_id("product_id")?,
        };
        // One order may hold the same SKU twice: its lines are told apart by their turn.
        let turn = times.entry(sku.clone()).or_default();
        *turn = turn.saturating_add(1);
        order_line(&order, &format!("{sku}#{turn}"), created_at, &line, context)
            .map(|row| vec![Fact::Order(row)])
    };
    let rows: Vec<Result<Vec<Fact>, CellError>> = lines.iter().map(&mut read_line).collect();
    if rows.is_empty() { Err(CellError::missing("skus", "at least one line")) } else { Ok(rows) }
}

fn order_line(
    order: &OrderId,
    line_id: &str,
    created_at: Instant,
    line: &Fields<'_>,
    context: &SourceContext,
) -> Result<OrderRow, CellError> {
    for rate in ["commission_rate", "shop_ads_commission_rate"] {
        line.rate(rate, RateEncoding::BasisPoints)?;
    }
    let wrong = |field: &str, text: &str, error: &dyn std::fmt::Display| {
        CellError::malformed(&format!("skus.{field}"), text, &error.to_string())
    };
    let content_id = line.id("content_id")?;
    let channel = match line.text("content_type")? {
        Some("LIVE") => Some(Channel::Live),
        Some("VIDEO") => Some(Channel::Video),
        Some("SHOP" | "SHOWCASE" | "PRODUCT_CARD") => Some(Channel::Card),
        _ => None,
    };
    let content = match (channel, &content_id) {
        (Some(Channel::Live), Some(id)) => {
            Some(Content::Room(RoomId::new(id).map_err(|e| wrong("content_id", id, &e))?))
        }
        (Some(Channel::Video), Some(id)) => {
            Some(Content::Video(VideoId::new(id).map_err(|e| wrong("content_id", id, &e))?))
        }
        _ => None,
    };
    let creator = line.text("creator_username")?;
    let creator = creator.map(|name| CreatorId::new(name).map_err(|e| wrong("creator_username", name, &e)));
    let creator =
        creator.transpose()?.map(|name| CreatorRef::Alias(AliasKind::Username, name.as_str().to_owned()));
    let product = line.id("product_id")?;
    let product =
        product.map(|id| ProductId::new(&id).map_err(|e| wrong("product_id", &id, &e))).transpose()?;
    let quantity =
        line.count("quantity")?.ok_or_else(|| CellError::missing("skus.quantity", "a whole number"))?;
    let price = line.money("price", context.currency)?;
    let price = price.ok_or_else(|| CellError::missing("skus.price", "an amount and a currency"))?;
    let amount = price.checked_mul(quantity);
    let amount = amount
        .ok_or_else(|| CellError::malformed("skus.price", &price.to_string(), "price × quantity in range"))?;
    // A line is told by an id as a table's is (SRC-13).
    let line_id = OrderId::new(line_id).map_err(|e| wrong("sku_id", line_id, &e))?;
    Ok(OrderRow {
        order: order.clone(),
        line: line_id.as_str().to_owned(),
        creator,
        channel,
        content,
        product,
        shop: None,
        affiliation: Some(Affiliation::Affiliate),
        quantity,
        created_at,
        // The document has no time of payment; affiliate orders are listed from payment on.
        paid_at: Some(created_at),
        // Refunds and settlement carry no time here, so they cannot be put on a day: absent (SRC-2).
        refunded_at: None,
        settled_at: None,
        amount,
        refund_amount: None,
        refund_quantity: None,
        commission: line.money("estimated_paid_commission", context.currency)?,
        settled_amount: None,
    })
}
