//! Built without Cedar: its figures are left out, and the run says so.
use creator_compass::access::{CreatorState, Question};
use creator_compass_benches::FixtureError;

use super::world::World;
use crate::measure::say;

pub(super) fn compare(
    _world: &World,
    _states: &[CreatorState],
    _questions: &[(usize, Question)],
    _explained: f64,
) -> Result<(), FixtureError> {
    say("# built without the feature `cedar`: access.cedar and access.explained_vs_cedar are left out")
}
