use serde::{Deserialize, Serialize};

use super::super::error::WireError;
use super::super::workspace::PolicyWire;
use crate::live::{ProductAbout, RoomRules, RoomSettings};
use crate::time::Instant;
use crate::value::{CreatorId, Currency, Policy, ProductId, RoomId};

/// What a room is made with.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RoomSettingsWire {
    /// Its id.
    pub room: String,
    /// When it started.
    pub started_at: String,
    /// Whose it is.
    #[serde(default)]
    pub creator: Option<String>,
    /// The currency of its amounts, ISO 4217; `USD` if it says none.
    #[serde(default)]
    pub currency: Option<String>,
    /// The title of the LIVE.
    #[serde(default)]
    pub title: Option<String>,
    /// The creator's name for people.
    #[serde(default)]
    pub name: Option<String>,
    /// The creator's handle.
    #[serde(default)]
    pub handle: Option<String>,
    /// The creator's picture.
    #[serde(default)]
    pub avatar: Option<String>,
    /// The page of the LIVE.
    #[serde(default)]
    pub page: Option<String>,
    /// Products and what they are.
    #[serde(default)]
    pub products: Vec<DescribedProductWire>,
    /// The workspace's policy, where it differs from the rules' defaults.
    #[serde(default)]
    pub policy: Option<PolicyWire>,
    /// Limits of the room, where they differ from the defaults.
    #[serde(default)]
    pub rules: Option<RoomRulesWire>,
}

/// What a product is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DescribedProductWire {
    /// The product.
    pub product: String,
    /// Its name for people.
    #[serde(default)]
    pub name: Option<String>,
    /// Its SKUs.
    #[serde(default)]
    pub skus: Vec<String>,
}

/// Limits of a room; what is left out keeps its default.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(missing_docs, reason = "each field is the field of the same name of `live::RoomRules`")]
pub struct RoomRulesWire {
    pub lateness_minutes: Option<u32>,
    pub longest_hours: Option<u32>,
    pub low_stock_below: Option<i64>,
}

impl DescribedProductWire {
    pub(super) fn read(&self) -> Result<(ProductId, ProductAbout), WireError> {
        let about = ProductAbout { name: self.name.clone(), skus: self.skus.clone() };
        Ok((ProductId::new(&self.product)?, about))
    }
}

impl RoomSettingsWire {
    pub(super) fn read(&self) -> Result<RoomSettings, WireError> {
        let currency = Currency::new(self.currency.as_deref().unwrap_or("USD"))?;
        let creator = self.creator.as_deref().map(CreatorId::new).transpose()?;
        let started_at = Instant::parse(&self.started_at)?;
        let mut settings = RoomSettings::new(RoomId::new(&self.room)?, creator, started_at, currency);
        settings.rules = RoomRules::of(&self.policy.clone().map(Policy::from).unwrap_or_default());
        let (given, rules) = (self.rules.unwrap_or_default(), &mut settings.rules);
        rules.lateness_minutes = given.lateness_minutes.unwrap_or(rules.lateness_minutes);
        rules.longest_hours = given.longest_hours.unwrap_or(rules.longest_hours);
        rules.low_stock_below = given.low_stock_below.unwrap_or(rules.low_stock_below);
        settings.about.title.clone_from(&self.title);
        settings.about.name.clone_from(&self.name);
        settings.about.handle.clone_from(&self.handle);
        settings.about.avatar.clone_from(&self.avatar);
        settings.about.page.clone_from(&self.page);
        Ok(settings)
    }
}
