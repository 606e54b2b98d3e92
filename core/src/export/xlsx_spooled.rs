use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

/// From so many rows on a sheet waits in a temporary file: smaller ones are held, and touch no disk.
const MANY: usize = 50_000;

/// A sheet for so many rows.
pub(super) fn sheet(workbook: &mut Workbook, rows: usize) -> Result<&mut Worksheet, XlsxError> {
    if rows < MANY { Ok(workbook.add_worksheet()) } else { workbook.add_worksheet_with_constant_memory() }
}
