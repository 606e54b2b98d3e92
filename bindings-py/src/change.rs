//! Why GMV moved, and what rises or falls for certain.

use creator_compass::wire::{
    ChangeAskWire, ChangeSubjectWire, DecompositionWire, GrowthPolicyWire, GrowthRankAskWire, GrowthRankWire,
    SpanCountsWire, decompose_change as decompose, falling as fall, rising as rise,
};
use pyo3::prelude::*;

use crate::convert::{Each, In, Out, Text};
use crate::error::Outcome;

/// Takes a change of GMV apart, by subject and by cause; nothing is left over (BEY-8).
///
/// A subject is `{"id", "before", "after"}`: a creator, a product, a channel, or any crossing of these. Each side is `{"gmv",
/// "orders", "product_clicks", "views"}`, or left out where the subject was not there; a count that is left out is absent.
/// `currency` is that of all amounts (USD if left out).
///
/// Gives `{"currency", "change", "parts", "totals"}`. An amount is `{"amount", "shown"}`: exact, and in minor units so rounded
/// that what is shown sums as well. A part is `{"id", "kind", "change", "factors"}`, in the order given: `"entrant"` and
/// `"leaver"` are one cause by themselves, and one that `"stayed"` has `"factors"`: `{"kind": "known", "views", "content_ctr",
/// "c_o", "order_value", "without_views"}`, or undefined where a count is absent. `"totals"` has `"entrants"`, `"leavers"`, the
/// five factors and `"not_split"`. What a factor brought is the mean over all orders in which the four can change; sales that no
/// view led to are `"without_views"`.
///
/// Raises `InvalidError`: `change.subject.repeated`, `change.subject.nowhere`, `change.count.negative`, `wire.malformed`, and what
/// `money` raises.
///
/// >>> before = {"gmv": "100", "orders": 10, "product_clicks": 100, "views": 1000}
/// >>> after = {"gmv": "100", "orders": 20, "product_clicks": 200, "views": 2000}
/// >>> answer = decompose_change([{"id": "ana", "before": before, "after": after}])
/// >>> answer["change"]["amount"], answer["totals"]["views"]["amount"], answer["totals"]["order_value"]["amount"]
/// ('0', '75', '-75')
#[pyfunction]
#[pyo3(signature = (subjects, *, currency=None))]
pub(crate) fn decompose_change(
    py: Python<'_>,
    subjects: Each<ChangeSubjectWire>,
    currency: Option<Text>,
) -> Outcome<Out<DecompositionWire>> {
    let ask = ChangeAskWire { currency: currency.map(|code| code.0), subjects: subjects.0 };
    py.detach(|| Ok(Out(decompose(&ask)?)))
}

fn asked(counts: Each<SpanCountsWire>, policy: Option<In<GrowthPolicyWire>>) -> GrowthRankAskWire {
    GrowthRankAskWire { counts: counts.0, policy: policy.map(|policy| policy.0) }
}

/// The fastest-rising first: by the lower bound of how much faster they gather counts than before (VID-6).
///
/// `counts` is an iterable of `{"id", "later", "earlier"}`: views or orders of the last 3 days and of the 3 before; a count that
/// is left out is absent. Gives `{"rows"}`, each `{"id", "bound"}`: a ratio that is 1 where nothing changed, to 9 digits, at 95 %.
/// Undefined below 100 in the later span. Ties by id; what has no bound comes last. `policy` may have `"floor"` and
/// `"confidence_percent"`.
///
/// Raises `InvalidError`: `wire.malformed`.
///
/// >>> rows = rising([{"id": "v1", "later": 120, "earlier": 50}, {"id": "v2", "later": 3000, "earlier": 1500}])["rows"]
/// >>> [(row["id"], row["bound"]["value"]) for row in rows]
/// [('v2', 1.89786932), ('v1', 1.80142405)]
#[pyfunction]
#[pyo3(signature = (counts, *, policy=None))]
pub(crate) fn rising(
    py: Python<'_>,
    counts: Each<SpanCountsWire>,
    policy: Option<In<GrowthPolicyWire>>,
) -> Outcome<Out<GrowthRankWire>> {
    let ask = asked(counts, policy);
    py.detach(|| Ok(Out(rise(ask)?)))
}

/// The fastest-falling first: what `rising` gives, the other way round (CRE-5).
///
/// The bound is the upper one of the same ratio: below 1, the decline is certain. Undefined below 100 in the earlier span.
///
/// Raises `InvalidError`: `wire.malformed`.
///
/// >>> falling([{"id": "ana", "later": 0, "earlier": 400}])["rows"][0]["bound"]["value"] < 0.01
/// True
#[pyfunction]
#[pyo3(signature = (counts, *, policy=None))]
pub(crate) fn falling(
    py: Python<'_>,
    counts: Each<SpanCountsWire>,
    policy: Option<In<GrowthPolicyWire>>,
) -> Outcome<Out<GrowthRankWire>> {
    let ask = asked(counts, policy);
    py.detach(|| Ok(Out(fall(ask)?)))
}
