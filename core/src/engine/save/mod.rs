//! A store as bytes, and back (STO-1, STO-3): the same facts give the same bytes, and nothing else is read.

mod error;
mod facts;
mod field;
mod head;
mod tables;

use super::store::{Store, Tables};
use crate::value::{Format, Reader, Seal, Writer};

pub use error::OpenError;
pub(super) use field::Field;

/// The first format of stores.
const FIRST: Format = Format { magic: *b"CCDB", version: 1, seal: Seal::Both };
/// With what is told of videos beside their post, and with profiles. A store without them is written in the first, so that the same
/// facts give the same bytes in every version of this library.
const PROFILES: Format = Format { version: 2, ..FIRST };

impl Store {
    /// The store as bytes: workspace, log, every row with its versions, what its feeds cover. Stores that hold the
    /// same facts give the same bytes, in whatever order they were loaded (STO-3).
    ///
    /// # Example
    /// ```
    /// # use creator_compass::access::AccessRules;
    /// # use creator_compass::engine::{Store, Workspace};
    /// # use creator_compass::time::Calendar;
    /// # use creator_compass::value::{Currency, Policy};
    /// let rules = AccessRules::new(Calendar::new("Asia/Jakarta")?, Policy::default());
    /// let store = Store::new(Workspace { id: "agency-7".into(), rules, currency: Currency::new("IDR")?, l2l: false });
    /// let mut bytes = store.save();
    /// assert_eq!(Store::open(&bytes)?, store);
    /// bytes[20] ^= 1;
    /// assert_eq!(Store::open(&bytes).unwrap_err().to_string(), "the store is damaged: the checksum differs");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn save(&self) -> Vec<u8> {
        let format = self.tables.format();
        let mut out = Writer::new(format);
        self.workspace.put(&mut out);
        head::put_log(&self.log, &mut out);
        self.feeds.put(&mut out);
        self.tables.put(&mut out);
        self.tables.interactions.put(&mut out);
        out.finish(format)
    }
    /// Reads what [`Store::save`] wrote; everything else is refused (STO-1).
    ///
    /// # Errors
    /// [`OpenError`] with a code `store.open.…` that tells foreign bytes, a later version, truncation and damage apart.
    pub fn open(bytes: &[u8]) -> Result<Self, OpenError> {
        let mut bytes = Reader::new(bytes, PROFILES)?;
        let workspace = super::store::Workspace::get(&mut bytes)?;
        let log = head::get_log(&mut bytes)?;
        let feeds = super::feed::Feeds::get(&mut bytes)?;
        let mut tables = Tables::get(&mut bytes)?;
        let calendar = workspace.rules.calendar;
        tables.interactions = super::interactions::Interactions::get(&mut bytes, calendar)?;
        if bytes.version() != tables.format().version {
            return Err(bytes.malformed("the first format that holds these facts").into());
        }
        bytes.finish()?;
        Ok(Self { workspace, log, tables, feeds })
    }
}
