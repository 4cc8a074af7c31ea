//! `Generator`: valid identifiers for tests and for a sandbox (feature `generate`).
//!
//! Each identifier makes its own kind, check digit and all, in its own file: `Utr::generate` and
//! its like. Source of the shapes: github hmrc/api-platform-test-user (`Generator.scala`).
//!
//! ```
//! use sa_validate::generate::Generator;
//! use sa_validate::{MtdItId, Nino, Utr};
//!
//! let mut generator = Generator::from_seed(2026);
//! let (utr, nino) = (Utr::generate(&mut generator), Nino::generate(&mut generator));
//! let id = MtdItId::generate(&mut generator); // the three of one taxpayer
//! assert!(utr.has_valid_check_digit() && id.has_valid_check_letter() && nino.suffix().is_some());
//! ```

use std::fmt;

use arrayvec::ArrayString;

/// Where generated identifiers take their randomness from.
///
/// The same seed gives the same identifiers, on every machine. Nothing here is fit for secrets.
///
/// ```
/// use sa_validate::Utr;
/// use sa_validate::generate::Generator;
///
/// let mut generator = Generator::from_seed(2026);
/// let utr = Utr::generate(&mut generator);
/// assert!(utr.has_valid_check_digit());
/// assert_ne!(Utr::generate(&mut generator), utr);
/// assert_eq!(Utr::generate(&mut Generator::from_seed(2026)), utr);
/// ```
pub struct Generator {
    source: Box<dyn FnMut() -> u64 + Send>,
}

impl Generator {
    /// Takes 64 random bits from `source` whenever some are needed.
    ///
    /// ```
    /// use sa_validate::Nino;
    /// use sa_validate::generate::Generator;
    ///
    /// let mut counter = 0;
    /// let mut generator = Generator::new(move || {
    ///     counter += 1;
    ///     counter
    /// });
    /// assert!(Nino::generate(&mut generator).suffix().is_some());
    /// ```
    pub fn new(source: impl FnMut() -> u64 + Send + 'static) -> Self {
        Self {
            source: Box::new(source),
        }
    }

    /// Takes its bits from `SplitMix64`, begun with `seed`.
    ///
    /// ```
    /// use sa_validate::{Vrn, generate::Generator};
    ///
    /// let [first, second] = [1, 2].map(|seed| Vrn::generate(&mut Generator::from_seed(seed)));
    /// assert_ne!(first, second);
    /// ```
    ///
    /// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
    pub fn from_seed(seed: u64) -> Self {
        let mut state = seed;
        Self::new(move || {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            mixed ^ (mixed >> 31)
        })
    }

    /// `N` random digits.
    pub(crate) fn digits<const N: usize>(&mut self) -> ArrayString<N> {
        let mut text = ArrayString::new();
        while text.try_push(self.any_of(b"0123456789")).is_ok() {}
        text
    }

    /// One of these ASCII characters; `0` if there are none.
    pub(crate) fn any_of(&mut self, characters: &[u8]) -> char {
        let count = u64::try_from(characters.len()).unwrap_or(u64::MAX);
        // The high half of a product of 64-bit numbers is below the second of them.
        let scaled = u128::from((self.source)()).saturating_mul(u128::from(count)) >> 64;
        let place = usize::try_from(scaled).unwrap_or_default();
        characters.get(place).copied().map_or('0', char::from)
    }
}

impl fmt::Debug for Generator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Generator").finish_non_exhaustive()
    }
}
