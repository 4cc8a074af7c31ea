//! Strategies for most of the records that facts hold.

use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use sa_validate::due_date::vat::VatScheme;
use sa_validate::{Money, Stagger};

use super::part::{
    bounded_text, charge_reference, date, days, document_id, flat_rate_category,
    form_bundle_number, mtd_it_id, nino, payment_id, period, poa_adjustment_reason, positive_money,
    tax_year, transaction_kind, utr, vrn,
};
use super::vat_return::vat_return;
use crate::{
    AccountHolder, Amendment, BreathingSpace, Charge, CodedOut, Credit, Direction, FlatRateScheme,
    ItsaTaxpayer, Payment, PaymentReversal, Repayment, RepaymentClaim, RepaymentWithdrawal,
    Settlement, StandingOver, SubmittedReturn, VatSchedule, VatTrader,
};

/// A strategy for a struct: one for each of its fields.
macro_rules! records {
    ($($(#[$doc:meta])* $name:ident: $type:ident { $($field:ident: $strategy:expr,)* };)*) => {$(
        $(#[$doc])*
        pub fn $name() -> impl Strategy<Value = $type> {
            ($($strategy,)*).prop_map(|($($field,)*)| $type { $($field,)* })
        }
    )*};
}

records! {
    /// Any charge, of an amount above zero.
    ///
    /// ```
    /// # use proptest::prelude::*;
    /// # use sa_model::*;
    /// // It may be of a kind of credits: that is for the ledger to refuse.
    /// proptest!(|(charge in strategy::charge())| prop_assert!(charge.amount.is_positive()));
    /// ```
    charge: Charge {
        id: document_id(),
        reference: of(charge_reference()),
        kind: transaction_kind(),
        amount: positive_money(),
        due: date(),
        period: of(period()),
    };
    /// Any amendment, to an amount of zero or more.
    ///
    /// ```
    /// # use proptest::prelude::*;
    /// # use sa_model::*;
    /// // A fifth or so come to nothing.
    /// proptest!(|(amendment in strategy::amendment())| prop_assert!(!amendment.amount.is_negative()));
    /// ```
    amendment: Amendment {
        charge: document_id(),
        amount: from_zero(),
        reason: bounded_text(),
        poa_adjustment_reason: of(poa_adjustment_reason()),
    };
    /// Any credit, of an amount above zero.
    ///
    /// ```
    /// # use proptest::prelude::*;
    /// # use sa_model::*;
    /// proptest!(|(credit in strategy::credit())| prop_assert!(credit.amount.is_positive()));
    /// ```
    credit: Credit {
        id: document_id(),
        kind: transaction_kind(),
        amount: positive_money(),
        period: of(period()),
    };
    /// Any payment, of an amount above zero.
    ///
    /// ```
    /// # use proptest::prelude::*;
    /// # use sa_model::*;
    /// // It may be directed to a charge that is nowhere.
    /// proptest!(|(payment in strategy::payment())| prop_assert!(payment.amount.is_positive()));
    /// ```
    payment: Payment {
        id: document_id(),
        payment_id: of(payment_id()),
        reference: of(bounded_text()),
        amount: positive_money(),
        processed: of(date()),
        method: of(bounded_text()),
        directed_to: of(document_id()),
    };
    /// Any reversal.
    ///
    /// ```
    /// # use proptest::prelude::*;
    /// # use sa_model::*;
    /// proptest!(|(reversal in strategy::payment_reversal())| {
    ///     prop_assert!(!reversal.reason.as_str().is_empty());
    /// });
    /// ```
    payment_reversal: PaymentReversal {
        payment: document_id(),
        reason: bounded_text(),
    };
    /// Any direction, also one that takes an earlier one back.
    ///
    /// ```
    /// # use proptest::prelude::*;
    /// # use sa_model::*;
    /// proptest!(|(direction in strategy::direction())| {
    ///     let json = serde_json::to_value(&direction)?;
    ///     prop_assert_eq!(json["charge"].is_null(), direction.charge.is_none());
    /// });
    /// ```
    direction: Direction {
        credit: document_id(),
        charge: of(document_id()),
    };
    /// Any coding out, of an amount above zero.
    ///
    /// ```
    /// # use proptest::prelude::*;
    /// # use sa_model::*;
    /// proptest!(|(coded in strategy::coded_out())| prop_assert!(coded.amount.is_positive()));
    /// ```
    coded_out: CodedOut {
        charge: document_id(),
        amount: positive_money(),
        collected_in: tax_year(),
    };
    /// Any standing over, also one that ends it.
    ///
    /// ```
    /// # use proptest::prelude::*;
    /// # use sa_model::*;
    /// proptest!(|(stood_over in strategy::standing_over())| {
    ///     prop_assert!(!stood_over.amount.is_negative());
    /// });
    /// ```
    standing_over: StandingOver {
        charge: document_id(),
        amount: from_zero(),
    };
    /// Any repayment claim, of an amount above zero.
    ///
    /// ```
    /// # use proptest::prelude::*;
    /// # use sa_model::*;
    /// proptest!(|(claim in strategy::repayment_claim())| prop_assert!(claim.amount.is_positive()));
    /// ```
    repayment_claim: RepaymentClaim {
        id: document_id(),
        amount: positive_money(),
        description: of(bounded_text()),
        method: of(bounded_text()),
    };
    /// Any repayment, with interest of zero or more.
    ///
    /// ```
    /// # use proptest::prelude::*;
    /// # use sa_model::*;
    /// proptest!(|(made in strategy::repayment())| prop_assert!(!made.interest.is_negative()));
    /// ```
    repayment: Repayment {
        claim: document_id(),
        interest: from_zero(),
    };
    /// Any withdrawal of a claim.
    ///
    /// ```
    /// # use proptest::prelude::*;
    /// # use sa_model::*;
    /// proptest!(|(withdrawn in strategy::repayment_withdrawal())| {
    ///     let json = format!(r#"{{"claim":"{}"}}"#, withdrawn.claim);
    ///     prop_assert_eq!(serde_json::to_string(&withdrawn)?, json);
    /// });
    /// ```
    repayment_withdrawal: RepaymentWithdrawal {
        claim: document_id(),
    };
    /// Any return as it was submitted.
    ///
    /// ```
    /// # use proptest::prelude::*;
    /// # use sa_model::*;
    /// // The return keeps its rules; whether it raised anything does not follow from its boxes here.
    /// proptest!(|(submitted in strategy::submitted_return())| {
    ///     let made = submitted.vat_return;
    ///     prop_assert_eq!(VatReturn::new(made.period_key(), *made.boxes()), Ok(made));
    /// });
    /// ```
    submitted_return: SubmittedReturn {
        vat_return: vat_return(),
        form_bundle_number: form_bundle_number(),
        raised: of(document_id()),
        charge_reference: of(charge_reference()),
    };
    /// Any taxpayer in Self Assessment.
    ///
    /// ```
    /// # use proptest::prelude::*;
    /// # use sa_model::*;
    /// proptest!(|(taxpayer in strategy::itsa_taxpayer())| {
    ///     let found_by = AccountHolder::Itsa(taxpayer).identifiers().count();
    ///     prop_assert!((1..=3).contains(&found_by));
    /// });
    /// ```
    itsa_taxpayer: ItsaTaxpayer {
        utr: utr(),
        nino: of(nino()),
        mtd_it_id: of(mtd_it_id()),
        mtd_from: of(tax_year()),
    };
    /// Any VAT trader.
    ///
    /// ```
    /// # use proptest::prelude::*;
    /// # use sa_model::*;
    /// proptest!(|(trader in strategy::vat_trader())| {
    ///     let key = AccountHolder::Vat(trader.clone()).key();
    ///     prop_assert_eq!(key, AccountKey::Vat(trader.vrn));
    /// });
    /// ```
    vat_trader: VatTrader {
        vrn: vrn(),
        registered: of(date()),
        settlement: select(&[
            Settlement::None,
            Settlement::DirectDebit,
            Settlement::BankDetails,
            Settlement::DirectDebitAndBankDetails,
        ][..]),
        schedule: of(vat_schedule()),
        flat_rate_scheme: of(flat_rate_scheme()),
    };
    /// Any schedule of VAT periods.
    ///
    /// ```
    /// # use proptest::prelude::*;
    /// # use sa_model::*;
    /// // The first day is any day, not only the first of a month.
    /// proptest!(|(schedule in strategy::vat_schedule())| {
    ///     prop_assert!(matches!(schedule.stagger.months(), 1 | 3));
    /// });
    /// ```
    vat_schedule: VatSchedule {
        stagger: select(&Stagger::ALL[..]),
        from: date(),
        scheme: select(&[
            VatScheme::Standard,
            VatScheme::PaymentsOnAccount,
        ][..]),
    };
    /// Any part in the flat rate scheme.
    ///
    /// ```
    /// # use proptest::prelude::*;
    /// # use sa_model::*;
    /// proptest!(|(scheme in strategy::flat_rate_scheme())| {
    ///     prop_assert_eq!(scheme.category.as_str().len(), 3);
    /// });
    /// ```
    flat_rate_scheme: FlatRateScheme {
        category: flat_rate_category(),
        start: of(date()),
    };
}

/// Any holder of an account.
///
/// ```
/// # use proptest::prelude::*;
/// # use sa_model::*;
/// proptest!(|(holder in strategy::account_holder())| {
///     prop_assert_eq!(holder.identifiers().next(), Some(holder.key().identifier()));
/// });
/// ```
pub fn account_holder() -> impl Strategy<Value = AccountHolder> {
    prop_oneof![
        itsa_taxpayer().prop_map(AccountHolder::Itsa),
        vat_trader().prop_map(AccountHolder::Vat),
    ]
}

/// Any breathing space, its days in order.
///
/// ```
/// # use proptest::prelude::*;
/// # use sa_model::*;
/// // Of any length: the sixty days of the law are not a rule of the record.
/// proptest!(|(space in strategy::breathing_space())| prop_assert!(space.from <= space.to));
/// ```
pub fn breathing_space() -> impl Strategy<Value = BreathingSpace> {
    days().prop_map(|(from, to)| BreathingSpace { from, to })
}

/// An amount of zero or more.
pub(super) fn from_zero() -> impl Strategy<Value = Money> {
    prop_oneof![1 => Just(Money::ZERO), 4 => positive_money()]
}
