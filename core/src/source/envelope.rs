use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::context::SourceContext;
use super::error::SourceError;
use super::field::{Fields, kind_of};
use super::{affiliate_orders, live_list, product_list, video_list};
use crate::fact::{Batch, CellError, Fact};
use crate::time::Day;

/// The documents of the Open API that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentKind {
    /// Shop video performance list, versions 202409, 202509, 202605.
    VideoPerformanceList,
    /// Shop LIVE performance list, versions 202508, 202509.
    LivePerformanceList,
    /// Shop product performance list, versions 202405, 202509, 202605.
    ProductPerformanceList,
    /// Seller affiliate orders, version 202410.
    SellerAffiliateOrders,
}

impl DocumentKind {
    /// All documents.
    pub const ALL: &'static [Self] = &[
        Self::VideoPerformanceList,
        Self::LivePerformanceList,
        Self::ProductPerformanceList,
        Self::SellerAffiliateOrders,
    ];
    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::VideoPerformanceList => "video_performance_list",
            Self::LivePerformanceList => "live_performance_list",
            Self::ProductPerformanceList => "product_performance_list",
            Self::SellerAffiliateOrders => "seller_affiliate_orders",
        }
    }
    /// The document of a name.
    ///
    /// # Errors
    /// [`SourceError::UnknownDocument`] with all there are.
    pub fn of(name: &str) -> Result<Self, SourceError> {
        let found = Self::ALL.iter().copied().find(|kind| kind.as_str() == name);
        found.ok_or_else(|| SourceError::UnknownDocument {
            name: name.chars().take(64).collect(),
            expected: Self::ALL.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(", "),
        })
    }
    /// The feed its rows come by.
    #[must_use]
    pub fn feed(self) -> &'static str {
        match self {
            Self::VideoPerformanceList => "video_list",
            Self::LivePerformanceList => "live_list",
            Self::ProductPerformanceList => "product_list",
            Self::SellerAffiliateOrders => "orders",
        }
    }
    /// The array that holds its rows.
    fn rows(self) -> &'static str {
        match self {
            Self::VideoPerformanceList => "videos",
            Self::LivePerformanceList => "live_stream_sessions",
            Self::ProductPerformanceList => "products",
            Self::SellerAffiliateOrders => "orders",
        }
    }
}

/// What a reader of rows may note beside its facts.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub(super) unknown_fields: BTreeMap<String, u64>,
    pub(super) warnings: Vec<(&'static str, String)>,
}

/// Reads one page of a document.
///
/// A page without its array is empty, as TikTok Shop leaves the key out (SRC-2). Rows that cannot be taken are in
/// `rejected`; the others are taken.
///
/// # Errors
/// [`SourceError`] when the page as a whole is not what it should be: then nothing of it is taken.
pub fn read_document(kind: DocumentKind, text: &str, context: &SourceContext) -> Result<Batch, SourceError> {
    let file = || context.file.clone();
    let json: Json = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
        SourceError::MalformedJson {
            file: file(),
            line: error.line(),
            column: error.column(),
            problem: problem(&error),
        }
    })?;
    let shape = |field: &str, found: Option<&Json>, expected: &'static str| SourceError::Shape {
        file: file(),
        field: field.to_owned(),
        found: found.map_or("missing", kind_of),
        expected,
    };
    let code = json.get("code").and_then(Json::as_i64);
    let code = code.ok_or_else(|| shape("code", json.get("code"), "a whole number"))?;
    if code != 0 {
        let message = json.get("message").and_then(Json::as_str).unwrap_or_default();
        return Err(SourceError::Answer { file: file(), code, message: message.chars().take(400).collect() });
    }
    let data = json.get("data").filter(|data| data.is_object());
    let data = data.ok_or_else(|| shape("data", json.get("data"), "an object"))?;
    let rows: &[Json] = match data.get(kind.rows()) {
        None => &[],
        Some(Json::Array(rows)) => rows,
        Some(other) => return Err(shape(kind.rows(), Some(other), "an array")),
    };
    let needs_window =
        matches!(kind, DocumentKind::VideoPerformanceList | DocumentKind::ProductPerformanceList);
    let window = context.window.filter(|window| !window.is_empty() && window.end.is_some());
    if needs_window && window.is_none() {
        return Err(SourceError::WindowMissing { file: file() });
    }
    let mut batch = Batch::new(kind.feed(), &context.file, context.observed_at);
    batch.asked = window;
    batch.complete.extend(context.complete.iter().copied());
    batch.latest_available = match data.get("latest_available_date") {
        None | Some(Json::Null) => None,
        Some(Json::String(day)) => {
            let day =
                Day::parse(day).map_err(|_| shape("latest_available_date", None, "a day YYYY-MM-DD"))?;
            Some(day)
        }
        Some(other) => return Err(shape("latest_available_date", Some(other), "a day YYYY-MM-DD")),
    };
    let mut notes = Notes::default();
    for (index, row) in rows.iter().enumerate() {
        let number = u64::try_from(index).unwrap_or(u64::MAX).saturating_add(1);
        match read_row(kind, row, context, &mut notes) {
            Ok(rows) => rows.into_iter().for_each(|facts| batch.take(number, facts)),
            Err(error) => batch.take(number, Err(error)),
        }
        for (code, message) in notes.warnings.drain(..) {
            batch.warn(number, code, message);
        }
    }
    // The last page makes the window whole, unless rows of it were refused: their creators would seem to be at 0.
    let more = data.get("next_page_token").and_then(Json::as_str).is_some_and(|token| !token.is_empty());
    if !more && batch.rejected.is_empty() {
        batch.complete.extend(window);
    }
    batch.unknown_fields = notes.unknown_fields;
    Ok(batch)
}

/// What the parser found, without the place, which the error carries beside it.
fn problem(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(problem, _)| problem.to_owned())
}

/// What one element of the array tells: mostly one row, for an order one a line.
type Rows = Vec<Result<Vec<Fact>, CellError>>;

fn read_row(
    kind: DocumentKind,
    row: &Json,
    context: &SourceContext,
    notes: &mut Notes,
) -> Result<Rows, CellError> {
    let fields = Fields::of("", row)?;
    let one = |facts: Result<Vec<Fact>, CellError>| facts.map(|facts| vec![Ok(facts)]);
    match kind {
        DocumentKind::VideoPerformanceList => one(video_list::read(fields, context, notes)),
        DocumentKind::LivePerformanceList => one(live_list::read(fields, context, notes)),
        DocumentKind::ProductPerformanceList => one(product_list::read(fields, context, notes)),
        DocumentKind::SellerAffiliateOrders => affiliate_orders::read(fields, context, notes),
    }
}

/// Warns when a content id and a declared time are more than an hour apart: ids of videos and LIVEs carry their unix
/// second in the top 32 bits (SRC-5).
pub(super) fn check_zone(id: &str, declared_millis: i64, notes: &mut Notes) {
    let Ok(number) = id.parse::<u64>() else { return };
    let second = i64::try_from(number >> 32).unwrap_or(0);
    // Ids of another making carry no time: only plausible seconds count, from 2015 to 2100.
    if !(1_420_070_400..4_102_444_800).contains(&second) {
        return;
    }
    let apart = declared_millis.div_euclid(1000).saturating_sub(second);
    if apart.abs() > 3600 {
        let message =
            format!("id `{id}` was made {apart} s before its declared time; is the time zone right?");
        notes.warnings.push(("source.zone.suspect", message));
    }
}
