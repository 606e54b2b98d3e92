use iso_currency::Currency as Iso;
use rust_decimal::{Decimal, RoundingStrategy};

use super::failure::{Details, ErrorKind, Failure, details};

/// How many parts a major unit has: all amounts are whole numbers of 10⁻⁶ (MET-4).
pub const MICROS: i128 = 1_000_000;

/// The largest count: what a JavaScript number still tells apart from the next (2⁵³ − 1).
pub const LARGEST_COUNT: i128 = 9_007_199_254_740_991;

/// An ISO 4217 currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(Iso);

impl Currency {
    /// Looks a code up.
    ///
    /// # Errors
    /// [`MoneyError::UnknownCurrency`] for anything but an upper-case ISO 4217 code.
    pub fn new(code: &str) -> Result<Self, MoneyError> {
        Iso::from_code(code).map(Self).ok_or_else(|| MoneyError::UnknownCurrency { currency: clip(code) })
    }
    /// The three letters.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0.code()
    }
    /// Decimal places that are shown.
    #[must_use]
    pub fn minor_digits(self) -> u32 {
        u32::from(self.0.exponent().unwrap_or(0)).min(6)
    }
}

impl PartialOrd for Currency {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Currency {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.code().cmp(other.code())
    }
}

/// An exact amount of one currency (MET-4).
///
/// # Example: VND has no minor unit, yet documents carry decimals
/// ```
/// use creator_compass::value::{Currency, Money};
/// let money = Money::parse("40000.01", Currency::new("VND")?)?;
/// assert_eq!(money.to_string(), "40000.01");
/// assert_eq!(money.shown(), "40000");
/// # Ok::<(), creator_compass::value::MoneyError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    micros: i128,
    currency: Currency,
}

/// Why an amount cannot be taken or added.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MoneyError {
    /// Not a decimal number.
    #[error("`{value}` is not an amount; expected digits with an optional sign and a decimal point")]
    Malformed {
        /// What was given.
        value: String,
    },
    /// More than six decimals.
    #[error("`{value}` is finer than 0.000001")]
    TooFine {
        /// What was given.
        value: String,
    },
    /// Larger than exact numbers reach.
    #[error("`{value}` is out of range")]
    Overflow {
        /// What was given, or the sum.
        value: String,
    },
    /// Not an ISO 4217 code.
    #[error("`{currency}` is not an ISO 4217 currency code")]
    UnknownCurrency {
        /// What was given.
        currency: String,
    },
    /// Two currencies in one sum.
    #[error("cannot add {right} to {left}: one currency a sum")]
    Mismatch {
        /// The currency of the sum.
        left: Currency,
        /// The currency that came.
        right: Currency,
    },
}

impl Failure for MoneyError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Mismatch { .. } => ErrorKind::Conflict,
            _ => ErrorKind::Invalid,
        }
    }
    fn code(&self) -> &'static str {
        match self {
            Self::Malformed { .. } => "value.money.malformed",
            Self::TooFine { .. } => "value.money.too_fine",
            Self::Overflow { .. } => "value.money.overflow",
            Self::UnknownCurrency { .. } => "value.currency.unknown",
            Self::Mismatch { .. } => "value.currency.mismatch",
        }
    }
    fn rule(&self) -> &'static str {
        "MET-4"
    }
    fn details(&self) -> Details {
        match self {
            Self::Malformed { value } | Self::TooFine { value } | Self::Overflow { value } => {
                details! { "value": value }
            }
            Self::UnknownCurrency { currency } => details! { "currency": currency },
            Self::Mismatch { left, right } => details! { "left": left.code(), "right": right.code() },
        }
    }
}

impl std::fmt::Display for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

/// The start of a text that came from outside, for a message.
fn clip(text: &str) -> String {
    text.chars().take(64).collect()
}

impl Money {
    /// An amount of 10⁻⁶ units.
    #[must_use]
    pub fn from_micros(micros: i128, currency: Currency) -> Self {
        Self { micros, currency }
    }
    /// Nothing of a currency.
    #[must_use]
    pub fn zero(currency: Currency) -> Self {
        Self { micros: 0, currency }
    }
    /// Reads a plain decimal number such as `-40000.01` (SRC-4); never through a binary float.
    ///
    /// # Errors
    /// [`MoneyError`] for other text, for decimals beyond the sixth that are not 0, and beyond 64 bits of 10⁻⁶.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let malformed = || MoneyError::Malformed { value: clip(text) };
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (whole, fraction) = match digits.split_once('.') {
            Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
            Some(_) => return Err(malformed()),
            None => (digits, ""),
        };
        if whole.is_empty() || !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) {
            return Err(malformed());
        }
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > 6 {
            return Err(MoneyError::TooFine { value: clip(text) });
        }
        let overflow = || MoneyError::Overflow { value: clip(text) };
        let mut micros: i64 = 0;
        let padding = std::iter::repeat_n(b'0', 6usize.saturating_sub(fraction.len()));
        let sign: i64 = if text.starts_with('-') { -1 } else { 1 };
        for byte in whole.bytes().chain(fraction.bytes()).chain(padding) {
            let digit = i64::from(byte.wrapping_sub(b'0')).wrapping_mul(sign);
            micros = micros.checked_mul(10).and_then(|m| m.checked_add(digit)).ok_or_else(overflow)?;
        }
        Ok(Self { micros: i128::from(micros), currency })
    }
    /// Reads a decimal.
    ///
    /// # Errors
    /// As [`Money::parse`].
    pub fn from_decimal(amount: Decimal, currency: Currency) -> Result<Self, MoneyError> {
        Self::parse(&amount.normalize().to_string(), currency)
    }
    /// The amount in 10⁻⁶ units.
    #[must_use]
    pub fn micros(self) -> i128 {
        self.micros
    }
    /// The currency.
    #[must_use]
    pub fn currency(self) -> Currency {
        self.currency
    }
    /// The exact amount; `None` beyond what a [`Decimal`] holds (about 7.9 × 10²² major units).
    #[must_use]
    pub fn to_decimal(self) -> Option<Decimal> {
        Decimal::try_from_i128_with_scale(self.micros, 6).ok().map(|d| d.normalize())
    }
    /// The amount rounded half-even to the currency's minor unit, as text (MET-4: only when shown).
    #[must_use]
    pub fn shown(self) -> String {
        match Decimal::try_from_i128_with_scale(self.micros, 6) {
            Ok(decimal) => {
                let digits = self.currency.minor_digits();
                let rounded = decimal.round_dp_with_strategy(digits, RoundingStrategy::MidpointNearestEven);
                format!("{rounded:.precision$}", precision = digits as usize)
            }
            Err(_) => self.to_string(),
        }
    }
    /// The sum of two amounts.
    ///
    /// # Errors
    /// [`MoneyError::Mismatch`] for two currencies, [`MoneyError::Overflow`] beyond 128 bits.
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::Mismatch { left: self.currency, right: other.currency });
        }
        let micros = self.micros.checked_add(other.micros);
        let micros = micros.ok_or_else(|| MoneyError::Overflow { value: format!("{self} + {other}") })?;
        Ok(Self { micros, currency: self.currency })
    }
}

impl std::fmt::Display for Money {
    /// The exact amount without trailing zeros and without the currency.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.micros < 0 { "-" } else { "" };
        let parts = self.micros.unsigned_abs();
        let (whole, fraction) = (parts / MICROS.unsigned_abs(), parts % MICROS.unsigned_abs());
        if fraction == 0 {
            return write!(f, "{sign}{whole}");
        }
        let digits = format!("{fraction:06}");
        write!(f, "{sign}{whole}.{}", digits.trim_end_matches('0'))
    }
}
