use std::collections::BTreeMap;

use super::feed::{FeedChoice, FeedFacts, FeedMap, choose};
use super::figures::{ChannelPart, Slot};
use crate::fact::Affiliation;
use crate::metric::Measure;
use crate::time::{Day, Window, WindowSet};
use crate::value::UndefinedReason;

/// Which feed counts for each measure and channel, and what a figure is that no row tells.
#[derive(Debug, Clone, Default)]
pub(super) struct Choices {
    feeds: BTreeMap<(ChannelPart, Measure), FeedChoice>,
    untold: BTreeMap<(ChannelPart, Measure), Slot>,
    /// What users that engaged are where no act tells of any; none where acts tell of no engagement.
    engaged: Option<Slot>,
}

/// The feed of acts of users.
const ACTS: &str = "interactions";

/// What is an engagement.
const ENGAGEMENTS: [Measure; 3] = [Measure::Likes, Measure::Comments, Measure::Shares];

/// What a figure is that no row of the feed tells: 0 where it covers a day, else why not.
fn untold(facts: Option<&FeedFacts>, whole: &WindowSet<Day>, affiliation: Option<Affiliation>) -> Slot {
    let covered = facts.map(FeedFacts::covers).unwrap_or_default();
    let told = affiliation
        .is_none_or(|affiliation| facts.is_some_and(|facts| facts.affiliations.contains(&affiliation)));
    if covered.intersection(whole).is_empty() {
        Slot::undefined(UndefinedReason::NotLoaded)
    } else if !told {
        Slot::undefined(UndefinedReason::Absent)
    } else {
        Slot::known(0)
    }
}

/// What is wanted of a feed beside a measure.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanting {
    /// By or of products or shops: a list of LIVEs or videos tells of none.
    pub(super) of_products: bool,
    /// Of this affiliation alone.
    pub(super) affiliation: Option<Affiliation>,
}

impl Choices {
    /// Chooses for a window of an answer; `windows` are all windows of it, so that one feed counts for all.
    pub(super) fn new(
        feeds: &FeedMap,
        measures: impl IntoIterator<Item = Measure>,
        window: Window<Day>,
        windows: &[Window<Day>],
        Wanting { of_products, affiliation }: Wanting,
    ) -> Self {
        let whole: WindowSet<Day> = [window].into_iter().collect();
        // Acts alone tell who engaged: whatever tells how often, they count without a declaration.
        let acts = feeds.get(ACTS).filter(|facts| ENGAGEMENTS.iter().any(|one| facts.tells.contains(one)));
        let engaged = acts.map(|facts| untold(Some(facts), &whole, affiliation));
        let mut choices = Self { engaged, ..Self::default() };
        for measure in measures {
            for part in ChannelPart::ALL.into_iter().filter(|part| part.takes(measure)) {
                let choice = choose(feeds, measure, (part, of_products), windows);
                let untold = match &choice {
                    FeedChoice::Absent => Slot::undefined(UndefinedReason::Absent),
                    FeedChoice::Mixed(feeds) => {
                        Slot::undefined(UndefinedReason::MixedSources { feeds: feeds.clone() })
                    }
                    FeedChoice::Feed(feed) => untold(feeds.get(feed), &whole, affiliation),
                };
                choices.untold.insert((part, measure), untold);
                choices.feeds.insert((part, measure), choice);
            }
        }
        choices
    }
    /// What a measure is where no row tells it: 0 where its feed covers the days, else why not.
    pub(super) fn untold(&self, part: ChannelPart, measure: Measure) -> Slot {
        let known = self.untold.get(&(part, measure)).cloned();
        known.unwrap_or_else(|| Slot::undefined(UndefinedReason::Absent))
    }
    /// What users that engaged are where no act tells of any; none where acts tell of no engagement at all.
    pub(super) fn engaged(&self) -> Option<&Slot> {
        self.engaged.as_ref()
    }
    /// Whether any feed can tell a measure in a part.
    pub(super) fn is_told(&self, part: ChannelPart, measure: Measure) -> bool {
        !matches!(self.feeds.get(&(part, measure)), None | Some(FeedChoice::Absent))
    }
    /// How the feed of a measure in a part was chosen.
    pub(super) fn choice(&self, part: ChannelPart, measure: Measure) -> Option<&FeedChoice> {
        self.feeds.get(&(part, measure))
    }
    /// The feed that counts for a measure in a part.
    pub(super) fn feed(&self, part: ChannelPart, measure: Measure) -> Option<&'static str> {
        match self.feeds.get(&(part, measure)) {
            Some(FeedChoice::Feed(feed)) => Some(feed),
            _ => None,
        }
    }
}
