//! The arguments and answers of calls: Python objects ↔ the wire's shapes.

use creator_compass::wire::{EventWire, PickerWire, WireError, events_from_json, from_json};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyDict, PyFloat, PyList, PyString};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json, json};

use crate::error::{Fault, Outcome};
use crate::keys;
use crate::reader::{self, Keys, MALFORMED};

macro_rules! taken {
    ($($(#[$doc:meta])+ $name:ident $(<$T:ident>)? ($inner:ty) = $read:expr;)*) => {$(
        $(#[$doc])+
        pub(crate) struct $name $(<$T>)? (pub(crate) $inner);

        impl<'py $(, $T: DeserializeOwned)?> FromPyObject<'_, 'py> for $name $(<$T>)? {
            type Error = Fault;
            fn extract(given: Borrowed<'_, 'py, PyAny>) -> Outcome<Self> {
                let read: fn(&Bound<'_, PyAny>) -> Outcome<$inner> = $read;
                read(&given).map(Self)
            }
        }
    )*};
}

taken! {
    /// A shape that comes in as a dict.
    In<T>(T) = reader::shape;
    /// Shapes that come in as an iterable of dicts. Nothing but the shapes themselves is held.
    Each<T>(Vec<T>) = |given| reader::every(given, |one| reader::shape(one).map(Some));
    /// Events of the access log, an iterable of dicts.
    Events(Vec<EventWire>) = |given| reader::every(given, event);
    /// Rows of a table, an iterable of dicts whose keys are columns.
    Rows(Vec<Map<String, Json>>) = |given| reader::every(given, |one| reader::row(one).map(Some));
    /// Values by names that are kept as they are, a dict.
    Named<T>(T) = |given| Ok(from_json(reader::json(given, Keys::Kept)?)?);
    /// A text that comes in as a `str`, or as a `datetime`, `date` or `Decimal` that stands for one.
    Text(String) = text;
    /// Texts that come in as a list.
    Texts(Vec<String>) = |given| Ok(from_json(reader::json(given, Keys::Ours)?)?);
    /// A period that comes in as a dict, or as a `str` that is its kind.
    Pick(PickerWire) = pick;
    /// A shape that comes in as a dict, whose `"period"` may be the `str` that is its kind.
    Ask<T>(T) = ask;
    /// The text of a file: a `str`, or `bytes` of UTF-8.
    File(String) = file;
    /// The text of a JSON document: that of a file, or a dict that holds it.
    Document(String) = document;
}

fn event(given: &Bound<'_, PyAny>) -> Outcome<Vec<EventWire>> {
    events_from_json(vec![Json::Object(reader::dict(given)?)]).map_err(|error| reader::spelled(error).into())
}

fn text(given: &Bound<'_, PyAny>) -> Outcome<String> {
    match reader::json(given, Keys::Ours)? {
        Json::String(text) => Ok(text),
        _ => Err(reader::expected("a text", given).into()),
    }
}

fn pick(given: &Bound<'_, PyAny>) -> Outcome<PickerWire> {
    match given.cast::<PyString>() {
        Ok(kind) => Ok(from_json(json!({ "kind": reader::text(kind)? }))?),
        Err(_) => reader::shape(given),
    }
}

fn ask<T: DeserializeOwned>(given: &Bound<'_, PyAny>) -> Outcome<T> {
    let mut ask = reader::dict(given)?;
    if let Some(period) = ask.get_mut("period").filter(|period| period.is_string()) {
        *period = json!({ "kind": period.take() });
    }
    from_json(Json::Object(ask)).map_err(|error| reader::spelled(error).into())
}

fn file(given: &Bound<'_, PyAny>) -> Outcome<String> {
    if let Ok(bytes) = given.cast::<PyBytes>() {
        let text = std::str::from_utf8(bytes.as_bytes());
        return text.map(str::to_owned).map_err(|error| reader::malformed(&format!("not UTF-8: {error}")));
    }
    reader::text(given.cast::<PyString>().map_err(|_| reader::expected("str or bytes", given))?)
}

fn document(given: &Bound<'_, PyAny>) -> Outcome<String> {
    if given.is_instance_of::<PyDict>() {
        Ok(reader::json(given, Keys::Kept)?.to_string())
    } else {
        file(given)
    }
}

/// A shape that goes out as a dict or a list.
pub(crate) struct Out<T>(pub(crate) T);

impl<'py, T: Serialize> IntoPyObject<'py> for Out<T> {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = Fault;
    fn into_pyobject(self, py: Python<'py>) -> Outcome<Self::Output> {
        give(py, &self.0)
    }
}

/// Many shapes that go out as a list, one after the other.
pub(crate) struct OutEach<T>(pub(crate) Vec<T>);

impl<'py, T: Serialize> IntoPyObject<'py> for OutEach<T> {
    type Target = PyList;
    type Output = Bound<'py, PyList>;
    type Error = Fault;
    fn into_pyobject(self, py: Python<'py>) -> Outcome<Self::Output> {
        let list = PyList::empty(py);
        for shape in self.0 {
            list.append(give(py, &shape)?)?;
        }
        Ok(list)
    }
}

/// A shape as a Python object.
pub(crate) fn give<'py>(py: Python<'py>, shape: &impl Serialize) -> Outcome<Bound<'py, PyAny>> {
    let json =
        serde_json::to_value(shape).map_err(|error| WireError::malformed(MALFORMED, &error.to_string()))?;
    Ok(to_python(py, json)?)
}

fn to_python(py: Python<'_>, json: Json) -> PyResult<Bound<'_, PyAny>> {
    Ok(match json {
        Json::Null => py.None().into_bound(py),
        Json::Bool(flag) => PyBool::new(py, flag).to_owned().into_any(),
        Json::String(text) => PyString::new(py, &text).into_any(),
        Json::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(number), _) => number.into_pyobject(py)?.into_any(),
            (None, Some(number)) => number.into_pyobject(py)?.into_any(),
            (None, None) => PyFloat::new(py, number.as_f64().unwrap_or(f64::NAN)).into_any(),
        },
        Json::Array(list) => {
            let list: Vec<_> = list.into_iter().map(|one| to_python(py, one)).collect::<PyResult<_>>()?;
            PyList::new(py, list)?.into_any()
        }
        Json::Object(map) => {
            let dict = PyDict::new(py);
            for (key, value) in map {
                dict.set_item(PyString::intern(py, &keys::to_python(&key)), to_python(py, value)?)?;
            }
            dict.into_any()
        }
    })
}
