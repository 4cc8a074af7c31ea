//! Strategies for the records that facts hold.

use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use sa_validate::due_date::vat::VatScheme;
use sa_validate::{Money, Stagger};

use super::part::{
    bounded_text, charge_reference, date, days, document_id, flat_rate_category,
    form_bundle_number, mtd_it_id, nino, payment_id, period, period_key, poa_adjustment_reason,
    positive_money, tax_year, transaction_kind, utr, vrn,
};
use super::vat_return::vat_return;
use crate::{
    AccountHolder, Amendment, BreathingSpace, Charge, CodedOut, CodingOut, CodingOutChoice, Credit,
    Direction, FlatRateScheme, ItsaFiling, ItsaTaxpayer, ObligationPeriod, Payment,
    PaymentReversal, Quarter, ReceivedFiling, Repayment, RepaymentClaim, RepaymentWithdrawal,
    ReturnForm, Settlement, StandingOver, SubmittedReturn, TaxCodeComponent, TaxCodeId,
    TaxCodePurpose, TaxCodeRequest, VatSchedule, VatTrader,
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
    charge: Charge {
        id: document_id(),
        reference: of(charge_reference()),
        kind: transaction_kind(),
        amount: positive_money(),
        due: date(),
        period: of(period()),
    };
    /// Any amendment, to an amount of zero or more.
    amendment: Amendment {
        charge: document_id(),
        amount: from_zero(),
        reason: bounded_text(),
        poa_adjustment_reason: of(poa_adjustment_reason()),
    };
    /// Any credit, of an amount above zero.
    credit: Credit {
        id: document_id(),
        kind: transaction_kind(),
        amount: positive_money(),
        period: of(period()),
    };
    /// Any payment, of an amount above zero.
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
    payment_reversal: PaymentReversal {
        payment: document_id(),
        reason: bounded_text(),
    };
    /// Any direction, also one that takes an earlier one back.
    direction: Direction {
        credit: document_id(),
        charge: of(document_id()),
    };
    /// Any coding out, of an amount above zero.
    coded_out: CodedOut {
        charge: document_id(),
        amount: positive_money(),
        collected_in: tax_year(),
    };
    /// Any standing over, also one that ends it.
    standing_over: StandingOver {
        charge: document_id(),
        amount: from_zero(),
    };
    /// Any repayment claim, of an amount above zero.
    repayment_claim: RepaymentClaim {
        id: document_id(),
        amount: positive_money(),
        description: of(bounded_text()),
        method: of(bounded_text()),
    };
    /// Any repayment, with interest of zero or more.
    repayment: Repayment {
        claim: document_id(),
        interest: from_zero(),
    };
    /// Any withdrawal of a claim.
    repayment_withdrawal: RepaymentWithdrawal {
        claim: document_id(),
    };
    /// Any return as it was submitted.
    submitted_return: SubmittedReturn {
        vat_return: vat_return(),
        form_bundle_number: form_bundle_number(),
        raised: of(document_id()),
        charge_reference: of(charge_reference()),
    };
    /// Any taxpayer in Self Assessment.
    itsa_taxpayer: ItsaTaxpayer {
        utr: utr(),
        nino: of(nino()),
        mtd_it_id: of(mtd_it_id()),
        mtd_from: of(tax_year()),
    };
    /// Any VAT trader.
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
    vat_schedule: VatSchedule {
        stagger: select(&Stagger::ALL[..]),
        from: date(),
        scheme: select(&[
            VatScheme::Standard,
            VatScheme::PaymentsOnAccount,
            VatScheme::AnnualAccounting,
        ][..]),
    };
    /// Any part in the flat rate scheme.
    flat_rate_scheme: FlatRateScheme {
        category: flat_rate_category(),
        start: of(date()),
    };
}

/// Any holder of an account.
pub fn account_holder() -> impl Strategy<Value = AccountHolder> {
    prop_oneof![
        itsa_taxpayer().prop_map(AccountHolder::Itsa),
        vat_trader().prop_map(AccountHolder::Vat),
    ]
}

/// Any breathing space, its days in order.
pub fn breathing_space() -> impl Strategy<Value = BreathingSpace> {
    days().prop_map(|(from, to)| BreathingSpace { from, to })
}

/// Any request for amounts to be collected through a tax code.
pub fn tax_code_request() -> impl Strategy<Value = TaxCodeRequest> {
    let component = (
        select(vec![
            TaxCodePurpose::PayeUnderpayment,
            TaxCodePurpose::SelfAssessmentUnderpayment,
            TaxCodePurpose::Debt,
            TaxCodePurpose::InYearAdjustment,
        ]),
        (1..1_000_000_000_000_000_u64).prop_filter_map("a number", |id| TaxCodeId::new(id).ok()),
        from_zero(),
    );
    let component = component.prop_map(|(purpose, id, amount)| TaxCodeComponent {
        purpose,
        id,
        amount,
    });
    (tax_year(), proptest::collection::vec(component, 0..4)).prop_map(|(tax_year, components)| {
        TaxCodeRequest {
            tax_year,
            components,
        }
    })
}

/// Any choice of coding out.
pub fn coding_out_choice() -> impl Strategy<Value = CodingOutChoice> {
    (
        tax_year(),
        select(vec![CodingOut::OptedIn, CodingOut::OptedOut]),
    )
        .prop_map(|(tax_year, choice)| CodingOutChoice { tax_year, choice })
}

/// Any obligation, its days in order.
pub fn obligation_period() -> impl Strategy<Value = ObligationPeriod> {
    (period_key(), days(), 0_u16..=90).prop_map(|(key, (start, end), days)| ObligationPeriod {
        key,
        start,
        end,
        due: end.saturating_add(time::Duration::days(i64::from(days))),
    })
}

/// Any filing of Self Assessment.
pub fn itsa_filing() -> impl Strategy<Value = ItsaFiling> {
    prop_oneof![
        tax_year().prop_map(|tax_year| ItsaFiling::TaxReturn { tax_year }),
        (tax_year(), select(&Quarter::ALL[..]))
            .prop_map(|(tax_year, quarter)| ItsaFiling::QuarterlyUpdate { tax_year, quarter }),
    ]
}

/// Any filing that came.
pub fn received_filing() -> impl Strategy<Value = ReceivedFiling> {
    let forms = select(vec![ReturnForm::Online, ReturnForm::Paper]);
    (itsa_filing(), forms).prop_map(|(filing, form)| match filing {
        ItsaFiling::TaxReturn { tax_year } => ReceivedFiling::TaxReturn { tax_year, form },
        ItsaFiling::QuarterlyUpdate { tax_year, quarter } => {
            ReceivedFiling::QuarterlyUpdate { tax_year, quarter }
        }
    })
}

fn from_zero() -> impl Strategy<Value = Money> {
    prop_oneof![1 => Just(Money::ZERO), 4 => positive_money()]
}
