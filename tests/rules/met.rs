//! The dictionary of metrics, written out by hand beside the registry.
use std::collections::BTreeSet;

use creator_compass::metric::{
    ContentParts, CreatorCount, Expr, Formula, Measure, Metric, MetricDef, Moment, Parts, Unit, UserCount,
    evaluate, metrics,
};
use creator_compass::value::{Currency, Value};

/// id, kind, unit, better direction, companion of a vanity metric.
const MEASURES: &[(&str, &str, &str, &str, &str)] = &[
    ("impressions", "sum", "count", "more", "view_rate"),
    ("views", "sum", "count", "more", "rpm"),
    ("viewers", "unique", "count", "more", "transaction_rate"),
    ("concurrent_viewers", "gauge", "count", "more", ""),
    ("entries", "sum", "count", "more", ""),
    ("leaves", "sum", "count", "less", ""),
    ("watch_seconds", "sum", "seconds", "more", ""),
    ("finishes", "sum", "count", "more", ""),
    ("likes", "sum", "count", "more", "interaction_rate"),
    ("comments", "sum", "count", "more", "interaction_rate"),
    ("shares", "sum", "count", "more", "interaction_rate"),
    ("new_followers", "sum", "count", "more", "returning_followers"),
    ("product_impressions", "sum", "count", "more", ""),
    ("product_reach", "unique", "count", "more", ""),
    ("product_clicks", "sum", "count", "more", ""),
    ("product_clickers", "unique", "count", "more", ""),
    ("orders_created", "sum", "count", "more", ""),
    ("sku_orders", "sum", "count", "more", ""),
    ("orders", "subjects", "count", "more", ""),
    ("items_sold", "sum", "count", "more", ""),
    ("gmv", "sum", "money", "more", ""),
    ("direct_gmv", "sum", "money", "more", ""),
    ("buyers", "unique", "count", "more", ""),
    ("refund_gmv", "sum", "money", "less", ""),
    ("refund_orders", "sum", "count", "less", ""),
    ("refund_items", "sum", "count", "less", ""),
    ("commission", "sum", "money", "more", ""),
    ("settlement_gmv", "sum", "money", "more", ""),
    ("reviews", "sum", "count", "more", ""),
    ("negative_reviews", "sum", "count", "less", ""),
    ("complaints", "sum", "count", "less", ""),
    ("drainage_pv", "sum", "count", "more", ""),
    ("drainage_entries", "sum", "count", "more", ""),
    ("livestreams", "subjects", "count", "more", ""),
    ("videos", "subjects", "count", "more", ""),
    ("products_sold", "subjects", "count", "more", ""),
    ("live_seconds", "sum", "seconds", "more", ""),
    ("creations", "sum", "count", "more", "streams"),
    ("creation_views", "sum", "count", "more", "streams"),
    ("streams", "sum", "count", "more", ""),
    ("followers", "gauge", "count", "more", ""),
    ("stock", "gauge", "count", "neither", ""),
    ("creators", "subjects", "count", "more", ""),
    ("offers_received", "sum", "count", "more", ""),
    ("offers_accepted", "sum", "count", "more", ""),
    ("ad_spend", "sum", "money", "neither", ""),
    ("acquisitions", "sum", "count", "more", ""),
];

/// id, label, formula, unit, better direction. All of them are actionable.
const DERIVED: &[(&str, &str, &str, &str, &str)] = &[
    ("live_partners", "Livestreaming Partners", "creators(livestreams >= 1)", "count", "more"),
    ("partners_with_sales", "Partners with Sales", "creators(gmv > 0)", "count", "more"),
    ("active_rate", "Active Rate", "creators(livestreams >= 1) / creators", "ratio", "more"),
    ("sales_rate", "Sales Rate", "creators(gmv > 0) / creators", "ratio", "more"),
    ("avg_gmv_live", "Avg. GMV (Livestreams)", "gmv[live] / livestreams", "money", "more"),
    ("avg_ctr_live", "Avg. CTR (LIVE)", "mean over LIVEs of product_clicks / views", "ratio", "more"),
    ("avg_ctr_video", "Avg. CTR (Video)", "mean over videos of product_clicks / views", "ratio", "more"),
    ("ctr", "CTR", "product_clicks / product_impressions", "ratio", "more"),
    ("c_o", "C_O", "sku_orders / product_clicks", "ratio", "more"),
    ("content_ctr", "Content CTR", "product_clicks / views", "ratio", "more"),
    ("rpm", "RPM", "gmv / views × 1000", "per_mille_money", "more"),
    ("transaction_rate", "Transaction rate", "buyers / viewers", "ratio", "more"),
    ("interaction_rate", "Interaction rate", "(likes + comments + shares) / views", "ratio", "more"),
    ("finish_rate", "Finish rate", "finishes / views", "ratio", "more"),
    ("drainage_success_rate", "Drainage success rate", "drainage_entries / drainage_pv", "ratio", "more"),
    ("avg_watch_seconds", "Avg. watch time", "watch_seconds / views", "seconds", "more"),
    ("view_rate", "Entry rate", "views / impressions", "ratio", "more"),
    ("viewer_click_rate", "Viewers → clickers", "product_clickers / product_reach", "ratio", "more"),
    ("clicker_buyer_rate", "Clickers → buyers", "buyers / product_clickers", "ratio", "more"),
    ("viewer_buyer_rate", "Viewers → buyers", "buyers / product_reach", "ratio", "more"),
    ("return_rate", "Return rate", "refund_orders / sku_orders", "ratio", "less"),
    ("negative_review_rate", "Negative review rate", "negative_reviews / reviews", "ratio", "less"),
    ("complaint_rate", "Complaint rate", "complaints / sku_orders", "ratio", "less"),
    ("gmv_share", "Percentage of transactions", "gmv / whole(gmv)", "ratio", "neither"),
    ("goal_achievement", "Goal achievement", "gmv / target(gmv)", "ratio", "more"),
    ("aov", "Average order value", "gmv / sku_orders", "money", "more"),
    (
        "engagement_rate_views",
        "Engagement rate (views)",
        "(likes + comments + shares) / views",
        "ratio",
        "more",
    ),
    (
        "engagement_rate_followers",
        "Engagement rate (followers)",
        "(likes + comments + shares) / followers",
        "ratio",
        "more",
    ),
    ("roi", "ROI", "(gmv − ad_spend) / ad_spend", "ratio", "more"),
    ("roas", "ROAS", "gmv / ad_spend", "ratio", "more"),
    ("cpa", "CPA", "ad_spend / acquisitions", "money", "less"),
    ("watch_through_rate", "Watch-through rate", "finishes / views", "ratio", "more"),
    (
        "repeat_engagement",
        "Repeat engagement",
        "users(engagements >= 2) / users(engagements >= 1)",
        "ratio",
        "more",
    ),
    (
        "returning_followers",
        "Returning followers",
        "users(returned followers) / followers(start)",
        "ratio",
        "more",
    ),
    ("acceptance_rate", "Acceptance rate", "offers_accepted / offers_received", "ratio", "more"),
];

fn def(id: &str) -> MetricDef {
    metrics().find(|def| def.id == id).unwrap_or_else(|| panic!("there is no `{id}`"))
}

fn written(def: &MetricDef) -> String {
    Metric { def: *def, channel: def.channel }.formula()
}

#[test]
fn met_1_every_measure_of_the_dictionary_is_there_as_it_says() {
    let ids: Vec<&str> = Measure::ALL.iter().map(|measure| measure.id()).collect();
    assert_eq!(ids, MEASURES.iter().map(|row| row.0).collect::<Vec<_>>());
    for (id, kind, unit, good, companion) in MEASURES {
        let (measure, def) = (Measure::of(id).unwrap(), def(id));
        assert_eq!((measure.kind().as_str(), measure.unit().as_str()), (*kind, *unit), "{id}");
        assert_eq!((def.unit.as_str(), def.goodness.as_str()), (*unit, *good), "{id}");
        assert_eq!(def.nature.companion().unwrap_or(""), *companion, "{id}");
        assert_eq!(written(&def), *id);
    }
}

#[test]
fn met_1_every_derived_metric_of_the_dictionary_is_there_as_it_says() {
    let ids: Vec<&str> = metrics().map(|def| def.id).filter(|id| Measure::of(id).is_none()).collect();
    assert_eq!(ids, DERIVED.iter().map(|row| row.0).collect::<Vec<_>>());
    for (id, label, formula, unit, good) in DERIVED {
        let def = def(id);
        assert_eq!((def.label_en, written(&def).as_str()), (*label, *formula), "{id}");
        assert_eq!((def.unit.as_str(), def.goodness.as_str()), (*unit, *good), "{id}");
        assert_eq!(def.nature.as_str(), "actionable", "{id}");
    }
}

#[test]
fn kpi_6_a_vanity_metric_names_an_actionable_companion() {
    for vanity in metrics().filter(|def| def.nature.as_str() == "vanity") {
        let companion = def(vanity.nature.companion().unwrap());
        assert_eq!(companion.nature.as_str(), "actionable", "{} beside {}", vanity.id, companion.id);
    }
}

#[test]
fn dsh_13_every_metric_has_labels_and_one_sentence_of_help_in_english_and_chinese() {
    let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let mut labels = BTreeSet::new();
    for def in metrics() {
        assert!(labels.insert(def.label_en) && labels.insert(def.label_zh), "{}: a label twice", def.id);
        assert!(chinese(def.label_zh) && !chinese(def.label_en), "{}", def.id);
        let one = |text: &str, end: char| text.matches(end).count() == 1 && text.ends_with(end);
        assert!(one(def.help_en, '.') && !chinese(def.help_en), "{}: {}", def.id, def.help_en);
        assert!(one(def.help_zh, '。') && chinese(def.help_zh), "{}: {}", def.id, def.help_zh);
        assert!(!def.help_zh.contains([',', ';', '(', ')']), "{}: half-width marks", def.id);
        assert!(!def.sources.is_empty(), "{}: no source", def.id);
    }
}

#[test]
fn met_1_the_units_of_a_formula_are_those_of_its_metric() {
    for def in metrics() {
        for expr in def.formula.atoms() {
            let one = expr.text(None);
            assert!(
                !one.contains(" + ") && !one.contains(" − ") && !one.contains(" / "),
                "{one} is one name"
            );
        }
        let unit = match def.formula {
            Formula::Exact(expr) => expr.unit(),
            Formula::Quotient { over, under, times } => match (over.unit(), under.unit(), times) {
                (Unit::Money, Unit::Count, 1) => Unit::Money,
                (Unit::Money, Unit::Count, 1000) => Unit::PerMilleMoney,
                (Unit::Seconds, Unit::Count, 1) => Unit::Seconds,
                (a, b, 1) if a == b => Unit::Ratio,
                other => panic!("{}: {other:?}", def.id),
            },
            Formula::MeanOfRatios { over, under } => {
                assert_eq!(over.unit(), under.unit());
                assert!(def.label_en.starts_with("Avg."), "MET-2: {} averages rates", def.id);
                Unit::Ratio
            }
        };
        assert_eq!(unit, def.unit, "{}", def.id);
        if let Formula::Quotient { over: Expr::Sum(terms), .. } = def.formula {
            assert!(terms.iter().all(|term| term.unit() == terms[0].unit()), "{}", def.id);
        }
    }
}

#[test]
fn src_11_what_the_open_api_restated_says_since_when() {
    let since: Vec<&str> = metrics().filter(|def| def.since().is_some()).map(|def| def.id).collect();
    for (id, version) in [("gmv", 2), ("sku_orders", 2), ("items_sold", 2), ("buyers", 2), ("direct_gmv", 1)]
    {
        assert_eq!(def(id).version(), version, "{id}");
    }
    for id in ["gmv", "rpm", "aov", "c_o", "transaction_rate", "partners_with_sales", "avg_gmv_live"] {
        assert_eq!(def(id).since(), Some("2026-03"), "{id} draws on what was restated");
    }
    assert!(!since.contains(&"ctr") && !since.contains(&"direct_gmv") && since.len() < 30, "{since:?}");
    for def in metrics() {
        for (index, pair) in def.versions.windows(2).enumerate() {
            assert_eq!(pair[0].until, pair[1].since, "{}: no gap", def.id);
            assert_eq!(pair[0].number as usize, index + 1);
        }
        assert!(
            def.versions.first().unwrap().since.is_none() && def.versions.last().unwrap().until.is_none()
        );
    }
}

/// Each measure has a number of its own.
struct Numbered;

fn number(measure: Measure) -> i128 {
    let at = Measure::ALL.iter().position(|one| *one == measure).unwrap();
    i128::try_from(at).unwrap() * 1_000_003 + 17
}

impl Parts for Numbered {
    fn measure(&self, measure: Measure) -> Value<i128> {
        Value::Known(number(measure))
    }
    fn contents(&self, _: Measure, _: Measure) -> Value<ContentParts> {
        Value::Known(ContentParts::new())
    }
    fn creators(&self, _: CreatorCount) -> Value<i128> {
        Value::Known(1)
    }
    fn confined(&self, _: &'static str, measure: Measure) -> Value<i128> {
        self.measure(measure)
    }
}

#[test]
fn met_2_a_fraction_of_summed_measures_gives_what_the_formula_gives() {
    let currency = Currency::new("USD").unwrap();
    let mut without = Vec::new();
    for def in metrics() {
        let Some(fraction) = def.fraction() else {
            without.push(def.id);
            continue;
        };
        let sum = |all: &[Measure]| Value::Known(all.iter().map(|measure| number(*measure)).sum::<i128>());
        let figure = fraction.figure(sum(&fraction.over), sum(&fraction.under), def.unit, currency);
        assert_eq!(figure, evaluate(def.formula, def.unit, currency, &Numbered), "{}", def.id);
        assert!(figure.known().is_some(), "{}", def.id);
    }
    let rest = "creators live_partners partners_with_sales active_rate sales_rate avg_ctr_live avg_ctr_video gmv_share \
                goal_achievement roi repeat_engagement returning_followers";
    assert_eq!(without, rest.split_whitespace().collect::<Vec<_>>());
}

#[test]
fn met_6_what_a_source_does_not_tell_is_absent_and_a_gauge_is_read_where_the_period_ends() {
    let parts: &dyn Parts = &Numbered;
    let absent = Value::undefined(creator_compass::value::UndefinedReason::Absent);
    assert_eq!(parts.users(UserCount::Engaged { at_least: 1 }), absent);
    assert_eq!(parts.whole(Measure::Gmv), absent);
    assert_eq!(parts.target(Measure::Gmv), absent);
    assert_eq!(parts.at(Moment::Start, Measure::Followers), absent);
    assert_eq!(parts.at(Moment::End, Measure::Followers), parts.measure(Measure::Followers));
}
