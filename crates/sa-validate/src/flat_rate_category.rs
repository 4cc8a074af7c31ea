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
    /// assert!(FlatRateCategory::parse("999").is_ok());
    /// assert!(FlatRateCategory::parse("056").is_err());
    /// ```
    FlatRateCategory: 3, FlatRateCategoryError, "a flat rate category has 3 digits", known,
    also {
        /// Three digits that name no category.
        #[error("a flat rate category is 001 to 055 or 999, found {found}")]
        Unknown { found: arrayvec::ArrayString<3> },
    },
    examples {
        takes "055", "The last of the row: 056 to 998 name no category.";
        refuses "000", "a flat rate category is 001 to 055 or 999, found 000";
        faults "1", Length { found: 1 };
        writes "001", "001", "Zeros in front stay.";
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
