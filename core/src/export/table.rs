use std::borrow::Cow;

use crate::metric::{Figure, Unit};
use crate::time::{Day, Instant};
use crate::value::{Currency, Value};

use super::error::ExportError;
use super::format::Language;

/// A heading in the languages of the registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// In English.
    pub en: String,
    /// In Chinese.
    pub zh: String,
}

impl Label {
    /// A heading in both.
    #[must_use]
    pub fn new(en: &str, zh: &str) -> Self {
        Self { en: en.to_owned(), zh: zh.to_owned() }
    }
    /// The one in a language.
    #[must_use]
    pub fn of(&self, language: Language) -> &str {
        match language {
            Language::English => &self.en,
            Language::Chinese => &self.zh,
        }
    }
}

/// What the cells of a column are. The last five are figures, which may be hidden or undefined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// A text: an id is one too, whatever it looks like.
    Text,
    /// A calendar day.
    Day,
    /// A moment.
    Instant,
    /// A whole number that is always known.
    Number,
    /// Yes or no.
    Flag,
    /// A number of things.
    Count,
    /// A ratio, shown in per cent.
    Ratio,
    /// Seconds.
    Seconds,
    /// An amount.
    Money(Currency),
    /// An amount per 1000.
    PerMilleMoney(Currency),
}

impl ColumnKind {
    /// That of a figure.
    #[must_use]
    pub fn of(unit: Unit, currency: Currency) -> Self {
        match unit {
            Unit::Count => Self::Count,
            Unit::Money => Self::Money(currency),
            Unit::Ratio => Self::Ratio,
            Unit::PerMilleMoney => Self::PerMilleMoney(currency),
            Unit::Seconds => Self::Seconds,
        }
    }
    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Day => "day",
            Self::Instant => "instant",
            Self::Number => "number",
            Self::Flag => "flag",
            Self::Count => "count",
            Self::Ratio => "ratio",
            Self::Seconds => "seconds",
            Self::Money(_) => "money",
            Self::PerMilleMoney(_) => "per_mille_money",
        }
    }
    /// The currency of amounts.
    #[must_use]
    pub fn currency(self) -> Option<Currency> {
        match self {
            Self::Money(currency) | Self::PerMilleMoney(currency) => Some(currency),
            _ => None,
        }
    }
    /// Whether its cells are figures, so that a column of reasons follows.
    #[must_use]
    pub fn is_figure(self) -> bool {
        !matches!(self, Self::Text | Self::Day | Self::Instant | Self::Number | Self::Flag)
    }
}

/// A column. One of figures is written as two: the figures, and why there are none (EXP-1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportColumn {
    /// The stable name.
    pub id: String,
    /// The heading for people.
    pub label: Label,
    /// What its cells are.
    pub kind: ColumnKind,
}

impl ExportColumn {
    /// A column.
    #[must_use]
    pub fn new(id: &str, label: Label, kind: ColumnKind) -> Self {
        Self { id: id.to_owned(), label, kind }
    }
    /// The heading: the stable name, or the label where people read it.
    #[must_use]
    pub fn heading(&self, language: Option<Language>) -> String {
        let Some(language) = language else { return self.id.clone() };
        let label = self.label.of(language);
        match self.kind {
            ColumnKind::Instant => format!("{label} (UTC)"),
            _ => label.to_owned(),
        }
    }
    /// The stable name of the column of reasons.
    #[must_use]
    pub fn reason_id(&self) -> String {
        format!("{}.reason", self.id)
    }
    /// The heading of the column of reasons.
    #[must_use]
    pub fn reason_heading(&self, language: Option<Language>) -> String {
        match language {
            None => self.reason_id(),
            Some(Language::English) => format!("{}: why empty", self.label.en),
            Some(Language::Chinese) => format!("{}：为空原因", self.label.zh),
        }
    }
    pub(super) fn wrong(&self) -> ExportError {
        ExportError::Cell { column: self.id.clone(), kind: self.kind.as_str() }
    }
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum ExportCell<'a> {
    /// Nothing was told.
    Empty,
    /// A text.
    Text(Cow<'a, str>),
    /// A calendar day.
    Day(Day),
    /// A moment.
    Instant(Instant),
    /// A whole number.
    Number(i64),
    /// Yes or no.
    Flag(bool),
    /// A figure, or why there is none.
    Figure(Value<Figure>),
}

impl<'a> ExportCell<'a> {
    /// A text that is kept where it is.
    #[must_use]
    pub fn text(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
    /// A text of its own.
    #[must_use]
    pub fn owned(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
    /// A text that may not have been told.
    #[must_use]
    pub fn told(text: Option<&'a str>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }
    /// A day that may not have been told.
    #[must_use]
    pub fn day(day: Option<Day>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }
    /// A ratio, as changes are.
    #[must_use]
    pub fn ratio(ratio: &Value<f64>) -> Self {
        Self::Figure(ratio.clone().map(Figure::Ratio))
    }
}

type Fill<'a> = Box<dyn Fn(usize, &mut Vec<ExportCell<'a>>) + 'a>;

/// A list as a table. Its rows are made one by one while they are written, so that half a million need no room.
pub struct ExportTable<'a> {
    /// The stable name of the list.
    pub name: &'static str,
    /// The columns, in order.
    pub columns: Vec<ExportColumn>,
    rows: usize,
    fill: Fill<'a>,
}

impl std::fmt::Debug for ExportTable<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ExportTable")
            .field("name", &self.name)
            .field("columns", &self.columns)
            .field("rows", &self.rows)
            .finish_non_exhaustive()
    }
}

impl<'a> ExportTable<'a> {
    /// A table of so many rows; `fill` gives the cells of a row by its number, one a column.
    pub fn new(
        name: &'static str,
        columns: Vec<ExportColumn>,
        rows: usize,
        fill: impl Fn(usize, &mut Vec<ExportCell<'a>>) + 'a,
    ) -> Self {
        Self { name, columns, rows, fill: Box::new(fill) }
    }
    /// How many rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows
    }
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }
    /// The cells of a row, in the place of those of another.
    pub fn row(&self, number: usize, cells: &mut Vec<ExportCell<'a>>) {
        cells.clear();
        if number < self.rows {
            (self.fill)(number, cells);
        }
        cells.resize(self.columns.len(), ExportCell::Empty);
    }
    /// Gives each row in order, with its columns.
    pub(super) fn each(
        &self,
        mut give: impl FnMut(usize, &[(&ExportColumn, &ExportCell<'a>)]) -> Result<(), ExportError>,
    ) -> Result<(), ExportError> {
        let mut cells = Vec::with_capacity(self.columns.len());
        for number in 0..self.rows {
            self.row(number, &mut cells);
            let pairs: Vec<_> = self.columns.iter().zip(&cells).collect();
            give(number, &pairs)?;
        }
        Ok(())
    }
}
