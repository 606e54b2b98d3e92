use serde::{Deserialize, Deserializer, Serialize};

use super::super::access::{CauseWire, module};
use super::super::error::WireError;
use super::super::metric::MetricWire;
use super::super::store::{CellWire, QueryFilterWire, ScopeReportWire, ViewDoor, channel, object, one_of};
use super::super::time::{PickerWire, WindowWire, screen, windows_out};
use crate::engine::{
    ChosenFeed, Dimension, KeyNames, Query, QueryError, SourceAtom, SourcePart, Sources, View,
};
use crate::fact::{Channel, Content};
use crate::report::{
    Before, CellAsk, Counted, CreatorDays, Explanation, HiddenDays, Remedy, Step, compare_cells, explain,
};
use crate::time::{Day, Screen};
use crate::value::{CreatorId, RoomId, VideoId};

use super::difference::DifferenceWire;

/// The cell that is to be explained.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExplainAskWire {
    /// The period of its answer.
    pub period: PickerWire,
    /// The screen whose pickers are offered: `general` or `product`.
    #[serde(default)]
    pub screen: Option<String>,
    /// The module whose permissions count: `overview`, `live`, `creator`, `video` or `product`.
    #[serde(default)]
    pub module: Option<String>,
    /// The metric.
    pub metric: String,
    /// What its row is about; nothing for the whole.
    #[serde(default, deserialize_with = "object")]
    pub key: CellKeyWire,
    /// Which facts count.
    #[serde(default, deserialize_with = "object")]
    pub filter: QueryFilterWire,
    /// Whether it stands beside the previous cycle's (PER-6).
    #[serde(default)]
    pub compare: bool,
    /// A second cell: in what it differs is told too.
    #[serde(default)]
    pub against: Option<Box<ExplainAskWire>>,
}

/// What a row is about: a field for each dimension that its answer is grouped by.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "fields are those of `engine::Dimension`")]
pub struct CellKeyWire {
    #[serde(default)]
    pub creator: Option<String>,
    #[serde(default, deserialize_with = "given")]
    pub channel: Option<CellChannelWire>,
    #[serde(default)]
    pub content: Option<CellContentWire>,
    #[serde(default)]
    pub product: Option<String>,
    #[serde(default)]
    pub shop: Option<String>,
    #[serde(default)]
    pub day: Option<String>,
    #[serde(default)]
    pub week: Option<String>,
    #[serde(default)]
    pub month: Option<String>,
}

/// The channel of a row; none where no fact tells it, which is not the same as no channel in the key.
#[derive(Debug, Clone)]
pub struct CellChannelWire(pub Option<String>);

fn given<'de, D: Deserializer<'de>>(from: D) -> Result<Option<CellChannelWire>, D::Error> {
    Option::deserialize(from).map(|name| Some(CellChannelWire(name)))
}

/// A LIVE room or video.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CellContentWire {
    /// `room` or `video`.
    pub kind: String,
    /// Its id.
    pub id: String,
}

impl CellKeyWire {
    fn read(&self) -> Result<(Vec<Dimension>, KeyNames), WireError> {
        let times =
            [(Dimension::Day, &self.day), (Dimension::Week, &self.week), (Dimension::Month, &self.month)];
        let mut times = times.into_iter().filter_map(|(time, day)| Some((time, day.as_deref()?)));
        let time = times.next();
        if let Some(((first, _), (second, _))) = time.zip(times.next()) {
            return Err(QueryError::TwoTimes { first: first.as_str(), second: second.as_str() }.into());
        }
        let names = KeyNames {
            creator: self.creator.as_deref().map(CreatorId::new).transpose()?,
            channel: self.channel.as_ref().and_then(|own| own.0.as_deref()).map(channel).transpose()?,
            content: self.content.as_ref().map(CellContentWire::read).transpose()?,
            product: self.product.clone(),
            shop: self.shop.clone(),
            start: time.map(|(_, day)| Day::parse(day)).transpose()?,
        };
        let given = [
            (Dimension::Creator, names.creator.is_some()),
            (Dimension::Channel, self.channel.is_some()),
            (Dimension::Content, names.content.is_some()),
            (Dimension::Product, names.product.is_some()),
            (Dimension::Shop, names.shop.is_some()),
        ];
        let given = given.into_iter().filter(|(_, given)| *given).map(|(dimension, _)| dimension);
        Ok((given.chain(time.map(|(time, _)| time)).collect(), names))
    }
}

impl CellContentWire {
    fn read(&self) -> Result<Content, WireError> {
        let known = ["room", "video"];
        let kind = known.into_iter().find(|kind| *kind == self.kind);
        Ok(match one_of(kind, &self.kind, "content", &known)? {
            "room" => Content::Room(RoomId::new(&self.id)?),
            _ => Content::Video(VideoId::new(&self.id)?),
        })
    }
}

impl ExplainAskWire {
    fn read(&self, view: &View<'_>) -> Result<CellAsk, WireError> {
        let on = self.screen.as_deref().map(screen).transpose()?.unwrap_or(Screen::General);
        let period = view.resolve(on, self.period.read()?)?;
        let (group_by, key) = self.key.read()?;
        let mut query = Query::new(period, &[&self.metric]).filter(self.filter.read()?);
        query.compare = self.compare;
        if let Some(name) = &self.module {
            query.module = module(name)?;
        }
        Ok(CellAsk::new(query, &self.metric, &group_by, key))
    }
}

/// Why a cell is what it is (BEY-1).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExplanationWire {
    /// The metric, with its formula and definitions.
    pub metric: MetricWire,
    /// The figure.
    pub value: CellWire,
    /// Its days.
    pub days: WindowWire,
    /// What its answer drew on.
    pub scope: ScopeReportWire,
    /// The numbers its formula draws on.
    pub numbers: Vec<NumberWire>,
    /// Whose days count.
    pub counted: CountedWire,
    /// What would show a figure, where there is none.
    pub remedy: Option<RemedyWire>,
    /// The previous cycle's, where the cell is compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<ExplainedWire>,
    /// How they differ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<CellWire>,
    /// The difference over the previous cycle's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relative_change: Option<CellWire>,
    /// The second cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub against: Option<Box<ExplanationWire>>,
    /// In what the second cell differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub differences: Option<Vec<DifferenceWire>>,
}

/// The previous cycle's figure, and all behind it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExplainedWire {
    /// The figure.
    pub value: CellWire,
    /// Its days.
    pub days: WindowWire,
    /// What its answer drew on.
    pub scope: ScopeReportWire,
    /// The numbers its formula draws on.
    pub numbers: Vec<NumberWire>,
    /// Whose days count.
    pub counted: CountedWire,
    /// What would show a figure, where there is none.
    pub remedy: Option<RemedyWire>,
}

/// A number that a formula draws on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NumberWire {
    /// Its name in the formula.
    pub name: String,
    /// What it is.
    pub value: CellWire,
    /// What it is put together from.
    pub parts: Vec<NumberPartWire>,
}

/// A measure in a channel.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NumberPartWire {
    /// The measure.
    pub measure: &'static str,
    /// The channel; none where sources tell none.
    pub channel: Option<&'static str>,
    /// The feed that tells it; none where none does, or several do.
    pub feed: Option<&'static str>,
    /// The feeds that tell it, none of them complete.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mixed: Vec<String>,
    /// What it is there.
    pub value: CellWire,
    /// How many rows counted.
    pub rows: u64,
    /// The definitions they follow.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub definitions: Vec<&'static str>,
}

/// Whose days count.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CountedWire {
    /// How many creators count with every day.
    pub whole: usize,
    /// Those of whom some day is hidden.
    pub cut: Vec<CreatorDaysWire>,
    /// How many those are.
    pub cut_total: usize,
}

/// What of a creator counts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CreatorDaysWire {
    /// The creator.
    pub creator: String,
    /// The days that count.
    pub visible: Vec<WindowWire>,
    /// The days that do not.
    pub hidden: Vec<HiddenDaysWire>,
}

/// Days that are hidden for the same causes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HiddenDaysWire {
    /// The days.
    pub days: WindowWire,
    /// Every cause that holds.
    pub causes: Vec<CauseWire>,
    /// The first day on which they show with no further event.
    pub visible_from: Option<String>,
}

/// What would show a figure: all of the steps.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RemedyWire {
    /// Whether anybody, or time, can take every step.
    pub possible: bool,
    /// The first day on which time alone has taken them.
    pub shows_on: Option<String>,
    /// The steps.
    pub steps: Vec<StepWire>,
}

/// A step on the way to a figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "act", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[expect(missing_docs, reason = "steps and fields are those of `report::Step`")]
pub enum StepWire {
    Show {
        creator: String,
        days: WindowWire,
        causes: Vec<CauseWire>,
        visible_from: Option<String>,
    },
    Load {
        measure: &'static str,
        channel: Option<&'static str>,
        feed: Option<&'static str>,
        days: Vec<WindowWire>,
    },
    Declare {
        measure: &'static str,
        channel: Option<&'static str>,
        feeds: Vec<String>,
        days: WindowWire,
    },
    AskOtherDays {
        spans: Vec<WindowWire>,
        since: Option<&'static str>,
    },
    ObserveAgain {
        measure: &'static str,
        channel: Option<&'static str>,
        feed: Option<&'static str>,
    },
    Occur {
        what: String,
    },
    Give {
        what: String,
    },
    Nothing {
        reason: &'static str,
    },
}

impl From<&HiddenDays> for HiddenDaysWire {
    fn from(hidden: &HiddenDays) -> Self {
        Self {
            days: hidden.days.into(),
            causes: hidden.causes.iter().map(CauseWire::from).collect(),
            visible_from: hidden.visible_from.map(|day| day.to_string()),
        }
    }
}

impl From<&Step> for StepWire {
    fn from(step: &Step) -> Self {
        let name = |channel: &Option<Channel>| channel.map(Channel::as_str);
        match step {
            Step::Show { creator, hidden } => {
                let HiddenDaysWire { days, causes, visible_from } = hidden.into();
                Self::Show { creator: creator.as_str().to_owned(), days, causes, visible_from }
            }
            Step::Load { measure, channel, feed, days } => Self::Load {
                measure: measure.id(),
                channel: name(channel),
                feed: *feed,
                days: windows_out(days),
            },
            Step::Declare { measure, channel, feeds, days } => Self::Declare {
                measure: measure.id(),
                channel: name(channel),
                feeds: feeds.clone(),
                days: (*days).into(),
            },
            Step::AskOtherDays { spans, since } => {
                Self::AskOtherDays { spans: spans.iter().map(|span| (*span).into()).collect(), since: *since }
            }
            Step::ObserveAgain { measure, channel, feed } => {
                Self::ObserveAgain { measure: measure.id(), channel: name(channel), feed: *feed }
            }
            Step::Occur { what } => Self::Occur { what: what.clone() },
            Step::Give { what } => Self::Give { what: what.clone() },
            Step::Nothing { reason } => Self::Nothing { reason },
        }
    }
}

impl From<&Remedy> for RemedyWire {
    fn from(remedy: &Remedy) -> Self {
        Self {
            possible: remedy.possible,
            shows_on: remedy.shows_on.map(|day| day.to_string()),
            steps: remedy.steps.iter().map(StepWire::from).collect(),
        }
    }
}

impl From<&SourcePart> for NumberPartWire {
    fn from(part: &SourcePart) -> Self {
        let (feed, mixed) = chosen(&part.feed);
        Self {
            measure: part.measure.id(),
            channel: part.channel.map(Channel::as_str),
            feed,
            mixed,
            value: (&part.value).into(),
            rows: part.rows,
            definitions: part.definitions.iter().map(|definition| definition.as_str()).collect(),
        }
    }
}

/// The feed that counts, or those of which none does.
pub(super) fn chosen(feed: &ChosenFeed) -> (Option<&'static str>, Vec<String>) {
    match feed {
        ChosenFeed::One(feed) => (Some(feed), Vec::new()),
        ChosenFeed::Absent => (None, Vec::new()),
        ChosenFeed::Mixed(feeds) => (None, feeds.clone()),
    }
}

impl From<&SourceAtom> for NumberWire {
    fn from(atom: &SourceAtom) -> Self {
        Self {
            name: atom.name.clone(),
            value: (&atom.value).into(),
            parts: atom.parts.iter().map(NumberPartWire::from).collect(),
        }
    }
}

impl From<&CreatorDays> for CreatorDaysWire {
    fn from(one: &CreatorDays) -> Self {
        Self {
            creator: one.creator.as_str().to_owned(),
            visible: windows_out(&one.visible),
            hidden: one.hidden.iter().map(HiddenDaysWire::from).collect(),
        }
    }
}

impl From<&Counted> for CountedWire {
    fn from(counted: &Counted) -> Self {
        let cut = counted.cut.iter().map(CreatorDaysWire::from).collect();
        Self { whole: counted.whole, cut, cut_total: counted.cut_total }
    }
}

fn explained(
    value: CellWire,
    sources: &Sources,
    counted: &Counted,
    remedy: Option<&Remedy>,
) -> ExplainedWire {
    ExplainedWire {
        value,
        days: sources.days.into(),
        scope: (&sources.scope).into(),
        numbers: sources.atoms.iter().map(NumberWire::from).collect(),
        counted: counted.into(),
        remedy: remedy.map(RemedyWire::from),
    }
}

impl From<&Before> for ExplainedWire {
    fn from(before: &Before) -> Self {
        explained((&before.value).into(), &before.sources, &before.counted, before.remedy.as_ref())
    }
}

impl From<&Explanation> for ExplanationWire {
    fn from(explanation: &Explanation) -> Self {
        let Explanation { sources, counted, remedy, before } = explanation;
        let change = before.as_ref().map(|before| &before.change);
        let cell = explained((&sources.value).into(), sources, counted, remedy.as_ref());
        let ExplainedWire { value, days, scope, numbers, counted, remedy } = cell;
        Self {
            metric: (&sources.metric).into(),
            value,
            days,
            scope,
            numbers,
            counted,
            remedy,
            before: before.as_ref().map(ExplainedWire::from),
            change: change.map(|change| (&change.absolute).into()),
            relative_change: change.map(|change| (&change.relative).into()),
            against: None,
            differences: None,
        }
    }
}

impl ViewDoor {
    /// Why a cell of an answer is what it is, and what would show it where it is no figure (BEY-1).
    ///
    /// # Errors
    /// A malformed input, a period that is refused, or a creator that nobody knows.
    pub fn explain(&self, ask: &ExplainAskWire) -> Result<ExplanationWire, WireError> {
        let view = self.view();
        let cell = ask.read(&view)?;
        let Some(against) = &ask.against else { return Ok((&explain(&view, &cell)?).into()) };
        if against.against.is_some() {
            let what = "a cell is compared with one other; `against` has an `against` of its own";
            return Err(WireError::malformed("report.explain.against", what).with("field", "against"));
        }
        let compared = compare_cells(&view, &cell, &against.read(&view)?)?;
        Ok(ExplanationWire {
            against: Some(Box::new((&compared.there).into())),
            differences: Some(compared.differences.iter().map(DifferenceWire::from).collect()),
            ..(&compared.here).into()
        })
    }
}
