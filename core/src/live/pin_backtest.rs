use super::error::RoomError;
use super::minutes::minute_of;
use super::next_pin::{NextPinAsk, PinForecast};
use super::room::Room;
use crate::metric::{Measure, ratio};
use crate::value::{Currency, Money, UndefinedReason, Value};

/// Pins whose estimates are of about one size (BEY-11).
#[derive(Debug, Clone, PartialEq)]
pub struct PinBucket {
    /// How many.
    pub pins: i64,
    /// What they were expected to bring, on the mean.
    pub expected: Money,
    /// What they brought, on the mean.
    pub came: Money,
    /// The share of them whose GMV lay in the interval.
    pub coverage: f64,
}

/// The product that was expected to bring most, against the one that was pinned.
#[derive(Debug, Clone, PartialEq)]
pub struct TopChoice {
    /// Pins of the product that was expected to bring most.
    pub followed: i64,
    /// What these brought, on the mean.
    pub followed_came: Value<Money>,
    /// What the others brought, on the mean.
    pub others_came: Value<Money>,
    /// What pinning the first choice would have been expected to bring in place of the others, on the mean.
    pub others_first_expected: Value<Money>,
    /// What the others were expected to bring, on the mean.
    pub others_expected: Value<Money>,
}

/// How what was expected of pins compares with what came (BEY-11).
#[derive(Debug, Clone, PartialEq)]
pub struct PinBacktest {
    /// The level of the intervals.
    pub level_percent: u32,
    /// Pins that were compared.
    pub pins: i64,
    /// Pins of which nothing could be expected.
    pub unknown: i64,
    /// Pins to which no minute belongs.
    pub short: i64,
    /// The share of pins whose GMV lay in the interval.
    pub coverage: Value<f64>,
    /// What was expected less what came, on the mean.
    pub mean_error: Value<Money>,
    /// The same without its sign, on the mean.
    pub mean_absolute_error: Value<Money>,
    /// Up to five buckets of as many pins each, by what was expected, the least first.
    pub buckets: Vec<PinBucket>,
    /// The first choice against the product pinned.
    pub top: TopChoice,
}

/// A pin that was: amounts in millionths.
struct Tried {
    expected: i128,
    came: i128,
    is_covered: bool,
    /// What the first choice was expected to bring, where it was another.
    first: Option<i128>,
}

/// For each pin of rooms that are over, what was expected of it the moment before, from what was counted until then, against what
/// came in the minutes that it was pinned, at most those of the span (BEY-11).
///
/// # Errors
/// [`RoomError::StillOn`] for a room that has not ended by the moment asked, [`RoomError::Currencies`] for rooms of two currencies,
/// [`RoomError::AskRange`] for a span or a level that is none.
pub fn pin_backtest<'a>(
    rooms: impl IntoIterator<Item = &'a Room>,
    ask: &NextPinAsk,
) -> Result<PinBacktest, RoomError> {
    ask.check()?;
    let (mut all, mut currency, mut unknown, mut short) = (Vec::new(), None, 0_i64, 0_i64);
    for room in rooms {
        room.closed(ask.now, "backtest")?;
        let own = room.settings.currency;
        let known: Currency = *currency.get_or_insert(own);
        if known != own {
            return Err(RoomError::Currencies { left: known, right: own });
        }
        for pin in room.marks.pins(room.minutes.first, room.minutes.end()) {
            let minutes = pin.until.saturating_sub(pin.from).min(ask.span_minutes.into());
            let Some(span_minutes) = u32::try_from(minutes).ok().filter(|minutes| *minutes > 0) else {
                short = short.saturating_add(1);
                continue;
            };
            let before = pin.at.plus_millis(-1);
            let now = NextPinAsk { now: pin.at, span_minutes, ..*ask };
            let products = room.forecast(&now, minute_of(before), before).products;
            let came = room
                .products
                .get(&pin.product)
                .and_then(|own| own.between(pin.from, pin.from.saturating_add(minutes)).get(Measure::Gmv));
            let of = |one: &PinForecast| one.gmv.known().map(|gmv| gmv.expected.micros());
            let own = products.iter().find(|one| one.product == pin.product).and_then(|one| one.gmv.known());
            let Some(gmv) = own else {
                unknown = unknown.saturating_add(1);
                continue;
            };
            let came = i128::from(came.unwrap_or_default());
            let first = products.first().filter(|one| one.product != pin.product).and_then(of);
            all.push(Tried {
                expected: gmv.expected.micros(),
                came,
                is_covered: gmv.low.micros() <= came && came <= gmv.high.micros(),
                first,
            });
        }
    }
    all.sort_by_key(|one| (one.expected, one.came));
    Ok(report(&all, ask, currency, unknown, short))
}

fn report(
    all: &[Tried],
    ask: &NextPinAsk,
    currency: Option<Currency>,
    unknown: i64,
    short: i64,
) -> PinBacktest {
    let mean = |amounts: &mut dyn Iterator<Item = i128>| match currency.and_then(|one| mean(amounts, one)) {
        Some(mean) => Value::Known(mean),
        None => Value::undefined(UndefinedReason::ZeroDenominator),
    };
    let size = all.len().div_ceil(5).max(1);
    let buckets = all.chunks(size).filter_map(|some| {
        Some(PinBucket {
            pins: count(some),
            expected: self::mean(&mut some.iter().map(|one| one.expected), currency?)?,
            came: self::mean(&mut some.iter().map(|one| one.came), currency?)?,
            coverage: covered(some),
        })
    });
    let (followed, others): (Vec<&Tried>, Vec<&Tried>) = all.iter().partition(|one| one.first.is_none());
    PinBacktest {
        level_percent: ask.level_percent,
        pins: count(all),
        unknown,
        short,
        coverage: if all.is_empty() {
            Value::undefined(UndefinedReason::ZeroDenominator)
        } else {
            Value::Known(covered(all))
        },
        mean_error: mean(&mut all.iter().map(|one| one.expected.saturating_sub(one.came))),
        mean_absolute_error: mean(&mut all.iter().map(|one| one.expected.saturating_sub(one.came).abs())),
        buckets: buckets.collect(),
        top: TopChoice {
            followed: count(&followed),
            followed_came: mean(&mut followed.iter().map(|one| one.came)),
            others_came: mean(&mut others.iter().map(|one| one.came)),
            others_first_expected: mean(&mut others.iter().filter_map(|one| one.first)),
            others_expected: mean(&mut others.iter().map(|one| one.expected)),
        },
    }
}

fn count<T>(all: &[T]) -> i64 {
    i64::try_from(all.len()).unwrap_or(i64::MAX)
}

fn covered(all: &[Tried]) -> f64 {
    let hits = all.iter().filter(|one| one.is_covered).count();
    ratio(i128::try_from(hits).unwrap_or_default(), count(all).into())
}

/// The mean of amounts in millionths, rounded half-even to the minor unit.
fn mean(amounts: &mut dyn Iterator<Item = i128>, currency: Currency) -> Option<Money> {
    let (sum, many) =
        amounts.fold((0_i128, 0_i128), |(sum, many), one| (sum.saturating_add(one), many.saturating_add(1)));
    let unit = 10_i128.pow(6_u32.saturating_sub(currency.minor_digits()));
    let by = many.checked_mul(unit).filter(|by| *by > 0)?;
    let (whole, rest) = (sum.div_euclid(by), sum.rem_euclid(by));
    let up = match rest.saturating_mul(2).cmp(&by) {
        std::cmp::Ordering::Less => 0,
        std::cmp::Ordering::Equal => whole.rem_euclid(2),
        std::cmp::Ordering::Greater => 1,
    };
    Some(Money::from_micros(whole.saturating_add(up).saturating_mul(unit), currency))
}
