//! What is added up of a minute.

use crate::fact::{Act, Told};
use crate::metric::Measure;

/// The measures that a room adds up, sums first; the last four are users seen for the first time.
pub(super) const COUNTED: [Measure; 22] = [
    Measure::Impressions,
    Measure::Views,
    Measure::WatchSeconds,
    Measure::Entries,
    Measure::Leaves,
    Measure::Likes,
    Measure::Comments,
    Measure::Shares,
    Measure::NewFollowers,
    Measure::ProductImpressions,
    Measure::ProductClicks,
    Measure::OrdersCreated,
    Measure::SkuOrders,
    Measure::ItemsSold,
    Measure::Gmv,
    Measure::RefundOrders,
    Measure::RefundItems,
    Measure::RefundGmv,
    Measure::Viewers,
    Measure::ProductReach,
    Measure::ProductClickers,
    Measure::Buyers,
];

/// The place of a measure among them.
pub(super) fn place_of(measure: Measure) -> Option<usize> {
    COUNTED.iter().position(|known| *known == measure)
}

/// Sums of a stretch of time. They add in any order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counts([i64; COUNTED.len()]);

impl Counts {
    pub(super) fn get(&self, measure: Measure) -> Option<i64> {
        self.0.get(place_of(measure)?).copied()
    }
    pub(super) fn add_to(&mut self, measure: Measure, more: i64) {
        if let Some(sum) = place_of(measure).and_then(|place| self.0.get_mut(place)) {
            *sum = sum.saturating_add(more);
        }
    }
    pub(super) fn add(&mut self, other: &Self) {
        for (sum, more) in self.0.iter_mut().zip(other.0) {
            *sum = sum.saturating_add(more);
        }
    }
    pub(super) fn less(mut self, other: &Self) -> Self {
        for (sum, less) in self.0.iter_mut().zip(other.0) {
            *sum = sum.saturating_sub(less);
        }
        self
    }
    /// What an act adds.
    pub(super) fn of_act(act: Act, quantity: u32, amount: i64) -> impl Iterator<Item = (Measure, i64)> {
        act.tells().iter().map(move |(measure, told)| match told {
            Told::Once => (*measure, 1),
            Told::Quantity => (*measure, i64::from(quantity)),
            Told::Amount => (*measure, amount),
        })
    }
}
