//! What must hold of any bytes that come in: nothing panics, errors are typed, and what was understood is understood the
//! same once it is written down in the product's own form. One function, for the fuzzer and for plain `cargo test`.
mod documents;
mod log;
mod rows;
mod saved;
#[expect(
    unreachable_pub,
    dead_code,
    reason = "the tests' package shows and uses all of it, the fuzzer does not"
)]
#[path = "../../seal.rs"]
mod seal;
mod tables;

/// Checks one input of a target, and answers how many facts or events were told twice; panics where something does not
/// hold.
pub(crate) fn check(target: &str, data: &[u8]) -> usize {
    use creator_compass::source::DocumentKind::{
        LivePerformanceList, ProductPerformanceList, SellerAffiliateOrders, VideoPerformanceList,
    };
    // A byte of choices comes first, then the text or the bytes.
    let Some((choice, rest)) = data.split_first() else { return 0 };
    match target {
        "saved_store" => return saved::check_store(*choice, rest),
        "partial_answer" => return saved::check_partial(*choice, rest),
        _ => {}
    }
    let Ok(text) = std::str::from_utf8(rest) else { return 0 };
    match target {
        "access_log" => log::check(text),
        "video_list" => documents::check(VideoPerformanceList, *choice, text),
        "live_list" => documents::check(LivePerformanceList, *choice, text),
        "product_list" => documents::check(ProductPerformanceList, *choice, text),
        "affiliate_orders" => documents::check(SellerAffiliateOrders, *choice, text),
        "csv_table" => tables::check_csv(*choice, text),
        "json_rows" => tables::check_rows(*choice, text),
        other => panic!("no target `{other}`"),
    }
}
