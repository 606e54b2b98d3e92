use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::rate::RateEncoding;
use crate::fact::{CellError, read_count, read_money};
use crate::value::{Currency, IdError};

/// The fields of one object of a document: absent is not zero (SRC-2), a wrong type is an error (SRC-10).
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'a> {
    path: &'a str,
    object: &'a Map<String, Json>,
}

pub(super) fn kind_of(json: &Json) -> &'static str {
    match json {
        Json::Null => "null",
        Json::Bool(_) => "a boolean",
        Json::Number(_) => "a number",
        Json::String(_) => "a string",
        Json::Array(_) => "an array",
        Json::Object(_) => "an object",
    }
}

fn shown(json: &Json) -> String {
    match json {
        Json::String(text) => text.chars().take(64).collect(),
        other => other.to_string().chars().take(64).collect(),
    }
}

impl<'a> Fields<'a> {
    pub(super) fn of(path: &'a str, json: &'a Json) -> Result<Self, CellError> {
        match json {
            Json::Object(object) => Ok(Self { path, object }),
            other => Err(CellError::malformed(path, &shown(other), "an object").coded("source.field.type")),
        }
    }
    fn name(&self, field: &str) -> String {
        if self.path.is_empty() { field.to_owned() } else { format!("{}.{field}", self.path) }
    }
    fn wrong(&self, field: &str, found: &Json, expected: &str) -> CellError {
        CellError::malformed(&self.name(field), &shown(found), expected).coded("source.field.type")
    }
    /// The field, unless it is missing or null.
    pub(super) fn get(&self, field: &str) -> Option<&'a Json> {
        self.object.get(field).filter(|json| !json.is_null())
    }
    pub(super) fn text(&self, field: &str) -> Result<Option<&'a str>, CellError> {
        match self.get(field) {
            None => Ok(None),
            Some(Json::String(text)) => {
                let text = text.trim();
                Ok(if text.is_empty() || text == "--" { None } else { Some(text) })
            }
            Some(other) => Err(self.wrong(field, other, "a string")),
        }
    }
    /// An id: a string, or the whole number that older samples print.
    pub(super) fn id(&self, field: &str) -> Result<Option<String>, CellError> {
        match self.get(field) {
            Some(Json::Number(number)) if number.is_u64() => Ok(Some(number.to_string())),
            Some(Json::Number(number)) => {
                Err(self.wrong(field, &Json::Number(number.clone()), "an id as a string"))
            }
            _ => Ok(self.text(field)?.map(str::to_owned)),
        }
    }
    pub(super) fn required_id(&self, field: &str) -> Result<String, CellError> {
        self.id(field)?.ok_or_else(|| CellError::missing(&self.name(field), "an id"))
    }
    /// An id that must be there, checked.
    pub(super) fn checked_id<T>(
        &self,
        field: &str,
        new: impl FnOnce(&str) -> Result<T, IdError>,
    ) -> Result<T, CellError> {
        let id = self.required_id(field)?;
        new(&id).map_err(|error| CellError::malformed(&self.name(field), &id, &error.to_string()))
    }
    /// A count: a whole number from 0 on.
    pub(super) fn count(&self, field: &str) -> Result<Option<i64>, CellError> {
        match self.get(field) {
            None => Ok(None),
            Some(Json::Number(number)) => read_count(&self.name(field), &number.to_string()).map(Some),
            Some(other) => Err(self.wrong(field, other, "a whole number")),
        }
    }
    /// The first of several names that the field has had.
    pub(super) fn count_of(&self, fields: &[&str]) -> Result<Option<i64>, CellError> {
        for field in fields {
            if let Some(count) = self.count(field)? {
                return Ok(Some(count));
            }
        }
        Ok(None)
    }
    /// Unix seconds: a whole number, or one as a string (both occur).
    pub(super) fn unix_seconds(&self, field: &str) -> Result<Option<i64>, CellError> {
        match self.get(field) {
            Some(Json::String(text)) => read_count(&self.name(field), text.trim()).map(Some),
            _ => self.count(field),
        }
    }
    /// An amount of the workspace's currency; `{}` is absent.
    pub(super) fn money(&self, field: &str, currency: Currency) -> Result<Option<i64>, CellError> {
        let object = match self.get(field) {
            None => return Ok(None),
            Some(Json::Object(object)) if object.is_empty() => return Ok(None),
            Some(Json::Object(object)) => object,
            Some(other) => return Err(self.wrong(field, other, "an amount and a currency")),
        };
        let path = self.name(field);
        let amount = Fields { path: &path, object };
        let Some(text) = amount.text("amount")? else { return Ok(None) };
        let given = amount
            .text("currency")?
            .ok_or_else(|| CellError::missing(&amount.name("currency"), "a currency"))?;
        if given != currency.code() {
            let expected = format!("{currency}, the workspace's currency");
            return Err(CellError::malformed(&amount.name("currency"), given, &expected)
                .coded("source.currency.foreign"));
        }
        read_money(&amount.name("amount"), text, currency).map(Some)
    }
    /// Checks a rate that the document prints beside its parts.
    pub(super) fn rate(&self, field: &str, encoding: RateEncoding) -> Result<Option<i64>, CellError> {
        self.text(field)?.map(|text| encoding.read(&self.name(field), text)).transpose()
    }
    pub(super) fn object(&self, field: &'a str) -> Result<Option<Self>, CellError> {
        match self.get(field) {
            None => Ok(None),
            Some(Json::Object(object)) => Ok(Some(Self { path: field, object })),
            Some(other) => Err(self.wrong(field, other, "an object")),
        }
    }
    pub(super) fn array(&self, field: &str) -> Result<&'a [Json], CellError> {
        match self.get(field) {
            None => Ok(&[]),
            Some(Json::Array(items)) => Ok(items),
            Some(other) => Err(self.wrong(field, other, "an array")),
        }
    }
    /// Counts the fields nobody knows (SRC-10).
    pub(super) fn count_unknown(&self, known: &[&str], counts: &mut BTreeMap<String, u64>) {
        for field in self.object.keys().filter(|field| !known.contains(&field.as_str())) {
            let name: String = self.name(field).chars().take(128).collect();
            // Hostile documents do not grow the report without end.
            if counts.len() < 1000 || counts.contains_key(&name) {
                let count = counts.entry(name).or_default();
                *count = count.saturating_add(1);
            }
        }
    }
}
