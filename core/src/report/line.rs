use std::collections::BTreeSet;

use super::parts::{GatheredParts, Whom};
use crate::access::Module;
use crate::engine::{CreatorFigures, FeedUse, Filter, Gathered, View};
use crate::metric::{Change, Figure, Metric, change, evaluate};
use crate::time::{Day, Period, PickerKind, Window};
use crate::value::{CreatorId, Reasons, UndefinedReason, Value};

/// A metric of a period beside the previous cycle's (PER-6).
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The metric.
    pub metric: Metric,
    /// Its figure.
    pub value: Value<Figure>,
    /// The previous cycle's; hidden where part of that cycle may not be seen.
    pub previous: Value<Figure>,
    /// How they differ.
    pub change: Change,
}

/// What an answer drew on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The period.
    pub period: Period,
    /// The first day of the period whose figures are partial: beyond the earliest watermark of the feeds used (PER-7).
    pub partial_from: Option<Day>,
    /// The feeds used.
    pub feeds: Vec<FeedUse>,
    /// Known creators of whom nothing is shown, and why.
    pub hidden: Vec<(CreatorId, Reasons<crate::value::HiddenReason>)>,
    /// Creators of whom part of the previous cycle may not be seen: they hide the changes of all (PER-6).
    pub hidden_before: Vec<(CreatorId, Reasons<crate::value::HiddenReason>)>,
    /// Rows whose creator no alias resolves: kept and hidden (SRC-13).
    pub unknown_creator_rows: u64,
}

/// Both cycles of a period, gathered with the same feeds.
pub(super) struct Cycles<'v, 'a> {
    view: &'v View<'a>,
    period: Period,
    pub(super) current: Gathered,
    previous: Gathered,
}

impl<'v, 'a> Cycles<'v, 'a> {
    pub(super) fn new(view: &'v View<'a>, module: Module, period: Period, filter: Filter) -> Self {
        let windows: [Window<Day>; 2] = [period.window(), period.previous()];
        let [current, previous] = windows.map(|window| view.gather(module, window, &windows, filter));
        Self { view, period, current, previous }
    }

    /// What the metrics of an answer drew on.
    pub(super) fn scope(&self, metrics: &[Metric]) -> Scope {
        let parts = |metric: &Metric| parts(self.view, self.period, &self.current, Whom::All, *metric);
        let used: BTreeSet<&str> = metrics
            .iter()
            .flat_map(|metric| {
                let parts = parts(metric);
                let measures = metric.def.measures();
                measures
                    .into_iter()
                    .flat_map(|measure| parts.feeds(measure).collect::<Vec<_>>())
                    .collect::<Vec<_>>()
            })
            .collect();
        let feeds = || self.current.feeds().iter().filter(|feed| used.contains(feed.feed));
        let earliest = feeds().filter_map(|feed| feed.partial_from).min();
        Scope {
            period: self.period,
            partial_from: earliest.map(|day| day.max(self.period.start)).filter(|day| *day < self.period.end),
            feeds: feeds().cloned().collect(),
            hidden: self
                .current
                .hidden
                .iter()
                .map(|(creator, reasons)| (creator.clone(), reasons.clone()))
                .collect(),
            hidden_before: self.all_hidden_before().collect(),
            unknown_creator_rows: self.current.unknown_creator_rows,
        }
    }

    /// A metric over all creators that may be seen.
    pub(super) fn total(&self, metric: Metric) -> Line {
        let value = self.figure(&self.current, Whom::All, metric);
        let hidden = self.all_hidden_before().map(|(_, reasons)| reasons);
        let previous = match hidden.reduce(Reasons::and) {
            Some(reasons) => Value::Hidden(reasons),
            None => self.figure(&self.previous, Whom::All, metric),
        };
        let mixed = self.mixed(Whom::All, Whom::All, metric);
        line(metric, value, previous, mixed)
    }

    /// Whether the two cycles count by different definitions: then they do not compare (SRC-11).
    fn mixed(&self, current: Whom<'_>, previous: Whom<'_>, metric: Metric) -> bool {
        let of = |gathered: &Gathered, whom: Whom<'_>| -> BTreeSet<crate::fact::Definition> {
            let parts = parts(self.view, self.period, gathered, whom, metric);
            metric.def.measures().into_iter().flat_map(|measure| parts.definitions(measure)).collect()
        };
        let (now, before) = (of(&self.current, current), of(&self.previous, previous));
        !now.is_empty() && !before.is_empty() && now != before
    }

    /// A metric of one creator.
    pub(super) fn of(&self, creator: &CreatorId, metric: Metric) -> Line {
        // What shows by a room of its own is the room's, not the creator's.
        let shown = self.current.creators.get(creator).filter(|figures| !figures.visible.is_empty());
        let Some(figures) = shown else {
            let part = self.current.creators.get(creator).and_then(|figures| figures.hidden.clone());
            let hidden = part.or_else(|| self.current.hidden.get(creator).cloned());
            let value = hidden
                .map_or_else(|| Value::hidden(crate::value::HiddenReason::NotAuthorized), Value::Hidden);
            return line(metric, value.clone(), value, false);
        };
        let value = self.figure(&self.current, self.one(creator, figures), metric);
        let previous = match (self.hidden_before(creator), self.previous.creators.get(creator)) {
            (Some(reasons), _) => Value::Hidden(reasons),
            (None, Some(figures)) => self.figure(&self.previous, self.one(creator, figures), metric),
            (None, None) => Value::hidden(crate::value::HiddenReason::NotAuthorized),
        };
        let mixed = self
            .previous
            .creators
            .get(creator)
            .is_some_and(|before| self.mixed(Whom::One(figures, None), Whom::One(before, None), metric));
        line(metric, value, previous, mixed)
    }

    fn one<'f>(&self, creator: &CreatorId, figures: &'f CreatorFigures) -> Whom<'f> {
        Whom::One(figures, Some(self.view.followers(creator, &figures.visible)))
    }

    /// The creators counted in either cycle of whom part of the previous one may not be seen.
    fn all_hidden_before(&self) -> impl Iterator<Item = (CreatorId, Reasons<crate::value::HiddenReason>)> {
        let counted =
            self.current.creators.keys().filter_map(|creator| Some((creator, self.hidden_before(creator)?)));
        // One that has left counts by what of its previous cycle shows: that is not the whole of it either.
        let left = self
            .previous
            .creators
            .iter()
            .filter(|(creator, _)| !self.current.creators.contains_key(*creator));
        let left = left.filter_map(|(creator, figures)| Some((creator, figures.hidden.clone()?)));
        counted.chain(left).map(|(creator, reasons)| (creator.clone(), reasons))
    }

    /// Why part of the previous cycle of a creator may not be seen.
    fn hidden_before(&self, creator: &CreatorId) -> Option<Reasons<crate::value::HiddenReason>> {
        let part = self.previous.creators.get(creator).and_then(|figures| figures.hidden.clone());
        part.or_else(|| self.previous.hidden.get(creator).cloned())
    }

    fn figure(&self, gathered: &Gathered, whom: Whom<'_>, metric: Metric) -> Value<Figure> {
        figure(self.view, self.period, gathered, whom, metric)
    }
}

/// The parts of a metric in what was gathered.
fn parts<'g>(
    view: &View<'_>,
    period: Period,
    gathered: &'g Gathered,
    whom: Whom<'g>,
    metric: Metric,
) -> GatheredParts<'g> {
    // PER-5
    let uv_on_custom = view.store().workspace().rules.policy.uv_on_custom_period;
    let uv_hidden = period.picker == PickerKind::Custom && !uv_on_custom;
    GatheredParts { gathered, whom, channel: metric.channel, uv_hidden }
}

pub(super) fn figure(
    view: &View<'_>,
    period: Period,
    gathered: &Gathered,
    whom: Whom<'_>,
    metric: Metric,
) -> Value<Figure> {
    let currency = view.store().workspace().currency;
    evaluate(metric.def.formula, metric.def.unit, currency, &parts(view, period, gathered, whom, metric))
}

fn line(metric: Metric, value: Value<Figure>, previous: Value<Figure>, mixed: bool) -> Line {
    let change = if mixed {
        let none = || Value::undefined(UndefinedReason::MixedDefinitions);
        let (value, previous) = (value.clone().map(drop), previous.clone().map(drop));
        // A hidden part hides the comparison all the same (MET-7).
        let absolute = value.zip_with(previous, |(), ()| none());
        let relative = absolute.clone().map(|_: Figure| 0.0);
        Change { absolute, relative }
    } else {
        change(&value, &previous)
    };
    Line { metric, value, previous, change }
}
