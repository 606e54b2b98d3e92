//! Quotients against what is known of them: scaling, signs, order, the nearest whole millionth, and no panic anywhere.
use creator_compass::metric::{
    Change, ContentParts, CreatorCount, Expr, Figure, Formula, Fraction, Measure, Parts, Unit, change,
    evaluate_exactly,
};
use creator_compass::value::{Currency, Money, UndefinedReason, Value};
use proptest::prelude::*;

fn figure(over: i128, under: i128, times: i128, unit: Unit) -> Value<Figure> {
    let fraction = Fraction { over: vec![Measure::Gmv], under: vec![Measure::Views], times };
    fraction.figure(Value::Known(over), Value::Known(under), unit, Currency::new("USD").unwrap())
}

fn ratio(over: i128, under: i128) -> f64 {
    match figure(over, under, 1, Unit::Ratio) {
        Value::Known(Figure::Ratio(ratio)) => ratio,
        other => panic!("{over} / {under}: {other:?}"),
    }
}

fn micros(over: i128, under: i128) -> i128 {
    match figure(over, under, 1, Unit::Money) {
        Value::Known(Figure::Money(money)) => money.micros(),
        other => panic!("{over} / {under}: {other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    /// Scaled beyond 2^53 a quotient is the binary number it was: both paths round once, to the nearest.
    #[test]
    fn a_quotient_does_not_depend_on_its_scale(
        over in -(1_i64 << 53)..(1_i64 << 53), under in 1_i64..(1_i64 << 53), scale in 0_u32..70, odd in 0_i128..50
    ) {
        let (over, under, by) = (i128::from(over), i128::from(under), (1_i128 << scale) + 2 * odd);
        prop_assert_eq!(ratio(over * by, under * by).to_bits(), ratio(over, under).to_bits());
        prop_assert!((ratio(over * by, -under * by) + ratio(over, under)).abs() <= 0.0);
    }

    /// More above is never less.
    #[test]
    fn a_quotient_keeps_the_order(over in any::<i128>(), under in 1_i128..i128::MAX, more in any::<u64>()) {
        if let Some(larger) = over.checked_add(i128::from(more)) {
            prop_assert!(ratio(over, under) <= ratio(larger, under));
        }
    }

    /// A whole quotient is exact, however large its parts.
    #[test]
    fn a_whole_quotient_is_exact(whole in -(1_i64 << 53)..(1_i64 << 53), under in 1_i64..i64::MAX) {
        let (whole, under) = (i128::from(whole), i128::from(under));
        prop_assert_eq!(format!("{:.0}", ratio(whole * under, under)), format!("{whole}"));
    }

    /// Money is divided to the nearest millionth, and a tie goes to the even one (MET-4).
    #[test]
    fn money_is_divided_to_the_nearest_half_to_even(over in any::<i64>(), under in any::<i64>()) {
        prop_assume!(under != 0);
        let (over, under) = (i128::from(over), i128::from(under));
        let quotient = micros(over, under);
        let rest = (over - quotient * under).abs() * 2;
        prop_assert!(rest < under.abs() || (rest == under.abs() && quotient % 2 == 0), "{over} / {under} = {quotient}");
    }

    /// Whatever is divided by whatever: a figure, or why there is none.
    #[test]
    fn nothing_panics(over in any::<i128>(), under in any::<i128>(), times in any::<i128>()) {
        for unit in [Unit::Count, Unit::Money, Unit::Ratio, Unit::PerMilleMoney, Unit::Seconds] {
            let figure = figure(over, under, times, unit);
            let expected = if under == 0 {
                Some(UndefinedReason::ZeroDenominator)
            } else {
                over.checked_mul(times).is_none().then_some(UndefinedReason::Overflow)
            };
            prop_assert_eq!(figure.known().is_none(), expected.is_some());
            if let Some(reason) = expected {
                prop_assert_eq!(figure, Value::undefined(reason));
            }
        }
    }
}

#[test]
fn midway_between_two_binary_numbers_the_even_one_and_a_trace_above_it_the_next() {
    let midway = (1_i128 << 54) + 2;
    let (even, next) = (2.0_f64.powi(54), 2.0_f64.powi(54) + 4.0);
    assert_eq!(ratio(midway, 1).to_bits(), even.to_bits());
    for by in [3_i128, 1_000_000, 1 << 60] {
        assert_eq!(ratio(midway * by, by).to_bits(), even.to_bits());
        assert_eq!(ratio(midway * by - 1, by).to_bits(), even.to_bits());
        assert_eq!(ratio(midway * by + 1, by).to_bits(), next.to_bits());
    }
}

#[test]
fn the_ends_of_the_range() {
    let ends = [i128::MIN, i128::MIN + 1, -1, 0, 1, i128::MAX - 1, i128::MAX];
    for over in ends {
        for under in ends.into_iter().filter(|under| *under != 0) {
            assert!(ratio(over, under).is_finite(), "{over} / {under}");
        }
    }
    let overflow = Value::undefined(UndefinedReason::Overflow);
    assert_eq!(figure(i128::MIN, -1, 1, Unit::Money), overflow);
    assert_eq!(figure(i128::MAX, 1, 2, Unit::Ratio), overflow);
    assert_eq!(ratio(i128::MIN, i128::MIN).to_bits(), 1.0_f64.to_bits());
    assert_eq!(ratio(1, i128::MIN).to_bits(), (-(0.5_f64.powi(127))).to_bits());
    assert_eq!(ratio(i128::MAX, 1).to_bits(), 2.0_f64.powi(127).to_bits());
}

/// What a quotient comes of.
struct Given(i128, i128);

impl Parts for Given {
    fn measure(&self, measure: Measure) -> Value<i128> {
        Value::Known(if measure == Measure::Gmv { self.0 } else { self.1 })
    }
    fn contents(&self, _: Measure, _: Measure) -> Value<ContentParts> {
        Value::undefined(UndefinedReason::Absent)
    }
    fn creators(&self, _: CreatorCount) -> Value<i128> {
        Value::undefined(UndefinedReason::Absent)
    }
}

fn changed(now: (i128, i128), before: (i128, i128), unit: Unit) -> Change {
    let (over, under) = (Expr::Measure(Measure::Gmv), Expr::Measure(Measure::Views));
    let exact = |(a, b)| {
        let formula = Formula::Quotient { over, under, times: 1 };
        evaluate_exactly(formula, unit, Currency::new("USD").unwrap(), &Given(a, b))
    };
    change(&exact(now), &exact(before))
}

fn bits(change: &Change) -> (Option<u64>, Option<u64>) {
    let absolute = match change.absolute {
        Value::Known(Figure::Ratio(ratio)) => Some(ratio.to_bits()),
        _ => None,
    };
    let relative = match change.relative {
        Value::Known(relative) => Some(relative.to_bits()),
        _ => None,
    };
    (absolute, relative)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    /// A change is of the rates, whatever the size of what they come of: products of 128-bit numbers lose nothing.
    #[test]
    fn a_change_does_not_depend_on_its_scale(
        (a, b, c, d) in (any::<i32>(), 1..i32::MAX, any::<i32>(), 1..i32::MAX), by in 1_i128..1 << 95, other in 1_i128..1 << 95
    ) {
        let (a, b, c, d) = (i128::from(a), i128::from(b), i128::from(c), i128::from(d));
        let scaled = changed((a * by, b * by), (c * other, d * -other), Unit::Ratio);
        prop_assert_eq!(bits(&scaled), bits(&changed((a, b), (-c, d), Unit::Ratio)));
        // The parts fit 64 bits, so that one rounding can be told by hand.
        let (over, under) = (a * d - c * b, b * d);
        prop_assert_eq!(bits(&changed((a, b), (c, d), Unit::Ratio)).0, Some(ratio(over, under).to_bits()));
        if c != 0 {
            prop_assert_eq!(bits(&changed((a, b), (c, d), Unit::Ratio)).1, Some(ratio(over, b * c).to_bits()));
        }
    }

    /// A change of amounts is the millionth nearest to the exact one (MET-4).
    #[test]
    fn a_change_of_amounts_is_rounded_once(
        (a, b, c, d) in (any::<i32>(), 1..i32::MAX, any::<i32>(), 1..i32::MAX), by in 1_i128..1 << 95
    ) {
        let (a, b, c, d) = (i128::from(a), i128::from(b), i128::from(c), i128::from(d));
        prop_assert_eq!(
            changed((a * by, b * by), (c, d), Unit::Money).absolute,
            Value::Known(Figure::Money(Money::from_micros(micros(a * d - c * b, b * d), Currency::new("USD").unwrap())))
        );
    }

    /// Whatever the parts, there is a change or a reason why not; and there and back is the opposite.
    #[test]
    fn every_change_has_an_answer(a in any::<i128>(), b in any::<i128>(), c in any::<i128>(), d in any::<i128>()) {
        for unit in [Unit::Ratio, Unit::Money, Unit::Seconds] {
            let (there, back) = (changed((a, b), (c, d), unit), changed((c, d), (a, b), unit));
            match (there.absolute, back.absolute) {
                (Value::Known(Figure::Ratio(a)), Value::Known(Figure::Ratio(b)))
                | (Value::Known(Figure::MeanSeconds(a)), Value::Known(Figure::MeanSeconds(b))) => {
                    prop_assert!(a.is_finite() && (a + b).abs() <= 0.0);
                }
                (Value::Known(Figure::Money(a)), Value::Known(Figure::Money(b))) => {
                    prop_assert_eq!(a.micros().checked_add(b.micros()), Some(0));
                }
                (Value::Undefined(_), Value::Undefined(_)) => {}
                (there, back) => prop_assert!(false, "{there:?}, {back:?}"),
            }
        }
    }
}

/// A change midway between two millionths goes to the even one, whatever its sign (MET-4).
#[test]
fn a_change_midway_between_two_millionths_goes_to_the_even_one() {
    let micros = |now, before| match changed(now, before, Unit::Money).absolute {
        Value::Known(Figure::Money(money)) => money.micros(),
        other => panic!("{other:?}"),
    };
    for (now, before, expected) in [
        ((3, 2), (0, 1), 2),
        ((5, 2), (0, 1), 2),
        ((7, 2), (0, 1), 4),
        ((-3, 2), (0, 1), -2),
        ((-5, 2), (0, 1), -2),
        ((1, 2), (0, 1), 0),
        ((1, 4), (-1, 4), 0),
        ((3, 4), (-3, 4), 2),
        ((2, 3), (0, 1), 1),
        ((1, 3), (0, 1), 0),
        // 2^100 + 1/2, of which the whole part is even, and the odd one before it.
        (((1 << 101) + 1, 2), (0, 1), 1 << 100),
        (((1 << 101) - 1, 2), (0, 1), 1 << 100),
    ] {
        assert_eq!(micros(now, before), expected, "{now:?} less {before:?}");
    }
}
