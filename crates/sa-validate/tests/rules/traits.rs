//! What every public type can be asked, checked by the compiler.

use std::error::Error;
use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::str::FromStr;

use sa_validate::fraud_headers::{ConnectionMethod, ConnectionMethodError, Finding, Report};
use sa_validate::{
    Arn, ArnError, ChargeReference, ChargeReferenceError, DateError, DateRange, DocumentId,
    DocumentIdError, EntryId, EntryIdError, FlatRateCategory, FlatRateCategoryError,
    FormBundleNumber, FormBundleNumberError, Money, MoneyError, MtdItId, MtdItIdError, Nino,
    NinoError, PaymentId, PaymentIdError, PaymentLot, PaymentLotError, PaymentLotItem,
    PaymentLotItemError, PaymentReference, PaymentReferenceError, PeriodKey, PeriodKeyError,
    PeriodMeaning, RangeFault, Stagger, StaggerError, TaxYear, TaxYearError, Timestamp,
    TimestampError, Utr, UtrError, VatPeriod, VatPeriodError, Vrn, VrnError,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

trait Plain: Copy + Eq + Hash + Debug + Send + Sync + Unpin + UnwindSafe + RefUnwindSafe {}
impl<T> Plain for T where
    T: Copy + Eq + Hash + Debug + Send + Sync + Unpin + UnwindSafe + RefUnwindSafe
{
}

const fn value<T>()
where
    T: Plain + Ord + Display + FromStr + for<'a> TryFrom<&'a str> + Serialize + DeserializeOwned,
{
}

const fn identifier<T>()
where
    T: AsRef<str>,
    T: Plain + Ord + Display + FromStr + for<'a> TryFrom<&'a str> + Serialize + DeserializeOwned,
{
    value::<T>();
}

const fn error<T: Error + Copy + Eq + Send + Sync + 'static>() {}
const fn plain<T: Plain>() {}
const fn shared<T: Send + Sync + Clone + Debug>() {}

const _: () = {
    identifier::<Utr>();
    identifier::<Nino>();
    identifier::<Vrn>();
    identifier::<MtdItId>();
    identifier::<Arn>();
    identifier::<ChargeReference>();
    identifier::<PaymentReference>();
    identifier::<PeriodKey>();
    identifier::<DocumentId>();
    identifier::<PaymentLot>();
    identifier::<PaymentLotItem>();
    identifier::<PaymentId>();
    identifier::<FormBundleNumber>();
    identifier::<FlatRateCategory>();
    identifier::<EntryId>();
    value::<TaxYear>();
    value::<Timestamp>();
    value::<Money>();
    value::<Stagger>();
    plain::<VatPeriod>();
    plain::<DateRange>();
    plain::<PeriodMeaning>();
    plain::<ConnectionMethod>();
    plain::<Finding<'static>>();
    shared::<Report<'static>>();
    error::<UtrError>();
    error::<NinoError>();
    error::<VrnError>();
    error::<MtdItIdError>();
    error::<ArnError>();
    error::<ChargeReferenceError>();
    error::<PaymentReferenceError>();
    error::<PeriodKeyError>();
    error::<DocumentIdError>();
    error::<PaymentLotError>();
    error::<PaymentLotItemError>();
    error::<PaymentIdError>();
    error::<FormBundleNumberError>();
    error::<FlatRateCategoryError>();
    error::<EntryIdError>();
    error::<DateError>();
    error::<TaxYearError>();
    error::<TimestampError>();
    error::<MoneyError>();
    error::<StaggerError>();
    error::<VatPeriodError>();
    error::<RangeFault>();
    error::<ConnectionMethodError>();
};

/// Cheap to copy: nothing is larger than an entry's id, and that is smaller than a cache line.
#[test]
fn every_value_is_small() {
    assert_eq!(size_of::<Money>(), 16);
    assert_eq!(size_of::<TaxYear>(), 2);
    assert_eq!(size_of::<Utr>(), 16);
    assert_eq!(size_of::<EntryId>(), 40);
    assert!(size_of::<Result<Utr, UtrError>>() <= 24);
    assert_eq!(size_of::<Result<Money, MoneyError>>(), 20);
    assert_eq!(size_of::<Timestamp>(), 8);
}
