//! What no source gives, though a program can build it: the types of a row hold more than a table does.
use super::cell::CellError;
use super::kind::ProfileDimension;
use super::row::{ActivityRow, AliasRow, Bucket, Fact, InteractionRow, ProfileKey, ProfileRow, VideoRow};
use crate::value::region_code;

impl Fact {
    /// Why no source can give this row; none for one that can be taken.
    pub(crate) fn problem(&self) -> Option<CellError> {
        match self {
            Self::Alias(row) => row.problem(),
            Self::Video(row) => row.problem(),
            Self::Activity(row) => row.problem(),
            Self::Interaction(row) => row.problem(),
            Self::Profile(row) => row.problem(),
            Self::Creator(_) | Self::Room(_) | Self::Product(_) | Self::Order(_) | Self::Observation(_) => {
                None
            }
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

impl VideoRow {
    pub(crate) fn problem(&self) -> Option<CellError> {
        let labels = &self.about.labels;
        let whole = |label: &String| !label.is_empty() && label.trim() == label && !label.contains('|');
        if let Some(label) = labels.iter().find(|label| !whole(label)) {
            return Some(CellError::malformed("labels", label, "a label without `|` or space around it"));
        }
        let mut pairs = labels.iter().zip(labels.iter().skip(1));
        let wrong = pairs.find(|(a, b)| a >= b);
        wrong.map(|(_, label)| CellError::malformed("labels", label, "each label once, in their order"))
    }
}

impl ProfileRow {
    pub(crate) fn problem(&self) -> Option<CellError> {
        let ProfileKey { of, dimension, bucket } = &self.key;
        if of.end <= of.start {
            return Some(CellError::malformed("end", &of.end.to_string(), "a day behind `start`"));
        }
        if self.users < 0 {
            return Some(CellError::malformed(
                "users",
                &self.users.to_string(),
                "a whole number that is not negative",
            ));
        }
        if let Some(content) = of.content.as_ref()
            && of.channel != Some(content.channel())
        {
            let told = of.channel.map_or("none", |channel| channel.as_str());
            return Some(CellError::malformed("channel", told, "the channel of its room or video"));
        }
        let known = match (dimension, dimension.buckets()) {
            (_, Some(all)) => all.contains(&bucket.as_str()),
            (ProfileDimension::Region, None) => {
                bucket == "unknown" || region_code(bucket).is_some_and(|code| code == *bucket)
            }
            (_, None) => !bucket.trim().is_empty() && bucket.trim() == bucket,
        };
        (!known).then(|| CellError::malformed("bucket", bucket, "a bucket of the dimension"))
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
