//! Metrics as data, and worked out from parts at hand.

use std::collections::BTreeMap;

use creator_compass::wire::{
    CellWire, EvaluateAskWire, MetricWire, PartWire, evaluate_metric as evaluate, metric_list,
};
use pyo3::prelude::*;

use crate::convert::{Named, Out, OutEach, Text};
use crate::error::Outcome;

type Parts = BTreeMap<String, PartWire>;

/// Every metric there is, as data (MET-1).
///
/// A list of `{"name", "label", "label_zh", "help", "help_zh", "unit", "good", "nature", "companion", "formula",
/// "sources", "version", "since", "versions"}`. Units are count, money, ratio, `"per_mille_money"` and seconds;
/// `"good"` is the better direction, more, less or neither; a metric is vanity, with the `"companion"` it is not
/// shown without, or actionable (KPI-6). What stands between the operators of a `"formula"` are the names of its
/// parts. `"since"` says from when on figures compare. Most metrics may be confined to a channel: `"gmv[live]"`,
/// `"gmv[video]"`, `"gmv[card]"`.
///
/// >>> [metric["label"] for metric in metrics() if metric["name"] in ("gmv", "aov")]
/// ['GMV', 'Average order value']
/// >>> next(metric["formula"] for metric in metrics() if metric["name"] == "rpm")
/// 'gmv / views × 1000'
#[pyfunction]
pub(crate) fn metrics() -> OutEach<MetricWire> {
    OutEach(metric_list())
}

/// Works a metric out from parts at hand (MET-3, MET-7).
///
/// `parts` is a dict by the names that the metric's formula gives them; what is left out is absent. A part is an
/// int, for amounts also a str or a Decimal of `currency` (USD if left out), or why there is none: `{"undefined":
/// reasons}` or `{"hidden": reasons}`. A mean over contents takes `contents` instead: the parts of each by its id.
/// Gives a figure; `help(View)` shows it.
///
/// Raises `InvalidError`: `metric.unknown`, `metric.part.unknown`, `metric.part.malformed`,
/// `value.currency.unknown`, and what `money` raises of an amount.
///
/// >>> evaluate_metric("rpm", {"gmv": "12.5", "views": 1000})["value"]
/// '12.5'
/// >>> evaluate_metric("ctr", {"product_clicks": 3, "product_impressions": 0})
/// {'kind': 'undefined', 'reasons': [{'reason': 'zero_denominator'}]}
/// >>> evaluate_metric("avg_ctr_video", contents={"v1": {"product_clicks": 1, "views": 4}})["value"]
/// 0.25
#[pyfunction]
#[pyo3(signature = (metric, parts=None, *, contents=None, currency=None))]
pub(crate) fn evaluate_metric(
    metric: Text,
    parts: Option<Named<Parts>>,
    contents: Option<Named<BTreeMap<String, Parts>>>,
    currency: Option<Text>,
) -> Outcome<Out<CellWire>> {
    let parts = parts.map_or_else(Parts::new, |parts| parts.0);
    let (contents, currency) = (contents.map(|all| all.0), currency.map(|code| code.0));
    Ok(Out(evaluate(&EvaluateAskWire { metric: metric.0, currency, parts, contents })?))
}
