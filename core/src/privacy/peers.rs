//! Which means over peers may be shown: none from which a single peer can be read (BEY-9).
//!
//! A mean over a group is one equation in the figures of its members. Whoever lays several means side by side adds and subtracts
//! equations; what that can never leave is decided in `docs/decisions/0027`.

use std::collections::{BTreeMap, BTreeSet};

use super::ledger::Ledger;
use super::topics::are_near;
use crate::time::Day;
use crate::value::CreatorId;

/// What a mean is of: a metric over some days.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PeerTopic {
    /// The metric, by the name it is asked by.
    pub metric: String,
    /// The first day.
    pub start: Day,
    /// The day after the last.
    pub end: Day,
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

/// A shown mean that with others lets single peers be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeanConflict {
    /// What the mean of the ledger that comes in is of.
    pub topic: PeerTopic,
    /// Whose figures it is over.
    pub members: BTreeSet<CreatorId>,
    /// With which other means: of what, and over whom.
    pub with: Vec<(PeerTopic, BTreeSet<CreatorId>)>,
}

/// The groups of a topic that were shown, and the digest of what each was told.
pub(super) type Told = BTreeMap<BTreeSet<CreatorId>, u128>;

impl Ledger {
    /// Whether the mean over a group may be shown next to all that were.
    ///
    /// It has `least` members or more, and none of them is in another shown group whose figures are of the same rows: so a row counts in one
    /// shown mean at most, and there is nothing to add or subtract. Shown once more it has the same mean.
    #[must_use]
    pub fn admits_peers(&self, group: &PeerGroup, least: usize) -> bool {
        if group.members.len() < least {
            return false;
        }
        if let Some(digest) = self.peers.get(&group.topic).and_then(|told| told.get(&group.members)) {
            // The same once more tells nothing new; other data would tell what changed.
            return *digest == group.digest;
        }
        let mut near = self.peers.iter().filter(|(topic, _)| are_near(&group.topic, topic));
        !near.any(|(_, told)| told.keys().any(|members| !members.is_disjoint(&group.members)))
    }
    /// Remembers means that are shown. Before any of them is shown to anybody.
    pub fn record_peers(&mut self, groups: &[PeerGroup]) {
        for group in groups {
            let told = self.peers.entry(group.topic.clone()).or_default();
            told.entry(group.members.clone()).or_insert(group.digest);
        }
    }
    /// The means of `other` that, laid beside those of this ledger, may let single peers be read: of the same rows and over some of the
    /// same creators, or the same mean of data that has changed since. Each ledger is safe alone; it cannot be undone.
    #[must_use]
    pub fn mean_conflicts(&self, other: &Self) -> Vec<MeanConflict> {
        let mut conflicts = Vec::new();
        for (topic, told) in &other.peers {
            let near: Vec<(&PeerTopic, &Told)> =
                self.peers.iter().filter(|(own, _)| are_near(topic, own)).collect();
            for (members, digest) in told {
                let known = |own: &PeerTopic, group: &BTreeSet<CreatorId>, told: u128| {
                    own == topic && group == members && told == *digest
                };
                let groups = near
                    .iter()
                    .flat_map(|(own, told)| told.iter().map(move |(group, told)| (*own, group, *told)));
                if groups.clone().any(|(own, group, told)| known(own, group, told)) {
                    continue;
                }
                let with = groups.filter(|(_, group, _)| !group.is_disjoint(members));
                let with: Vec<_> = with.map(|(own, group, _)| (own.clone(), group.clone())).collect();
                if !with.is_empty() {
                    conflicts.push(MeanConflict { topic: topic.clone(), members: members.clone(), with });
                }
            }
        }
        conflicts
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
