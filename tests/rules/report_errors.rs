//! Every refusal of a screen: its code, kind, rule, facts and words.
use creator_compass::engine::QueryError;
use creator_compass::metric::MetricError;
use creator_compass::report::{ReportError, Topic};
use creator_compass::time::{PeriodError, PickerKind, Screen};
use creator_compass::value::Failure;
use serde_json::{Value, json};

fn check(error: &ReportError, said: [&str; 4], details: &Value) {
    let [code, kind, rule, message] = said;
    assert_eq!((error.code(), error.kind().as_str(), error.rule()), (code, kind, rule), "{error}");
    assert_eq!(error.to_string(), message);
    assert_eq!(&Value::Object(error.details()), details, "{error}");
}

#[test]
fn an_unknown_subject_is_told_with_the_nearest_that_may_be_seen() {
    let seen = || ["ben".to_owned(), "bea".to_owned()];
    let of = |topic: Topic, code: &str, rule: &str| {
        let message = format!("there is no {} `be` that may be seen; the nearest is `ben`", topic.as_str());
        let error = ReportError::unknown(topic, "be", seen());
        check(&error, [code, "invalid", rule, &message], &json!({ "id": "be", "nearest": "ben" }));
    };
    of(Topic::Creator, "report.creator.unknown", "CRE-1");
    of(Topic::Room, "report.room.unknown", "LIV-8");
    of(Topic::Video, "report.video.unknown", "VID-2");
    of(Topic::Product, "report.product.unknown", "PRD-2");
    of(Topic::Shop, "report.shop.unknown", "PRD-2");
    let none = ReportError::unknown(Topic::Shop, &"x".repeat(100), []);
    let (id, message) = ("x".repeat(64), format!("there is no shop `{}` that may be seen", "x".repeat(64)));
    let said = ["report.shop.unknown", "invalid", "PRD-2", &message];
    check(&none, said, &json!({ "id": id, "nearest": "" }));
}

#[test]
fn prd_6_wrong_goals_are_refused() {
    let message = "there is no goal to look at; expected at least one";
    check(&ReportError::NoGoal, ["report.goals.empty", "invalid", "PRD-6", message], &json!({}));
    let target = ReportError::Target {
        shop: "s1".to_owned(),
        target: "-5".to_owned(),
        currency: "USD",
        expected: "IDR",
    };
    check(
        &target,
        [
            "report.goals.target",
            "invalid",
            "PRD-6",
            "the target of shop `s1` is -5 USD; expected 0 or more of IDR",
        ],
        &json!({ "shop": "s1", "target": "-5", "currency": "USD", "expected": "IDR" }),
    );
}

#[test]
fn what_a_query_or_a_period_refuses_stays_what_it_is() {
    let period = PeriodError::NotOffered { picker: PickerKind::Month, offered: Screen::General.offers() };
    let wrapped = ReportError::from(period.clone());
    assert_eq!(
        (wrapped.code(), wrapped.kind(), wrapped.rule(), wrapped.details(), wrapped.to_string()),
        (period.code(), period.kind(), period.rule(), period.details(), period.to_string())
    );
    let metric = MetricError::Repeated { name: "gmv".to_owned() };
    let query = QueryError::from(metric.clone());
    let wrapped = ReportError::from(metric);
    assert_eq!(wrapped, ReportError::Query(query.clone()));
    assert_eq!(
        (wrapped.code(), wrapped.kind(), wrapped.rule(), wrapped.details(), wrapped.to_string()),
        (query.code(), query.kind(), query.rule(), query.details(), query.to_string())
    );
}
