//! Where answers of 1.0, and the charge history of 2.0, lead on to.
//!
//! Source: github hmrc/self-assessment-accounts-api (`HateoasLinks` at 13fed3b3).

use sa_model::{DocumentId, Nino, PaymentId};
use serde::Serialize;
use utoipa::ToSchema;

/// A link, and the method to follow it by.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Link {
    href: String,
    method: &'static str,
    rel: Rel,
}

/// What is found behind a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Rel {
    #[serde(rename = "self")]
    Itself,
    ListCharges,
    ListTransactions,
    ListPayments,
    RetrieveTransactionDetails,
    RetrievePaymentAllocations,
    RetrieveChargeHistory,
    CreateOrAmendCodingOutUnderpayments,
    DeleteCodingOutUnderpayments,
}

/// The links of one taxpayer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Links<'q> {
    pub(super) nino: Nino,
    /// The two dates of the query, as they came.
    pub(super) from: &'q str,
    pub(super) to: &'q str,
}

impl Links<'_> {
    /// To what can be done with the coding out of a tax year.
    pub(super) fn coding_out(&self, tax_year: &str) -> [Link; 3] {
        [
            ("PUT", Rel::CreateOrAmendCodingOutUnderpayments),
            ("GET", Rel::Itself),
            ("DELETE", Rel::DeleteCodingOutUnderpayments),
        ]
        .map(|(method, rel)| {
            let link = self.link(rel, format_args!("/{tax_year}/collection/tax-code"));
            Link { method, ..link }
        })
    }

    fn link(&self, rel: Rel, path: std::fmt::Arguments<'_>) -> Link {
        let href = format!("/accounts/self-assessment/{}{path}", self.nino);
        Link {
            href,
            method: "GET",
            rel,
        }
    }

    /// To the balance.
    pub(super) fn balance(&self, rel: Rel) -> Link {
        self.link(rel, format_args!("/balance"))
    }

    /// To the charges of the query's dates.
    pub(super) fn charges(&self, rel: Rel) -> Link {
        self.link(
            rel,
            format_args!("/charges?from={}&to={}", self.from, self.to),
        )
    }

    /// To the transactions of the query's dates.
    pub(super) fn transactions(&self, rel: Rel) -> Link {
        self.link(
            rel,
            format_args!("/transactions?from={}&to={}", self.from, self.to),
        )
    }

    /// To the payments of the query's dates.
    pub(super) fn payments(&self, rel: Rel) -> Link {
        self.link(
            rel,
            format_args!("/payments?from={}&to={}", self.from, self.to),
        )
    }

    /// To the detail of a transaction.
    pub(super) fn transaction(&self, rel: Rel, id: DocumentId) -> Link {
        self.link(rel, format_args!("/transactions/{id}"))
    }

    /// To the history of a charge.
    pub(super) fn charge(&self, rel: Rel, id: DocumentId) -> Link {
        self.link(rel, format_args!("/charges/{id}"))
    }

    /// To the allocations of a payment.
    pub(super) fn payment(&self, rel: Rel, id: PaymentId) -> Link {
        self.link(rel, format_args!("/payments/{id}"))
    }
}
