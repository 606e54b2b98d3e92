//! The house as tests: imports point one way, files stay small, and every rule that is built is tested by name.
#![cfg_attr(test, expect(clippy::string_slice, reason = "source text is cut at ASCII marks"))]
#[cfg(test)]
mod docs;
#[cfg(test)]
mod generated;
#[cfg(test)]
mod layers;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod sizes;
