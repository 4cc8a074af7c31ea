//! The endpoints of the API: which scope each needs and which versions have it.

use super::version::Version;
use crate::gateway::{ReadSelfAssessment, Scope};

/// An endpoint, as a type: a request names the one that it is of.
pub(super) trait Endpoint: 'static {
    /// The scope that a token needs.
    type Scope: Scope;
    /// The versions that have it.
    const VERSIONS: &'static [Version];
}

macro_rules! endpoints {
    ($($endpoint:ident, $scope:ident, [$($version:ident)+], $what:literal;)*) => {
        $(#[doc = $what]
        #[derive(Debug)]
        pub(super) struct $endpoint;

        impl Endpoint for $endpoint {
            type Scope = $scope;
            const VERSIONS: &'static [Version] = &[$(Version::$version),+];
        })*
    };
}

endpoints! {
    // endpoint, scope, versions, what it does
    Balance, ReadSelfAssessment, [V1], "Retrieve a Self Assessment Balance";
    Charges, ReadSelfAssessment, [V1], "List Self Assessment Charges";
    Transactions, ReadSelfAssessment, [V1], "List Self Assessment Transactions";
    TransactionDetails, ReadSelfAssessment, [V1], "Retrieve a Transaction's Detail";
    Payments, ReadSelfAssessment, [V1], "List Self Assessment Payments";
    Allocations, ReadSelfAssessment, [V1], "Retrieve a Payment's Allocation Details";
    ChargeHistory, ReadSelfAssessment, [V1 V2 V4], "Retrieve History of a Self Assessment Charge by transaction";
    ChargeHistoryByTransaction, ReadSelfAssessment, [V4], "Retrieve History of a Self Assessment Charge by transaction, by its longer path";
    ChargeHistoryByReference, ReadSelfAssessment, [V4], "Retrieve History of a Self Assessment Charge by charge reference";
    BalanceAndTransactions, ReadSelfAssessment, [V2 V4], "Retrieve Self Assessment Balance and Transactions";
    PaymentsAndAllocations, ReadSelfAssessment, [V2 V4], "List Self Assessment Payments and Allocation Details";
}
