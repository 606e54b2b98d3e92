//! What no source gives, though a program can build it: the types of a row hold more than a table does.
use super::cell::CellError;
use super::row::{ActivityRow, AliasRow, Bucket, Fact, InteractionRow};

impl Fact {
    /// Why no source can give this row; none for one that can be taken.
    pub(crate) fn problem(&self) -> Option<CellError> {
        match self {
            Self::Alias(row) => row.problem(),
            Self::Activity(row) => row.problem(),
            Self::Interaction(row) => row.problem(),
            Self::Creator(_)
            | Self::Room(_)
            | Self::Video(_)
            | Self::Product(_)
            | Self::Order(_)
            | Self::Observation(_) => None,
        }
    }
}

impl AliasRow {
    pub(crate) fn problem(&self) -> Option<CellError> {
        let (from, until) = self.from.zip(self.until)?;
        (until <= from).then(|| CellError::malformed("until", &until.to_string(), "a day behind `from`"))
    }
}

impl ActivityRow {
    pub(crate) fn problem(&self) -> Option<CellError> {
        if let Bucket::Span { start, end } = self.bucket
            && end <= start
        {
            return Some(CellError::malformed("end", &end.to_string(), "a day behind `start`"));
        }
        let pairs = self.measures.iter().zip(self.measures.iter().skip(1));
        let twice = pairs.into_iter().find(|((a, _), (b, _))| a >= b);
        twice.map(|(_, (measure, value))| {
            CellError::malformed(measure.id(), &value.to_string(), "each measure once, in their order")
        })
    }
}

impl InteractionRow {
    fn problem(&self) -> Option<CellError> {
        let act = self.act;
        let nothing = |column: &str| format!("nothing: `{}` has no {column}", act.as_str());
        if self.amount < 0 {
            let expected = "an amount that is not negative";
            return Some(CellError::malformed("amount", &self.amount.to_string(), expected));
        }
        if self.quantity != 0 && !act.has_quantity() {
            return Some(CellError::malformed("quantity", &self.quantity.to_string(), &nothing("quantity")));
        }
        if self.amount != 0 && !act.has_amount() {
            return Some(CellError::malformed("amount", &self.amount.to_string(), &nothing("amount")));
        }
        if let Some(content) = self.content.as_ref()
            && self.channel != Some(content.channel())
        {
            let told = self.channel.map_or("none", |channel| channel.as_str());
            return Some(CellError::malformed("channel", told, "the channel of its room or video"));
        }
        let channel = self.channel.filter(|channel| !act.fits(*channel))?;
        let expected = format!("a channel in which `{}` can be done", act.as_str());
        Some(CellError::malformed("channel", channel.as_str(), &expected))
    }
}
