//! The book of an account at work: its pages, with the records and the rules that they are about.

use std::ops::{Deref, DerefMut};

use sa_model::{AccountHolder, Money, TaxYear};

use crate::account::Account;
use crate::interest::{Counting, FreeDays};
pub(crate) use crate::pages::{
    ChargeState, Cleared, CreditState, Debt, Freed, InterestCharge, Pages, Repaid, Slice,
};
use crate::place::Place;
use crate::priority::Era;
use crate::rules::Rules;

/// An account's pages while they are worked on or read.
#[derive(Debug)]
pub(crate) struct Book<'a> {
    pub(crate) account: &'a Account,
    pub(crate) rules: &'a Rules,
    pub(crate) pages: Box<Pages>,
}

impl Deref for Book<'_> {
    type Target = Pages;

    fn deref(&self) -> &Pages {
        &self.pages
    }
}

impl DerefMut for Book<'_> {
    fn deref_mut(&mut self) -> &mut Pages {
        &mut self.pages
    }
}

impl Book<'_> {
    /// How interest is counted.
    pub(crate) fn counting(&self) -> Counting<'_> {
        counting(self.rules, &self.free_days)
    }

    /// What is still to be paid of a charge.
    pub(crate) fn outstanding(&self, charge: Place) -> Money {
        let pence = self
            .charges
            .get(charge.index())
            .map_or(0, ChargeState::outstanding);
        Money::from_pence_i64(pence)
    }

    /// How many days before its due date a charge of an era becomes a candidate.
    pub(crate) fn look_ahead(&self, era: Era) -> u16 {
        let days = &self.rules.look_ahead;
        match (&self.account.holder, era) {
            (AccountHolder::Vat(_), _) => days.vat_days,
            (AccountHolder::Itsa(taxpayer), Era::MakingTaxDigital)
                if taxpayer.mtd_from.is_some() =>
            {
                days.making_tax_digital_days
            }
            (AccountHolder::Itsa(_), _) => days.self_assessment_days,
        }
    }

    /// The first tax year in Making Tax Digital, for a taxpayer who is in it.
    pub(crate) fn mtd_from(&self) -> Option<TaxYear> {
        self.account.mtd_from()
    }
}

/// How interest is counted under rules, some days being free of it.
pub(crate) const fn counting<'a>(rules: &'a Rules, free: &'a FreeDays) -> Counting<'a> {
    Counting {
        day_count: rules.day_count,
        rates: &rules.rates,
        free,
    }
}
