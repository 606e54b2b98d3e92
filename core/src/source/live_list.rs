//! Shop LIVE performance list: a row is a room, whatever the window asked (SRC-12).

use super::context::SourceContext;
use super::envelope::{Notes, check_zone};
use super::field::Fields;
use super::rate::RateEncoding;
use super::video_list::{definition_at, told_only};
use crate::fact::{
    ActivityKey, ActivityRow, AliasKind, Bucket, CellError, Channel, Content, CreatorRef, Fact, RoomRow,
};
use crate::metric::Measure;
use crate::time::{Day, Instant};
use crate::value::{CreatorId, RoomId};

const KNOWN: &[&str] =
    &["id", "title", "username", "start_time", "end_time", "sales_performance", "interaction_performance"];
const KNOWN_SALES: &[&str] = &[
    "gmv",
    "24h_live_gmv",
    "avg_price",
    "products_added",
    "different_products_sold",
    "created_sku_orders",
    "sku_orders",
    "items_sold",
    "unit_sold",
    "units_sold",
    "customers",
    "click_to_order_rate",
];
const KNOWN_INTERACTION: &[&str] = &[
    "acu",
    "pcu",
    "viewers",
    "views",
    "avg_viewing_duration",
    "comments",
    "shares",
    "likes",
    "new_followers",
    "product_impressions",
    "product_clicks",
    "produt_clicks",
    "click_through_rate",
];

pub(super) fn read(
    fields: Fields<'_>,
    context: &SourceContext,
    notes: &mut Notes,
) -> Result<Vec<Fact>, CellError> {
    fields.count_unknown(KNOWN, &mut notes.unknown_fields);
    let room = fields.checked_id("id", RoomId::new)?;
    let started_at =
        instant(&fields, "start_time")?.ok_or_else(|| CellError::missing("start_time", "unix seconds"))?;
    let day = context.calendar.day_of(started_at);
    if day < Day::FIRST {
        // West of Greenwich the first hours of 1970 belong to a day before it.
        return Err(CellError::malformed("start_time", &started_at.to_string(), "a day from 1970 on"));
    }
    let ended_at = instant(&fields, "end_time")?;
    if let Some(ended_at) = ended_at.filter(|ended_at| *ended_at < started_at) {
        return Err(CellError::malformed(
            "end_time",
            &ended_at.to_string(),
            "a time not before `start_time`",
        ));
    }
    check_zone(room.as_str(), started_at.millis(), notes);
    let creator = match fields.text("username")? {
        None => None,
        Some(name) => {
            let checked = CreatorId::new(name);
            let checked =
                checked.map_err(|error| CellError::malformed("username", name, &error.to_string()))?;
            Some(CreatorRef::Alias(AliasKind::Username, checked.as_str().to_owned()))
        }
    };
    let mut told: Vec<(Measure, Option<i64>)> = Vec::new();
    if let Some(sales) = fields.object("sales_performance")? {
        sales.count_unknown(KNOWN_SALES, &mut notes.unknown_fields);
        sales.rate("click_to_order_rate", RateEncoding::PercentSign)?;
        sales.money("24h_live_gmv", context.currency)?;
        told.extend([
            (Measure::Gmv, sales.money("gmv", context.currency)?),
            (Measure::OrdersCreated, sales.count("created_sku_orders")?),
            (Measure::SkuOrders, sales.count("sku_orders")?),
            (Measure::ItemsSold, sales.count_of(&["items_sold", "units_sold", "unit_sold"])?),
            (Measure::Buyers, sales.count("customers")?),
        ]);
    }
    // Missing for rooms of affiliates: absent, not zero (SRC-2).
    if let Some(acts) = fields.object("interaction_performance")? {
        acts.count_unknown(KNOWN_INTERACTION, &mut notes.unknown_fields);
        acts.rate("click_through_rate", RateEncoding::PercentSign)?;
        told.extend([
            (Measure::Viewers, acts.count("viewers")?),
            (Measure::Views, acts.count("views")?),
            (Measure::Comments, acts.count("comments")?),
            (Measure::Shares, acts.count("shares")?),
            (Measure::Likes, acts.count("likes")?),
            (Measure::NewFollowers, acts.count("new_followers")?),
            (Measure::ProductImpressions, acts.count("product_impressions")?),
            (Measure::ProductClicks, acts.count_of(&["product_clicks", "produt_clicks"])?),
        ]);
    }
    let on_air = ended_at.map(|ended_at| ended_at.millis().saturating_sub(started_at.millis()) / 1000);
    told.push((Measure::LiveSeconds, on_air));
    let row = ActivityRow {
        key: ActivityKey {
            feed: "live_list".to_owned(),
            bucket: None,
            creator: None,
            channel: Some(Channel::Live),
            content: Some(Content::Room(room.clone())),
            product: None,
            shop: None,
            affiliation: None,
            definition: None,
        },
        // Known only for the whole room: it belongs to the day the room started (PER-9).
        bucket: Bucket::Day(day),
        creator: creator.clone(),
        affiliation: None,
        definition: Some(definition_at(context)),
        measures: told_only(told),
    };
    let title = fields.text("title")?.map(|title| title.chars().take(1000).collect());
    Ok(vec![Fact::Activity(row), Fact::Room(RoomRow { room, creator, title, started_at, ended_at })])
}

fn instant(fields: &Fields<'_>, field: &str) -> Result<Option<Instant>, CellError> {
    let Some(seconds) = fields.unix_seconds(field)? else { return Ok(None) };
    let instant = seconds.checked_mul(1000).and_then(|millis| Instant::from_millis(millis).ok());
    instant.map(Some).ok_or_else(|| CellError::malformed(field, &seconds.to_string(), "unix seconds"))
}
