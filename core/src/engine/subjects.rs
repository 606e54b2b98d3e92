//! Rows of activity by what they are about, whatever way the source names the creator.
use std::collections::{BTreeMap, BTreeSet};

use super::feed::known_feed;
use super::view::View;
use crate::fact::{ActivityKey, ActivityRow, Affiliation, Bucket, Channel, Content, Definition};
use crate::time::{Day, Instant};
use crate::value::{CreatorId, ProductId, ShopId};

/// A row of activity with its bucket's days.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) days: (Day, Day),
    pub(super) minute: bool,
    pub(super) conflict: bool,
    pub(super) observed_at: Instant,
    pub(super) row: &'a ActivityRow,
}

/// What rows of activity are about.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SubjectKey {
    pub(super) creator: CreatorId,
    pub(super) key: ActivityKey,
}

/// What tells rows of one subject apart: time, whose shop, which definition.
pub(super) type Place = (Bucket, Option<Affiliation>, Option<Definition>);
pub(super) type Subjects<'a> = BTreeMap<SubjectKey, BTreeMap<Place, Told<'a>>>;

/// What a question needs told apart; rows that do not tell it are no part of its answer.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Detail {
    pub(super) content: bool,
    pub(super) product: bool,
    pub(super) shop: bool,
}

/// A creator's channel over some days, and of what content, product and shop, where those are told apart.
pub(super) type LevelKey =
    (CreatorId, Option<Channel>, (Day, Day), Option<Content>, Option<ProductId>, Option<ShopId>);

impl Detail {
    /// Whether a row tells all that is to be told apart.
    pub(super) fn fits(self, key: &ActivityKey) -> bool {
        (!self.content || key.content.is_some())
            && (!self.product || key.product.is_some())
            && (!self.shop || key.shop.is_some())
    }
    /// What a row is a part of.
    pub(super) fn level_key(self, subject: &SubjectKey, days: (Day, Day)) -> LevelKey {
        let key = &subject.key;
        (
            subject.creator.clone(),
            key.channel,
            days,
            key.content.clone().filter(|_| self.content),
            key.product.clone().filter(|_| self.product),
            key.shop.clone().filter(|_| self.shop),
        )
    }
}

/// The coarsest level at which a table tells a creator's channel over some days.
pub(super) type Levels = BTreeMap<LevelKey, u8>;

/// Buckets told both as a whole and by shop, or both with and without a definition.
fn mixed_buckets<'a>(places: impl Iterator<Item = &'a Place>) -> BTreeSet<Bucket> {
    let mut told: BTreeMap<Bucket, [bool; 4]> = BTreeMap::new();
    for (bucket, affiliation, definition) in places {
        let [whole, by_shop, plain, defined] = told.entry(*bucket).or_default();
        *if affiliation.is_none() { whole } else { by_shop } = true;
        *if definition.is_none() { plain } else { defined } = true;
    }
    let mixed = told
        .into_iter()
        .filter(|(_, [whole, by_shop, plain, defined])| (*whole && *by_shop) || (*plain && *defined));
    mixed.map(|(bucket, _)| bucket).collect()
}

/// 0 for a creator's own row; higher for rows of its contents and products, which are parts of it.
pub(super) fn level_of(key: &ActivityKey) -> u8 {
    u8::from(key.content.is_some()) + 2 * u8::from(key.product.is_some())
}

/// The rows of activity that touch the window, by what they are about. However a source names the creator, it is
/// one subject; whose shop sold it and what GMV means are parts of it.
pub(super) fn subjects<'a>(
    view: &View<'a>,
    start: Day,
    end: Day,
    detail: Detail,
) -> (Subjects<'a>, Levels, u64) {
    let mut unknown = 0_u64;
    let calendar = view.store.workspace.rules.calendar;
    let (mut subjects, mut levels) = (Subjects::new(), Levels::new());
    for (key, versions) in &view.store.tables.activity {
        let Some(current) = versions.current(view.clocks.known_at) else { continue };
        let row = current.row();
        let window = row.bucket.days(|at| calendar.day_of(at));
        let days = (window.start, window.end.unwrap_or(window.start));
        if known_feed(&key.feed).is_none() || days.0 >= end || days.1 <= start {
            continue;
        }
        let creator = view.aliases.whose(row.creator.as_ref(), window);
        let Some(creator) = creator else {
            unknown = unknown.saturating_add(1);
            continue;
        };
        let minute = matches!(row.bucket, Bucket::Minute(_));
        let told =
            Told { days, minute, conflict: current.is_conflict(), observed_at: current.observed_at(), row };
        let whole =
            ActivityKey { bucket: None, creator: None, affiliation: None, definition: None, ..key.clone() };
        let subject = SubjectKey { creator, key: whole };
        if key.feed == "activity" && detail.fits(key) {
            let level = levels.entry(detail.level_key(&subject, days)).or_insert(u8::MAX);
            *level = (*level).min(level_of(key));
        }
        let rows = subjects.entry(subject).or_default();
        // A creator named in two ways is one row told twice: the later look counts, equal ones must agree.
        let place = (row.bucket, row.affiliation, key.definition);
        let told = match rows.remove(&place) {
            Some(known) if known.observed_at > told.observed_at => known,
            Some(known) if known.observed_at == told.observed_at => {
                let conflict = known.conflict || told.conflict || known.row.measures != told.row.measures;
                Told { conflict, ..told }
            }
            _ => told,
        };
        rows.insert(place, told);
    }
    for rows in subjects.values_mut() {
        // A figure of all shops beside one of some, or of no definition beside a defined one, cannot be added.
        let mixed = mixed_buckets(rows.keys());
        for ((bucket, ..), told) in rows.iter_mut() {
            told.conflict |= mixed.contains(bucket);
        }
    }
    (subjects, levels, unknown)
}
