//! Money, exact.

use creator_compass::wire::{self, MoneyIn};
use wasm_bindgen::prelude::*;

use super::convert::{read, write};
use super::error::Thrown;

/// Reads an amount.
///
/// # Errors
/// An amount or currency that cannot be taken.
#[wasm_bindgen]
pub fn money(amount: &JsValue, currency: &JsValue) -> Result<JsValue, Thrown> {
    let (amount, currency) = (read(amount, "amount")?, read(currency, "currency")?);
    write(&wire::money(&MoneyIn { amount, currency })?)
}

/// Adds amounts of one currency.
///
/// # Errors
/// An amount that cannot be taken, two currencies, an overflow, or nothing to add.
#[wasm_bindgen(js_name = moneySum)]
pub fn money_sum(amounts: &JsValue) -> Result<JsValue, Thrown> {
    let amounts: Vec<MoneyIn> = read(amounts, "amounts")?;
    write(&wire::money_sum(&amounts)?)
}
