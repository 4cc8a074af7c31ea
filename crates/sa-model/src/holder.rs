//! Whose account it is, as the entry that opens it says.

use sa_validate::{MtdItId, Nino, TaxYear, Utr, Vrn, date};
use serde::{Deserialize, Serialize};
use time::Date;

use crate::{AccountKey, FlatRateScheme, Identifier, VatSchedule};

/// The taxpayer that an account belongs to, with every identifier that finds it.
///
/// ```
/// use sa_model::{AccountHolder, AccountKey};
///
/// let json = r#"{"itsa":{"utr":"1097172564","nino":"AA111111A"}}"#;
/// let holder: AccountHolder = serde_json::from_str(json)?;
/// assert_eq!(holder.key(), AccountKey::parse("itsa:1097172564")?);
/// let found_by: Vec<String> = holder.identifiers().map(|one| one.to_string()).collect();
/// assert_eq!(found_by, ["utr:1097172564", "nino:AA111111"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum AccountHolder {
    /// A person or partnership in Self Assessment.
    Itsa(ItsaTaxpayer),
    /// A business registered for VAT.
    Vat(VatTrader),
}

/// A taxpayer in Income Tax Self Assessment.
///
/// ```
/// use sa_model::ItsaTaxpayer;
///
/// let taxpayer: ItsaTaxpayer = serde_json::from_str(r#"{"utr":"1097172564"}"#)?;
/// assert_eq!((taxpayer.nino, taxpayer.mtd_from), (None, None));
/// // The UTR is the key: a NINO alone opens no account.
/// assert!(serde_json::from_str::<ItsaTaxpayer>(r#"{"nino":"AA111111A"}"#).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ItsaTaxpayer {
    /// The unique taxpayer reference: the account's key.
    pub utr: Utr,
    /// The National Insurance number, where there is one.
    pub nino: Option<Nino>,
    /// The identifier in Making Tax Digital for Income Tax, once signed up.
    pub mtd_it_id: Option<MtdItId>,
    /// The first tax year in Making Tax Digital, once signed up: from it on, the reformed
    /// penalties apply (Finance Act 2021 Sch 26).
    pub mtd_from: Option<TaxYear>,
}

/// A business registered for VAT.
///
/// ```
/// use sa_model::{Settlement, VatTrader};
///
/// let trader: VatTrader = serde_json::from_str(r#"{"vrn":"123456789"}"#)?;
/// assert_eq!(trader.settlement, Settlement::None);
/// // Without a schedule, the only obligations are those that entries create.
/// assert_eq!(trader.schedule, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VatTrader {
    /// The VAT registration number: the account's key.
    pub vrn: Vrn,
    /// The effective date of registration, where it is known.
    #[serde(default, with = "date::serde_date::option")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<sa_validate::schema::IsoDate>")
    )]
    pub registered: Option<Date>,
    /// How HMRC takes and pays money, which a submitted return's answer tells.
    #[serde(default)]
    pub settlement: Settlement,
    /// The periods to report, where they follow a stagger; obligations that are written down go
    /// before those of the schedule.
    #[serde(default)]
    pub schedule: Option<VatSchedule>,
    /// The flat rate scheme, where the trader is in it.
    #[serde(default)]
    pub flat_rate_scheme: Option<FlatRateScheme>,
}

/// What bank arrangements HMRC holds for a VAT trader.
///
/// ```
/// use sa_model::Settlement;
///
/// let both = Settlement::DirectDebitAndBankDetails;
/// assert_eq!(serde_json::to_string(&both)?, r#""directDebitAndBankDetails""#);
/// assert_eq!(Settlement::default(), Settlement::None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Settlement {
    /// Neither a Direct Debit nor bank details.
    #[default]
    None,
    /// A Direct Debit instruction: debits are collected.
    DirectDebit,
    /// Bank details: credits are repaid to the bank.
    BankDetails,
    /// Both of them.
    DirectDebitAndBankDetails,
}

impl AccountHolder {
    /// The key of the account.
    ///
    /// ```
    /// use sa_model::AccountHolder;
    ///
    /// let holder: AccountHolder = serde_json::from_str(r#"{"vat":{"vrn":"123456789"}}"#)?;
    /// assert_eq!(holder.key().to_string(), "vat:123456789");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn key(&self) -> AccountKey {
        match self {
            Self::Itsa(taxpayer) => AccountKey::Itsa(taxpayer.utr),
            Self::Vat(trader) => AccountKey::Vat(trader.vrn),
        }
    }

    /// Every identifier that finds the account, the key's own first.
    ///
    /// ```
    /// use sa_model::AccountHolder;
    ///
    /// let json = r#"{"itsa":{"utr":"1097172564","mtdItId":"XAIT00000000054"}}"#;
    /// let holder: AccountHolder = serde_json::from_str(json)?;
    /// let kinds: Vec<&str> = holder.identifiers().map(|one| one.kind()).collect();
    /// assert_eq!(kinds, ["utr", "mtditid"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn identifiers(&self) -> impl Iterator<Item = Identifier> + use<> {
        let (nino, mtd_it_id) = match self {
            Self::Itsa(taxpayer) => (taxpayer.nino, taxpayer.mtd_it_id),
            Self::Vat(_) => (None, None),
        };
        [
            Some(self.key().identifier()),
            nino.map(|nino| Identifier::Nino(nino.into())),
            mtd_it_id.map(Identifier::MtdItId),
        ]
        .into_iter()
        .flatten()
    }

    /// The periods that a VAT trader is to report, where they follow a schedule.
    ///
    /// ```
    /// use sa_model::AccountHolder;
    ///
    /// let json = r#"{"vat":{"vrn":"123456789","schedule":{"stagger":"MC","from":"2025-01-01"}}}"#;
    /// let holder: AccountHolder = serde_json::from_str(json)?;
    /// assert_eq!(holder.vat_schedule().map(|schedule| schedule.stagger.months()), Some(3));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn vat_schedule(&self) -> Option<VatSchedule> {
        match self {
            Self::Vat(trader) => trader.schedule,
            Self::Itsa(_) => None,
        }
    }
}
