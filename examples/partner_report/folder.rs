//! A workspace folder: its `workspace.toml`, and its files as text.

use std::path::{Path, PathBuf};

use creator_compass::wire::{PolicyWire, WindowWire, WorkspaceWire};
use serde::Deserialize;

use crate::failure::Failed;

const CONFIG: &str = "workspace.toml";

/// A folder whose `workspace.toml` was read.
#[derive(Debug)]
pub(crate) struct Folder {
    pub(crate) path: PathBuf,
    pub(crate) config: Config,
    /// The policy as it is written, for answers that repeat it.
    pub(crate) policy: Option<serde_json::Value>,
}

/// What `workspace.toml` says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    pub(crate) id: String,
    pub(crate) title: Option<String>,
    pub(crate) note: Option<String>,
    pub(crate) time_zone: String,
    pub(crate) currency: Option<String>,
    #[serde(default)]
    pub(crate) l2l: bool,
    pub(crate) now: Option<String>,
    pub(crate) period: Option<String>,
    #[serde(default)]
    pub(crate) access: Vec<String>,
    policy: Option<PolicyWire>,
    /// What shops are to reach.
    #[serde(default, rename = "goal")]
    pub(crate) goals: Vec<GoalEntry>,
    #[serde(default, rename = "table")]
    pub(crate) tables: Vec<TableEntry>,
    #[serde(default, rename = "document")]
    pub(crate) documents: Vec<DocumentEntry>,
}

/// What a shop is to reach in the period.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GoalEntry {
    pub(crate) shop: String,
    /// The GMV, as a plain decimal.
    pub(crate) target: String,
}

/// A plain table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TableEntry {
    pub(crate) table: String,
    pub(crate) file: String,
    pub(crate) observed_at: String,
    /// Days for which it is declared complete.
    #[serde(default)]
    pub(crate) complete: Vec<WindowWire>,
}

/// One page of an Open API document.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DocumentEntry {
    pub(crate) kind: String,
    pub(crate) file: String,
    /// The days that were asked for.
    pub(crate) start: Option<String>,
    pub(crate) end: Option<String>,
    pub(crate) observed_at: String,
}

impl Folder {
    /// Reads the `workspace.toml` of a folder.
    pub(crate) fn open(path: &Path) -> Result<Self, Failed> {
        if !path.is_dir() {
            let what = if path.exists() { "is not a folder" } else { "there is no such folder" };
            let text = format!("{}: {what}; expected a folder with a {CONFIG}", path.display());
            return Err(Failed::new("report.folder.missing", text));
        }
        let file = path.join(CONFIG);
        let text = read(&file)?;
        let config = toml::from_str(&text).map_err(|error| malformed(&file, &text, &error))?;
        let policy = toml::from_str(&text).map_err(|error| malformed(&file, &text, &error))?;
        let PolicyAsWritten { policy } = policy;
        Ok(Self { path: path.to_owned(), config, policy })
    }
    /// The text of one of its files.
    pub(crate) fn text_of(&self, file: &str) -> Result<String, Failed> {
        read(&self.path.join(file))
    }
    /// Where something of `workspace.toml` stands, for messages.
    pub(crate) fn place(&self, what: &str) -> String {
        format!("{}: {what}", self.path.join(CONFIG).display())
    }
}

impl Config {
    /// The workspace as the library wants it.
    pub(crate) fn workspace(&self) -> WorkspaceWire {
        WorkspaceWire {
            id: Some(self.id.clone()),
            time_zone: self.time_zone.clone(),
            currency: self.currency.clone(),
            l2l: self.l2l,
            policy: self.policy.clone(),
        }
    }
}

#[derive(Deserialize)]
struct PolicyAsWritten {
    policy: Option<serde_json::Value>,
}

fn malformed(file: &Path, text: &str, error: &toml::de::Error) -> Failed {
    let before = error.span().and_then(|span| text.get(..span.start));
    let line = before.map_or(String::new(), |before| format!(" line {}", before.matches('\n').count() + 1));
    let message = error.message().replace('\n', "; ");
    Failed::new("report.workspace.malformed", format!("{}{line}: {message}", file.display()))
}

fn read(file: &Path) -> Result<String, Failed> {
    let failed = |code, what: &str| Failed::new(code, format!("{}: {what}", file.display()));
    if file.is_dir() {
        return Err(failed("report.file.is_folder", "is a folder; expected a file"));
    }
    let bytes = std::fs::read(file).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => failed("report.file.missing", "there is no such file"),
        _ => failed("report.file.unreadable", &format!("cannot be read: {error}")),
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        failed("report.file.not_utf8", &format!("is not UTF-8 from byte {at} on"))
    })
}
