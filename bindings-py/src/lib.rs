//! The Python door of `creator-compass`: names and conversions, nothing else. One file a door.
//!
//! Python writes keys in `snake_case`, the wire in `camelCase`; `convert` and `reader` turn one into
//! the other and back.
#![expect(clippy::needless_pass_by_value, reason = "pyo3 hands arguments over by value")]
#![expect(clippy::doc_link_with_quotes, reason = "the examples are Python")]

mod access;
mod change;
mod convert;
mod error;
mod keys;
mod live;
mod metric;
mod money;
mod partial;
mod privacy;
mod reader;
mod shared;
mod store;
mod time;
mod view;

/// The compiled part of the package `creator_compass`.
#[pyo3::pymodule(gil_used = false)]
mod _native {
    #[pymodule_export]
    use crate::access::AccessLog;
    #[pymodule_export]
    use crate::change::{decompose_change, falling, rising};
    #[pymodule_export]
    use crate::live::{Room, Wall, pin_backtest};
    #[pymodule_export]
    use crate::metric::{evaluate_metric, metrics};
    #[pymodule_export]
    use crate::money::{money, money_sum};
    #[pymodule_export]
    use crate::partial::{finish_partial, merge_partials};
    #[pymodule_export]
    use crate::privacy::Ledger;
    #[pymodule_export]
    use crate::store::Store;
    #[pymodule_export]
    use crate::time::{
        day_of, day_window, difference, intersection, normalize, resolve, retention_start, union,
    };
    #[pymodule_export]
    use crate::view::View;

    /// The version of the library.
    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "the name Python expects")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
