//! Every parameter that HMRC can change, as one value: built in, or loaded by the user.

use std::sync::LazyLock;

use sa_model::{Charge, Period};
use serde::{Deserialize, Serialize};
use time::Date;
use time::macros::date;

use crate::interest::DayCount;
use crate::late_filing::LateFiling;
use crate::late_payment::{ReformedPenalties, Surcharge};
use crate::payments_on_account::{PaymentOnAccountRules, VatPaymentOnAccountRules};
use crate::rates::RateTable;
use crate::submission_points::SubmissionRules;

/// The parameters that a position is computed under.
///
/// [`Rules::built_in`] holds what HMRC has published; another value can be read from any serde
/// format, with the built-in value for every member left out.
///
/// ```
/// use sa_ledger::{DayCount, Rules};
///
/// let rules: Rules = serde_json::from_str(r#"{"dayCount":"fromDue"}"#)?;
/// assert_eq!(rules.day_count, DayCount::FromDue);
/// assert_eq!(rules.rates, Rules::built_in().rates);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Rules {
    /// Which days bear interest.
    pub day_count: DayCount,
    /// The rates of interest.
    pub rates: RateTable,
    /// How far ahead credit is set against charges.
    pub look_ahead: LookAhead,
    /// VAT of periods that begin earlier bears no interest here: it had rules of its own, default
    /// interest, which are not kept (Finance Act 2009 s.101 holds for periods from 2023-01-01).
    #[serde(with = "sa_model::date::serde_date")]
    pub vat_interest_from: Date,
    /// Penalties for paying Self Assessment late, outside Making Tax Digital.
    pub surcharge: Surcharge,
    /// Penalties for paying VAT late, and Self Assessment in Making Tax Digital.
    pub reformed_penalties: ReformedPenalties,
    /// Penalties for sending a tax return late, outside Making Tax Digital.
    pub late_filing: LateFiling,
    /// Penalties for submitting late: VAT, and Self Assessment in Making Tax Digital.
    pub submission_points: SubmissionRules,
    /// Payments on account of Self Assessment.
    pub payments_on_account: PaymentOnAccountRules,
    /// Payments on account of VAT.
    pub vat_payments_on_account: VatPaymentOnAccountRules,
}

/// Credit is set against a charge once today is less than so many days before its due date.
///
/// Sources: 45 days: DMBM210155, DMBM210195, SAM114070; 30 days in Making Tax Digital: the
/// allocation texts of github hmrc/income-tax-view-change-frontend. That the last day is left out
/// is this project's reading; for VAT nothing is documented, and Self Assessment's days are used.
///
/// ```
/// use sa_ledger::LookAhead;
///
/// let own: LookAhead = serde_json::from_str(r#"{"vatDays":30}"#)?;
/// assert_eq!((own.self_assessment_days, own.making_tax_digital_days, own.vat_days), (45, 30, 30));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct LookAhead {
    /// For Self Assessment, in days.
    pub self_assessment_days: u16,
    /// For Self Assessment charges of tax years in Making Tax Digital, in days.
    pub making_tax_digital_days: u16,
    /// For VAT, in days.
    pub vat_days: u16,
}

impl Default for LookAhead {
    fn default() -> Self {
        Self {
            self_assessment_days: 45,
            making_tax_digital_days: 30,
            vat_days: 45,
        }
    }
}

/// Finance Act 2009 s.101 as it came into force for VAT.
const VAT_INTEREST_FROM: Date = date!(2023 - 01 - 01);

impl Rules {
    /// What HMRC has published.
    ///
    /// ```
    /// use sa_ledger::Rules;
    ///
    /// assert_eq!(&Rules::default(), Rules::built_in());
    /// ```
    pub fn built_in() -> &'static Self {
        static BUILT_IN: LazyLock<Rules> = LazyLock::new(|| Rules {
            day_count: DayCount::AfterDue,
            rates: RateTable::built_in(),
            look_ahead: LookAhead::default(),
            vat_interest_from: VAT_INTEREST_FROM,
            surcharge: Surcharge::default(),
            reformed_penalties: ReformedPenalties::default(),
            late_filing: LateFiling::default(),
            submission_points: SubmissionRules::default(),
            payments_on_account: PaymentOnAccountRules::default(),
            vat_payments_on_account: VatPaymentOnAccountRules::default(),
        });
        &BUILT_IN
    }

    /// Whether a charge bears interest once it is late.
    pub(crate) fn bears_interest(&self, charge: &Charge) -> bool {
        match charge.period {
            Some(Period::Vat(period)) => period.from >= self.vat_interest_from,
            Some(Period::TaxYear(_)) | None => true,
        }
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self::built_in().clone()
    }
}
