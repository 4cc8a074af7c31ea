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
    utr: Utr, "[0-9]{10}";
    /// Any NINO, with suffix or without.
    nino: Nino, "[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z][0-9]{6}[A-D]?";
    /// Any MTD Income Tax identifier.
    mtd_it_id: MtdItId, "X[A-Z]IT[0-9]{11}";
    /// Any VRN; its check digits are mostly wrong.
    vrn: Vrn, "[0-9]{9}";
    /// Any period key.
    period_key: PeriodKey, "[#0-9A-Z]{4}";
    /// Any charge reference.
    charge_reference: ChargeReference, "X[A-Za-z][0-9]{12}";
    /// Any document number.
    document_id: DocumentId, "[0-9A-Za-z]{1,12}";
    /// Any payment lot and item.
    payment_id: PaymentId, "[0-9A-Za-z]{1,12}-[0-9A-Za-z]{1,6}";
    /// Any entry id.
    entry_id: EntryId, "[0-9A-Za-z._:-]{1,36}";
    /// Any category of the flat rate scheme.
    flat_rate_category: FlatRateCategory, "0[1-4][0-9]|05[0-5]|999";
    /// Any form bundle number.
    form_bundle_number: FormBundleNumber, "[0-9]{12}";
}

/// Any day of the years 2000 to 2099.
pub fn date() -> impl Strategy<Value = Date> {
    (2_451_545_i32..=2_488_069)
        .prop_filter_map("the calendar has it", |day| Date::from_julian_day(day).ok())
}

/// Two days, in order; they may be one.
pub(super) fn days() -> impl Strategy<Value = (Date, Date)> {
    (date(), date()).prop_map(|(one, other)| (one.min(other), one.max(other)))
}

/// Any moment of the years 2000 to 2099, to the millisecond.
pub fn timestamp() -> impl Strategy<Value = Timestamp> {
    (946_684_800_000_i64..=4_102_444_799_999).prop_filter_map("it is in range", |milliseconds| {
        Timestamp::from_unix_milliseconds(milliseconds).ok()
    })
}

/// Any tax year from `2000-01` to `2098-99`.
pub fn tax_year() -> impl Strategy<Value = TaxYear> {
    (2001_u16..=2099).prop_filter_map("it is in range", |year| TaxYear::ending(year).ok())
}

/// Any amount, of any size and sign, written with no, one or two decimals.
pub fn money() -> impl Strategy<Value = Money> {
    written(prop_oneof![any::<i64>(), -1_000_000_i64..=1_000_000])
}

/// An amount above zero, up to 99,999,999,999.99 pounds, written with no, one or two decimals.
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
pub fn transaction_kind() -> impl Strategy<Value = TransactionKind> {
    prop_oneof![
        4 => select(TransactionKind::ALL),
        1 => "[ -~]{1,30}".prop_filter_map("the parser takes it", |code| {
            TransactionKind::parse(&code).ok()
        }),
    ]
}

/// Any text of 1 to `MAX` characters.
pub fn bounded_text<const MAX: usize>() -> impl Strategy<Value = BoundedText<MAX>> {
    "\\PC{1,100}".prop_filter_map("the parser takes it", |text| {
        let cut: String = text.chars().take(MAX).collect();
        BoundedText::parse(&cut).ok()
    })
}

/// Any account key of either regime.
pub fn account_key() -> impl Strategy<Value = AccountKey> {
    prop_oneof![
        utr().prop_map(AccountKey::Itsa),
        vrn().prop_map(AccountKey::Vat),
    ]
}

/// Any identifier of any kind.
pub fn identifier() -> impl Strategy<Value = Identifier> {
    prop_oneof![
        utr().prop_map(Identifier::Utr),
        nino().prop_map(|nino| Identifier::Nino(nino.into())),
        mtd_it_id().prop_map(Identifier::MtdItId),
        vrn().prop_map(Identifier::Vrn),
    ]
}

/// Any tax year or VAT period.
pub fn period() -> impl Strategy<Value = Period> {
    prop_oneof![
        tax_year().prop_map(Period::TaxYear),
        (proptest::option::of(period_key()), days())
            .prop_map(|(key, (from, to))| Period::Vat(VatChargePeriod { key, from, to })),
    ]
}

/// Any of HMRC's reasons.
pub fn poa_adjustment_reason() -> impl Strategy<Value = PoaAdjustmentReason> {
    select(PoaAdjustmentReason::ALL)
}
