//! `Draw`: what is left to chance, the same on every machine.

use sa_model::Money;
use sa_model::date::plus_days;
use time::Date;

/// Random numbers of one account: `SplitMix64` (Steele, Lea and Flood, "Fast splittable
/// pseudorandom number generators", 2014).
#[derive(Debug)]
pub(super) struct Draw {
    state: u64,
}

const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

fn mix(state: u64) -> u64 {
    let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// A number that follows from a seed.
pub(super) fn of_seed(seed: u64) -> u64 {
    mix(seed.wrapping_add(STEP))
}

impl Draw {
    /// Those of an account of a seed.
    pub(super) fn new(seed: u64, number: u64) -> Self {
        Self {
            state: of_seed(seed) ^ mix(number.wrapping_mul(STEP)),
        }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(STEP);
        mix(self.state)
    }

    /// A number from `least` to `most`, both included.
    pub(super) fn between(&mut self, least: u32, most: u32) -> u32 {
        let count = u64::from(most.saturating_sub(least)).saturating_add(1);
        // The high half of a product of 64-bit numbers is below the second of them.
        let scaled = u128::from(self.next()).saturating_mul(u128::from(count)) >> 64;
        u32::try_from(scaled).unwrap_or(0).saturating_add(least)
    }

    /// Whether something happens that happens in so many of a hundred cases.
    pub(super) fn chance(&mut self, percent: u32) -> bool {
        self.between(1, 100) <= percent
    }

    /// A day so many days after another; a range that is reversed is its first end.
    pub(super) fn days_after(&mut self, day: Date, least: u32, most: u32) -> Date {
        let days = self.between(least, most.max(least));
        plus_days(day, i32::try_from(days).unwrap_or(0))
    }

    /// An amount: most are small, a few are large; `most_pounds` and some pence at most.
    pub(super) fn amount(&mut self, most_pounds: u32) -> Money {
        let most = self.between(most_pounds / 20, most_pounds);
        let pounds = i64::from(self.between(1, most.max(1)));
        pence(
            pounds
                .saturating_mul(100)
                .saturating_add(i64::from(self.between(0, 99))),
        )
    }
}

/// So many pence.
pub(super) fn pence(pence: i64) -> Money {
    Money::from_pence_i64(pence)
}

/// So many hundredths of an amount, in whole pence.
pub(super) fn percent_of(amount: Money, percent: u32) -> Money {
    let part = amount.pence().saturating_mul(i128::from(percent)) / 100;
    Money::from_pence(part).unwrap_or_default()
}
