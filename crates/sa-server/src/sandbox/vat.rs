//! The canned data of the VAT API: what each `Gov-Test-Scenario` answers. One row a scenario.
//!
//! Sources: the published page (the names); answers recorded from HMRC's sandbox by client programs
//! (`EcoMtd`'s `VatTestCase`, triki-mtd, gnucash-uk-vat, github mcb30/hmrc, github hmrc/vat-api issues
//! #116 and #247). Where no answer was ever published, the data is made up to fit the page's
//! description of the scenario; such rows are marked `made up`.

pub(crate) mod newcomer;
mod penalties;

use sa_model::{Money, Obligation, ObligationPeriod, ObligationStatus, PeriodKey};
use time::Date;
use time::macros::date;

use super::Scenario;
use crate::vat::VatFault;
use crate::vat::wire::{Liability, Payment, TaxPeriod};
use crate::wire_value::Plain;

pub(crate) use penalties::{
    DEFAULT_FINANCIAL_DETAILS, DEFAULT_INFORMATION, DEFAULT_PENALTIES, FINANCIAL_DETAILS,
    INFORMATION, PENALTIES,
};

/// What a scenario answers: data, or one of the API's faults.
pub(crate) type Canned<T> = Scenario<Result<T, VatFault>>;

/// The first periods of a calendar; some of them shown, the first of these fulfilled.
#[derive(Debug)]
pub(crate) struct CannedObligations {
    calendar: &'static [CannedPeriod],
    fulfilled: usize,
    open: usize,
}

#[derive(Debug)]
struct CannedPeriod {
    key: &'static str,
    start: Date,
    end: Date,
    due: Date,
}

/// Key, first day, last day, due day.
macro_rules! periods {
    ($($key:literal, $y0:tt-$m0:tt-$d0:tt, $y1:tt-$m1:tt-$d1:tt, $y2:tt-$m2:tt-$d2:tt;)*) => {
        &[$(CannedPeriod {
            key: $key,
            start: date!($y0-$m0-$d0),
            end: date!($y1-$m1-$d1),
            due: date!($y2-$m2-$d2),
        }),*]
    };
}

const QUARTERS_2017: &[CannedPeriod] = periods! {
    "18A1", 2017-01-01, 2017-03-31, 2017-05-07;
    "18A2", 2017-04-01, 2017-06-30, 2017-08-07;
    "18A3", 2017-07-01, 2017-09-30, 2017-11-07;
    "18A4", 2017-10-01, 2017-12-31, 2018-02-07;
};
const MONTHS_2017: &[CannedPeriod] = periods! {
    "18AD", 2017-01-01, 2017-01-31, 2017-03-07;
    "18AE", 2017-02-01, 2017-02-28, 2017-04-07;
    "18AF", 2017-03-01, 2017-03-31, 2017-05-07;
    "18AG", 2017-04-01, 2017-04-30, 2017-06-07;
};
/// Made up, as the keys of these scenarios were never published.
const MONTHS_2018: &[CannedPeriod] = periods! {
    "18AA", 2018-01-01, 2018-01-31, 2018-03-07;
    "18AB", 2018-02-01, 2018-02-28, 2018-04-07;
    "18AC", 2018-03-01, 2018-03-31, 2018-05-07;
    "18AD", 2018-04-01, 2018-04-30, 2018-06-07;
    "18AE", 2018-05-01, 2018-05-31, 2018-07-07;
    "18AF", 2018-06-01, 2018-06-30, 2018-08-07;
    "18AG", 2018-07-01, 2018-07-31, 2018-09-07;
    "18AH", 2018-08-01, 2018-08-31, 2018-10-07;
    "18AI", 2018-09-01, 2018-09-30, 2018-11-07;
    "18AJ", 2018-10-01, 2018-10-31, 2018-12-07;
    "18AK", 2018-11-01, 2018-11-30, 2019-01-07;
    "18AL", 2018-12-01, 2018-12-31, 2019-02-07;
};
/// The keys of the second and third are recorded, the rest made up.
const QUARTERS_2018: &[CannedPeriod] = periods! {
    "18A1", 2018-01-01, 2018-03-31, 2018-05-07;
    "18A2", 2018-04-01, 2018-06-30, 2018-08-07;
    "18A3", 2018-07-01, 2018-09-30, 2018-11-07;
    "18A4", 2018-10-01, 2018-12-31, 2019-02-07;
};
/// Made up from HMRC's service guide, where 18A4 is the quarter to January 2019.
const ACROSS_YEARS: &[CannedPeriod] = periods! {
    "18A4", 2018-11-01, 2019-01-31, 2019-03-07;
};

/// What HMRC's sandbox answers without a scenario: quarters of which one is fulfilled.
pub(crate) const DEFAULT_OBLIGATIONS: CannedObligations = obligations(QUARTERS_2017, 1, 1);

const fn obligations(
    calendar: &'static [CannedPeriod],
    fulfilled: usize,
    open: usize,
) -> CannedObligations {
    CannedObligations {
        calendar,
        fulfilled,
        open,
    }
}

const fn canned<T>(name: &'static str, data: T) -> Canned<T> {
    Scenario {
        name,
        answer: Ok(data),
    }
}

const fn refused<T>(name: &'static str, fault: VatFault) -> Canned<T> {
    Scenario {
        name,
        answer: Err(fault),
    }
}

/// `GET obligations`: the calendar, how many of its periods are fulfilled, and how many of those
/// that follow are shown open.
pub(crate) static OBLIGATIONS: &[Canned<CannedObligations>] = &[
    canned("QUARTERLY_NONE_MET", obligations(QUARTERS_2017, 0, 1)),
    canned("QUARTERLY_ONE_MET", DEFAULT_OBLIGATIONS),
    canned("QUARTERLY_TWO_MET", obligations(QUARTERS_2017, 2, 1)),
    canned("QUARTERLY_THREE_MET", obligations(QUARTERS_2017, 3, 1)),
    canned("QUARTERLY_FOUR_MET", obligations(QUARTERS_2017, 4, 0)),
    canned("MONTHLY_NONE_MET", obligations(MONTHS_2017, 0, 1)),
    canned("MONTHLY_ONE_MET", obligations(MONTHS_2017, 1, 1)),
    canned("MONTHLY_TWO_MET", obligations(MONTHS_2017, 2, 1)),
    canned("MONTHLY_THREE_MET", obligations(MONTHS_2017, 3, 1)),
    canned("MONTHLY_OBS_01_OPEN", obligations(MONTHS_2018, 0, 1)),
    canned("MONTHLY_OBS_02_OPEN", obligations(MONTHS_2018, 1, 1)),
    canned("MONTHLY_OBS_03_OPEN", obligations(MONTHS_2018, 2, 1)),
    canned("MONTHLY_OBS_04_OPEN", obligations(MONTHS_2018, 3, 1)),
    canned("MONTHLY_OBS_05_OPEN", obligations(MONTHS_2018, 4, 1)),
    canned("MONTHLY_OBS_06_OPEN", obligations(MONTHS_2018, 5, 1)),
    canned("MONTHLY_OBS_07_OPEN", obligations(MONTHS_2018, 6, 1)),
    canned("MONTHLY_OBS_08_OPEN", obligations(MONTHS_2018, 7, 1)),
    canned("MONTHLY_OBS_09_OPEN", obligations(MONTHS_2018, 8, 1)),
    canned("MONTHLY_OBS_10_OPEN", obligations(MONTHS_2018, 9, 1)),
    canned("MONTHLY_OBS_11_OPEN", obligations(MONTHS_2018, 10, 1)),
    canned("MONTHLY_OBS_12_OPEN", obligations(MONTHS_2018, 11, 1)),
    canned("MONTHLY_OBS_12_FULFILLED", obligations(MONTHS_2018, 12, 0)),
    canned("QUARTERLY_OBS_01_OPEN", obligations(QUARTERS_2018, 0, 1)),
    canned("QUARTERLY_OBS_02_OPEN", obligations(QUARTERS_2018, 1, 1)),
    canned("QUARTERLY_OBS_03_OPEN", obligations(QUARTERS_2018, 2, 1)),
    canned("QUARTERLY_OBS_04_OPEN", obligations(QUARTERS_2018, 3, 1)),
    canned(
        "QUARTERLY_OBS_04_FULFILLED",
        obligations(QUARTERS_2018, 4, 0),
    ),
    canned("MULTIPLE_OPEN_MONTHLY", obligations(MONTHS_2018, 10, 2)),
    canned("MULTIPLE_OPEN_QUARTERLY", obligations(QUARTERS_2018, 2, 2)),
    canned("OBS_SPANS_MULTIPLE_YEARS", obligations(ACROSS_YEARS, 0, 1)),
    refused("NOT_FOUND", VatFault::NotFound),
    refused("INSOLVENT_TRADER", VatFault::InsolventTrader),
];

/// `POST returns`: HMRC's back end refuses.
pub(crate) static SUBMIT: &[Scenario<VatFault>] = &[
    Scenario {
        name: "INVALID_VRN",
        answer: VatFault::VrnInvalid,
    },
    Scenario {
        name: "INVALID_PERIODKEY",
        answer: VatFault::UnknownPeriodKey,
    },
    Scenario {
        name: "INVALID_PAYLOAD",
        answer: VatFault::PayloadRefused,
    },
    Scenario {
        name: "DUPLICATE_SUBMISSION",
        answer: VatFault::DuplicateSubmission,
    },
    Scenario {
        name: "TAX_PERIOD_NOT_ENDED",
        answer: VatFault::TaxPeriodNotEnded,
    },
    Scenario {
        name: "INSOLVENT_TRADER",
        answer: VatFault::InsolventTrader,
    },
];

/// `GET returns/{periodKey}`.
pub(crate) static VIEW: &[Scenario<VatFault>] = &[
    Scenario {
        name: "DATE_RANGE_TOO_LARGE",
        answer: VatFault::DateRangeTooLarge,
    },
    Scenario {
        name: "INSOLVENT_TRADER",
        answer: VatFault::InsolventTrader,
    },
];

/// First day, last day, type, amount and what is left of it in pence, due day.
macro_rules! liabilities {
    ($($y0:tt-$m0:tt-$d0:tt, $y1:tt-$m1:tt-$d1:tt, $kind:ident, $amount:literal, $left:literal,
       $y2:tt-$m2:tt-$d2:tt;)*) => {
        &[$(Liability {
            tax_period: Some(TaxPeriod {
                from: date!($y0-$m0-$d0),
                to: date!($y1-$m1-$d1),
            }),
            kind: $kind,
            original_amount: Plain(Money::from_pence_i64($amount)),
            outstanding_amount: Some(Plain(Money::from_pence_i64($left))),
            due: Some(date!($y2-$m2-$d2)),
        }),*]
    };
}

const DEBIT: &str = "VAT Return Debit Charge";
const ASSESSED: &str = "VAT CA Charge";
const OFFICERS: &str = "VAT OA Debit Charge";

const LIABILITY_2017: &[Liability<'static>] = liabilities! {
    2017-01-01, 2017-02-01, DEBIT, 46_387_200, 46_387_200, 2017-03-08;
};
const LIABILITIES_2017: &[Liability<'static>] = liabilities! {
    2017-01-01, 2017-04-05, DEBIT, 46_387_200, 46_387_200, 2017-05-12;
    2017-04-01, 2017-04-30, DEBIT, 1_500, 0, 2017-06-09;
    2017-08-01, 2017-08-31, ASSESSED, 849_338, 749_338, 2017-10-07;
    2017-10-01, 2017-12-01, OFFICERS, 300_000, 284_500, 2017-12-31;
};
/// Made up: the data of 2017 one year on.
const LIABILITY_2018: &[Liability<'static>] = liabilities! {
    2018-01-01, 2018-02-01, DEBIT, 46_387_200, 46_387_200, 2018-03-08;
};
/// Made up: the data of 2017 one year on.
const LIABILITIES_2018: &[Liability<'static>] = liabilities! {
    2018-01-01, 2018-04-05, DEBIT, 46_387_200, 46_387_200, 2018-05-12;
    2018-04-01, 2018-04-30, DEBIT, 1_500, 0, 2018-06-09;
    2018-08-01, 2018-08-31, ASSESSED, 849_338, 749_338, 2018-10-07;
    2018-10-01, 2018-12-01, OFFICERS, 300_000, 284_500, 2018-12-31;
};

/// `GET liabilities`; the request's range applies to the last day of each period.
pub(crate) static LIABILITIES: &[Canned<&[Liability<'static>]>] = &[
    canned("SINGLE_LIABILITY", LIABILITY_2017),
    canned("MULTIPLE_LIABILITIES", LIABILITIES_2017),
    canned("SINGLE_LIABILITY_2018_19", LIABILITY_2018),
    canned("MULTIPLE_LIABILITIES_2018_19", LIABILITIES_2018),
    refused("INSOLVENT_TRADER", VatFault::InsolventTrader),
];

/// A payment, with the last day of the period of the charge that it paid.
#[derive(Debug)]
pub(crate) struct CannedPayment {
    pub(crate) period_end: Date,
    pub(crate) payment: Payment,
}

/// Last day of the charge's period, pence, day received.
macro_rules! payments {
    ($($y0:tt-$m0:tt-$d0:tt, $pence:literal $(, $y1:tt-$m1:tt-$d1:tt)?;)*) => {
        &[$(CannedPayment {
            period_end: date!($y0-$m0-$d0),
            payment: Payment {
                amount: Plain(Money::from_pence_i64($pence)),
                received: payments!(@day $($y1-$m1-$d1)?),
            },
        }),*]
    };
    (@day) => { None };
    (@day $y:tt-$m:tt-$d:tt) => { Some(date!($y-$m-$d)) };
}

const PAYMENT_2017: &[CannedPayment] = payments! {
    2017-01-30, 153_465, 2017-02-12;
};
const PAYMENTS_2017: &[CannedPayment] = payments! {
    2017-02-28, 500, 2017-02-11;
    2017-03-25, 5_000, 2017-03-11;
    2017-03-25, 100_000, 2017-03-12;
    2017-12-20, 32_100, 2017-08-05;
    2017-12-20, 9_100;
    2017-12-20, 500, 2017-09-12;
};
/// Made up: the data of 2017 one year on.
const PAYMENT_2018: &[CannedPayment] = payments! {
    2018-01-30, 153_465, 2018-02-12;
};
/// Made up: the data of 2017 one year on.
const PAYMENTS_2018: &[CannedPayment] = payments! {
    2018-02-28, 500, 2018-02-11;
    2018-03-25, 5_000, 2018-03-11;
    2018-03-25, 100_000, 2018-03-12;
    2018-12-20, 32_100, 2018-08-05;
    2018-12-20, 9_100;
    2018-12-20, 500, 2018-09-12;
};

/// `GET payments`; the request's range applies to the last day of the charge's period.
pub(crate) static PAYMENTS: &[Canned<&[CannedPayment]>] = &[
    canned("SINGLE_PAYMENT", PAYMENT_2017),
    canned("MULTIPLE_PAYMENTS", PAYMENTS_2017),
    canned("SINGLE_PAYMENT_2018_19", PAYMENT_2018),
    canned("MULTIPLE_PAYMENTS_2018_19", PAYMENTS_2018),
    refused("INSOLVENT_TRADER", VatFault::InsolventTrader),
];

impl CannedObligations {
    /// The obligations, oldest first. A fulfilled one was received on the day before it was due.
    pub(crate) fn all(&self) -> impl Iterator<Item = Obligation> {
        let shown = self.fulfilled.saturating_add(self.open);
        self.calendar
            .iter()
            .take(shown)
            .enumerate()
            .filter_map(|(place, period)| {
                let CannedPeriod {
                    key,
                    start,
                    end,
                    due,
                } = *period;
                let status = match due.previous_day() {
                    Some(received) if place < self.fulfilled => {
                        ObligationStatus::Fulfilled { received }
                    }
                    _ => ObligationStatus::Open,
                };
                let key = PeriodKey::parse(key).ok()?;
                Some(Obligation {
                    period: ObligationPeriod {
                        key,
                        start,
                        end,
                        due,
                    },
                    status,
                })
            })
    }
}
