//! Any text through every parser of identifiers, dates and periods: none panics, and what one takes
//! it prints so that it is taken again, as the same value, by serde too.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sa_validate::{
    Arn, ChargeReference, DocumentId, EntryId, FormBundleNumber, MtdItId, Nino, PaymentId,
    PaymentLot, PaymentLotItem, PaymentReference, PeriodKey, PeriodMeaning, Stagger, TaxYear,
    Timestamp, Utr, Vrn, date,
};

macro_rules! comes_back {
    ($text:ident: $($name:ident)+) => {$(
        match $name::parse($text) {
            Ok(value) => {
                let printed = value.to_string();
                assert_eq!($name::parse(&printed), Ok(value));
                let json = serde_json::to_string(&value).expect("text is JSON");
                assert_eq!(serde_json::from_str::<$name>(&json).expect("its own JSON"), value);
            }
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    )+};
}

fuzz_target!(|text: &str| {
    comes_back! {
        text: Utr Vrn Nino MtdItId Arn ChargeReference PaymentReference PeriodKey DocumentId
        PaymentLot PaymentLotItem PaymentId FormBundleNumber EntryId TaxYear Timestamp Stagger
    }
    if let Ok(id) = PaymentId::parse(text) {
        assert_eq!(PaymentId::new(id.lot(), id.item()), id);
    }
    if let Ok(key) = PeriodKey::parse(text)
        && let PeriodMeaning::Standard { stagger, period } = key.meaning()
    {
        assert_eq!(stagger.key_of(period.last()), Some(key));
    }
    match date::parse(text) {
        Ok(day) => {
            assert_eq!(date::text(day).as_str(), text);
            assert_eq!(date::parse_clamped(text), Ok(day));
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
