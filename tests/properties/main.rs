//! The real thing against naive models.
#[cfg(test)]
mod access;
#[cfg(test)]
mod metric;
#[cfg(test)]
mod windows;
