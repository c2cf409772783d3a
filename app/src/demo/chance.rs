//! Numbers that look like chance and are the same every time (the minimal standard generator of Park
//! and Miller, 1988).

/// A stream of numbers.
#[derive(Debug)]
pub(super) struct Chance(u64);

impl Chance {
    /// A stream from a seed.
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.clamp(1, 2_147_483_646))
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        self.0 = self.0 * 48_271 % 2_147_483_647;
        let span = u64::try_from(high - low + 1).unwrap_or(1);
        low + i64::try_from(self.0 % span).unwrap_or(0)
    }

    /// Whether something that happens in so many of a hundred cases happens now.
    pub(super) fn is_one_of(&mut self, percent: i64) -> Option<()> {
        (self.between(1, 100) <= percent).then_some(())
    }
}
