use super::exact::Exact;
use super::figure::Figure;
use crate::value::Value;

/// How a figure differs from the previous cycle's (PER-6).
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The difference, in the figure's own unit.
    pub absolute: Value<Figure>,
    /// The difference over the previous figure; undefined on a zero base.
    pub relative: Value<f64>,
}

/// Compares a figure with the previous cycle's; a part that is Hidden or Undefined makes the change so (MET-7).
///
/// Both come of what the figures come of and are rounded once (MET-4): a change of quotients may differ in its last digit
/// from the difference of the figures that are shown.
#[must_use]
pub fn change(current: &Value<Exact>, previous: &Value<Exact>) -> Change {
    Change {
        absolute: current.clone().zip_with(previous.clone(), |a, b| a.less(&b)),
        relative: current.clone().zip_with(previous.clone(), |a, b| a.relative(&b)),
    }
}
