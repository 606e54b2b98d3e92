//! What the feeds of all parts say of themselves: which of them counts is decided when the parts are together.
use std::collections::BTreeSet;

use super::super::super::feed::{FeedFacts, FeedMap, known_feed};
use crate::fact::Affiliation;
use crate::metric::Measure;
use crate::metric::state::code::{BytesError, Reader, Writer};
use crate::time::Day;

/// The feeds of both parts.
pub(super) fn merge(mut a: FeedMap, b: FeedMap) -> FeedMap {
    for (feed, facts) in b {
        let own = a.entry(feed).or_default();
        own.tells.extend(facts.tells);
        own.affiliations.extend(facts.affiliations);
        if let Some((start, end)) = facts.hull {
            own.reach(start, end);
        }
        own.windows.extend(facts.windows);
        own.asked.extend(facts.asked);
        own.latest = own.latest.max(facts.latest);
    }
    a
}

fn write_day(out: &mut Writer, day: Day) {
    out.text(&day.to_string());
}

fn read_day(bytes: &mut Reader<'_>) -> Result<Day, BytesError> {
    let text = bytes.text()?;
    Day::parse(text).map_err(|_| bytes.malformed("a day"))
}

fn write_windows(out: &mut Writer, windows: &BTreeSet<(Day, Day)>) {
    out.length(windows.len());
    for (start, end) in windows {
        write_day(out, *start);
        write_day(out, *end);
    }
}

fn read_windows(bytes: &mut Reader<'_>) -> Result<BTreeSet<(Day, Day)>, BytesError> {
    let length = bytes.length()?;
    (0..length).map(|_| Ok((read_day(bytes)?, read_day(bytes)?))).collect()
}

pub(super) fn write(feeds: &FeedMap, out: &mut Writer) {
    out.length(feeds.len());
    for (feed, facts) in feeds {
        out.text(feed);
        out.length(facts.tells.len());
        facts.tells.iter().for_each(|measure| out.text(measure.id()));
        out.length(facts.affiliations.len());
        facts.affiliations.iter().for_each(|affiliation| out.text(affiliation.as_str()));
        write_windows(out, &facts.hull.into_iter().collect());
        write_windows(out, &facts.windows);
        write_windows(out, &facts.asked);
        let latest = facts.latest.map(|day| (day, day));
        write_windows(out, &latest.into_iter().collect());
    }
}

pub(super) fn read(bytes: &mut Reader<'_>) -> Result<FeedMap, BytesError> {
    let mut feeds = FeedMap::new();
    for _ in 0..bytes.length()? {
        let feed = known_feed(bytes.text()?).ok_or_else(|| bytes.malformed("a feed"))?;
        let mut facts = FeedFacts::default();
        for _ in 0..bytes.length()? {
            let measure = Measure::of(bytes.text()?).ok_or_else(|| bytes.malformed("a measure"))?;
            facts.tells.insert(measure);
        }
        for _ in 0..bytes.length()? {
            let whose = Affiliation::of(bytes.text()?).ok_or_else(|| bytes.malformed("an affiliation"))?;
            facts.affiliations.insert(whose);
        }
        facts.hull = read_windows(bytes)?.into_iter().next();
        facts.windows = read_windows(bytes)?;
        facts.asked = read_windows(bytes)?;
        facts.latest = read_windows(bytes)?.into_iter().next().map(|(day, _)| day);
        feeds.insert(feed, facts);
    }
    Ok(feeds)
}
