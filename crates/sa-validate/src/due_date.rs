//! When a return or a payment falls due, one file a tax.
//!
//! A due date on a weekend or a bank holiday does not move, except where the rule itself says
//! "working day" (VAT payments on account, annual accounting).
//!
//! ```
//! use sa_validate::{TaxYear, date, due_date, working_day};
//!
//! let due = due_date::self_assessment::balancing_payment(TaxYear::parse("2019-20")?, None);
//! assert_eq!(due, date::parse("2021-01-31")?); // a Sunday
//! assert_eq!(working_day::on_or_before(due), date::parse("2021-01-29")?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod self_assessment;
pub mod vat;
