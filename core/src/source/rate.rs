use crate::fact::CellError;

/// How a field writes a rate; each field's encoding is declared where it is read (SRC-3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RateEncoding {
    /// `"0.0725"`.
    Fraction,
    /// `"13.99%"`.
    PercentSign,
    /// `"500"`: hundredths of a per cent.
    BasisPoints,
    /// `"3.0"`: per cent without a sign.
    Percent,
}

impl RateEncoding {
    fn expected(self) -> &'static str {
        match self {
            Self::Fraction => "a fraction from 0 to 1, such as 0.0725",
            Self::PercentSign => "a per cent from 0% to 100%, such as 13.99%",
            Self::BasisPoints => "basis points from 0 to 10000, such as 500",
            Self::Percent => "a per cent from 0 to 100, such as 3.0",
        }
    }
    /// Reads a rate into parts per million.
    ///
    /// # Errors
    /// `source.rate.malformed` and `source.rate.out_of_range` name the field, the value and what was expected.
    pub fn read(self, field: &str, text: &str) -> Result<i64, CellError> {
        let malformed = || CellError::malformed(field, text, self.expected()).coded("source.rate.malformed");
        let digits = match self {
            Self::PercentSign => text.strip_suffix('%').ok_or_else(malformed)?,
            _ => text,
        };
        // 10⁻⁸ of the number as written: exact, whatever the encoding.
        let number = decimal(digits).ok_or_else(malformed)?;
        let (limit, per_million) = match self {
            Self::Fraction => (100_000_000, 100),
            Self::PercentSign | Self::Percent => (10_000_000_000, 10_000),
            Self::BasisPoints => (1_000_000_000_000, 1_000_000),
        };
        if !(0..=limit).contains(&number) {
            return Err(CellError::malformed(field, text, self.expected()).coded("source.rate.out_of_range"));
        }
        Ok(number / per_million)
    }
}

/// A plain decimal number in units of 10⁻⁸; further decimals are cut off.
fn decimal(text: &str) -> Option<i64> {
    let negative = text.starts_with('-');
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() || whole.len() > 9 || fraction.len() > 18 || digits.ends_with('.') {
        return None;
    }
    if !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let kept: String = whole.chars().chain(fraction.chars().chain(std::iter::repeat('0')).take(8)).collect();
    let number: i64 = kept.parse().ok()?;
    Some(if negative { number.checked_neg()? } else { number })
}
