//! Refusals of a change taken apart, its far ends, and those of the bounds (BEY-8, VID-6, CRE-5).
use creator_compass::change::{
    ChangeError, ChangeFigures, ChangeKind, ChangeSubject, GrowthPolicy, decompose, falling_bound,
    rising_bound,
};
use creator_compass::value::{Currency, Failure, UndefinedReason, Value};
use serde_json::{Value as Json, json};

fn figures(gmv: i128, orders: i64, clicks: i64, views: i64) -> ChangeFigures {
    ChangeFigures { gmv, orders: Some(orders), product_clicks: Some(clicks), views: Some(views) }
}

fn subject(id: &str, before: Option<ChangeFigures>, after: Option<ChangeFigures>) -> ChangeSubject {
    ChangeSubject { id: id.to_owned(), before, after }
}

fn usd() -> Currency {
    Currency::new("USD").unwrap()
}

#[test]
fn bey_8_refusals_say_what_and_by_which_rule() {
    let id = || "ana".to_owned();
    let cases = [
        (
            ChangeError::Repeated { id: id() },
            ["change.subject.repeated", "BEY-8", "two subjects have the id `ana`"],
            json!({ "id": "ana" }),
        ),
        (
            ChangeError::Nowhere { id: id() },
            ["change.subject.nowhere", "BEY-8", "the subject `ana` has figures neither before nor after"],
            json!({ "id": "ana" }),
        ),
        (
            ChangeError::Negative { id: id(), field: "views", count: -3 },
            ["change.count.negative", "BEY-8", "the subject `ana` has -3 views; a count is 0 or more"],
            json!({ "id": "ana", "field": "views", "count": -3 }),
        ),
        (ChangeError::Overflow, ["change.overflow", "MET-4", "the change is out of range"], json!({})),
    ];
    for (error, [code, rule, message], details) in cases {
        assert_eq!((error.code(), error.kind().as_str(), error.rule()), (code, "invalid", rule));
        assert_eq!(error.to_string(), message);
        assert_eq!(Json::Object(error.details()), details);
    }
}

#[test]
fn bey_8_what_leaves_128_bits_is_an_error_and_no_panic() {
    let one = |gmv| Some(figures(gmv, 1, 1, 1));
    let over = [
        vec![subject("a", one(-2), one(i128::MAX))],
        vec![subject("a", one(i128::MIN), None)],
        vec![subject("a", None, one(i128::MAX)), subject("b", None, one(1))],
        // The sum is in range, but not the multiple of a cent above it.
        vec![subject("a", None, one(i128::MAX))],
        vec![subject("a", None, one(i128::MIN))],
    ];
    for subjects in over {
        assert_eq!(decompose(&subjects, usd()), Err(ChangeError::Overflow), "{subjects:?}");
    }
}

#[test]
fn bey_8_factors_beyond_128_bits_are_undefined_and_the_change_is_not() {
    // Before, few views bring much; after, many bring nothing.
    let large = i128::MAX / 2;
    let (before, after) = (figures(large, i64::MAX, i64::MAX, 1), figures(0, 1, 1, i64::MAX));
    let answer = decompose(&[subject("a", Some(before), Some(after))], usd());
    let answer = answer.unwrap();
    assert_eq!(answer.parts[0].kind, ChangeKind::Stayed(Value::undefined(UndefinedReason::Overflow)));
    assert_eq!(answer.change.exact.micros(), -large);
    assert_eq!(answer.totals.not_split, answer.change);
}

#[test]
fn vid_6_and_cre_5_bounds_of_any_counts_are_numbers() {
    let mut policy = GrowthPolicy::default();
    assert_eq!((policy.span_days, policy.floor, policy.confidence_percent), (3, 100, 95));
    policy.floor = 0;
    for confidence in [0, 1, 50, 95, 99, u32::MAX] {
        policy.confidence_percent = confidence;
        for many in [0, 1, 2, 15, 16, 17, 1 << 20, 1 << 53, u64::MAX] {
            for few in [0, 1, 100, 1 << 33, u64::MAX] {
                let bound = rising_bound(Some(many), Some(few), &policy);
                assert!(bound.known().is_some_and(|bound| bound.is_finite()), "{many} {few} {bound:?}");
                let bound = falling_bound(Some(few), Some(many), &policy);
                assert_eq!(
                    bound.known().is_some_and(|bound| bound.is_finite()),
                    many > 0,
                    "{few} {many} {bound:?}"
                );
            }
        }
    }
}
