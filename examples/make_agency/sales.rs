//! What was sold: every figure of the documents that counts sales comes from these.

use chrono::NaiveDate;

use super::calendar::{DAY, day_of, days, second_of};
use super::content::{Room, Video, data_end, weekly_from};
use super::people::{PEOPLE, PRODUCTS, Person, Product};
use super::rng::Rng;

/// What an order came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    Live(u64),
    Video(u64),
    Shop,
}

/// One SKU line.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) product: &'static Product,
    pub(crate) sku: u64,
    pub(crate) quantity: u64,
    pub(crate) price: u64,
}

/// One paid order.
#[derive(Debug)]
pub(crate) struct Sale {
    pub(crate) order: u64,
    pub(crate) at: i64,
    pub(crate) by: &'static Person,
    pub(crate) origin: Origin,
    pub(crate) buyer: u64,
    pub(crate) lines: Vec<Line>,
    /// Commission in basis points.
    pub(crate) rate: u64,
    pub(crate) returned: bool,
}

/// Sums over orders.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sold {
    pub(crate) gmv: u64,
    pub(crate) orders: u64,
    pub(crate) sku_orders: u64,
    pub(crate) items: u64,
    pub(crate) buyers: u64,
    pub(crate) products: u64,
}

impl Sale {
    pub(crate) fn day(&self) -> NaiveDate {
        day_of(self.at)
    }
}

/// Sums over the lines of some orders that `wanted` takes.
pub(crate) fn sold<'a>(sales: impl Iterator<Item = &'a Sale>, wanted: impl Fn(&Line) -> bool) -> Sold {
    let mut sum = Sold::default();
    let (mut buyers, mut products) = (Vec::new(), Vec::new());
    for sale in sales {
        let before = sum.sku_orders;
        for line in sale.lines.iter().filter(|line| wanted(line)) {
            sum.gmv += line.price * line.quantity;
            sum.sku_orders += 1;
            sum.items += line.quantity;
            products.push(line.product.id);
        }
        if sum.sku_orders > before {
            sum.orders += 1;
            buyers.push(sale.buyer);
        }
    }
    for list in [&mut buyers, &mut products] {
        list.sort_unstable();
        list.dedup();
    }
    sum.buyers = u64::try_from(buyers.len()).unwrap_or_default();
    sum.products = u64::try_from(products.len()).unwrap_or_default();
    sum
}

/// Every order since the first day of the oldest document, by time.
pub(crate) fn sales(seed: u64, videos: &[Video], rooms: &[Room]) -> Vec<Sale> {
    let mut all = Vec::new();
    for room in rooms {
        let mut rng = Rng::of(seed, &format!("sales {}", room.id));
        let length = (room.end - room.start).unsigned_abs();
        for _ in 0..rng.hits(room.product_clicks, 42) {
            let at = room.start + i64::try_from(rng.below(length)).unwrap_or_default();
            all.push(sale(&mut rng, room.by, Origin::Live(room.id), at, &room.products));
        }
    }
    for video in videos {
        for on in days(weekly_from(), data_end()) {
            let mut rng = Rng::of(seed, &format!("sales {} {on}", video.id));
            let orders = rng.hits(video.watched_on(seed, on).product_clicks, 64);
            for _ in 0..orders {
                let at = second_of(on, 7, 0) + i64::try_from(rng.below(16 * 3600)).unwrap_or_default();
                let at = at.max(video.posted + 60);
                all.push(sale(&mut rng, video.by, Origin::Video(video.id), at, &video.products));
            }
        }
    }
    let shelf: Vec<&Product> = PRODUCTS.iter().collect();
    let mut rng = Rng::of(seed, "showcase");
    for on in days(weekly_from(), data_end()) {
        if let Some(person) = rng.pick(&PEOPLE).filter(|person| person.known()) {
            let at = second_of(on, 8, 0) + i64::try_from(rng.below(13 * 3600)).unwrap_or_default();
            all.push(sale(&mut rng, person, Origin::Shop, at, &shelf));
        }
    }
    all.sort_by_key(|sale| (sale.at, sale.order));
    all
}

fn sale(rng: &mut Rng, by: &'static Person, origin: Origin, at: i64, from: &[&'static Product]) -> Sale {
    let count = if rng.one_in(8) { 2 } else { 1 };
    let mut lines: Vec<Line> = Vec::new();
    for _ in 0..count {
        let Some(product) = rng.pick(from) else { continue };
        // Two lines of one product are two of its SKUs.
        let taken = lines.iter().filter(|line| line.product.id == product.id).count();
        let sku = product.id + 5000 + u64::try_from(taken).unwrap_or_default();
        let quantity = if rng.one_in(5) { rng.between(2, 3) } else { 1 };
        let price = if rng.one_in(6) { product.price * 9 / 10 } else { product.price };
        lines.push(Line { product, sku, quantity, price });
    }
    let since = (at - 1_770_000_000).unsigned_abs();
    Sale {
        order: 583_000_000_000_000_000 + since * 1_000_000_000 + rng.below(1_000_000_000),
        at,
        by,
        origin,
        buyer: rng.below(2400),
        lines,
        rate: rng.between(5, 12) * 100,
        returned: rng.one_in(18),
    }
}

/// Whether an order is settled at a moment: a fortnight after it was delivered.
pub(crate) fn settled(sale: &Sale, now: i64) -> bool {
    delivered(sale).is_some_and(|at| at + 8 * DAY <= now)
}

/// When an order was delivered; a few never are.
pub(crate) fn delivered(sale: &Sale) -> Option<i64> {
    let days = i64::try_from(2 + sale.buyer % 5).unwrap_or(2);
    (sale.buyer % 40 != 7).then_some(sale.at + days * DAY + 3600)
}
