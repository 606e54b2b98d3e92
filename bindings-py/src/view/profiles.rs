//! Who viewed, clicked, bought and follows.

use creator_compass::wire::{MatchAskWire, MatchesWire, ProfilesAskWire, ProfilesWire};
use pyo3::prelude::*;

use super::View;
use crate::convert::{Ask, Out};
use crate::error::Outcome;

#[pymethods]
impl View {
    /// The profiles of exactly the days asked, under permission and the threshold (PRF-1…3).
    ///
    /// `ask` is a dict. It needs `"period"`; the rest may be left out: `"audiences"`, a list of `"viewers"`, `"clickers"`, `"buyers"` (these three
    /// unless given) and `"followers"`; and lists that keep exactly what they name: `"creators"`, `"channels"`, `"contents"`, `"products"`,
    /// `"shops"`. Users never add up: of a period there are the profiles that were published for it.
    ///
    /// Gives `{"period", "groups", "unknown_creators"}`: groups by id as `{"id", "audience", "creator", "channel", "content", "product", "shop",
    /// "users", "complement", "with", "tables"}`; `"users"` is a figure, hidden by `"too_few_users"` or `"differencing"` too, then with `"complement"`
    /// and `"with"` as in `Ledger.suppress`; tables as `{"dimension", "buckets"}`, buckets as `{"bucket", "users", "share"}`. Of a hidden group no
    /// figure is known. This remembers nothing: `Ledger.show_profiles` does.
    ///
    /// Raises what `resolve` raises; `InvalidError`: `query.name.unknown`, `report.creator.unknown`, `value.id.invalid`, `wire.malformed`.
    ///
    /// >>> view = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00")
    /// >>> view.profiles({"period": "last_7_days"})["groups"]
    /// []
    fn profiles(&self, py: Python<'_>, ask: Ask<ProfilesAskWire>) -> Outcome<Out<ProfilesWire>> {
        py.detach(|| Ok(Out(self.0.profiles(&ask.0, None)?)))
    }

    /// Creators whose followers are most like the buyers of a product, the best first (PRD-7).
    ///
    /// `ask` is a dict. It needs `"period"` and `"product"`; `"creators"`, a list, keeps exactly those, and `"weights"`, a list of `{"dimension",
    /// "weight"}`, says how much `"age"`, `"gender"`, `"region"`, `"phone_price"` and `"video_preference"` count: all the same unless given.
    ///
    /// Gives `{"period", "product", "buyers", "creators"}`: creators as `{"creator", "name", "followers_of", "score", "likenesses"}`, likenesses as
    /// `{"dimension", "likeness"}`. A likeness is 1 − Jensen–Shannon divergence to base 2 of the two profiles, from 0 to 1; the score is
    /// their weighted mean. What may not be shown as a profile gives no score, and comes last by id.
    ///
    /// Raises what `resolve` raises; `InvalidError`: `report.product.unknown`, `report.creator.unknown`, `report.match.weight`,
    /// `query.name.unknown`, `value.id.invalid`, `wire.malformed`.
    ///
    /// >>> store = Store({"time_zone": "Asia/Jakarta"})
    /// >>> report = store.load_csv("products", "product,name\np1,Shoe\n", observed_at="2026-05-20T03:00:00Z")
    /// >>> store.view("2026-05-20T12:00:00+07:00").match_creators({"period": "last_7_days", "product": "p1"})["creators"]
    /// []
    fn match_creators(&self, py: Python<'_>, ask: Ask<MatchAskWire>) -> Outcome<Out<MatchesWire>> {
        py.detach(|| Ok(Out(self.0.match_creators(&ask.0, None)?)))
    }
}
