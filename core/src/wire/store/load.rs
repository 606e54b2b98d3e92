use serde::{Deserialize, Serialize};

use super::super::error::WireError;
use super::super::time::WindowWire;
use crate::engine::{ForgetReport, LoadReport, Strictness, Workspace};
use crate::source::SourceContext;
use crate::time::Instant;

/// What a source does not say of itself.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LoadOptionsWire {
    /// When the source was looked at: later observations replace earlier ones (SRC-7).
    pub observed_at: String,
    /// The file, for messages.
    #[serde(default)]
    pub file: Option<String>,
    /// The days a list document was asked for (SRC-12).
    #[serde(default)]
    pub window: Option<WindowWire>,
    /// Days for which a table is declared complete.
    #[serde(default)]
    pub complete: Vec<WindowWire>,
    /// Whether one refused row refuses the whole load.
    #[serde(default)]
    pub strict: bool,
}

impl LoadOptionsWire {
    pub(super) fn context(&self, workspace: &Workspace) -> Result<SourceContext, WireError> {
        Ok(SourceContext {
            file: self.file.clone().unwrap_or_else(|| "input".to_owned()),
            observed_at: Instant::parse(&self.observed_at)?,
            window: self.window.as_ref().map(WindowWire::read).transpose()?,
            complete: self.complete.iter().map(WindowWire::read).collect::<Result<_, _>>()?,
            calendar: workspace.rules.calendar,
            currency: workspace.currency,
        })
    }
    pub(super) fn strictness(&self) -> Strictness {
        if self.strict { Strictness::Refuse } else { Strictness::Report }
    }
}

/// What was erased of a creator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ForgottenWire {
    /// Events of the access log.
    pub events: u64,
    /// Rows of tables, each version of one counted.
    pub rows: u64,
    /// Acts of users, each version of one counted.
    pub interactions: u64,
}

impl From<ForgetReport> for ForgottenWire {
    fn from(report: ForgetReport) -> Self {
        let ForgetReport { events, rows, interactions } = report;
        Self { events, rows, interactions }
    }
}

/// What became of every row of a load (SRC-7).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LoadReportWire {
    /// The feed the rows came by.
    pub feed: String,
    /// The file.
    pub file: String,
    /// Rows of a new key.
    pub accepted: u64,
    /// Rows that replaced what was observed earlier.
    pub replaced: u64,
    /// Rows that were known already.
    pub duplicate: u64,
    /// Rows observed before what is known.
    pub superseded: u64,
    /// Rows that contradict a row of the same key and moment.
    pub conflicting: u64,
    /// The refused rows.
    pub rejected: Vec<RejectionWire>,
    /// Fields nobody knows.
    pub unknown_fields: Vec<UnknownFieldWire>,
    /// What looks wrong and was taken all the same.
    pub warnings: Vec<WarningWire>,
}

/// A refused row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "file, row and column say where; code, value and expected say what")]
pub struct RejectionWire {
    pub file: String,
    pub row: u64,
    pub column: String,
    pub code: &'static str,
    pub value: Option<String>,
    pub expected: String,
}

/// A field nobody knows, and how often it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "a name and a count")]
pub struct UnknownFieldWire {
    pub field: String,
    pub count: u64,
}

/// Something that looks wrong and was taken all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "file and row say where; code and message say what")]
pub struct WarningWire {
    pub file: String,
    pub row: u64,
    pub code: &'static str,
    pub message: String,
}

impl From<LoadReport> for LoadReportWire {
    fn from(report: LoadReport) -> Self {
        let LoadReport { feed, file, accepted, replaced, duplicate, superseded, conflicting, .. } = report;
        let rejected = report.rejected.into_iter().map(|one| RejectionWire {
            file: one.file,
            row: one.row,
            column: one.error.column,
            code: one.error.code,
            value: one.error.value,
            expected: one.error.expected,
        });
        let unknown =
            report.unknown_fields.into_iter().map(|(field, count)| UnknownFieldWire { field, count });
        let warnings = report.warnings.into_iter().map(|one| WarningWire {
            file: one.file,
            row: one.row,
            code: one.code,
            message: one.message,
        });
        Self {
            feed,
            file,
            accepted,
            replaced,
            duplicate,
            superseded,
            conflicting,
            rejected: rejected.collect(),
            unknown_fields: unknown.collect(),
            warnings: warnings.collect(),
        }
    }
}
