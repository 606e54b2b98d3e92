/// A counter as a page shows it: exact, or abbreviated to a step (SRC-8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Observed {
    /// The number shown.
    pub value: i64,
    /// The step it is shown in: 1 for a plain number, 100 for `541.2K`.
    pub step: i64,
}

impl Observed {
    /// Reads `742`, `541.2K`, `1.4M` or `2B`.
    ///
    /// `None` for anything else: signs, grouping, a fraction without a unit, beyond 2⁵³.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (digits, unit) = match text.as_bytes().last()? {
            b'K' | b'k' => (text.get(..text.len().checked_sub(1)?)?, 1_000_i64),
            b'M' | b'm' => (text.get(..text.len().checked_sub(1)?)?, 1_000_000),
            b'B' | b'b' => (text.get(..text.len().checked_sub(1)?)?, 1_000_000_000),
            _ => (text, 1),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let plain = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !plain(whole) || !plain(fraction) || digits.ends_with('.') {
            return None;
        }
        let places = u32::try_from(fraction.len()).ok()?;
        let step = unit.checked_div(10_i64.checked_pow(places)?)?;
        if step == 0 {
            return None;
        }
        let shown: i64 = format!("{whole}{fraction}").parse().ok()?;
        let value = shown.checked_mul(step)?;
        (i128::from(value) <= crate::value::LARGEST_COUNT).then_some(Self { value, step })
    }
}
