//! The canned penalties, financial details and customer information: JSON as it is sent.
//!
//! Source: the OpenAPI document of the VAT (MTD) API 1.0 names the scenarios and says in a phrase
//! what each simulates; no answer was ever published, so all figures are made up, by the rules of
//! Finance Act 2021 Sch 24 and 26 and the fields of github hmrc/vat-api: each answer is what the ledger
//! tells of such a trader, and a test holds them to each other.

use super::{Canned, refused};
use crate::sandbox::Scenario;
use crate::vat::VatFault;

/// Number, category, status, first day of the point; then the late return: key, days, due, received;
/// what else is to be said.
macro_rules! point {
    ($number:literal, $category:literal, $status:literal, $created:literal, $expires:literal,
     $key:literal, $start:literal, $end:literal, $due:literal, $received:literal $(, $more:literal)?) => {
        concat!(
            r#"{"penaltyNumber":"0000000000"#, $number, r#"","penaltyOrder":""#, $number,
            r#"","penaltyCategory":""#, $category, r#"","penaltyStatus":""#, $status,
            r#"","penaltyCreationDate":""#, $created, r#"","penaltyExpiryDate":""#, $expires, "\"",
            $($more,)?
            r#","lateSubmissions":[{"lateSubmissionID":""#, $key,
            r#"","taxReturnStatus":"Fulfilled","taxPeriodStartDate":""#, $start,
            r#"","taxPeriodEndDate":""#, $end, r#"","taxPeriodDueDate":""#, $due,
            r#"","returnReceiptDate":""#, $received, r#""}]}"#
        )
    };
}

/// The quarters of 2025, each with its place among what is told. A point lives for 24 months, but at
/// the threshold none expires.
macro_rules! first_point {
    ($number:literal, $expires:literal) => {
        point!(
            $number,
            "point",
            "active",
            "2025-05-08",
            $expires,
            "25C1",
            "2025-01-01",
            "2025-03-31",
            "2025-05-07",
            "2025-05-20"
        )
    };
}
macro_rules! second_point {
    ($number:literal, $expires:literal) => {
        point!(
            $number,
            "point",
            "active",
            "2025-08-08",
            $expires,
            "25C2",
            "2025-04-01",
            "2025-06-30",
            "2025-08-07",
            "2025-08-09"
        )
    };
}
macro_rules! third_point {
    ($number:literal) => {
        point!(
            $number,
            "point",
            "active",
            "2025-11-08",
            "9999-12-31",
            "25C3",
            "2025-07-01",
            "2025-09-30",
            "2025-11-07",
            "2025-11-30"
        )
    };
}
macro_rules! fourth_point {
    ($number:literal) => {
        point!($number, "threshold", "active", "2026-02-08", "9999-12-31",
            "25C4", "2025-10-01", "2025-12-31", "2026-02-07", "2026-02-20",
            r#","chargeReference":"XM002610011594","chargeAmount":200,"chargeOutstandingAmount":200,"chargeDueDate":"2026-03-10""#)
    };
}
macro_rules! fifth_failure {
    () => {
        point!("05", "charge", "active", "2026-05-08", "9999-12-31",
            "26C1", "2026-01-01", "2026-03-31", "2026-05-07", "2026-05-09",
            r#","chargeReference":"XM003425669813","chargeAmount":200,"chargeOutstandingAmount":200,"chargeDueDate":"2026-06-08""#)
    };
}
macro_rules! gone_point {
    ($number:literal, $created:literal, $expires:literal, $key:literal, $start:literal, $end:literal,
     $due:literal, $received:literal) => {
        point!(
            $number,
            "point",
            "inactive",
            $created,
            $expires,
            $key,
            $start,
            $end,
            $due,
            $received,
            r#","expiryReason":"natural-expiry""#
        )
    };
}

/// Active points, inactive ones, the end of the period of compliance; then the points.
macro_rules! late_submission {
    ($active:literal, $inactive:literal, $compliance:literal; $first:expr $(, $next:expr)*) => {
        concat!(
            r#""lateSubmissionPenalty":{"summary":{"activePenaltyPoints":"#, $active,
            r#","inactivePenaltyPoints":"#, $inactive,
            r#","periodOfComplianceAchievement":""#, $compliance,
            r#"","regimeThreshold":4,"penaltyChargeAmount":200},"details":["#,
            $first $(, ",", $next)*, "]}"
        )
    };
}

/// What of a penalty is the same for the first and the second of one charge.
macro_rules! late_payment {
    ($category:literal, $status:literal, $accruing:literal, $posted:literal, $more:literal
     $(, $cleared:literal)?) => {
        concat!(
            r#"{"principalChargeReference":"XE123456789012","penaltyCategory":""#, $category,
            r#"","penaltyStatus":""#, $status, r#"","penaltyAmountAccruing":"#, $accruing,
            r#","penaltyAmountPosted":"#, $posted, $more,
            r#","principalChargeDocNumber":"004000000028","principalChargeBillingFrom":"2025-04-01","principalChargeBillingTo":"2025-06-30","principalChargeDueDate":"2025-08-07""#,
            $(r#","principalChargeLatestClearing":""#, $cleared, "\"",)? "}"
        )
    };
}
macro_rules! first_late_payment {
    ($($cleared:literal)?) => {
        late_payment!("LPP1", "posted", 0, 600, r#","penaltyAmountPaid":0,"penaltyAmountOutstanding":600,"latePaymentPenalty1LowerRateCalculationAmount":10000,"latePaymentPenalty1LowerRatePercentage":3,"latePaymentPenalty1HigherRateCalculationAmount":10000,"latePaymentPenalty1HigherRatePercentage":3,"penaltyChargeCreationDate":"2025-09-07","penaltyChargeReference":"XC000000000001","penaltyChargeDueDate":"2025-10-07""# $(, $cleared)?)
    };
}
macro_rules! second_late_payment {
    () => {
        late_payment!("LPP2", "accruing", 38.35, 0, r#","latePaymentPenalty2Days":"14","latePaymentPenalty2Percentage":10,"penaltyChargeCreationDate":"2025-09-07""#)
    };
}

/// The first alone: all was paid on the 25th day.
macro_rules! lower_late_payment {
    () => {
        late_payment!("LPP1", "posted", 0, 300, r#","penaltyAmountPaid":0,"penaltyAmountOutstanding":300,"latePaymentPenalty1LowerRateCalculationAmount":10000,"latePaymentPenalty1LowerRatePercentage":3,"penaltyChargeCreationDate":"2025-09-07","penaltyChargeReference":"XC000000000001","penaltyChargeDueDate":"2025-10-07""#,
            "2025-09-01")
    };
}
/// The second once all is paid and HMRC has charged it.
macro_rules! second_late_payment_posted {
    () => {
        late_payment!("LPP2", "posted", 0, 38.35, r#","penaltyAmountPaid":0,"penaltyAmountOutstanding":38.35,"latePaymentPenalty2Days":"14","latePaymentPenalty2Percentage":10,"penaltyChargeCreationDate":"2025-09-25","penaltyChargeReference":"XC000000000002","penaltyChargeDueDate":"2025-10-25""#,
            "2025-09-20")
    };
}

/// Late submissions in pounds, the charges paid late, what is posted and what is estimated; then
/// the blocks.
macro_rules! penalties {
    ($late:literal, $principal:literal, $posted:literal, $estimate:literal; $first:expr $(, $next:expr)?) => {
        concat!(
            r#"{"totalisations":{"lateSubmissionPenaltyTotalValue":"#, $late,
            r#","penalisedPrincipalTotal":"#, $principal,
            r#","latePaymentPenaltyPostedTotal":"#, $posted,
            r#","latePaymentPenaltyEstimateTotal":"#, $estimate, "},",
            $first $(, ",", $next)?, "}"
        )
    };
}
macro_rules! paid_late {
    ($first:expr $(, $next:expr)?) => {
        concat!(r#""latePaymentPenalty":{"details":["#, $first $(, ",", $next)?, "]}")
    };
}

const NO_PENALTIES: &str = "{}";
const LATE_SUBMISSION: &str = penalties!(0, 0, 0, 0;
    late_submission!(1, 0, "9999-12-31"; first_point!("01", "2027-05-31")));
const LATE_PAYMENT: &str = penalties!(0, 10000, 300, 0; paid_late!(lower_late_payment!()));
const ONE_OF_EACH: &str = penalties!(0, 10000, 300, 0;
    late_submission!(1, 0, "9999-12-31"; first_point!("01", "2027-05-31")), paid_late!(lower_late_payment!()));
/// With every member that the ledger can tell.
const SEVERAL: &str = penalties!(200, 10000, 638.35, 0;
    late_submission!(4, 1, "2027-02-28";
        gone_point!("01", "2023-05-08", "2025-05-31", "23C1", "2023-01-01", "2023-03-31", "2023-05-07", "2023-05-20"),
        first_point!("02", "9999-12-31"), second_point!("03", "9999-12-31"), third_point!("04"), fourth_point!("05")),
    paid_late!(first_late_payment!("2025-09-20"), second_late_payment_posted!()));
const LATE_PAYMENTS: &str = penalties!(0, 10000, 600, 38.35;
    paid_late!(first_late_payment!(), second_late_payment!()));
const LATE_SUBMISSIONS: &str = penalties!(0, 0, 0, 0;
    late_submission!(2, 0, "9999-12-31"; first_point!("01", "2027-05-31"), second_point!("02", "2027-08-31")));
const INACTIVE: &str = penalties!(0, 0, 0, 0;
    late_submission!(0, 2, "9999-12-31";
        gone_point!("01", "2023-05-08", "2025-05-31", "23C1", "2023-01-01", "2023-03-31", "2023-05-07", "2023-05-20"),
        gone_point!("02", "2023-08-08", "2025-08-31", "23C2", "2023-04-01", "2023-06-30", "2023-08-07", "2023-08-09")));
const THRESHOLD: &str = penalties!(200, 0, 0, 0;
    late_submission!(4, 0, "2027-02-28";
        first_point!("01", "9999-12-31"), second_point!("02", "9999-12-31"), third_point!("03"), fourth_point!("04")));
const CHARGE: &str = penalties!(400, 0, 0, 0;
    late_submission!(4, 0, "2027-05-31";
        first_point!("01", "9999-12-31"), second_point!("02", "9999-12-31"), third_point!("03"), fourth_point!("04"), fifth_failure!()));

/// What HMRC's sandbox answers without a scenario: several penalties within two years.
pub(crate) const DEFAULT_PENALTIES: &str = SEVERAL;

const fn json(name: &'static str, answer: &'static str) -> Scenario<&'static str> {
    Scenario { name, answer }
}

/// `GET penalties`.
pub(crate) static PENALTIES: &[Scenario<&str>] = &[
    json("DEFAULT", DEFAULT_PENALTIES),
    json("NO_PENALTIES", NO_PENALTIES),
    json("LATE_SUBMISSION", LATE_SUBMISSION),
    json("LATE_PAYMENT", LATE_PAYMENT),
    json("MULTIPLE_PENALTIES", ONE_OF_EACH),
    json("MULTIPLE_LATE_PAYMENT_PENALTIES", LATE_PAYMENTS),
    json("MULTIPLE_LATE_SUBMISSION_PENALTIES", LATE_SUBMISSIONS),
    json("MULTIPLE_INACTIVE_LATE_SUBMISSION_PENALTIES", INACTIVE),
    json("THRESHOLD_LATE_SUBMISSION_PENALTIES", THRESHOLD),
    json("CHARGE_LATE_SUBMISSION_PENALTIES", CHARGE),
];

/// What HMRC's sandbox answers without a scenario: a first penalty for a late payment.
pub(crate) const DEFAULT_FINANCIAL_DETAILS: &str = r#"{"totalisations":{"totalOverdue":600,"totalNotYetDue":0,"totalBalance":600,"totalCredit":0,"totalCleared":0,"additionalReceivableTotalisations":{"totalAccountPostedInterest":0,"totalAccountAccruingInterest":3.94}},"documentDetails":[{"postingDate":"2025-09-07","issueDate":"2025-09-07","documentTotalAmount":600,"documentClearedAmount":0,"documentInterestTotals":{"interestPostedAmount":0,"interestAccruingAmount":3.94},"documentOutstandingAmount":600,"lineItemDetails":[{"chargeDescription":"VAT Return 1st LPP","periodFromDate":"2025-04-01","periodToDate":"2025-06-30","netDueDate":"2025-10-07","amount":600,"lineItemInterestDetails":{"currentInterestRate":8,"interestPostedAmount":0,"interestAccruingAmount":3.94,"interestStartDate":"2025-10-07"}}]}]}"#;

/// `GET financial-details`.
pub(crate) static FINANCIAL_DETAILS: &[Scenario<&str>] =
    &[json("DEFAULT", DEFAULT_FINANCIAL_DETAILS)];

/// What HMRC's sandbox answers without a scenario: the example of its OpenAPI document.
pub(crate) const DEFAULT_INFORMATION: &str = r#"{"customerDetails":{"effectiveRegistrationDate":"2001-01-01"},"flatRateScheme":{"frsCategory":"001","startDate":"2001-01-01"}}"#;

const fn known(name: &'static str, json: &'static str) -> Canned<&'static str> {
    Scenario {
        name,
        answer: Ok(json),
    }
}

/// `GET information`.
pub(crate) static INFORMATION: &[Canned<&str>] = &[
    known("DEFAULT", DEFAULT_INFORMATION),
    refused("CUSTOMER_INFO_NOT_FOUND", VatFault::InformationNotFound),
    known(
        "NO_EFFECTREGISTRATIONDATE",
        r#"{"flatRateScheme":{"frsCategory":"001","startDate":"2001-01-01"}}"#,
    ),
    known(
        "NO_FLATRATESCHEME",
        r#"{"customerDetails":{"effectiveRegistrationDate":"2001-01-01"}}"#,
    ),
    known("NO_EFFECTREGISTRATIONDATE_NO_FRS", "{}"),
];
