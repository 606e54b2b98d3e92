use std::sync::Arc;

use serde::Serialize;

use super::super::access::{DecisionWire, ListsWire, QuestionWire};
use super::super::error::WireError;
use super::super::time::{PeriodWire, PickerWire, screen};
use super::answer::{CreatorsAskWire, CreatorsWire, OverviewAskWire, OverviewWire, TrendAskWire, TrendWire};
use super::cell::{GrowthAskWire, GrowthWire};
use super::query::{AnswerWire, QueryAskWire};
use crate::engine::{Answer, Store, View, growth};
use crate::report::{creators, overview, trend};
use crate::time::{Instant, Period, Screen};

/// A store at a moment.
#[derive(Debug, Clone)]
pub struct ViewDoor {
    store: Arc<Store>,
    now: Instant,
    known_at: Option<Instant>,
}

/// The watermarks of a view (PER-7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WatermarksWire {
    /// The earliest of all.
    pub partial_from: Option<String>,
    /// One a feed.
    pub feeds: Vec<WatermarkWire>,
}

/// The watermark of a feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WatermarkWire {
    /// The feed.
    pub feed: &'static str,
    /// The first day beyond it.
    pub partial_from: Option<String>,
}

impl ViewDoor {
    pub(super) fn new(store: Arc<Store>, now: &str, known_at: Option<&str>) -> Result<Self, WireError> {
        let (now, known_at) = (Instant::parse(now)?, known_at.map(Instant::parse).transpose()?);
        Ok(Self { store, now, known_at })
    }
    pub(in crate::wire) fn now(&self) -> Instant {
        self.now
    }
    pub(in crate::wire) fn view(&self) -> View<'_> {
        match self.known_at {
            Some(known_at) => self.store.view_as_known(self.now, known_at),
            None => self.store.view(self.now),
        }
    }
    pub(in crate::wire) fn period(view: &View<'_>, picker: &PickerWire) -> Result<Period, WireError> {
        Ok(view.resolve(Screen::General, picker.read()?)?)
    }
    /// Today in the business time zone.
    #[must_use]
    pub fn today(&self) -> String {
        self.store.workspace().rules.today(self.now).to_string()
    }
    /// The period a picker means on a screen (PER-1…4).
    ///
    /// # Errors
    /// A malformed input, or a period that is refused.
    pub fn resolve(&self, screen_name: &str, picker: &PickerWire) -> Result<PeriodWire, WireError> {
        Ok(self.view().resolve(screen(screen_name)?, picker.read()?)?.into())
    }
    /// May this be seen (ACC-15)?
    ///
    /// # Errors
    /// A malformed question.
    pub fn decide(&self, question: &QuestionWire) -> Result<DecisionWire, WireError> {
        Ok((&self.view().decide(&question.read()?)).into())
    }
    /// The requests by tab (ACC-8).
    #[must_use]
    pub fn lists(&self) -> ListsWire {
        (&self.view().lists()).into()
    }
    /// The watermarks (PER-7).
    #[must_use]
    pub fn watermarks(&self) -> WatermarksWire {
        let view = self.view();
        let feeds = view
            .watermarks()
            .into_iter()
            .map(|(feed, from)| WatermarkWire { feed, partial_from: from.map(|day| day.to_string()) });
        WatermarksWire { partial_from: view.watermark().map(|day| day.to_string()), feeds: feeds.collect() }
    }
    /// The Data Overview (OVR-1…4).
    ///
    /// # Errors
    /// A period that is refused.
    pub fn overview(&self, ask: &OverviewAskWire) -> Result<OverviewWire, WireError> {
        let view = self.view();
        let period = Self::period(&view, &ask.period)?;
        Ok((&overview(&view, period)?).into())
    }
    /// The creators screen (CRE-1…4).
    ///
    /// # Errors
    /// A period that is refused, or an unknown or repeated metric.
    pub fn creators(&self, ask: &CreatorsAskWire) -> Result<CreatorsWire, WireError> {
        let view = self.view();
        let period = Self::period(&view, &ask.period)?;
        Ok((&creators(&view, &ask.read(period)?)?).into())
    }
    /// One or two metrics by day (PER-8).
    ///
    /// # Errors
    /// A period that is refused, or a wrong choice of metrics.
    pub fn trend(&self, ask: &TrendAskWire) -> Result<TrendWire, WireError> {
        let view = self.view();
        let period = Self::period(&view, &ask.period)?;
        Ok((&trend(&view, period, &ask.metrics)?).into())
    }
    /// Metrics by any grouping, filtered, compared and ordered.
    ///
    /// # Errors
    /// A period that is refused, or a wrong choice of metrics, groups or orders.
    pub fn query(&self, ask: &QueryAskWire) -> Result<AnswerWire, WireError> {
        Ok((&Self::answer(&self.view(), ask)?).into())
    }
    pub(in crate::wire) fn answer(view: &View<'_>, ask: &QueryAskWire) -> Result<Answer, WireError> {
        let on = ask.screen.as_deref().map(screen).transpose()?.unwrap_or(Screen::General);
        let period = view.resolve(on, ask.period.read()?)?;
        Ok(view.query(&ask.read(period)?)?)
    }
    /// The mergeable states behind an answer, as bytes (MET-5): see [`View::partial`].
    ///
    /// # Errors
    /// As [`ViewDoor::query`], and for a question that compares, orders, searches or pages.
    pub fn partial(&self, ask: &QueryAskWire) -> Result<Vec<u8>, WireError> {
        let view = self.view();
        let on = ask.screen.as_deref().map(screen).transpose()?.unwrap_or(Screen::General);
        let period = view.resolve(on, ask.period.read()?)?;
        Ok(view.partial(&ask.read(period)?)?.to_bytes())
    }
    /// How much a counter grew between two looks (SRC-8), if every day between may be seen.
    ///
    /// # Errors
    /// A malformed input.
    pub fn growth(&self, ask: &GrowthAskWire) -> Result<GrowthWire, WireError> {
        let (subject, measure, from, to) = ask.read()?;
        Ok((&growth(&self.view(), &subject, measure, from, to)).into())
    }
}
