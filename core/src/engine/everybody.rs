//! A store as if everybody had authorized everything: for an order alone (REC-1, REC-3).
//!
//! Recommended videos are ranked among all there are, those of creators that may not be seen and of people nobody knows among them. So the
//! same question is asked of the same store by the same code, under a log in which all say yes. What leaves this module is the order of
//! rows; no figure does.

use super::query::{AnswerRow, KeyNames, Query, QueryError};
use super::view::View;
use crate::access::{AccessEvent, AccessFact, AccessLog, Clocks, CreatorState, Scope};
use crate::metric::Figure;
use crate::time::{Day, Instant, Window};
use crate::value::{CreatorId, EventId, RequestId, Value};

/// Whoever nobody knows.
const OTHERS: &str = "others";

impl<'a> View<'a> {
    fn everybody(&self) -> &View<'a> {
        self.everybody.get_or_init(|| Box::new(View::of_everybody(self.store, self.clocks)))
    }
    /// The keys of an answer in which everybody's rows count, in its order: of rows whose first figure is known, and of which some
    /// figure is not 0.
    pub(crate) fn order_of_all(&self, query: &Query) -> Result<Vec<KeyNames>, QueryError> {
        let answer = self.everybody().query(query)?;
        let is_some = |value: Value<Figure>| value.known().is_some_and(|figure| !figure.is_zero());
        let counts = |row: &AnswerRow<'_>| {
            row.value(0).known().is_some() && (0..answer.metrics.len()).any(|place| is_some(row.value(place)))
        };
        Ok(answer.rows().filter(counts).map(|row| row.key()).collect())
    }
}

/// Somebody who has signed and authorized all days.
pub(super) fn authorized(clocks: Clocks, view: &super::store::Store) -> Option<(CreatorId, CreatorState)> {
    let creator = CreatorId::new(OTHERS).ok()?;
    let (request, first) = (RequestId::new(OTHERS).ok()?, Instant::of_millis(0));
    let days = Window { start: Day::FIRST, end: None };
    let facts = [
        AccessFact::ContractSigned { on: Day::FIRST },
        AccessFact::Requested { request: request.clone(), scope: Scope::Creator, days, until: None },
        AccessFact::Authorized { request },
    ];
    let mut log = AccessLog::new();
    for (number, fact) in facts.into_iter().enumerate() {
        let at = first.plus_millis(i64::try_from(number).ok()?);
        let id = EventId::new(&format!("{OTHERS}-{number}")).ok()?;
        let event = AccessEvent { id, happened_at: at, recorded_at: at, creator: creator.clone(), fact };
        log.record_all([event]).ok()?;
    }
    let state = CreatorState::fold(&view.workspace().rules, &log, &creator, clocks);
    Some((creator, state))
}
