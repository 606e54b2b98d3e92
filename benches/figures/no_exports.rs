//! Without the feature nothing is written.
use creator_compass_benches::FixtureError;

pub(crate) fn figures(_all: &[String]) -> Result<(), FixtureError> {
    Err(FixtureError("figures exports needs --features exports".to_owned()))
}
