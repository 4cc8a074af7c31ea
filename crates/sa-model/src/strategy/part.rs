//! Strategies for what records are made of: identifiers, dates, money, texts.

use proptest::prelude::*;
use proptest::sample::select;
use rust_decimal::Decimal;
use sa_validate::{
    ChargeReference, DocumentId, EntryId, FlatRateCategory, FormBundleNumber, Money, MtdItId, Nino,
    PaymentId, PeriodKey, TaxYear, Timestamp, Utr, Vrn,
};
use time::Date;

use crate::{
    AccountKey, BoundedText, Identifier, Period, PoaAdjustmentReason, TransactionKind,
    VatChargePeriod,
};

/// Texts of a pattern, through the type's own parser.
macro_rules! from_pattern {
    ($($(#[$doc:meta])* $name:ident: $type:ty, $pattern:literal;)*) => {$(
        $(#[$doc])*
        pub fn $name() -> impl Strategy<Value = $type> {
            $pattern.prop_filter_map("the parser takes it", |text| <$type>::parse(&text).ok())
        }
    )*};
}

from_pattern! {
    /// Any UTR; its check digit is mostly wrong.
    ///
    /// ```
    /// # use proptest::prelude::*;
    /// # use sa_model::*;
    /// proptest!(|(utr in strategy::utr())| prop_assert_eq!(utr.as_str().len(), 10));
    /// ```
    utr: Utr, "[0-9]{10}";
    /// Any NINO, with suffix or without.
    ///
    /// ```
    /// # use proptest::prelude::*;
    /// # use sa_model::*;
    /// proptest!(|(nino in strategy::nino())| prop_assert!(matches!(nino.as_str().len(), 8 | 9)));
    /// ```
    nino: Nino, "[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z][0-9]{6}[A-D]?";
    /// Any MTD Income Tax identifier.
    ///
    /// ```
    /// # use proptest::prelude::*;
    /// # use sa_model::*;
    /// proptest!(|(id in strategy::mtd_it_id())| prop_assert_eq!(&id.as_str()[2..4], "IT"));
    /// ```
    mtd_it_id: MtdItId, "X[A-Z]IT[0-9]{11}";
    /// Any VRN; its check digits are mostly wrong.
    ///
    /// ```
    /// # use proptest::prelude::*;
    /// # use sa_model::*;
    /// proptest!(|(vrn in strategy::vrn())| prop_assert!(vrn.masked().starts_with("******")));
    /// ```
    vrn: Vrn, "[0-9]{9}";
    /// Any period key.
    ///
    /// ```
    /// # use proptest::prelude::*;
    /// # use sa_model::*;
    /// // Most of them mean no period that is known: keys are opaque.
    /// proptest!(|(key in strategy::period_key())| prop_assert_eq!(key.as_str().len(), 4));
    /// ```
    period_key: PeriodKey, "[#0-9A-Z]{4}";
    /// Any charge reference.
    ///
    /// ```
    /// # use proptest::prelude::*;
    /// # use sa_model::*;
    /// // The second letter is of either case.
    /// proptest!(|(reference in strategy::charge_reference())| {
    ///     prop_assert!(reference.as_str().starts_with('X'));
    /// });
    /// ```
    charge_reference: ChargeReference, "X[A-Za-z][0-9]{12}";
    /// Any document number.
    ///
    /// ```
    /// # use proptest::prelude::*;
    /// # use sa_model::*;
    /// // Two records of one journal may get the same one.
    /// proptest!(|(id in strategy::document_id())| prop_assert!(id.as_str().len() <= 12));
    /// ```
    document_id: DocumentId, "[0-9A-Za-z]{1,12}";
    /// Any payment lot and item.
    ///
    /// ```
    /// # use proptest::prelude::*;
    /// # use sa_model::*;
    /// proptest!(|(id in strategy::payment_id())| {
    ///     prop_assert_eq!(id.to_string(), format!("{}-{}", id.lot(), id.item()));
    /// });
    /// ```
    payment_id: PaymentId, "[0-9A-Za-z]{1,12}-[0-9A-Za-z]{1,6}";
    /// Any entry id.
    ///
    /// ```
    /// # use proptest::prelude::*;
    /// # use sa_model::*;
    /// proptest!(|(id in strategy::entry_id())| prop_assert!(id.as_str().len() <= 36));
    /// ```
    entry_id: EntryId, "[0-9A-Za-z._:-]{1,36}";
    /// Any category of the flat rate scheme.
    ///
    /// ```
    /// # use proptest::prelude::*;
    /// # use sa_model::*;
    /// proptest!(|(category in strategy::flat_rate_category())| {
    ///     prop_assert!(category.as_str() <= "055" || category.as_str() == "999");
    /// });
    /// ```
    flat_rate_category: FlatRateCategory, "0[1-4][0-9]|05[0-5]|999";
    /// Any form bundle number.
    ///
    /// ```
    /// # use proptest::prelude::*;
    /// # use sa_model::*;
    /// proptest!(|(number in strategy::form_bundle_number())| {
    ///     prop_assert_eq!(number.as_str().len(), 12);
    /// });
    /// ```
    form_bundle_number: FormBundleNumber, "[0-9]{12}";
}

/// Any day of the years 2000 to 2099.
///
/// ```
/// # use proptest::prelude::*;
/// # use sa_model::*;
/// proptest!(|(day in strategy::date())| prop_assert!((2000..=2099).contains(&day.year())));
/// ```
pub fn date() -> impl Strategy<Value = Date> {
    (2_451_545_i32..=2_488_069)
        .prop_filter_map("the calendar has it", |day| Date::from_julian_day(day).ok())
}

/// Two days, in order; they may be one.
pub(super) fn days() -> impl Strategy<Value = (Date, Date)> {
    (date(), date()).prop_map(|(one, other)| (one.min(other), one.max(other)))
}

/// Any moment of the years 2000 to 2099, to the millisecond.
///
/// ```
/// # use proptest::prelude::*;
/// # use sa_model::*;
/// proptest!(|(moment in strategy::timestamp())| {
///     prop_assert!((2000..=2099).contains(&moment.date().year()));
/// });
/// ```
pub fn timestamp() -> impl Strategy<Value = Timestamp> {
    (946_684_800_000_i64..=4_102_444_799_999).prop_filter_map("it is in range", |milliseconds| {
        Timestamp::from_unix_milliseconds(milliseconds).ok()
    })
}

/// Any tax year from `2000-01` to `2098-99`.
///
/// ```
/// # use proptest::prelude::*;
/// # use sa_model::*;
/// // The days before 6 April 2000 belong to `1999-00`, which is left out.
/// proptest!(|(year in strategy::tax_year())| prop_assert!(year.start_year() >= 2000));
/// ```
pub fn tax_year() -> impl Strategy<Value = TaxYear> {
    (2001_u16..=2099).prop_filter_map("it is in range", |year| TaxYear::ending(year).ok())
}

/// Any amount, of any size and sign, written with no, one or two decimals.
///
/// ```
/// # use proptest::prelude::*;
/// # use sa_model::*;
/// // `100` and `100.00` are equal and not the same text: compare what is written, too.
/// proptest!(|(amount in strategy::money())| {
///     prop_assert_eq!(Money::parse(&amount.to_string())?.to_string(), amount.to_string());
/// });
/// ```
pub fn money() -> impl Strategy<Value = Money> {
    written(prop_oneof![any::<i64>(), -1_000_000_i64..=1_000_000])
}

/// An amount above zero, up to 99,999,999,999.99 pounds, written with no, one or two decimals.
///
/// ```
/// # use proptest::prelude::*;
/// # use sa_model::*;
/// proptest!(|(amount in strategy::positive_money())| {
///     prop_assert!(amount.is_positive() && amount <= VatBox::NetVatDue.most());
/// });
/// ```
pub fn positive_money() -> impl Strategy<Value = Money> {
    written(prop_oneof![1_i64..=9_999_999_999_999, 1_i64..=1_000_000])
        .prop_filter("it stays in range", |amount| {
            *amount <= Money::from_pence_i64(9_999_999_999_999)
        })
}

/// Digits with any scale that money has.
fn written(digits: impl Strategy<Value = i64>) -> impl Strategy<Value = Money> {
    (digits, 0_u32..=2).prop_map(|(digits, scale)| {
        Money::try_from(Decimal::new(digits, scale))
            .unwrap_or_else(|_too_large| Money::from_pence_i64(digits))
    })
}

/// Any kind of the table, or now and then one that is not in it.
///
/// ```
/// # use proptest::prelude::*;
/// # use sa_model::*;
/// // The side of one that is not in the table is not known.
/// proptest!(|(kind in strategy::transaction_kind())| {
///     prop_assert_eq!(kind.side().is_none(), matches!(kind, TransactionKind::Other(_)));
/// });
/// ```
pub fn transaction_kind() -> impl Strategy<Value = TransactionKind> {
    prop_oneof![
        4 => select(TransactionKind::ALL),
        1 => "[ -~]{1,30}".prop_filter_map("the parser takes it", |code| {
            TransactionKind::parse(&code).ok()
        }),
    ]
}

/// Any text of 1 to `MAX` characters.
///
/// ```
/// # use proptest::prelude::*;
/// # use sa_model::*;
/// // Characters of any script: three of them may be twelve bytes.
/// proptest!(|(text in strategy::bounded_text::<3>())| {
///     prop_assert!((1..=3).contains(&text.as_str().chars().count()));
/// });
/// ```
pub fn bounded_text<const MAX: usize>() -> impl Strategy<Value = BoundedText<MAX>> {
    "\\PC{1,100}".prop_filter_map("the parser takes it", |text| {
        let cut: String = text.chars().take(MAX).collect();
        BoundedText::parse(&cut).ok()
    })
}

/// Any account key of either regime.
///
/// ```
/// # use proptest::prelude::*;
/// # use sa_model::*;
/// proptest!(|(key in strategy::account_key())| {
///     prop_assert_eq!(AccountKey::parse(&key.to_string())?, key);
/// });
/// ```
pub fn account_key() -> impl Strategy<Value = AccountKey> {
    prop_oneof![
        utr().prop_map(AccountKey::Itsa),
        vrn().prop_map(AccountKey::Vat),
    ]
}

/// Any identifier of any kind.
///
/// ```
/// # use proptest::prelude::*;
/// # use sa_model::*;
/// proptest!(|(identifier in strategy::identifier())| {
///     let kinds = ["utr", "nino", "mtditid", "vrn"];
///     prop_assert!(kinds.contains(&identifier.kind()));
/// });
/// ```
pub fn identifier() -> impl Strategy<Value = Identifier> {
    prop_oneof![
        utr().prop_map(Identifier::Utr),
        nino().prop_map(|nino| Identifier::Nino(nino.into())),
        mtd_it_id().prop_map(Identifier::MtdItId),
        vrn().prop_map(Identifier::Vrn),
    ]
}

/// Any tax year or VAT period.
///
/// ```
/// # use proptest::prelude::*;
/// # use sa_model::*;
/// // A period of VAT is of any length, from one day to a century.
/// proptest!(|(period in strategy::period())| {
///     prop_assert!(period.first_day() <= period.last_day());
/// });
/// ```
pub fn period() -> impl Strategy<Value = Period> {
    prop_oneof![
        tax_year().prop_map(Period::TaxYear),
        (proptest::option::of(period_key()), days())
            .prop_map(|(key, (from, to))| Period::Vat(VatChargePeriod { key, from, to })),
    ]
}

/// Any of HMRC's reasons.
///
/// ```
/// # use proptest::prelude::*;
/// # use sa_model::*;
/// proptest!(|(reason in strategy::poa_adjustment_reason())| {
///     prop_assert!(PoaAdjustmentReason::ALL.contains(&reason));
/// });
/// ```
pub fn poa_adjustment_reason() -> impl Strategy<Value = PoaAdjustmentReason> {
    select(PoaAdjustmentReason::ALL)
}
