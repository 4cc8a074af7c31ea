//! The records of UK tax accounts: charges, payments, returns, obligations, the journal's entries,
//! and the position that is computed from them.
//!
//! This crate knows what the records are made of. It knows neither how they act on each other (the
//! ledger's rules) nor how they are stored or sent. The identifiers, dates and money they are made
//! of come from [`sa_validate`] and are re-exported here: write `sa_model::Money`.
//!
//! | module | holds |
//! |---|---|
//! | `account` | [`AccountKey`], [`Identifier`], [`Regime`] |
//! | `holder` | [`AccountHolder`]: whose account it is |
//! | `transaction_kind` | [`TransactionKind`]: the table of HMRC's main transactions and charge types |
//! | `charge`, `payment`, `collection`, `repayment` | what the entries are about |
//! | `vat_return`, `obligation` | [`VatReturn`] with its rules, [`Obligation`] |
//! | `entry` | [`Entry`], [`Fact`]: the journal |
//! | `position`, `balance` | [`Position`], [`Balance`]: what readers ask for |
#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]

mod account;
mod balance;
mod bounded_text;
mod charge;
mod collection;
mod entry;
mod holder;
mod identifier;
mod obligation;
mod payment;
mod poa_adjustment;
mod position;
mod repayment;
#[cfg(feature = "proptest")]
pub mod strategy;
mod submitted_return;
mod text_form;
mod transaction_kind;
mod vat_boxes;
mod vat_return;
mod without_absent;

pub use sa_validate;
pub use sa_validate::*;

pub use crate::account::{AccountKey, AccountKeyError, Regime};
pub use crate::balance::{Balance, Horizon, Maturity};
pub use crate::bounded_text::{BoundedText, BoundedTextError};
pub use crate::charge::{Amendment, Charge, Period, VatChargePeriod};
pub use crate::collection::{BreathingSpace, CodedOut, StandingOver};
pub use crate::entry::{Entry, Fact};
pub use crate::holder::{AccountHolder, ItsaTaxpayer, Settlement, VatTrader};
pub use crate::identifier::{Identifier, IdentifierError, Prefix};
pub use crate::obligation::{Obligation, ObligationPeriod, ObligationStatus};
pub use crate::payment::{Credit, Direction, Payment, PaymentReversal};
pub use crate::poa_adjustment::PoaAdjustmentReason;
pub use crate::position::{
    AllocatedTo, Allocation, ChargeIndex, ChargePosition, ClaimOutcome, ClaimPosition, CreditIndex,
    CreditPosition, CreditSource, Dated, InterestPosition, Position,
};
pub use crate::repayment::{Repayment, RepaymentClaim, RepaymentWithdrawal};
pub use crate::submitted_return::SubmittedReturn;
pub use crate::transaction_kind::{
    ChargeClass, OtherKind, Side, TransactionKind, TransactionKindError,
};
pub use crate::vat_boxes::{VatBox, VatBoxes};
pub use crate::vat_return::{
    Declaration, NetVat, VatReturn, VatReturnError, VatReturnFault, VatReturnLevel,
};
