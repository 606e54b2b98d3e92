use std::collections::BTreeSet;

use super::error::ReportError;
use super::explain::{CREATORS_NAMED, CellAsk, Explanation, explain, people};
use crate::access::Module;
use crate::engine::{ChosenFeed, SourcePart, View};
use crate::fact::{Channel, Definition};
use crate::metric::Measure;
use crate::time::{Day, Window, WindowSet};
use crate::value::CreatorId;

/// Two cells, and all in which they differ (BEY-1).
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The first cell.
    pub here: Explanation,
    /// The second.
    pub there: Explanation,
    /// In what they differ; where in nothing, their figures are equal.
    pub differences: Vec<Difference>,
}

/// One thing in which two cells differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// They are of different metrics.
    Metric {
        /// The first cell's.
        here: String,
        /// The second's.
        there: String,
    },
    /// They are of different days.
    Days {
        /// The first cell's.
        here: Window<Day>,
        /// The second's.
        there: Window<Day>,
    },
    /// They are asked in different modules, whose permissions differ (ACC-12).
    Module {
        /// The first cell's.
        here: Module,
        /// The second's.
        there: Module,
    },
    /// Their questions keep different facts.
    Filter,
    /// They are about different things.
    Key,
    /// Their pickers differ, and with them what may be shown of users (PER-5).
    Picker,
    /// Different feeds tell a measure of a channel.
    Feed {
        /// The measure.
        measure: Measure,
        /// In which channel.
        channel: Option<Channel>,
        /// The first cell's; none where it draws on no such part.
        here: Option<ChosenFeed>,
        /// The second's.
        there: Option<ChosenFeed>,
    },
    /// A measure of a channel follows different definitions (SRC-11).
    Definitions {
        /// The measure.
        measure: Measure,
        /// In which channel.
        channel: Option<Channel>,
        /// The first cell's.
        here: BTreeSet<Definition>,
        /// The second's.
        there: BTreeSet<Definition>,
    },
    /// Of a creator other days count, of those that both cells have.
    Creator {
        /// Whose.
        creator: CreatorId,
        /// The days that count in the first cell alone.
        here_alone: WindowSet<Day>,
        /// The days that count in the second cell alone.
        there_alone: WindowSet<Day>,
    },
    /// Of more creators than are named other days count.
    Creators {
        /// How many are not named.
        more: usize,
    },
}

/// Explains two cells, and in what they differ: why one figure is not another (BEY-1).
///
/// # Errors
/// As [`explain`], of either cell.
pub fn compare_cells(view: &View<'_>, here: &CellAsk, there: &CellAsk) -> Result<Comparison, ReportError> {
    let (one, other) = (explain(view, here)?, explain(view, there)?);
    let mut differences = Vec::new();
    let (name, other_name) = (one.sources.metric.name(), other.sources.metric.name());
    if name != other_name {
        differences.push(Difference::Metric { here: name, there: other_name });
    }
    if one.sources.days != other.sources.days {
        differences.push(Difference::Days { here: one.sources.days, there: other.sources.days });
    }
    if here.query.period.picker != there.query.period.picker {
        differences.push(Difference::Picker);
    }
    if here.query.module != there.query.module {
        differences.push(Difference::Module { here: here.query.module, there: there.query.module });
    }
    if here.query.filter != there.query.filter {
        differences.push(Difference::Filter);
    }
    if here.key != there.key {
        differences.push(Difference::Key);
    }
    parts(&one, &other, &mut differences);
    creators(view, (here, &one), (there, &other), &mut differences);
    Ok(Comparison { here: one, there: other, differences })
}

fn parts(one: &Explanation, other: &Explanation, differences: &mut Vec<Difference>) {
    let all = |explanation: &Explanation| -> Vec<SourcePart> {
        explanation.sources.atoms.iter().flat_map(|atom| atom.parts.iter().cloned()).collect()
    };
    let (here, there) = (all(one), all(other));
    let names: BTreeSet<(Measure, Option<Channel>)> =
        here.iter().chain(&there).map(|part| (part.measure, part.channel)).collect();
    for (measure, channel) in names {
        let find = |parts: &[SourcePart]| {
            parts.iter().find(|part| part.measure == measure && part.channel == channel).cloned()
        };
        let (here, there) = (find(&here), find(&there));
        let feed = |part: &Option<SourcePart>| part.as_ref().map(|part| part.feed.clone());
        if feed(&here) != feed(&there) {
            let (here, there) = (feed(&here), feed(&there));
            differences.push(Difference::Feed { measure, channel, here, there });
        } else if let (Some(here), Some(there)) = (here, there)
            && here.definitions != there.definitions
        {
            let (here, there) = (here.definitions, there.definitions);
            differences.push(Difference::Definitions { measure, channel, here, there });
        }
    }
}

fn creators(
    view: &View<'_>,
    (here, one): (&CellAsk, &Explanation),
    (there, other): (&CellAsk, &Explanation),
    differences: &mut Vec<Difference>,
) {
    let days = |days: Window<Day>| -> WindowSet<Day> { [days].into_iter().collect() };
    let common = days(one.sources.days).intersection(&days(other.sources.days));
    let mine: BTreeSet<CreatorId> = people(view, here, &[one.sources.days]).into_iter().collect();
    let theirs: BTreeSet<CreatorId> = people(view, there, &[other.sources.days]).into_iter().collect();
    let seen = |ask: &CellAsk, people: &BTreeSet<CreatorId>, creator: &CreatorId| {
        let each =
            common.windows().iter().map(|window| view.visible_days(creator, ask.query.module, *window));
        let all = each.fold(WindowSet::default(), |all, days| all.union(&days));
        if people.contains(creator) { all } else { WindowSet::default() }
    };
    let mut more = 0_usize;
    let mut named = 0_usize;
    for creator in mine.union(&theirs) {
        let (own, others) = (seen(here, &mine, creator), seen(there, &theirs, creator));
        let (here_alone, there_alone) = (own.difference(&others), others.difference(&own));
        if here_alone.is_empty() && there_alone.is_empty() {
            continue;
        }
        if named < CREATORS_NAMED {
            named = named.saturating_add(1);
            let creator = creator.clone();
            differences.push(Difference::Creator { creator, here_alone, there_alone });
        } else {
            more = more.saturating_add(1);
        }
    }
    if more > 0 {
        differences.push(Difference::Creators { more });
    }
}
