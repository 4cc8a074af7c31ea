//! `Money`: pounds, at most two decimals; parse, print, checked sums.
//!
//! Source: github hmrc/vat-api (more than two decimals are refused, never rounded) and the amount
//! ranges of the three APIs, all of which fit.

mod error;
mod order;
mod serde_number;
mod sum;
mod text;

use std::fmt;

use rust_decimal::Decimal;

use text::Scale;

pub use error::MoneyError;

/// An amount in pounds, with at most two decimals.
///
/// - **What fits**: any whole number of pence that an `i64` holds, -92,233,720,368,547,758.08 to
///   92,233,720,368,547,758.07 pounds: nine thousand times the largest VAT box. Sums are made in
///   128 bits and checked.
/// - **The written scale is kept**: `100`, `100.0` and `100.00` print as they came, and are equal.
///   There is no negative zero: `-0.00` is `0.00`.
/// - **No `Add`, no `Sum`**: [`Money::checked_add`] and [`Money::total`], so that nothing can
///   overflow unseen. A sum has the larger scale of its parts.
/// - **Serde**: in JSON a number, written from and read as its decimal text with no float between;
///   text, exponents and a third decimal are refused. In compact formats two integers: the digits
///   and the scale.
///
/// ```
/// use sa_validate::Money;
///
/// let charge: Money = serde_json::from_str("9999999999999.99")?;
/// assert_eq!(serde_json::to_string(&charge)?, "9999999999999.99");
/// assert_eq!(charge.pence(), 999_999_999_999_999);
/// assert!(serde_json::from_str::<Money>("\"12.30\"").is_err());
/// assert!(serde_json::from_str::<Money>("1e2").is_err());
/// assert_eq!(
///     Money::parse("12.345").unwrap_err().to_string(),
///     "an amount has at most 2 decimals, found 3"
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Money(Decimal);

impl Money {
    /// No pounds, printed `0`.
    ///
    /// ```
    /// use sa_validate::Money;
    ///
    /// assert_eq!(Money::ZERO, Money::parse("0.00")?);
    /// assert_eq!(Money::ZERO, Money::default());
    /// # Ok::<(), sa_validate::MoneyError>(())
    /// ```
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// The smallest amount: -92,233,720,368,547,758.08 pounds.
    ///
    /// ```
    /// use sa_validate::Money;
    ///
    /// assert_eq!(Money::MIN.checked_neg(), None); // one penny more than the largest
    /// ```
    pub const MIN: Self = Self::from_pence_i64(i64::MIN);

    /// The largest amount: 92,233,720,368,547,758.07 pounds.
    ///
    /// ```
    /// use sa_validate::Money;
    ///
    /// assert_eq!(Money::parse("92233720368547758.07")?, Money::MAX);
    /// assert!(Money::parse("92233720368547758.08").is_err());
    /// # Ok::<(), sa_validate::MoneyError>(())
    /// ```
    pub const MAX: Self = Self::from_pence_i64(i64::MAX);

    /// Takes `text` as a JSON number without exponent: an optional `-`, digits without leading
    /// zeros, and at most two decimals after a `.`.
    ///
    /// ```
    /// use sa_validate::Money;
    ///
    /// assert_eq!(Money::parse("-1234.50")?.to_string(), "-1234.50");
    /// assert_eq!(
    ///     Money::parse("1,000").unwrap_err().to_string(),
    ///     "an amount is written like -1234.56, found ',' at character 2"
    /// );
    /// # Ok::<(), sa_validate::MoneyError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`MoneyError::Character`] for `1,000`, `+1`, `1e2` and `.5`, [`MoneyError::NoDigit`] for
    /// `1.`, [`MoneyError::LeadingZero`] for `007`, [`MoneyError::TooManyDecimals`] for `1.000`,
    /// [`MoneyError::OutOfRange`] for twenty digits.
    #[inline]
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        match text::read(text) {
            Some(written) => Ok(Self(decimal(written.digits, written.scale.decimals()))),
            None => Err(text::find_fault(text)),
        }
    }

    /// So many pence, with two decimals: 1050 is `10.50`.
    ///
    /// ```
    /// use sa_validate::Money;
    ///
    /// const HUNDRED_POUNDS: Money = Money::from_pence_i64(100_00);
    /// assert_eq!(HUNDRED_POUNDS.to_string(), "100.00");
    /// ```
    pub const fn from_pence_i64(pence: i64) -> Self {
        Self(decimal(pence, 2))
    }

    /// So many pence, with two decimals: 1050 is `10.50`.
    ///
    /// ```
    /// use sa_validate::Money;
    ///
    /// assert_eq!(Money::from_pence(1050)?.to_string(), "10.50");
    /// assert!(Money::from_pence(i128::MAX).is_err());
    /// # Ok::<(), sa_validate::MoneyError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`MoneyError::OutOfRange`] for what an `i64` does not hold.
    pub fn from_pence(pence: i128) -> Result<Self, MoneyError> {
        i64::try_from(pence)
            .map(Self::from_pence_i64)
            .map_err(|_does_not_fit| MoneyError::OutOfRange)
    }

    /// The amount in pence, exactly.
    ///
    /// ```
    /// use sa_validate::Money;
    ///
    /// assert_eq!(Money::parse("10.5")?.pence(), 1050);
    /// # Ok::<(), sa_validate::MoneyError>(())
    /// ```
    pub fn pence(self) -> i128 {
        i128::from(self.small_pence())
    }

    /// The amount in pounds, with its scale of 0, 1 or 2.
    ///
    /// ```
    /// use sa_validate::Money;
    ///
    /// assert_eq!(Money::parse("10.50")?.decimal().scale(), 2);
    /// # Ok::<(), sa_validate::MoneyError>(())
    /// ```
    pub const fn decimal(self) -> Decimal {
        self.0
    }

    /// Whether this is no money at all.
    ///
    /// ```
    /// use sa_validate::Money;
    ///
    /// assert!(Money::parse("-0.00")?.is_zero());
    /// # Ok::<(), sa_validate::MoneyError>(())
    /// ```
    pub const fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Whether this is less than nothing.
    ///
    /// ```
    /// use sa_validate::Money;
    ///
    /// assert!(Money::parse("-0.01")?.is_negative());
    /// # Ok::<(), sa_validate::MoneyError>(())
    /// ```
    pub const fn is_negative(self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }

    /// Whether this is more than nothing.
    ///
    /// ```
    /// use sa_validate::Money;
    ///
    /// assert!(Money::parse("0.01")?.is_positive());
    /// # Ok::<(), sa_validate::MoneyError>(())
    /// ```
    pub const fn is_positive(self) -> bool {
        self.0.is_sign_positive() && !self.0.is_zero()
    }

    /// The same amount written with two decimals: `100` becomes `100.00`.
    ///
    /// ```
    /// use sa_validate::Money;
    ///
    /// assert_eq!(Money::parse("100")?.with_pence().to_string(), "100.00");
    /// # Ok::<(), sa_validate::MoneyError>(())
    /// ```
    #[must_use]
    pub fn with_pence(self) -> Self {
        Self::from_pence_i64(self.small_pence())
    }

    /// The same amount written without needless zeros: `100.00` becomes `100`, `105.50` `105.5`.
    ///
    /// ```
    /// use sa_validate::Money;
    ///
    /// assert_eq!(Money::parse("105.50")?.without_trailing_zeros().to_string(), "105.5");
    /// # Ok::<(), sa_validate::MoneyError>(())
    /// ```
    #[must_use]
    pub fn without_trailing_zeros(self) -> Self {
        let pence = self.small_pence();
        let scale = match (pence % 10, pence % 100) {
            (_, 0) => 0,
            (0, _) => 1,
            _ => 2,
        };
        Self::with_scale(pence, scale)
    }

    /// The digits without the point: 1050 of `10.50`, 105 of `10.5`.
    #[inline]
    fn digits(self) -> i64 {
        let parts = self.0.unpack();
        let magnitude = u64::from(parts.mid) << 32 | u64::from(parts.lo);
        // Every constructor sees to it that the digits fit.
        if parts.negative {
            0_i64.wrapping_sub_unsigned(magnitude)
        } else {
            magnitude.cast_signed()
        }
    }

    #[inline]
    fn small_pence(self) -> i64 {
        // Never the alternative, and never saturates: every constructor checks both.
        let last_digit = Scale::of(self.0.scale()).map_or(1, Scale::pence);
        self.digits().saturating_mul(last_digit)
    }

    /// Pence written with `scale` decimals, more if the pence need them.
    const fn with_scale(pence: i64, scale: u32) -> Self {
        match scale {
            0 if pence % 100 == 0 => Self(decimal(pence / 100, 0)),
            0 | 1 if pence % 10 == 0 => Self(decimal(pence / 10, 1)),
            _ => Self(decimal(pence, 2)),
        }
    }

    /// The door through which digits with a scale come in, those of a text aside.
    #[inline]
    fn from_digits(digits: i64, scale: u32) -> Result<Self, MoneyError> {
        let Some(last_digit) = Scale::of(scale).map(Scale::pence) else {
            return Err(MoneyError::TooManyDecimals { found: scale });
        };
        match digits.checked_mul(last_digit) {
            Some(_pence) => Ok(Self(decimal(digits, scale))),
            None => Err(MoneyError::OutOfRange),
        }
    }
}

/// `Decimal::new` for tables: that one is not `const`.
#[inline]
const fn decimal(digits: i64, scale: u32) -> Decimal {
    let [b0, b1, b2, b3, b4, b5, b6, b7] = digits.unsigned_abs().to_le_bytes();
    let low = u32::from_le_bytes([b0, b1, b2, b3]);
    let middle = u32::from_le_bytes([b4, b5, b6, b7]);
    // Most amounts are not negative: their sign is known where it is put in.
    if digits < 0 {
        Decimal::from_parts(low, middle, 0, true, scale)
    } else {
        Decimal::from_parts(low, middle, 0, false, scale)
    }
}

impl TryFrom<Decimal> for Money {
    type Error = MoneyError;

    /// Takes a number of pounds with its scale.
    ///
    /// # Errors
    ///
    /// [`MoneyError::TooManyDecimals`] for a scale above 2, even where the third decimal is zero;
    /// [`MoneyError::OutOfRange`] for what does not fit.
    fn try_from(pounds: Decimal) -> Result<Self, MoneyError> {
        let scale = pounds.scale();
        match i64::try_from(pounds.mantissa()) {
            Ok(digits) => Self::from_digits(digits, scale),
            Err(_does_not_fit) if scale <= 2 => Err(MoneyError::OutOfRange),
            Err(_does_not_fit) => Err(MoneyError::TooManyDecimals { found: scale }),
        }
    }
}

impl std::str::FromStr for Money {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        Self::parse(text)
    }
}

impl TryFrom<&str> for Money {
    type Error = MoneyError;

    fn try_from(text: &str) -> Result<Self, MoneyError> {
        Self::parse(text)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = text::Text::new(self.digits(), self.0.scale());
        let unsigned = text.as_str().trim_start_matches('-');
        f.pad_integral(unsigned.len() == text.as_str().len(), "", unsigned)
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Money({self})")
    }
}

impl Default for Money {
    fn default() -> Self {
        Self::ZERO
    }
}
