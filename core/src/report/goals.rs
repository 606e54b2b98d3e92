use super::error::{ReportError, creators_known};
use super::listing::creator_name;
use super::subject::of_shop;
use crate::access::Module;
use crate::engine::{Dimension, Query, QueryFilter, Scope, View};
use crate::metric::{
    ContentParts, CreatorCount, Expr, Figure, Formula, Measure, Metric, Parts, Unit, evaluate,
};
use crate::time::Period;
use crate::value::{CreatorId, Currency, HiddenReason, Money, Reasons, ShopId, UndefinedReason, Value};

/// What a shop is to reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// The shop.
    pub shop: ShopId,
    /// The GMV to reach.
    pub target: Money,
    /// The creators that are to reach it; all that may be seen if none.
    pub creators: Option<Vec<CreatorId>>,
}

/// How far a goal was reached (PRD-6).
#[derive(Debug, Clone, PartialEq)]
pub struct GoalReport {
    /// What the answer drew on.
    pub scope: Scope,
    /// The shop.
    pub shop: ShopId,
    /// The GMV to reach.
    pub target: Money,
    /// The GMV that was reached.
    pub gmv: Value<Figure>,
    /// Over the target; undefined where that is 0.
    pub achievement: Value<Figure>,
    /// What is still missing; 0 once the target is reached.
    pub missing: Value<Figure>,
    /// By creator, most first: those that sold, and those that were named. They add up to the whole with `rooms`.
    pub creators: Vec<GoalCreator>,
    /// The part that shows by rooms of their own and is of no creator's days.
    pub rooms: Value<Figure>,
}

/// A creator's part of a goal.
#[derive(Debug, Clone, PartialEq)]
pub struct GoalCreator {
    /// Its id.
    pub creator: CreatorId,
    /// Its name for people.
    pub name: Option<String>,
    /// Why days of it are hidden; sums are over the others.
    pub hidden: Option<Reasons<HiddenReason>>,
    /// Its GMV of the shop.
    pub gmv: Value<Figure>,
    /// Over the whole target.
    pub achievement: Value<Figure>,
}

/// How far the goals of shops were reached in a period.
///
/// # Errors
/// [`ReportError`] for no goal, a target below 0 or in another currency, an unknown shop or creator.
pub fn goals(view: &View<'_>, period: Period, goals: &[Goal]) -> Result<Vec<GoalReport>, ReportError> {
    if goals.is_empty() {
        return Err(ReportError::NoGoal);
    }
    let currency = view.store().workspace().currency;
    for goal in goals {
        if goal.target.micros() < 0 || goal.target.currency() != currency {
            let (shop, target) = (goal.shop.as_str().to_owned(), goal.target.to_string());
            return Err(ReportError::Target {
                shop,
                target,
                currency: goal.target.currency().code(),
                expected: currency.code(),
            });
        }
        creators_known(view, goal.creators.iter().flatten())?;
    }
    goals.iter().map(|goal| reached(view, period, goal)).collect()
}

fn reached(view: &View<'_>, period: Period, goal: &Goal) -> Result<GoalReport, ReportError> {
    let filter = QueryFilter { creators: goal.creators.clone(), ..QueryFilter::default() };
    let filter = of_shop(view, period, &goal.shop, filter)?;
    let query = Query::new(period, &["gmv"]).in_module(Module::Product).filter(filter);
    let whole = view.query(&query)?;
    let gmv = whole.rows().next().map_or_else(absent, |row| row.value(0));
    // A creator that was named stands there with what is known of it, be it 0 or nothing.
    let by_creator = Query { told: goal.creators.is_none(), ..query.group_by(&[Dimension::Creator]) };
    let by_creator = view.query(&by_creator)?;
    let against = Against { currency: goal.target.currency(), target: goal.target.micros() };
    let mut creators = Vec::new();
    let mut rest = gmv.clone();
    for row in by_creator.rows() {
        let Some(creator) = row.key().creator else { continue };
        let gmv = row.value(0);
        rest = rest.zip_with(gmv.clone(), |rest, part| less(rest, part, against.currency));
        creators.push(GoalCreator {
            creator,
            name: row.name().map(str::to_owned),
            hidden: row.hidden().cloned(),
            achievement: against.achievement(&gmv),
            gmv,
        });
    }
    let mut named: Vec<&CreatorId> = goal.creators.iter().flatten().collect();
    named.sort();
    named.dedup();
    for creator in named {
        if creators.iter().any(|known| known.creator == *creator) {
            continue;
        }
        let hidden = view.hidden_reasons(creator, Module::Product, period.window());
        let reasons = hidden.unwrap_or_else(|| Reasons::one(HiddenReason::NotAuthorized));
        creators.push(GoalCreator {
            creator: creator.clone(),
            name: creator_name(view, creator),
            gmv: Value::Hidden(reasons.clone()),
            achievement: Value::Hidden(reasons.clone()),
            hidden: Some(reasons),
        });
    }
    Ok(GoalReport {
        scope: whole.scope,
        shop: goal.shop.clone(),
        target: goal.target,
        achievement: against.achievement(&gmv),
        missing: against.missing(&gmv),
        gmv,
        creators,
        rooms: rest,
    })
}

fn absent<T>() -> Value<T> {
    Value::undefined(UndefinedReason::Absent)
}

fn micros(value: &Value<Figure>) -> Value<i128> {
    value.clone().zip_with(Value::Known(()), |figure, ()| match figure {
        Figure::Money(money) => Value::Known(money.micros()),
        _ => absent(),
    })
}

fn less(rest: Figure, part: Figure, currency: Currency) -> Value<Figure> {
    match (rest, part) {
        (Figure::Money(rest), Figure::Money(part)) => rest.micros().checked_sub(part.micros()).map_or_else(
            || Value::undefined(UndefinedReason::Overflow),
            |rest| Value::Known(Figure::Money(Money::from_micros(rest, currency))),
        ),
        _ => absent(),
    }
}

/// A target that figures are held against.
struct Against {
    currency: Currency,
    target: i128,
}

const MISSING: Formula =
    Formula::Exact(Expr::Difference(&Expr::Target(Measure::Gmv), &Expr::Measure(Measure::Gmv)));

impl Against {
    fn achievement(&self, gmv: &Value<Figure>) -> Value<Figure> {
        match Metric::parse("goal_achievement") {
            Ok(metric) => evaluate(metric.def.formula, metric.def.unit, self.currency, &self.parts(gmv)),
            Err(_) => absent(),
        }
    }
    fn missing(&self, gmv: &Value<Figure>) -> Value<Figure> {
        let missing = evaluate(MISSING, Unit::Money, self.currency, &self.parts(gmv));
        missing.map(|figure| match figure {
            Figure::Money(money) if money.micros() < 0 => Figure::Money(Money::zero(self.currency)),
            figure => figure,
        })
    }
    fn parts(&self, gmv: &Value<Figure>) -> GoalParts {
        GoalParts { gmv: micros(gmv), target: self.target }
    }
}

/// GMV, and its target.
struct GoalParts {
    gmv: Value<i128>,
    target: i128,
}

impl Parts for GoalParts {
    fn measure(&self, measure: Measure) -> Value<i128> {
        if measure == Measure::Gmv { self.gmv.clone() } else { absent() }
    }
    fn contents(&self, _over: Measure, _under: Measure) -> Value<ContentParts> {
        absent()
    }
    fn creators(&self, _count: CreatorCount) -> Value<i128> {
        absent()
    }
    fn target(&self, measure: Measure) -> Value<i128> {
        if measure == Measure::Gmv { Value::Known(self.target) } else { absent() }
    }
}
