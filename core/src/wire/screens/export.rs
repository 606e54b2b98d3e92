use serde::Deserialize;
use serde_json::Value as Json;

use super::super::error::{WireError, from_json};
use super::super::store::{CreatorsAskWire, QueryAskWire, ViewDoor};
use crate::export::{
    ExportError, ExportFormat, ExportOptions, ExportTable, Language, answer_table, changes_table,
    creators_table, declining_table, goals_table, matches_table, pending_table, products_table, rising_table,
    videos_table, write,
};
use crate::privacy::Ledger;
use crate::report::creators;

/// A list to write as a file.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExportAskWire {
    /// One of [`EXPORT_LISTS`].
    pub list: String,
    /// What the list is asked, as by its own method.
    pub ask: Json,
    /// `csv`, `json`, `arrow`, `parquet` or `xlsx`.
    pub format: String,
    /// The language of headings, `en` or `zh`; stable names without.
    #[serde(default)]
    pub language: Option<String>,
}

/// The lists that can be written.
pub const EXPORT_LISTS: &[&str] = &[
    "query",
    "creators",
    "pending_creators",
    "declining_creators",
    "changes",
    "videos",
    "rising_videos",
    "products",
    "goals",
    "match_creators",
];

impl ViewDoor {
    /// A list as the bytes of a file (EXP-1, EXP-2).
    ///
    /// # Errors
    /// An unknown list, format or language, a format that this build leaves out, and what the list itself refuses.
    pub fn export(&self, ask: &ExportAskWire) -> Result<Vec<u8>, WireError> {
        let view = self.view();
        let format = ExportFormat::of(&ask.format)?;
        let language = ask.language.as_deref().map(Language::of).transpose()?;
        let options = ExportOptions { format, language, made_at: self.now() };
        let mut bytes = Vec::new();
        let mut give = |table: &ExportTable<'_>| write(table, options, &mut bytes);
        let given = picked(ask.ask.clone());
        match ask.list.as_str() {
            "query" => {
                let ask: QueryAskWire = from_json(given)?;
                give(&answer_table(&view, &Self::answer(&view, &ask)?))?;
            }
            "creators" | "pending_creators" => {
                let asked: CreatorsAskWire = from_json(given)?;
                let answer = creators(&view, &asked.read(Self::period(&view, &asked.period)?)?)?;
                let authorized = ask.list == "creators";
                give(&if authorized { creators_table(&view, &answer) } else { pending_table(&answer) })?;
            }
            "declining_creators" => {
                give(&declining_table(&view, &Self::declining_of(&view, &from_json(given)?)?))?;
            }
            "changes" => give(&changes_table(&view, &Self::changes_of(&view, &from_json(given)?)?))?,
            "videos" => give(&videos_table(&view, &Self::videos_of(&view, &from_json(given)?)?))?,
            "rising_videos" => give(&rising_table(&view, &Self::rising_of(&view, &from_json(given)?)?))?,
            // Next to no ledger, and remembered by none: a host that keeps one asks it for the matches first.
            "match_creators" => {
                give(&matches_table(&self.matches_of(&from_json(given)?, &Ledger::new())?))?;
            }
            "products" => give(&products_table(&view, &Self::products_of(&view, &from_json(given)?)?))?,
            "goals" => give(&goals_table(&view, &Self::goals_of(&view, &from_json(given)?)?))?,
            other => {
                let lists = EXPORT_LISTS.iter().map(|list| (*list).to_owned());
                let list: String = other.chars().take(64).collect();
                let nearest = crate::value::nearest(&list, lists);
                return Err(ExportError::UnknownList { list, nearest }.into());
            }
        }
        Ok(bytes)
    }
}

/// A period may be the name of its kind.
fn picked(mut ask: Json) -> Json {
    if let Some(period) = ask.get_mut("period").filter(|period| period.is_string()) {
        *period = serde_json::json!({ "kind": period.take() });
    }
    ask
}
