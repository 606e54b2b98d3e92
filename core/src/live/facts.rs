//! A room that has ended, as facts: its minutes are rows of activity, so that nothing is counted again.

use super::counts::COUNTED;
use super::minutes::{Minutes, instant_of};
use super::room::Room;
use crate::fact::{ActivityKey, ActivityRow, Bucket, Channel, Content, CreatorRef, Fact, RoomRow};
use crate::metric::{Measure, MeasureKind};
use crate::value::ProductId;

impl Room {
    /// The room and its minutes as facts for [`Batch`](crate::fact::Batch): what was told of no product, and what was told of each.
    /// Users are sets, which no row of activity holds: of them the store knows by the acts themselves.
    #[must_use]
    pub fn facts(&self, feed: &str) -> Vec<Fact> {
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
            let untold = |measure: Measure| {
                let told: i64 = self.products.values().map(|product| of(product, measure)).sum();
                of(&self.minutes, measure).saturating_sub(told)
            };
            let told = |of: &dyn Fn(Measure) -> i64| {
                let mut told: Vec<(Measure, i64)> =
                    sums().map(|measure| (measure, of(measure))).filter(|(_, sum)| *sum != 0).collect();
                told.sort_unstable_by_key(|(measure, _)| *measure);
                told
            };
            minute(at, None, told(&untold));
            for (product, minutes) in &self.products {
                minute(at, Some(product), told(&|measure| of(minutes, measure)));
            }
        }
        facts
    }
}
