//! The records of UK tax accounts: charges, payments, returns, obligations, the journal's entries,
//! and the position that is computed from them.
//!
//! This crate knows what the records are made of. It knows neither how they act on each other (that
//! is the ledger's: `sa-ledger`) nor how they are stored or sent; it reads no clock and does no I/O.
//! The identifiers, dates and money they are made of come from [`sa_validate`] and are re-exported
//! here: write `sa_model::Money`.
//!
//! # A journal
//!
//! An account is the fold of its journal. A journal is a list of [`Entry`]s, each one [`Fact`] with
//! the day from which it holds and the moment at which it was written down; none is ever changed. On
//! a line of its own, as import and export have it, an entry is JSON:
//!
//! ```
//! use sa_model::{Entry, Fact, TransactionKind};
//!
//! let line = concat!(
//!     r#"{"account":"itsa:1097172987","id":"charge-1","effective":"2025-12-01","#,
//!     r#""recorded":"2025-12-01T09:00:00.000Z","fact":{"chargeRaised":{"id":"004000000028","#,
//!     r#""kind":"4910","amount":1250.00,"due":"2026-01-31","period":{"taxYear":"2024-25"}}}}"#,
//! );
//! let entry: Entry = serde_json::from_str(line)?;
//! let Fact::ChargeRaised(charge) = &entry.fact else { panic!("a charge") };
//! assert_eq!(charge.kind, TransactionKind::BalancingCharge);
//! assert_eq!(charge.amount.to_string(), "1250.00");
//! assert_eq!(serde_json::to_string(&entry)?, line);
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! Amounts keep their text (`1250.00` stays `1250.00`), without a float on the way. In JSON a field
//! that is absent is left out, and one that is not known is refused; compact formats (`postcard`)
//! hold every field. The names in the JSON are the format: they do not change.
//!
//! # The types, their rules and where the rules come from
//!
//! | type | what it guarantees | source |
//! |---|---|---|
//! | [`AccountKey`], [`Regime`], [`Identifier`] | a regime or kind, a colon, an identifier of the right shape | `sa-validate` |
//! | [`BareNino`] | a NINO without the suffix, which names no one | `sa-validate` |
//! | [`AccountHolder`]: [`ItsaTaxpayer`], [`VatTrader`] | every identifier that finds the account | HMRC's enrolments `IR-SA`, `HMRC-MTD-IT`, `HMRC-MTD-VAT`; the Accounts API's NINO |
//! | [`Settlement`], [`VatSchedule`], [`FlatRateScheme`] | what HMRC holds of a trader; by default nothing | vat-api; `sa-validate` for staggers and categories |
//! | [`TransactionKind`], [`OtherKind`] | a row of HMRC's table, or an unknown code unharmed | income-tax-view-change-frontend, vat-api, vat-summary-frontend |
//! | [`ChargeClass`], [`Side`] | of each row; the order in which charges of one day are paid | the same; the order is this project's |
//! | [`PoaAdjustmentReason`] | `001` to `005` | Self Assessment Accounts API 4.0 |
//! | [`BoundedText`] | 1 to so many characters, no control characters | lengths: View Self Assessment Account API |
//! | [`Charge`], [`Amendment`] | what is owed, for which [`Period`] or [`VatChargePeriod`], by when; how it changed | the same, and the Accounts API |
//! | [`Payment`], [`Credit`], [`PaymentReversal`], [`Direction`] | money that comes in, and what it was meant for | DMBM210105, CH140190 |
//! | [`TaxCodeRequest`], [`CodingOutChoice`] | what a customer wants collected through a tax code: [`TaxCodeComponent`], [`TaxCodePurpose`], [`CodingOut`] | self-assessment-accounts-api |
//! | [`TaxCodeId`] | 1 to 999,999,999,999,999 | self-assessment-accounts-api |
//! | [`CodedOut`], [`StandingOver`], [`BreathingSpace`] | what is collected otherwise, later, or without interest | PAYE Regulations 2003 reg. 14A, TMA 1970 s.55, SI 2020/1311 |
//! | [`RepaymentClaim`], [`Repayment`], [`RepaymentWithdrawal`] | money that goes back | View Self Assessment Account API |
//! | [`VatBoxes`], [`VatBox`] | the nine boxes, their names and bounds | vat-api, VAT Notice 700/12 |
//! | [`VatReturn`], [`NetVat`] | boxes that keep every rule, and which way the money goes | vat-api, `SubmitReturnValidator` |
//! | [`VatReturnError`], [`VatReturnFault`], [`VatReturnLevel`], [`Declaration`] | else every fault of the first level that has one, in order | the same |
//! | [`SubmittedReturn`] | a return with its receipt | vat-api |
//! | [`ObligationPeriod`], [`Obligation`], [`ObligationStatus`] | a return to make, by when; open, or fulfilled with its day | vat-api |
//! | [`ItsaFiling`]: [`Quarter`]; [`ItsaObligation`] | a tax return or quarterly update to send, by when | TMA 1970 s.8, Finance Act 2021 Sch 24 |
//! | [`ReceivedFiling`], [`ReturnForm`] | that it came, and how | the same |
//! | [`Entry`], [`Fact`] | one fact; the list of facts is closed | this project |
//! | [`Position`], [`Dated`] | what readers ask for as of a day; the ledger computes it | both Self Assessment APIs |
//! | [`ChargePosition`], [`CreditPosition`], [`CreditSource`], [`ClaimPosition`], [`ClaimOutcome`] | each record with what became of it | the same |
//! | [`Allocation`], [`AllocatedTo`], [`RepaidSlice`] | which money went where; by [`ChargeIndex`], [`CreditIndex`], [`ClaimIndex`] | the same |
//! | [`Balance`], [`Maturity`], [`Horizon`] | what is overdue, payable and pending | the same; they differ in the horizon |
//! | [`InterestPosition`], [`LatePaymentPenalty`], [`LatePaymentPenaltyKind`] | what follows from paying late, as of a day | SAM60001; Finance Acts 2009 Sch 56, 2021 Sch 26 |
//! | [`LateFilingPenalty`], [`LateFilingPenaltyKind`] | what follows from sending a tax return late, as of a day | Finance Act 2009 Sch 55 |
//!
//! A parser's error bears its type's name: [`AccountKeyError`] and [`IdentifierError`], which show the
//! [`Prefix`] that stood before a colon, [`BoundedTextError`], [`TransactionKindError`],
//! [`TaxCodeIdError`], [`QuarterError`]. A source without a statute, a manual's number or a page is a
//! repository under `github.com/hmrc`.
//!
//! A private field means a rule: such a value exists only if the rule holds. Plain records have
//! public fields of such types. What a record alone cannot rule out (an amount of zero, a period
//! that ends before it begins, a charge that is not there) the ledger checks when an entry comes in.
//!
//! # Whose reading is followed
//!
//! Where HMRC's page and its running code differ, or its code changed, this crate follows:
//!
//! - **VAT return, order of faults**: the code of today. Decimals of any box before bounds of any;
//!   box 5 before box 3 (in 2018 and 2019 it was the other way round). The page fixes no order.
//! - **VAT return, boxes 6 to 9**: whole by value, as the code has it: `500.00` is taken.
//! - **Box 5**: at most 99,999,999,999.99, a hundredth of the other boxes, page and code alike.
//! - **Transaction kinds**: 4028 and 4031 are both the first late payment penalty, 4029 and 4032
//!   both the second; each keeps its code. HMRC's code gives the penalties of Self Assessment
//!   from 4027 on no name, nor does its page `NICS` and `VATC`: the names here are ours. All of 4004
//!   to 4025 are named with `ITSA ` before, as 4004 is.
//! - **Charge types of VAT's penalties and interest**: those of vat-summary-frontend. The VAT API hands
//!   on what it is given, and its documents quote none.
//! - **Document descriptions**: the Accounts API's enumeration, with its uneven blanks (`ITSA- POA 1`,
//!   `ITSA - POA 2`); of reconciliation debits, which it lacks, the texts of HMRC's frontend. HMRC's
//!   frontend meets other spellings too.
//! - **Amendments** hold the amount *after* the change. A row of the Accounts API's charge history
//!   does so by its page, and holds the amount before by HMRC's frontend: what a row shows is for
//!   whoever answers.
//! - **Payable**: up to and with the 30th day from today for the Accounts API, before it for the
//!   liability API: a [`Horizon`] each.
//!
//! # Features
//!
//! - `generate`: valid identifiers for tests and sandboxes, of `sa-validate`.
//! - `proptest`: the module `strategy` makes values of every record that a journal holds.
//! - `schema`: the module `schema` has the journal's entry as JSON Schema.
#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]

mod account;
mod balance;
mod bare_nino;
mod bounded_text;
mod charge;
mod collection;
mod entry;
mod holder;
mod identifier;
mod itsa_filing;
mod late_filing_penalty;
mod late_payment_penalty;
mod obligation;
mod payment;
mod poa_adjustment;
mod position;
mod repayment;
#[cfg(feature = "schema")]
pub mod schema;
#[cfg(feature = "proptest")]
pub mod strategy;
mod submitted_return;
mod tax_code;
mod text_form;
mod transaction_kind;
mod vat_boxes;
mod vat_return;
mod vat_schedule;
mod without_absent;

pub use sa_validate;
pub use sa_validate::*;

pub use crate::account::{AccountKey, AccountKeyError, Regime};
pub use crate::balance::{Balance, Horizon, Maturity};
pub use crate::bare_nino::BareNino;
pub use crate::bounded_text::{BoundedText, BoundedTextError};
pub use crate::charge::{Amendment, Charge, Period, VatChargePeriod};
pub use crate::collection::{BreathingSpace, CodedOut, StandingOver};
pub use crate::entry::{Entry, Fact};
pub use crate::holder::{AccountHolder, ItsaTaxpayer, Settlement, VatTrader};
pub use crate::identifier::{Identifier, IdentifierError, Prefix};
pub use crate::itsa_filing::{
    ItsaFiling, ItsaObligation, Quarter, QuarterError, ReceivedFiling, ReturnForm,
};
pub use crate::late_filing_penalty::{LateFilingPenalty, LateFilingPenaltyKind};
pub use crate::late_payment_penalty::{LatePaymentPenalty, LatePaymentPenaltyKind};
pub use crate::obligation::{Obligation, ObligationPeriod, ObligationStatus};
pub use crate::payment::{Credit, Direction, Payment, PaymentReversal};
pub use crate::poa_adjustment::PoaAdjustmentReason;
pub use crate::position::{
    AllocatedTo, Allocation, ChargeIndex, ChargePosition, ClaimIndex, ClaimOutcome, ClaimPosition,
    CreditIndex, CreditPosition, CreditSource, Dated, InterestPosition, Position, RepaidSlice,
};
pub use crate::repayment::{Repayment, RepaymentClaim, RepaymentWithdrawal};
pub use crate::submitted_return::SubmittedReturn;
pub use crate::tax_code::{
    CodingOut, CodingOutChoice, TaxCodeComponent, TaxCodeId, TaxCodeIdError, TaxCodePurpose,
    TaxCodeRequest,
};
pub use crate::transaction_kind::{
    ChargeClass, OtherKind, Side, TransactionKind, TransactionKindError,
};
pub use crate::vat_boxes::{VatBox, VatBoxes};
pub use crate::vat_return::{
    Declaration, NetVat, VatReturn, VatReturnError, VatReturnFault, VatReturnLevel,
};
pub use crate::vat_schedule::{FlatRateScheme, VatSchedule};
