use super::view::View;
use crate::access::{self, Decision, Grain, Module, Question, Subject};
use crate::fact::{Observed, SubjectRef};
use crate::metric::Measure;
use crate::time::Instant;
use crate::value::{CreatorId, HiddenReason, Reasons, UndefinedReason, Value};

/// How much a counter grew, as an interval: a point where both looks show plain numbers (SRC-8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Growth {
    /// At least this much.
    pub low: i64,
    /// At most this much.
    pub high: i64,
    /// When it was looked at first.
    pub from: Instant,
    /// When it was looked at last.
    pub to: Instant,
}

/// The growth of a counter between the first and the last look within `[from, to]`.
///
/// Hidden unless every day from the first look to the last may be seen (default deny: a counter whose creator nobody
/// knows is hidden). `Undefined(Absent)` with fewer than two looks; `Undefined(CounterFell)` where any look shows less than the one
/// before by more than the steps allow; `Undefined(BelowResolution)` where the growth is smaller than the step.
#[must_use]
pub fn growth(
    view: &View<'_>,
    subject: &SubjectRef,
    measure: Measure,
    from: Instant,
    to: Instant,
) -> Value<Growth> {
    let table = &view.store.tables.observations;
    let keys = (subject.clone(), measure, from)..=(subject.clone(), measure, to);
    if from > to {
        return Value::undefined(UndefinedReason::Absent);
    }
    let mut looks: Vec<(Instant, Observed)> = Vec::new();
    let (mut conflict, mut reach) = (false, None);
    for (key, versions) in table.range(keys) {
        match versions.current(view.clocks.known_at) {
            None => continue,
            Some(current) if current.is_conflict() => conflict = true,
            Some(current) => looks.push((key.2, current.row().observed)),
        }
        reach = Some((reach.map_or(key.2, |(first, _)| first), key.2));
    }
    // Permission comes first: what is hidden does not even say that it is absent.
    let (first_at, last_at) = reach.unwrap_or((from, from));
    if let Some(reasons) = hidden(view, subject, first_at, last_at) {
        return Value::Hidden(reasons);
    }
    if conflict {
        return Value::undefined(UndefinedReason::Conflicting);
    }
    let (Some((_, first)), Some((_, last)), true) = (looks.first(), looks.last(), looks.len() > 1) else {
        return Value::undefined(UndefinedReason::Absent);
    };
    let fell = looks.iter().zip(looks.iter().skip(1)).any(|((_, before), (_, after))| {
        let slack = before.step.max(after.step).saturating_sub(1);
        after.value.saturating_add(slack) < before.value
    });
    if fell {
        return Value::undefined(UndefinedReason::CounterFell);
    }
    let step = first.step.max(last.step);
    let grown = last.value.saturating_sub(first.value);
    if step > 1 && grown < step {
        return Value::undefined(UndefinedReason::BelowResolution);
    }
    // Pages may cut or round: each figure is off by less than a step either way.
    let slack = first.step.saturating_sub(1).saturating_add(last.step.saturating_sub(1));
    Value::Known(Growth {
        low: grown.saturating_sub(slack).max(0),
        high: grown.saturating_add(slack),
        from: first_at,
        to: last_at,
    })
}

/// Why some day between two looks may not be seen.
fn hidden(
    view: &View<'_>,
    subject: &SubjectRef,
    from: Instant,
    to: Instant,
) -> Option<Reasons<HiddenReason>> {
    let rules = &view.store.workspace.rules;
    let (first, last) = (rules.calendar.day_of(from), rules.calendar.day_of(to));
    let Some((creator, asked, module)) = owner(view, subject) else {
        return Some(Reasons::one(HiddenReason::UnknownCreator));
    };
    let state = view.state_of(&creator);
    let mut question = Question { creator, subject: asked, module, grain: Grain::Aggregate, day: first };
    let mut reasons = Vec::new();
    while question.day <= last {
        if let Decision::Hidden { causes, .. } = access::decide_state(rules, &state, &question, view.today) {
            reasons.extend(causes.iter().map(|cause| cause.reason));
        }
        question.day = question.day.next();
    }
    Reasons::collect(reasons)
}

/// Whose counter it is, and what is asked about it.
fn owner(view: &View<'_>, subject: &SubjectRef) -> Option<(CreatorId, Subject, Module)> {
    let tables = &view.store.tables;
    match subject {
        SubjectRef::Creator(creator) => Some((creator.clone(), Subject::Creator, Module::Creator)),
        SubjectRef::Room(room) => {
            let owner = view.room_owner(&tables.rooms.get(room)?.current(view.clocks.known_at)?)?;
            Some((owner, Subject::Room(room.clone()), Module::Live))
        }
        SubjectRef::Video(video) => {
            let owner = view.video_owner(&tables.videos.get(video)?.current(view.clocks.known_at)?)?;
            Some((owner, Subject::Video(video.clone()), Module::Video))
        }
    }
}
