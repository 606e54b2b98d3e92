//! Figures that come as rows of activity and orders, gathered by group.
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::super::feed::FeedMap;
use super::super::figures::{ChannelPart, Slot};
use super::super::interactions::NONE;
use super::super::people::days_of;
use super::frame::{Frame, What};
use super::key::{Ids, Key, NO_PART, number_of};
use crate::access::{Decision, Grain, Question, decide_state};
use crate::fact::{Affiliation, Content, OrderRow};
use crate::metric::Measure;
use crate::time::{Day, Window};
use crate::value::{CreatorId, HiddenReason, OrderId, ProductId, Reasons, ShopId, UndefinedReason, Value};

/// What rows tell of one group.
#[derive(Debug, Clone, Default)]
pub(super) struct Cells {
    pub(super) slots: BTreeMap<(ChannelPart, Measure), Slot>,
    /// Sums, and why there is none, where each is told for itself.
    pub(super) apart: BTreeMap<(ChannelPart, Measure), Apart>,
    /// Orders paid, by channel.
    pub(super) orders: BTreeMap<ChannelPart, BTreeSet<OrderId>>,
    /// Products with a sale, by channel.
    pub(super) products: BTreeMap<ChannelPart, BTreeSet<ProductId>>,
    /// The one creator of the group; `NONE` where there are several.
    pub(super) owner: Option<u32>,
    /// How many rows counted, where they are counted.
    pub(super) counted: BTreeMap<(ChannelPart, Measure), u64>,
}

/// What rows tell of one measure, whatever else tells it.
#[derive(Debug, Clone, Default)]
pub(super) struct Apart {
    pub(super) sum: i128,
    pub(super) reasons: BTreeSet<UndefinedReason>,
}

/// All that rows tell.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) groups: BTreeMap<Key, Cells>,
    pub(super) unknown: u64,
    /// Creators that neither the log nor a table names, and why they are hidden.
    pub(super) strangers: BTreeMap<CreatorId, Reasons<HiddenReason>>,
    /// Rows that lack what is grouped by: content, product, shop.
    pub(super) lacking: [u64; 3],
}

/// What a row is about.
#[derive(Clone, Copy)]
pub(super) struct Whole<'r> {
    pub(super) person: u32,
    pub(super) bucket: u32,
    pub(super) part: ChannelPart,
    pub(super) content: Option<&'r Content>,
    pub(super) product: Option<&'r ProductId>,
    pub(super) shop: Option<&'r ShopId>,
}

pub(super) struct Taking<'f, 'q, 'a, 'i, 'b> {
    pub(super) frame: &'f Frame<'q, 'a>,
    ids: &'i mut Ids<'b>,
    measures: BTreeSet<(ChannelPart, Measure)>,
    /// What counts of a feed in a channel and stretch, once it was looked up.
    telling: BTreeMap<(&'static str, ChannelPart, u32), Rc<[Measure]>>,
    pub(super) out: Rows,
}

/// Gathers the rows of a frame.
pub(super) fn rows(frame: &Frame<'_, '_>, ids: &mut Ids<'_>) -> Rows {
    let measures = frame.columns.iter().flat_map(|column| match column.what {
        What::Measure(measure) => column.parts.iter().map(|part| (*part, measure)).collect(),
        What::Engaged(_) => Vec::new(),
    });
    let measures = measures.collect();
    let mut taking = Taking { frame, ids, measures, telling: BTreeMap::new(), out: Rows::default() };
    if !frame.apart {
        taking.activity();
    }
    taking.orders();
    taking.out
}

impl Taking<'_, '_, '_, '_, '_> {
    /// The measures of the frame in a channel for which a feed counts, that it tells.
    pub(super) fn telling(&mut self, feed: &'static str, part: ChannelPart, bucket: u32) -> Rc<[Measure]> {
        if let Some(known) = self.telling.get(&(feed, part, bucket)) {
            return Rc::clone(known);
        }
        let found: Rc<[Measure]> = self.found_telling(feed, part, bucket).into();
        self.telling.insert((feed, part, bucket), Rc::clone(&found));
        found
    }

    fn found_telling(&self, feed: &str, part: ChannelPart, bucket: u32) -> Vec<Measure> {
        let asked = self.measures.iter().filter(|(own, _)| *own == part).map(|(_, measure)| *measure);
        if self.frame.apart {
            return asked.collect();
        }
        let feeds: &FeedMap = &self.frame.view.feeds;
        let Some((facts, choices)) = feeds.get(feed).zip(self.frame.choices(bucket)) else {
            return Vec::new();
        };
        let counts =
            |measure: &Measure| facts.tells.contains(measure) && choices.feed(part, *measure) == Some(feed);
        asked.filter(counts).collect()
    }

    pub(super) fn keeps(&self, creator: &CreatorId, part: ChannelPart) -> bool {
        self.frame.kept.person(creator) && self.frame.kept.part(part)
    }

    /// Whether a creator's row over some days is shown: not at all, or as a whole, or (cut by permission) hidden.
    pub(super) fn shown(
        &mut self,
        (creator, person): (&CreatorId, Option<u32>),
        content: Option<&Content>,
        days: Window<Day>,
        bucket: u32,
    ) -> Option<(u32, Result<(), Reasons<HiddenReason>>)> {
        let view = self.frame.view;
        let Some(person) = person else {
            self.stranger(creator, days.start);
            return None;
        };
        let (mut some, mut all) = (false, true);
        for day in days_of(days) {
            let visible = self.frame.shows(person, content, day);
            some |= visible;
            all &= visible;
        }
        if !some {
            return None;
        }
        if all {
            return Some((person, Ok(())));
        }
        let rules = &view.store.workspace.rules;
        let window = self.frame.bucket(bucket);
        let reasons = view.people.hidden(rules, view.today, self.frame.module, person, window);
        Some((person, Err(reasons.unwrap_or_else(|| Reasons::one(HiddenReason::NotAuthorized)))))
    }

    /// A creator that neither the log nor a table names is hidden like any other, and said to be (default deny).
    fn stranger(&mut self, creator: &CreatorId, day: Day) {
        if let Some(reasons) = stranger(self.frame, creator, day) {
            self.out.strangers.entry(creator.clone()).or_insert(reasons);
        }
    }

    pub(super) fn key(&mut self, about: Whole<'_>) -> Option<Key> {
        let (by, ids) = (self.frame.by, &mut *self.ids);
        let kept = self.frame.kept;
        // A code costs more than all else here: none is looked up that nothing depends on.
        let content = about.content.filter(|_| by.content || kept.contents.is_some() || kept.has_barred());
        let content = content.map_or((0, NONE), |content| ids.content(content));
        let product = about.product.filter(|_| by.product || kept.products.is_some());
        let product = product.map_or(NONE, |product| ids.products.code(product.as_str()));
        let shop = about.shop.filter(|_| by.shop || kept.shops.is_some());
        let shop = shop.map_or(NONE, |shop| ids.shops.code(shop.as_str()));
        if !kept.about(content, product, shop) {
            return None;
        }
        let only = |by: bool, code: u32| if by { code } else { NONE };
        Some(Key {
            bucket: about.bucket,
            person: only(by.person, about.person),
            part: if by.part { number_of(about.part) } else { NO_PART },
            content_kind: if by.content { content.0 } else { 0 },
            content: only(by.content, content.1),
            product: only(by.product, product),
            shop: only(by.shop, shop),
        })
    }

    fn cells(&mut self, group: Key, person: u32) -> &mut Cells {
        let cells = self.out.groups.entry(group).or_default();
        cells.owner = Some(match cells.owner {
            Some(owner) if owner != person => NONE,
            _ => person,
        });
        cells
    }

    /// Adds what a row tells of one measure.
    pub(super) fn add(&mut self, group: Key, person: u32, part: ChannelPart, measure: Measure, slot: Slot) {
        self.add_all(group, person, part, [(measure, slot)].into_iter());
    }

    /// Adds what a row tells.
    pub(super) fn add_all(
        &mut self,
        group: Key,
        person: u32,
        part: ChannelPart,
        told: impl Iterator<Item = (Measure, Slot)>,
    ) {
        let (is_apart, counts_rows) = (self.frame.apart, self.frame.counts_rows);
        let mut told = told.peekable();
        if told.peek().is_none() {
            return;
        }
        let cells = self.cells(group, person);
        for (measure, slot) in told {
            if counts_rows {
                let rows = cells.counted.entry((part, measure)).or_default();
                *rows = rows.saturating_add(1);
            }
            if is_apart {
                let told = cells.apart.entry((part, measure)).or_default();
                match slot.value {
                    Value::Known(value) => told.sum = told.sum.saturating_add(value),
                    Value::Undefined(reasons) => told.reasons.extend(reasons.iter().cloned()),
                    Value::Hidden(_) => {}
                }
                continue;
            }
            match cells.slots.entry((part, measure)) {
                Entry::Vacant(place) => {
                    place.insert(slot);
                }
                Entry::Occupied(mut place) => {
                    let sum = std::mem::replace(place.get_mut(), Slot::known(0));
                    *place.get_mut() = sum.and(slot, measure);
                }
            }
        }
    }

    fn count(&mut self, group: Key, person: u32, part: ChannelPart, measure: Measure) {
        if self.frame.counts_rows {
            let rows = self.cells(group, person).counted.entry((part, measure)).or_default();
            *rows = rows.saturating_add(1);
        }
    }

    fn orders(&mut self) {
        let view = self.frame.view;
        for versions in view.store.tables.orders.values() {
            let Some(current) = versions.current(view.clocks.known_at) else { continue };
            for row in current.rows() {
                self.order(row, current.is_conflict());
            }
        }
    }

    /// Takes the acts of an order line; of rows that contradict each other each makes its day undefined.
    fn order(&mut self, row: &OrderRow, conflict: bool) {
        let calendar = self.frame.view.store.workspace.rules.calendar;
        // Each measure counts on the day of its act (MET-7).
        let paid = [
            (Measure::Gmv, Some(row.amount)),
            (Measure::SkuOrders, Some(1)),
            (Measure::ItemsSold, Some(row.quantity)),
            (Measure::Commission, row.commission),
        ];
        let refunded = [
            (Measure::RefundGmv, row.refund_amount),
            (Measure::RefundOrders, Some(1)),
            (Measure::RefundItems, row.refund_quantity),
        ];
        let acts = [
            (Some(row.created_at), false, &[(Measure::OrdersCreated, Some(1))][..]),
            (row.paid_at, true, &paid[..]),
            (row.refunded_at, false, &refunded[..]),
            (row.settled_at, false, &[(Measure::SettlementGmv, row.settled_amount)][..]),
        ];
        for (at, is_sale, told) in acts {
            let Some(day) = at.map(|at| calendar.day_of(at)) else { continue };
            let bucket = self.frame.bucket_of(day).and_then(|place| u32::try_from(place).ok());
            if let Some(bucket) = bucket {
                self.act(row, (day, bucket), told, is_sale, conflict);
            }
        }
    }

    fn act(
        &mut self,
        row: &OrderRow,
        (day, bucket): (Day, u32),
        told: &[(Measure, Option<i64>)],
        is_sale: bool,
        conflict: bool,
    ) {
        let days = Window { start: day, end: Some(day.next()) };
        let view = self.frame.view;
        let Some(creator) = view.aliases.whose(row.creator.as_ref(), days) else {
            self.out.unknown = self.out.unknown.saturating_add(1);
            return;
        };
        let affiliation: Option<Affiliation> = self.frame.kept.affiliation;
        let part = ChannelPart::of(row.channel);
        if !self.keeps(&creator, part)
            || (affiliation.is_some() && row.affiliation.is_some() && row.affiliation != affiliation)
        {
            return;
        }
        let whose = (&creator, view.people.find(&creator));
        let Some((person, _)) = self.shown(whose, row.content.as_ref(), days, bucket) else { return };
        let by = self.frame.by;
        let lacks = [
            by.content && row.content.is_none(),
            by.product && row.product.is_none(),
            by.shop && row.shop.is_none(),
        ];
        let counted = self.telling("orders", part, bucket);
        if lacks.contains(&true) {
            let counts = told.iter().any(|(measure, _)| counted.contains(measure));
            let lacking = self.out.lacking.iter_mut().zip(lacks).find(|(_, lacks)| counts && *lacks);
            if let Some((count, _)) = lacking {
                *count = count.saturating_add(1);
            }
            return;
        }
        let about = Whole {
            person,
            bucket,
            part,
            content: row.content.as_ref(),
            product: row.product.as_ref(),
            shop: row.shop.as_ref(),
        };
        let Some(group) = self.key(about) else { return };
        for (measure, value) in told.iter().filter(|(measure, _)| counted.contains(measure)) {
            let slot = match value {
                _ if conflict => Slot::undefined(UndefinedReason::Conflicting),
                _ if affiliation.is_some() && row.affiliation.is_none() => {
                    Slot::undefined(UndefinedReason::Absent)
                }
                Some(value) => Slot::known((*value).into()),
                None => Slot::undefined(UndefinedReason::Absent),
            };
            self.add(group, person, part, *measure, slot);
        }
        if !is_sale {
            return;
        }
        if counted.contains(&Measure::Orders) {
            if conflict {
                self.add(group, person, part, Measure::Orders, Slot::undefined(UndefinedReason::Conflicting));
            } else {
                self.count(group, person, part, Measure::Orders);
                self.cells(group, person).orders.entry(part).or_default().insert(row.order.clone());
            }
        }
        if counted.contains(&Measure::ProductsSold) {
            match (&row.product, conflict) {
                (_, true) => {
                    let slot = Slot::undefined(UndefinedReason::Conflicting);
                    self.add(group, person, part, Measure::ProductsSold, slot);
                }
                (Some(product), false) => {
                    self.count(group, person, part, Measure::ProductsSold);
                    self.cells(group, person).products.entry(part).or_default().insert(product.clone());
                }
                (None, false) => {
                    let slot = Slot::undefined(UndefinedReason::Absent);
                    self.add(group, person, part, Measure::ProductsSold, slot);
                }
            }
        }
    }
}

/// Why a creator that neither the log nor a table names is hidden.
pub(super) fn stranger(
    frame: &Frame<'_, '_>,
    creator: &CreatorId,
    day: Day,
) -> Option<Reasons<HiddenReason>> {
    let rules = &frame.view.store.workspace.rules;
    let question = Question::creator(creator.clone(), frame.module, Grain::Aggregate, day);
    match decide_state(rules, &frame.view.state_of(creator), &question, frame.view.today) {
        Decision::Hidden { causes, .. } => Reasons::collect(causes.iter().map(|cause| cause.reason)),
        Decision::Visible => None,
    }
}
