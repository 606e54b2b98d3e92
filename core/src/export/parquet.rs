use std::io::Write;
use std::sync::Arc;

use ::parquet::arrow::ArrowWriter;
use ::parquet::basic::Compression;
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;

use super::arrow::{batches, schema};
use super::error::ExportError;
use super::format::Language;
use super::table::ExportTable;

/// Rows that are held until they are written.
const GROUP: usize = 131_072;

/// A Parquet file compressed with Snappy, of the columns of the Arrow stream.
pub(super) fn write<W: Write + Send>(
    table: &ExportTable<'_>,
    language: Option<Language>,
    to: W,
) -> Result<(), ExportError> {
    let failed = |error: ParquetError| ExportError::write(&error);
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_max_row_group_row_count(Some(GROUP))
        .build();
    let schema = schema(table, language);
    let mut writer = ArrowWriter::try_new(to, Arc::clone(&schema), Some(properties)).map_err(failed)?;
    batches(table, &schema, |batch| writer.write(&batch).map_err(failed))?;
    writer.close().map(|_| ()).map_err(failed)
}
