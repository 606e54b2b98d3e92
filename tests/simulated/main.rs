//! Generated rooms, labelled as such: what is claimed of chances is counted over many of them. A few by default, with bounds that follow from
//! their number; `tests/simulated/all` plays ten thousand.
#[cfg(test)]
mod pins;
#[cfg(test)]
mod room;

/// How many rooms are played.
#[cfg(test)]
fn rooms() -> u64 {
    std::env::var("SIMULATED_ROOMS").ok().and_then(|rooms| rooms.parse().ok()).unwrap_or(400)
}
