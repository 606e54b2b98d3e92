//! The store of documents and tables.

use creator_compass::wire::{self, LoadReportWire, StoreDoor};
use wasm_bindgen::prelude::*;

use super::access::{AccessLog, clocks};
use super::convert::{document, read, rows, text, write};
use super::error::Thrown;
use super::live::Room;
use super::view::View;

/// A store. Views of it stay as they are when more is loaded.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Store(StoreDoor);

#[wasm_bindgen]
impl Store {
    /// An empty store.
    ///
    /// # Errors
    /// A malformed workspace, an unknown zone or currency.
    #[wasm_bindgen(constructor)]
    pub fn new(workspace: &JsValue) -> Result<Store, Thrown> {
        Ok(Self(StoreDoor::new(&read(workspace, "workspace")?)?))
    }
    /// Takes events into its access log, as [`AccessLog::record`].
    ///
    /// # Errors
    /// As there.
    pub fn record(&mut self, events: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.record(&wire::events_from_json(read(events, "events")?)?)?)
    }
    /// Takes a log of JSON lines, as [`AccessLog::record_lines`].
    ///
    /// # Errors
    /// As there.
    #[wasm_bindgen(js_name = recordLines)]
    pub fn record_lines(&mut self, lines: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.record(&wire::read_events(&text(lines, "lines")?)?)?)
    }
    /// Loads one page of an Open API document.
    ///
    /// # Errors
    /// A page that is not what it should be, or a refused row of a strict load.
    #[wasm_bindgen(js_name = loadDocument)]
    pub fn load_document(
        &mut self,
        kind: &JsValue,
        page: &JsValue,
        how: &JsValue,
    ) -> Result<JsValue, Thrown> {
        let (kind, how): (String, _) = (read(kind, "kind")?, read(how, "options")?);
        write::<LoadReportWire>(&self.0.load_document(&kind, &document(page, "document")?, &how)?)
    }
    /// Loads a LIVE that is over.
    ///
    /// # Errors
    /// A room that is on, or of another currency, or a refused row of a strict load.
    #[wasm_bindgen(js_name = loadRoom)]
    pub fn load_room(&mut self, room: &Room, how: &JsValue) -> Result<JsValue, Thrown> {
        write::<LoadReportWire>(&self.0.load_room(&room.0, &read(how, "options")?)?)
    }
    /// Loads a plain table from CSV.
    ///
    /// # Errors
    /// A file that is not what it should be, or a refused row of a strict load.
    #[wasm_bindgen(js_name = loadCsv)]
    pub fn load_csv(&mut self, table: &JsValue, csv: &JsValue, how: &JsValue) -> Result<JsValue, Thrown> {
        let (table, how): (String, _) = (read(table, "table")?, read(how, "options")?);
        write::<LoadReportWire>(&self.0.load_csv(&table, &text(csv, "text")?, &how)?)
    }
    /// Loads a plain table from rows of named cells.
    ///
    /// # Errors
    /// An unknown table, or a refused row of a strict load.
    #[wasm_bindgen(js_name = loadRows)]
    pub fn load_rows(&mut self, table: &JsValue, list: &JsValue, how: &JsValue) -> Result<JsValue, Thrown> {
        let (table, how): (String, _) = (read(table, "table")?, read(how, "options")?);
        write::<LoadReportWire>(&self.0.load_rows(&table, &rows(list, "rows")?, &how)?)
    }
    /// The store as bytes.
    #[must_use]
    pub fn save(&self) -> Vec<u8> {
        self.0.save()
    }
    /// Reads what [`Store::save`] wrote.
    ///
    /// # Errors
    /// Bytes that are foreign, of a later version, cut off or damaged.
    pub fn open(bytes: &[u8]) -> Result<Store, Thrown> {
        Ok(Self(StoreDoor::open(bytes)?))
    }
    /// Erases a creator.
    ///
    /// # Errors
    /// An id that cannot be one.
    pub fn forget(&mut self, creator: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.forget(&read::<String>(creator, "creator")?)?)
    }
    /// Takes all that another store of the same workspace holds.
    ///
    /// # Errors
    /// Another workspace or currency, or a log that contradicts this one.
    pub fn merge(&mut self, other: &Store) -> Result<(), Thrown> {
        Ok(self.0.merge(&other.0)?)
    }
    /// A copy of its access log.
    #[must_use]
    pub fn access(&self) -> AccessLog {
        AccessLog(self.0.access())
    }
    /// The store at a moment, as it is loaded now.
    ///
    /// # Errors
    /// A malformed instant.
    pub fn view(&self, now: &JsValue, options: &JsValue) -> Result<View, Thrown> {
        let (now, known_at) = clocks(now, options)?;
        Ok(View(self.0.view(&now, known_at.as_deref())?))
    }
}
