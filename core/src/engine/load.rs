use std::collections::BTreeMap;

use super::store::{Store, Tables};
use super::versions::{Outcome, Versions};
use crate::access::{AccessError, AccessEvent, AccessFact};
use crate::fact::{Batch, BatchRow, CreatorRow, Fact, Rejection, Warning};
use crate::time::Instant;
use crate::value::{Details, ErrorKind, EventId, Failure, details};

/// What a load does when a row is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Strictness {
    /// The others are taken, the refused ones are reported (SRC-7).
    #[default]
    Report,
    /// Nothing is taken.
    Refuse,
}

/// What became of every row of a load (SRC-7).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LoadReport {
    /// The feed.
    pub feed: String,
    /// The file.
    pub file: String,
    /// Rows of a new key.
    pub accepted: u64,
    /// Rows that replaced what was observed earlier.
    pub replaced: u64,
    /// Rows that were known already.
    pub duplicate: u64,
    /// Rows observed before what is known: kept for answers as known then.
    pub superseded: u64,
    /// Rows that say something else than a row of the same key and moment.
    pub conflicting: u64,
    /// The refused rows, each with its reason.
    pub rejected: Vec<Rejection>,
    /// Fields nobody knows, and how often.
    pub unknown_fields: BTreeMap<String, u64>,
    /// What looks wrong and was taken all the same.
    pub warnings: Vec<Warning>,
}

/// Why nothing was loaded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// A row was refused, and the load was strict.
    #[error("row {} of `{}`: `{}` is not taken; expected {}", first.row, first.file, first.error.column, first.error.expected)]
    Rejected {
        /// How many rows.
        rows: usize,
        /// The first of them.
        first: Box<Rejection>,
    },
    /// An event that follows from a row is in the log with other content.
    #[error(transparent)]
    Access(#[from] AccessError),
}

impl Failure for LoadError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Rejected { .. } => ErrorKind::Malformed,
            Self::Access(error) => error.kind(),
        }
    }
    fn code(&self) -> &'static str {
        match self {
            Self::Rejected { .. } => "store.load.rejected",
            Self::Access(error) => error.code(),
        }
    }
    fn rule(&self) -> &'static str {
        match self {
            Self::Rejected { .. } => "STO-2",
            Self::Access(error) => error.rule(),
        }
    }
    fn details(&self) -> Details {
        match self {
            Self::Rejected { rows, first } => details! {
                "rows": rows,
                "file": first.file,
                "row": first.row,
                "column": first.error.column,
                "reason": first.error.code,
                "value": first.error.value,
                "expected": first.error.expected,
            },
            Self::Access(error) => error.details(),
        }
    }
}

impl Store {
    /// Loads a batch: idempotent, in any order, all or nothing (SRC-7, STO-2).
    ///
    /// # Errors
    /// [`LoadError`]; the store is then as it was.
    pub fn load(&mut self, batch: Batch, strictness: Strictness) -> Result<LoadReport, LoadError> {
        if strictness == Strictness::Refuse
            && let Some(first) = batch.rejected.first()
        {
            return Err(LoadError::Rejected { rows: batch.rejected.len(), first: Box::new(first.clone()) });
        }
        let observed_at = batch.observed_at;
        let regions =
            batch.rows.iter().flat_map(|row| &row.facts).filter_map(|fact| region_event(fact, observed_at));
        // The only step that can fail comes first; nothing has been kept before it.
        self.log.record_all(regions.collect::<Vec<_>>())?;
        self.feeds.cover(&batch);
        let mut report = LoadReport {
            feed: batch.feed,
            file: batch.file,
            rejected: batch.rejected,
            unknown_fields: batch.unknown_fields,
            warnings: batch.warnings,
            ..LoadReport::default()
        };
        for BatchRow { row, facts } in batch.rows {
            // A row is what its first fact is: the others describe its subject.
            let mut outcomes =
                facts.into_iter().map(|fact| self.tables.keep(fact, observed_at)).collect::<Vec<_>>();
            outcomes.truncate(1);
            let outcome = outcomes.pop().unwrap_or(Outcome::Duplicate);
            match outcome {
                Outcome::Accepted => report.accepted += 1,
                Outcome::Replaced => report.replaced += 1,
                Outcome::Duplicate => report.duplicate += 1,
                Outcome::Superseded => report.superseded += 1,
                Outcome::Conflicting => {
                    report.conflicting += 1;
                    let message = "another row of the same key and moment says something else".to_owned();
                    let file = report.file.clone();
                    report.warnings.push(Warning { file, row, code: "source.row.conflict", message });
                }
            }
        }
        Ok(report)
    }
}

/// The region of a creator's account is a fact of the access log (ACC-9).
fn region_event(fact: &Fact, at: Instant) -> Option<AccessEvent> {
    let Fact::Creator(CreatorRow { creator, region: Some(region), .. }) = fact else { return None };
    let mut id = format!("region/{region}/{}/{creator}", at.millis());
    // Its end tells creators apart, so a long id loses its beginning.
    while EventId::new(&id).is_err() && !id.is_empty() {
        id.remove(0);
    }
    Some(AccessEvent {
        id: EventId::new(&id).ok()?,
        happened_at: at,
        recorded_at: at,
        creator: creator.clone(),
        fact: AccessFact::RegionDeclared { region: region.clone() },
    })
}

fn keep<K: Ord, R: Ord>(table: &mut BTreeMap<K, Versions<R>>, key: K, at: Instant, row: R) -> Outcome {
    let versions = table.entry(key).or_default();
    let outcome = versions.outcome(at, &row);
    versions.keep(at, row);
    outcome
}

impl Tables {
    fn keep(&mut self, fact: Fact, at: Instant) -> Outcome {
        match fact {
            Fact::Creator(row) => keep(&mut self.creators, row.creator.clone(), at, row),
            Fact::Alias(row) => {
                let key = (row.kind, row.value.clone(), row.creator.clone(), row.from);
                keep(&mut self.aliases, key, at, row)
            }
            Fact::Room(row) => keep(&mut self.rooms, row.room.clone(), at, row),
            Fact::Video(row) => keep(&mut self.videos, row.video.clone(), at, row),
            Fact::Product(row) => keep(&mut self.products, row.product.clone(), at, row),
            Fact::Activity(row) => keep(&mut self.activity, row.key.clone(), at, row),
            Fact::Order(row) => keep(&mut self.orders, (row.order.clone(), row.line.clone()), at, row),
            Fact::Observation(row) => {
                let key = (row.subject.clone(), row.measure, row.observed_at);
                keep(&mut self.observations, key, at, row)
            }
        }
    }
}
