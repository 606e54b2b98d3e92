//! The same questions put to Cedar: the fastest model of them that we found.
//!
//! Cedar cannot walk a list of windows, so that contracts and authorizations are sets of days here, made beforehand for
//! the moment asked; a test of one is a look into a hash set. Entities, policies and requests are built beforehand too.
//! Cedar then says yes or no; the causes, which an explained decision names, it is not asked for.
use std::collections::{HashMap, HashSet};
use std::hint::black_box;

use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityUid, PolicySet, Request, RestrictedExpression,
};
use creator_compass::access::{CreatorState, Question, Scope, Subject, decide_state};
use creator_compass::time::{Day, Window, WindowSet, retention_start};
use creator_compass_benches::FixtureError;

use super::world::{World, rooms_of};
use crate::measure::{ROUNDS, figure, median_nanos};

const POLICIES: &str = r#"
permit (principal == Partner::"agency", action == Action::"aggregate", resource is Creator) when {
  context.oldest <= context.day && context.day < context.today
    && resource.contractDays.contains(context.day) && resource.shownDays.contains(context.day)
    && !(resource has region && resource.region == "US")
};
permit (principal == Partner::"agency", action == Action::"aggregate", resource is Room) when {
  context.oldest <= context.day && context.day < context.today
    && resource.creator.contractDays.contains(context.day)
    && (resource.shownDays.contains(context.day) || resource.creator.shownDays.contains(context.day))
    && !(resource.creator has region && resource.creator.region == "US")
};
"#;

/// Puts the questions to Cedar, whose answers must be ours, and prints what one takes it.
pub(super) fn compare(
    world: &World,
    states: &[CreatorState],
    questions: &[(usize, Question)],
    explained: f64,
) -> Result<(), FixtureError> {
    let model = Model::new(world, states)?;
    let requests = questions.iter().map(|(_, one)| model.request(one)).collect::<Result<Vec<_>, _>>()?;
    let mut seen = 0_usize;
    for ((place, question), request) in questions.iter().zip(&requests) {
        let state = states.get(*place).ok_or_else(|| wrong("a question about nobody"))?;
        let ours = decide_state(&world.rules, state, question, world.today).is_visible();
        if ours != model.allows(request) {
            return Err(wrong(format!("{question:?}: we say {ours}, Cedar does not")));
        }
        seen = seen.saturating_add(usize::from(ours));
    }
    let all = || requests.iter().filter(|one| model.allows(black_box(one))).count();
    let taken = median_nanos(ROUNDS, &seen, all)? / super::per(requests.len());
    figure("access.cedar", taken, "ns")?;
    figure("access.explained_vs_cedar", taken / explained, "x")
}

/// Entities and policies, ready to be asked.
struct Model {
    authorizer: Authorizer,
    policies: PolicySet,
    entities: Entities,
    partner: EntityUid,
    action: EntityUid,
    today: Day,
    oldest: Day,
}

fn wrong(error: impl std::fmt::Display) -> FixtureError {
    FixtureError(error.to_string())
}

fn uid(text: &str) -> Result<EntityUid, FixtureError> {
    text.parse().map_err(wrong)
}

fn creator_uid(creator: &impl std::fmt::Display) -> Result<EntityUid, FixtureError> {
    uid(&format!("Creator::\"{creator}\""))
}

fn room_uid(
    creator: &impl std::fmt::Display,
    room: &impl std::fmt::Display,
) -> Result<EntityUid, FixtureError> {
    uid(&format!("Room::\"{creator}/{room}\""))
}

fn number(day: Day) -> RestrictedExpression {
    RestrictedExpression::new_long(i64::from(day.number()))
}

impl Model {
    fn new(world: &World, states: &[CreatorState]) -> Result<Self, FixtureError> {
        let (today, mut entities) = (world.today, Vec::new());
        let oldest = retention_start(&world.rules.policy, today);
        let kept: WindowSet<Day> = [Window { start: oldest, end: Some(today.next()) }].into_iter().collect();
        let days = |windows: WindowSet<Day>| {
            let inside = windows.intersection(&kept);
            let spans = inside.windows().iter().flat_map(|window| {
                std::iter::successors(Some(window.start), |day| Some(day.next()))
                    .take_while(|day| window.contains(*day))
            });
            RestrictedExpression::new_set(spans.map(number).collect::<Vec<_>>())
        };
        for (creator, state) in world.asked().zip(states) {
            let shown = |scope: &Scope| {
                let shown = state.requests_of(scope).filter(|record| record.state.shows_on(today));
                days(shown.map(|record| record.days).collect())
            };
            let mut attributes = HashMap::from([
                ("contractDays".to_owned(), days(state.contract_windows())),
                ("shownDays".to_owned(), shown(&Scope::Creator)),
            ]);
            if let Some(region) = &state.region {
                attributes.insert("region".to_owned(), RestrictedExpression::new_string(region.clone()));
            }
            let whole = creator_uid(creator)?;
            entities.push(Entity::new(whole.clone(), attributes, HashSet::new()).map_err(wrong)?);
            for room in rooms_of(creator)? {
                let own = HashMap::from([
                    ("creator".to_owned(), RestrictedExpression::new_entity_uid(whole.clone())),
                    ("shownDays".to_owned(), shown(&Scope::Room(room.clone()))),
                ]);
                entities.push(Entity::new(room_uid(creator, &room)?, own, HashSet::new()).map_err(wrong)?);
            }
        }
        Ok(Self {
            authorizer: Authorizer::new(),
            policies: POLICIES.parse().map_err(wrong)?,
            entities: Entities::from_entities(entities, None).map_err(wrong)?,
            partner: uid("Partner::\"agency\"")?,
            action: uid("Action::\"aggregate\"")?,
            today,
            oldest,
        })
    }

    fn request(&self, question: &Question) -> Result<Request, FixtureError> {
        let resource = match &question.subject {
            Subject::Room(room) => room_uid(&question.creator, room)?,
            _ => creator_uid(&question.creator)?,
        };
        let context = Context::from_pairs([
            ("day".to_owned(), number(question.day)),
            ("today".to_owned(), number(self.today)),
            ("oldest".to_owned(), number(self.oldest)),
        ]);
        let context = context.map_err(wrong)?;
        Request::new(self.partner.clone(), self.action.clone(), resource, context, None).map_err(wrong)
    }

    fn allows(&self, request: &Request) -> bool {
        let answer = self.authorizer.is_authorized(request, &self.policies, &self.entities);
        answer.decision() == Decision::Allow
    }
}
