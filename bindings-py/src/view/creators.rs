use creator_compass::wire::{ChangesAskWire, ChangesWire, DecliningAskWire, DecliningWire};
use pyo3::prelude::*;

use super::View;
use crate::convert::{Ask, Out};
use crate::error::Outcome;

#[pymethods]
impl View {
    /// The creators whose traffic or sales fall for certain against the previous cycle (CRE-5).
    ///
    /// `ask` is a dict: `"period"`, and where wanted `"by"`, `"views"` unless it is `"sku_orders"`, either also of one
    /// channel as `"views[live]"`; `"filter"` as in `query`, `"search"`, `"offset"`, `"limit"`. Gives `{"scope", "by",
    /// "rows", "total", "measured"}` with rows as `{"creator", "name", "bound", "lines"}`, the steepest first: the
    /// bound is how fast it goes at most, measured by before, and the lines are of the count and of GMV. Who has a hidden
    /// day in either cycle is not measured.
    ///
    /// Raises what `resolve` raises; `InvalidError`: `metric.unknown`, `query.name.unknown`, `value.id.invalid`,
    /// `wire.malformed`.
    ///
    /// >>> view = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00")
    /// >>> view.declining_creators({"period": "last_7_days"})["rows"]
    /// []
    fn declining_creators(&self, py: Python<'_>, ask: Ask<DecliningAskWire>) -> Outcome<Out<DecliningWire>> {
        py.detach(|| Ok(Out(self.0.declining_creators(&ask.0)?)))
    }

    /// A change of GMV against the previous cycle taken apart, without a rest (BEY-8).
    ///
    /// `ask` is a dict: `"period"`, and where wanted `"by"`, `"creator"` unless it is `"product"` or `"channel"`;
    /// `"filter"` as in `query`; `"top"`, how many of the largest parts are given. Gives `{"scope", "by", "cut", "change"}`.
    /// The change is `{"kind": "known", "currency", "before", "after", "change", "parts", "totals"}` with parts as
    /// `{"id", "name", "kind", "change", "factors"}`, or undefined or hidden with reasons: a creator of whom part of either
    /// cycle is hidden hides it, and stands in `"cut"`. Amounts are `{"amount", "shown"}`; either sum to the change.
    ///
    /// Raises what `resolve` raises; `InvalidError`: `query.name.unknown`, `value.id.invalid`, `wire.malformed`.
    ///
    /// >>> view = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00")
    /// >>> view.changes({"period": "last_7_days"})["change"]["kind"]
    /// 'undefined'
    fn changes(&self, py: Python<'_>, ask: Ask<ChangesAskWire>) -> Outcome<Out<ChangesWire>> {
        py.detach(|| Ok(Out(self.0.changes(&ask.0)?)))
    }
}
