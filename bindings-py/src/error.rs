//! Errors: one of ours becomes the exception class of its kind (`creator_compass.errors`), one of Python's
//! stays.

use creator_compass::wire::WireError;
use pyo3::prelude::*;

use crate::convert::give;

/// What can go wrong in a call.
pub(crate) enum Fault {
    /// The library refuses.
    Wire(Box<WireError>),
    /// Python code that was called has raised.
    Python(PyErr),
}

impl Fault {
    /// An error of ours with one more fact; one of Python's stays.
    pub(crate) fn with(self, name: &str, fact: impl Into<serde_json::Value>) -> Self {
        match self {
            Self::Wire(error) => error.with(name, fact).into(),
            Self::Python(error) => Self::Python(error),
        }
    }
}

/// The answer of a call.
pub(crate) type Outcome<T> = Result<T, Fault>;

impl From<WireError> for Fault {
    fn from(error: WireError) -> Self {
        Self::Wire(Box::new(error))
    }
}

impl From<PyErr> for Fault {
    fn from(error: PyErr) -> Self {
        Self::Python(error)
    }
}

impl From<Fault> for PyErr {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Python(error) => error,
            Fault::Wire(error) => Python::attach(|py| exception(py, &error).unwrap_or_else(|error| error)),
        }
    }
}

fn exception(py: Python<'_>, error: &WireError) -> PyResult<PyErr> {
    let details = give(py, &error.details)?;
    let facts = (error.kind, error.code, error.rule, &error.message, details);
    let exception = py.import("creator_compass.errors")?.call_method1("_of_kind", facts)?;
    Ok(PyErr::from_value(exception))
}
