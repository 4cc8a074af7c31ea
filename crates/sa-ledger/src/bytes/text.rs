//! Texts: identifiers, kinds, words. Where most have one length, that is read faster than others.

use sa_model::{
    BoundedText, ChargeReference, DocumentId, FlatRateCategory, FormBundleNumber, MtdItId, Nino,
    PaymentId, PeriodKey, TransactionKind, Utr, Vrn,
};

use super::BytesError;
use super::part::Part;
use super::reader::Reader;
use super::writer::Writer;

/// Texts that all have one length, which need not be said.
macro_rules! of_one_length {
    ($($name:ident $length:literal)*) => {$(
        impl Part for $name {
            #[inline]
            fn write<'a>(&'a self, out: &mut Writer<'a>) {
                out.text(self.as_str());
            }

            #[inline]
            fn read(from: &mut Reader<'_>) -> Result<Self, BytesError> {
                Self::parse(from.text($length)?).map_err(|_refused| BytesError::Value)
            }
        }
    )*};
}

/// Texts of which most have one length.
macro_rules! mostly_of_one_length {
    ($($name:ident $length:literal)*) => {$(
        impl Part for $name {
            #[inline]
            fn write<'a>(&'a self, out: &mut Writer<'a>) {
                out.count(self.as_str().len());
                out.text(self.as_str());
            }

            #[inline]
            fn read(from: &mut Reader<'_>) -> Result<Self, BytesError> {
                match from.length()? {
                    $length => Self::parse(from.text($length)?),
                    length => Self::parse(from.text(length)?),
                }
                .map_err(|_refused| BytesError::Value)
            }
        }
    )*};
}

of_one_length! {
    Utr 10
    Vrn 9
    MtdItId 15
    ChargeReference 14
    PeriodKey 4
    FormBundleNumber 12
    FlatRateCategory 3
}

mostly_of_one_length! {
    Nino 9
    DocumentId 12
    PaymentId 19
}

impl<const MAX: usize> Part for BoundedText<MAX> {
    fn write<'a>(&'a self, out: &mut Writer<'a>) {
        out.count(self.as_str().len());
        out.text(self.as_str());
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, BytesError> {
        let length = from.length()?;
        Self::parse(from.text(length)?).map_err(|_refused| BytesError::Value)
    }
}

/// The place in the table of kinds; behind the table for a kind that is not there, whose code follows.
impl Part for TransactionKind {
    fn write<'a>(&'a self, out: &mut Writer<'a>) {
        out.bytes([kind_byte(self)]);
        out.other_kind(self);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, BytesError> {
        let place = from.u8()?;
        from.kind(place)
    }
}

const OTHER_KIND: u8 = u8::MAX;

#[inline]
pub(super) fn kind_byte(kind: &TransactionKind) -> u8 {
    let place = kind.place().and_then(|place| u8::try_from(place).ok());
    place.unwrap_or(OTHER_KIND)
}

impl<'a> Writer<'a> {
    /// The code of a kind that is not in the table.
    pub(super) fn other_kind(&mut self, kind: &TransactionKind) {
        if kind_byte(kind) == OTHER_KIND {
            self.count(kind.code().len());
            self.text(kind.code());
        }
    }

    /// A document number, whose length is said if it is not the usual one.
    #[inline]
    pub(super) fn document(&mut self, id: &'a DocumentId) {
        if is_usual(*id) {
            self.text(id.as_str());
        } else {
            id.write(self);
        }
    }
}

/// The length of most document numbers.
const USUAL: usize = 12;

/// Whether a document number has the usual length.
#[inline]
pub(super) fn is_usual(id: DocumentId) -> bool {
    id.as_str().len() == USUAL
}

impl Reader<'_> {
    /// The kind of a byte.
    #[inline]
    pub(super) fn kind(&mut self, place: u8) -> Result<TransactionKind, BytesError> {
        match TransactionKind::ALL.get(usize::from(place)) {
            Some(kind) => Ok(*kind),
            None => self.other_kind(),
        }
    }

    #[cold]
    fn other_kind(&mut self) -> Result<TransactionKind, BytesError> {
        let length = self.length()?;
        TransactionKind::parse(self.text(length)?).map_err(|_refused| BytesError::Value)
    }

    /// A document number of the usual length, or of any.
    #[inline]
    pub(super) fn document(&mut self, usual: bool) -> Result<DocumentId, BytesError> {
        if usual {
            DocumentId::parse(self.text(USUAL)?).map_err(|_refused| BytesError::Value)
        } else {
            self.other_document()
        }
    }

    #[cold]
    fn other_document(&mut self) -> Result<DocumentId, BytesError> {
        Part::read(self)
    }
}
