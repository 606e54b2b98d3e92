use creator_compass::wire::{PeersAskWire, PeersWire};
use pyo3::prelude::*;

use super::View;
use crate::convert::{Ask, Out};
use crate::error::Outcome;

#[pymethods]
impl View {
    /// A creator beside the means of its cohort's quarters, never beside a figure of one peer (BEY-9).
    ///
    /// `ask` is a dict: `"period"`, `"creator"`, and where wanted `"by"`, `"category"` unless it is `"followers"`; `"metrics"`;
    /// `"at_least"`, the least creators in a group, 5 unless given; `"bands"`, where bands of followers begin. Gives `{"period",
    /// "creator", "by", "cohort", "metrics"}`: metrics as `{"metric", "value", "measured", "place", "groups"}`, groups as `{"creators",
    /// "mean"}`, that of the largest figures first; `"place"` is the group that the creator is in. A mean from which one figure
    /// could be read is hidden, by `"too_few_peers"` or `"differencing"`. This remembers nothing: `Ledger.show_peers` does.
    ///
    /// Raises what `resolve` raises; `InvalidError`: `report.creator.unknown`, `report.peers.at_least`, `report.peers.bands`, `report.peers.metric`,
    /// `metric.unknown`, `metric.repeated`, `query.name.unknown`, `value.id.invalid`, `wire.malformed`.
    ///
    /// >>> store = Store({"time_zone": "Asia/Jakarta"})
    /// >>> report = store.load_csv("creators", "creator,category\nc1,beauty\n", observed_at="2026-05-20T03:00:00Z")
    /// >>> view = store.view("2026-05-20T12:00:00+07:00")
    /// >>> view.peers({"period": "last_7_days", "creator": "c1"})["cohort"]["kind"]
    /// 'hidden'
    fn peers(&self, py: Python<'_>, ask: Ask<PeersAskWire>) -> Outcome<Out<PeersWire>> {
        py.detach(|| Ok(Out(self.0.peers(&ask.0, None)?)))
    }
}
