//! A room that has ended, as facts: its minutes are rows of activity, so that nothing is counted again. A row without a product is the whole, of which
//! those of products are parts.

use rustc_hash::FxHashSet;

use super::counts::COUNTED;
use super::error::RoomError;
use super::event::LiveEventKind;
use super::minutes::{Minutes, instant_of};
use super::room::Room;
use crate::fact::{
    ActivityKey, ActivityRow, Batch, Bucket, Channel, Content, CreatorRef, Fact, RoomRow, Table,
};
use crate::metric::{Measure, MeasureKind};
use crate::time::Instant;
use crate::value::ProductId;

impl Room {
    /// A room that is over, as rows to load (LIV, MET-5): itself, and its minutes, of all products together and of each. What came too late to
    /// be in a figure of the room is in them, each id once. Users are sets, which no row of activity holds: of them the store
    /// knows by the acts themselves.
    ///
    /// # Errors
    /// [`RoomError::StillOn`] for one that has not ended by the moment it is looked at.
    pub fn batch(&self, file: &str, observed_at: Instant) -> Result<Batch, RoomError> {
        self.closed(observed_at, "load")?;
        let mut batch = Batch::new(Table::Activity.as_str(), file, observed_at);
        let (mut whole, mut ids) = (self.clone(), FxHashSet::default());
        for event in &self.late {
            if let (LiveEventKind::Act(act), true) = (&event.kind, ids.insert(&event.id)) {
                whole.act(event.at, event.id.clone(), act.clone());
            }
        }
        for (row, fact) in (1_u64..).zip(whole.facts(&batch.feed)) {
            batch.take(row, Ok(vec![fact]));
        }
        Ok(batch)
    }
    fn facts(&self, feed: &str) -> Vec<Fact> {
        let settings = &self.settings;
        let creator = settings.creator.clone().map(CreatorRef::Id);
        let row = RoomRow {
            room: settings.room.clone(),
            creator: creator.clone(),
            title: settings.about.title.clone(),
            started_at: settings.started_at,
            ended_at: self.ended_at(),
        };
        let mut facts = vec![Fact::Room(row)];
        let mut minute = |at: i64, product: Option<&ProductId>, measures: Vec<(Measure, i64)>| {
            if measures.is_empty() {
                return;
            }
            let bucket = Bucket::Minute(instant_of(at));
            let key = ActivityKey {
                feed: feed.to_owned(),
                bucket: Some(bucket),
                creator: None,
                channel: Some(Channel::Live),
                content: Some(Content::Room(settings.room.clone())),
                product: product.cloned(),
                shop: None,
                affiliation: None,
                definition: None,
            };
            let row = ActivityRow {
                key,
                bucket,
                creator: creator.clone(),
                affiliation: None,
                definition: None,
                measures,
            };
            facts.push(Fact::Activity(row));
        };
        for at in self.minutes.first..self.minutes.end() {
            let of = |minutes: &Minutes, measure| {
                minutes.counts(at).and_then(|counts| counts.get(measure)).unwrap_or_default()
            };
            let sums = || COUNTED.into_iter().filter(|measure| measure.kind() == MeasureKind::Sum);
            // A room counts all of them: of a minute that tells anything the others are 0, not absent (SRC-2).
            let told = |of: &dyn Fn(Measure) -> i64| {
                let mut told: Vec<(Measure, i64)> = sums().map(|measure| (measure, of(measure))).collect();
                told.sort_unstable_by_key(|(measure, _)| *measure);
                if told.iter().all(|(_, sum)| *sum == 0) { Vec::new() } else { told }
            };
            minute(at, None, told(&|measure| of(&self.minutes, measure)));
            for (product, minutes) in &self.products {
                minute(at, Some(product), told(&|measure| of(minutes, measure)));
            }
        }
        facts
    }
}
