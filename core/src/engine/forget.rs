//! A creator erased on request: what is left is what a store would hold that never saw it.
use std::collections::{BTreeMap, BTreeSet};

use super::alias::Aliases;
use super::store::{Store, Tables};
use super::versions::Versions;
use super::view::day_window;
use crate::fact::{ActivityRow, Content, CreatorRef, OrderRow, ProfileRow, RoomRow, SubjectRef, VideoRow};
use crate::time::{Calendar, Day, Window};
use crate::value::CreatorId;

/// What was erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ForgetReport {
    /// Events of the access log.
    pub events: u64,
    /// Rows of tables, each version of one counted.
    pub rows: u64,
    /// Acts of users, each version of one counted.
    pub interactions: u64,
}

/// Whose a row is, asked of one creator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    /// It names that creator, or may.
    Its,
    /// It names another.
    Anothers,
    /// It names nobody that is known: whose room or video it tells of decides.
    Nobody,
}

/// One creator, its names, and its rooms and videos.
struct Forgotten<'a> {
    creator: &'a CreatorId,
    aliases: Aliases,
    calendar: Calendar,
    contents: BTreeSet<Content>,
}

impl Forgotten<'_> {
    fn named(&self, name: Option<&CreatorRef>, days: Window<Day>) -> Named {
        let Some(name) = name else { return Named::Nobody };
        self.aliases.named(name, days, self.creator)
    }
    fn is_its(&self, name: Option<&CreatorRef>, days: Window<Day>, content: Option<&Content>) -> bool {
        match self.named(name, days) {
            Named::Its => true,
            Named::Anothers => false,
            Named::Nobody => content.is_some_and(|content| self.contents.contains(content)),
        }
    }
    fn room(&self, row: &RoomRow) -> bool {
        let day = day_window(self.calendar.day_of(row.started_at));
        self.is_its(row.creator.as_ref(), day, Some(&Content::Room(row.room.clone())))
    }
    fn video(&self, row: &VideoRow) -> bool {
        let day = row.named_on.unwrap_or_else(|| self.calendar.day_of(row.posted_at));
        self.is_its(row.creator.as_ref(), day_window(day), Some(&Content::Video(row.video.clone())))
    }
    fn activity(&self, row: &ActivityRow) -> bool {
        let days = row.bucket.days(|at| self.calendar.day_of(at));
        self.is_its(row.creator.as_ref(), days, row.key.content.as_ref())
    }
    fn profile(&self, row: &ProfileRow) -> bool {
        let of = &row.key.of;
        let days = Window { start: of.start, end: Some(of.end) };
        self.is_its(of.creator.as_ref(), days, of.content.as_ref())
    }
    /// On any of the days on which it counts.
    fn order(&self, row: &OrderRow) -> bool {
        let days = [Some(row.created_at), row.paid_at, row.refunded_at, row.settled_at];
        days.into_iter().flatten().any(|at| {
            let day = day_window(self.calendar.day_of(at));
            self.is_its(row.creator.as_ref(), day, row.content.as_ref())
        })
    }
    /// The rooms and videos that rows tell to be its own.
    fn find_contents(&mut self, tables: &Tables) {
        let mut contents: BTreeSet<Content> = BTreeSet::new();
        let rooms = tables.rooms.values().flat_map(Versions::all).filter(|(_, row)| self.room(row));
        contents.extend(rooms.map(|(_, row)| Content::Room(row.room.clone())));
        let videos = tables.videos.values().flat_map(Versions::all).filter(|(_, row)| self.video(row));
        contents.extend(videos.map(|(_, row)| Content::Video(row.video.clone())));
        let activity =
            tables.activity.rows().values().flat_map(Versions::all).filter(|(_, row)| self.activity(row));
        contents.extend(activity.filter_map(|(_, row)| row.key.content.clone()));
        let profiles = tables.profiles.values().flat_map(Versions::all).filter(|(_, row)| self.profile(row));
        contents.extend(profiles.filter_map(|(_, row)| row.key.of.content.clone()));
        let orders = tables.orders.values().flat_map(Versions::all).filter(|(_, row)| self.order(row));
        contents.extend(orders.filter_map(|(_, row)| row.content.clone()));
        let names = tables.interactions.names_by_day(|name, day| self.named(name, day_window(day)));
        contents.extend(tables.interactions.contents_of(&names));
        self.contents = contents;
    }
}

/// Drops every key of which some version is gone; answers how many versions.
fn drop_keys<K: Ord, R>(table: &mut BTreeMap<K, Versions<R>>, gone: impl Fn(&K, &R) -> bool) -> u64 {
    let mut rows = 0_u64;
    table.retain(|key, versions| {
        let all = versions.all();
        let keep = !all.iter().any(|(_, row)| gone(key, row));
        if !keep {
            rows = rows.saturating_add(all.len() as u64);
        }
        keep
    });
    rows
}

impl Store {
    /// Erases a creator: its events in the access log, its names, its rooms and videos, counters, activity, order
    /// lines and acts of users, with all their versions and with the ids that no other row uses. The store then is,
    /// to the byte of [`Store::save`], one that never loaded them. What feeds are declared complete for stays, and so
    /// do products, which are no creator's; keeping the creator from being loaded again is the caller's.
    ///
    /// A row is erased if it names the creator by its id, or by a name that the creator went by on any of the row's
    /// days, as known now — also where another creator went by that name as well, since the row would otherwise pass
    /// to that one. A row that names nobody known is erased if it tells of a room or video of the creator's. Where
    /// one version of a row is to go, all its versions go.
    pub fn forget(&mut self, creator: &CreatorId) -> ForgetReport {
        let calendar = self.workspace.rules.calendar;
        let aliases = Aliases::new(&self.tables, None);
        let mut gone = Forgotten { creator, aliases, calendar, contents: BTreeSet::new() };
        gone.find_contents(&self.tables);
        let names = self.tables.interactions.names_by_day(|name, day| gone.named(name, day_window(day)));
        let interactions = self.tables.interactions.forget(&names, &gone.contents, calendar);
        let Tables {
            creators,
            aliases,
            rooms,
            videos,
            unpublished,
            products: _,
            activity,
            orders,
            observations,
            interactions: _,
            profiles,
        } = &mut self.tables;
        let has = |content: Content| gone.contents.contains(&content);
        let rows = [
            drop_keys(creators, |key, _| key == creator),
            drop_keys(aliases, |_, row| row.creator == *creator),
            drop_keys(rooms, |room, row| gone.room(row) || has(Content::Room(room.clone()))),
            drop_keys(videos, |video, row| gone.video(row) || has(Content::Video(video.clone()))),
            drop_keys(activity.rows_mut(), |_, row| gone.activity(row)),
            drop_keys(orders, |_, row| gone.order(row)),
            drop_keys(profiles, |_, row| gone.profile(row)),
            drop_keys(observations, |_, row| match &row.subject {
                SubjectRef::Creator(subject) => subject == creator,
                SubjectRef::Room(room) => has(Content::Room(room.clone())),
                SubjectRef::Video(video) => has(Content::Video(video.clone())),
            }),
        ];
        unpublished.retain(|video| videos.contains_key(video));
        ForgetReport { events: self.log.forget(creator), rows: rows.into_iter().sum(), interactions }
    }
}
