//! Profiles as they were published: of exactly the users and days that they name.
use std::collections::BTreeMap;

use super::view::View;
use crate::fact::{ProfileDimension, ProfileGroup};
use crate::time::{Day, Window};
use crate::value::{CreatorId, UndefinedReason, Value};

/// The profile of one group of users.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedProfile {
    /// Which users, as the source names them.
    pub of: ProfileGroup,
    /// With which creator: the one named, or else whose the LIVE or video is. None of all creators.
    pub creator: Option<CreatorId>,
    /// Whether nobody is known by the name that the source gives (SRC-13).
    pub is_unknown: bool,
    /// Users by dimension and bucket; undefined where two rows of one look contradict each other.
    pub dimensions: BTreeMap<ProfileDimension, BTreeMap<String, Value<i64>>>,
}

impl PublishedProfile {
    /// Takes what is told of the same users under another name: what differs contradicts.
    pub(crate) fn take(&mut self, other: &Self) -> bool {
        for (dimension, buckets) in &other.dimensions {
            for (bucket, users) in buckets {
                let own = self.dimensions.entry(*dimension).or_default().entry(bucket.clone());
                let own = own.or_insert_with(|| users.clone());
                if own != users {
                    *own = Value::undefined(UndefinedReason::Conflicting);
                }
            }
        }
        true
    }
}

impl View<'_> {
    /// The profiles of exactly these days, in the order of their groups. Permission is not asked here.
    #[must_use]
    pub(crate) fn published_profiles(&self, window: Window<Day>) -> Vec<PublishedProfile> {
        let mut all: Vec<PublishedProfile> = Vec::new();
        for (key, versions) in &self.store.tables.profiles {
            let is_asked = key.of.start == window.start && Some(key.of.end) == window.end;
            let Some(current) = versions.current(self.clocks.known_at).filter(|_| is_asked) else { continue };
            let mut told = current.rows().map(|row| row.users);
            let first = told.next().unwrap_or_default();
            let users = if told.all(|users| users == first) {
                Value::Known(first)
            } else {
                Value::undefined(UndefinedReason::Conflicting)
            };
            if all.last().is_none_or(|last| last.of != key.of) {
                let creator = self.profile_creator(&key.of);
                let is_named = key.of.creator.is_some() || key.of.content.is_some();
                all.push(PublishedProfile {
                    of: key.of.clone(),
                    is_unknown: is_named && creator.is_none(),
                    creator,
                    dimensions: BTreeMap::new(),
                });
            }
            if let Some(last) = all.last_mut() {
                last.dimensions.entry(key.dimension).or_default().insert(key.bucket.clone(), users);
            }
        }
        all
    }
    fn profile_creator(&self, of: &ProfileGroup) -> Option<CreatorId> {
        let days = Window { start: of.start, end: Some(of.end) };
        if let Some(named) = &of.creator {
            return self.aliases.resolve(named, days);
        }
        self.content_owner(of.content.as_ref()?)
    }
}
