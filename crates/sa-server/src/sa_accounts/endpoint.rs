//! The endpoints of the API: which scope each needs and which versions have it.

use super::version::Version;
use crate::gateway::{ReadSelfAssessment, Scope, WriteSelfAssessment};

/// An endpoint, as a type: a request names the one that it is of.
pub(super) trait Endpoint: 'static {
    /// The scope that a token needs.
    type Scope: Scope;
    /// Which one it is.
    const NAME: EndpointName;
    /// The versions that have it.
    const VERSIONS: &'static [Version];
    /// The part of the path that names what is asked for.
    const ID: Option<&'static str>;
    /// Whether it takes a body, which is JSON.
    const TAKES_JSON: bool = matches!(Self::NAME, EndpointName::WriteCodingOut);
}

macro_rules! endpoints {
    ($($endpoint:ident, $scope:ident, [$($version:ident)+], $id:expr, $what:literal;)*) => {
        $(#[doc = $what]
        #[derive(Debug)]
        pub(super) struct $endpoint;

        impl Endpoint for $endpoint {
            type Scope = $scope;
            const NAME: EndpointName = EndpointName::$endpoint;
            const VERSIONS: &'static [Version] = &[$(Version::$version),+];
            const ID: Option<&'static str> = $id;
        })*

        /// The names of the endpoints, for tables.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum EndpointName {
            $(#[doc = $what] $endpoint,)*
        }
    };
}

endpoints! {
    // endpoint, scope, versions, the part of the path that names what is asked for, what it does
    Balance, ReadSelfAssessment, [V1], None, "Retrieve a Self Assessment Balance";
    Charges, ReadSelfAssessment, [V1], None, "List Self Assessment Charges";
    Transactions, ReadSelfAssessment, [V1], None, "List Self Assessment Transactions";
    TransactionDetails, ReadSelfAssessment, [V1], Some("transactionId"), "Retrieve a Transaction's Detail";
    Payments, ReadSelfAssessment, [V1], None, "List Self Assessment Payments";
    Allocations, ReadSelfAssessment, [V1], Some("paymentId"), "Retrieve a Payment's Allocation Details";
    ChargeHistory, ReadSelfAssessment, [V1 V2 V4], Some("transactionId"), "Retrieve History of a Self Assessment Charge by transaction";
    ChargeHistoryByTransaction, ReadSelfAssessment, [V4], Some("transactionId"), "Retrieve History of a Self Assessment Charge by transaction, by its longer path";
    ChargeHistoryByReference, ReadSelfAssessment, [V4], Some("chargeReference"), "Retrieve History of a Self Assessment Charge by charge reference";
    BalanceAndTransactions, ReadSelfAssessment, [V2 V4], None, "Retrieve Self Assessment Balance and Transactions";
    PaymentsAndAllocations, ReadSelfAssessment, [V2 V4], None, "List Self Assessment Payments and Allocation Details";
    Penalties, ReadSelfAssessment, [V4], None, "Retrieve Self Assessment Penalties";
    ReadCodingOut, ReadSelfAssessment, [V1 V2 V4], None, "Retrieve Coding Out Underpayments and Debts";
    WriteCodingOut, WriteSelfAssessment, [V1 V2 V4], None, "Create or Amend Coding Out Underpayments and Debts";
    DeleteCodingOut, WriteSelfAssessment, [V1 V2 V4], None, "Delete Coding Out Underpayments and Debts";
    CodingOutStatus, ReadSelfAssessment, [V4], None, "Retrieve Coding Out Status";
    CodingOutOptIn, WriteSelfAssessment, [V4], None, "Opt In to Coding Out";
    CodingOutOptOut, WriteSelfAssessment, [V4], None, "Opt Out of Coding Out";
}
