//! When a return or a payment falls due, one file a tax.
//!
//! A due date on a weekend or a bank holiday does not move, except where the rule itself says
//! "working day" (VAT payments on account, annual accounting).

pub mod self_assessment;
pub mod vat;
