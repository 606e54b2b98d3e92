use serde::{Deserialize, Serialize};

use super::error::WireError;
use crate::value::{Currency, Money};

/// An amount as documents write it.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MoneyIn {
    /// A decimal number.
    pub amount: String,
    /// ISO 4217.
    pub currency: String,
}

/// An exact amount, and as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MoneyOut {
    /// The exact decimal number.
    pub amount: String,
    /// ISO 4217.
    pub currency: &'static str,
    /// Rounded half-even to the minor unit.
    pub shown: String,
}

impl From<Money> for MoneyOut {
    fn from(money: Money) -> Self {
        Self { amount: money.to_string(), currency: money.currency().code(), shown: money.shown() }
    }
}

impl MoneyIn {
    fn read(&self) -> Result<Money, WireError> {
        Ok(Money::parse(&self.amount, Currency::new(&self.currency)?)?)
    }
}

/// Reads an amount (MET-4).
///
/// # Errors
/// An amount or currency that cannot be taken.
pub fn money(input: &MoneyIn) -> Result<MoneyOut, WireError> {
    input.read().map(MoneyOut::from)
}

/// Adds amounts of one currency (MET-4).
///
/// # Errors
/// An amount that cannot be taken, two currencies, an overflow, or nothing to add.
pub fn money_sum(amounts: &[MoneyIn]) -> Result<MoneyOut, WireError> {
    let mut sum: Option<Money> = None;
    for amount in amounts {
        let money = amount.read()?;
        sum = Some(match sum {
            Some(sum) => sum.checked_add(money)?,
            None => money,
        });
    }
    let sum = sum
        .ok_or_else(|| WireError::malformed("value.money.nothing_to_add", "a sum needs at least one amount"));
    sum.map(MoneyOut::from)
}
