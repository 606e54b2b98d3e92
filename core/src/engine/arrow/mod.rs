//! Arrow record batches, and Parquet files that hold them.
//!
//! Acts of users are borrowed as they lie. A row that columns cannot tell plainly (a missing figure, an amount too fine, a
//! text to trim, a creator and a username) goes through the reader of rows, so it is taken or refused as that of a table
//! of text is. The other tables go through that reader whole.

mod cells;
mod error;
mod header;
mod ids;
mod odd;
#[cfg(feature = "parquet")]
mod parquet;
mod plain;
mod texts;

use std::collections::BTreeMap;

use arrow_array::RecordBatch;

pub use error::BatchError;
#[cfg(feature = "parquet")]
pub use parquet::read_parquet;

use self::header::{Known, known, table_of};
use self::odd::Odd;
use self::plain::Owned;
use super::interactions::{ColumnLoad, Share};
use super::load::{LoadError, LoadReport};
use super::store::Store;
use crate::fact::{Batch, Fact, Rejection, Table};

impl Store {
    /// Loads record batches of a table: idempotent, in any order, all or nothing (SRC-7, STO-2). Several batches are one
    /// load, and each may have columns of its own types.
    ///
    /// Ids are text, dictionaries of text, or whole numbers; instants are timestamps with a zone; amounts are decimals,
    /// whole numbers or text, never floats. Nulls are absent.
    ///
    /// # Errors
    /// [`BatchError`] for columns that are no table, [`LoadError::Rejected`] for a refused row of a strict load; the
    /// store is then as it was.
    pub fn load_batches(
        &mut self,
        table: &str,
        batches: &[RecordBatch],
        load: &ColumnLoad,
    ) -> Result<LoadReport, LoadError> {
        let table = table_of(table)?;
        let mut unknown = BTreeMap::new();
        let known = batches.iter().map(|batch| known(table, batch, &load.file, &mut unknown));
        let known = known.collect::<Result<Vec<_>, _>>()?;
        if table == Table::Interactions {
            let mut report = self.load_acts(&known, load)?;
            report.unknown_fields = unknown;
            return Ok(report);
        }
        let mut batch = Batch::new(table.as_str(), &load.file, load.observed_at);
        let mut number = 0_u64;
        for known in &known {
            for row in 0..known.rows {
                number = number.saturating_add(1);
                let fact = cells::fact(table, known, row, self.workspace.currency);
                batch.take(number, fact.map(|fact| vec![fact]));
            }
        }
        batch.unknown_fields = unknown;
        batch.complete.extend(load.complete.iter().copied());
        self.load(batch, load.strictness)
    }

    fn load_acts(&mut self, batches: &[Known<'_>], load: &ColumnLoad) -> Result<LoadReport, LoadError> {
        let owned: Vec<Owned<'_>> =
            batches.iter().map(|known| Owned::new(known, self.workspace.currency)).collect();
        let (mut facts, mut refused, mut before) = (Vec::new(), Vec::new(), 0_u64);
        for (known, owned) in batches.iter().zip(&owned) {
            for row in owned.odd_rows() {
                let number = before.saturating_add(row as u64).saturating_add(1);
                match cells::fact(Table::Interactions, known, row, self.workspace.currency) {
                    Ok(Fact::Interaction(act)) => facts.push((number, act)),
                    Ok(_) => {}
                    Err(error) => refused.push(Rejection { file: load.file.clone(), row: number, error }),
                }
            }
            before = before.saturating_add(known.rows as u64);
        }
        let odd = Odd::of(&facts);
        let plain = batches.iter().zip(&owned);
        let mut columns: Vec<_> = plain.map(|(known, owned)| owned.columns(known)).collect();
        let mut shares: Vec<_> =
            owned.iter().map(|owned| Share { skip: owned.skip(), numbers: None }).collect();
        for odd in &odd {
            columns.push(odd.columns());
            shares.push(Share { skip: None, numbers: Some(odd.numbers()) });
        }
        self.load_shares(&columns, &shares, refused, load)
    }
}
