//! What the fuzzer found: a document told what a table refuses. Each is refused by both now.
use creator_compass::fact::Fact;
use creator_compass::source::{DocumentKind, SourceContext, read_document};
use creator_compass::time::{Calendar, Instant};
use creator_compass::value::Currency;
use serde_json::json;

fn context(zone: &str) -> SourceContext {
    SourceContext {
        file: "input".to_owned(),
        observed_at: Instant::parse("2026-07-01T00:00:00Z").unwrap(),
        window: None,
        complete: Vec::new(),
        calendar: Calendar::new(zone).unwrap(),
        currency: Currency::new("IDR").unwrap(),
    }
}

/// SRC-13: the id of an order's line is checked like every other id.
#[test]
fn src_13_a_line_of_an_order_holds_no_control_character() {
    let page = |sku: &str| {
        let line = json!({ "sku_id": sku, "product_id": "17", "quantity": 1, "content_type": "SHOWCASE",
            "price": { "amount": "1000", "currency": "IDR" } });
        let order = json!({ "id": "5957", "create_time": 1_782_000_000, "skus": [line] });
        json!({ "code": 0, "data": { "orders": [order] } }).to_string()
    };
    let read = |sku: &str| {
        read_document(DocumentKind::SellerAffiliateOrders, &page(sku), &context("Asia/Jakarta")).unwrap()
    };
    let taken = read("1731");
    assert!(matches!(&taken.rows[0].facts[0], Fact::Order(row) if row.line == "1731#1"), "{taken:?}");
    let refused = read("17\u{7f}31");
    assert!(refused.rows.is_empty());
    assert_eq!(refused.rejected[0].error.column, "skus.sku_id");
}

/// PER-9: a room whose day would lie before 1970 is refused, as a table's day is.
#[test]
fn per_9_a_room_begins_on_a_day_from_1970_on() {
    let page = |start: u32| {
        let room = json!({ "id": "7653464933834925906", "username": "lan", "start_time": start });
        json!({ "code": 0, "data": { "live_stream_sessions": [room] } }).to_string()
    };
    let read = |zone: &str, start: u32| {
        read_document(DocumentKind::LivePerformanceList, &page(start), &context(zone)).unwrap()
    };
    assert_eq!(read("Asia/Jakarta", 109).rows.len(), 1);
    assert_eq!(read("America/Sao_Paulo", 4 * 3600).rows.len(), 1);
    let refused = read("America/Sao_Paulo", 109);
    assert!(refused.rows.is_empty());
    assert_eq!(refused.rejected[0].error.column, "start_time");
}
