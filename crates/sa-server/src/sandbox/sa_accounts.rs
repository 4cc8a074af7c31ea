//! The canned data of the Self Assessment Accounts API: what each `Gov-Test-Scenario` answers. One
//! row a scenario; the bodies stand in the files beside this one.
//!
//! Sources: github hmrc/self-assessment-accounts-api: the scenarios and the example answers of its
//! OAS pages (1.0 at 13fed3b3, 2.0 at aca807ee, 4.0 at 47708f17). Where a published example
//! contradicts itself (sums that are none, a detail off by 0.10) the figures here agree; where only
//! fragments of one are known, the rest is made up to fit the description.

pub(crate) mod newcomer;

use super::Scenario;
use crate::sa_accounts::{EndpointName, Fault, Version};

/// What a scenario answers: data, or one of the API's faults.
pub(crate) type Canned = Scenario<Result<CannedBody, Fault>>;

/// A body as it is kept.
#[derive(Debug, Clone, Copy)]
pub(crate) enum CannedBody {
    /// No body: 204.
    Nothing,
    /// JSON, in which `{nino}`, `{from}`, `{to}` and `{id}` stand for the request's.
    Json(&'static str),
    /// JSON by the query's `source`: what HMRC holds, what the customer submitted, the latest.
    BySource([&'static str; 3]),
}

macro_rules! file {
    ($name:literal) => {
        include_str!(concat!("sa_accounts/", $name, ".json"))
    };
}

macro_rules! json {
    ($name:literal) => {
        Ok(CannedBody::Json(file!($name)))
    };
}

macro_rules! scenarios {
    ($($table:ident: $($name:literal => $answer:expr),* $(,)?;)*) => {
        $(static $table: &[Canned] = &[$(Scenario { name: $name, answer: $answer }),*];)*

        /// Every table of scenarios, with its name.
        #[cfg(test)]
        static TABLES: &[(&str, &[Canned])] = &[$((stringify!($table), $table)),*];
    };
}

const NOTHING: Result<CannedBody, Fault> = Ok(CannedBody::Nothing);
const NOT_FOUND: Result<CannedBody, Fault> = Err(Fault::MatchingResourceNotFound);
const CODING_OUT: Result<CannedBody, Fault> = Ok(CannedBody::BySource([
    file!("coding_out_hmrc_held"),
    file!("coding_out_user"),
    file!("coding_out_latest"),
]));

scenarios! {
    BALANCE:
        "DEFAULT" => json!("v1_balance"),
        "NOTHING_DUE" => json!("v1_balance_nothing_due"),
        "OVERDUE" => json!("v1_balance_overdue"),
        "NOT_FOUND" => NOT_FOUND;
    CHARGES: "DEFAULT" => json!("v1_charges"), "NOT_FOUND" => NOT_FOUND;
    TRANSACTIONS: "DEFAULT" => json!("v1_transactions"), "NOT_FOUND" => NOT_FOUND;
    TRANSACTION_DETAILS:
        "DEFAULT" => json!("v1_transaction_charge"),
        "PAYMENT_ON_ACCOUNT" => json!("v1_transaction_payment"),
        "NOT_FOUND" => NOT_FOUND,
        "NO_DETAILS_FOUND" => Err(Fault::NoDetailsFound);
    PAYMENTS: "DEFAULT" => json!("v1_payments"), "NOT_FOUND" => NOT_FOUND;
    ALLOCATIONS: "DEFAULT" => json!("v1_allocations"), "NOT_FOUND" => NOT_FOUND;
    HISTORY_V1: "DEFAULT" => json!("v1_history"), "NOT_FOUND" => NOT_FOUND;
    HISTORY_V2: "DEFAULT" => json!("v2_history"), "NOT_FOUND" => NOT_FOUND;
    HISTORY_V4: "DEFAULT" => json!("v4_history"), "NOT_FOUND" => NOT_FOUND;
    BALANCE_AND_TRANSACTIONS_V2:
        "DEFAULT" => json!("v2_balance_and_transactions"),
        "NOT_FOUND" => NOT_FOUND,
        "INCONSISTENT_QUERY_PARAMS" => Err(Fault::InconsistentBalanceQuery),
        "INVALID_DATE_RANGE" => Err(Fault::InvalidDateRange);
    BALANCE_AND_TRANSACTIONS_V4:
        "DEFAULT" => json!("v4_balance_and_transactions"),
        "NOT_FOUND" => NOT_FOUND;
    PAYMENTS_AND_ALLOCATIONS:
        "DEFAULT" => json!("payments_and_allocations"),
        "NOT_FOUND" => NOT_FOUND,
        "INVALID_DATE_RANGE" => Err(Fault::InvalidDateRange);
    // Without a scenario HMRC's page names no answer: both kinds of penalty are shown.
    PENALTIES:
        "DEFAULT" => json!("penalties_multiple"),
        "NO_PENALTIES" => json!("penalties_none"),
        "LATE_SUBMISSION" => json!("penalties_late_submission"),
        "LATE_PAYMENT" => json!("penalties_late_payment"),
        "MULTIPLE_PENALTIES" => json!("penalties_multiple"),
        "MULTIPLE_LATE_PAYMENT_PENALTIES" => json!("penalties_multiple_late_payment"),
        "MULTIPLE_INACTIVE_LATE_SUBMISSION_PENALTIES" => json!("penalties_multiple_inactive"),
        "THRESHOLD_LATE_SUBMISSION_PENALTIES" => json!("penalties_threshold"),
        "CHARGE_LATE_SUBMISSION_PENALTIES" => json!("penalties_charge");
    READ_CODING_OUT: "DEFAULT" => CODING_OUT, "NOT_FOUND" => Err(Fault::CodingOutNotFound);
    WRITE_CODING_OUT_EARLIER:
        "DEFAULT" => json!("coding_out_written"),
        "DUPLICATE_ID_NOT_ALLOWED" => Err(Fault::DuplicateId);
    WRITE_CODING_OUT_V4:
        "DEFAULT" => NOTHING,
        "DUPLICATE_ID_NOT_ALLOWED" => Err(Fault::DuplicateId),
        "OUTSIDE_AMENDMENT_WINDOW" => Err(Fault::OutsideAmendmentWindow);
    DELETE_CODING_OUT_EARLIER: "DEFAULT" => NOTHING, "NOT_FOUND" => Err(Fault::CodingOutNotFound);
    DELETE_CODING_OUT_V4:
        "DEFAULT" => NOTHING,
        "NOT_FOUND" => Err(Fault::CodingOutNotFound),
        "OUTSIDE_AMENDMENT_WINDOW" => Err(Fault::OutsideAmendmentWindow);
    CODING_OUT_STATUS:
        "DEFAULT" => json!("coding_out_status"),
        "BUSINESS_PARTNER_NOT_EXIST" => Err(Fault::BusinessPartnerNotExist),
        "ITSA_CONTRACT_OBJECT_NOT_EXIST" => Err(Fault::ContractObjectNotExist);
    CODING_OUT_OPT_IN:
        "DEFAULT" => NOTHING,
        "ALREADY_OPTED_IN" => Err(Fault::AlreadyOptedIn),
        "BUSINESS_PARTNER_NOT_EXIST" => Err(Fault::BusinessPartnerNotExist),
        "ITSA_CONTRACT_OBJECT_NOT_EXIST" => Err(Fault::ContractObjectNotExist);
    CODING_OUT_OPT_OUT:
        "DEFAULT" => NOTHING,
        "ALREADY_OPTED_OUT" => Err(Fault::AlreadyOptedOut),
        "BUSINESS_PARTNER_NOT_EXIST" => Err(Fault::BusinessPartnerNotExist),
        "ITSA_CONTRACT_OBJECT_NOT_EXIST" => Err(Fault::ContractObjectNotExist);
}

/// The scenarios of an endpoint in a version; the first, `DEFAULT`, is what HMRC's sandbox answers
/// when none is named.
pub(crate) const fn scenarios(endpoint: EndpointName, version: Version) -> &'static [Canned] {
    match (endpoint, version) {
        (EndpointName::Balance, _) => BALANCE,
        (EndpointName::Charges, _) => CHARGES,
        (EndpointName::Transactions, _) => TRANSACTIONS,
        (EndpointName::TransactionDetails, _) => TRANSACTION_DETAILS,
        (EndpointName::Payments, _) => PAYMENTS,
        (EndpointName::Allocations, _) => ALLOCATIONS,
        (EndpointName::ChargeHistory, Version::V1) => HISTORY_V1,
        (EndpointName::ChargeHistory, Version::V2) => HISTORY_V2,
        (
            EndpointName::ChargeHistory
            | EndpointName::ChargeHistoryByTransaction
            | EndpointName::ChargeHistoryByReference,
            _,
        ) => HISTORY_V4,
        (EndpointName::BalanceAndTransactions, Version::V4) => BALANCE_AND_TRANSACTIONS_V4,
        (EndpointName::BalanceAndTransactions, _) => BALANCE_AND_TRANSACTIONS_V2,
        (EndpointName::PaymentsAndAllocations, _) => PAYMENTS_AND_ALLOCATIONS,
        (EndpointName::Penalties, _) => PENALTIES,
        (EndpointName::ReadCodingOut, _) => READ_CODING_OUT,
        (EndpointName::WriteCodingOut, Version::V4) => WRITE_CODING_OUT_V4,
        (EndpointName::WriteCodingOut, _) => WRITE_CODING_OUT_EARLIER,
        (EndpointName::DeleteCodingOut, Version::V4) => DELETE_CODING_OUT_V4,
        (EndpointName::DeleteCodingOut, _) => DELETE_CODING_OUT_EARLIER,
        (EndpointName::CodingOutStatus, _) => CODING_OUT_STATUS,
        (EndpointName::CodingOutOptIn, _) => CODING_OUT_OPT_IN,
        (EndpointName::CodingOutOptOut, _) => CODING_OUT_OPT_OUT,
    }
}

#[cfg(test)]
mod tests {
    use super::{CannedBody, TABLES};

    #[test]
    fn every_canned_body_is_json_and_the_default_comes_first() {
        for (table, rows) in TABLES {
            assert_eq!(rows.first().map(|row| row.name), Some("DEFAULT"), "{table}");
            for row in *rows {
                let bodies: Vec<&str> = match row.answer {
                    Ok(CannedBody::Json(body)) => vec![body],
                    Ok(CannedBody::BySource(bodies)) => bodies.to_vec(),
                    Ok(CannedBody::Nothing) | Err(_) => vec![],
                };
                for body in bodies {
                    let json: Result<serde_json::Value, _> = serde_json::from_str(body);
                    assert!(json.is_ok(), "{table} {}: {json:?}", row.name);
                }
            }
        }
    }

    #[test]
    fn no_table_names_a_scenario_twice() {
        for (table, rows) in TABLES {
            let mut names: Vec<_> = rows.iter().map(|row| row.name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), rows.len(), "{table}");
        }
    }

    /// The day after the last day for a filing brings the point, which lives to the end of the month
    /// two years on; at the threshold nothing expires. No period comes twice.
    #[test]
    fn points_of_canned_penalties_follow_from_the_periods_that_were_late() {
        let day = |value: &serde_json::Value| {
            sa_model::date::parse(value.as_str().unwrap_or_default()).expect("a day")
        };
        let mut count = 0;
        for row in super::PENALTIES {
            let Ok(CannedBody::Json(body)) = row.answer else {
                continue;
            };
            let body: serde_json::Value = serde_json::from_str(body).expect("JSON");
            let details = body["lateSubmissionPenalty"]["details"].as_array();
            let summary = &body["lateSubmissionPenalty"]["summary"];
            let at_threshold = summary["activePenaltyPoints"] == summary["regimeThreshold"];
            let mut periods = Vec::new();
            for point in details.into_iter().flatten() {
                let late = &point["lateSubmissions"][0];
                let (due, created) = (
                    day(&late["taxPeriodDueDate"]),
                    &point["penaltyCreationDate"],
                );
                assert_eq!(due.next_day(), Some(day(created)), "{} {point}", row.name);
                assert!(day(&late["taxPeriodEndDate"]) < due, "{} {point}", row.name);
                let expires = day(&point["penaltyExpiryDate"]);
                if at_threshold {
                    assert_eq!(expires, crate::wire_value::NO_DAY, "{} {point}", row.name);
                } else {
                    let lives = (expires.year() - day(created).year(), expires.month());
                    assert_eq!(lives, (2, day(created).month()), "{} {point}", row.name);
                }
                periods.push(late["taxPeriod"].to_string());
                count += 1;
            }
            let all = periods.len();
            periods.sort_unstable();
            periods.dedup();
            assert_eq!(periods.len(), all, "{}", row.name);
        }
        assert!(count > 10, "{count}");
    }
}
