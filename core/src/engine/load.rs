use std::collections::BTreeMap;
use std::sync::Arc;

use super::interactions::{ColumnError, ColumnLoad, InteractionColumns, Share, Taken};
use super::store::{Store, Tables};
use super::versions::{Outcome, Versions};
use crate::access::{AccessError, AccessEvent, AccessFact};
use crate::fact::{Batch, BatchRow, CreatorRow, Fact, InteractionRow, Rejection, Warning};
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
    /// Columns that are no table.
    #[error(transparent)]
    Columns(#[from] ColumnError),
    /// Record batches that are no table.
    #[cfg(feature = "arrow")]
    #[error(transparent)]
    Batches(#[from] super::arrow::BatchError),
}

impl Failure for LoadError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Rejected { .. } => ErrorKind::Malformed,
            Self::Access(error) => error.kind(),
            Self::Columns(error) => error.kind(),
            #[cfg(feature = "arrow")]
            Self::Batches(error) => error.kind(),
        }
    }
    fn code(&self) -> &'static str {
        match self {
            Self::Rejected { .. } => "store.load.rejected",
            Self::Access(error) => error.code(),
            Self::Columns(error) => error.code(),
            #[cfg(feature = "arrow")]
            Self::Batches(error) => error.code(),
        }
    }
    fn rule(&self) -> &'static str {
        match self {
            Self::Rejected { .. } => "STO-2",
            Self::Access(error) => error.rule(),
            Self::Columns(error) => error.rule(),
            #[cfg(feature = "arrow")]
            Self::Batches(error) => error.rule(),
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
            Self::Columns(error) => error.details(),
            #[cfg(feature = "arrow")]
            Self::Batches(error) => error.details(),
        }
    }
}

impl LoadReport {
    fn conflict(&mut self, row: u64) {
        self.conflicting += 1;
        let message = "another row of the same key and moment says something else".to_owned();
        self.warnings.push(Warning { file: self.file.clone(), row, code: "source.row.conflict", message });
    }
    fn add(&mut self, taken: &Taken) {
        self.accepted += taken.accepted;
        self.replaced += taken.replaced;
        self.duplicate += taken.duplicate;
        self.superseded += taken.superseded;
        for row in &taken.conflicting {
            self.conflict(*row);
        }
    }
}

impl Store {
    /// Loads acts of users from columns, without a copy a row: idempotent, in any order, all or nothing (SRC-7, STO-2).
    ///
    /// Several batches are one load: equal rows of all of them count together.
    ///
    /// # Errors
    /// [`ColumnError`] for columns that are no table, [`LoadError::Rejected`] for a refused row of a strict load; the
    /// store is then as it was.
    pub fn load_columns(
        &mut self,
        batches: &[InteractionColumns<'_>],
        load: &ColumnLoad,
    ) -> Result<LoadReport, LoadError> {
        self.load_shares(batches, &[], Vec::new(), load)
    }
    /// Loads columns of which some rows are passed over, and some were refused before.
    pub(super) fn load_shares(
        &mut self,
        batches: &[InteractionColumns<'_>],
        shares: &[Share<'_>],
        refused: Vec<Rejection>,
        load: &ColumnLoad,
    ) -> Result<LoadReport, LoadError> {
        let calendar = self.workspace.rules.calendar;
        let mut checked = self.tables.interactions.check(batches, shares, &load.file)?;
        if !refused.is_empty() {
            checked.rejected.extend(refused);
            checked.rejected.sort_by_key(|rejection| rejection.row);
        }
        if load.strictness == Strictness::Refuse
            && let Some(first) = checked.rejected.first()
        {
            return Err(LoadError::Rejected { rows: checked.rejected.len(), first: Box::new(first.clone()) });
        }
        self.feeds.complete("interactions", load.observed_at, &load.complete);
        let taken = self.tables.interactions.keep(&checked, load.observed_at, calendar);
        let (feed, file) = ("interactions".to_owned(), load.file.clone());
        let mut report = LoadReport { feed, file, rejected: checked.rejected, ..LoadReport::default() };
        report.add(&taken);
        Ok(report)
    }
    /// Loads a batch: idempotent, in any order, all or nothing (SRC-7, STO-2).
    ///
    /// # Errors
    /// [`LoadError`]; the store is then as it was.
    pub fn load(&mut self, mut batch: Batch, strictness: Strictness) -> Result<LoadReport, LoadError> {
        batch.refuse_unsound();
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
        let mut acts: Vec<(u64, InteractionRow)> = Vec::new();
        for BatchRow { row, mut facts } in batch.rows {
            if let [Fact::Interaction(_)] = facts.as_slice() {
                let act = facts.pop().and_then(|fact| match fact {
                    Fact::Interaction(act) => Some((row, act)),
                    _ => None,
                });
                acts.extend(act);
                continue;
            }
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
                Outcome::Conflicting => report.conflict(row),
            }
        }
        let calendar = self.workspace.rules.calendar;
        report.add(&self.tables.interactions.keep_facts(&acts, observed_at, calendar));
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
            Fact::Video(row) => {
                if row.about.ever_public == Some(false) {
                    self.unpublished.insert(row.video.clone());
                }
                keep(&mut self.videos, row.video.clone(), at, row)
            }
            Fact::Product(row) => keep(&mut self.products, row.product.clone(), at, row),
            Fact::Activity(row) => keep(self.activity.rows_mut(), row.key.clone(), at, Arc::new(row)),
            Fact::Order(row) => keep(&mut self.orders, (row.order.clone(), row.line.clone()), at, row),
            Fact::Observation(row) => {
                let key = (row.subject.clone(), row.measure, row.observed_at);
                keep(&mut self.observations, key, at, row)
            }
            Fact::Profile(row) => keep(&mut self.profiles, row.key.clone(), at, row),
            // Kept as columns, many at a time.
            Fact::Interaction(_) => Outcome::Duplicate,
        }
    }
}
