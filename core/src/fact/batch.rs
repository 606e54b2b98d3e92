use std::collections::BTreeMap;

use super::cell::CellError;
use super::row::Fact;
use crate::time::{Day, Instant, Window};

/// The rows of one file or document, checked, and what was refused of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// The feed the rows come by, such as `orders`, `activity`, `video_list`.
    pub feed: String,
    /// The file, for messages.
    pub file: String,
    /// When the source was looked at: a row observed later replaces the same row observed earlier (SRC-7).
    pub observed_at: Instant,
    /// The rows that can be taken.
    pub rows: Vec<BatchRow>,
    /// The rows that cannot.
    pub rejected: Vec<Rejection>,
    /// Fields nobody knows, and how often (SRC-10).
    pub unknown_fields: BTreeMap<String, u64>,
    /// What looks wrong and was taken all the same.
    pub warnings: Vec<Warning>,
    /// The source's own watermark: the last day it has (SRC-6).
    pub latest_available: Option<Day>,
    /// The window a list document was asked for (SRC-12).
    pub asked: Option<Window<Day>>,
    /// Days for which the feed is complete with this batch.
    pub complete: Vec<Window<Day>>,
}

/// One row of a file, and the facts it tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchRow {
    /// Its number in the file, from 1.
    pub row: u64,
    /// What it tells; never empty.
    pub facts: Vec<Fact>,
}

/// A row that was not taken (SRC-7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// The file.
    pub file: String,
    /// The row, from 1.
    pub row: u64,
    /// What is wrong, with column, value and expectation.
    pub error: CellError,
}

/// Something that looks wrong and was taken all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The file.
    pub file: String,
    /// The row, from 1.
    pub row: u64,
    /// Stable.
    pub code: &'static str,
    /// For people.
    pub message: String,
}

impl Batch {
    /// A batch without rows.
    #[must_use]
    pub fn new(feed: &str, file: &str, observed_at: Instant) -> Self {
        Self {
            feed: feed.to_owned(),
            file: file.to_owned(),
            observed_at,
            rows: Vec::new(),
            rejected: Vec::new(),
            unknown_fields: BTreeMap::new(),
            warnings: Vec::new(),
            latest_available: None,
            asked: None,
            complete: Vec::new(),
        }
    }
    /// Takes a row, or notes why not.
    pub fn take(&mut self, row: u64, facts: Result<Vec<Fact>, CellError>) {
        match facts {
            Ok(facts) => self.rows.push(BatchRow { row, facts }),
            Err(error) => self.rejected.push(Rejection { file: self.file.clone(), row, error }),
        }
    }
    /// Refuses rows that no source gives, though a program can build them.
    pub(crate) fn refuse_unsound(&mut self) {
        let problem = |row: &BatchRow| row.facts.iter().find_map(Fact::problem);
        if self.rows.iter().all(|row| problem(row).is_none()) {
            return;
        }
        for row in std::mem::take(&mut self.rows) {
            let error = problem(&row);
            self.take(row.row, error.map_or(Ok(row.facts), Err));
        }
        self.rejected.sort_by_key(|rejection| rejection.row);
    }
    /// Notes what looks wrong.
    pub fn warn(&mut self, row: u64, code: &'static str, message: String) {
        self.warnings.push(Warning { file: self.file.clone(), row, code, message });
    }
}
