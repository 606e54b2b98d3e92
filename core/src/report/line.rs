use super::parts::{GatheredParts, Whom};
use crate::access::Module;
use crate::engine::{CreatorFigures, FeedUse, Filter, Gathered, View};
use crate::metric::{Change, Figure, Metric, change, evaluate};
use crate::time::{Day, Period, PickerKind, Window};
use crate::value::{CreatorId, Reasons, Value};

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

    pub(super) fn scope(&self) -> Scope {
        let earliest = self.current.feeds.iter().filter_map(|feed| feed.partial_from).min();
        Scope {
            period: self.period,
            partial_from: earliest.map(|day| day.max(self.period.start)).filter(|day| *day < self.period.end),
            feeds: self.current.feeds.clone(),
            hidden: self
                .current
                .hidden
                .iter()
                .map(|(creator, reasons)| (creator.clone(), reasons.clone()))
                .collect(),
            unknown_creator_rows: self.current.unknown_creator_rows,
        }
    }

    /// A metric over all creators that may be seen.
    pub(super) fn total(&self, metric: Metric) -> Line {
        let value = self.figure(&self.current, Whom::All, metric);
        let hidden = self.current.creators.keys().filter_map(|creator| self.hidden_before(creator));
        let previous = match hidden.reduce(Reasons::and) {
            Some(reasons) => Value::Hidden(reasons),
            None => self.figure(&self.previous, Whom::All, metric),
        };
        line(metric, value, previous)
    }

    /// A metric of one creator.
    pub(super) fn of(&self, creator: &CreatorId, metric: Metric) -> Line {
        let Some(figures) = self.current.creators.get(creator) else {
            let hidden = self.current.hidden.get(creator).cloned();
            let value = hidden
                .map_or_else(|| Value::hidden(crate::value::HiddenReason::NotAuthorized), Value::Hidden);
            return line(metric, value.clone(), value);
        };
        let value = self.figure(&self.current, self.one(creator, figures), metric);
        let previous = match (self.hidden_before(creator), self.previous.creators.get(creator)) {
            (Some(reasons), _) => Value::Hidden(reasons),
            (None, Some(figures)) => self.figure(&self.previous, self.one(creator, figures), metric),
            (None, None) => Value::hidden(crate::value::HiddenReason::NotAuthorized),
        };
        line(metric, value, previous)
    }

    fn one<'f>(&self, creator: &CreatorId, figures: &'f CreatorFigures) -> Whom<'f> {
        Whom::One(figures, self.view.creator(creator).and_then(|row| row.followers))
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

pub(super) fn figure(
    view: &View<'_>,
    period: Period,
    gathered: &Gathered,
    whom: Whom<'_>,
    metric: Metric,
) -> Value<Figure> {
    let workspace = view.store().workspace();
    // PER-5
    let uv_hidden = period.picker == PickerKind::Custom && !workspace.rules.policy.uv_on_custom_period;
    let parts = GatheredParts { gathered, whom, channel: metric.channel, uv_hidden };
    evaluate(metric.def.formula, metric.def.unit, workspace.currency, &parts)
}

fn line(metric: Metric, value: Value<Figure>, previous: Value<Figure>) -> Line {
    let change = change(&value, &previous);
    Line { metric, value, previous, change }
}
