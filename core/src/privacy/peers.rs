//! Which means over peers may be shown: none from which a single peer can be read (BEY-9).
//!
//! A mean over a group is one equation in the figures of its members. Whoever lays several means side by side adds and subtracts
//! equations; what that can never leave is decided in `docs/decisions/0027`.

use std::collections::{BTreeMap, BTreeSet};

use super::ledger::Ledger;
use super::topics::Topics;
use crate::metric::{Formula, Metric};
use crate::time::Day;
use crate::value::CreatorId;

/// What a mean is of: a metric over some days.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PeerTopic {
    /// The metric: by the name it is asked by where it is a sum, else by its formula, for one figure may go by two names.
    pub metric: String,
    /// The first day.
    pub start: Day,
    /// The day after the last.
    pub end: Day,
}

impl PeerTopic {
    /// A metric over some days, `end` not included.
    #[must_use]
    pub fn new(metric: &Metric, start: Day, end: Day) -> Self {
        let name = match metric.def.formula {
            Formula::Exact(_) => metric.name(),
            // A thousand of it is the same figure.
            Formula::Quotient { over, under, .. } => {
                Formula::Quotient { over, under, times: 1 }.text(metric.channel)
            }
            Formula::MeanOfRatios { .. } => metric.formula(),
        };
        Self { metric: name, start, end }
    }
}

/// A mean over some creators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeerGroup {
    /// Of what.
    pub topic: PeerTopic,
    /// Whose figures it is over.
    pub members: BTreeSet<CreatorId>,
    /// A digest of the mean: data that changed give another.
    pub digest: u128,
}

/// The groups of a topic that were shown, and the digest of what each was told.
pub(super) type Told = BTreeMap<BTreeSet<CreatorId>, u128>;

impl Ledger {
    /// Whether the mean over a group may be shown next to all that were: with `least` members or more, `least` of whom are in no other
    /// group of its topic, while every other keeps as many, and a topic that does not follow from others.
    #[must_use]
    pub fn admits_peers(&self, group: &PeerGroup, least: usize) -> bool {
        if group.members.len() < least {
            return false;
        }
        let Some(told) = self.peers.get(&group.topic) else {
            let topics = Topics::new(self.peers.keys());
            return topics.are_independent_of(&group.topic);
        };
        // The same once more tells nothing new; other data would tell what changed.
        if let Some(digest) = told.get(&group.members) {
            return *digest == group.digest;
        }
        let mut groups: BTreeMap<&CreatorId, usize> = BTreeMap::new();
        for creator in told.keys().flatten() {
            *groups.entry(creator).or_default() += 1;
        }
        let own = group.members.iter().filter(|creator| !groups.contains_key(creator)).count();
        let keeps = |other: &BTreeSet<CreatorId>| {
            let alone = || other.iter().filter(|creator| groups.get(creator) == Some(&1));
            let left = alone().filter(|creator| !group.members.contains(creator)).count();
            left >= least || left == alone().count()
        };
        own >= least && told.keys().all(keeps)
    }
    /// Remembers means that are shown. Before any of them is shown to anybody.
    pub fn record_peers(&mut self, groups: &[PeerGroup]) {
        for group in groups {
            let told = self.peers.entry(group.topic.clone()).or_default();
            told.entry(group.members.clone()).or_insert(group.digest);
        }
    }
    /// Takes the means that another ledger remembers.
    pub(super) fn merge_peers(&mut self, other: &Self) {
        for (topic, told) in &other.peers {
            let own = self.peers.entry(topic.clone()).or_default();
            for (members, digest) in told {
                // Of two digests one is kept, the same whichever ledger takes the other.
                let kept = own.entry(members.clone()).or_insert(*digest);
                *kept = (*kept).min(*digest);
            }
        }
    }
}
