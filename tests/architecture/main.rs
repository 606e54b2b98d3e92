//! The house as tests: imports point one way, files stay small, and every rule that is built is tested by name.
mod layers;
mod rules;
mod sizes;
