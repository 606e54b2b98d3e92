//! Random numbers of a seed: where a million cases must take seconds.

/// `SplitMix64`: a counter and a mixer.
#[derive(Debug, Clone)]
pub struct Seeded(pub u64);

impl Seeded {
    /// Any number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    /// A number below a bound.
    pub fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.number() % (bound as u64).max(1)).unwrap_or_default()
    }
    /// One of several.
    #[expect(clippy::indexing_slicing, reason = "a test that gives nothing to choose from should fail")]
    pub fn one<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}
