use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

/// A sheet for so many rows, which are held until they are packed.
#[expect(clippy::unnecessary_wraps, reason = "the spooled sheet of the same signature can fail")]
pub(super) fn sheet(workbook: &mut Workbook, _rows: usize) -> Result<&mut Worksheet, XlsxError> {
    Ok(workbook.add_worksheet())
}
