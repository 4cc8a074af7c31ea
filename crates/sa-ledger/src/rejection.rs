//! Why an entry is refused: `Rejection` in its order of precedence.

use sa_model::{AccountKey, DocumentId, ItsaFiling, Money, PeriodKey, TransactionKind};
use time::Date;

/// The most that all charges, or all credits, of an account may come to: 100 trillion pounds, so
/// that no sum and no interest on it can overflow.
///
/// ```
/// assert_eq!(sa_ledger::LIMIT.to_string(), "100000000000000.00");
/// ```
pub const LIMIT: Money = Money::from_pence_i64(LIMIT_PENCE);

pub(crate) const LIMIT_PENCE: i64 = 10_000_000_000_000_000;

/// Why an entry cannot follow the entries before it, the earliest reason first.
///
/// ```
#[doc = include_str!("account/example.md")]
/// # let mut account = account;
/// let refused = entry(8, "2026-04-01", r#"{"chargeAmended":{"charge":"NONE","amount":1,"reason":"a"}}"#)?;
/// let rejection: Rejection = account.apply(&refused).unwrap_err();
/// assert_eq!(rejection.to_string(), "the account has no charge NONE");
/// // Another account's entry is refused for that first.
/// assert!(rejection > Rejection::AlreadyOpened);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[non_exhaustive]
pub enum Rejection {
    /// The account's first entry does not open it.
    #[error("an account's first entry opens it")]
    NotOpened,
    /// The entry is about another account, or the holder's key is another.
    #[error("the account is {}, found an entry for {}", .key.masked(), .found.masked())]
    OtherAccount {
        /// The account.
        key: AccountKey,
        /// The account that the entry is about.
        found: AccountKey,
    },
    /// The account is open already.
    #[error("an account is opened once")]
    AlreadyOpened,
    /// A schedule of months or quarters for a trader who makes one return a year.
    #[error("returns of a whole year follow no stagger: each obligation is an entry of its own")]
    YearlySchedule,
    /// A kind of charge or credit of the other regime, or a VAT return in Self Assessment.
    #[error("`{found}` belongs to the other regime than the account")]
    OtherRegime {
        /// The kind; none for a return.
        found: KindFound,
    },
    /// A credit's kind on a charge, or a charge's on a credit.
    #[error("`{found}` stands on the other side of an account")]
    OtherSide {
        /// The kind.
        found: TransactionKind,
    },
    /// An amount of nothing or less, where something is to be charged, paid or claimed.
    #[error("an amount is above zero, found {found}")]
    NotPositive {
        /// The amount.
        found: Money,
    },
    /// An amount below zero, where zero is the least.
    #[error("an amount is not below zero, found {found}")]
    Negative {
        /// The amount.
        found: Money,
    },
    /// The account's charges or credits would come to more than [`LIMIT`].
    #[error("an account's charges, and its credits, come to at most {LIMIT}, found {found}")]
    AboveLimit {
        /// The amount that is too much.
        found: Money,
    },
    /// The last day is before the first, of a VAT period, an obligation or a breathing space.
    #[error("a period ends no earlier than it begins, found {from} to {to}")]
    EndsBeforeItBegins {
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
    },
    /// Another charge, credit or claim has the document number.
    #[error("a document number is used once, found {id} again")]
    DocumentExists {
        /// The number.
        id: DocumentId,
    },
    /// Another obligation has the period key.
    #[error("a period key is used once, found {key} again")]
    PeriodExists {
        /// The key.
        key: PeriodKey,
    },
    /// The tax return or update was asked for.
    #[error("a filing is asked for once, found the {filing} again")]
    FilingExists {
        /// What is to be sent.
        filing: ItsaFiling,
    },
    /// A return was submitted for the period.
    #[error("a return is submitted once, found period {key} again")]
    AlreadySubmitted {
        /// The key.
        key: PeriodKey,
    },
    /// The tax return or update is in.
    #[error("a filing is received once, found the {filing} again")]
    AlreadyFiled {
        /// What was sent.
        filing: ItsaFiling,
    },
    /// The trader is insolvent already.
    #[error("a trader becomes insolvent once, found it since {since}")]
    AlreadyInsolvent {
        /// The day.
        since: Date,
    },
    /// No charge has the document number.
    #[error("the account has no charge {id}")]
    UnknownCharge {
        /// The number.
        id: DocumentId,
    },
    /// No payment, or no payment or credit, has the document number.
    #[error("the account has no payment or credit {id}")]
    UnknownCredit {
        /// The number.
        id: DocumentId,
    },
    /// No repayment claim has the document number.
    #[error("the account has no repayment claim {id}")]
    UnknownClaim {
        /// The number.
        id: DocumentId,
    },
    /// A payment that was reversed already.
    #[error("a payment is reversed once, found {id} reversed on {on}")]
    AlreadyReversed {
        /// The payment.
        id: DocumentId,
        /// The day.
        on: Date,
    },
    /// A claim that was repaid or withdrawn already.
    #[error("a repayment claim is settled once, found {id} settled on {on}")]
    AlreadySettled {
        /// The claim.
        id: DocumentId,
        /// The day.
        on: Date,
    },
    /// What changes a record takes effect before the record does.
    #[error("what changes {id} takes effect on or after {begins}, found {found}")]
    DateOutOfOrder {
        /// The record.
        id: DocumentId,
        /// The day it takes effect.
        begins: Date,
        /// The day of the entry.
        found: Date,
    },
    /// More is coded out or stood over than is outstanding on the entry's day.
    #[error("at most the outstanding {outstanding} of {id} can be set aside, found {found}")]
    AboveOutstanding {
        /// The charge.
        id: DocumentId,
        /// What is outstanding, in pounds.
        outstanding: Money,
        /// What the entry asks for.
        found: Money,
    },
    /// More is claimed or repaid than there is credit on the entry's day.
    #[error("at most the credit of {credit} can be repaid, found {found}")]
    AboveCredit {
        /// The credit, in pounds.
        credit: Money,
        /// What the entry asks for.
        found: Money,
    },
}

/// What is of the wrong regime.
///
/// ```
/// use sa_ledger::{KindFound, Rejection};
///
/// let rejection = Rejection::OtherRegime { found: KindFound::VatReturn };
/// assert_eq!(rejection.to_string(), "`VAT return` belongs to the other regime than the account");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KindFound {
    /// A charge or credit of a kind.
    Kind(TransactionKind),
    /// A VAT return.
    VatReturn,
    /// What a customer of Self Assessment asks of a tax code.
    TaxCode,
    /// A tax return or an update of Self Assessment.
    ItsaFiling,
    /// A VAT return that is to be made.
    Obligation,
    /// The insolvency of a trader.
    Insolvency,
}

impl core::fmt::Display for KindFound {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Kind(kind) => kind.fmt(formatter),
            Self::VatReturn => formatter.write_str("VAT return"),
            Self::TaxCode => formatter.write_str("tax code"),
            Self::ItsaFiling => formatter.write_str("Self Assessment filing"),
            Self::Obligation => formatter.write_str("VAT obligation"),
            Self::Insolvency => formatter.write_str("trader's insolvency"),
        }
    }
}
