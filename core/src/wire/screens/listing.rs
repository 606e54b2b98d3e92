//! What lists have in common.
use super::super::error::WireError;
use super::super::store::{AnswerLineWire, SortWire, ViewDoor};
use super::super::time::PickerWire;
use crate::engine::View;
use crate::report::{Entry, Listing};
use crate::time::{Period, Screen};

impl ViewDoor {
    /// The period a picker means on the screens of products (PER-2).
    pub(super) fn product_period(view: &View<'_>, picker: &PickerWire) -> Result<Period, WireError> {
        Ok(view.resolve(Screen::Product, picker.read()?)?)
    }
}

pub(super) fn listing(
    metrics: &[String],
    sort: &[SortWire],
    search: Option<&String>,
    (top, offset, limit): (Option<usize>, usize, Option<usize>),
) -> Result<Listing, WireError> {
    let sort = sort.iter().map(SortWire::read).collect::<Result<_, _>>()?;
    Ok(Listing { metrics: metrics.to_vec(), sort, search: search.cloned(), top, offset, limit })
}

impl From<&Entry> for AnswerLineWire {
    fn from(entry: &Entry) -> Self {
        let compared = entry.compared.as_ref();
        Self {
            metric: entry.metric.name(),
            value: (&entry.value).into(),
            previous: compared.map(|(previous, _)| previous.into()),
            change: compared.map(|(_, change)| (&change.absolute).into()),
            relative_change: compared.map(|(_, change)| (&change.relative).into()),
        }
    }
}

pub(super) fn entries(all: &[Entry]) -> Vec<AnswerLineWire> {
    all.iter().map(AnswerLineWire::from).collect()
}
