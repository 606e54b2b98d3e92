//! Rooms started and videos posted, by group (PER-9: a room belongs to its start day).
use std::collections::{BTreeMap, BTreeSet};

use super::super::figures::{ChannelPart, SubjectsTold};
use super::super::interactions::NONE;
use super::super::versions::Current;
use super::super::view::View;
use super::frame::Frame;
use super::key::{Ids, Key, NO_PART, number_of};
use crate::fact::{Content, RoomRow, VideoRow};
use crate::metric::Measure;
use crate::time::{Calendar, Day, Instant, Window, WindowSet};
use crate::value::{CreatorId, RoomId, UndefinedReason, Value, VideoId};

/// Rooms or videos of a frame.
#[derive(Debug, Default)]
pub(super) struct Counted {
    pub(super) groups: BTreeMap<Key, i128>,
    /// Creators with at least one, by stretch of time.
    pub(super) people: BTreeSet<(u32, u32)>,
    /// Where the tables tell of any, by stretch of time.
    told: Vec<SubjectsTold>,
}

/// The rooms and the videos of a frame.
#[derive(Debug, Default)]
pub(super) struct Subjects {
    rooms: Counted,
    videos: Counted,
}

/// A room or video as last described.
enum One<'t> {
    Room(&'t RoomId, Current<'t, RoomRow>),
    Video(&'t VideoId, Current<'t, VideoRow>),
}

impl One<'_> {
    fn at(&self) -> Instant {
        match self {
            Self::Room(_, current) => current.row().started_at,
            Self::Video(_, current) => current.row().posted_at,
        }
    }
    fn content(&self) -> Content {
        match self {
            Self::Room(room, _) => Content::Room((*room).clone()),
            Self::Video(video, _) => Content::Video((*video).clone()),
        }
    }
    /// Whose it is, where that is somebody who is known.
    fn owner(&self, view: &View<'_>) -> Option<(CreatorId, u32)> {
        let owner = match self {
            Self::Room(_, current) => view.room_owner(current),
            Self::Video(_, current) => view.video_owner(current),
        }?;
        let person = view.people.find(&owner)?;
        Some((owner, person))
    }
}

impl Subjects {
    pub(super) fn new(frame: &Frame<'_, '_>, ids: &mut Ids<'_>) -> Self {
        let (tables, known_at) = (&frame.view.store.tables, frame.view.clocks.known_at);
        let rooms = tables.rooms.iter();
        let rooms = rooms.filter_map(|(room, all)| Some(One::Room(room, all.current(known_at)?)));
        let videos = tables.videos.iter();
        let videos = videos.filter_map(|(video, all)| Some(One::Video(video, all.current(known_at)?)));
        let mut subjects = Self::default();
        if frame.has(Measure::Livestreams) {
            subjects.rooms = counted(frame, ids, ChannelPart::Live, rooms);
        }
        if frame.has(Measure::Videos) {
            subjects.videos = counted(frame, ids, ChannelPart::Video, videos);
        }
        subjects
    }
    pub(super) fn of(&self, measure: Measure) -> &Counted {
        if measure == Measure::Livestreams { &self.rooms } else { &self.videos }
    }
}

/// The first and the last moment of what may be seen: how far a table without a declaration reaches. That is its own, whatever
/// a filter keeps of it.
#[derive(Default)]
struct Reach(Option<(Instant, Instant)>);

impl Reach {
    fn take(&mut self, one: &One<'_>, view: &View<'_>) {
        let at = one.at();
        // Of the many between the ends it need not be found out whose they are.
        if self.0.is_none_or(|(first, last)| at < first || last < at)
            && let Some((_, person)) = one.owner(view)
            && view.open.shows(person, Some(&one.content()))
        {
            self.0 = Some(self.0.map_or((at, at), |(first, last)| (first.min(at), last.max(at))));
        }
    }
    fn days(&self, calendar: Calendar) -> Option<Window<Day>> {
        let (first, last) = self.0?;
        Some(Window { start: calendar.day_of(first), end: Some(calendar.day_of(last).next()) })
    }
}

fn counted<'t>(
    frame: &Frame<'_, '_>,
    ids: &mut Ids<'_>,
    part: ChannelPart,
    all: impl Iterator<Item = One<'t>>,
) -> Counted {
    let (view, by) = (frame.view, frame.by);
    let table = if part == ChannelPart::Live { "rooms" } else { "videos" };
    // The days it covers: those declared, or where none is, all from its first row to its last.
    let declared: WindowSet<Day> = view.store.feeds.declared(table, view.clocks.known_at);
    let calendar = view.store.workspace.rules.calendar;
    let window = frame.window;
    let (from, until) = (calendar.start_of(window.start), window.end.map(|end| calendar.start_of(end)));
    let mut counted = Counted::default();
    let mut reach = Reach::default();
    for one in all {
        if declared.is_empty() {
            reach.take(&one, view);
        }
        let at = one.at();
        if at < from || until.is_some_and(|until| until <= at) {
            continue;
        }
        let Some((owner, person)) = one.owner(view) else { continue };
        let (content, day) = (one.content(), calendar.day_of(at));
        let shows = frame.kept.person(&owner) && frame.shows(person, Some(&content), day);
        let Some(bucket) = frame.bucket_of(day).and_then(|place| u32::try_from(place).ok()) else {
            continue;
        };
        let content = ids.content(&content);
        // One that was never public is no video posted, but a row of its own that says why it shows nothing (VID-5).
        let barred = frame.kept.is_barred(content);
        if !shows || !frame.kept.part(part) || !frame.kept.names(content) || barred && !by.content {
            continue;
        }
        let key = Key {
            bucket,
            person: if by.person { person } else { NONE },
            part: if by.part { number_of(part) } else { NO_PART },
            content_kind: if by.content { content.0 } else { 0 },
            content: if by.content { content.1 } else { NONE },
            ..Key::WHOLE
        };
        *counted.groups.entry(key).or_default() += i128::from(!barred);
        if barred {
            continue;
        }
        if frame.seen.person(person, day) {
            counted.people.insert((bucket, person));
        }
    }
    let covered = if declared.is_empty() { reach.days(calendar).into_iter().collect() } else { declared };
    let told = |bucket: &Window<Day>| {
        let here: WindowSet<Day> = [*bucket].into_iter().collect();
        if covered.is_empty() {
            SubjectsTold::Nowhere
        } else if covered.intersection(&here).is_empty() {
            SubjectsTold::Elsewhere
        } else {
            SubjectsTold::Here
        }
    };
    counted.told = frame.buckets.iter().map(told).collect();
    counted
}

impl Counted {
    /// A number of rooms or videos; undefined where no source tells of them, or none covers the days.
    pub(super) fn value(
        &self,
        frame: &Frame<'_, '_>,
        measure: Measure,
        bucket: u32,
        number: i128,
    ) -> Value<i128> {
        let part = if measure == Measure::Livestreams { ChannelPart::Live } else { ChannelPart::Video };
        let choices = frame.choices(bucket);
        let covered = choices.and_then(|choices| {
            choices.feed(part, measure).map(|_| choices.untold(part, measure).value(measure))
        });
        match (covered, self.told.get(bucket as usize).copied().unwrap_or_default()) {
            (Some(Value::Known(_)), _) | (_, SubjectsTold::Here) => Value::Known(number),
            (Some(why), _) if number == 0 => why,
            (None, SubjectsTold::Elsewhere) => Value::undefined(UndefinedReason::NotLoaded),
            _ if number > 0 => Value::Known(number),
            _ => Value::undefined(UndefinedReason::Absent),
        }
    }
}
