//! Quotients of products of 128-bit numbers, rounded once (MET-4).
use std::cmp::Ordering;

/// A whole number below 2^256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Size {
    high: u128,
    low: u128,
}

const HALF: u128 = (1 << 64) - 1;

impl Size {
    fn product(a: u128, b: u128) -> Self {
        let ((a1, a0), (b1, b0)) = ((a >> 64, a & HALF), (b >> 64, b & HALF));
        // Products of 64-bit numbers, and sums of three of those, stay within 128 bits.
        let (low, high) = (a0.wrapping_mul(b0), a1.wrapping_mul(b1));
        let (left, right) = (a1.wrapping_mul(b0), a0.wrapping_mul(b1));
        let cross = (low >> 64).wrapping_add(left & HALF).wrapping_add(right & HALF);
        let carried = (left >> 64).wrapping_add(right >> 64).wrapping_add(cross >> 64);
        Self { high: high.wrapping_add(carried), low: (low & HALF) | (cross << 64) }
    }
    fn plus(self, other: Self) -> Self {
        let (low, carry) = self.low.overflowing_add(other.low);
        Self { high: self.high.wrapping_add(other.high).wrapping_add(u128::from(carry)), low }
    }
    /// Less a smaller one.
    fn minus(self, other: Self) -> Self {
        let (low, borrow) = self.low.overflowing_sub(other.low);
        Self { high: self.high.wrapping_sub(other.high).wrapping_sub(u128::from(borrow)), low }
    }
    fn bits(self) -> u32 {
        let bits = |part: u128| 128_u32.saturating_sub(part.leading_zeros());
        if self.high == 0 { bits(self.low) } else { bits(self.high).saturating_add(128) }
    }
    fn doubled(self) -> Self {
        Self { high: (self.high << 1) | (self.low >> 127), low: self.low << 1 }
    }
    fn halved(self) -> Self {
        Self { high: self.high >> 1, low: (self.low >> 1) | (self.high << 127) }
    }
    fn times_power_of_2(self, power: u32) -> Self {
        (0..power).fold(self, |size, _| size.doubled())
    }
    fn is_zero(self) -> bool {
        self.bits() == 0
    }
}

/// How many bits of a quotient are worked out: more than a binary number of 64 bits holds.
const BITS: u32 = 66;

/// The binary number nearest to a quotient; `under` is not 0, both lie below 2^255.
#[expect(
    clippy::cast_precision_loss,
    reason = "rounded once, with what was cut off still seen in the last bit"
)]
fn nearest(over: Size, under: Size) -> f64 {
    if over.is_zero() {
        return 0.0;
    }
    let (over_bits, under_bits) = (over.bits(), under.bits());
    // Of one length, their quotient lies between 1/2 and 2.
    let mut rest = over.times_power_of_2(under_bits.saturating_sub(over_bits));
    let under = under.times_power_of_2(over_bits.saturating_sub(under_bits));
    let mut quotient: u128 = 0;
    for _ in 0..BITS {
        quotient <<= 1;
        if rest >= under {
            rest = rest.minus(under);
            quotient |= 1;
        }
        rest = rest.doubled();
    }
    let rounded = (quotient | u128::from(!rest.is_zero())) as f64;
    // The last bit is worth 2^(over_bits − under_bits − 65): an exact power of two far from the smallest and the largest.
    let exponent = u64::from(over_bits).saturating_add(1023 + 1).saturating_sub(u64::from(BITS));
    rounded * f64::from_bits(exponent.saturating_sub(u64::from(under_bits)) << 52)
}

/// The whole number nearest to a quotient, half to even; `None` beyond 128 bits. `under` is not 0.
fn whole(over: Size, under: Size) -> Option<u128> {
    let steps = over.bits().saturating_sub(under.bits());
    if steps > 127 {
        return None;
    }
    let (mut rest, mut step, mut quotient) = (over, under.times_power_of_2(steps), 0_u128);
    for _ in 0..=steps {
        quotient <<= 1;
        if rest >= step {
            rest = rest.minus(step);
            quotient |= 1;
        }
        step = step.halved();
    }
    match rest.doubled().cmp(&under) {
        Ordering::Less => Some(quotient),
        Ordering::Equal if quotient & 1 == 0 => Some(quotient),
        _ => quotient.checked_add(1),
    }
}

/// A whole number with its sign, below 2^255: a product of two numbers of 128 bits, or the difference of two such.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wide {
    negative: bool,
    size: Size,
}

impl Wide {
    pub(super) fn product(a: i128, b: i128) -> Self {
        let size = Size::product(a.unsigned_abs(), b.unsigned_abs());
        Self { negative: (a < 0) != (b < 0), size }
    }
    /// The difference of two products.
    pub(super) fn less(self, other: Self) -> Self {
        if self.negative != other.negative {
            return Self { size: self.size.plus(other.size), ..self };
        }
        match self.size.cmp(&other.size) {
            Ordering::Less => Self { negative: !self.negative, size: other.size.minus(self.size) },
            _ => Self { size: self.size.minus(other.size), ..self },
        }
    }
    pub(super) fn is_zero(self) -> bool {
        self.size.is_zero()
    }
    /// The binary number nearest to a quotient; `under` is not 0.
    pub(super) fn ratio(self, under: Self) -> f64 {
        let size = nearest(self.size, under.size);
        if self.negative == under.negative || self.is_zero() { size } else { -size }
    }
    /// The whole number nearest to a quotient, half to even; `None` beyond 128 bits. `under` is not 0.
    pub(super) fn rounded(self, under: Self) -> Option<i128> {
        let size = i128::try_from(whole(self.size, under.size)?).ok()?;
        if self.negative == under.negative { Some(size) } else { size.checked_neg() }
    }
}
