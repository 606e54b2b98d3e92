use std::collections::BTreeSet;

use crate::engine::{ChannelPart, CreatorFigures, Gathered, Slot};
use crate::fact::Definition;
use crate::metric::{ContentParts, CreatorCount, Measure, MeasureKind, Parts};
use crate::value::{HiddenReason, OrderId, UndefinedReason, Value};

/// Whom a figure is about.
#[derive(Debug, Clone)]
pub(super) enum Whom<'a> {
    /// All creators that may be seen.
    All,
    /// One creator, and its followers if known.
    One(&'a CreatorFigures, Option<Value<i64>>),
}

/// The parts of a metric, drawn from what was gathered.
pub(super) struct GatheredParts<'a> {
    pub(super) gathered: &'a Gathered,
    pub(super) whom: Whom<'a>,
    pub(super) channel: Option<&'static str>,
    /// Unique users are hidden in a custom period (PER-5).
    pub(super) uv_hidden: bool,
}

impl<'a> GatheredParts<'a> {
    fn parts(&self, measure: Measure) -> Vec<ChannelPart> {
        let of_channel = match self.channel {
            Some("live") => Some(ChannelPart::Live),
            Some("video") => Some(ChannelPart::Video),
            Some(_) => Some(ChannelPart::Card),
            None => None,
        };
        let all = ChannelPart::ALL.into_iter().filter(|part| {
            // What has no channel is a part of the whole where a feed can tell such rows.
            part.takes(measure) && (*part != ChannelPart::Untold || self.gathered.is_told(*part, measure))
        });
        of_channel.map_or_else(|| all.collect(), |part| vec![part])
    }
    /// A measure in a part.
    fn slot(&self, part: ChannelPart, measure: Measure) -> Slot {
        match &self.whom {
            Whom::All => self.gathered.total(part, measure),
            Whom::One(figures, _) => self.gathered.slot(figures, part, measure),
        }
    }
    /// The feeds that count for a measure.
    pub(super) fn feeds(&self, measure: Measure) -> impl Iterator<Item = &'static str> {
        self.parts(measure).into_iter().filter_map(move |part| self.gathered.feed_of(part, measure))
    }
    /// The definitions of a measure that went in (SRC-11).
    pub(super) fn definitions(&self, measure: Measure) -> BTreeSet<Definition> {
        let slots = self.parts(measure).into_iter().map(|part| self.slot(part, measure));
        slots.flat_map(|slot| slot.definitions(measure)).collect()
    }
    fn figures(&self) -> Vec<&'a CreatorFigures> {
        match &self.whom {
            Whom::All => self.gathered.creators.values().collect(),
            Whom::One(figures, _) => vec![figures],
        }
    }
    /// Creators that may be seen as a whole.
    fn visible(&self) -> impl Iterator<Item = &'a CreatorFigures> {
        self.figures().into_iter().filter(|figures| !figures.visible.is_empty())
    }
    /// Distinct orders: one order counts once, however many channels its lines came by.
    fn orders(&self, parts: &[ChannelPart]) -> Value<i128> {
        let mut whole: Value<()> = Value::Known(());
        for part in parts {
            let slot = self.slot(*part, Measure::Orders);
            whole = whole.zip_with(slot.value(Measure::Orders), |(), _| Value::Known(()));
        }
        let figures = self.figures();
        let sets =
            figures.iter().flat_map(|figures| parts.iter().filter_map(|part| figures.orders.get(part)));
        let orders: BTreeSet<&OrderId> = sets.flatten().collect();
        whole.map(|()| orders.len() as i128)
    }
    fn subjects(&self, measure: Measure) -> Value<i128> {
        if let Whom::One(figures, _) = &self.whom
            && figures.visible.is_empty()
        {
            let reasons = figures.hidden.clone();
            return reasons.map_or_else(|| Value::hidden(HiddenReason::NotAuthorized), Value::Hidden);
        }
        if let Some(reasons) = self.gathered.all_hidden() {
            return Value::Hidden(reasons);
        }
        let number = self.figures().into_iter().map(|figures| match measure {
            Measure::Livestreams => figures.rooms.len(),
            _ => figures.videos.len(),
        });
        self.gathered.subjects(measure, number.sum())
    }
    fn sum(&self, measure: Measure) -> Value<i128> {
        let slots = self.parts(measure).into_iter().map(|part| self.slot(part, measure));
        match slots.reduce(|sum, slot| sum.and(slot, measure)) {
            Some(sum) => sum.value(measure),
            None => Value::undefined(UndefinedReason::Absent),
        }
    }
}

impl Parts for GatheredParts<'_> {
    fn measure(&self, measure: Measure) -> Value<i128> {
        match measure {
            _ if measure.kind() == MeasureKind::Unique && self.uv_hidden => {
                Value::hidden(HiddenReason::UvOnCustomPeriod)
            }
            Measure::Livestreams | Measure::Videos => self.subjects(measure),
            Measure::Orders => self.orders(&self.parts(measure)),
            Measure::Creators => self.creators(CreatorCount::All),
            Measure::Followers => match &self.whom {
                Whom::One(_, Some(followers)) => followers.clone().map(i128::from),
                _ => Value::undefined(UndefinedReason::Absent),
            },
            _ => self.sum(measure),
        }
    }

    fn contents(&self, over: Measure, under: Measure) -> Value<ContentParts> {
        let mut contents = ContentParts::new();
        let mut whole: Value<()> = Value::Known(());
        for part in self.parts(over) {
            // Where no feed covers the days, there is no mean either.
            for measure in [over, under] {
                let slot = self.slot(part, measure);
                whole = whole.zip_with(slot.value(measure), |(), _| Value::Known(()));
            }
            for figures in self.figures() {
                contents.extend(self.gathered.contents(figures, part, over, under));
            }
        }
        whole.map(|()| contents)
    }

    fn confined(&self, channel: &'static str, measure: Measure) -> Value<i128> {
        GatheredParts { whom: self.whom.clone(), channel: Some(channel), ..*self }.measure(measure)
    }

    fn whole(&self, measure: Measure) -> Value<i128> {
        GatheredParts { whom: Whom::All, channel: None, ..*self }.measure(measure)
    }

    fn creators(&self, count: CreatorCount) -> Value<i128> {
        match count {
            _ if self.visible().next().is_none() => Value::Known(0),
            CreatorCount::All => Value::Known(self.visible().count() as i128),
            CreatorCount::WithLive => {
                let live = self.visible().filter(|figures| !figures.rooms.is_empty()).count();
                self.gathered.subjects(Measure::Livestreams, live)
            }
            CreatorCount::WithSales => {
                let sells = self.visible().map(|figures| {
                    let one = GatheredParts { whom: Whom::One(figures, None), channel: None, ..*self };
                    one.measure(Measure::Gmv).map(|gmv| i128::from(gmv > 0))
                });
                sells.fold(Value::Known(0), |sum, one| sum.zip_with(one, crate::metric::add))
            }
        }
    }
}
