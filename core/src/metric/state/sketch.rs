use super::code::{BytesError, Code, Reader, Writer};
use super::key::KeyRef;

/// Bits of a hash that choose the register: 2¹⁷ registers.
const INDEX_BITS: u32 = 17;
const REGISTERS: usize = 1 << INDEX_BITS;
/// The other bits; a rank is 1 + the zeros that lead them, so at most 48 and six bits long.
const RANK_BITS: u32 = u64::BITS - INDEX_BITS;
const LARGEST_RANK: u8 = 48;
/// 1 / (2 ln 2): what the number of users is to m² over the harmonic sum, for very many registers.
const ALPHA: f64 = 0.721_347_520_444_481_7;
const TEXT_SEED: u64 = 1;

/// A HyperLogLog sketch of users: for each register the largest rank that was seen. A function of the set alone.
///
/// Source: Flajolet, Fusy, Gandouet & Meunier (2007); estimator of Ertl, *New cardinality estimation algorithms for
/// HyperLogLog sketches* (2017), algorithm 6, which needs no table of corrections.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Sketch(Box<[u8]>);

impl Sketch {
    /// The standard error of an estimate relative to the number of users: √(3 ln 2 − 1) / √m.
    pub(super) const ERROR: f64 = 0.002_87;

    pub(super) fn new() -> Self {
        Self(vec![0; REGISTERS].into_boxed_slice())
    }
    pub(super) fn insert(&mut self, key: KeyRef<'_>) {
        let hash = hash(key);
        // Both parts fit: 17 bits into an index, 48 into a rank.
        let index = usize::try_from(hash >> RANK_BITS).unwrap_or(0);
        let rank = ((hash << INDEX_BITS).leading_zeros().min(RANK_BITS) + 1).to_le_bytes()[0];
        if let Some(register) = self.0.get_mut(index) {
            *register = rank.max(*register);
        }
    }
    pub(super) fn merge(mut self, other: &Self) -> Self {
        for (own, other) in self.0.iter_mut().zip(&other.0) {
            *own = (*own).max(*other);
        }
        self
    }
    /// The estimated number of users. Only +, −, ×, ÷ and √ of binary floats, so every machine says the same.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number from 0 to 2^64; a cast saturates"
    )]
    pub(super) fn estimate(&self) -> u64 {
        let mut counts = [0_u32; LARGEST_RANK as usize + 1];
        for rank in &self.0 {
            if let Some(count) = counts.get_mut(usize::from(*rank)) {
                *count += 1;
            }
        }
        let registers = f64::from(1_u32 << INDEX_BITS);
        let [none, ranks @ .., full] = counts;
        let mut sum = registers * tau(1.0 - f64::from(full) / registers);
        for count in ranks.iter().rev() {
            sum = 0.5 * (sum + f64::from(*count));
        }
        sum += registers * sigma(f64::from(none) / registers);
        (ALPHA * registers * registers / sum).round() as u64
    }
}

/// Corrects for registers that saw no user.
fn sigma(mut x: f64) -> f64 {
    if x >= 1.0 {
        return f64::INFINITY;
    }
    let (mut y, mut z) = (1.0, x);
    loop {
        x *= x;
        let next = z + x * y;
        if next <= z {
            return z;
        }
        (z, y) = (next, y + y);
    }
}

/// Corrects for registers whose rank is the largest there is.
fn tau(mut x: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return 0.0;
    }
    let (mut y, mut z) = (1.0, 1.0 - x);
    loop {
        x = x.sqrt();
        y *= 0.5;
        let next = z - (1.0 - x) * (1.0 - x) * y;
        if next >= z {
            return z / 3.0;
        }
        z = next;
    }
}

/// XXH3, whose answers are fixed for ever; the committed file of states would show a change.
fn hash(key: KeyRef<'_>) -> u64 {
    match key {
        KeyRef::Number(number) => xxhash_rust::xxh3::xxh3_64(&number.to_le_bytes()),
        KeyRef::Text(text) => xxhash_rust::xxh3::xxh3_64_with_seed(text.as_bytes(), TEXT_SEED),
    }
}

impl std::fmt::Debug for Sketch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sketch").field("estimate", &self.estimate()).finish_non_exhaustive()
    }
}

impl Code for Sketch {
    /// Six bits a register: four of them in three bytes.
    fn write(&self, out: &mut Writer) {
        for four in self.0.as_chunks::<4>().0 {
            let packed = four.iter().rev().fold(0_u32, |packed, rank| packed << 6 | u32::from(*rank));
            let [low, middle, high, _] = packed.to_le_bytes();
            out.bytes(&[low, middle, high]);
        }
    }
    fn read(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        let packed = bytes.bytes(REGISTERS / 4 * 3)?;
        let mut registers = Vec::with_capacity(REGISTERS);
        for [low, middle, high] in packed.as_chunks::<3>().0 {
            let four = u32::from_le_bytes([*low, *middle, *high, 0]);
            registers.extend([0, 6, 12, 18].map(|shift| (four >> shift).to_le_bytes()[0] & 0x3f));
        }
        if registers.iter().any(|rank| *rank > LARGEST_RANK) {
            return Err(bytes.malformed("ranks up to 48"));
        }
        Ok(Self(registers.into_boxed_slice()))
    }
}
