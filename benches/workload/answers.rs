//! Answers in the form that `benches/peers` compares: a line of JSON, then the columns one after another.
use std::io::{self, Write};
use std::path::Path;

use serde_json::json;

/// A column of an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Column {
    /// Channels.
    U8(Vec<u8>),
    /// Creators, contents, products.
    U32(Vec<u32>),
    /// Days since 1970.
    I32(Vec<i32>),
    /// Counts and amounts.
    I64(Vec<i64>),
    /// Ratios; not a number where there is none.
    F64(Vec<f64>),
}

impl Column {
    fn kind(&self) -> &'static str {
        match self {
            Self::U8(_) => "u8",
            Self::U32(_) => "u32",
            Self::I32(_) => "i32",
            Self::I64(_) => "i64",
            Self::F64(_) => "f64",
        }
    }
    fn len(&self) -> usize {
        match self {
            Self::U8(values) => values.len(),
            Self::U32(values) => values.len(),
            Self::I32(values) => values.len(),
            Self::I64(values) => values.len(),
            Self::F64(values) => values.len(),
        }
    }
    fn bytes(&self) -> Vec<u8> {
        match self {
            Self::U8(values) => values.clone(),
            Self::U32(values) => values.iter().flat_map(|value| value.to_le_bytes()).collect(),
            Self::I32(values) => values.iter().flat_map(|value| value.to_le_bytes()).collect(),
            Self::I64(values) => values.iter().flat_map(|value| value.to_le_bytes()).collect(),
            Self::F64(values) => values.iter().flat_map(|value| value.to_le_bytes()).collect(),
        }
    }
}

/// The answers of one engine, and what they cost.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AnswerFile {
    /// Who answers.
    pub engine: String,
    /// Seconds by name: `load`, `q1`, `q2`, `q3`, `q4`, `q5`, each the median of its runs.
    pub seconds: Vec<(String, f64)>,
    /// The same of the first run.
    pub first_seconds: Vec<(String, f64)>,
    /// The same in seconds of processor time, of all threads together; may be left empty.
    pub cpu_seconds: Vec<(String, f64)>,
    /// The most memory the process ever held, the columns it read included.
    pub peak_bytes: u64,
    /// By question: its columns, by name.
    pub answers: Vec<(String, Vec<(String, Column)>)>,
}

impl AnswerFile {
    /// Takes an answer.
    pub fn push(&mut self, question: &str, columns: impl IntoIterator<Item = (&'static str, Column)>) {
        let columns = columns.into_iter().map(|(name, column)| (name.to_owned(), column)).collect();
        self.answers.push((question.to_owned(), columns));
    }
    /// Writes all of it.
    ///
    /// # Errors
    /// What the file system refuses.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        let seconds = |all: &[(String, f64)]| -> serde_json::Map<String, serde_json::Value> {
            all.iter().map(|(name, seconds)| (name.clone(), json!(seconds))).collect()
        };
        let answers = self.answers.iter().map(|(question, columns)| {
            let kinds: Vec<_> = columns.iter().map(|(name, column)| json!([name, column.kind()])).collect();
            let rows = columns.first().map_or(0, |(_, column)| column.len());
            json!({ "question": question, "rows": rows, "columns": kinds })
        });
        let answers: Vec<_> = answers.collect();
        let mut header = json!({
            "format": 1,
            "engine": self.engine,
            "seconds": seconds(&self.seconds),
            "first_seconds": seconds(&self.first_seconds),
            "peak_bytes": self.peak_bytes,
            "answers": answers,
        });
        if !self.cpu_seconds.is_empty()
            && let Some(header) = header.as_object_mut()
        {
            header.insert("cpu_seconds".to_owned(), seconds(&self.cpu_seconds).into());
        }
        let mut file = io::BufWriter::new(std::fs::File::create(path)?);
        writeln!(file, "{header}")?;
        for (_, column) in self.answers.iter().flat_map(|(_, columns)| columns) {
            file.write_all(&column.bytes())?;
        }
        file.flush()
    }
}
