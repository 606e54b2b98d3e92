//! Record batches against the table of text that says the same, and one thread against two (SRC-1, SRC-4, SRC-7, SRC-9).
#[cfg(test)]
mod batches;
#[cfg(test)]
mod hostile;
#[cfg(all(test, feature = "parquet"))]
mod parquet;
#[cfg(test)]
mod shared;
#[cfg(test)]
mod tables;
#[cfg(test)]
mod threads;
