use serde::{Deserialize, Serialize};

use super::super::error::WireError;
use super::super::money::MoneyOut;
use super::super::store::{CellWire, ScopeReportWire, ViewDoor, hidden, ids, objects};
use super::super::time::PickerWire;
use crate::engine::View;
use crate::report::{Goal, GoalCreator, GoalReport, goals};
use crate::value::{CreatorId, Currency, Money, ShopId};

/// What goals are asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GoalsAskWire {
    /// The period.
    pub period: PickerWire,
    /// The goals, at least one.
    #[serde(deserialize_with = "objects")]
    pub goals: Vec<GoalWire>,
}

/// What a shop is to reach.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GoalWire {
    /// The shop.
    pub shop: String,
    /// The GMV to reach: a decimal number as text, in the workspace's currency.
    pub target: String,
    /// The creators that are to reach it; all that may be seen if none.
    #[serde(default)]
    pub creators: Option<Vec<String>>,
}

/// How far goals were reached (PRD-6).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GoalsWire {
    /// In the order asked.
    pub goals: Vec<GoalReportWire>,
}

/// How far a goal was reached.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `report::GoalReport`")]
pub struct GoalReportWire {
    pub scope: ScopeReportWire,
    pub shop: String,
    pub target: MoneyOut,
    pub gmv: CellWire,
    pub achievement: CellWire,
    pub missing: CellWire,
    pub creators: Vec<GoalCreatorWire>,
    pub rooms: CellWire,
}

/// A creator's part of a goal.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `report::GoalCreator`")]
pub struct GoalCreatorWire {
    pub creator: String,
    pub name: Option<String>,
    pub hidden: Vec<&'static str>,
    pub gmv: CellWire,
    pub achievement: CellWire,
}

impl GoalWire {
    fn read(&self, currency: Currency) -> Result<Goal, WireError> {
        Ok(Goal {
            shop: ShopId::new(&self.shop)?,
            target: Money::parse(&self.target, currency)?,
            creators: ids(self.creators.as_ref(), CreatorId::new)?,
        })
    }
}

impl From<&GoalCreator> for GoalCreatorWire {
    fn from(row: &GoalCreator) -> Self {
        Self {
            creator: row.creator.as_str().to_owned(),
            name: row.name.clone(),
            hidden: row.hidden.as_ref().map(hidden).unwrap_or_default(),
            gmv: (&row.gmv).into(),
            achievement: (&row.achievement).into(),
        }
    }
}

impl From<&GoalReport> for GoalReportWire {
    fn from(goal: &GoalReport) -> Self {
        Self {
            scope: (&goal.scope).into(),
            shop: goal.shop.as_str().to_owned(),
            target: goal.target.into(),
            gmv: (&goal.gmv).into(),
            achievement: (&goal.achievement).into(),
            missing: (&goal.missing).into(),
            creators: goal.creators.iter().map(GoalCreatorWire::from).collect(),
            rooms: (&goal.rooms).into(),
        }
    }
}

impl ViewDoor {
    /// How far the goals of shops were reached (PRD-6).
    ///
    /// # Errors
    /// A period that is refused, no goal, a target that is no amount or below 0, an unknown shop or creator.
    pub fn goals(&self, ask: &GoalsAskWire) -> Result<GoalsWire, WireError> {
        let reports = Self::goals_of(&self.view(), ask)?;
        Ok(GoalsWire { goals: reports.iter().map(GoalReportWire::from).collect() })
    }
    pub(super) fn goals_of(view: &View<'_>, ask: &GoalsAskWire) -> Result<Vec<GoalReport>, WireError> {
        let period = Self::product_period(view, &ask.period)?;
        let currency = view.store().workspace().currency;
        let all = ask.goals.iter().map(|goal| goal.read(currency)).collect::<Result<Vec<_>, _>>()?;
        Ok(goals(view, period, &all)?)
    }
}
