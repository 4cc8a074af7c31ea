//! Text in; a typed identifier, date, period or amount out, or an error that says why not.
//!
//! Whatever has a text form has one `parse`, and no other way in from text: a value that exists is
//! valid, is `Copy`, and costs no allocation. The crate knows nothing of accounts, of HTTP (the
//! values of fraud prevention headers come in as text) or of the clock: where a rule depends on the
//! day, the day is an argument.
//!
//! ```
//! use sa_validate::{Money, PeriodKey, PeriodMeaning, TaxYear, Utr, date, due_date};
//!
//! let utr = Utr::parse("1097172564")?;
//! assert!(utr.has_valid_check_digit());
//! assert_eq!(
//!     Utr::parse("109717256").unwrap_err().to_string(),
//!     "a UTR has 10 digits, found 9 characters"
//! );
//!
//! let year = TaxYear::parse("2024-25")?;
//! assert_eq!(year.first_day(), date::parse("2024-04-06")?);
//!
//! if let PeriodMeaning::Standard { period, .. } = PeriodKey::parse("18A1")?.meaning() {
//!     assert_eq!(due_date::vat::standard(period.last()), date::parse("2018-06-07")?);
//! }
//!
//! let due = Money::total([Money::parse("100.00")?, Money::parse("0.10")?])?;
//! assert_eq!(due.to_string(), "100.10");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What is here
//!
//! | type | rule | source |
//! |---|---|---|
//! | [`Utr`] | 10 digits; on request modulus 11 | self-assessment-liability-api; domain |
//! | [`Nino`] | allowed prefix, 6 digits, suffix A to D or none | self-assessment-accounts-api; domain |
//! | [`Vrn`] | 9 digits; on request modulus 97, either series | vat-api; reference-checker |
//! | [`MtdItId`] | `X`, letter, `IT`, 11 digits; on request modulus 23 | api-platform-test-user; domain |
//! | [`Arn`] | letter, `ARN`, 7 digits; on request modulus 23 | domain |
//! | [`ChargeReference`] | 2 letters, 12 digits; on request modulus 23 | self-assessment-accounts-api, vat-api; reference-checker |
//! | [`PaymentReference`] | `X`, letter, 12 or 13 more, mostly digits; on request modulus 23 | reference-checker |
//! | [`PeriodKey`] | 4 of `#`, digits, capitals; opaque | vat-api |
//! | [`PeriodMeaning`], [`Stagger`], [`VatPeriod`] | which key means which days, where known | vat-service-guide, vat-summary-frontend, vat-api |
//! | [`DocumentId`], [`PaymentLot`], [`PaymentLotItem`], [`PaymentId`] | letters and digits, up to 12, 12, 6; `lot-item` | self-assessment-accounts-api |
//! | [`FormBundleNumber`] | 12 digits | vat-api |
//! | [`FlatRateCategory`] | `001` to `055`, or `999` | vat-api |
//! | [`EntryId`] | up to 36 of letters, digits, `._:-` | this project |
//! | [`TaxYear`] | 6 April to 5 April; `2024-25`, `2024-2025`, `2024` | self-assessment-accounts-api, -liability-api |
//! | [`date`] | `YYYY-MM-DD`, a real day, years 0001 to 9999; steps of days and months; serde for fields | vat-api, self-assessment-liability-api |
//! | [`Timestamp`] | RFC 3339, UTC, milliseconds | RFC 3339; vat-api |
//! | [`Money`] | pounds, at most 2 decimals, never rounded, checked sums | vat-api; the ranges of all three APIs fit |
//! | [`working_day`] | bank holidays of England and Wales by rule, proclaimed days as a table | GOV.UK |
//! | [`due_date::vat`] | returns, payments on account, annual accounting | VAT Regulations reg. 25, 50; VATAC1300, VATAAS5100, CH146410 |
//! | [`due_date::self_assessment`] | returns, payments, amendments, assessments, penalties, quarterly updates | TMA 1970; SAM60052, SAM60080, SAM61390; obligations-api |
//! | [`DateRange`], [`date_range`] | what each API takes as `from` and `to`, on a given day | vat-api, self-assessment-accounts-api, -liability-api |
//! | [`fraud_headers`] | which header, in which form, for which connection method; codes and messages | HMRC's specification 3.3 and its Test Fraud Prevention Headers API |
//!
//! A source that is no statute, manual page or publication is a repository under `github.com/hmrc`;
//! each file names its own, and the tables of the tests name one row by row, most with its revision.
//!
//! # Whose reading is followed
//!
//! | where sources differ | here |
//! |---|---|
//! | HMRC's own examples fail their check digits (`1234567890`, `123456789`, `XAIT00000000054`) | no input is refused for one: `parse` checks the shape, `has_valid_check_digit` answers apart |
//! | NINO: blanks inside (domain) or none (the APIs); suffix needed or not | the APIs: no blanks, suffix or a blank or nothing |
//! | VRN with a remainder of 0: check 00 or 97 | both; a remainder of 55, which only `python-stdnum` takes, is refused |
//! | VAT period that does not end with a month, VDSOG400 against recorded obligations | the recorded ones (vat-api #637): same day of the next month plus seven days |
//! | period keys without a published example: monthly letters A to C and G to L, the year of B4 | as the published ones go on |
//! | obligations: "366 days" (page), one year (code) | the code |
//! | liabilities: from 2017-12-01 (page), from 2016-04-06 (code and sandbox) | the code |
//! | liabilities of Self Assessment: "today" in London or in UTC | UTC, as in the code |
//! | SA Accounts, payments: 732 days (page), no limit (code) | the code |
//! | 30 February in SA Accounts: the last of the month (oldest versions), refused (later) | each version's own: [`date_range::Reading`] |
//! | notice to file: three months (law), and seven days (HMRC's system) | the law; the days are a constant |
//! | annual accounting: "2 months" (page), last working day (reg. 50) | the regulation |
//! | quarterly updates by calendar quarters: due dates not confirmed by HMRC's code | those of the standard quarters |
//! | RFC 3339: small `t` and `z`, a blank for `T`, leap seconds, any number of decimals | capitals alone; no leap seconds; three decimals are kept, the rest cut |
//! | HMRC's Java patterns let a final line break pass | refused |
//! | fraud headers: the validator's rules are not published whole | the specification; unpublished messages are marked |
//! | fraud headers: addresses for documentation, which HMRC's examples use | public |
//!
//! # Beware
//!
//! An amount keeps its text because `serde_json` keeps it: this crate turns on its features
//! `arbitrary_precision` and `raw_value` for the whole program. With them, a plain `f64` inside a
//! tagged, untagged or flattened type is no longer read. Formats for people other than JSON get an
//! amount with decimals as they get a `serde_json::Number`: as a map of one reserved key.
//!
//! # Features
//!
//! - `generate`: a `generate::Generator`, `Utr::generate` and its like, for tests and sandboxes.
//! - `schema`: each text form as JSON Schema, through `schemars`.
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
#[cfg(feature = "schema")]
pub mod schema;
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
