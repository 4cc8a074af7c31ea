//! Sums of amounts: checked, for there is no `Add` and no `Sum`.

use super::{Money, MoneyError};

impl Money {
    /// The sum, or none if it does not fit. Its scale is the larger of the two.
    ///
    /// ```
    /// use sa_validate::Money;
    ///
    /// let [a, b] = [Money::parse("1")?, Money::parse("0.50")?];
    /// assert_eq!(a.checked_add(b), Some(Money::parse("1.50")?));
    /// assert_eq!(Money::MAX.checked_add(a), None);
    /// # Ok::<(), sa_validate::MoneyError>(())
    /// ```
    ///
    /// There is no other way to add:
    ///
    /// ```compile_fail,E0369
    /// let _ = sa_validate::Money::ZERO + sa_validate::Money::ZERO;
    /// ```
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let pence = self.small_pence().checked_add(other.small_pence())?;
        Some(Self::with_scale(pence, self.0.scale().max(other.0.scale())))
    }

    /// The difference, or none if it does not fit. Its scale is the larger of the two.
    ///
    /// ```
    /// use sa_validate::Money;
    ///
    /// let [a, b] = [Money::parse("1")?, Money::parse("1.50")?];
    /// assert_eq!(a.checked_sub(b), Some(Money::parse("-0.50")?));
    /// # Ok::<(), sa_validate::MoneyError>(())
    /// ```
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        let pence = self.small_pence().checked_sub(other.small_pence())?;
        Some(Self::with_scale(pence, self.0.scale().max(other.0.scale())))
    }

    /// The amount with the other sign; none for [`Money::MIN`] alone.
    ///
    /// ```
    /// use sa_validate::Money;
    ///
    /// assert_eq!(Money::parse("5")?.checked_neg(), Some(Money::parse("-5")?));
    /// # Ok::<(), sa_validate::MoneyError>(())
    /// ```
    #[must_use]
    pub fn checked_neg(self) -> Option<Self> {
        let pence = self.small_pence().checked_neg()?;
        Some(Self::with_scale(pence, self.0.scale()))
    }

    /// The sum of all, made in 128 bits; [`Money::ZERO`] of none. Only the end result must fit.
    ///
    /// ```
    /// use sa_validate::Money;
    ///
    /// let parts = [Money::MAX, Money::parse("-1")?, Money::parse("0.50")?];
    /// assert_eq!(Money::total(parts)?.checked_add(Money::parse("0.50")?), Some(Money::MAX));
    /// # Ok::<(), sa_validate::MoneyError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`MoneyError::OutOfRange`] if the sum does not fit.
    pub fn total(amounts: impl IntoIterator<Item = Self>) -> Result<Self, MoneyError> {
        let mut pence = 0_i128;
        let mut scale = 0;
        for amount in amounts {
            pence = pence
                .checked_add(amount.pence())
                .ok_or(MoneyError::OutOfRange)?;
            scale = scale.max(amount.0.scale());
        }
        i64::try_from(pence)
            .map(|pence| Self::with_scale(pence, scale))
            .map_err(|_does_not_fit| MoneyError::OutOfRange)
    }
}
