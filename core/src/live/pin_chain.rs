//! The rates from an impression to an order, shrunk by how far products differ.

use std::collections::BTreeMap;

use super::chance::real;
use super::counts::Counts;
use super::minutes::Minutes;
use super::next_pin::PinUnknown;
use super::pins::Pin;
use super::room::Room;
use crate::metric::Measure;
use crate::value::ProductId;

/// A rate, what it was shrunk to, and its relative variance.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Stage {
    pub(super) counted: i64,
    pub(super) of: i64,
    pub(super) prior: f64,
    pub(super) weight: f64,
    pub(super) rate: f64,
    pub(super) error: f64,
}

/// What an order brings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Price {
    /// Millionths.
    pub(super) value: f64,
    pub(super) items_an_order: f64,
    /// The relative variance of one order.
    pub(super) spread: f64,
    /// The relative variance of the mean.
    pub(super) error: f64,
}

/// The rate of all products, and how one differs from it.
#[derive(Debug, Clone, Copy, Default)]
struct Pooled {
    prior: f64,
    weight: f64,
    /// The variance of what is counted of one of the step before.
    within: f64,
}

impl Pooled {
    /// Products differ by half the rate unless their counts say otherwise; that is worth so many products.
    const USUAL: (f64, f64) = (0.5, 2.0);

    /// Of `(counted, of)` a product; the variance of one step is that of the rate, by a function.
    fn new(products: &[(i64, i64)], within: impl Fn(f64) -> f64) -> Self {
        let told =
            || products.iter().filter(|(_, of)| *of > 0).map(|(counted, of)| (real(*counted), real(*of)));
        let (counted, of) = told().fold((0.0, 0.0), |(a, b), (counted, of)| (a + counted, b + of));
        if of <= 0.0 || counted <= 0.0 {
            return Self::default();
        }
        let (rate, mut many) = (counted / of, -1.0);
        let (mut scatter, mut squares) = (0.0, 0.0);
        for (counted, of) in told() {
            let away = counted / of - rate;
            scatter += of * away * away;
            squares += of * of;
            many += 1.0;
        }
        // DerSimonian and Laird (1986), held to what is usual where products are few.
        let (within, lost) = (within(rate), of - squares / of);
        let between = if lost > 0.0 { ((scatter - many * within) / lost).max(0.0) } else { 0.0 };
        let usual = rate * Self::USUAL.0;
        let between = (many * between + Self::USUAL.1 * usual * usual) / (many + Self::USUAL.1);
        Self { prior: rate, weight: within / between, within }
    }
    fn of(&self, (counted, of): (i64, i64)) -> Stage {
        let all = real(of) + self.weight;
        let rate = (real(counted) + self.prior * self.weight) / all;
        // The variance of a rate grows with it.
        let error = self.within / self.prior / all / rate;
        Stage { counted, of, prior: self.prior, weight: self.weight, rate, error }
    }
}

/// What was counted of a product in the window.
#[derive(Debug, Clone, Copy, Default)]
struct Own {
    impressions: i64,
    clicks: i64,
    orders: i64,
    pinned_minutes: i64,
    pinned_impressions: i64,
    pinned_clicks: i64,
    pinned_orders: i64,
}

/// The rates of a room before a minute.
#[derive(Debug)]
pub(super) struct Chain<'a> {
    pub(super) from: i64,
    pub(super) until: i64,
    pub(super) pinned_minutes: i64,
    pub(super) pinned_orders: i64,
    pub(super) rated_orders: f64,
    pub(super) lift: Stage,
    /// The relative variance of one pin to another of the same product.
    pub(super) scatter: f64,
    /// How many pins tell that.
    pub(super) pins: f64,
    own: BTreeMap<&'a ProductId, Own>,
    prices: BTreeMap<&'a ProductId, Price>,
    pooled: [Pooled; 3],
}

fn of(counts: &Counts, measure: Measure) -> i64 {
    counts.get(measure).unwrap_or_default()
}

impl<'a> Chain<'a> {
    /// A lift of 1 is worth so many orders.
    const LIFT_WEIGHT: f64 = 10.0;
    /// What pins of a product differ by unless their counts say otherwise, and how many pins that is worth.
    const USUAL_SCATTER: (f64, f64) = (0.0625, 3.0);

    pub(super) fn new(room: &'a Room, until: i64, span: u32) -> Self {
        let first = room.minutes.first;
        let from = until.saturating_sub(Room::PIN_WINDOW_MINUTES.into()).max(first);
        let until = until.max(from);
        let pins = room.marks.pins(from, until);
        let mut own: BTreeMap<&ProductId, Own> = BTreeMap::new();
        for (product, minutes) in &room.products {
            let sums = minutes.between(from, until);
            let (impressions, clicks, orders) = (
                of(&sums, Measure::ProductImpressions),
                of(&sums, Measure::ProductClicks),
                of(&sums, Measure::SkuOrders),
            );
            if impressions > 0 || clicks > 0 || orders > 0 {
                own.insert(product, Own { impressions, clicks, orders, ..Own::default() });
            }
        }
        let mut pinned_minutes = 0_i64;
        for pin in &pins {
            let length = pin.until.saturating_sub(pin.from);
            pinned_minutes = pinned_minutes.saturating_add(length);
            // A product that was pinned and of which nothing was told is in no list of minutes.
            let Some((product, minutes)) = room.products.get_key_value(&pin.product) else { continue };
            let sums = minutes.between(pin.from, pin.until);
            let one = own.entry(product).or_default();
            one.pinned_minutes = one.pinned_minutes.saturating_add(length);
            one.pinned_impressions =
                one.pinned_impressions.saturating_add(of(&sums, Measure::ProductImpressions));
            one.pinned_clicks = one.pinned_clicks.saturating_add(of(&sums, Measure::ProductClicks));
            one.pinned_orders = one.pinned_orders.saturating_add(of(&sums, Measure::SkuOrders));
        }
        let prices = prices(room, from, until);
        let mut chain = Self {
            from,
            until,
            pinned_minutes,
            pinned_orders: own.values().fold(0, |sum, one| one.pinned_orders.saturating_add(sum)),
            rated_orders: 0.0,
            lift: Stage::default(),
            scatter: 0.0,
            pins: 1.0,
            own,
            prices,
            pooled: [Pooled::default(); 3],
        };
        chain.pool(room, &pins);
        chain.compare(room, &pins, span);
        chain
    }
    fn pool(&mut self, room: &Room, pins: &[Pin]) {
        let all = |pair: fn(&Own) -> (i64, i64)| -> Vec<(i64, i64)> { self.own.values().map(pair).collect() };
        let share = |rate: f64| rate * (1.0 - rate).max(0.1);
        let exposure = all(|one| (one.pinned_impressions, one.pinned_minutes));
        // Within a pin: how far one minute lies from the minutes of its product.
        let (mut squares, mut free) = (0.0, 0.0);
        for pin in pins {
            let Some(minutes) = room.products.get(&pin.product) else { continue };
            let shown = |at: i64| {
                let counts: Option<&Counts> = minutes.counts(at);
                real(counts.map(|counts| of(counts, Measure::ProductImpressions)).unwrap_or_default())
            };
            let length = real(pin.until.saturating_sub(pin.from));
            let mean = (pin.from..pin.until).map(shown).sum::<f64>() / length.max(1.0);
            squares += (pin.from..pin.until).map(|at| (shown(at) - mean) * (shown(at) - mean)).sum::<f64>();
            free += (length - 1.0).max(0.0);
        }
        let spread = if free > 0.0 { squares / free } else { 0.0 };
        self.pooled = [
            Pooled::new(&exposure, |rate| spread.max(rate)),
            Pooled::new(&all(|one| (one.clicks, one.impressions)), share),
            Pooled::new(&all(|one| (one.orders, one.clicks)), share),
        ];
    }
    /// Pinned minutes against what the rates give for them.
    fn compare(&mut self, room: &Room, pins: &[Pin], span: u32) {
        let [exposure, clicks, orders] = self.pooled;
        let mut rated = 0.0;
        for one in self.own.values() {
            let (a, b) = (clicks.of((one.clicks, one.impressions)), orders.of((one.orders, one.clicks)));
            rated += real(one.pinned_impressions) * a.rate * b.rate;
        }
        if !rated.is_finite() {
            return;
        }
        self.rated_orders = rated;
        let all = rated + Self::LIFT_WEIGHT;
        let rate = (real(self.pinned_orders) + Self::LIFT_WEIGHT) / all;
        self.lift = Stage { rate, error: 1.0 / all / rate, ..Stage::default() };
        // Pins are cut into spans as long as the one asked for.
        let (mut over, mut squares, mut many, mut fitted) = (0.0, 0.0, 0.0, 0.0);
        for one in self.own.values().filter(|one| one.pinned_minutes > 0) {
            fitted += real(one.pinned_minutes) / (real(one.pinned_minutes) + exposure.weight);
        }
        for pin in pins {
            let (Some(minutes), Some(one)) = (room.products.get(&pin.product), self.own.get(&pin.product))
            else {
                continue;
            };
            let rate = exposure.of((one.pinned_impressions, one.pinned_minutes)).rate
                * clicks.of((one.clicks, one.impressions)).rate;
            let mut at = pin.from;
            while at < pin.until {
                let end = at.saturating_add(span.into()).min(pin.until);
                let seen = real(of(&minutes.between(at, end), Measure::ProductClicks));
                let due = rate * real(end.saturating_sub(at));
                over += (seen - due) * (seen - due) - due;
                squares += due * due;
                many += 1.0;
                at = end;
            }
        }
        let seen: f64 = if squares > 0.0 { (over / squares).max(0.0) } else { 0.0 };
        let free = (many - fitted).max(0.0);
        let (usual, worth) = Self::USUAL_SCATTER;
        self.scatter = (seen * many + usual * worth) / (free + worth);
        self.pins = free + worth;
    }
    /// The products of which anything was told in the window.
    pub(super) fn told(&self) -> impl Iterator<Item = &'a ProductId> {
        self.own.keys().copied()
    }
    /// The relative variance of how much is shown in a span of minutes: that of one pin, and what it leaves open of the rate, which
    /// is the mean of as many pins as its minutes make, and of the rate of all.
    pub(super) fn shown(&self, exposure: &Stage, span: u32, wider: f64) -> f64 {
        let (minutes, all) = (real(exposure.of), real(self.pinned_minutes).max(1.0));
        let own = minutes / (minutes + exposure.weight);
        let left = own * own / minutes.max(1.0) + (1.0 - own) * (1.0 - own) / all;
        self.scatter * wider * (1.0 + f64::from(span) * left)
    }
    pub(super) fn price(&self, product: &ProductId) -> Option<Price> {
        self.prices.get(product).copied()
    }
    pub(super) fn stages(&self, product: &ProductId) -> Result<[Stage; 3], PinUnknown> {
        if self.pinned_minutes == 0 {
            return Err(PinUnknown::NoPin);
        }
        let [exposure, clicks, orders] = self.pooled;
        for (pooled, why) in [
            (exposure, PinUnknown::NoImpression),
            (clicks, PinUnknown::NoClick),
            (orders, PinUnknown::NoSale),
        ] {
            if pooled.prior <= 0.0 {
                return Err(why);
            }
        }
        let one = self.own.get(product).copied().unwrap_or_default();
        Ok([
            exposure.of((one.pinned_impressions, one.pinned_minutes)),
            clicks.of((one.clicks, one.impressions)),
            orders.of((one.orders, one.clicks)),
        ])
    }
}

/// What orders brought up to now, and how far those of a minute lie from the mean.
fn prices(room: &Room, from: i64, until: i64) -> BTreeMap<&ProductId, Price> {
    /// The scatter of all products is worth so many orders.
    const WEIGHT: f64 = 5.0;
    let mut all: Vec<(&ProductId, f64, f64, f64, f64, f64)> = Vec::new();
    let (mut squares, mut many) = (0.0, 0.0);
    for (product, minutes) in &room.products {
        let minutes: &Minutes = minutes;
        let sums = minutes.before(until);
        let told = |measure| real(of(&sums, measure));
        let (gmv, orders, items) = (told(Measure::Gmv), told(Measure::SkuOrders), told(Measure::ItemsSold));
        if orders <= 0.0 || gmv <= 0.0 {
            continue;
        }
        let value = gmv / orders;
        let (mut own, mut counted) = (0.0, 0.0);
        for counts in (from..until).filter_map(|at| minutes.counts(at)) {
            let (gmv, orders) = (real(of(counts, Measure::Gmv)), real(of(counts, Measure::SkuOrders)));
            let away = gmv / value - orders;
            own += away * away;
            counted += orders;
        }
        squares += own;
        many += counted;
        all.push((product, value, if items > 0.0 { items / orders } else { 1.0 }, own, counted, orders));
    }
    let usual = if many > 0.0 { squares / many } else { 0.0 };
    let price = |(product, value, items_an_order, own, counted, orders)| {
        let spread = (own + usual * WEIGHT) / (counted + WEIGHT);
        (product, Price { value, items_an_order, spread, error: spread / orders })
    };
    all.into_iter().map(price).collect()
}
