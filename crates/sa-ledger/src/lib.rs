//! A tax account as a fold of its journal: allocation, interest, and the position on any day.
#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]

mod account;
mod admit;
mod allocate;
mod balance;
mod book;
mod credit;
mod free;
mod index;
mod interest;
mod position;
mod priority;
mod rates;
mod record;
mod rejection;
mod repayment;
mod replay;
mod rules;
pub mod vat_submission;

pub use crate::account::{Account, FoldError};

pub use crate::balance::{balance, maturity};
pub use crate::interest::{DayCount, InterestSide, InterestWindow, interest};
pub use crate::rates::{Percent, PercentError, RateChange, RateTable, RateTableError};
pub use crate::rejection::{KindFound, LIMIT, Rejection};
pub use crate::repayment::RepaymentSlice;
pub use crate::rules::{LookAhead, Rules};
