use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::error::WireError;
use super::store::{ReasonWire, hidden};
use super::time::WindowWire;
use super::workspace::PolicyWire;
use crate::fact::Channel;
use crate::metric::UniqueCount;
use crate::privacy::{
    Audience, Companion, Complement, Conflict, Group, Ledger, MeanConflict, Pattern, PeerGroup, PeerTopic,
    Population, Verdict, suppress,
};
use crate::time::Window;
use crate::value::{
    ContentId, CreatorId, HiddenReason, IdError, Policy, ProductId, Reasons, ShopId, UndefinedReason, Value,
};

/// Groups whose profiles are asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SuppressAskWire {
    /// The groups.
    pub groups: Vec<GroupWire>,
    /// Where the policy differs from the rules' defaults.
    #[serde(default)]
    pub policy: Option<PolicyWire>,
}

/// Which users a group has; a list that is left out takes all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PopulationWire {
    /// `viewers`, `clickers` or `buyers`.
    pub audience: String,
    /// The days.
    pub days: WindowWire,
    /// In which channels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channels: Option<Vec<String>>,
    /// With which creators.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creators: Option<Vec<String>>,
    /// With which LIVE rooms and videos.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contents: Option<Vec<String>>,
    /// With which products.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub products: Option<Vec<String>>,
    /// In which shops.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shops: Option<Vec<String>>,
}

/// A group whose profile is asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GroupWire {
    /// Its name in the question.
    pub id: String,
    /// Which users it has.
    pub of: PopulationWire,
    /// How many they are.
    #[serde(default)]
    pub users: Option<u64>,
    /// Whether that is an estimate.
    #[serde(default)]
    pub estimated: bool,
    /// Why it may not be seen, by reasons of access.
    #[serde(default)]
    pub hidden: Option<Vec<String>>,
}

/// Which groups may be shown, in the order of the question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PatternWire {
    /// One a group.
    pub groups: Vec<VerdictWire>,
}

/// Whether a group may be shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VerdictWire {
    /// The group.
    pub id: String,
    /// What it is.
    #[serde(flatten)]
    pub verdict: ShownWire,
}

/// A group that may be shown, or why not.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ShownWire {
    /// It may be shown.
    Shown {
        /// How many users it has.
        users: u64,
    },
    /// Nobody knows how many users it has.
    Undefined {
        /// Why.
        reasons: Vec<ReasonWire>,
    },
    /// It may not be shown.
    Hidden {
        /// Why.
        reasons: Vec<&'static str>,
        /// `nested`, `parts` or `overlap`: what it would let be read.
        complement: Option<&'static str>,
        /// With which shown groups.
        with: Vec<CompanionWire>,
    },
}

/// A shown group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CompanionWire {
    /// Of this question.
    Asked(String),
    /// Of an earlier answer.
    Earlier(PopulationWire),
}

/// A group of a merged ledger that, with groups of both, lets too few users be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConflictWire {
    /// The group.
    pub group: PopulationWire,
    /// `nested`, `parts` or `overlap`.
    pub complement: &'static str,
    /// With which other groups.
    pub with: Vec<PopulationWire>,
}

/// A mean over peers that was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShownMeanWire {
    /// Of which metric.
    pub metric: String,
    /// Over which days.
    pub days: WindowWire,
    /// Over whose figures.
    pub creators: Vec<String>,
}

/// A mean that with others lets single peers be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeanConflictWire {
    /// The mean.
    pub mean: ShownMeanWire,
    /// With which other means.
    pub with: Vec<ShownMeanWire>,
}

/// The groups that were shown.
#[derive(Debug, Clone, Default)]
pub struct LedgerDoor(Ledger);

fn policy(wire: Option<PolicyWire>) -> Policy {
    wire.map(Policy::from).unwrap_or_default()
}

fn unknown(field: &'static str, value: &str, names: &[&str]) -> WireError {
    let value: String = value.chars().take(64).collect();
    let what = format!("{field} `{value}`: expected one of {}", names.join(", "));
    WireError::malformed("privacy.name.unknown", &what).with("field", field).with("value", value)
}

fn ids<T: Ord>(
    all: Option<&Vec<String>>,
    new: fn(&str) -> Result<T, IdError>,
) -> Result<Option<BTreeSet<T>>, WireError> {
    all.map(|all| all.iter().map(|id| Ok(new(id)?)).collect()).transpose()
}

impl PopulationWire {
    fn read(&self) -> Result<Population, WireError> {
        let audience = Audience::ALL.into_iter().find(|one| one.as_str() == self.audience);
        let audience = audience
            .ok_or_else(|| unknown("audience", &self.audience, &Audience::ALL.map(Audience::as_str)))?;
        let days = self.days.read()?;
        let end = days.end.ok_or_else(|| WireError::malformed("wire.malformed", "days: expected an end"))?;
        let channel = |name: &String| {
            let names: Vec<&str> = Channel::ALL.iter().map(|channel| channel.as_str()).collect();
            Channel::of(name).ok_or_else(|| unknown("channel", name, &names))
        };
        let channels = self.channels.as_ref().map(|all| all.iter().map(channel).collect());
        Ok(Population {
            channels: channels.transpose()?,
            creators: ids(self.creators.as_ref(), CreatorId::new)?,
            contents: ids(self.contents.as_ref(), ContentId::new)?,
            products: ids(self.products.as_ref(), ProductId::new)?,
            shops: ids(self.shops.as_ref(), ShopId::new)?,
            ..Population::new(audience, days.start, end)
        })
    }
}

fn texts<T>(ids: Option<&BTreeSet<T>>, text: impl Fn(&T) -> &str) -> Option<Vec<String>> {
    ids.map(|ids| ids.iter().map(|id| text(id).to_owned()).collect())
}

impl From<&Population> for PopulationWire {
    fn from(of: &Population) -> Self {
        Self {
            audience: of.audience.as_str().to_owned(),
            days: WindowWire { start: of.start.to_string(), end: Some(of.end.to_string()) },
            channels: texts(of.channels.as_ref(), |channel| channel.as_str()),
            creators: texts(of.creators.as_ref(), CreatorId::as_str),
            contents: texts(of.contents.as_ref(), ContentId::as_str),
            products: texts(of.products.as_ref(), ProductId::as_str),
            shops: texts(of.shops.as_ref(), ShopId::as_str),
        }
    }
}

impl GroupWire {
    fn read(&self) -> Result<Group, WireError> {
        let reason = |code: &String| {
            let found = HiddenReason::ALL.into_iter().find(|one| one.code() == code);
            found.ok_or_else(|| unknown("hidden", code, &HiddenReason::ALL.map(HiddenReason::code)))
        };
        let reasons: Vec<HiddenReason> =
            self.hidden.iter().flatten().map(reason).collect::<Result<_, _>>()?;
        // Only the fact counts: by how much an estimate errs does not.
        let estimate = self.estimated.then_some(0.0);
        let users = match (Reasons::collect(reasons), self.users) {
            (Some(reasons), _) => Value::Hidden(reasons),
            (None, Some(users)) => Value::Known(UniqueCount { users, estimate }),
            (None, None) => Value::undefined(UndefinedReason::Absent),
        };
        Ok(Group { id: self.id.clone(), of: self.of.read()?, users })
    }
}

impl From<&Companion> for CompanionWire {
    fn from(with: &Companion) -> Self {
        match with {
            Companion::Asked(id) => Self::Asked(id.clone()),
            Companion::Earlier(of) => Self::Earlier(of.into()),
        }
    }
}

impl From<&Verdict> for VerdictWire {
    fn from(verdict: &Verdict) -> Self {
        let shown = match &verdict.users {
            Value::Known(users) => ShownWire::Shown { users: *users },
            Value::Undefined(reasons) => {
                ShownWire::Undefined { reasons: reasons.iter().map(ReasonWire::from).collect() }
            }
            Value::Hidden(reasons) => ShownWire::Hidden {
                reasons: hidden(reasons),
                complement: verdict.complement.map(Complement::as_str),
                with: verdict.with.iter().map(CompanionWire::from).collect(),
            },
        };
        Self { id: verdict.id.clone(), verdict: shown }
    }
}

impl From<&Pattern> for PatternWire {
    fn from(pattern: &Pattern) -> Self {
        Self { groups: pattern.verdicts.iter().map(VerdictWire::from).collect() }
    }
}

impl From<&Conflict> for ConflictWire {
    fn from(conflict: &Conflict) -> Self {
        let with = conflict.with.iter().map(PopulationWire::from).collect();
        Self { group: (&conflict.group).into(), complement: conflict.complement.as_str(), with }
    }
}

impl ShownMeanWire {
    fn new(topic: &PeerTopic, members: &BTreeSet<CreatorId>) -> Self {
        let days = WindowWire::from(Window { start: topic.start, end: Some(topic.end) });
        let creators = members.iter().map(|creator| creator.as_str().to_owned()).collect();
        Self { metric: topic.metric.clone(), days, creators }
    }
}

impl From<&MeanConflict> for MeanConflictWire {
    fn from(conflict: &MeanConflict) -> Self {
        let with = conflict.with.iter().map(|(topic, members)| ShownMeanWire::new(topic, members));
        Self { mean: ShownMeanWire::new(&conflict.topic, &conflict.members), with: with.collect() }
    }
}

impl LedgerDoor {
    pub(super) fn ledger(&self) -> &Ledger {
        &self.0
    }
    pub(super) fn record(&mut self, pattern: &Pattern) {
        self.0.record(pattern);
    }
    pub(super) fn record_peers(&mut self, groups: &[PeerGroup]) {
        self.0.record_peers(groups);
    }
    /// Nothing was shown.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Reads what [`LedgerDoor::save`] wrote.
    ///
    /// # Errors
    /// Bytes that are foreign, of a later version, cut off or damaged.
    pub fn open(bytes: &[u8]) -> Result<Self, WireError> {
        Ok(Self(Ledger::open(bytes)?))
    }
    /// The ledger as bytes.
    #[must_use]
    pub fn save(&self) -> Vec<u8> {
        self.0.save()
    }
    /// How many groups were shown.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }
    /// Whether nothing was shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// Which groups may be shown; remembers nothing.
    ///
    /// # Errors
    /// Groups that are not what they should be.
    pub fn suppress(&self, ask: SuppressAskWire) -> Result<PatternWire, WireError> {
        Ok((&self.pattern(ask)?).into())
    }
    fn pattern(&self, ask: SuppressAskWire) -> Result<Pattern, WireError> {
        let groups: Vec<Group> = ask.groups.iter().map(GroupWire::read).collect::<Result<_, _>>()?;
        Ok(suppress(&groups, &self.0, &policy(ask.policy))?)
    }
    /// Which groups may be shown; they are remembered as shown.
    ///
    /// # Errors
    /// Groups that are not what they should be; nothing is remembered then.
    pub fn show(&mut self, ask: SuppressAskWire) -> Result<PatternWire, WireError> {
        let pattern = self.pattern(ask)?;
        self.0.record(&pattern);
        Ok((&pattern).into())
    }
    /// The means over peers of another ledger that, beside those of this one, may let single peers be read (BEY-9).
    #[must_use]
    pub fn mean_conflicts(&self, other: &Self) -> Vec<MeanConflictWire> {
        self.0.mean_conflicts(&other.0).iter().map(MeanConflictWire::from).collect()
    }
    /// Takes what another ledger says was shown; gives what both let be read together.
    pub fn merge(&mut self, other: &Self, under: Option<PolicyWire>) -> Vec<ConflictWire> {
        let conflicts = self.0.conflicts(&other.0, &policy(under));
        self.0.merge(&other.0);
        conflicts.iter().map(ConflictWire::from).collect()
    }
}
