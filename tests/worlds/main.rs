//! Second opinions on the access rules: whole worlds against a naive decider, exhaustive small logs, and properties.
#[cfg(test)]
mod exhaustive;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod naive;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod random;
#[cfg(test)]
mod world;

/// How many threads a test takes; `WORLDS_THREADS` sets it.
#[cfg(test)]
fn threads() -> usize {
    std::env::var("WORLDS_THREADS").ok().map_or(2, |text| text.parse().unwrap())
}
