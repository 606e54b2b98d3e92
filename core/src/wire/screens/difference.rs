use serde::Serialize;

use super::super::time::{WindowWire, windows_out};
use super::explain::chosen;
use crate::engine::ChosenFeed;
use crate::fact::{Channel, Definition};
use crate::report::Difference;

/// One thing in which two cells differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "in", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[expect(missing_docs, reason = "kinds and fields are those of `report::Difference`")]
pub enum DifferenceWire {
    Metric {
        here: String,
        there: String,
    },
    Days {
        here: WindowWire,
        there: WindowWire,
    },
    Module {
        here: &'static str,
        there: &'static str,
    },
    Filter {},
    Key {},
    Picker {},
    Feed {
        measure: &'static str,
        channel: Option<&'static str>,
        here: Vec<String>,
        there: Vec<String>,
    },
    Definitions {
        measure: &'static str,
        channel: Option<&'static str>,
        here: Vec<&'static str>,
        there: Vec<&'static str>,
    },
    Creator {
        creator: String,
        here_alone: Vec<WindowWire>,
        there_alone: Vec<WindowWire>,
    },
    Creators {
        more: usize,
    },
}

/// The feeds that are in question: one that counts, or several of which none does.
fn feeds(feed: Option<&ChosenFeed>) -> Vec<String> {
    let (one, mixed) = feed.map(chosen).unwrap_or_default();
    one.map(str::to_owned).into_iter().chain(mixed).collect()
}

impl From<&Difference> for DifferenceWire {
    fn from(difference: &Difference) -> Self {
        let names =
            |all: &std::collections::BTreeSet<Definition>| all.iter().map(|one| one.as_str()).collect();
        match difference {
            Difference::Metric { here, there } => Self::Metric { here: here.clone(), there: there.clone() },
            Difference::Days { here, there } => Self::Days { here: (*here).into(), there: (*there).into() },
            Difference::Module { here, there } => Self::Module { here: here.as_str(), there: there.as_str() },
            Difference::Filter => Self::Filter {},
            Difference::Key => Self::Key {},
            Difference::Picker => Self::Picker {},
            Difference::Feed { measure, channel, here, there } => Self::Feed {
                measure: measure.id(),
                channel: channel.map(Channel::as_str),
                here: feeds(here.as_ref()),
                there: feeds(there.as_ref()),
            },
            Difference::Definitions { measure, channel, here, there } => Self::Definitions {
                measure: measure.id(),
                channel: channel.map(Channel::as_str),
                here: names(here),
                there: names(there),
            },
            Difference::Creator { creator, here_alone, there_alone } => Self::Creator {
                creator: creator.as_str().to_owned(),
                here_alone: windows_out(here_alone),
                there_alone: windows_out(there_alone),
            },
            Difference::Creators { more } => Self::Creators { more: *more },
        }
    }
}
