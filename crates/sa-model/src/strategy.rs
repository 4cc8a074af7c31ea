//! Proptest strategies for every record that a journal holds (feature `proptest`).
//!
//! Each value keeps the rules of its type and no others: whether an entry may follow those before
//! it is for the ledger, which has journals of its own making. Dates run from 2000 to 2099.
//!
//! ```
//! use proptest::prelude::*;
//! use sa_model::{Entry, strategy};
//!
//! proptest!(|(entry in strategy::entry())| {
//!     let line = serde_json::to_string(&entry)?;
//!     prop_assert_eq!(serde_json::from_str::<Entry>(&line)?, entry);
//! });
//! ```

mod fact;
mod filing;
mod part;
mod record;
mod tax_code;
mod vat_return;

use proptest::prelude::*;

use crate::{AccountKey, Entry, Fact};

pub use fact::{fact, facts};
pub use filing::{itsa_filing, obligation_period, received_filing};
pub use part::{
    account_key, bounded_text, charge_reference, date, document_id, entry_id, flat_rate_category,
    form_bundle_number, identifier, money, mtd_it_id, nino, payment_id, period, period_key,
    poa_adjustment_reason, positive_money, tax_year, timestamp, transaction_kind, utr, vrn,
};
pub use record::{
    account_holder, amendment, breathing_space, charge, coded_out, credit, direction,
    flat_rate_scheme, itsa_taxpayer, payment, payment_reversal, repayment, repayment_claim,
    repayment_withdrawal, standing_over, submitted_return, vat_schedule, vat_trader,
};
pub use tax_code::{coding_out_choice, tax_code_request};
pub use vat_return::{vat_boxes, vat_return};

/// Any entry. One that opens an account is about the account of its holder.
///
/// ```
/// # use proptest::prelude::*;
/// # use sa_model::*;
/// proptest!(|(entry in strategy::entry())| {
///     if let Fact::AccountOpened(holder) = &entry.fact {
///         prop_assert_eq!(entry.account, holder.key());
///     }
/// });
/// ```
pub fn entry() -> impl Strategy<Value = Entry> {
    (account_key(), entry_id(), date(), timestamp(), fact()).prop_map(
        |(account, id, effective, recorded, fact)| Entry {
            account: own_key(&fact).unwrap_or(account),
            id,
            effective,
            recorded,
            fact,
        },
    )
}

fn own_key(fact: &Fact) -> Option<AccountKey> {
    if let Fact::AccountOpened(holder) = fact {
        Some(holder.key())
    } else {
        None
    }
}
