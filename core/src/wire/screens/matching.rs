use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::error::WireError;
use super::super::privacy::LedgerDoor;
use super::super::store::{CellWire, ViewDoor, ids, one_of};
use super::super::time::{PeriodWire, PickerWire, WindowWire};
use super::profiles::count;
use crate::fact::ProfileDimension;
use crate::privacy::Ledger;
use crate::report::{CreatorMatch, Likeness, MatchAsk, Matches, match_creators};
use crate::value::{CreatorId, ProductId};

/// What a match of a product and creators is asked for (PRD-7).
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MatchAskWire {
    /// The period.
    pub period: PickerWire,
    /// The product.
    pub product: String,
    /// Among these creators; among all that the view knows if none.
    #[serde(default)]
    pub creators: Option<Vec<String>>,
    /// How much each dimension counts, by its name; all the same if none.
    #[serde(default)]
    pub weights: Vec<WeightWire>,
}

/// How much a dimension counts.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeightWire {
    /// `age`, `gender`, `region`, `phone_price` or `video_preference`.
    pub dimension: String,
    /// A number that is not negative.
    pub weight: f64,
}

/// Creators for a product, the best match first (PRD-7).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `report::Matches`")]
pub struct MatchesWire {
    pub period: PeriodWire,
    pub product: String,
    pub buyers: CellWire,
    pub creators: Vec<CreatorMatchWire>,
}

/// A creator and how well its followers match the buyers of the product.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `report::CreatorMatch`")]
pub struct CreatorMatchWire {
    pub creator: String,
    pub name: Option<String>,
    pub followers_of: Option<WindowWire>,
    pub score: CellWire,
    pub likenesses: Vec<LikenessWire>,
}

/// How alike buyers and followers are.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `report::Likeness`")]
pub struct LikenessWire {
    pub dimension: &'static str,
    pub likeness: CellWire,
}

impl MatchAskWire {
    fn read(&self, door: &ViewDoor) -> Result<MatchAsk, WireError> {
        let weight = |one: &WeightWire| {
            let names: Vec<&str> = ProfileDimension::ALL.iter().map(|one| one.as_str()).collect();
            let found = ProfileDimension::of(&one.dimension);
            Ok((one_of(found, &one.dimension, "dimension", &names)?, one.weight))
        };
        let weights = self.weights.iter().map(weight).collect::<Result<BTreeMap<_, _>, WireError>>()?;
        Ok(MatchAsk {
            period: ViewDoor::product_period(&door.view(), &self.period)?,
            product: ProductId::new(&self.product)?,
            creators: ids(self.creators.as_ref(), CreatorId::new)?,
            weights,
        })
    }
}

impl From<&CreatorMatch> for CreatorMatchWire {
    fn from(one: &CreatorMatch) -> Self {
        let likeness = |one: &Likeness| LikenessWire {
            dimension: one.dimension.as_str(),
            likeness: (&one.likeness).into(),
        };
        Self {
            creator: one.creator.as_str().to_owned(),
            name: one.name.clone(),
            followers_of: one.followers_of.map(WindowWire::from),
            score: (&one.score).into(),
            likenesses: one.likenesses.iter().map(likeness).collect(),
        }
    }
}

impl From<&Matches> for MatchesWire {
    fn from(answer: &Matches) -> Self {
        Self {
            period: answer.period.into(),
            product: answer.product.as_str().to_owned(),
            buyers: count(&answer.buyers),
            creators: answer.creators.iter().map(CreatorMatchWire::from).collect(),
        }
    }
}

impl ViewDoor {
    /// Which creators' followers are most like the buyers of a product (PRD-7); remembers nothing.
    ///
    /// # Errors
    /// A period that is refused, an unknown product or creator, or weights that cannot be.
    pub fn match_creators(
        &self,
        ask: &MatchAskWire,
        ledger: Option<&LedgerDoor>,
    ) -> Result<MatchesWire, WireError> {
        let none = Ledger::new();
        Ok((&self.matches_of(ask, ledger.map_or(&none, LedgerDoor::ledger))?).into())
    }
    pub(super) fn matches_of(&self, ask: &MatchAskWire, ledger: &Ledger) -> Result<Matches, WireError> {
        Ok(match_creators(&self.view(), &ask.read(self)?, ledger)?)
    }
}

impl LedgerDoor {
    /// What [`ViewDoor::match_creators`] gives; the buyers that it compares are remembered as shown.
    ///
    /// # Errors
    /// As there; nothing is remembered then.
    pub fn show_match(&mut self, view: &ViewDoor, ask: &MatchAskWire) -> Result<MatchesWire, WireError> {
        let answer = view.matches_of(ask, self.ledger())?;
        self.record(&answer.pattern);
        Ok((&answer).into())
    }
}
