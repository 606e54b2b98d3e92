//! The figures of all groups of one window, column by column.
use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::super::figures::{ChannelPart, Slot};
use super::super::interactions::NONE;
use super::feeds::{Rows, rows, stranger};
use super::frame::{Column, Frame, What};
use super::key::{Ids, Key, number_of, part_of};
use super::scan::{Scanned, scan};
use super::subjects::Subjects;
use crate::fact::Definition;
use crate::metric::Measure;
use crate::value::{CreatorId, HiddenReason, Reasons, UndefinedReason, Value};

/// What is counted by the tables of rooms and videos.
const SUBJECTS: [Measure; 2] = [Measure::Livestreams, Measure::Videos];

/// One column.
#[derive(Debug)]
enum Data {
    /// Known for every group.
    Plain(Vec<i128>),
    /// Each for itself.
    Slots(Vec<Slot>),
}

/// Which groups there are, whatever facts tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Groups {
    /// All there can be, where grouped by at most one thing.
    All,
    /// Those that some fact tells.
    Told,
    /// Those that some fact tells, a content that none tells being absent.
    Apart,
}

/// The figures of all groups of a window.
pub(super) struct Sheet<'q, 'a> {
    pub(super) frame: Frame<'q, 'a>,
    pub(super) keys: Vec<Key>,
    index: FxHashMap<Key, u32>,
    data: Vec<Data>,
    pub(super) rows: Rows,
    pub(super) scanned: Scanned,
    pub(super) subjects: Subjects,
    /// Why a stretch shows nothing of anybody.
    nothing: Vec<Option<Reasons<HiddenReason>>>,
    /// A content that a feed does not tell is absent, not 0.
    absent: bool,
    /// Whether every group that was asked for by its key shows something.
    asked_show: bool,
}

impl<'q, 'a> Sheet<'q, 'a> {
    pub(super) fn new(frame: Frame<'q, 'a>, ids: &mut Ids<'_>, groups: Groups, also: &[Key]) -> Self {
        let mut scanned = scan(&frame);
        let rows = rows(&frame, ids);
        let subjects = if SUBJECTS.into_iter().any(|measure| frame.has(measure)) {
            Subjects::new(&frame, ids)
        } else {
            Subjects::default()
        };
        let nothing = (0_u32..).zip(&frame.buckets).map(|(bucket, _)| nothing(&frame, bucket)).collect();
        let mut sheet = Self {
            keys: std::mem::take(&mut scanned.keys),
            index: FxHashMap::default(),
            data: Vec::new(),
            absent: groups == Groups::Apart && frame.by.content,
            asked_show: also.iter().all(|key| hidden(&frame, key).is_none()),
            frame,
            rows,
            scanned,
            subjects,
            nothing,
        };
        sheet.find_groups(groups, also);
        let mut all = std::mem::take(&mut sheet.scanned.sums).into_iter();
        let columns = 0..sheet.frame.columns.len();
        sheet.data = columns.map(|column| sheet.fill(column, all.next().unwrap_or_default())).collect();
        sheet
    }

    fn find_groups(&mut self, groups: Groups, also: &[Key]) {
        let by = self.frame.by;
        let mut wanted: BTreeSet<Key> = self.rows.groups.keys().chain(also).copied().collect();
        // Rooms and videos are of no product or shop.
        let own = |measure: &Measure| !by.product && !by.shop && self.frame.has(*measure);
        for measure in SUBJECTS.into_iter().filter(own) {
            wanted.extend(self.subjects.of(measure).groups.keys().copied());
        }
        if groups == Groups::All {
            wanted.extend(plain(&self.frame));
        }
        if wanted.is_empty() {
            return;
        }
        let known: FxHashMap<Key, u32> = self.keys.iter().copied().zip(0_u32..).collect();
        self.keys.extend(wanted.into_iter().filter(|key| !known.contains_key(key)));
    }

    /// Why a group shows nothing of its own accord.
    pub(super) fn hidden(&self, key: &Key) -> Option<Reasons<HiddenReason>> {
        let own = if self.frame.by.person {
            hidden(&self.frame, key)
        } else {
            self.nothing.get(key.bucket as usize).cloned().flatten()
        };
        // VID-5
        if self.frame.by.content && self.frame.kept.is_barred((key.content_kind, key.content)) {
            return Some(own.into_iter().fold(Reasons::one(HiddenReason::NeverPublic), Reasons::and));
        }
        own
    }

    fn fill(&self, place: usize, mut sums: Vec<i128>) -> Data {
        let Some(column) = self.frame.columns.get(place) else { return Data::Plain(Vec::new()) };
        if self.is_plain(place, column) {
            sums.resize(self.keys.len(), 0);
            return Data::Plain(sums);
        }
        let broken = self.scanned.broken.iter().filter(|(_, broken, _)| *broken == place);
        let broken: BTreeSet<u32> = broken.map(|(group, ..)| *group).collect();
        let mut usual: FxHashMap<(u32, u8), Slot> = FxHashMap::default();
        let slots = (0_u32..).zip(&self.keys).map(|(group, key)| {
            let number = group as usize;
            if !self.is_usual(column, key) || broken.contains(&group) {
                return self.slot_of(place, column, number, &sums);
            }
            let of_none = || self.slot_of(place, column, number, &[]);
            let slot = usual.entry((key.bucket, key.part)).or_insert_with(of_none);
            match slot.value {
                Value::Known(_) => Slot {
                    value: Value::Known(sums.get(number).copied().unwrap_or(0)),
                    definitions: slot.definitions.clone(),
                },
                _ => slot.clone(),
            }
        });
        Data::Slots(slots.collect())
    }

    /// Whether a figure of a group is its sum of acts, or what all groups of its stretch and channel are.
    fn is_usual(&self, column: &Column, key: &Key) -> bool {
        let is_summed = match column.what {
            What::Measure(measure) => !matches!(measure, Measure::Orders | Measure::ProductsSold),
            What::Engaged(_) => false,
        };
        is_summed && !self.rows.groups.contains_key(key) && self.hidden(key).is_none()
    }

    /// Whether every figure of a column is known and comes of acts alone.
    fn is_plain(&self, place: usize, column: &Column) -> bool {
        if matches!(column.what, What::Measure(Measure::Orders | Measure::ProductsSold)) {
            return false;
        }
        let clean = !column.parts.is_empty()
            && self.frame.choices.iter().all(|choices| {
                column.parts.iter().all(|part| {
                    column.what.feed(choices, *part) == Some("interactions")
                        && matches!(column.what.untold(choices, *part).value, Value::Known(_))
                })
            });
        let takes = |key: &Key| part_of(key.part).is_some_and(|part| column.parts.contains(&part));
        let whole = self.nothing.iter().all(Option::is_none)
            && !(self.frame.by.content && self.frame.kept.has_barred())
            && (!self.frame.by.person || self.frame.has_no_rooms())
            && self.asked_show
            && !self.scanned.broken.iter().any(|(_, broken, _)| *broken == place)
            && (!self.frame.by.part || self.keys.iter().all(takes));
        clean && whole
    }

    fn slot_of(&self, place: usize, column: &Column, group: usize, sums: &[i128]) -> Slot {
        let absent = || Slot::undefined(UndefinedReason::Absent);
        let Some((key, choices)) =
            self.keys.get(group).and_then(|key| Some((key, self.frame.choices(key.bucket)?)))
        else {
            return absent();
        };
        let of_group = part_of(key.part).filter(|_| self.frame.by.part);
        let parts = column.parts.iter().copied().filter(|part| of_group.is_none_or(|own| own == *part));
        let (what, measure) = (column.what, column.what.measure());
        // Of a group that shows nothing no fact counts.
        if let Some(reasons) = self.hidden(key) {
            return Slot::hidden(reasons);
        }
        let cells = self.rows.groups.get(key);
        let sum = sums.get(group).copied();
        let mut whole: Option<Slot> = None;
        let mut from_acts = false;
        for part in parts {
            let slot = if what.feed(choices, part) == Some("interactions") {
                from_acts = true;
                what.untold(choices, part)
            } else {
                // Rows tell no users that engaged, whatever they tell of likes.
                let rows = cells.filter(|_| what == What::Measure(measure));
                match rows.and_then(|cells| cells.slots.get(&(part, measure))) {
                    Some(slot) => slot.clone(),
                    None if self.absent => absent(),
                    None => what.untold(choices, part),
                }
            };
            whole = Some(match whole {
                Some(whole) => whole.and(slot, measure),
                None => slot,
            });
        }
        // In a channel where it cannot come about nothing tells it.
        let Some(mut whole) = whole else { return absent() };
        if from_acts {
            whole = whole.and(Slot::known(sum.unwrap_or(0)), measure);
        }
        let number = u32::try_from(group).unwrap_or(NONE);
        let broken =
            self.scanned.broken.iter().filter(|(group, broken, _)| *group == number && *broken == place);
        for (_, _, reason) in broken {
            whole = whole.and(Slot::undefined(reason.clone()), measure);
        }
        let distinct = |number: usize| Slot::known(number as i128);
        match (measure, cells) {
            (Measure::Orders, Some(cells)) if matches!(whole.value, Value::Known(_)) => {
                let orders = cells.orders.iter().filter(|(part, _)| column.parts.contains(part));
                distinct(orders.flat_map(|(_, orders)| orders).collect::<BTreeSet<_>>().len())
            }
            (Measure::ProductsSold, Some(cells)) if matches!(whole.value, Value::Known(_)) => {
                let products = cells.products.iter().filter(|(part, _)| column.parts.contains(part));
                let products = products.flat_map(|(_, products)| products).collect::<BTreeSet<_>>();
                if products.is_empty() { whole } else { distinct(products.len()).and(whole, Measure::Buyers) }
            }
            _ => whole,
        }
    }

    /// A column of a group.
    pub(super) fn value(&self, column: usize, group: usize, measure: Measure) -> Value<i128> {
        match self.data.get(column) {
            Some(Data::Plain(sums)) => Value::Known(sums.get(group).copied().unwrap_or(0)),
            Some(Data::Slots(slots)) => slots
                .get(group)
                .map_or_else(|| Value::undefined(UndefinedReason::Absent), |slot| slot.value(measure)),
            None => Value::undefined(UndefinedReason::Absent),
        }
    }
    /// A column of a group that no fact tells.
    pub(super) fn untold(&self, column: usize, bucket: u32, measure: Measure) -> Value<i128> {
        let parts = self.frame.columns.get(column).map(|column| column.parts.clone()).unwrap_or_default();
        let slots =
            parts.into_iter().filter_map(|part| Some(self.frame.choices(bucket)?.untold(part, measure)));
        let whole = slots.reduce(|sum, slot| sum.and(slot, measure));
        whole.map_or_else(|| Value::undefined(UndefinedReason::Absent), |slot| slot.value(measure))
    }
    /// The sums of a column that is known for every group.
    pub(super) fn known(&self, column: usize) -> Option<&[i128]> {
        match self.data.get(column)? {
            Data::Plain(sums) => Some(sums),
            Data::Slots(_) => None,
        }
    }
    /// The definitions that went into a column of a group (SRC-11).
    pub(super) fn definitions(&self, column: usize, group: usize, measure: Measure) -> BTreeSet<Definition> {
        match self.data.get(column) {
            Some(Data::Slots(slots)) => {
                slots.get(group).map(|slot| slot.definitions(measure)).unwrap_or_default()
            }
            _ => BTreeSet::new(),
        }
    }
    /// Makes groups findable by key.
    pub(super) fn indexed(mut self) -> Self {
        self.index = self.keys.iter().copied().zip(0_u32..).collect();
        self
    }
    /// The group of a key.
    pub(super) fn find(&self, key: &Key) -> Option<usize> {
        self.index.get(key).map(|group| *group as usize)
    }
    /// The one creator whose facts a group holds.
    pub(super) fn owner(&self, group: usize) -> Option<u32> {
        let key = self.keys.get(group)?;
        if self.frame.by.person {
            return Some(key.person);
        }
        let acts = self.scanned.owners.get(group).copied();
        let rows = self.rows.groups.get(key).and_then(|cells| cells.owner);
        let owner = match (acts, rows) {
            (Some(a), Some(b)) if a != b => NONE,
            (a, b) => a.or(b)?,
        };
        (owner != NONE).then_some(owner)
    }
}

/// All groups there can be, where grouped by at most one thing, and not by what only facts tell.
pub(super) fn plain(frame: &Frame<'_, '_>) -> Vec<Key> {
    let by = frame.by;
    if !by.is_plain() || by.is_fine() {
        return Vec::new();
    }
    if by.person {
        let kept = |person: &u32| frame.view.people.id(*person).is_some_and(|id| frame.kept.person(id));
        let people = (0..frame.view.people.len()).filter(kept);
        let shown = people.filter(|person| frame.seen.any(*person, frame.window));
        shown.map(|person| Key { person, ..Key::WHOLE }).collect()
    } else if by.part {
        let parts = [ChannelPart::Live, ChannelPart::Video, ChannelPart::Card].into_iter();
        let shows = nothing(frame, 0).is_none();
        let kept = parts.filter(|part| shows && frame.kept.part(*part));
        kept.map(|part| Key { part: number_of(part), ..Key::WHOLE }).collect()
    } else {
        // One stretch where it is not grouped by time.
        (0_u32..).zip(&frame.buckets).map(|(bucket, _)| Key { bucket, ..Key::WHOLE }).collect()
    }
}

/// Why a group shows nothing of its own accord: neither its creator shows, or where it has a content, a room of it, nor
/// anybody where it has no creator.
pub(super) fn hidden(frame: &Frame<'_, '_>, key: &Key) -> Option<Reasons<HiddenReason>> {
    if !frame.by.person {
        return nothing(frame, key.bucket);
    }
    let (view, window) = (frame.view, frame.bucket(key.bucket));
    if frame.seen.any(key.person, window) || frame.by_room && frame.seen.any_room(key.person, window) {
        return None;
    }
    let rules = &view.store.workspace.rules;
    let reasons = view.people.hidden(rules, view.today, frame.module, key.person, window);
    Some(reasons.unwrap_or_else(|| Reasons::one(HiddenReason::NotAuthorized)))
}

/// Why a stretch shows nothing of anybody; none where some creator's day or room shows, or nobody is known.
pub(super) fn nothing(frame: &Frame<'_, '_>, bucket: u32) -> Option<Reasons<HiddenReason>> {
    let (view, window) = (frame.view, frame.bucket(bucket));
    let kept = |person: &u32| view.people.id(*person).is_some_and(|id: &CreatorId| frame.kept.person(id));
    let shows = |person| frame.seen.any(person, window) || frame.seen.any_room(person, window);
    if (0..view.people.len()).any(|person| shows(person) && kept(&person)) {
        return None;
    }
    let rules = &view.store.workspace.rules;
    let people = (0..view.people.len()).filter(kept);
    let reasons =
        people.filter_map(|person| view.people.hidden(rules, view.today, frame.module, person, window));
    let asked = frame.kept.people.iter().flatten().filter(|creator| view.people.find(creator).is_none());
    let strangers = asked.filter_map(|creator| stranger(frame, creator, window.start));
    reasons.chain(strangers).reduce(Reasons::and)
}
