use num_bigint::{BigInt, Sign};

use super::figures::{ChangeFigures, Factors};
use super::round::deal;

/// A quotient; what stands below is above 0.
type Quotient = (i128, i128);

/// The counts of one period, all of them told.
#[derive(Debug, Clone, Copy)]
pub(super) struct Path {
    gmv: i128,
    orders: i128,
    clicks: i128,
    views: i128,
}

impl Path {
    /// `None` where a count is absent.
    pub(super) fn of(figures: &ChangeFigures) -> Option<Self> {
        let (orders, clicks, views) = (figures.orders?, figures.product_clicks?, figures.views?);
        Some(Self { gmv: figures.gmv, orders: orders.into(), clicks: clicks.into(), views: views.into() })
    }
    /// Whether sales can have come by views: some viewed, some of these clicked, some of these ordered.
    fn is_whole(&self) -> bool {
        self.views > 0 && self.clicks > 0 && self.orders > 0
    }
    /// The four factors. Behind a step that nobody took there is no rate.
    fn factors(&self) -> [Option<Quotient>; 4] {
        let clicked = self.views > 0 && self.clicks > 0;
        [
            Some((self.views, 1)),
            (self.views > 0).then_some((self.clicks, self.views)),
            clicked.then_some((self.orders, self.clicks)),
            self.is_whole().then_some((self.gmv, self.orders)),
        ]
    }
    fn without_views(&self) -> i128 {
        if self.is_whole() { 0 } else { self.gmv }
    }
    fn with_views(&self) -> i128 {
        if self.is_whole() { self.gmv } else { 0 }
    }
}

/// A factor in both periods, over what stands below both.
struct Factor {
    before: BigInt,
    after: BigInt,
    under: BigInt,
}

impl Factor {
    /// Where a rate is missing in one period it counts as unchanged: it brought nothing. Where it is missing in both, some
    /// factor before it is 0 in both, and any number serves.
    fn of(before: Option<Quotient>, after: Option<Quotient>) -> Self {
        let (old, old_under) = before.or(after).unwrap_or((1, 1));
        let (new, new_under) = after.or(before).unwrap_or((1, 1));
        if old_under == new_under {
            return Self { before: old.into(), after: new.into(), under: old_under.into() };
        }
        let times = |one: i128, other: i128| BigInt::from(one) * BigInt::from(other);
        Self {
            before: times(old, new_under),
            after: times(new, old_under),
            under: times(old_under, new_under),
        }
    }
    fn step(&self) -> BigInt {
        &self.after - &self.before
    }
}

/// The 24 orders in which four factors can change, counted by what two others do meanwhile: what they come to with the third
/// as before, and with the third as after.
fn orders(one: &Factor, other: &Factor) -> (BigInt, BigInt) {
    let none = &one.before * &other.before;
    let both = &one.after * &other.after;
    let half = (&one.before * &other.after + &one.after * &other.before) * 2_u32;
    let before = &none * 6_u32 + &half + &both * 2_u32;
    (before, none * 2_u32 + half + both * 6_u32)
}

/// What a factor brought, times 24 and times all that stands below: the mean over all orders.
fn mean(moved: &Factor, third: &Factor, (before, after): &(BigInt, BigInt)) -> BigInt {
    moved.step() * (&third.before * before + &third.after * after)
}

/// The whole number below a quotient and what is left; `under` is above 0. `None` beyond 128 bits.
fn floor(over: &BigInt, under: &BigInt) -> Option<(i128, BigInt)> {
    let (mut whole, mut rest) = (over / under, over % under);
    if rest.sign() == Sign::Minus {
        whole -= 1_u32;
        rest += under;
    }
    Some((i128::try_from(whole).ok()?, rest))
}

/// What each factor brought, in 10⁻⁶; the five sum to the change. `None` beyond 128 bits.
pub(super) fn split(before: &Path, after: &Path) -> Option<Factors<i128>> {
    let without = after.without_views().checked_sub(before.without_views())?;
    let moved = after.with_views().checked_sub(before.with_views())?;
    let mut new = after.factors().into_iter();
    let [views, ctr, c_o, value] = before.factors().map(|old| Factor::of(old, new.next().flatten()));
    let (late, early) = (orders(&c_o, &value), orders(&views, &ctr));
    let under = &views.under * &ctr.under * &c_o.under * &value.under * 24_u32;
    let overs = [
        mean(&views, &ctr, &late),
        mean(&ctr, &views, &late),
        mean(&c_o, &value, &early),
        mean(&value, &c_o, &early),
    ];
    let (mut floors, mut rests) = ([0_i128; 4], Vec::with_capacity(4));
    for (over, place) in overs.iter().zip(&mut floors) {
        let (whole, rest) = floor(over, &under)?;
        *place = whole;
        rests.push(rest);
    }
    let below = floors.iter().try_fold(0_i128, |sum, one| sum.checked_add(*one))?;
    let left = usize::try_from(moved.checked_sub(below)?).ok()?;
    deal(&mut floors, &rests, left, 1, |a, b| a.cmp(&b))?;
    let [views, ctr, c_o, value] = floors;
    Some(Factors::of([views, ctr, c_o, value, without]))
}
