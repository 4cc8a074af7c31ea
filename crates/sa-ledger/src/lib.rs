//! A tax account as a fold of its journal: allocation, interest, penalties and points, and the
//! position on any day.
//!
//! This crate knows how the records of [`sa_model`] act on each other. It does no I/O, reads no
//! clock and is not async: today is a parameter, and the same entries on the same day give the same
//! answer, bit for bit, in any process. Nothing in it panics on input, and no amount passes through
//! a float.
//!
//! # Fold
//!
//! An [`Account`] is what a journal's entries come to. Each entry is admitted or refused with the
//! first reason of [`Rejection`]; one that is refused changes nothing. Entries may come in any order
//! of the days from which they hold.
//!
//! # Position
//!
//! [`Account::position`] says all there is to say as of the end of a day, and depends on no entry
//! that takes effect later: which money paid what, what is open, the interest on it, the penalties.
//!
//! ```
//! use sa_ledger::{Account, balance};
//! use sa_model::{Entry, Horizon, Money, date};
//!
//! // A return that comes ten days late, with its balancing charge and a payment on account, which
//! // the taxpayer has reduced; and a payment on the thirtieth day after both were due.
//! let journal = r#"
//! {"account":"itsa:1097172564","id":"e1","effective":"2024-04-06","recorded":"2024-04-06T09:00:00.000Z","fact":{"accountOpened":{"itsa":{"utr":"1097172564"}}}}
//! {"account":"itsa:1097172564","id":"e2","effective":"2025-04-06","recorded":"2025-04-06T09:00:00.000Z","fact":{"filingRequired":{"taxReturn":{"taxYear":"2024-25"}}}}
//! {"account":"itsa:1097172564","id":"e3","effective":"2026-02-10","recorded":"2026-02-10T09:00:00.000Z","fact":{"filingReceived":{"taxReturn":{"taxYear":"2024-25"}}}}
//! {"account":"itsa:1097172564","id":"e4","effective":"2026-02-10","recorded":"2026-02-10T09:00:00.000Z","fact":{"chargeRaised":{"id":"BC","kind":"4910","amount":1200.00,"due":"2026-01-31","period":{"taxYear":"2024-25"}}}}
//! {"account":"itsa:1097172564","id":"e5","effective":"2026-02-10","recorded":"2026-02-10T09:00:00.000Z","fact":{"chargeRaised":{"id":"POA1","kind":"4920","amount":500.00,"due":"2026-01-31","period":{"taxYear":"2025-26"}}}}
//! {"account":"itsa:1097172564","id":"e6","effective":"2026-02-20","recorded":"2026-02-20T09:00:00.000Z","fact":{"chargeAmended":{"charge":"POA1","amount":400.00,"reason":"Customer Request"}}}
//! {"account":"itsa:1097172564","id":"e7","effective":"2026-03-02","recorded":"2026-03-02T09:00:00.000Z","fact":{"paymentReceived":{"id":"PAY","amount":1500.00}}}
//! "#;
//! let entries: Vec<Entry> = journal
//!     .trim()
//!     .lines()
//!     .map(serde_json::from_str)
//!     .collect::<Result<_, _>>()?;
//! let account = Account::fold(&entries)?.ok_or("a journal with entries")?;
//!
//! let position = account.position(date::parse("2026-03-31")?);
//! let [balancing, on_account] = &position.charges[..] else { panic!("two charges") };
//! // Of one due date the balancing charge is paid first; the rest went to the payment on account.
//! assert!(balancing.outstanding.is_zero());
//! assert_eq!(on_account.outstanding, Money::parse("100.00")?);
//! // 30 days at 7.75 % on 1,200.00, charged on the day the tax was cleared.
//! let interest = balancing.interest.as_ref().ok_or("it was late")?;
//! assert_eq!(interest.charged, Money::parse("7.64")?);
//! // Paid on the thirtieth day: no penalty for late payment. The late return costs 100 pounds.
//! assert!(position.penalties.is_empty());
//! assert_eq!(position.filing_penalties[0].amount, Money::parse("100.00")?);
//!
//! let balance = balance(&position, Horizon::LIABILITY);
//! assert_eq!(balance.overdue, Money::parse("107.64")?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What follows from being late is told and is no charge: HMRC raises one, by an entry of its own.
//! [`balance`] parts what is open into overdue, payable and pending by a
//! [`Horizon`](sa_model::Horizon).
//!
//! # History
//!
//! [`Account::history`] reads off the journal which amount a charge had from when to when, and why
//! it changed; [`Account::charge_days`] what was paid of it day by day.
//!
//! # Value
//!
//! [`value_all`] and `value_in_parallel` (feature `rayon`) value many accounts as of a day, and
//! [`Totals`] adds them up.
//!
//! # Rules, and your own rates
//!
//! Whatever HMRC can change stands as data in [`Rules`], with its source beside it:
//! [`Rules::built_in`] holds what was published up to 2026-01-09. Each member can be loaded from
//! any serde format; those left out stay as built in. A table of rates or of penalties is replaced
//! as a whole, so begin with the built-in text and add a row:
//!
//! ```
//! use sa_ledger::Rules;
//! use sa_model::date;
//! use serde_json::json;
//!
//! // What to edit: every parameter as JSON.
//! let mut text = serde_json::to_value(Rules::built_in())?;
//! let rates = text["rates"].as_array_mut().ok_or("a table of rates")?;
//! rates.push(json!({"from": "2026-12-01", "latePercent": 7.50, "repaymentPercent": 2.50}));
//! // What was edited, or only the members that differ.
//! let own: Rules = serde_json::from_value(json!({
//!     "rates": rates,
//!     "surcharge": {"percent": 6},
//!     "lookAhead": {"selfAssessmentDays": 30},
//! }))?;
//!
//! let on = date::parse("2026-12-25")?;
//! let late = |rules: &Rules| rules.rates.on(on).map(|rate| rate.late_percent.hundredths());
//! assert_eq!((late(Rules::built_in()), late(&own)), (Some(775), Some(750)));
//! assert_eq!(own.surcharge.days, Rules::built_in().surcharge.days);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`Account::position_under`], [`value`] and all else that reckons takes the rules as a parameter.
//! Whether an entry is *admitted* is decided under the built-in rules, so that a journal that was
//! taken once is taken always.
//!
//! # The rules and their sources
//!
//! | rule | where | source |
//! |---|---|---|
//! | which entry may follow | `admit`, [`Rejection`] | DMBM210105, and the sense of each fact |
//! | which charge is paid first | `priority` | DMBM210110, DMBM210120, DMBM210175; HMRC's end-to-end guide for Making Tax Digital |
//! | when credit is set against what | `allocate`, [`LookAhead`] | DMBM210155, SAM114070; SAM60001 (interest is a charge of its own) |
//! | what comes back when a charge shrinks | `free` | DMBM210165; Finance Act 2009 Sch 54 para 13 by analogy |
//! | interest by the day | [`interest()`], [`DayCount`] | CH140190, CH140220, CH140260; HMRC's interest forecasting tests |
//! | rates | [`RateTable`] | HMRC's production table and GOV.UK |
//! | what a repayment is made of, and its interest | [`Account::repayment`] | Finance Act 2009 s.102 and Sch 54; CH146040, CH146100 |
//! | late payment, Self Assessment | [`Surcharge`] | Finance Act 2009 Sch 56; SAM61390 |
//! | late payment, VAT and Making Tax Digital | [`ReformedPenalties`] | Finance Act 2021 Sch 26; SI 2025/589 |
//! | late tax returns | [`LateFiling`] | Finance Act 2009 Sch 55 |
//! | late returns, VAT and Making Tax Digital | [`SubmissionRules`] | Finance Act 2021 Sch 24; CH192170, CH192200 |
//! | tax returns and updates to send | [`Account::itsa_obligations`] | TMA 1970 s.8; HMRC's obligations API |
//! | VAT returns to make | [`Account::obligations`] | HMRC's VAT service guide; vat-api issues #196, #516, #637 |
//! | what a VAT return does | [`vat_submission`] | vat-api; VAT Act 1994 s.73 |
//! | which VAT return is shown | [`Account::return_on_file`] | vat-api |
//! | payments on account | [`PaymentsOnAccount`], [`vat_instalments`] | TMA 1970 s.59A, SAM1110; CH146410, Notice 700/60 |
//! | overdue, payable, pending | [`maturity`], [`balance`] | income-tax-view-change-frontend; both Self Assessment APIs |
//! | how much credit is free | [`available_credit`], [`earmarked_credit`] | self-assessment-accounts-api |
//! | a charge's past | [`Account::history`], [`Account::charge_days`] | self-assessment-accounts-api |
//! | what a tax code is to collect | [`Account::tax_code_request`], [`Account::coding_out`] | self-assessment-accounts-api |
//!
//! # Whose reading is followed
//!
//! Where sources differ or are silent, this crate has decided:
//!
//! - **Which days bear interest**: those after the due date up to the day of payment (CH140190), not
//!   the due date itself (DMBM401030). [`DayCount`] has both.
//! - **Pence**: each stretch of one rate and one length of year is cut to whole pence, as HMRC's
//!   tests have it; the statute is silent.
//! - **The rate of January 2022** changed on the 7th (GOV.UK), not the 4th (HMRC's table).
//! - **A penalty date** is the day after due date + 30 days (Finance Act 2009 Sch 56); SAM61350
//!   prints both that and a day earlier.
//! - **Of one due date** tax is paid before penalties before interest, then the older year, then
//!   the balancing charge before payments on account, then what was raised first. No source says.
//! - **The last day of the look-ahead** is left out; for VAT, where nothing is documented, Self
//!   Assessment's 45 days are used.
//! - **The day on which a late return comes** still costs the daily penalty; the second
//!   late-payment penalty counts the day of payment too.
//! - **Five percent of the tax** for a late return is reckoned on what the account was charged for
//!   the year: the module of [`LateFiling`] says how.
//! - **Returns and updates** of Making Tax Digital count in one tally with the threshold of the more
//!   frequent, as the one summary of HMRC's API has it; updates before 2027-28 bring no points.
//!
//! # What is not kept
//!
//! Default interest and surcharge on VAT of periods before 2023; time to pay, which would halt the
//! second late-payment penalty; appeals; the points that a change of filing frequency adds or takes;
//! higher penalties for deliberate withholding; the posting of interest month by month in Making Tax
//! Digital (it is charged in one sum when the tax is cleared, and accrues till then).
#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]

mod account;
mod admit;
mod allocate;
mod available;
mod balance;
mod book;
mod bytes;
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
pub use crate::bytes::BytesError;
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
    FailureOutcome, FrequencyRule, LateSubmission, Standing, SubmissionPenalties, SubmissionRules,
};
#[cfg(feature = "rayon")]
pub use crate::value::value_in_parallel;
pub use crate::value::{Totals, Valuation, value, value_all};
