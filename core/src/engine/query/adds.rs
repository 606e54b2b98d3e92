//! What a row of an act adds to the columns of a frame, and what of it has to be read.
use super::super::figures::ChannelPart;
use super::super::interactions::{NONE, Part};
use super::frame::{Frame, What};
use crate::fact::{Act, Affiliation, Told};
use crate::metric::Measure;

/// What a row of a kind adds to a column.
#[derive(Debug, Clone, Copy)]
pub(super) enum Adds {
    Once,
    Quantity,
    Amount,
    User,
    Product,
    /// The column cannot be told for such rows.
    Broken,
}

/// What rows of a kind add, by column.
pub(super) fn uses(
    frame: &Frame<'_, '_>,
    part: ChannelPart,
    act: Act,
    told: Option<Affiliation>,
) -> Vec<(usize, Adds)> {
    let counts = |what: What| {
        frame.apart || frame.choices.iter().any(|choices| what.feed(choices, part) == Some("interactions"))
    };
    let mut uses = Vec::new();
    if let (Some(wanted), Some(told)) = (frame.kept.affiliation, told)
        && wanted != told
    {
        return uses;
    }
    let is_broken = frame.kept.affiliation.is_some() && told.is_none();
    for (place, column) in frame.columns.iter().enumerate().filter(|(_, column)| column.parts.contains(&part))
    {
        let adds = match column.what {
            what if !counts(what) => None,
            What::Engaged(_) => act.is_engagement().then_some(Adds::User),
            What::Measure(Measure::ProductsSold) => (act == Act::Purchase).then_some(Adds::Product),
            What::Measure(measure) if act.users() == Some(measure) => Some(Adds::User),
            What::Measure(measure) => {
                act.tells().iter().find(|(told, _)| *told == measure).map(|(_, told)| match told {
                    Told::Once => Adds::Once,
                    Told::Quantity => Adds::Quantity,
                    Told::Amount => Adds::Amount,
                })
            }
        };
        uses.extend(adds.map(|adds| (place, if is_broken { Adds::Broken } else { adds })));
    }
    uses
}

/// What of a row has to be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Needs {
    content: bool,
    product: bool,
    shop: bool,
}

impl Needs {
    pub(super) fn of(frame: &Frame<'_, '_>) -> Self {
        let (by, kept) = (frame.by, frame.kept);
        Self {
            content: by.content || kept.contents.is_some() || kept.bars(ChannelPart::Video),
            product: by.product || kept.products.is_some(),
            shop: by.shop || kept.shops.is_some(),
        }
    }
    #[inline]
    pub(super) fn about(self, part: &Part, row: usize, room: bool) -> (u32, u32, u32) {
        (
            if self.content || room { part.contents.get(row) } else { NONE },
            if self.product { part.products.get(row) } else { NONE },
            if self.shop { part.shops.get(row) } else { NONE },
        )
    }
}
