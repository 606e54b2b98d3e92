//! Which product was pinned when.

use super::event::LiveEventKind;
use super::marks::Marks;
use super::minutes::{instant_of, minute_of};
use crate::time::Instant;
use crate::value::ProductId;

/// A product and the minutes `[from, until)` that belong to its pin: those in whose middle it is pinned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pin {
    pub(super) product: ProductId,
    /// When it was pinned; the start of what was asked for where that lies earlier.
    pub(super) at: Instant,
    pub(super) from: i64,
    pub(super) until: i64,
}

/// Half a minute: it belongs to what is pinned then.
const MIDDLE: i64 = 30_000;

impl Pin {
    fn new(product: ProductId, at: Instant, end: Instant) -> Self {
        let from = minute_of(at.plus_millis(MIDDLE - 1));
        let until = minute_of(end.plus_millis(MIDDLE - 1)).max(from);
        Self { product, at, from, until }
    }
}

impl Marks {
    /// Pins of minutes `[from, until)`, in order. To pin what is pinned changes nothing.
    pub(super) fn pins(&self, from: i64, until: i64) -> Vec<Pin> {
        let (start, stop) = (instant_of(from), instant_of(until));
        let stop = self.ended_at().map_or(stop, |ended| ended.min(stop));
        let all = self.all();
        let first = all.partition_point(|event| event.at < start);
        let (before, rest) = all.split_at_checked(first).unwrap_or_default();
        // The last that was pinned before, unless it was unpinned since.
        let mut unpinned: Vec<&ProductId> = Vec::new();
        let mut current: Option<(&ProductId, Instant)> = None;
        for event in before.iter().rev() {
            match &event.kind {
                LiveEventKind::Pinned(product) => {
                    current = (!unpinned.contains(&product)).then_some((product, start));
                    break;
                }
                LiveEventKind::Unpinned(product) => unpinned.push(product),
                _ => {}
            }
        }
        let mut pins = Vec::new();
        let mut close = |current: Option<(&ProductId, Instant)>, at: Instant| {
            pins.extend(current.map(|(product, since)| Pin::new(product.clone(), since, at.max(since))));
        };
        for event in rest.iter().take_while(|event| event.at < stop) {
            let at = event.at;
            match (&event.kind, current) {
                (LiveEventKind::Pinned(product), now) if now.is_none_or(|(known, _)| known != product) => {
                    close(now, at);
                    current = Some((product, at));
                }
                (LiveEventKind::Unpinned(product), now @ Some((known, _))) if known == product => {
                    close(now, at);
                    current = None;
                }
                _ => {}
            }
        }
        close(current, stop);
        pins
    }
}
