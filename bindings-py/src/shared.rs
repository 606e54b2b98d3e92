//! A door that threads share.

use std::sync::{PoisonError, RwLock};

use pyo3::prelude::*;

/// A door that many threads may ask at a time, and one may change.
///
/// The lock is only ever waited for with the interpreter released, so that no thread waits for the other.
pub(crate) struct Shared<D>(RwLock<D>);

impl<D: Send + Sync> Shared<D> {
    pub(crate) fn new(door: D) -> Self {
        Self(RwLock::new(door))
    }
    pub(crate) fn ask<T: Send>(&self, py: Python<'_>, question: impl FnOnce(&D) -> T + Send) -> T {
        py.detach(|| question(&self.0.read().unwrap_or_else(PoisonError::into_inner)))
    }
    pub(crate) fn change<T: Send>(&self, py: Python<'_>, change: impl FnOnce(&mut D) -> T + Send) -> T {
        py.detach(|| change(&mut self.0.write().unwrap_or_else(PoisonError::into_inner)))
    }
}
