use serde::Deserialize;
use serde_json::Value as Json;

use super::super::error::{WireError, from_json};
use super::super::privacy::LedgerDoor;
use super::super::store::{CreatorsAskWire, QueryAskWire, ViewDoor};
use crate::export::{
    ExportError, ExportFormat, ExportOptions, ExportTable, Language, answer_table, changes_table,
    creators_table, declining_table, goals_table, livestream_recap_table, livestreams_table, matches_table,
    pending_table, product_channels_table, products_table, profiles_table, rising_table, videos_table, write,
};
use crate::privacy::{Ledger, Pattern};
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
    "product_channels",
    "goals",
    "match_creators",
    "profiles",
    "livestreams",
    "livestream_recap",
    "livestream_audience",
];

impl ViewDoor {
    /// A list as the bytes of a file (EXP-1, EXP-2). Profiles and matches stand next to what a ledger says was shown before; nothing is
    /// remembered.
    ///
    /// # Errors
    /// An unknown list, format or language, a format that this build leaves out, and what the list itself refuses.
    pub fn export(&self, ask: &ExportAskWire, ledger: Option<&LedgerDoor>) -> Result<Vec<u8>, WireError> {
        let none = Ledger::new();
        Ok(self.file(ask, ledger.map_or(&none, LedgerDoor::ledger))?.0)
    }
    /// The bytes of a file, and what a ledger takes of the list in it.
    fn file(&self, ask: &ExportAskWire, ledger: &Ledger) -> Result<(Vec<u8>, Option<Pattern>), WireError> {
        let view = self.view();
        let format = ExportFormat::of(&ask.format)?;
        let language = ask.language.as_deref().map(Language::of).transpose()?;
        let options = ExportOptions { format, language, made_at: self.now() };
        let (mut bytes, mut pattern) = (Vec::new(), None);
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
            "match_creators" => {
                let answer = self.matches_of(&from_json(given)?, ledger)?;
                give(&matches_table(&answer))?;
                pattern = Some(answer.pattern);
            }
            "profiles" => {
                let answer = self.profiles_of(&from_json(given)?, ledger)?;
                give(&profiles_table(&answer))?;
                pattern = Some(answer.pattern);
            }
            "livestreams" => {
                give(&livestreams_table(&view, &Self::livestreams_of(&view, &from_json(given)?)?))?
            }
            "livestream_recap" => {
                let answer = Self::livestream_recap_of(&view, &from_json(given)?)?;
                give(&livestream_recap_table(&view, &answer))?;
            }
            "livestream_audience" => {
                let answer = self.audience_of(&from_json(given)?, ledger)?.profiles;
                give(&profiles_table(&answer))?;
                pattern = Some(answer.pattern);
            }
            "product_channels" => {
                let answer = Self::product_channels_of(&view, &from_json(given)?)?;
                give(&product_channels_table(&view, &answer))?;
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
        Ok((bytes, pattern))
    }
}

impl LedgerDoor {
    /// What [`ViewDoor::export`] gives; the groups of profiles and matches that the file shows are remembered as shown. Of
    /// other lists there is nothing to remember.
    ///
    /// # Errors
    /// As there; nothing is remembered then.
    pub fn show_export(&mut self, view: &ViewDoor, ask: &ExportAskWire) -> Result<Vec<u8>, WireError> {
        let (bytes, pattern) = view.file(ask, self.ledger())?;
        if let Some(pattern) = pattern {
            self.record(&pattern);
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
