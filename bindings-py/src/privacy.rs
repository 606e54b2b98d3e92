//! Which profiles may be shown.

use creator_compass::wire::{
    ConflictWire, ExportAskWire, GroupWire, LedgerDoor, LivestreamAudienceAskWire, LivestreamAudienceWire,
    MatchAskWire, MatchesWire, MeanConflictWire, PatternWire, PeersAskWire, PeersWire, PolicyWire,
    ProfilesAskWire, ProfilesWire, SuppressAskWire,
};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::convert::{Ask, Each, In, Out, OutEach};
use crate::error::Outcome;
use crate::shared::Shared;
use crate::view::View;

/// The groups whose profiles were shown: no profile of few users, and no difference of profiles that leaves few.
///
/// The host keeps one for all who may lay their answers side by side. It holds which groups were shown and how many users
/// each has, nothing else of a profile.
///
/// A group is `{"id", "of", "users"}`: `"of"` is `{"audience", "days"}` and, where it takes not all, lists of `"channels"`,
/// `"creators"`, `"contents"`, `"products"` and `"shops"`. The audience is `"viewers"`, `"clickers"` or `"buyers"`. Describe a group by
/// all that is true of it: a LIVE room is a part of its creator only where the creator is named beside it. With
/// `"estimated": True` it stays hidden, and with `"hidden"`, the reasons why it may not be seen, too.
///
/// >>> week = {"audience": "viewers", "days": {"start": "2026-05-01", "end": "2026-05-08"}}
/// >>> ledger = Ledger()
/// >>> ledger.show([{"id": "all", "of": week, "users": 10_000}])
/// {'groups': [{'id': 'all', 'kind': 'shown', 'users': 10000}]}
/// >>> live = {"id": "live", "of": {**week, "channels": ["live"]}, "users": 9_000}
/// >>> ledger.suppress([live])["groups"][0]["reasons"]
/// ['differencing']
#[pyclass(frozen, module = "creator_compass")]
pub(crate) struct Ledger(Shared<LedgerDoor>);

fn asked(groups: Each<GroupWire>, policy: Option<In<PolicyWire>>) -> SuppressAskWire {
    SuppressAskWire { groups: groups.0, policy: policy.map(|policy| policy.0) }
}

#[pymethods]
impl Ledger {
    #[new]
    fn new() -> Self {
        Self(Shared::new(LedgerDoor::new()))
    }

    /// Which groups may be shown next to those that were (PRF-2, PRF-3); remembers nothing.
    ///
    /// Gives `{"groups"}` in their order: `{"id", "kind", ...}` with `"users"` where it is shown, `"reasons"` where it is hidden or
    /// undefined. A group hidden by `"differencing"` has `"complement"`, what would be read (`"nested"`: who is in the
    /// larger group only; `"parts"`: who is in no part of a group, or in two; `"overlap"`: who is in both of two), and
    /// `"with"`, of which shown groups: `{"asked": id}` or `{"earlier": of}`. Of two groups the smaller stays hidden, ties by
    /// id.
    ///
    /// Raises `InvalidError`: `privacy.group.repeated`, `privacy.group.nothing_named`, `privacy.group.no_day`,
    /// `privacy.name.unknown`, `value.id.invalid`, `time.day.malformed`, `time.window.inverted`, `wire.malformed`.
    ///
    /// >>> week = {"audience": "buyers", "days": {"start": "2026-05-01", "end": "2026-05-08"}}
    /// >>> Ledger().suppress([{"id": "all", "of": week, "users": 1_000}])["groups"]
    /// [{'id': 'all', 'kind': 'hidden', 'reasons': ['too_few_users'], 'complement': None, 'with': []}]
    #[pyo3(signature = (groups, *, policy=None))]
    fn suppress(
        &self,
        py: Python<'_>,
        groups: Each<GroupWire>,
        policy: Option<In<PolicyWire>>,
    ) -> Outcome<Out<PatternWire>> {
        let ask = asked(groups, policy);
        self.0.ask(py, |door| Ok(Out(door.suppress(ask)?)))
    }

    /// What `suppress` gives; the groups that it shows are remembered. Keep the ledger before showing them to anybody.
    ///
    /// Raises what `suppress` raises; nothing is remembered then.
    ///
    /// >>> week = {"audience": "buyers", "days": {"start": "2026-05-01", "end": "2026-05-08"}}
    /// >>> ledger = Ledger()
    /// >>> pattern = ledger.show([{"id": "all", "of": week, "users": 1_001}])
    /// >>> len(ledger)
    /// 1
    #[pyo3(signature = (groups, *, policy=None))]
    fn show(
        &self,
        py: Python<'_>,
        groups: Each<GroupWire>,
        policy: Option<In<PolicyWire>>,
    ) -> Outcome<Out<PatternWire>> {
        let ask = asked(groups, policy);
        self.0.change(py, |door| Ok(Out(door.show(ask)?)))
    }

    /// What `View.profiles` gives, next to what this ledger says was shown (BEY-7); remembers nothing.
    fn profiles(&self, py: Python<'_>, view: &View, ask: Ask<ProfilesAskWire>) -> Outcome<Out<ProfilesWire>> {
        self.0.ask(py, |door| Ok(Out(view.0.profiles(&ask.0, Some(door))?)))
    }

    /// What `View.profiles` gives, next to what was shown; the groups that it shows are remembered. Keep the ledger before
    /// showing them to anybody.
    ///
    /// Raises what `View.profiles` raises; nothing is remembered then.
    ///
    /// >>> view = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00")
    /// >>> ledger = Ledger()
    /// >>> ledger.show_profiles(view, {"period": "last_7_days"})["groups"], len(ledger)
    /// ([], 0)
    fn show_profiles(
        &self,
        py: Python<'_>,
        view: &View,
        ask: Ask<ProfilesAskWire>,
    ) -> Outcome<Out<ProfilesWire>> {
        self.0.change(py, |door| Ok(Out(door.show_profiles(&view.0, &ask.0)?)))
    }

    /// What `View.match_creators` gives, next to what this ledger says was shown (BEY-7); remembers nothing.
    fn match_creators(
        &self,
        py: Python<'_>,
        view: &View,
        ask: Ask<MatchAskWire>,
    ) -> Outcome<Out<MatchesWire>> {
        self.0.ask(py, |door| Ok(Out(view.0.match_creators(&ask.0, Some(door))?)))
    }

    /// What `View.match_creators` gives, next to what was shown; the buyers that it compares are remembered as shown.
    ///
    /// Raises what `View.match_creators` raises; nothing is remembered then.
    fn show_match_creators(
        &self,
        py: Python<'_>,
        view: &View,
        ask: Ask<MatchAskWire>,
    ) -> Outcome<Out<MatchesWire>> {
        self.0.change(py, |door| Ok(Out(door.show_match(&view.0, &ask.0)?)))
    }

    /// What `View.livestream_audience` gives, next to what this ledger says was shown (BEY-7); remembers nothing.
    fn livestream_audience(
        &self,
        py: Python<'_>,
        view: &View,
        ask: Ask<LivestreamAudienceAskWire>,
    ) -> Outcome<Out<LivestreamAudienceWire>> {
        self.0.ask(py, |door| Ok(Out(view.0.livestream_audience(&ask.0, Some(door))?)))
    }

    /// What `View.livestream_audience` gives, next to what was shown; the groups that it shows are remembered as shown.
    ///
    /// Raises what `View.livestream_audience` raises; nothing is remembered then.
    fn show_livestream_audience(
        &self,
        py: Python<'_>,
        view: &View,
        ask: Ask<LivestreamAudienceAskWire>,
    ) -> Outcome<Out<LivestreamAudienceWire>> {
        self.0.change(py, |door| Ok(Out(door.show_livestream_audience(&view.0, &ask.0)?)))
    }

    /// What `View.export` gives, profiles and matches next to what this ledger says was shown (BEY-7); remembers nothing.
    fn export<'py>(
        &self,
        py: Python<'py>,
        view: &View,
        ask: In<ExportAskWire>,
    ) -> Outcome<Bound<'py, PyBytes>> {
        let file = self.0.ask(py, |door| view.0.export(&ask.0, Some(door)))?;
        Ok(PyBytes::new(py, &file))
    }

    /// What `View.export` gives, next to what was shown; the groups of profiles and matches in the file are remembered. Keep the
    /// ledger before giving the file to anybody.
    ///
    /// Raises what `View.export` raises; nothing is remembered then.
    fn show_export<'py>(
        &self,
        py: Python<'py>,
        view: &View,
        ask: In<ExportAskWire>,
    ) -> Outcome<Bound<'py, PyBytes>> {
        let file = self.0.change(py, |door| door.show_export(&view.0, &ask.0))?;
        Ok(PyBytes::new(py, &file))
    }

    /// What `View.peers` gives, next to what this ledger says was shown (BEY-9); remembers nothing.
    fn peers(&self, py: Python<'_>, view: &View, ask: Ask<PeersAskWire>) -> Outcome<Out<PeersWire>> {
        self.0.ask(py, |door| Ok(Out(view.0.peers(&ask.0, Some(door))?)))
    }

    /// What `View.peers` gives, next to what was shown; the means that it shows are remembered as shown.
    ///
    /// Raises what `View.peers` raises; nothing is remembered then.
    fn show_peers(&self, py: Python<'_>, view: &View, ask: Ask<PeersAskWire>) -> Outcome<Out<PeersWire>> {
        self.0.change(py, |door| Ok(Out(door.show_peers(&view.0, &ask.0)?)))
    }

    /// The means over peers of another ledger that, beside those of this one, may let single peers be read (BEY-9): they are of the same
    /// rows and share creators, or data have changed since. Ask before `merge`, which remembers the means of both.
    ///
    /// Each is `{"mean", "with"}`; a mean is `{"metric", "days", "creators"}`.
    ///
    /// >>> Ledger().mean_conflicts(Ledger())
    /// []
    fn mean_conflicts(&self, py: Python<'_>, other: &Self) -> OutEach<MeanConflictWire> {
        let other = other.0.ask(py, LedgerDoor::clone);
        OutEach(self.0.ask(py, |door| door.mean_conflicts(&other)))
    }

    /// Takes what another ledger says was shown, in any order, twice too.
    ///
    /// Gives what both let be read together, each `{"group", "complement", "with"}`: it was shown, and cannot be taken back.
    ///
    /// >>> week = {"audience": "buyers", "days": {"start": "2026-05-01", "end": "2026-05-08"}}
    /// >>> one, other = Ledger(), Ledger()
    /// >>> pattern = one.show([{"id": "all", "of": week, "users": 5_000}])
    /// >>> pattern = other.show([{"id": "live", "of": {**week, "channels": ["live"]}, "users": 4_500}])
    /// >>> one.merge(other)[0]["complement"]
    /// 'nested'
    #[pyo3(signature = (other, *, policy=None))]
    fn merge(&self, py: Python<'_>, other: &Self, policy: Option<In<PolicyWire>>) -> OutEach<ConflictWire> {
        let other = other.0.ask(py, LedgerDoor::clone);
        OutEach(self.0.change(py, |door| door.merge(&other, policy.map(|policy| policy.0))))
    }

    /// The ledger as bytes: what was shown in whatever order gives the same.
    ///
    /// >>> Ledger.open(Ledger().save()).save() == Ledger().save()
    /// True
    fn save<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        let bytes = self.0.ask(py, LedgerDoor::save);
        PyBytes::new(py, &bytes)
    }

    /// Reads what `save` wrote.
    ///
    /// Raises `MalformedError` for anything else: `privacy.ledger.foreign`, `privacy.ledger.version` (a later version wrote it),
    /// `privacy.ledger.length` (cut off), `privacy.ledger.checksum` (damaged), `privacy.ledger.malformed`.
    ///
    /// >>> from creator_compass import MalformedError
    /// >>> try:
    /// ...     Ledger.open(b"PK")
    /// ... except MalformedError as error:
    /// ...     print(error.code)
    /// privacy.ledger.foreign
    #[staticmethod]
    fn open(py: Python<'_>, bytes: &[u8]) -> Outcome<Self> {
        Ok(Self(Shared::new(py.detach(|| LedgerDoor::open(bytes))?)))
    }

    fn __len__(&self, py: Python<'_>) -> usize {
        self.0.ask(py, LedgerDoor::len)
    }
}
