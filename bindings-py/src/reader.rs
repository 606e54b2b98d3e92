//! Python objects → JSON values.

use creator_compass::wire::{WireError, from_json};
use pyo3::exceptions::{PyOverflowError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{
    PyBool, PyBytes, PyDate, PyDateTime, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple, PyTzInfo,
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Number, Value as Json};

use crate::error::{Fault, Outcome};
use crate::keys;

/// The code of an object that does not have the shape expected.
pub(crate) const MALFORMED: &str = "wire.malformed";
/// How deep an object may nest; what holds itself is deeper.
const DEEPEST: usize = 64;
/// How many values one object may hold; lists of a million hold this many each.
const LARGEST: usize = 1_000_000;

/// What becomes of the keys of dicts.
#[derive(Clone, Copy)]
pub(crate) enum Keys {
    /// Ours: `snake_case` in Python, `camelCase` on the wire.
    Ours,
    /// A column, or a field of someone else's document: kept as it is.
    Kept,
}

/// An object as a JSON value.
pub(crate) fn json(given: &Bound<'_, PyAny>, keys: Keys) -> Outcome<Json> {
    Reader { keys, left: LARGEST }.value(given, DEEPEST)
}

/// A dict as a shape.
pub(crate) fn shape<T: DeserializeOwned>(given: &Bound<'_, PyAny>) -> Outcome<T> {
    from_json(Json::Object(dict(given)?)).map_err(|error| spelled(error).into())
}

/// A dict with keys of ours.
pub(crate) fn dict(given: &Bound<'_, PyAny>) -> Outcome<Map<String, Json>> {
    let dict = given.cast::<PyDict>().map_err(|_| expected("a dict", given))?;
    Reader { keys: Keys::Ours, left: LARGEST }.dict(dict, DEEPEST)
}

/// A row of a table: its keys are columns; an error says in which `column`.
pub(crate) fn row(given: &Bound<'_, PyAny>) -> Outcome<Map<String, Json>> {
    let dict = given.cast::<PyDict>().map_err(|_| expected("a dict", given))?;
    let cell = |item: Bound<'_, PyAny>| {
        let (key, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item.extract()?;
        let column = Keys::Kept.read(&key)?;
        let value = json(&value, Keys::Kept).map_err(|fault| fault.with("column", column.as_str()))?;
        Ok((column, value))
    };
    dict.items().iter().map(cell).collect()
}

/// Every object of an iterable, read one after the other; an error says at which `index`.
pub(crate) fn every<T, All: IntoIterator<Item = T>>(
    given: &Bound<'_, PyAny>,
    read: impl Fn(&Bound<'_, PyAny>) -> Outcome<All>,
) -> Outcome<Vec<T>> {
    let one_value = given.is_instance_of::<PyDict>()
        || given.is_instance_of::<PyString>()
        || given.is_instance_of::<PyBytes>();
    if one_value {
        return Err(expected("a list of dicts", given).into());
    }
    let iterator = given.try_iter().map_err(|error| {
        let not_iterable = error.is_instance_of::<PyTypeError>(given.py());
        if not_iterable { expected("a list of dicts", given).into() } else { Fault::from(error) }
    })?;
    let mut all = Vec::new();
    for (index, one) in iterator.enumerate() {
        all.extend(read(&one?).map_err(|fault| fault.with("index", index))?);
    }
    Ok(all)
}

/// The text of a `str`.
pub(crate) fn text(given: &Bound<'_, PyString>) -> Outcome<String> {
    given.to_str().map(str::to_owned).map_err(|_| malformed("a text that is not Unicode (a lone surrogate)"))
}

/// An error about fields, in Python's spelling.
pub(crate) fn spelled(mut error: WireError) -> WireError {
    if ["unknown field", "missing field"].iter().any(|start| error.message.starts_with(start)) {
        error.message = keys::in_message(&error.message);
    }
    error
}

pub(crate) fn malformed(message: &str) -> Fault {
    WireError::malformed(MALFORMED, message).into()
}

pub(crate) fn expected(what: &str, given: &Bound<'_, PyAny>) -> WireError {
    let name = given.get_type().name().map_or_else(|_| "?".to_owned(), |name| name.to_string());
    let name: String = name.chars().take(64).collect();
    let error = WireError::malformed(MALFORMED, &format!("expected {what}, got `{name}`"));
    error.with("expected", what).with("got", name)
}

impl Keys {
    fn read(self, given: &Bound<'_, PyAny>) -> Outcome<String> {
        let text = self::text(given.cast::<PyString>().map_err(|_| expected("keys of type `str`", given))?)?;
        match self {
            Self::Ours => ours(&text),
            Self::Kept => Ok(text),
        }
    }
}

fn ours(given: &str) -> Outcome<String> {
    let python = keys::to_python(given);
    if python == given {
        return Ok(keys::to_wire(given));
    }
    let clip = |key: &str| key.chars().take(64).collect::<String>();
    Err(malformed(&format!("keys are `snake_case` in Python: `{}`, not `{}`", clip(&python), clip(given))))
}

struct Reader {
    keys: Keys,
    left: usize,
}

impl Reader {
    fn value(&mut self, given: &Bound<'_, PyAny>, depth: usize) -> Outcome<Json> {
        self.left =
            self.left.checked_sub(1).ok_or_else(|| malformed("an object of more than 1000000 values"))?;
        if let Ok(text) = given.cast::<PyString>() {
            self::text(text).map(Json::String)
        } else if let Ok(dict) = given.cast::<PyDict>() {
            self.dict(dict, deeper(depth)?).map(Json::Object)
        } else if let Ok(list) = given.cast::<PyList>() {
            self.list(list.iter(), deeper(depth)?)
        } else if let Ok(tuple) = given.cast::<PyTuple>() {
            self.list(tuple.iter(), deeper(depth)?)
        } else {
            scalar(given)
        }
    }
    fn list<'py>(&mut self, list: impl Iterator<Item = Bound<'py, PyAny>>, depth: usize) -> Outcome<Json> {
        list.map(|one| self.value(&one, depth)).collect::<Outcome<_>>().map(Json::Array)
    }
    fn dict(&mut self, dict: &Bound<'_, PyDict>, depth: usize) -> Outcome<Map<String, Json>> {
        let mut map = Map::with_capacity(dict.len());
        // The items are a copy: reading a value may run Python code that changes the dict.
        for item in dict.items() {
            let (key, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item.extract()?;
            let key = self.keys.read(&key)?;
            if map.contains_key(&key) {
                return Err(malformed(&format!("two spellings of the key `{}`", keys::to_python(&key))));
            }
            map.insert(key, self.value(&value, depth)?);
        }
        Ok(map)
    }
}

fn deeper(depth: usize) -> Outcome<usize> {
    depth.checked_sub(1).ok_or_else(|| malformed("an object nested deeper than 64, or one that holds itself"))
}

fn scalar(given: &Bound<'_, PyAny>) -> Outcome<Json> {
    if given.is_none() {
        Ok(Json::Null)
    } else if let Ok(flag) = given.cast::<PyBool>() {
        Ok(Json::Bool(flag.is_true()))
    } else if let Ok(number) = given.cast::<PyInt>() {
        let number =
            number.extract::<i64>().map(Number::from).or_else(|_| number.extract::<u64>().map(Number::from));
        number.map(Json::Number).map_err(|_| malformed("an int that does not fit 64 bits"))
    } else if let Ok(number) = given.cast::<PyFloat>() {
        Number::from_f64(number.value())
            .map(Json::Number)
            .ok_or_else(|| malformed("a float that is not finite"))
    } else if let Ok(moment) = given.cast::<PyDateTime>() {
        instant(moment).map(Json::String)
    } else if given.is_instance_of::<PyDate>() {
        Ok(Json::String(given.call_method0("isoformat")?.extract()?))
    } else if is_decimal(given)? {
        decimal(given).map(Json::String)
    } else {
        Err(expected("a dict, list, str, int, float, bool, None, datetime, date or Decimal", given).into())
    }
}

fn instant(moment: &Bound<'_, PyDateTime>) -> Outcome<String> {
    if moment.call_method0("utcoffset")?.is_none() {
        let what = "a datetime without a time zone: write its tzinfo, such as `datetime.timezone.utc`";
        return Err(WireError::malformed("time.instant.naive", what).into());
    }
    // What has no time in UTC goes as it is: it is out of range.
    let moment = match moment.call_method1("astimezone", (PyTzInfo::utc(moment.py())?,)) {
        Err(error) if error.is_instance_of::<PyOverflowError>(moment.py()) => moment.clone().into_any(),
        moved => moved?,
    };
    Ok(moment.call_method0("isoformat")?.extract()?)
}

fn is_decimal(given: &Bound<'_, PyAny>) -> Outcome<bool> {
    let class = given.py().import("decimal")?.getattr("Decimal")?;
    Ok(given.is_instance(&class)?)
}

/// Without an exponent, unless the number is absurd.
fn decimal(given: &Bound<'_, PyAny>) -> Outcome<String> {
    let digits: i64 = given.call_method0("adjusted")?.extract()?;
    let plain = digits.unsigned_abs() <= 1000;
    let text = if plain { given.call_method1("__format__", ("f",))? } else { given.str()?.into_any() };
    Ok(text.extract()?)
}
