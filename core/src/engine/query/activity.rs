//! Rows of activity, gathered by group.
use std::collections::{BTreeMap, BTreeSet};

use super::super::activity::{About, Detail, Row, Subject, level_of, subjects};
use super::super::figures::{ChannelPart, Slot};
use super::super::tiling::{Tiling, tile};
use super::feeds::{Taking, Whole};
use super::key::Key;
use crate::metric::Measure;
use crate::time::{Day, Window};
use crate::value::{CreatorId, UndefinedReason, Value};

/// How many spans a reason names at most.
const SPANS_NAMED: usize = 50;

/// Whose rows of one subject are, and where they count in a stretch.
struct Here<'s> {
    about: &'s About,
    whose: (&'s CreatorId, Option<u32>),
    part: ChannelPart,
    bucket: u32,
    group: Group,
}

/// In which group rows count.
#[derive(Clone, Copy)]
enum Group {
    /// It is asked for with the first row that shows.
    Unasked,
    /// In none: they are filtered out.
    None,
    Key(Key),
}

/// Which windows stand for all others of some days.
enum Chosen<'t> {
    /// Days and minutes: each stands for itself.
    All,
    These(&'t BTreeSet<(Day, Day)>),
    /// None: some windows reach beyond what is asked.
    None(UndefinedReason),
}

/// Whether a row is of a day within some, or of a minute.
fn is_day(row: &Row<'_>, start: Day, end: Day) -> bool {
    let (from, to) = row.days;
    from.next() == to && start <= from && to <= end
}

impl Taking<'_, '_, '_, '_, '_> {
    fn detail(&self) -> Detail {
        let (by, kept) = (self.frame.by, self.frame.kept);
        Detail {
            content: by.content || kept.contents.is_some(),
            product: by.product || kept.products.is_some(),
            shop: by.shop || kept.shops.is_some(),
        }
    }

    pub(super) fn activity(&mut self) {
        let (view, window) = (self.frame.view, self.frame.window);
        let Some(end) = window.end else { return };
        let detail = self.detail();
        let subjects = subjects(view, window.start, end, detail);
        self.out.unknown = self.out.unknown.saturating_add(subjects.unknown);
        // A list's windows are pieces for all its videos: one that it leaves out had nothing in its window. Rows of the
        // LIVE list belong to their room's day, whatever was asked; tables tell their own days (SRC-12).
        let asked = view.feeds.get("video_list").map(|feed| feed.asked.clone()).unwrap_or_default();
        let buckets = self.frame.buckets.clone();
        for (bucket, days) in (0_u32..).zip(buckets) {
            let (start, end) = (days.start, days.end.unwrap_or(days.start));
            let touches = |(from, to): &(Day, Day)| *from < end && start < *to;
            let asked: BTreeSet<(Day, Day)> = asked.iter().copied().filter(touches).collect();
            let mut tilings: BTreeMap<BTreeSet<(Day, Day)>, Tiling> = BTreeMap::new();
            for (subject, rows) in subjects.all() {
                let here = || rows.iter().filter(|row| touches(&row.days));
                if here().next().is_none() {
                    continue;
                }
                let about = subject.about;
                if !detail.fits(about) {
                    self.lack(about, here().count());
                    continue;
                }
                let is_list = about.feed == "video_list";
                let chosen = if !is_list && here().all(|row| is_day(row, start, end)) {
                    Chosen::All
                } else {
                    let mut windows: BTreeSet<(Day, Day)> = here().map(|row| row.days).collect();
                    if is_list {
                        windows.extend(&asked);
                    }
                    match tilings.entry(windows).or_insert_with_key(|windows| tile(windows, start, end)) {
                        Tiling::Whole(chosen) => Chosen::These(chosen),
                        Tiling::Cut(spans) => {
                            let spans = spans.iter().take(SPANS_NAMED);
                            let spans = spans.map(|(from, to)| (from.date(), to.date())).collect();
                            Chosen::None(UndefinedReason::SpanNotDivisible { spans })
                        }
                    }
                };
                let Some(owner) = subjects.owner(subject) else { continue };
                let (whose, part) = ((&owner.creator, owner.person), ChannelPart::of(about.channel));
                let mut place = Here { about, whose, part, bucket, group: Group::Unasked };
                if let Chosen::None(reason) = &chosen {
                    here().for_each(|row| self.row(&mut place, row, Some(reason)));
                    continue;
                }
                let has_minutes = here().any(|row| row.minute);
                let told_by_day = |row: &Row<'_>| {
                    has_minutes && row.minute && here().any(|other| !other.minute && other.days == row.days)
                };
                let told_by_whole = |subject: &Subject<'_>, row: &Row<'_>| {
                    let level = subjects.levels.get(&detail.level_key(subject, row.days));
                    about.feed == "activity" && level.is_some_and(|level| *level < level_of(about))
                };
                let is_chosen = |row: &Row<'_>| match &chosen {
                    Chosen::These(chosen) => chosen.contains(&row.days),
                    _ => true,
                };
                for row in here().filter(|row| is_chosen(row)) {
                    // A day's own row stands for its minutes, and a creator's own row for those of its parts.
                    if !told_by_day(row) && !told_by_whole(subject, row) {
                        self.row(&mut place, row, None);
                    }
                }
            }
        }
    }

    /// Counts rows that lack what is grouped by.
    fn lack(&mut self, about: &About, rows: usize) {
        let by = self.frame.by;
        let lacks = [
            by.content && about.content.is_none(),
            by.product && about.product.is_none(),
            by.shop && about.shop.is_none(),
        ];
        if let Some((count, _)) = self.out.lacking.iter_mut().zip(lacks).find(|(_, lacks)| *lacks) {
            *count = count.saturating_add(rows as u64);
        }
    }

    fn row(&mut self, here: &mut Here<'_>, told: &Row<'_>, broken: Option<&UndefinedReason>) {
        let (about, part, bucket, row) = (here.about, here.part, here.bucket, told.row());
        let affiliation = self.frame.kept.affiliation;
        if !self.keeps(here.whose.0, part)
            || (affiliation.is_some() && row.affiliation.is_some() && row.affiliation != affiliation)
        {
            return;
        }
        // Days of the row that lie outside the window are not asked, and a broken span is never added.
        let days = Window { start: told.days.0, end: Some(told.days.1) };
        let days = days.intersection(&self.frame.bucket(bucket)).unwrap_or(days);
        let Some((person, shown)) = self.shown(here.whose, about.content.as_ref(), days, bucket) else {
            return;
        };
        if matches!(here.group, Group::Unasked) {
            let (content, product) = (about.content.as_ref(), about.product.as_ref());
            let key = self.key(Whole { person, bucket, part, content, product, shop: about.shop.as_ref() });
            here.group = key.map_or(Group::None, Group::Key);
        }
        let Group::Key(group) = here.group else { return };
        let counted = self.telling(about.feed, part, bucket);
        let slot = |measure: &Measure| match (&shown, row.measure(*measure)) {
            (Err(reasons), _) => Slot::hidden(reasons.clone()),
            _ if told.conflict => Slot::undefined(UndefinedReason::Conflicting),
            _ if broken.is_some() => Slot::undefined(broken.cloned().unwrap_or(UndefinedReason::Absent)),
            _ if affiliation.is_some() && row.affiliation.is_none() => {
                Slot::undefined(UndefinedReason::Absent)
            }
            (Ok(()), Some(value)) => {
                Slot { value: Value::Known(value.into()), definitions: row.definition.into_iter().collect() }
            }
            (Ok(()), None) => Slot::undefined(UndefinedReason::Absent),
        };
        self.add_all(group, person, part, counted.iter().map(|measure| (*measure, slot(measure))));
    }
}
