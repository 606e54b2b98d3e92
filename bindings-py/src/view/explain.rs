use creator_compass::wire::{ExplainAskWire, ExplanationWire};
use pyo3::prelude::*;

use super::View;
use crate::convert::{Ask, Out};
use crate::error::Outcome;

#[pymethods]
impl View {
    /// Why a cell of an answer is what it is, and what would show it where there is no figure (BEY-1).
    ///
    /// `ask` is a dict: `"period"`, `"metric"`, and as in the question that gave the answer `"screen"`, `"module"`,
    /// `"filter"`, `"compare"`; `"key"` says what the row is about, a field a dimension, as rows of `query` do; `"against"`
    /// is a second cell, `{"period", "metric", …}`. Gives `{"metric", "value", "days", "scope", "numbers", "counted",
    /// "remedy"}`. A number of the formula is `{"name", "value", "parts"}`, a part `{"measure", "channel", "feed", "value",
    /// "rows"}` with how many rows counted. `"counted"` names creators with hidden days, and every cause of them. A remedy is
    /// `{"possible", "shows_on", "steps"}`, all of which have to be taken; none where there is a figure. With
    /// `"compare"`, `"before"` is the same of the previous cycle. With `"against"` comes `"differences"`.
    ///
    /// Raises what `resolve` raises; `InvalidError`: `metric.unknown`, `report.creator.unknown`, `report.explain.outside`, `report.explain.against`,
    /// `query.channel.grouped`, `query.group.two_times`, `query.stretch.unknown`, `query.name.unknown`, `value.id.invalid`, `wire.malformed`.
    ///
    /// >>> view = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00")
    /// >>> view.explain({"period": "last_7_days", "metric": "gmv[live]"})["remedy"]["steps"][0]["act"]
    /// 'load'
    fn explain(&self, py: Python<'_>, ask: Ask<ExplainAskWire>) -> Outcome<Out<ExplanationWire>> {
        py.detach(|| Ok(Out(self.0.explain(&ask.0)?)))
    }
}
