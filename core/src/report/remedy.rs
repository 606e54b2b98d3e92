//! What would show a figure where there is none: the nearest change, step by step (BEY-1).
use std::collections::BTreeSet;

use super::explain::{CreatorDays, HiddenDays};
use crate::access::{Cause, Who};
use crate::engine::{ChosenFeed, SourcePart, Sources};
use crate::fact::Channel;
use crate::metric::{Figure, Formula, Measure};
use crate::time::{Day, Window, WindowSet};
use crate::value::{CreatorId, HiddenReason, UndefinedReason, Value};

/// What would show a figure: all of the steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy {
    /// Whether anybody, or time, can take every step.
    pub possible: bool,
    /// The first day on which time alone has taken all of them.
    pub shows_on: Option<Day>,
    /// The steps.
    pub steps: Vec<Step>,
}

/// A step on the way to a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Every cause that hides these days of a creator has to go.
    Show {
        /// Whose.
        creator: CreatorId,
        /// The days, and what hides them.
        hidden: HiddenDays,
    },
    /// Rows that tell a measure of these days have to be loaded.
    Load {
        /// The measure.
        measure: Measure,
        /// In which channel.
        channel: Option<Channel>,
        /// By the feed that counts; none where no feed tells it yet.
        feed: Option<&'static str>,
        /// The days.
        days: WindowSet<Day>,
    },
    /// One of the feeds that tell a measure has to be declared complete.
    Declare {
        /// The measure.
        measure: Measure,
        /// In which channel.
        channel: Option<Channel>,
        /// The feeds.
        feeds: Vec<String>,
        /// For which days.
        days: Window<Day>,
    },
    /// Another period has to be asked: one of these, or where there are none, one that a picker offers.
    AskOtherDays {
        /// The periods for which there are figures.
        spans: Vec<Window<Day>>,
        /// The day from which figures follow one definition.
        since: Option<&'static str>,
    },
    /// Rows that contradict each other have to be observed again.
    ObserveAgain {
        /// The measure.
        measure: Measure,
        /// In which channel.
        channel: Option<Channel>,
        /// The feed of the rows.
        feed: Option<&'static str>,
    },
    /// Something has to happen: a denominator is 0 (MET-3).
    Occur {
        /// What stands in the denominator.
        what: String,
    },
    /// A number that no row tells has to be given: a target, a gauge at a moment.
    Give {
        /// Its name in the formula.
        what: String,
    },
    /// Nothing can be done.
    Nothing {
        /// The reason that stays.
        reason: &'static str,
    },
}

/// What would show a cell, where it is no figure.
pub(super) fn remedy(sources: &Sources, people: &[CreatorDays]) -> Option<Remedy> {
    match &sources.value {
        Value::Known(_) => None,
        Value::Hidden(reasons) => {
            let reasons: Vec<HiddenReason> = reasons.iter().copied().collect();
            let mut steps = apart(&reasons);
            if steps.iter().all(|step| !matches!(step, Step::Nothing { .. })) {
                steps.extend(shows(people, &reasons));
            }
            Some(of(steps))
        }
        Value::Undefined(reasons) => Some(undefined(sources, &reasons.iter().collect::<Vec<_>>())),
    }
}

/// What would show the previous cycle's figure, where it does not show: every hidden day of all who count hides it (PER-6).
pub(super) fn remedy_before(
    value: &Value<Figure>,
    sources: &Sources,
    people: &[CreatorDays],
) -> Option<Remedy> {
    match value {
        Value::Known(_) => None,
        Value::Hidden(reasons) => {
            let reasons: Vec<HiddenReason> = reasons.iter().copied().collect();
            let mut steps = apart(&reasons);
            steps.extend(people.iter().flat_map(all_of));
            Some(of(steps))
        }
        Value::Undefined(reasons) => Some(undefined(sources, &reasons.iter().collect::<Vec<_>>())),
    }
}

/// As [`remedy_before`], where nobody counts yet: the one who is nearest to showing all of the days.
pub(super) fn remedy_of_nobody(
    value: &Value<Figure>,
    sources: &Sources,
    people: &[CreatorDays],
) -> Option<Remedy> {
    let furthest = |one: &CreatorDays| one.hidden.iter().map(distance).max();
    let nearest = people.iter().min_by_key(|one| (furthest(one), &one.creator));
    remedy_before(value, sources, nearest.map(std::slice::from_ref).unwrap_or_default())
}

fn of(mut steps: Vec<Step>) -> Remedy {
    if steps.is_empty() {
        steps.push(Step::Nothing { reason: HiddenReason::NotAuthorized.code() });
    }
    let time = |step: &Step| match step {
        Step::Show { hidden, .. } => hidden.visible_from,
        _ => None,
    };
    let shows_on = steps.iter().map(time).reduce(|a, b| Some(a?.max(b?))).flatten();
    let possible = |step: &Step| match step {
        Step::Show { hidden, .. } => hidden.causes.iter().all(|cause| cause.who != Who::Nobody),
        Step::Nothing { .. } => false,
        _ => true,
    };
    Remedy { possible: steps.iter().all(possible), shows_on, steps }
}

/// What has nothing to do with whose days show.
fn apart(reasons: &[HiddenReason]) -> Vec<Step> {
    let step = |reason: &HiddenReason| match reason {
        HiddenReason::UvOnCustomPeriod => Some(Step::AskOtherDays { spans: Vec::new(), since: None }),
        HiddenReason::NeverPublic
        | HiddenReason::UnknownCreator
        | HiddenReason::TooFewUsers
        | HiddenReason::UsersEstimated
        | HiddenReason::Differencing => Some(Step::Nothing { reason: reason.code() }),
        _ => None,
    };
    reasons.iter().filter_map(step).collect()
}

fn all_of(one: &CreatorDays) -> impl Iterator<Item = Step> {
    let show = |hidden: &HiddenDays| Step::Show { creator: one.creator.clone(), hidden: hidden.clone() };
    one.hidden.iter().map(show)
}

/// What would let a cell's creators show: where none does, the stretch that is nearest to it; else all stretches of those whose
/// rows are cut, since a row shows as a whole.
fn shows(people: &[CreatorDays], reasons: &[HiddenReason]) -> Vec<Step> {
    let others = |reason: &HiddenReason| *reason != HiddenReason::UvOnCustomPeriod;
    if !reasons.iter().any(others) {
        return Vec::new();
    }
    let cut: Vec<&CreatorDays> = people.iter().filter(|one| !one.visible.is_empty()).collect();
    if !cut.is_empty() {
        return cut.into_iter().flat_map(all_of).collect();
    }
    let all = people.iter().flat_map(|one| one.hidden.iter().map(move |hidden| (one, hidden)));
    let nearest = all.min_by_key(|(one, hidden)| (distance(hidden), &one.creator, hidden.days.start));
    nearest
        .map(|(one, hidden)| Step::Show { creator: one.creator.clone(), hidden: hidden.clone() })
        .into_iter()
        .collect()
}

/// How far a stretch is from being shown: time alone comes first, then what people can do, the fewest acts first, and last what
/// nobody can.
fn distance(hidden: &HiddenDays) -> (u8, Option<Day>, usize) {
    let by = |who: Who| hidden.causes.iter().filter(|cause: &&Cause| cause.who == who).count();
    match hidden.visible_from {
        Some(day) => (0, Some(day), 0),
        None if by(Who::Nobody) > 0 => (2, None, by(Who::Nobody)),
        None => (1, None, by(Who::Creator).saturating_add(by(Who::Partner))),
    }
}

fn undefined(sources: &Sources, reasons: &[&UndefinedReason]) -> Remedy {
    let mut steps: Vec<Step> = Vec::new();
    for reason in reasons {
        let before = steps.len();
        match reason {
            UndefinedReason::ZeroDenominator => {
                let formula = sources.metric.def.formula;
                let what = match formula {
                    Formula::Quotient { under, .. } => under.text(sources.metric.channel),
                    Formula::MeanOfRatios { under, .. } => under.id().to_owned(),
                    Formula::Exact(_) => String::new(),
                };
                steps.push(Step::Occur { what });
            }
            UndefinedReason::SpanNotDivisible { spans } => {
                let window = |(start, end): &(chrono::NaiveDate, chrono::NaiveDate)| {
                    Some(Window {
                        start: Day::from_date(*start).ok()?,
                        end: Some(Day::from_date(*end).ok()?),
                    })
                };
                let spans = spans.iter().filter_map(window).collect();
                steps.push(Step::AskOtherDays { spans, since: None });
            }
            UndefinedReason::MixedDefinitions => {
                steps.push(Step::AskOtherDays { spans: Vec::new(), since: sources.metric.def.since() });
            }
            reason => by_parts(sources, reason, &mut steps),
        }
        if steps.len() == before {
            steps.push(Step::Nothing { reason: reason.code() });
        }
    }
    of(steps)
}

/// The steps for the parts that are undefined for a reason.
fn by_parts(sources: &Sources, reason: &UndefinedReason, steps: &mut Vec<Step>) {
    let mut met = BTreeSet::new();
    for atom in &sources.atoms {
        let has =
            |value: &Value<Figure>| matches!(value, Value::Undefined(reasons) if reasons.contains(reason));
        let parts: Vec<&SourcePart> = atom.parts.iter().filter(|part| has(&part.value)).collect();
        for part in &parts {
            if met.insert((part.measure, part.channel)) {
                steps.extend(step(sources, part, reason));
            }
        }
        if parts.is_empty() && atom.is_given && has(&atom.value) {
            steps.push(Step::Give { what: atom.name.clone() });
        }
    }
}

fn step(sources: &Sources, part: &SourcePart, reason: &UndefinedReason) -> Option<Step> {
    let (measure, channel) = (part.measure, part.channel);
    let feed = match part.feed {
        ChosenFeed::One(feed) => Some(feed),
        _ => None,
    };
    let whole: WindowSet<Day> = [sources.days].into_iter().collect();
    match reason {
        UndefinedReason::NotLoaded | UndefinedReason::Absent => {
            let used = sources.scope.feeds.iter().find(|used| Some(used.feed) == feed);
            let missing = used.map(|used| used.missing.intersection(&whole));
            let days = missing.filter(|days| !days.is_empty() && *reason == UndefinedReason::NotLoaded);
            Some(Step::Load { measure, channel, feed, days: days.unwrap_or(whole) })
        }
        UndefinedReason::UniquesDoNotAdd => {
            Some(Step::Load { measure, channel, feed: Some("interactions"), days: whole })
        }
        UndefinedReason::MixedSources { feeds } => {
            Some(Step::Declare { measure, channel, feeds: feeds.clone(), days: sources.days })
        }
        UndefinedReason::Conflicting => Some(Step::ObserveAgain { measure, channel, feed }),
        _ => None,
    }
}
