use std::collections::{BTreeMap, BTreeSet};

use super::area::Areas;
use super::group::Population;
use super::peers::{PeerTopic, Told};
use super::shown::{Bound, Member, Shown};
use super::suppress::{Complement, Pattern};
use crate::value::Policy;

/// The groups that were shown, so that no later answer completes a difference (PRF-3, BEY-7).
///
/// It holds populations and their numbers of users, and of means over peers who they are over; no other figure. The host keeps one for
/// all who may lay their answers side by side. A ledger is a set: what was recorded in whatever order, or merged from whatever
/// parts, gives the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ledger {
    pub(super) groups: BTreeMap<Population, BTreeSet<u64>>,
    /// Means over peers (BEY-9).
    pub(super) peers: BTreeMap<PeerTopic, Told>,
}

/// A group of one ledger that, with groups of both, shows too few users.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The group of the ledger that comes in.
    pub group: Population,
    /// What can be read.
    pub complement: Complement,
    /// With which other groups.
    pub with: Vec<Population>,
}

impl Ledger {
    /// Nothing was shown.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// How many groups were shown; a group whose number of users has changed counts again.
    #[must_use]
    pub fn len(&self) -> usize {
        let means: usize = self.peers.values().map(Told::len).sum();
        self.groups.values().map(BTreeSet::len).sum::<usize>().saturating_add(means)
    }
    /// Whether nothing was shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty() && self.peers.is_empty()
    }
    /// The groups that were shown and their numbers of users, in order.
    pub fn shown(&self) -> impl Iterator<Item = (&Population, u64)> {
        self.groups.iter().flat_map(|(of, sizes)| sizes.iter().map(move |users| (of, *users)))
    }
    pub(super) fn has_shown(&self, of: &Population, users: u64) -> bool {
        self.groups.get(&of.clone().canonical()).is_some_and(|sizes| sizes.contains(&users))
    }
    /// Remembers the groups of a pattern that are shown. Before any of it is shown to anybody.
    pub fn record(&mut self, pattern: &Pattern) {
        for (of, users) in &pattern.shown {
            self.groups.entry(of.clone().canonical()).or_default().insert(*users);
        }
    }
    /// Takes what another ledger says was shown. [`Ledger::conflicts`] and, of means over peers, [`Ledger::mean_conflicts`]
    /// tell what both show together.
    pub fn merge(&mut self, other: &Self) {
        for (of, sizes) in &other.groups {
            self.groups.entry(of.clone()).or_default().extend(sizes);
        }
        self.merge_peers(other);
    }
    /// The groups of `other` that, with groups of both ledgers, show too few users: nobody saw it happen, since each ledger is safe
    /// alone. It cannot be undone. Answers under the merged ledger add nothing to it.
    #[must_use]
    pub fn conflicts(&self, other: &Self, policy: &Policy) -> Vec<Conflict> {
        let mut areas = Areas::default();
        let own: Vec<Member> =
            self.shown().map(|(of, users)| Member { area: areas.area(of), users }).collect();
        let new: Vec<(&Population, u64)> =
            other.shown().filter(|(of, users)| !self.has_shown(of, *users)).collect();
        let coming: Vec<Member> =
            new.iter().map(|(of, users)| Member { area: areas.area(of), users: *users }).collect();
        let known: Vec<Member> = own.iter().chain(&coming).copied().collect();
        let mut shown = Shown::new(&areas, Bound(policy.profile_users_over), &known);
        for member in &own {
            shown.show(*member);
        }
        let populations: Vec<&Population> =
            self.shown().map(|(of, _)| of).chain(new.iter().map(|(of, _)| *of)).collect();
        let alone: Vec<bool> = self.shown().map(|(of, users)| !other.has_shown(of, users)).collect();
        let mut conflicts = Vec::new();
        for ((of, _), member) in new.iter().zip(&coming) {
            // What `other` has shown alone it has answered for alone.
            let of_both =
                |with: &[usize]| with.is_empty() || with.iter().any(|at| alone.get(*at) == Some(&true));
            if let Some((complement, with)) = shown.try_show(*member, &of_both) {
                let with = with.iter().filter_map(|at| populations.get(*at).map(|of| (*of).clone()));
                conflicts.push(Conflict { group: (*of).clone(), complement, with: with.collect() });
                shown.show(*member);
            }
        }
        conflicts
    }
}
