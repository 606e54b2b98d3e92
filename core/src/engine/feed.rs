use std::collections::{BTreeMap, BTreeSet};

use super::figures::ChannelPart;
use crate::fact::{Affiliation, Batch};
use crate::metric::Measure;
use crate::time::{Day, Instant, Window, WindowSet};

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

impl Feeds {
    /// Declares a feed complete for some days.
    pub(super) fn complete(&mut self, feed: &str, observed_at: Instant, windows: &[Window<Day>]) {
        let feed = self.by_name.entry(feed.to_owned()).or_default();
        for window in windows.iter().filter(|window| !window.is_empty()) {
            if let Some(end) = window.end {
                feed.complete.insert((observed_at, window.start, end));
            }
        }
    }
    pub(super) fn cover(&mut self, batch: &Batch) {
        self.complete(&batch.feed, batch.observed_at, &batch.complete);
        let feed = self.by_name.entry(batch.feed.clone()).or_default();
        if let Some((start, end)) = batch.asked.and_then(|window| Some((window.start, window.end?))) {
            feed.asked.insert((batch.observed_at, start, end));
        }
        feed.latest.extend(batch.latest_available.map(|day| (batch.observed_at, day)));
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

fn reaches(feed: &str, part: ChannelPart) -> bool {
    match feed {
        "live_list" => part == ChannelPart::Live,
        "video_list" => part == ChannelPart::Video,
        _ => true,
    }
}

/// Chooses the feed for a measure in a channel, for all windows of an answer, the previous cycle included.
pub(super) fn choose(
    feeds: &FeedMap,
    measure: Measure,
    part: ChannelPart,
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
