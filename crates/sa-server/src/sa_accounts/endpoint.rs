//! THE table of the API's endpoints: path, method, scope, the versions that have each.

use super::version::Version;
use crate::gateway::{ReadSelfAssessment, Scope, WriteSelfAssessment};

/// What stands before every path.
pub(crate) const ROOT: &str = "/accounts/self-assessment/{nino}";

/// An endpoint, as a type: a request names the one that it is of.
pub(super) trait Endpoint: 'static {
    /// The scope that a token needs.
    type Scope: Scope;
    /// Its row of the table.
    const ROW: &'static Row;
}

/// By which method an endpoint is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    Get,
    Put,
    Post,
    Delete,
}

/// What the table says of an endpoint.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) name: EndpointName,
    pub(super) method: Method,
    /// The path after [`ROOT`].
    pub(super) path: &'static str,
    pub(super) scope: &'static str,
    pub(super) versions: &'static [Version],
    pub(super) summary: &'static str,
}

impl Row {
    /// The name of the part of the path that says what is asked for.
    pub(super) fn path_parameter(&self) -> Option<&'static str> {
        let (name, _rest) = self.path.split_once('{')?.1.split_once('}')?;
        Some(name)
    }

    /// Whether it takes a body, which is JSON.
    pub(super) const fn takes_json(&self) -> bool {
        matches!(self.method, Method::Put)
    }
}

macro_rules! endpoints {
    ($($endpoint:ident, $method:ident, $path:literal, $scope:ident, [$($version:ident)+],
        $summary:literal;)*) => {
        $(#[doc = $summary]
        pub(super) struct $endpoint;

        impl Endpoint for $endpoint {
            type Scope = $scope;
            const ROW: &'static Row = &Row {
                name: EndpointName::$endpoint,
                method: Method::$method,
                path: $path,
                scope: $scope::NAME,
                versions: &[$(Version::$version),+],
                summary: $summary,
            };
        })*

        /// The names of the endpoints, for tables.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum EndpointName {
            $(#[doc = $summary] $endpoint,)*
        }

        /// Every endpoint.
        pub(super) const ROWS: &[&Row] = &[$($endpoint::ROW),*];
    };
}

endpoints! {
    // endpoint, method, path, scope, versions, what it does
    Balance, Get, "/balance", ReadSelfAssessment, [V1], "Retrieve a Self Assessment Balance";
    Charges, Get, "/charges", ReadSelfAssessment, [V1], "List Self Assessment Charges";
    Transactions, Get, "/transactions", ReadSelfAssessment, [V1], "List Self Assessment Transactions";
    TransactionDetails, Get, "/transactions/{transactionId}", ReadSelfAssessment, [V1], "Retrieve a Transaction's Detail";
    Payments, Get, "/payments", ReadSelfAssessment, [V1], "List Self Assessment Payments";
    Allocations, Get, "/payments/{paymentId}", ReadSelfAssessment, [V1], "Retrieve a Payment's Allocation Details";
    ChargeHistory, Get, "/charges/{transactionId}", ReadSelfAssessment, [V1 V2 V4], "Retrieve History of a Self Assessment Charge by transaction";
    ChargeHistoryByTransaction, Get, "/charges/transactionId/{transactionId}", ReadSelfAssessment, [V4], "Retrieve History of a Self Assessment Charge by transaction, by its longer path";
    ChargeHistoryByReference, Get, "/charges/chargeReference/{chargeReference}", ReadSelfAssessment, [V4], "Retrieve History of a Self Assessment Charge by charge reference";
    BalanceAndTransactions, Get, "/balance-and-transactions", ReadSelfAssessment, [V2 V4], "Retrieve Self Assessment Balance and Transactions";
    PaymentsAndAllocations, Get, "/payments-and-allocations", ReadSelfAssessment, [V2 V4], "List Self Assessment Payments and Allocation Details";
    Penalties, Get, "/penalties", ReadSelfAssessment, [V4], "Retrieve Self Assessment Penalties";
    ReadCodingOut, Get, "/{taxYear}/collection/tax-code", ReadSelfAssessment, [V1 V2 V4], "Retrieve Coding Out Underpayments and Debts";
    WriteCodingOut, Put, "/{taxYear}/collection/tax-code", WriteSelfAssessment, [V1 V2 V4], "Create or Amend Coding Out Underpayments and Debts";
    DeleteCodingOut, Delete, "/{taxYear}/collection/tax-code", WriteSelfAssessment, [V1 V2 V4], "Delete Coding Out Underpayments and Debts";
    CodingOutStatus, Get, "/{taxYear}/coding-out/status", ReadSelfAssessment, [V4], "Retrieve Coding Out Status";
    CodingOutOptIn, Post, "/{taxYear}/coding-out/opt-in", WriteSelfAssessment, [V4], "Opt In to Coding Out";
    CodingOutOptOut, Post, "/{taxYear}/coding-out/opt-out", WriteSelfAssessment, [V4], "Opt Out of Coding Out";
}
