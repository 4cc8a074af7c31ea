//! `PaymentId`: the lot and the item that name a payment, together and apart.
//!
//! Source: github hmrc/self-assessment-accounts-api (`PaymentIdValidation`,
//! `^[0-9A-Za-z]{1,12}-[0-9A-Za-z]{1,6}$`, and the two parts of it as query parameters).

use arrayvec::ArrayString;

use crate::DocumentId;
use crate::digits::{Form, are_digits};
use crate::identifier::{Fault, all, identifier, joined, read};

identifier! {
    /// The lot in which a payment came: 1 to 12 letters or digits.
    ///
    /// ```
    /// use sa_validate::PaymentLot;
    ///
    /// assert!(PaymentLot::parse("081203010024").is_ok());
    /// assert!(PaymentLot::parse("081203010024-000001").is_err()); // a whole `PaymentId`
    /// ```
    PaymentLot: 12, PaymentLotError, "a payment lot has 1 to 12 letters or digits", lot_shape,
    examples {
        takes "1", "Twelve characters are usual, one will do.";
        refuses "0812-0301", "a payment lot has 1 to 12 letters or digits, found '-' at character 5";
        faults "", Length { found: 0 };
        writes "081203010024", "081203010024", "A text, not a number: zeros in front stay.";
    }
}

identifier! {
    /// The item within a lot: 1 to 6 letters or digits.
    ///
    /// ```
    /// use sa_validate::PaymentLotItem;
    ///
    /// assert!(PaymentLotItem::parse("000001").is_ok());
    /// assert!(PaymentLotItem::parse("-000001").is_err());
    /// ```
    PaymentLotItem: 6, PaymentLotItemError,
    "a payment lot item has 1 to 6 letters or digits",
    item_shape,
    examples {
        takes "1", "Six characters are usual, one will do.";
        refuses "0000001", "a payment lot item has 1 to 6 letters or digits, found 7 characters";
        faults "00 1", Character { found: ' ', at: 3 };
        writes "000001", "000001", "Zeros in front stay: 000001 and 1 are two items.";
    }
}

identifier! {
    /// A payment: its lot and item, written `lot-item`.
    ///
    /// ```
    /// use sa_validate::PaymentId;
    ///
    /// let id = PaymentId::parse("081203010024-000001")?;
    /// assert_eq!(id.lot().as_str(), "081203010024");
    /// assert_eq!(id.item().as_str(), "000001");
    /// # Ok::<(), sa_validate::PaymentIdError>(())
    /// ```
    PaymentId: 19, PaymentIdError,
    "a payment id has a lot of 1 to 12 letters or digits, - and an item of 1 to 6",
    any,
    first digits,
    also {
        /// No `-` between lot and item.
        #[error("a payment id is written lot-item, found no - in {found} characters")]
        NoDash { found: usize },
        /// The part before `-`.
        #[error("{lot}")]
        Lot { lot: PaymentLotError },
        /// The part after `-`; places are counted from its own beginning.
        #[error("{item}")]
        Item { item: PaymentLotItemError },
    },
    examples {
        takes "1-1", "The shortest.";
        refuses "0812030100245-1", "a payment lot has 1 to 12 letters or digits, found 13 characters";
        faults "081203010024", NoDash { found: 12 };
        writes "081203010024-1", "081203010024-1", "An item keeps its length: 081203010024-000001 is another payment.";
    }
}

impl PaymentId {
    /// The payment that is `item` of `lot`.
    ///
    /// ```
    /// use sa_validate::{PaymentId, PaymentLot, PaymentLotItem};
    ///
    /// let (lot, item) = (PaymentLot::parse("0812")?, PaymentLotItem::parse("01")?);
    /// assert_eq!(PaymentId::new(lot, item).as_str(), "0812-01");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(lot: PaymentLot, item: PaymentLotItem) -> Self {
        Self(joined(&[lot.as_str(), "-", item.as_str()]))
    }

    /// The payment of a document that came without lot and item: the document's number as the lot,
    /// and its first item, `000001`.
    ///
    /// ```
    /// use sa_validate::{DocumentId, PaymentId};
    ///
    /// let id = PaymentId::of_document(DocumentId::parse("PAY123456")?);
    /// assert_eq!(id.as_str(), "PAY123456-000001");
    /// # Ok::<(), sa_validate::DocumentIdError>(())
    /// ```
    pub fn of_document(document: DocumentId) -> Self {
        Self(joined(&[document.as_str(), "-", "000001"]))
    }

    /// The lot: what stands before `-`.
    ///
    /// ```
    /// use sa_validate::{PaymentId, PaymentLot};
    ///
    /// assert_eq!(PaymentId::parse("081203010024-000001")?.lot(), PaymentLot::parse("081203010024")?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn lot(&self) -> PaymentLot {
        let text = self.0.split('-').next().unwrap_or_default();
        PaymentLot(ArrayString::from(text).unwrap_or_default())
    }

    /// The item: what stands after `-`.
    ///
    /// ```
    /// use sa_validate::{PaymentId, PaymentLotItem};
    ///
    /// assert_eq!(PaymentId::parse("081203010024-1")?.item(), PaymentLotItem::parse("1")?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn item(&self) -> PaymentLotItem {
        let text = self.0.split('-').nth(1).unwrap_or_default();
        PaymentLotItem(ArrayString::from(text).unwrap_or_default())
    }
}

#[cfg(feature = "generate")]
impl PaymentId {
    /// A random payment: a lot of twelve digits, an item of six.
    ///
    /// ```
    /// use sa_validate::{PaymentId, generate::Generator};
    ///
    /// assert_eq!(PaymentId::generate(&mut Generator::from_seed(1)).as_str().len(), 19);
    /// ```
    pub fn generate(random: &mut crate::generate::Generator) -> Self {
        Self::new(PaymentLot(random.digits()), PaymentLotItem(random.digits()))
    }
}

#[inline]
fn lot_shape(text: &str) -> Result<ArrayString<12>, Fault> {
    read(text, 1, |_, byte| byte.is_ascii_alphanumeric())
}

#[inline]
fn item_shape(text: &str) -> Result<ArrayString<6>, Fault> {
    read(text, 1, |_, byte| byte.is_ascii_alphanumeric())
}

/// HMRC's own payment ids, whose lot and item are digits that fill their places: looked at eight
/// characters at a time, which overlap.
#[inline]
fn digits(text: &str) -> Option<ArrayString<19>> {
    const END: Form = Form::of(*b"0-000000");
    let id = <&[u8; 19]>::try_from(text.as_bytes()).ok()?;
    let (_, faults) = END.read(*id.last_chunk()?);
    let (lot, _) = id.split_first_chunk::<12>()?;
    let accepted =
        are_digits(*lot.first_chunk()?) && are_digits(*lot.last_chunk()?) && (faults == 0);
    ArrayString::from(text).ok().filter(|_| accepted)
}

#[cold]
fn any(text: &str) -> Result<ArrayString<19>, PaymentIdError> {
    let alphanumeric = |_, byte: u8| byte.is_ascii_alphanumeric();
    let bytes = text.as_bytes();
    let dash = bytes
        .iter()
        .position(|byte| *byte == b'-')
        .unwrap_or(bytes.len());
    if let Some((lot, [b'-', item @ ..])) = bytes.split_at_checked(dash)
        && (1..=12).contains(&lot.len())
        && (1..=6).contains(&item.len())
        && all(lot, alphanumeric)
        && all(item, alphanumeric)
        && let Ok(text) = ArrayString::from(text)
    {
        return Ok(text);
    }
    Err(find_fault(text))
}

/// Says what is wrong with a text that is no payment id, the lot first.
#[cold]
fn find_fault(text: &str) -> PaymentIdError {
    let length = text.chars().count();
    match text
        .split_once('-')
        .map(|(lot, item)| (PaymentLot::parse(lot), item))
    {
        None => PaymentIdError::NoDash { found: length },
        Some((Err(lot), _)) => PaymentIdError::Lot { lot },
        Some((Ok(_), item)) => PaymentLotItem::parse(item).map_or_else(
            |item| PaymentIdError::Item { item },
            |_| PaymentIdError::Length { found: length },
        ),
    }
}
