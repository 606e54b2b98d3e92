//! Shapes of the access log and a door over it.

mod door;
mod event;
mod shape;

pub use door::AccessDoor;
pub use event::{EventWire, ScopeWire, events_from_json, read_events};
pub(crate) use shape::module;
pub use shape::{
    CauseWire, CommandWire, CompiledWire, ContractsWire, DecisionWire, IgnoredListWire, IgnoredWire,
    IssuedWire, ListsWire, OutcomeWire, QuestionWire, RecordedWire, RequestRowWire, RequestsWire,
    SubjectWire, VisibleWire,
};
