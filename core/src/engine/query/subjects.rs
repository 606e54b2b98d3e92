//! Rooms started and videos posted, by group (PER-9: a room belongs to its start day).
use std::collections::{BTreeMap, BTreeSet};

use super::super::figures::{ChannelPart, SubjectsTold};
use super::super::interactions::NONE;
use super::super::open::Open;
use super::frame::Frame;
use super::key::{Ids, Key, NO_PART, number_of};
use crate::fact::Content;
use crate::metric::Measure;
use crate::time::{Day, Window, WindowSet};
use crate::value::{CreatorId, UndefinedReason, Value};

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

/// A room or video with its owner and day.
struct One {
    owner: Option<CreatorId>,
    day: Day,
    content: Content,
}

impl Subjects {
    pub(super) fn new(frame: &Frame<'_, '_>, ids: &mut Ids<'_>) -> Self {
        let view = frame.view;
        let (tables, calendar) = (&view.store.tables, view.store.workspace.rules.calendar);
        let rooms = tables.rooms.iter().filter_map(|(room, versions)| {
            let current = versions.current(view.clocks.known_at)?;
            let day = calendar.day_of(current.row().started_at);
            Some(One { owner: view.room_owner(&current), day, content: Content::Room(room.clone()) })
        });
        let videos = tables.videos.iter().filter_map(|(video, versions)| {
            let current = versions.current(view.clocks.known_at)?;
            let day = calendar.day_of(current.row().posted_at);
            Some(One { owner: view.video_owner(&current), day, content: Content::Video(video.clone()) })
        });
        let open = Open::new(&view.store.workspace.rules, view.today, &view.people);
        Self {
            rooms: counted(frame, ids, &open, ChannelPart::Live, &rooms.collect::<Vec<_>>()),
            videos: counted(frame, ids, &open, ChannelPart::Video, &videos.collect::<Vec<_>>()),
        }
    }
    pub(super) fn of(&self, measure: Measure) -> &Counted {
        if measure == Measure::Livestreams { &self.rooms } else { &self.videos }
    }
}

fn counted(frame: &Frame<'_, '_>, ids: &mut Ids<'_>, open: &Open, part: ChannelPart, all: &[One]) -> Counted {
    let table = if part == ChannelPart::Live { "rooms" } else { "videos" };
    let mut counted = Counted::default();
    let by = frame.by;
    let mut hull: Option<(Day, Day)> = None;
    for one in all {
        let Some(owner) = one.owner.as_ref() else { continue };
        let Some(person) = frame.view.people.find(owner) else { continue };
        // How far a table reaches is its own, whatever a filter keeps of it.
        if open.shows(person, Some(&one.content)) {
            let (from, to) = hull.unwrap_or((one.day, one.day.next()));
            hull = Some((from.min(one.day), to.max(one.day.next())));
        }
        let shows = frame.kept.person(owner) && frame.shows(person, Some(&one.content), one.day);
        let Some(bucket) = frame.bucket_of(one.day).and_then(|place| u32::try_from(place).ok()) else {
            continue;
        };
        let content = ids.content(&one.content);
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
        if frame.seen.person(person, one.day) {
            counted.people.insert((bucket, person));
        }
    }
    // The days it covers: those declared, or where none is, all from its first row to its last.
    let declared: WindowSet<Day> = frame.view.store.feeds.declared(table, frame.view.clocks.known_at);
    let own = hull.map(|(start, end)| Window { start, end: Some(end) });
    let covered = if declared.is_empty() { own.into_iter().collect() } else { declared };
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
