//! Which traits each public type has: held at compile time.

use std::error::Error;
use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::str::FromStr;

use sa_model::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

fn value<T: Debug + Clone + PartialEq + Eq + Send + Sync + Unpin + 'static>() {}
fn copied<T: Debug + Copy + PartialEq + Eq + Send + Sync + Unpin + 'static>() {}
fn ordered<T: Ord + Hash>() {}
fn stored<T: Serialize + DeserializeOwned>() {}
fn text<T: Display + FromStr + for<'a> TryFrom<&'a str>>()
where
    <T as FromStr>::Err: Error,
{
}
fn error<T: Error + Debug + Clone + PartialEq + Send + Sync + 'static>() {}

macro_rules! assert_traits {
    ($($assertion:ident: $($type:ty),+;)*) => {$($($assertion::<$type>();)+)*};
}

#[test]
fn every_public_type_has_the_traits_its_users_need() {
    assert_traits! {
        stored: Entry, Fact, AccountHolder, ItsaTaxpayer, VatTrader, Settlement, Charge, Period,
            VatChargePeriod, Amendment, PoaAdjustmentReason, Credit, Payment, PaymentReversal,
            Direction, CodedOut, StandingOver, BreathingSpace, RepaymentClaim, Repayment,
            RepaymentWithdrawal, ObligationPeriod, SubmittedReturn, VatReturn, VatBoxes, AccountKey,
            Identifier, Regime, TransactionKind, BoundedText<9>, Dated<Amendment>, ItsaFiling,
            ReceivedFiling, ReturnForm, Quarter;
        value: Entry, Fact, AccountHolder, ItsaTaxpayer, VatTrader, Charge, Amendment, Credit,
            Payment, PaymentReversal, Direction, CodedOut, StandingOver, BreathingSpace,
            RepaymentClaim, Repayment, RepaymentWithdrawal, SubmittedReturn, BoundedText<9>,
            Dated<Amendment>, Position<'static>, ChargePosition<'static>, CreditPosition<'static>,
            ClaimPosition<'static>, InterestPosition;
        copied: Settlement, Period, VatChargePeriod, PoaAdjustmentReason, ObligationPeriod,
            Obligation, ObligationStatus, VatReturn, VatBoxes, VatBox, NetVat, Declaration,
            VatReturnLevel, VatReturnFault, AccountKey, Identifier, Prefix, Regime, TransactionKind,
            OtherKind, Side, ChargeClass, ChargeIndex, CreditIndex, CreditSource<'static>,
            AllocatedTo, Allocation, ClaimIndex, ClaimOutcome, RepaidSlice, LatePaymentPenalty,
            LatePaymentPenaltyKind, LateFilingPenalty, LateFilingPenaltyKind, ItsaFiling,
            ReceivedFiling, ReturnForm, Quarter, ItsaObligation, Balance, Horizon, Maturity;
        ordered: AccountKey, Identifier, Regime, TransactionKind, OtherKind, Side, ChargeClass,
            PoaAdjustmentReason, BoundedText<9>, VatBox, VatReturnLevel, VatReturnFault, ChargeIndex,
            ClaimIndex, CreditIndex, ItsaFiling, ReceivedFiling, ReturnForm, Quarter;
        text: AccountKey, Identifier, TransactionKind, BoundedText<9>;
        error: AccountKeyError, IdentifierError, TransactionKindError, BoundedTextError,
            VatReturnFault, VatReturnError, QuarterError;
    }
}
