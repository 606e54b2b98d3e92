//! Writing a workspace folder.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::{Value, json};

/// What went wrong, said in words.
pub(crate) type Failure = Box<dyn Error>;

/// The head of `workspace.toml`.
#[derive(Debug, Serialize)]
pub(crate) struct Head {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) note: String,
    pub(crate) time_zone: String,
    pub(crate) currency: String,
    pub(crate) now: String,
    pub(crate) period: String,
    /// What shops are to reach: each a shop and an amount.
    #[serde(skip)]
    pub(crate) goals: Vec<(&'static str, &'static str)>,
}

/// What a shop is to reach.
#[derive(Debug, Serialize)]
struct GoalEntry<'a> {
    shop: &'a str,
    target: &'a str,
}

/// One table of the folder.
#[derive(Debug, Serialize)]
struct TableEntry {
    table: &'static str,
    file: String,
    observed_at: String,
}

/// One document of the folder.
#[derive(Debug, Serialize)]
pub(crate) struct DocumentEntry {
    pub(crate) kind: &'static str,
    pub(crate) file: String,
    pub(crate) start: String,
    pub(crate) end: String,
    pub(crate) observed_at: String,
}

#[derive(Debug, Serialize)]
struct WorkspaceFile<'a> {
    #[serde(flatten)]
    head: &'a Head,
    access: [&'static str; 1],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    goal: &'a [GoalEntry<'a>],
    table: &'a [TableEntry],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    document: &'a [DocumentEntry],
}

/// A workspace folder in the making.
#[derive(Debug)]
pub(crate) struct Folder {
    root: PathBuf,
    tables: Vec<TableEntry>,
    documents: Vec<DocumentEntry>,
    bytes: u64,
}

impl Folder {
    /// A folder at `root`, made if it is not there.
    pub(crate) fn create(root: &Path) -> Result<Self, Failure> {
        fs::create_dir_all(root).map_err(|error| at(root, &error))?;
        Ok(Self { root: root.to_owned(), tables: Vec::new(), documents: Vec::new(), bytes: 0 })
    }
    /// Writes one file.
    pub(crate) fn put(&mut self, name: &str, text: &[u8]) -> Result<(), Failure> {
        let path = self.root.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|error| at(parent, &error))?;
        }
        fs::write(&path, text).map_err(|error| at(&path, &error))?;
        self.bytes = self.bytes.saturating_add(u64::try_from(text.len())?);
        Ok(())
    }
    /// Writes one table as CSV.
    pub(crate) fn table<const N: usize>(
        &mut self,
        table: &'static str,
        observed_at: &str,
        header: [&str; N],
        rows: &[[String; N]],
    ) -> Result<(), Failure> {
        let mut csv = csv::Writer::from_writer(Vec::new());
        csv.write_record(header)?;
        for row in rows {
            csv.write_record(row)?;
        }
        let file = format!("{table}.csv");
        let text = csv.into_inner().map_err(|error| error.to_string())?;
        self.put(&file, &text)?;
        self.tables.push(TableEntry { table, file, observed_at: observed_at.to_owned() });
        Ok(())
    }
    /// Writes one document.
    pub(crate) fn document(&mut self, entry: DocumentEntry, text: &[u8]) -> Result<(), Failure> {
        self.put(&entry.file, text)?;
        self.documents.push(entry);
        Ok(())
    }
    /// Writes the access log, one event a line.
    pub(crate) fn access(&mut self, events: &[Value]) -> Result<(), Failure> {
        let mut text = String::new();
        for event in events {
            text.push_str(&serde_json::to_string(event)?);
            text.push('\n');
        }
        self.put("access.jsonl", text.as_bytes())
    }
    /// Writes `workspace.toml`, last: what was written, in bytes.
    pub(crate) fn finish(mut self, head: &Head) -> Result<u64, Failure> {
        let (table, document) = (std::mem::take(&mut self.tables), std::mem::take(&mut self.documents));
        let goals: Vec<_> = head.goals.iter().map(|(shop, target)| GoalEntry { shop, target }).collect();
        let file = WorkspaceFile {
            head,
            access: ["access.jsonl"],
            goal: &goals,
            table: &table,
            document: &document,
        };
        self.put("workspace.toml", toml::to_string(&file)?.as_bytes())?;
        Ok(self.bytes)
    }
}

fn at(path: &Path, error: &dyn Error) -> Failure {
    format!("{}: {error}", path.display()).into()
}

/// The event of a contract signed.
pub(crate) fn signed(creator: &str, on: &str, at: &str) -> Value {
    json!({ "id": format!("{creator}/signed/{on}"), "happenedAt": at, "creator": creator,
        "kind": "contract_signed", "on": on })
}

/// The event of a request for all of a creator's data from a day on.
pub(crate) fn requested(creator: &str, request: &str, from: &str, at: &str) -> Value {
    json!({ "id": format!("{request}/requested"), "happenedAt": at, "creator": creator, "kind": "requested",
        "request": request, "scope": { "kind": "creator" }, "days": { "start": from, "end": null } })
}

/// The event of an answer to a request: `authorized`, `declined` or `revoked`.
pub(crate) fn answered(creator: &str, request: &str, kind: &str, at: &str) -> Value {
    json!({ "id": format!("{request}/{kind}"), "happenedAt": at, "creator": creator, "kind": kind,
        "request": request })
}
