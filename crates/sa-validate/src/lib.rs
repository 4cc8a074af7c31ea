//! Text in; a typed identifier, date, period or amount out, or an error that says why not.
//!
//! Every type here has a private field and one `parse`: a value that exists is valid. The crate
//! knows nothing of accounts, HTTP or the clock: where a rule depends on the day, the day is an
//! argument.
//!
//! ```
//! use sa_validate::{Money, TaxYear, Utr};
//!
//! let utr = Utr::parse("1097172564")?;
//! assert!(utr.has_valid_check_digit());
//! assert_eq!(
//!     Utr::parse("109717256").unwrap_err().to_string(),
//!     "a UTR has 10 digits, found 9 characters"
//! );
//!
//! let year = TaxYear::parse("2024-25")?;
//! assert_eq!(year.first_day().to_string(), "2024-04-06");
//!
//! let due = Money::total([Money::parse("100.00")?, Money::parse("0.10")?])?;
//! assert_eq!(due.to_string(), "100.10");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]

mod agent_reference;
mod charge_reference;
mod check_character;
pub mod date;
pub mod date_range;
mod digits;
mod document_id;
pub mod due_date;
mod entry_id;
mod flat_rate_category;
mod form_bundle_number;
pub mod fraud_headers;
#[cfg(feature = "generate")]
pub mod generate;
mod identifier;
mod money;
mod mtd_itid;
mod nino;
mod payment_id;
mod payment_reference;
mod period_key;
mod tax_year;
mod timestamp;
mod utr;
mod vat_period;
mod vrn;
pub mod working_day;

pub use agent_reference::{Arn, ArnError};
pub use charge_reference::{ChargeReference, ChargeReferenceError};
pub use date::DateError;
pub use date_range::{DateRange, RangeFault};
pub use document_id::{DocumentId, DocumentIdError};
pub use entry_id::{EntryId, EntryIdError};
pub use flat_rate_category::{FlatRateCategory, FlatRateCategoryError};
pub use form_bundle_number::{FormBundleNumber, FormBundleNumberError};
pub use money::{Money, MoneyError};
pub use mtd_itid::{MtdItId, MtdItIdError};
pub use nino::{Nino, NinoError};
pub use payment_id::{
    PaymentId, PaymentIdError, PaymentLot, PaymentLotError, PaymentLotItem, PaymentLotItemError,
};
pub use payment_reference::{PaymentReference, PaymentReferenceError};
pub use period_key::{PeriodKey, PeriodKeyError};
pub use tax_year::{TaxYear, TaxYearError};
pub use timestamp::{Timestamp, TimestampError};
pub use utr::{Utr, UtrError};
pub use vat_period::{PeriodMeaning, Stagger, StaggerError, VatPeriod, VatPeriodError};
pub use vrn::{Vrn, VrnError};
