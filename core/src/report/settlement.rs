use crate::access::Module;
use crate::engine::{Dimension, Line, Query, QueryError, QueryFilter, Scope, View};
use crate::time::{Day, Period, PickerKind, Window};
use crate::value::CreatorId;

/// Settlement GMV, for partners of the L2L kind alone (OVR-4): of the 30 finished days before today, whatever period was
/// picked, beside the 30 before those.
#[derive(Debug, Clone, PartialEq)]
pub struct Settlement {
    /// What it drew on: its period is not the one that was picked.
    pub scope: Scope,
    /// The figure.
    pub line: Line,
}

/// Over how many finished days it is summed.
const DAYS: i32 = 30;

const SETTLEMENT: &[&str] = &["settlement_gmv"];

/// The days of settlement GMV; none for a partner that is not of the L2L kind.
pub(super) fn settlement_period(view: &View<'_>) -> Option<Period> {
    let workspace = view.store().workspace();
    let today = view.today();
    let (start, previous_start) = (today.plus(-DAYS), today.plus(-2 * DAYS));
    workspace.l2l.then_some(Period {
        picker: PickerKind::Custom,
        start,
        end: today,
        previous_start,
        previous_end: start,
    })
}

/// Settlement GMV over all that may be seen.
pub(super) fn settlement(view: &View<'_>) -> Result<Option<Settlement>, QueryError> {
    let Some(period) = settlement_period(view) else { return Ok(None) };
    let answer = view.query(&Query::new(period, SETTLEMENT).in_module(Module::Overview).compared())?;
    let line = answer.rows().next().and_then(|row| row.line(0));
    Ok(line.map(|line| Settlement { scope: answer.scope, line }))
}

/// The days, and the creators' figures of them.
pub(super) type Settlements = (Window<Day>, Vec<(CreatorId, Line)>);

/// Settlement GMV of some creators, of those that show a day.
pub(super) fn settlements(
    view: &View<'_>,
    creators: Vec<CreatorId>,
) -> Result<Option<Settlements>, QueryError> {
    let Some(period) = settlement_period(view) else { return Ok(None) };
    let filter = QueryFilter { creators: Some(creators), ..QueryFilter::default() };
    let query = Query::new(period, SETTLEMENT).group_by(&[Dimension::Creator]).filter(filter).compared();
    let answer = view.query(&query)?;
    let lines = answer.rows().filter_map(|row| Some((row.key().creator?, row.line(0)?)));
    Ok(Some((period.window(), lines.collect())))
}
