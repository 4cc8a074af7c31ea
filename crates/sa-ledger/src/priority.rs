//! Which charge is paid first: one struct whose derived order is the rule.
//!
//! Sources: D7 of the allocation rules (github hmrc/income-tax-mtd-end-to-end-service-guide: debts
//! from before Making Tax Digital first), DMBM210175 and DMBM210120 (oldest due date first),
//! DMBM210110 (interest-bearing before non-interest-bearing). Ties on one due date are documented
//! nowhere: tax before penalties before interest, the older year before the newer, a balancing
//! payment before the payments on account, and then the order in which the charges were raised are
//! this project's reading.

use sa_model::{Charge, ChargeClass, Period, TaxYear, TransactionKind};

/// The place of a charge, or of the interest on it, among what is to be paid: the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Priority {
    /// Before Making Tax Digital, or in it.
    pub(crate) era: Era,
    /// The due date, as a Julian day.
    pub(crate) due: i32,
    /// Tax, penalty, interest.
    pub(crate) class: ChargeClass,
    /// The first day of the tax year or period, packed so that earlier is less.
    pub(crate) period: i32,
    /// The sort of charge within one period.
    pub(crate) sort: Sort,
    /// Which was raised first; on one day, by document number.
    pub(crate) arrival: u32,
}

/// Whether a charge is from before its taxpayer's Making Tax Digital for Income Tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Era {
    Legacy,
    MakingTaxDigital,
}

/// The sort of a charge: the order of payment within one period and one due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sort {
    Balancing,
    FirstPaymentOnAccount,
    SecondPaymentOnAccount,
    Reconciliation,
    Amendment,
    Assessment,
}

impl Sort {
    pub(crate) const fn of(kind: TransactionKind) -> Self {
        use TransactionKind as Kind;
        if matches!(kind, Kind::BalancingCharge) {
            Self::Balancing
        } else if matches!(kind, Kind::FirstPaymentOnAccount) {
            Self::FirstPaymentOnAccount
        } else if matches!(kind, Kind::SecondPaymentOnAccount) {
            Self::SecondPaymentOnAccount
        } else if matches!(
            kind,
            Kind::FirstReconciliationDebit | Kind::SecondReconciliationDebit
        ) {
            Self::Reconciliation
        } else if matches!(kind, Kind::ReturnAmendmentDebit) {
            Self::Amendment
        } else {
            Self::Assessment
        }
    }
}

impl Era {
    /// The era of a charge, where `mtd_from` is the first tax year in Making Tax Digital. Without
    /// such a year nothing is older than the rest; a charge of no tax year is never legacy.
    pub(crate) fn of(charge: &Charge, mtd_from: Option<TaxYear>) -> Self {
        match (mtd_from, charge.period) {
            (Some(first), Some(Period::TaxYear(year))) if year < first => Self::Legacy,
            _ => Self::MakingTaxDigital,
        }
    }
}

impl Priority {
    /// Behind everything.
    pub(crate) const LAST: Self = Self {
        era: Era::MakingTaxDigital,
        due: i32::MAX,
        class: ChargeClass::Interest,
        period: i32::MAX,
        sort: Sort::Assessment,
        arrival: u32::MAX,
    };

    /// The priority of a charge due on a Julian day.
    pub(crate) fn of(charge: &Charge, due: i32, era: Era, arrival: u32) -> Self {
        Self {
            era,
            due,
            class: charge.kind.class(),
            period: charge.period.as_ref().map_or(i32::MAX, first_day_packed),
            sort: Sort::of(charge.kind),
            arrival,
        }
    }

    /// The priority of the interest on it, charged on a Julian day.
    pub(crate) fn of_interest(self, charged: i32) -> Self {
        Self {
            due: charged,
            class: ChargeClass::Interest,
            ..self
        }
    }
}

/// The first day of a period as year and day of the year in one number.
fn first_day_packed(period: &Period) -> i32 {
    let (year, ordinal) = match period {
        // 6 April is the 97th day, or the 96th: no tax year and no other period begin the same
        // year so close together that it matters.
        Period::TaxYear(year) => (i32::from(year.start_year()), 96),
        Period::Vat(period) => (period.from.year(), i32::from(period.from.ordinal())),
    };
    year.saturating_mul(512).saturating_add(ordinal)
}
