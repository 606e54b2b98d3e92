//! Record batches against the table of text that says the same, and one thread against two (SRC-1, SRC-4, SRC-7, SRC-9).
#![cfg_attr(
    test,
    expect(clippy::from_iter_instead_of_collect, reason = "the type of a column is named where it is made")
)]
#[cfg(test)]
mod batches;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod parquet;
#[cfg(test)]
mod shared;
#[cfg(test)]
mod tables;
#[cfg(test)]
mod threads;
