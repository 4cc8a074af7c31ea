//! `FlatRateCategory`: which sector's percentage a trader in the VAT flat rate scheme uses.
//!
//! Source: github hmrc/vat-api (`frsCategory`: `001` to `055`, or `999`).

use crate::identifier::{Fault, identifier, read_exact};

identifier! {
    /// The category of a trader in the VAT flat rate scheme: `001` to `055`, or `999`.
    ///
    /// ```
    /// use sa_validate::FlatRateCategory;
    ///
    /// assert!(FlatRateCategory::parse("001").is_ok());
    /// assert_eq!(
    ///     FlatRateCategory::parse("056").unwrap_err().to_string(),
    ///     "a flat rate category is 001 to 055 or 999, found 056"
    /// );
    /// ```
    FlatRateCategory: 3, FlatRateCategoryError, "a flat rate category has 3 digits", known,
    also {
        /// Three digits that name no category.
        #[error("a flat rate category is 001 to 055 or 999, found {found}")]
        Unknown { found: arrayvec::ArrayString<3> },
    }
}

fn known(text: &str) -> Result<arrayvec::ArrayString<3>, FlatRateCategoryError> {
    let found: Result<_, Fault> = read_exact(text, |_, byte| byte.is_ascii_digit());
    let found = found?;
    match found.parse() {
        Ok(1..=55_u16 | 999) => Ok(found),
        Ok(_) | Err(_) => Err(FlatRateCategoryError::Unknown { found }),
    }
}
