use serde::{Deserialize, Serialize};

use super::error::WireError;
use crate::access::AccessRules;
use crate::time::Calendar;
use crate::value::{ContractBounds, Currency, Policy, WeekStart, region_code};

/// A partner in one role and one market.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WorkspaceWire {
    /// Its name.
    #[serde(default)]
    pub id: Option<String>,
    /// Its business time zone, an IANA name.
    pub time_zone: String,
    /// Its currency, ISO 4217; `USD` if it says none.
    #[serde(default)]
    pub currency: Option<String>,
    /// Whether the partner is of the L2L kind (OVR-4).
    #[serde(default)]
    pub l2l: bool,
    /// Where its policy differs from the rules' defaults.
    #[serde(default)]
    pub policy: Option<PolicyWire>,
}

/// A policy; what is left out keeps the rules' default.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(missing_docs, reason = "each field is the policy's field of the same name")]
pub struct PolicyWire {
    pub longest_period_days: Option<u32>,
    pub retention_months: Option<u32>,
    pub week_start: Option<WeekStartWire>,
    pub answer_days: Option<u32>,
    pub restricted_regions: Option<Vec<String>>,
    pub contract_bounds: Option<BoundsWire>,
    pub uv_on_custom_period: Option<bool>,
    pub trend_metrics: Option<u32>,
    pub live_screen_rooms: Option<u32>,
    pub dashboard_metrics: Option<u32>,
    pub profile_users_over: Option<u64>,
    pub exact_users: Option<u64>,
}

/// Which modules contract windows bound; what is left out is bounded.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(missing_docs, reason = "each field is the module of the same name")]
pub struct BoundsWire {
    pub overview: Option<bool>,
    pub live: Option<bool>,
    pub creator: Option<bool>,
    pub video: Option<bool>,
    pub product: Option<bool>,
}

/// A day of the week.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "days of the week")]
pub enum WeekStartWire {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl From<WeekStartWire> for WeekStart {
    fn from(day: WeekStartWire) -> Self {
        match day {
            WeekStartWire::Monday => Self::Monday,
            WeekStartWire::Tuesday => Self::Tuesday,
            WeekStartWire::Wednesday => Self::Wednesday,
            WeekStartWire::Thursday => Self::Thursday,
            WeekStartWire::Friday => Self::Friday,
            WeekStartWire::Saturday => Self::Saturday,
            WeekStartWire::Sunday => Self::Sunday,
        }
    }
}

impl From<PolicyWire> for Policy {
    fn from(wire: PolicyWire) -> Self {
        let mut policy = Self::default();
        macro_rules! take {
            ($($field:ident),*) => {$( if let Some(given) = wire.$field { policy.$field = given.into(); } )*};
        }
        take!(longest_period_days, retention_months, week_start, answer_days, uv_on_custom_period);
        take!(trend_metrics, live_screen_rooms, dashboard_metrics, profile_users_over, exact_users);
        if let Some(regions) = wire.restricted_regions {
            let code =
                |region: &String| region_code(region).unwrap_or_else(|| region.trim().to_ascii_uppercase());
            policy.restricted_regions = regions.iter().map(code).collect();
        }
        if let Some(bounds) = wire.contract_bounds {
            policy.contract_bounds = ContractBounds {
                overview: bounds.overview.unwrap_or(true),
                live: bounds.live.unwrap_or(true),
                creator: bounds.creator.unwrap_or(true),
                video: bounds.video.unwrap_or(true),
                product: bounds.product.unwrap_or(true),
            };
        }
        policy
    }
}

impl WorkspaceWire {
    /// The rules of the workspace.
    ///
    /// # Errors
    /// An unknown zone or currency.
    pub fn rules(&self) -> Result<AccessRules, WireError> {
        self.currency()?;
        let policy = self.policy.clone().map(Policy::from).unwrap_or_default();
        Ok(AccessRules::new(Calendar::new(&self.time_zone)?, policy))
    }
    /// The currency of the workspace.
    ///
    /// # Errors
    /// An unknown currency.
    pub fn currency(&self) -> Result<Currency, WireError> {
        Ok(Currency::new(self.currency.as_deref().unwrap_or("USD"))?)
    }
}
