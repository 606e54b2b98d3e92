//! Amounts.

use creator_compass::wire::{self, MoneyIn, MoneyOut};
use pyo3::prelude::*;

use crate::convert::{Each, Out, Text};
use crate::error::Outcome;

/// Reads an amount of money: exact, never a float (MET-4).
///
/// `amount` is a str or a Decimal, `currency` an ISO 4217 code. Gives `{"amount", "currency", "shown"}`:
/// the exact decimal, and the same rounded half-even to the currency's minor unit, all str.
///
/// Raises `InvalidError`: `value.money.malformed`, `value.money.too_fine`, `value.money.overflow`,
/// `value.currency.unknown`.
///
/// >>> money("12.345", "USD")
/// {'amount': '12.345', 'currency': 'USD', 'shown': '12.34'}
#[pyfunction]
pub(crate) fn money(amount: Text, currency: Text) -> Outcome<Out<MoneyOut>> {
    Ok(Out(wire::money(&MoneyIn { amount: amount.0, currency: currency.0 })?))
}

/// Adds amounts of one currency, exactly (MET-4).
///
/// `amounts` is an iterable of `{"amount", "currency"}`. Gives what `money` gives.
///
/// Raises `InvalidError` as `money` does, and `value.money.nothing_to_add`; `ConflictError`:
/// `value.currency.mismatch`.
///
/// >>> money_sum([{"amount": "0.1", "currency": "USD"}, {"amount": "0.2", "currency": "USD"}])["amount"]
/// '0.3'
#[pyfunction]
pub(crate) fn money_sum(py: Python<'_>, amounts: Each<MoneyIn>) -> Outcome<Out<MoneyOut>> {
    py.detach(|| Ok(Out(wire::money_sum(&amounts.0)?)))
}
