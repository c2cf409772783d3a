//! Sequences of acts that look like chance and are the same every time.
//!
//! `COMMONWEAL_SEQUENCES` says how many are played on each database.

/// Numbers from a seed (xorshift, Marsaglia 2003).
#[derive(Debug, Clone)]
pub(crate) struct Chance(u64);

impl Chance {
    /// Chance that begins with a seed.
    pub(crate) fn of_seed(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below another.
    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % most
    }

    /// One of some.
    pub(crate) fn of<T: Copy>(&mut self, some: &[T]) -> T {
        some[self.below(some.len())]
    }
}

/// How many sequences are played on each database.
pub(crate) fn sequences() -> u64 {
    std::env::var("COMMONWEAL_SEQUENCES").map_or(300, |many| many.parse().unwrap())
}
