//! The same work on one thread or on many; the order of results never depends on it.

#[cfg(not(feature = "rayon"))]
mod one;
#[cfg(feature = "rayon")]
mod pool;

#[cfg(not(feature = "rayon"))]
pub(super) use one::{map, map_with, pieces, sort_by};
#[cfg(feature = "rayon")]
pub(super) use pool::{map, map_with, pieces, sort_by};
