//! The journal's entry: one fact about one account, for ever.

use sa_validate::{EntryId, Timestamp, date};
use serde::{Deserialize, Serialize};
use time::Date;

use crate::{
    AccountHolder, AccountKey, Amendment, BreathingSpace, Charge, CodedOut, CodingOutChoice,
    Credit, Direction, ItsaFiling, ObligationPeriod, Payment, PaymentReversal, ReceivedFiling,
    Repayment, RepaymentClaim, RepaymentWithdrawal, StandingOver, SubmittedReturn, TaxCodeRequest,
    without_absent,
};

/// One fact about an account. Entries are never changed: a correction is another entry.
///
/// As JSON it is one object on one line, the form of import and export. A field of a fact that is
/// absent is left out; reading takes it left out or `null`. Amounts keep their text.
///
/// ```
/// use sa_model::Entry;
///
/// let line = concat!(
///     r#"{"account":"itsa:1097172564","id":"pay-1","effective":"2026-01-31","#,
///     r#""recorded":"2026-02-02T09:00:00.000Z","#,
///     r#""fact":{"paymentReceived":{"id":"PAY0001","amount":100.00}}}"#,
/// );
/// let entry: Entry = serde_json::from_str(line)?;
/// assert_eq!(entry.effective.to_string(), "2026-01-31");
/// assert_eq!(serde_json::to_string(&entry)?, line);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// Compact formats (`postcard`) hold every field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Entry {
    /// The account it is about.
    pub account: AccountKey,
    /// Its identity in the account: the same entry sent twice is stored once.
    pub id: EntryId,
    /// The day from which the fact holds, that day included.
    #[serde(with = "date::serde_date")]
    #[cfg_attr(feature = "schema", schemars(with = "sa_validate::schema::IsoDate"))]
    pub effective: Date,
    /// When it was written down; a fact may be recorded long after the day from which it holds.
    pub recorded: Timestamp,
    /// The fact.
    #[serde(serialize_with = "without_absent::serialize")]
    pub fact: Fact,
}

/// What an entry says. Whoever folds entries handles every one: the list is closed.
///
/// ```
/// use sa_model::Fact;
///
/// let json = r#"{"chargeStoodOver":{"charge":"004000000028","amount":0}}"#;
/// assert!(matches!(serde_json::from_str(json)?, Fact::ChargeStoodOver(_)));
/// // A fact without data is its bare name; one that is not in the list is refused.
/// assert_eq!(serde_json::to_string(&Fact::TraderInsolvent)?, r#""traderInsolvent""#);
/// assert!(serde_json::from_str::<Fact>(r#"{"chargeForgiven":{}}"#).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Fact {
    /// The account begins; the first entry of each, and only the first.
    AccountOpened(AccountHolder),
    /// The taxpayer owes something new.
    ChargeRaised(Charge),
    /// A charge changes to another amount.
    ChargeAmended(Amendment),
    /// HMRC owes the taxpayer something, or sets something to the taxpayer's credit.
    CreditRaised(Credit),
    /// The taxpayer paid.
    PaymentReceived(Payment),
    /// A payment did not stand.
    PaymentReversed(PaymentReversal),
    /// A payment or credit is to pay a certain charge first.
    AllocationDirected(Direction),
    /// Part of a charge is collected through PAYE.
    CodedOut(CodedOut),
    /// Part of a charge is in dispute, or no longer is.
    ChargeStoodOver(StandingOver),
    /// Days that bear no interest.
    BreathingSpaceGranted(BreathingSpace),
    /// The taxpayer asks for credit back.
    RepaymentClaimed(RepaymentClaim),
    /// Credit went back.
    RepaymentMade(Repayment),
    /// A claim was taken back or refused.
    RepaymentWithdrawn(RepaymentWithdrawal),
    /// A return is to be made.
    ObligationCreated(ObligationPeriod),
    /// A return was made.
    ReturnSubmitted(SubmittedReturn),
    /// The trader became insolvent on the entry's day.
    TraderInsolvent,
    /// The customer asks for amounts to be collected through a tax code.
    TaxCodeRequested(TaxCodeRequest),
    /// The customer chooses whether amounts may be.
    CodingOutChosen(CodingOutChoice),
    /// A taxpayer in Self Assessment is to send a tax return or an update, as of the entry's day.
    FilingRequired(ItsaFiling),
    /// It came on the entry's day.
    FilingReceived(ReceivedFiling),
}
