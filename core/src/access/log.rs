use std::collections::{BTreeMap, HashMap, HashSet};

use super::error::AccessError;
use super::event::{AccessEvent, AccessFact};
use crate::value::{CreatorId, EventId, RequestId};

/// What became of an event that was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded {
    /// It was new.
    New,
    /// It was there already.
    Duplicate,
}

/// The append-only log of contracts and authorizations (ACC-16): events in any order, twice too.
#[derive(Debug, Clone, Default)]
pub struct AccessLog {
    by_creator: BTreeMap<CreatorId, Vec<AccessEvent>>,
    ids: HashMap<EventId, CreatorId>,
    requests: HashMap<RequestId, Vec<CreatorId>>,
    /// Requests that more than one event sends: few, if any.
    asked_twice: HashSet<RequestId>,
}

impl PartialEq for AccessLog {
    fn eq(&self, other: &Self) -> bool {
        self.by_creator == other.by_creator
    }
}

impl AccessLog {
    /// An empty log: all is hidden.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Takes one event.
    ///
    /// # Errors
    /// [`AccessError::EventConflict`] when its id is there with other content; the log stays as it was.
    pub fn record(&mut self, event: AccessEvent) -> Result<Recorded, AccessError> {
        self.record_all([event])
            .map(|recorded| if recorded == 1 { Recorded::New } else { Recorded::Duplicate })
    }
    /// Takes many events, all or none; answers how many were new.
    ///
    /// # Errors
    /// [`AccessError::EventConflict`] as [`AccessLog::record`].
    pub fn record_all(
        &mut self,
        events: impl IntoIterator<Item = AccessEvent>,
    ) -> Result<usize, AccessError> {
        let mut fresh: BTreeMap<EventId, AccessEvent> = BTreeMap::new();
        for event in events {
            if self.ids.contains_key(&event.id) {
                if !self.holds(&event) {
                    return Err(AccessError::EventConflict { event: event.id });
                }
                continue;
            }
            match fresh.get(&event.id) {
                Some(known) if *known == event => {}
                Some(_) => return Err(AccessError::EventConflict { event: event.id }),
                None => {
                    fresh.insert(event.id.clone(), event);
                }
            }
        }
        let count = fresh.len();
        let mut touched: BTreeMap<CreatorId, Vec<AccessEvent>> = BTreeMap::new();
        for event in fresh.into_values() {
            self.ids.insert(event.id.clone(), event.creator.clone());
            if let AccessFact::Requested { request, .. } = &event.fact {
                let owners = self.requests.entry(request.clone()).or_default();
                owners.push(event.creator.clone());
                if owners.len() > 1 {
                    self.asked_twice.insert(request.clone());
                }
            }
            touched.entry(event.creator.clone()).or_default().push(event);
        }
        let mut unsorted = false;
        for (creator, events) in touched {
            let all = self.by_creator.entry(creator).or_default();
            let in_order = |all: &[AccessEvent], event: &AccessEvent| {
                all.last().is_none_or(|last| last.order() <= event.order())
            };
            for event in events {
                if in_order(all, &event) {
                    all.push(event);
                } else if count == 1 {
                    let place = all.partition_point(|known| known.order() <= event.order());
                    all.insert(place, event);
                } else {
                    all.push(event);
                    unsorted = true;
                }
            }
            if unsorted {
                all.sort_by(|a, b| a.order().cmp(&b.order()));
                unsorted = false;
            }
        }
        Ok(count)
    }
    /// Erases all events of a creator; answers how many.
    pub(crate) fn forget(&mut self, creator: &CreatorId) -> u64 {
        let events = self.by_creator.remove(creator).unwrap_or_default();
        for event in &events {
            self.ids.remove(&event.id);
            if let AccessFact::Requested { request, .. } = &event.fact
                && let Some(owners) = self.requests.get_mut(request)
            {
                owners.retain(|owner| owner != creator);
                if owners.len() < 2 {
                    self.asked_twice.remove(request);
                }
                if owners.is_empty() {
                    self.requests.remove(request);
                }
            }
        }
        events.len() as u64
    }
    /// The event of an id.
    #[must_use]
    pub fn get(&self, id: &EventId) -> Option<&AccessEvent> {
        self.events_of(self.ids.get(id)?).iter().find(|event| event.id == *id)
    }
    /// Whether this very event is in the log: events of a creator lie in the order of the fold.
    fn holds(&self, event: &AccessEvent) -> bool {
        let events = self.events_of(&event.creator);
        let place = events.binary_search_by(|known| known.order().cmp(&event.order()));
        place.is_ok_and(|at| events.get(at) == Some(event))
    }
    /// All creators that any event names, in order.
    pub fn creators(&self) -> impl Iterator<Item = &CreatorId> {
        self.by_creator.keys()
    }
    /// The events of one creator in the order of the fold; none for a creator nobody knows.
    #[must_use]
    pub fn events_of(&self, creator: &CreatorId) -> &[AccessEvent] {
        self.by_creator.get(creator).map_or(&[], Vec::as_slice)
    }
    /// All events, by creator, then in the order of the fold.
    pub fn events(&self) -> impl Iterator<Item = &AccessEvent> {
        self.by_creator.values().flatten()
    }
    /// How many events.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }
    /// Whether more than one event sends a request of this id.
    pub(crate) fn is_asked_twice(&self, request: &RequestId) -> bool {
        self.asked_twice.contains(request)
    }
    /// The creators that a request of this id was ever recorded for, as often as it was.
    pub(crate) fn creators_of(&self, request: &RequestId) -> &[CreatorId] {
        self.requests.get(request).map_or(&[], Vec::as_slice)
    }
}
