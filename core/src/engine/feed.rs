use std::collections::{BTreeMap, BTreeSet};

use super::figures::ChannelPart;
use super::save::Field;
use crate::fact::{Affiliation, Batch};
use crate::metric::Measure;
use crate::time::{Day, Instant, Window, WindowSet};
use crate::value::{BytesError, Reader, Writer};

/// What the feeds of a store say of themselves, by the moment they said it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Feeds {
    by_name: BTreeMap<String, Feed>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Feed {
    /// Windows it is declared complete for.
    complete: BTreeSet<(Instant, Day, Day)>,
    /// Windows that a list document was asked for (SRC-12).
    asked: BTreeSet<(Instant, Day, Day)>,
    /// Its own watermark: the last day it has (SRC-6).
    latest: BTreeSet<(Instant, Day)>,
}

impl Field for Feeds {
    fn put(&self, out: &mut Writer) {
        out.length(self.by_name.len());
        for (name, Feed { complete, asked, latest }) in &self.by_name {
            name.put(out);
            complete.put(out);
            asked.put(out);
            latest.put(out);
        }
    }
    fn get(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        let mut feeds = Self::default();
        for _ in 0..bytes.length()? {
            let name = String::get(bytes)?;
            let feed =
                Feed { complete: Field::get(bytes)?, asked: Field::get(bytes)?, latest: Field::get(bytes)? };
            let behind = feeds.by_name.last_key_value().is_none_or(|(last, _)| *last < name);
            let whole = feed.complete.iter().all(|(_, start, end)| start < end);
            if !behind || !whole || feed == Feed::default() {
                return Err(bytes.malformed("feeds in ascending order, each with windows or days"));
            }
            feeds.by_name.insert(name, feed);
        }
        Ok(feeds)
    }
}

impl Feeds {
    /// Declares a feed complete for some days.
    pub(super) fn complete(&mut self, feed: &str, observed_at: Instant, windows: &[Window<Day>]) {
        let windows = windows.iter().filter(|window| !window.is_empty());
        let windows = windows.filter_map(|window| Some((observed_at, window.start, window.end?)));
        self.feed(feed, |feed| feed.complete.extend(windows));
    }
    pub(super) fn cover(&mut self, batch: &Batch) {
        self.complete(&batch.feed, batch.observed_at, &batch.complete);
        let asked = batch.asked.and_then(|window| Some((batch.observed_at, window.start, window.end?)));
        let latest = batch.latest_available.map(|day| (batch.observed_at, day));
        self.feed(&batch.feed, |feed| {
            feed.asked.extend(asked);
            feed.latest.extend(latest);
        });
    }
    /// Changes a feed; one that says nothing is not kept.
    fn feed(&mut self, name: &str, change: impl FnOnce(&mut Feed)) {
        let mut feed = self.by_name.remove(name).unwrap_or_default();
        change(&mut feed);
        if feed != Feed::default() {
            self.by_name.insert(name.to_owned(), feed);
        }
    }
    /// Takes what the feeds of another store say.
    pub(super) fn merge(&mut self, other: Self) {
        for (name, Feed { complete, asked, latest }) in other.by_name {
            self.feed(&name, |feed| {
                feed.complete.extend(complete);
                feed.asked.extend(asked);
                feed.latest.extend(latest);
            });
        }
    }
    /// The windows a feed is declared complete for, as known at a moment.
    pub(super) fn windows(&self, feed: &str, known_at: Option<Instant>) -> BTreeSet<(Day, Day)> {
        let known = |at: &Instant| known_at.is_none_or(|known_at| *at <= known_at);
        let complete = self.by_name.get(feed).map(|feed| &feed.complete);
        complete
            .into_iter()
            .flatten()
            .filter(|(at, ..)| known(at))
            .map(|(_, start, end)| (*start, *end))
            .collect()
    }
    /// The days a feed is declared complete for, as known at a moment.
    pub(super) fn declared(&self, feed: &str, known_at: Option<Instant>) -> WindowSet<Day> {
        let windows = self.windows(feed, known_at).into_iter();
        windows.map(|(start, end)| Window { start, end: Some(end) }).collect()
    }
    /// The windows a list document was asked for, as known at a moment.
    pub(super) fn asked(&self, feed: &str, known_at: Option<Instant>) -> BTreeSet<(Day, Day)> {
        let known = |at: &Instant| known_at.is_none_or(|known_at| *at <= known_at);
        let asked = self.by_name.get(feed).map(|feed| &feed.asked);
        asked
            .into_iter()
            .flatten()
            .filter(|(at, ..)| known(at))
            .map(|(_, start, end)| (*start, *end))
            .collect()
    }
    /// The last day a feed has, as known at a moment.
    pub(super) fn latest(&self, feed: &str, known_at: Option<Instant>) -> Option<Day> {
        let known = |at: &Instant| known_at.is_none_or(|known_at| *at <= known_at);
        self.by_name.get(feed)?.latest.iter().filter(|(at, _)| known(at)).map(|(_, day)| *day).max()
    }
}

/// The feeds that an answer may draw on, in policy order: orders, interactions, activity.
const ORDER: &[&str] = &["orders", "interactions", "activity", "live_list", "video_list"];

/// Which feed counts for a measure in a channel (one source per measure per answer).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FeedChoice {
    /// This one.
    Feed(&'static str),
    /// None tells it.
    Absent,
    /// Several tell it and none is complete for every day asked.
    Mixed(Vec<String>),
}

/// What one feed holds, as a view sees it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct FeedFacts {
    /// The measures it tells.
    pub(super) tells: BTreeSet<Measure>,
    /// Whose shops it tells of: a list of affiliate orders says nothing of in-house ones (SRC-2).
    pub(super) affiliations: BTreeSet<Affiliation>,
    /// Days that its rows lie on: the first, and the one after the last.
    pub(super) hull: Option<(Day, Day)>,
    /// Windows it is declared complete for.
    pub(super) windows: BTreeSet<(Day, Day)>,
    /// Windows its list documents were asked for.
    pub(super) asked: BTreeSet<(Day, Day)>,
    /// Its own watermark.
    pub(super) latest: Option<Day>,
}

impl FeedFacts {
    pub(super) fn reach(&mut self, start: Day, end: Day) {
        self.hull = Some(self.hull.map_or((start, end), |(from, to)| (from.min(start), to.max(end))));
    }
    /// The days it is declared complete for.
    pub(super) fn declared(&self) -> WindowSet<Day> {
        self.windows.iter().map(|(start, end)| Window { start: *start, end: Some(*end) }).collect()
    }
    /// The days it covers: those declared, or where none is, all from its first row to its last.
    pub(super) fn covers(&self) -> WindowSet<Day> {
        let declared = self.declared();
        // A list that was asked for and is not whole yet covers nothing by what rows happen to be there.
        if !declared.is_empty() || !self.asked.is_empty() {
            return declared;
        }
        self.hull.iter().map(|(start, end)| Window { start: *start, end: Some(*end) }).collect()
    }
    /// The first day beyond its watermark: its figures are partial from there on (SRC-6, PER-7).
    pub(super) fn partial_from(&self) -> Option<Day> {
        self.latest.map(Day::next).or_else(|| self.covers().windows().last().and_then(|window| window.end))
    }
}

/// All feeds of a view.
pub(super) type FeedMap = BTreeMap<&'static str, FeedFacts>;

/// The feed's name among those an answer may draw on.
pub(super) fn known_feed(name: &str) -> Option<&'static str> {
    ORDER.iter().copied().find(|feed| *feed == name)
}

/// Whether a feed can tell of a channel, and where that is wanted, of products in it: rows of lists name none.
fn reaches(feed: &str, (part, of_products): (ChannelPart, bool)) -> bool {
    match feed {
        "live_list" => part == ChannelPart::Live && !of_products,
        "video_list" => part == ChannelPart::Video && !of_products,
        _ => true,
    }
}

/// Chooses the feed for a measure in a channel, for all windows of an answer, the previous cycle included.
pub(super) fn choose(
    feeds: &FeedMap,
    measure: Measure,
    part: (ChannelPart, bool),
    windows: &[Window<Day>],
) -> FeedChoice {
    let telling: Vec<&'static str> = ORDER
        .iter()
        .copied()
        .filter(|feed| {
            reaches(feed, part) && feeds.get(feed).is_some_and(|facts| facts.tells.contains(&measure))
        })
        .collect();
    match telling.as_slice() {
        [] => FeedChoice::Absent,
        [only] => FeedChoice::Feed(only),
        several => {
            let complete = |feed: &&&'static str| {
                let declared = feeds.get(**feed).map(FeedFacts::declared).unwrap_or_default();
                windows.iter().all(|window| declared.covers(window))
            };
            match several.iter().find(complete) {
                Some(feed) => FeedChoice::Feed(feed),
                None => FeedChoice::Mixed(several.iter().map(|feed| (*feed).to_owned()).collect()),
            }
        }
    }
}

/// How an answer used a feed (BEY-5, PER-7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedUse {
    /// The feed.
    pub feed: &'static str,
    /// The first day beyond its watermark; figures are partial from there on.
    pub partial_from: Option<Day>,
    /// Days asked that it does not cover.
    pub missing: WindowSet<Day>,
}
