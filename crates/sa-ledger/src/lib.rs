//! A tax account as a fold of its journal: allocation, interest, and the position on any day.
#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]

mod account;
mod admit;
mod allocate;
mod available;
mod balance;
mod book;
mod credit;
mod day;
mod filings;
mod free;
mod history;
mod index;
mod interest;
mod late_filing;
mod late_payment;
mod obligations;
mod pages;
mod payments_on_account;
mod place;
mod pool;
mod position;
mod priority;
mod queue;
mod rates;
mod record;
mod rejection;
mod repayment;
mod replay;
mod return_on_file;
mod rules;
mod spare;
mod submission_points;
mod tax_code;
mod value;
pub mod vat_submission;
mod work;

pub use crate::account::{Account, FoldError};
pub use crate::available::{available_credit, earmarked_credit, requested};
pub use crate::balance::{balance, maturity};
pub use crate::history::{ChargeDay, History, Version};
pub use crate::interest::{DayCount, InterestSide, InterestWindow, interest};
pub use crate::late_filing::{LateFiling, LateFilingTerms};
pub use crate::late_payment::{ReformedPenalties, ReformedPercents, Surcharge};
pub use crate::payments_on_account::{
    LastYearsTax, PaymentOnAccountRules, PaymentsOnAccount, ReductionError, VatInstalment,
    VatPaymentOnAccountRules, vat_instalments,
};
pub use crate::rates::{Percent, PercentError, RateChange, RateTable, RateTableError};
pub use crate::rejection::{KindFound, LIMIT, Rejection};
pub use crate::repayment::RepaymentSlice;
pub use crate::return_on_file::ReturnNotShown;
pub use crate::rules::{LookAhead, Rules};
pub use crate::submission_points::{
    FailureOutcome, FrequencyRule, LateSubmission, SubmissionPenalties, SubmissionRules,
};
#[cfg(feature = "rayon")]
pub use crate::value::value_in_parallel;
pub use crate::value::{Totals, Valuation, value, value_all};
