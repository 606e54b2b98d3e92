use std::sync::Arc;

use serde_json::{Map, Value as Json};

use super::super::access::{AccessDoor, EventWire, RecordedWire};
use super::super::error::WireError;
use super::super::live::RoomDoor;
use super::super::workspace::WorkspaceWire;
use super::load::{ForgottenWire, LoadOptionsWire, LoadReportWire};
use super::view_door::ViewDoor;
use crate::access::AccessEvent;
use crate::engine::{Store, Workspace};
use crate::fact::Batch;
use crate::source::{DocumentKind, read_csv, read_document, read_rows};
use crate::value::{CreatorId, MoneyError};

/// A store. Views taken of it stay as they are when more is loaded.
#[derive(Debug, Clone)]
pub struct StoreDoor {
    store: Arc<Store>,
}

impl StoreDoor {
    /// An empty store of a workspace.
    ///
    /// # Errors
    /// An unknown zone or currency.
    pub fn new(workspace: &WorkspaceWire) -> Result<Self, WireError> {
        let workspace = Workspace {
            id: workspace.id.clone().unwrap_or_default(),
            rules: workspace.rules()?,
            currency: workspace.currency()?,
            l2l: workspace.l2l,
        };
        Ok(Self { store: Arc::new(Store::new(workspace)) })
    }
    /// Takes events into the access log, all or none (ACC-16).
    ///
    /// # Errors
    /// An event that cannot be taken, or the same id with other content.
    pub fn record(&mut self, events: &[EventWire]) -> Result<RecordedWire, WireError> {
        let read: Vec<AccessEvent> = events.iter().map(EventWire::read).collect::<Result<_, _>>()?;
        let recorded = Arc::make_mut(&mut self.store).record(read)?;
        Ok(RecordedWire { recorded, duplicates: events.len().saturating_sub(recorded) })
    }
    /// Loads one page of an Open API document.
    ///
    /// # Errors
    /// A page that is not what it should be; the store is then as it was.
    pub fn load_document(
        &mut self,
        kind: &str,
        text: &str,
        options: &LoadOptionsWire,
    ) -> Result<LoadReportWire, WireError> {
        let context = options.context(self.store.workspace())?;
        let batch = read_document(DocumentKind::of(kind)?, text, &context)?;
        self.load(batch, options)
    }
    /// Loads a plain table from CSV text.
    ///
    /// # Errors
    /// A file that is not what it should be; the store is then as it was.
    pub fn load_csv(
        &mut self,
        table: &str,
        text: &str,
        options: &LoadOptionsWire,
    ) -> Result<LoadReportWire, WireError> {
        let batch = read_csv(table, text, &options.context(self.store.workspace())?)?;
        self.load(batch, options)
    }
    /// Loads a plain table from rows of named cells.
    ///
    /// # Errors
    /// An unknown table, or a refused row of a strict load; the store is then as it was.
    pub fn load_rows(
        &mut self,
        table: &str,
        rows: &[Map<String, Json>],
        options: &LoadOptionsWire,
    ) -> Result<LoadReportWire, WireError> {
        let batch = read_rows(table, rows, &options.context(self.store.workspace())?)?;
        self.load(batch, options)
    }
    /// Loads a LIVE that is over: its minutes become the days.
    ///
    /// # Errors
    /// A room that is on, or of another currency, or a refused row of a strict load; the store is then as it was.
    pub fn load_room(
        &mut self,
        room: &RoomDoor,
        options: &LoadOptionsWire,
    ) -> Result<LoadReportWire, WireError> {
        let context = options.context(self.store.workspace())?;
        let mut batch = {
            let room = room.read();
            let (left, right) = (context.currency, room.settings().currency);
            if left != right {
                return Err(MoneyError::Mismatch { left, right }.into());
            }
            room.batch(&context.file, context.observed_at)?
        };
        batch.complete.extend(context.window);
        batch.complete.extend(context.complete);
        self.load(batch, options)
    }
    fn load(&mut self, batch: Batch, options: &LoadOptionsWire) -> Result<LoadReportWire, WireError> {
        Ok(Arc::make_mut(&mut self.store).load(batch, options.strictness())?.into())
    }
    /// The store as bytes: the same facts give the same bytes (STO-3).
    #[must_use]
    pub fn save(&self) -> Vec<u8> {
        self.store.save()
    }
    /// Reads what [`StoreDoor::save`] wrote (STO-1).
    ///
    /// # Errors
    /// Bytes that are foreign, of a later version, cut off or damaged.
    pub fn open(bytes: &[u8]) -> Result<Self, WireError> {
        Ok(Self { store: Arc::new(Store::open(bytes)?) })
    }
    /// Erases a creator, with every version of its rows.
    ///
    /// # Errors
    /// An id that cannot be one.
    pub fn forget(&mut self, creator: &str) -> Result<ForgottenWire, WireError> {
        let creator = CreatorId::new(creator)?;
        Ok(Arc::make_mut(&mut self.store).forget(&creator).into())
    }
    /// Takes all that another store of the same workspace holds.
    ///
    /// # Errors
    /// Another workspace or currency, or a log that contradicts this one; the store is then as it was.
    pub fn merge(&mut self, other: &Self) -> Result<(), WireError> {
        Ok(Arc::make_mut(&mut self.store).merge(other.store.as_ref().clone())?)
    }
    /// The access log, as a door of its own.
    #[must_use]
    pub fn access(&self) -> AccessDoor {
        AccessDoor::over(self.store.workspace().rules.clone(), self.store.log().clone())
    }
    /// The store at a moment, and as it was known at another.
    ///
    /// # Errors
    /// A malformed instant.
    pub fn view(&self, now: &str, known_at: Option<&str>) -> Result<ViewDoor, WireError> {
        ViewDoor::new(Arc::clone(&self.store), now, known_at)
    }
}
