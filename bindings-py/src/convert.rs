//! Python objects ↔ the wire's shapes, through JSON values.

use creator_compass::wire::{WireError, from_json};
use pyo3::exceptions::{PyOverflowError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{
    PyBool, PyBytes, PyDate, PyDateTime, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple, PyTzInfo,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Number, Value as Json};

use crate::error::{Fault, Outcome};
use crate::keys;

/// How deep an object may nest; what holds itself is deeper.
const DEEPEST: usize = 64;
/// How many values one object may hold; lists of a million hold this many each.
const LARGEST: usize = 1_000_000;
/// The code of an object that does not have the shape expected.
const MALFORMED: &str = "wire.malformed";

/// A shape that comes in as a dict.
pub(crate) struct In<T>(pub(crate) T);

impl<'py, T: DeserializeOwned> FromPyObject<'_, 'py> for In<T> {
    type Error = Fault;
    fn extract(given: Borrowed<'_, 'py, PyAny>) -> Outcome<Self> {
        shape(&given, MALFORMED).map(Self)
    }
}

/// Shapes that come in as an iterable of dicts.
pub(crate) struct Each<T>(pub(crate) Vec<T>);

impl<'py, T: DeserializeOwned> FromPyObject<'_, 'py> for Each<T> {
    type Error = Fault;
    fn extract(given: Borrowed<'_, 'py, PyAny>) -> Outcome<Self> {
        each(&given, MALFORMED).map(Self)
    }
}

/// A text that comes in as a `str`, or as a `datetime`, `date` or `Decimal` that stands for one.
pub(crate) struct Text(pub(crate) String);

impl<'py> FromPyObject<'_, 'py> for Text {
    type Error = Fault;
    fn extract(given: Borrowed<'_, 'py, PyAny>) -> Outcome<Self> {
        match json(&given)? {
            Json::String(text) => Ok(Self(text)),
            _ => Err(expected("a text", &given)),
        }
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

/// Many shapes; an error says at which `index`. Nothing but the shapes themselves is held.
pub(crate) fn each<T: DeserializeOwned>(given: &Bound<'_, PyAny>, code: &'static str) -> Outcome<Vec<T>> {
    let one_value = given.is_instance_of::<PyDict>()
        || given.is_instance_of::<PyString>()
        || given.is_instance_of::<PyBytes>();
    if one_value {
        return Err(expected("a list of dicts", given));
    }
    let iterator = given.try_iter().map_err(|error| {
        let not_iterable = error.is_instance_of::<PyTypeError>(given.py());
        if not_iterable { expected("a list of dicts", given) } else { error.into() }
    })?;
    let at = |index: usize| {
        move |fault| match fault {
            Fault::Wire(error) => Fault::from(error.with("index", index)),
            Fault::Python(error) => Fault::Python(error),
        }
    };
    let shapes = iterator.enumerate().map(|(index, one)| shape(&one?, code).map_err(at(index)));
    shapes.collect()
}

fn shape<T: DeserializeOwned>(given: &Bound<'_, PyAny>, code: &'static str) -> Outcome<T> {
    if !given.is_instance_of::<PyDict>() {
        return Err(expected("a dict", given));
    }
    from_json(json(given)?).map_err(|mut error| {
        error.code = code;
        if ["unknown field", "missing field"].iter().any(|start| error.message.starts_with(start)) {
            error.message = keys::in_message(&error.message);
        }
        error.into()
    })
}

fn json(given: &Bound<'_, PyAny>) -> Outcome<Json> {
    Reader { left: LARGEST }.value(given, DEEPEST)
}

fn malformed(message: &str) -> Fault {
    WireError::malformed(MALFORMED, message).into()
}

fn expected(what: &str, given: &Bound<'_, PyAny>) -> Fault {
    let name = given.get_type().name().map_or_else(|_| "?".to_owned(), |name| name.to_string());
    let name: String = name.chars().take(64).collect();
    let error = WireError::malformed(MALFORMED, &format!("expected {what}, got `{name}`"));
    error.with("expected", what).with("got", name).into()
}

struct Reader {
    left: usize,
}

impl Reader {
    fn value(&mut self, given: &Bound<'_, PyAny>, depth: usize) -> Outcome<Json> {
        self.left =
            self.left.checked_sub(1).ok_or_else(|| malformed("an object of more than 1000000 values"))?;
        if let Ok(text) = given.cast::<PyString>() {
            self::text(text).map(Json::String)
        } else if let Ok(dict) = given.cast::<PyDict>() {
            self.dict(dict, deeper(depth)?)
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
    fn dict(&mut self, dict: &Bound<'_, PyDict>, depth: usize) -> Outcome<Json> {
        let mut map = Map::with_capacity(dict.len());
        // The items are a copy: reading a value may run Python code that changes the dict.
        for item in dict.items() {
            let (key, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item.extract()?;
            let key = key.cast::<PyString>().map_err(|_| expected("keys of type `str`", &key))?;
            let key = self::key(&text(key)?)?;
            if map.contains_key(&key) {
                return Err(malformed(&format!("two spellings of the key `{}`", keys::to_python(&key))));
            }
            map.insert(key, self.value(&value, depth)?);
        }
        Ok(Json::Object(map))
    }
}

fn deeper(depth: usize) -> Outcome<usize> {
    depth.checked_sub(1).ok_or_else(|| malformed("an object nested deeper than 64, or one that holds itself"))
}

fn key(given: &str) -> Outcome<String> {
    let python = keys::to_python(given);
    if python == given {
        return Ok(keys::to_wire(given));
    }
    let clip = |key: &str| key.chars().take(64).collect::<String>();
    Err(malformed(&format!("keys are `snake_case` in Python: `{}`, not `{}`", clip(&python), clip(given))))
}

fn text(given: &Bound<'_, PyString>) -> Outcome<String> {
    given.to_str().map(str::to_owned).map_err(|_| malformed("a text that is not Unicode (a lone surrogate)"))
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
        Err(expected("a dict, list, str, int, float, bool, None, datetime, date or Decimal", given))
    }
}

fn instant(moment: &Bound<'_, PyDateTime>) -> Outcome<String> {
    if moment.call_method0("utcoffset")?.is_none() {
        let what = "a datetime without a time zone: write its tzinfo, such as `datetime.timezone.utc`";
        return Err(WireError::malformed("time.instant.naive", what).into());
    }
    let utc = PyTzInfo::utc(moment.py())?;
    match moment.call_method1("astimezone", (utc,)) {
        Ok(moment) => Ok(moment.call_method0("isoformat")?.extract()?),
        Err(error) if error.is_instance_of::<PyOverflowError>(moment.py()) => {
            Err(WireError::malformed("time.instant.out_of_range", "a datetime beyond the calendar in UTC")
                .into())
        }
        Err(error) => Err(error.into()),
    }
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
