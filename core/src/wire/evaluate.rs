use std::collections::BTreeMap;

use serde::Deserialize;

use super::error::WireError;
use super::store::CellWire;
use crate::metric::{
    ContentParts, CreatorCount, Expr, Formula, Measure, Metric, Moment, Parts, Unit, UserCount, evaluate,
};
use crate::value::{Currency, HiddenReason, LARGEST_COUNT, MICROS, Money, Reasons, UndefinedReason, Value};

/// A metric to work out from parts at hand.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EvaluateAskWire {
    /// The name of the metric.
    pub metric: String,
    /// The currency of amounts; `USD` if left out.
    #[serde(default)]
    pub currency: Option<String>,
    /// The parts, by the names its formula gives them. What is left out is absent.
    #[serde(default)]
    pub parts: BTreeMap<String, PartWire>,
    /// For a mean over contents: the parts of each, by its id.
    #[serde(default)]
    pub contents: Option<BTreeMap<String, BTreeMap<String, PartWire>>>,
}

/// A part of a formula, or why there is none.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum PartWire {
    /// A count, seconds, or a whole amount.
    Number(i64),
    /// An amount.
    Text(String),
    /// There is none.
    Undefined {
        /// Why.
        undefined: Vec<String>,
    },
    /// It may not be shown.
    Hidden {
        /// Why.
        hidden: Vec<String>,
    },
}

const UNDEFINED: [UndefinedReason; 9] = [
    UndefinedReason::ZeroDenominator,
    UndefinedReason::Absent,
    UndefinedReason::NotLoaded,
    UndefinedReason::Conflicting,
    UndefinedReason::CounterFell,
    UndefinedReason::BelowResolution,
    UndefinedReason::UniquesDoNotAdd,
    UndefinedReason::MixedDefinitions,
    UndefinedReason::Overflow,
];

impl PartWire {
    /// Its value; money in 10⁻⁶ units.
    fn read(&self, name: &str, unit: Unit, currency: Currency) -> Result<Value<i128>, WireError> {
        let malformed = |expected: &str| {
            WireError::malformed("metric.part.malformed", &format!("`{name}`: expected {expected}"))
                .with("name", name)
                .with("expected", expected)
        };
        let of_money = unit == Unit::Money;
        match self {
            Self::Number(number) if of_money => Ok(Value::Known(i128::from(*number).saturating_mul(MICROS))),
            Self::Number(number) if i128::from(number.unsigned_abs()) <= LARGEST_COUNT => {
                Ok(Value::Known(i128::from(*number)))
            }
            Self::Text(amount) if of_money => Ok(Value::Known(Money::parse(amount, currency)?.micros())),
            Self::Number(_) | Self::Text(_) => Err(malformed("a whole number up to 2^53 - 1")),
            Self::Undefined { undefined } => {
                let all = undefined.iter().map(|code| UNDEFINED.into_iter().find(|one| one.code() == code));
                let all: Option<Vec<_>> = all.collect();
                let reasons = all.and_then(Reasons::collect);
                Ok(Value::Undefined(reasons.ok_or_else(|| malformed("reasons why it is undefined"))?))
            }
            Self::Hidden { hidden } => {
                let all =
                    hidden.iter().map(|code| HiddenReason::ALL.into_iter().find(|one| one.code() == code));
                let all: Option<Vec<_>> = all.collect();
                let reasons = all.and_then(Reasons::collect);
                Ok(Value::Hidden(reasons.ok_or_else(|| malformed("reasons why it is hidden"))?))
            }
        }
    }
}

type GivenValues = BTreeMap<String, Value<i128>>;

/// The parts of a formula as they were given.
struct GivenParts {
    channel: Option<&'static str>,
    parts: GivenValues,
    contents: Option<BTreeMap<String, GivenValues>>,
}

fn part(given: &GivenValues, name: &str) -> Value<i128> {
    given.get(name).cloned().unwrap_or_else(|| Value::undefined(UndefinedReason::Absent))
}

impl GivenParts {
    fn part(&self, expr: Expr) -> Value<i128> {
        part(&self.parts, &expr.text(self.channel))
    }
}

impl Parts for GivenParts {
    fn measure(&self, measure: Measure) -> Value<i128> {
        self.part(Expr::Measure(measure))
    }
    fn contents(&self, over: Measure, under: Measure) -> Value<ContentParts> {
        let Some(contents) = &self.contents else { return Value::undefined(UndefinedReason::Absent) };
        let of = |(id, given): (&String, &GivenValues)| {
            (id.clone(), (part(given, over.id()), part(given, under.id())))
        };
        Value::Known(contents.iter().map(of).collect())
    }
    fn creators(&self, count: CreatorCount) -> Value<i128> {
        self.part(Expr::Creators(count))
    }
    fn confined(&self, channel: &'static str, measure: Measure) -> Value<i128> {
        self.part(Expr::In(channel, measure))
    }
    fn users(&self, count: UserCount) -> Value<i128> {
        self.part(Expr::Users(count))
    }
    fn whole(&self, measure: Measure) -> Value<i128> {
        self.part(Expr::Whole(measure))
    }
    fn target(&self, measure: Measure) -> Value<i128> {
        self.part(Expr::Target(measure))
    }
    fn at(&self, moment: Moment, measure: Measure) -> Value<i128> {
        self.part(Expr::At(moment, measure))
    }
}

/// Works a metric out from parts at hand (MET-3, MET-7).
///
/// # Errors
/// An unknown metric, currency or part, or a part that is not what its measure is.
pub fn evaluate_metric(ask: &EvaluateAskWire) -> Result<CellWire, WireError> {
    let metric = Metric::parse(&ask.metric)?;
    let currency = Currency::new(ask.currency.as_deref().unwrap_or("USD"))?;
    let all = metric.def.formula.atoms();
    let is_mean = matches!(metric.def.formula, Formula::MeanOfRatios { .. });
    let (alone, each): (&[Expr], &[Expr]) = if is_mean { (&[], &all) } else { (&all, &[]) };
    let read = |atoms: &[Expr], channel: Option<&str>, given: &BTreeMap<String, PartWire>| {
        let read = |(name, part): (&String, &PartWire)| {
            let atom = atoms.iter().find(|atom| atom.text(channel) == *name);
            let atom = atom.ok_or_else(|| unknown_part(name, &metric))?;
            Ok((name.clone(), part.read(name, atom.unit(), currency)?))
        };
        given.iter().map(read).collect::<Result<GivenValues, WireError>>()
    };
    let contents = ask.contents.as_ref().map(|contents| {
        let read = |(id, given): (&String, _)| Ok((id.clone(), read(each, None, given)?));
        contents.iter().map(read).collect::<Result<_, WireError>>()
    });
    let channel = metric.channel;
    let given =
        GivenParts { channel, parts: read(alone, channel, &ask.parts)?, contents: contents.transpose()? };
    Ok((&evaluate(metric.def.formula, metric.def.unit, currency, &given)).into())
}

fn unknown_part(name: &str, metric: &Metric) -> WireError {
    let (name, formula) = (name.chars().take(64).collect::<String>(), metric.formula());
    let what = format!("`{name}` is no part of `{formula}`");
    WireError::malformed("metric.part.unknown", &what).with("name", name).with("formula", formula)
}
