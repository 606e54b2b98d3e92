//! Partial answers: merged and finished (MET-5).

use creator_compass::wire::{self, PartialAnswerWire};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::convert::Out;
use crate::error::Outcome;

/// The partial answer of all parts, from the bytes that `View.partial` gave (MET-5).
///
/// No order and no nesting of merges shows in the bytes. Parts must be disjoint: a row that two hold counts twice; users
/// may be in several. Raises `InvalidError`: `partial.empty`; `ConflictError`: `partial.mismatch`, parts of different
/// questions, periods, currencies, time zones or moments; `MalformedError`: `state.bytes.foreign`,
/// `state.bytes.version`, `state.bytes.length`, `state.bytes.checksum`, `state.bytes.malformed`.
///
/// >>> part = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00").partial(
/// ...     {"period": "yesterday", "metrics": ["views"]}
/// ... )
/// >>> merge_partials(part, part) == part
/// True
#[pyfunction]
#[pyo3(signature = (*parts))]
pub(crate) fn merge_partials<'py>(
    py: Python<'py>,
    parts: Vec<Bound<'py, PyBytes>>,
) -> Outcome<Bound<'py, PyBytes>> {
    let parts: Vec<Vec<u8>> = parts.iter().map(|part| part.as_bytes().to_vec()).collect();
    let merged = py.detach(|| wire::merge_partials(&parts))?;
    Ok(PyBytes::new(py, &merged))
}

/// The figures of a partial answer, from its bytes.
///
/// Gives `{"period", "partial_from", "feeds", "group_by", "metrics", "rows"}`: rows as `{"key", "lines"}` in the order of
/// their keys, lines as `{"metric", "value"}`. A figure that draws on an estimated number of users has `"estimate":
/// {"error"}`, the relative standard error. What does not merge is undefined by `"parts_do_not_merge"`.
///
/// Raises what `merge_partials` raises of bytes.
///
/// >>> part = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00").partial(
/// ...     {"period": "yesterday", "metrics": ["views"]}
/// ... )
/// >>> finish_partial(part)["rows"]
/// [{'key': {}, 'lines': [{'metric': 'views', 'value': {'kind': 'undefined', 'reasons': [{'reason': 'absent'}]}}]}]
#[pyfunction]
pub(crate) fn finish_partial(py: Python<'_>, part: Bound<'_, PyBytes>) -> Outcome<Out<PartialAnswerWire>> {
    let part = part.as_bytes().to_vec();
    py.detach(|| Ok(Out(wire::finish_partial(&part)?)))
}
