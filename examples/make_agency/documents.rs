//! The rows of the documents, field by field as the Open API names them.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::calendar::{day_of, local_text};
use super::content::{Room, Video, Watched};
use super::people::{PRODUCTS, Product};
use super::rng::Rng;
use super::sales::{Origin, Sale, Sold, delivered, settled, sold};

/// An amount in rupiah with two decimals.
fn money(rupiah: u64) -> Value {
    json!({ "amount": format!("{rupiah}.00"), "currency": "IDR" })
}

/// An amount in hundredths of a rupiah.
fn money_of_sen(sen: u64) -> Value {
    json!({ "amount": format!("{}.{:02}", sen / 100, sen % 100), "currency": "IDR" })
}

/// `part / whole` in units of `1 / scale`, to the nearest; 0 of nothing.
fn share(part: u64, whole: u64, scale: u64) -> u64 {
    if whole == 0 { 0 } else { (2 * part * scale + whole) / (2 * whole) }
}

/// A rate with four decimals.
fn rate(part: u64, whole: u64) -> String {
    let share = share(part, whole, 10_000);
    format!("{}.{:04}", share / 10_000, share % 10_000)
}

/// A rate with a percent sign.
fn percent(part: u64, whole: u64) -> String {
    let share = share(part, whole, 10_000);
    format!("{}.{:02}%", share / 100, share % 100)
}

fn products(products: &[&Product]) -> Value {
    products.iter().map(|product| json!({ "id": product.id.to_string(), "name": product.name })).collect()
}

/// A row of the video list (202605). An empty row of nobody stands for "unknown video".
pub(crate) fn video_row(
    video: &Video,
    watched: &Watched,
    sales: &[&Sale],
    start: NaiveDate,
    end: NaiveDate,
) -> Value {
    let sold = of(sales, Origin::Video(video.id), start, end);
    let username = video.by.username_on(start);
    let mut row = Map::new();
    let mut put = |key: &str, value: Value| row.insert(key.to_owned(), value);
    put("avg_customers", sold.buyers.into());
    put("click_through_rate", rate(watched.product_clicks, watched.views).into());
    let open_id = format!("openid_{}", video.by.id);
    put(
        "creator",
        json!({ "author_type": "AFFILIATE_ACCOUNTS", "nick_name": video.by.name, "open_id": open_id, "user_name": username }),
    );
    put("duration", video.seconds.into());
    put("gmv", money(sold.gmv));
    put("gpm", money_of_sen(share(sold.gmv, watched.views, 100_000)));
    put("id", video.id.to_string().into());
    put("items_sold", sold.items.into());
    put("products", products(&video.products));
    put("sku_orders", sold.sku_orders.into());
    put("title", video.title.clone().into());
    put("username", username.into());
    put("video_post_time", local_text(video.posted).into());
    put("views", watched.views.into());
    // Rows of accounts outside the agency carry the short form.
    if video.by.known() {
        put("comments", watched.comments.into());
        put("ctor", rate(sold.sku_orders, watched.product_clicks).into());
        put("likes", watched.likes.into());
        put("new_followers", watched.new_followers.into());
        put("product_clicks", watched.product_clicks.into());
        put("product_impressions", watched.product_impressions.into());
        put("shares", watched.shares.into());
        put("v_to_l_clicks", watched.to_live.into());
        put("v_to_l_rate", rate(watched.to_live, watched.views).into());
        put("video_finish_rate", rate(watched.finishes, watched.views).into());
    }
    Value::Object(row)
}

/// The row of all videos that are not known.
pub(crate) fn unknown_video() -> Value {
    json!({ "avg_customers": 0, "click_through_rate": "0.0000", "creator": { "author_type": "AFFILIATE_ACCOUNTS" },
        "gmv": money(0), "gpm": money(0), "id": "0", "items_sold": 0, "products": [], "sku_orders": 0, "views": 0 })
}

/// The sums of what came from one origin in some days.
pub(crate) fn of(sales: &[&Sale], origin: Origin, start: NaiveDate, end: NaiveDate) -> Sold {
    let inside = |sale: &&&Sale| sale.origin == origin && sale.day() >= start && sale.day() < end;
    sold(sales.iter().filter(inside).copied(), |_| true)
}

/// A row of the LIVE list (202509); `late` when it is looked at again, a day and more after the end.
pub(crate) fn live_row(seed: u64, room: &Room, sales: &[&Sale], late: bool) -> Value {
    let mut rng = Rng::of(seed, &format!("row {}", room.id));
    let mut own: Vec<&Sale> =
        sales.iter().copied().filter(|sale| sale.origin == Origin::Live(room.id)).collect();
    let created = u64::try_from(own.len()).unwrap_or_default();
    if !late && restated(room) {
        own.pop();
    }
    let sold = sold(own.into_iter(), |_| true);
    let viewers = room.views * rng.between(70, 92) / 100;
    let seconds = (room.end - room.start).unsigned_abs();
    let after = if late { sold.gmv + rng.between(1, 9) * 10_000 } else { sold.gmv };
    let mut row = Map::new();
    let mut put = |key: &str, value: Value| row.insert(key.to_owned(), value);
    put("end_time", room.end.to_string().into());
    put("id", room.id.to_string().into());
    if room.open {
        let likes = room.views * rng.between(80, 240) / 100;
        let stayed = rng.between(45, 160).min(seconds);
        let on_average = room.views * stayed / seconds.max(1);
        put(
            "interaction_performance",
            json!({ "acu": on_average, "avg_viewing_duration": stayed.to_string(),
                "click_through_rate": percent(room.product_clicks, room.product_impressions),
                "comments": room.views * rng.between(3, 14) / 100,
                "likes": if !late && restated(room) { likes * 97 / 100 } else { likes },
                "new_followers": room.views * rng.between(2, 18) / 1000, "pcu": on_average * 9 / 4,
                "product_clicks": room.product_clicks, "product_impressions": room.product_impressions,
                "shares": room.views * rng.between(4, 20) / 1000, "viewers": viewers, "views": room.views }),
        );
    }
    put(
        "sales_performance",
        json!({ "24h_live_gmv": money(after), "avg_price": money_of_sen(share(sold.gmv, sold.items, 100)),
            "click_to_order_rate": percent(sold.sku_orders, room.product_clicks),
            "created_sku_orders": sold.sku_orders.max(created) + created / 5, "customers": sold.buyers,
            "different_products_sold": sold.products, "gmv": money(sold.gmv), "items_sold": sold.items,
            "products_added": room.products.len(), "sku_orders": sold.sku_orders }),
    );
    put("start_time", room.start.to_string().into());
    put("title", room.title.clone().into());
    put("username", room.by.username_on(day_of(room.start)).into());
    Value::Object(row)
}

/// Whether the room is one that is fetched again later, with other figures.
pub(crate) fn restated(room: &Room) -> bool {
    day_of(room.start) == super::calendar::day(2026, 6, 26)
}

/// The figures of how a product was shown, in the names most blocks share.
fn shown(rng: &mut Rng, orders: u64, users_key: &str) -> Map<String, Value> {
    let clicks = orders * rng.between(28, 55) + rng.below(30);
    let impressions = clicks * rng.between(11, 22) + rng.below(200);
    let carts = clicks * rng.between(4, 12) / 100;
    let (people, clickers) = (impressions * 7 / 10, clicks * 8 / 10);
    let users = carts * 9 / 10;
    let mut block = Map::new();
    let mut put = |key: &str, value: Value| block.insert(key.to_owned(), value);
    put("product_impressions", impressions.into());
    put("product_clicks", clicks.into());
    put("ctr", rate(clicks, impressions).into());
    put("add_cart_count", carts.into());
    put("add_cart_rate", rate(carts, clicks).into());
    put(users_key, users.into());
    put("unique_product_impressions", people.into());
    put("unique_clicks", clickers.into());
    put("unique_ctr", rate(clickers, people).into());
    put("unique_atc_rate", rate(users, clickers).into());
    block
}

fn count(block: &Map<String, Value>, key: &str) -> u64 {
    block.get(key).and_then(Value::as_u64).unwrap_or_default()
}

/// The sums of the shop's own product card: nothing of it is an affiliate's.
fn own_card(rng: &mut Rng, product: &Product) -> Sold {
    let orders = rng.below(7);
    let items = orders + rng.below(orders + 1) / 3;
    Sold { gmv: items * product.price, orders, sku_orders: orders, items, buyers: orders, products: 0 }
}

fn attributed(mut block: Map<String, Value>, sold: &Sold) -> Value {
    let clicks = count(&block, "product_clicks");
    let clickers = count(&block, "unique_clicks");
    let mut put = |key: &str, value: Value| block.insert(key.to_owned(), value);
    put("aov", money_of_sen(share(sold.gmv, sold.sku_orders, 100)));
    put("attributed_gmv", money(sold.gmv));
    put("attributed_orders", sold.orders.into());
    put("attributed_sku_orders", sold.sku_orders.into());
    put("attributed_sold_items", sold.items.into());
    put("click_order_rate", rate(sold.orders, clicks).into());
    put("estimated_customers", sold.buyers.into());
    put("unique_click_order_rate", rate(sold.buyers, clickers).into());
    Value::Object(block)
}

/// The rows of the product list (202605) of some days.
pub(crate) fn product_rows(seed: u64, sales: &[&Sale], start: NaiveDate, end: NaiveDate) -> Vec<Value> {
    let rows = PRODUCTS.iter().map(|product| {
        let mut rng = Rng::of(seed, &format!("product {} {start}", product.id));
        let channel = |wanted: fn(Origin) -> bool| {
            let inside = |sale: &&&Sale| wanted(sale.origin) && sale.day() >= start && sale.day() < end;
            sold(sales.iter().filter(inside).copied(), |line| line.product.id == product.id)
        };
        let live = channel(|origin| matches!(origin, Origin::Live(_)));
        let video = channel(|origin| matches!(origin, Origin::Video(_)));
        let all = channel(|_| true);
        let own = own_card(&mut rng, product);
        let mut by_live = shown(&mut rng, live.orders, "atc_users");
        by_live.insert("live_attributed_gmv".to_owned(), money(live.gmv));
        by_live.insert("estimated_customers".to_owned(), live.buyers.into());
        by_live.insert("new_live_count".to_owned(), rng.below(6).into());
        let mut by_video = shown(&mut rng, video.orders, "atc_users");
        by_video.insert("attributed_video_gmv".to_owned(), money(video.gmv));
        by_video.insert("estimated_customers".to_owned(), video.buyers.into());
        by_video.insert("new_video_count".to_owned(), rng.below(4).into());
        let affiliates = shown(&mut rng, all.orders, "add_cart_users");
        let card = shown(&mut rng, own.orders, "add_cart_users");
        let mut total = Map::new();
        for key in [
            "product_impressions",
            "product_clicks",
            "add_cart_count",
            "add_cart_users",
            "unique_product_impressions",
            "unique_clicks",
        ] {
            total.insert(key.to_owned(), (count(&affiliates, key) + count(&card, key)).into());
        }
        let clicks = count(&total, "product_clicks");
        let (orders, gmv) = (all.orders + own.orders, all.gmv + own.gmv);
        let sku_orders = all.sku_orders + own.sku_orders;
        let rates = [
            ("ctr", rate(clicks, count(&total, "product_impressions"))),
            ("add_cart_rate", rate(count(&total, "add_cart_count"), clicks)),
            ("click_order_rate", rate(orders, clicks)),
        ];
        total.extend(rates.map(|(key, value)| (key.to_owned(), Value::from(value))));
        let returned = rng.below(2);
        let sums = [
            ("gmv", money(gmv)),
            ("orders", orders.into()),
            ("sku_orders", sku_orders.into()),
            ("items_sold", (all.items + own.items).into()),
            ("estimated_customers", (all.buyers + own.buyers).into()),
            ("aov", money_of_sen(share(gmv, sku_orders, 100))),
            ("refunds", money(returned * product.price)),
            ("refunded_items", returned.into()),
            ("refund_customers", returned.into()),
        ];
        total.extend(sums.map(|(key, value)| (key.to_owned(), value)));
        let mut affiliates = attributed(affiliates, &all);
        if let Value::Object(block) = &mut affiliates {
            let content = json!(format!("0.{:02}", rng.below(90)));
            block.insert("avg_daily_creator_posted_content".to_owned(), content);
        }
        // The shop itself neither goes live nor posts: its two blocks are absent.
        json!({ "id": product.id.to_string(), "total_performance": total,
            "seller_product_card_performance": attributed(card, &own),
            "affiliate_total_performance": affiliates, "affiliate_live_performance": by_live,
            "affiliate_video_performance": by_video })
    });
    rows.collect()
}

/// A row of the affiliate orders (202410), as it stood at a moment.
pub(crate) fn order_row(sale: &Sale, now: i64) -> Value {
    let (content_type, content) = match sale.origin {
        Origin::Live(room) => ("LIVE", Some(room)),
        Origin::Video(video) => ("VIDEO", Some(video)),
        Origin::Shop => ("SHOP", None),
    };
    let settled = settled(sale, now);
    let skus = sale.lines.iter().map(|line| {
        let base = line.price * line.quantity;
        let mut sku = Map::new();
        let mut put = |key: &str, value: Value| sku.insert(key.to_owned(), value);
        put("sku_id", line.sku.to_string().into());
        put("product_id", line.product.id.to_string().into());
        put("quantity", line.quantity.into());
        put("price", money(line.price));
        if let Some(content) = content {
            put("content_id", content.to_string().into());
        }
        put("content_type", content_type.into());
        put("creator_username", sale.by.username_on(sale.day()).into());
        put("commission_rate", sale.rate.to_string().into());
        put("estimated_commission_base", money(base));
        put("estimated_paid_commission", money_of_sen(base * sale.rate / 100));
        put("estimated_paid_shop_ads_commission", json!({}));
        let paid = settled && !sale.returned;
        put("actual_commission_base", if paid { money(base) } else { json!({}) });
        put("actual_paid_commission", if paid { money_of_sen(base * sale.rate / 100) } else { json!({}) });
        if settled {
            put("settlement_status", if paid { "SETTLED" } else { "INELIGIBLE" }.into());
        }
        put("fully_return", if settled && sale.returned { "Yes" } else { "No" }.into());
        put("open_collaboration_id", "73660000001".into());
        Value::Object(sku)
    });
    let mut order = Map::new();
    order.insert("id".to_owned(), sale.order.to_string().into());
    order.insert("create_time".to_owned(), sale.at.into());
    if let Some(at) = delivered(sale).filter(|at| *at <= now) {
        order.insert("delivery_time".to_owned(), at.into());
    }
    order.insert("skus".to_owned(), skus.collect());
    Value::Object(order)
}
