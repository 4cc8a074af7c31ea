//! Strategies for facts.

use proptest::prelude::*;
use proptest::strategy::Union;

use super::filing::{itsa_filing, obligation_period, received_filing};
use super::record::{
    account_holder, amendment, breathing_space, charge, coded_out, credit, direction, payment,
    payment_reversal, repayment, repayment_claim, repayment_withdrawal, standing_over,
    submitted_return,
};
use super::tax_code::{coding_out_choice, tax_code_request};
use crate::Fact;

/// One strategy for each variant of [`Fact`], in the order of the variants.
///
/// ```
/// # use proptest::prelude::*;
/// # use sa_model::*;
/// // For tests of one kind of fact: the first makes nothing but openings of accounts.
/// let openings = strategy::facts().swap_remove(0);
/// proptest!(|(fact in openings)| prop_assert!(matches!(fact, Fact::AccountOpened(_))));
/// ```
pub fn facts() -> Vec<BoxedStrategy<Fact>> {
    vec![
        account_holder().prop_map(Fact::AccountOpened).boxed(),
        charge().prop_map(Fact::ChargeRaised).boxed(),
        amendment().prop_map(Fact::ChargeAmended).boxed(),
        credit().prop_map(Fact::CreditRaised).boxed(),
        payment().prop_map(Fact::PaymentReceived).boxed(),
        payment_reversal().prop_map(Fact::PaymentReversed).boxed(),
        direction().prop_map(Fact::AllocationDirected).boxed(),
        coded_out().prop_map(Fact::CodedOut).boxed(),
        standing_over().prop_map(Fact::ChargeStoodOver).boxed(),
        breathing_space()
            .prop_map(Fact::BreathingSpaceGranted)
            .boxed(),
        repayment_claim().prop_map(Fact::RepaymentClaimed).boxed(),
        repayment().prop_map(Fact::RepaymentMade).boxed(),
        repayment_withdrawal()
            .prop_map(Fact::RepaymentWithdrawn)
            .boxed(),
        obligation_period()
            .prop_map(Fact::ObligationCreated)
            .boxed(),
        submitted_return().prop_map(Fact::ReturnSubmitted).boxed(),
        Just(Fact::TraderInsolvent).boxed(),
        tax_code_request().prop_map(Fact::TaxCodeRequested).boxed(),
        coding_out_choice().prop_map(Fact::CodingOutChosen).boxed(),
        itsa_filing().prop_map(Fact::FilingRequired).boxed(),
        received_filing().prop_map(Fact::FilingReceived).boxed(),
    ]
}

/// Any fact, each variant as often as the others.
///
/// ```
/// # use proptest::prelude::*;
/// # use sa_model::*;
/// proptest!(|(fact in strategy::fact())| {
///     let json = serde_json::to_value(&fact)?;
///     // A fact is its name, alone or before its record.
///     prop_assert!(json.is_string() || json.as_object().is_some_and(|object| object.len() == 1));
/// });
/// ```
pub fn fact() -> impl Strategy<Value = Fact> {
    Union::new(facts())
}
