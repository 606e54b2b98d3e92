use arrow_array::RecordBatch;
use bytes::Bytes;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::error::BatchError;
use crate::engine::{ColumnLoad, LoadError, LoadReport, Store};

/// Reads a Parquet file into record batches; `file` is its name for messages.
///
/// # Errors
/// [`BatchError::MalformedParquet`].
pub fn read_parquet(file: &str, bytes: Vec<u8>) -> Result<Vec<RecordBatch>, BatchError> {
    let malformed = |problem: &dyn std::fmt::Display| BatchError::MalformedParquet {
        file: file.to_owned(),
        problem: problem.to_string().chars().take(256).collect(),
    };
    let builder =
        ParquetRecordBatchReaderBuilder::try_new(Bytes::from(bytes)).map_err(|error| malformed(&error))?;
    let reader = builder.with_batch_size(1 << 16).build().map_err(|error| malformed(&error))?;
    reader.collect::<Result<Vec<_>, _>>().map_err(|error| malformed(&error))
}

impl Store {
    /// Loads a Parquet file of a table, as [`Store::load_batches`] does its record batches.
    ///
    /// # Errors
    /// [`BatchError::MalformedParquet`], and those of [`Store::load_batches`]; the store is then as it was.
    pub fn load_parquet(
        &mut self,
        table: &str,
        bytes: Vec<u8>,
        load: &ColumnLoad,
    ) -> Result<LoadReport, LoadError> {
        self.load_batches(table, &read_parquet(&load.file, bytes)?, load)
    }
}
