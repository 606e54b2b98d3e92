//! Days, windows and periods.

use creator_compass::wire::{self, DayWindowWire, PeriodWire, PolicyWire, WindowOp, WindowWire};
use pyo3::prelude::*;

use crate::convert::{Each, In, Out, OutEach, Pick, Text};
use crate::error::Outcome;

/// The day an instant belongs to in a time zone.
///
/// `time_zone` is an IANA name, `instant` an aware datetime or RFC 3339. Gives `"YYYY-MM-DD"`.
///
/// Raises `InvalidError`: `time.zone.unknown`, `time.instant.malformed`, `time.instant.naive`,
/// `time.instant.out_of_range`.
///
/// >>> day_of("Asia/Jakarta", "2026-05-20T17:00:00Z")
/// '2026-05-21'
#[pyfunction]
pub(crate) fn day_of(time_zone: Text, instant: Text) -> Outcome<String> {
    Ok(wire::day_of(&time_zone.0, &instant.0)?)
}

/// All instants of a day in a time zone.
///
/// `day` is a date or `"YYYY-MM-DD"`. Gives `{"start", "end", "hours"}`: two instants, half-open, and how
/// many hours lie between them (23.0 or 25.0 when clocks change).
///
/// Raises `InvalidError`: `time.zone.unknown`, `time.day.malformed`, `time.day.out_of_range`.
///
/// >>> day_window("Europe/Paris", "2026-03-29")["hours"]
/// 23.0
#[pyfunction]
pub(crate) fn day_window(time_zone: Text, day: Text) -> Outcome<Out<DayWindowWire>> {
    Ok(Out(wire::day_window(&time_zone.0, &day.0)?))
}

/// The first day that can still be asked for (ACC-13).
///
/// Gives `"YYYY-MM-DD"`. `policy` says where the rules' defaults are changed.
///
/// Raises `InvalidError`: `time.zone.unknown`, `time.instant.malformed`, `time.instant.naive`.
///
/// >>> retention_start("Asia/Jakarta", "2026-08-31T12:00:00+07:00")
/// '2026-02-28'
#[pyfunction]
#[pyo3(signature = (time_zone, now, *, policy=None))]
pub(crate) fn retention_start(time_zone: Text, now: Text, policy: Option<In<PolicyWire>>) -> Outcome<String> {
    Ok(wire::retention_start(&time_zone.0, &now.0, policy.map(|policy| policy.0))?)
}

/// The period that was picked, and the cycle before it (PER-1…4, PER-6).
///
/// `screen` is `"general"` or `"product"`. `picker` is `{"kind": "yesterday"}`, `{"kind": "last_7_days"}`,
/// `{"kind": "last_28_days"}`, `{"kind": "day", "day"}`, `{"kind": "week", "day"}`, `{"kind": "month",
/// "month"}` or `{"kind": "custom", "start", "end"}`; a kind without arguments may be given as a str. Gives
/// `{"picker", "days", "previous"}`: its kind and two windows.
///
/// Raises `CompassError`: `time.picker.not_offered`, `time.period.empty`, `time.period.too_long`,
/// `time.period.out_of_retention`, `time.period.not_finished`; `details["allowed"]` names periods that can
/// be had instead.
///
/// >>> resolve("Asia/Jakarta", "2026-05-20T12:00:00+07:00", "general", "last_7_days")["days"]
/// {'start': '2026-05-13', 'end': '2026-05-20'}
#[pyfunction]
#[pyo3(signature = (time_zone, now, screen, picker, *, policy=None))]
pub(crate) fn resolve(
    time_zone: Text,
    now: Text,
    screen: Text,
    picker: Pick,
    policy: Option<In<PolicyWire>>,
) -> Outcome<Out<PeriodWire>> {
    Ok(Out(wire::resolve(&time_zone.0, &now.0, &screen.0, &picker.0, policy.map(|policy| policy.0))?))
}

/// Windows in order, disjoint, touching ones joined, empty ones dropped.
///
/// A window is `{"start", "end"}`: half-open days; an end of None is no end.
///
/// Raises `InvalidError`: `time.window.inverted`, `time.day.malformed`, `time.day.out_of_range`.
///
/// >>> normalize([{"start": "2026-01-05", "end": None}, {"start": "2026-01-01", "end": "2026-01-05"}])
/// [{'start': '2026-01-01', 'end': None}]
#[pyfunction]
pub(crate) fn normalize(py: Python<'_>, windows: Each<WindowWire>) -> Outcome<OutEach<WindowWire>> {
    apply(py, WindowOp::Union, &windows, &Each(Vec::new()))
}

/// The days in either set of windows. Raises as `normalize` does.
///
/// >>> union([{"start": "2026-01-01", "end": "2026-01-05"}], [{"start": "2026-01-03", "end": "2026-01-08"}])
/// [{'start': '2026-01-01', 'end': '2026-01-08'}]
#[pyfunction]
pub(crate) fn union(
    py: Python<'_>,
    a: Each<WindowWire>,
    b: Each<WindowWire>,
) -> Outcome<OutEach<WindowWire>> {
    apply(py, WindowOp::Union, &a, &b)
}

/// The days in both sets of windows. Raises as `normalize` does.
///
/// >>> intersection([{"start": "2026-01-01", "end": None}], [{"start": "2025-12-01", "end": "2026-01-08"}])
/// [{'start': '2026-01-01', 'end': '2026-01-08'}]
#[pyfunction]
pub(crate) fn intersection(
    py: Python<'_>,
    a: Each<WindowWire>,
    b: Each<WindowWire>,
) -> Outcome<OutEach<WindowWire>> {
    apply(py, WindowOp::Intersection, &a, &b)
}

/// The days in the first set of windows and not in the second. Raises as `normalize` does.
///
/// >>> difference([{"start": "2026-01-01", "end": None}], [{"start": "2025-12-01", "end": "2026-01-08"}])
/// [{'start': '2026-01-08', 'end': None}]
#[pyfunction]
pub(crate) fn difference(
    py: Python<'_>,
    a: Each<WindowWire>,
    b: Each<WindowWire>,
) -> Outcome<OutEach<WindowWire>> {
    apply(py, WindowOp::Difference, &a, &b)
}

fn apply(
    py: Python<'_>,
    op: WindowOp,
    a: &Each<WindowWire>,
    b: &Each<WindowWire>,
) -> Outcome<OutEach<WindowWire>> {
    py.detach(|| Ok(OutEach(wire::windows(op, &a.0, &b.0)?)))
}
