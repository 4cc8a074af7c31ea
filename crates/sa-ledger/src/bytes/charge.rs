//! Charges: what most have in a few bytes at once, told by a byte of shape.

use sa_model::{Charge, Dated, Period, TaxYear};

use super::BytesError;
use super::day::near;
use super::part::Part;
use super::reader::Reader;
use super::text::{is_usual, kind_byte};
use super::writer::Writer;
use crate::record::ChargeRecord;

/// The document number has the length that most have.
const USUAL_ID: u8 = 0b0_0001;
/// There is a reference.
const REFERENCE: u8 = 0b0_0010;
/// The period is a tax year.
const YEAR: u8 = 0b0_0100;
/// The period is one of VAT.
const VAT: u8 = 0b0_1000;
/// Something happened to the charge.
const CHANGES: u8 = 0b1_0000;

impl Part for ChargeRecord {
    fn write<'a>(&'a self, out: &mut Writer<'a>) {
        let Self {
            raised:
                Dated {
                    effective,
                    recorded,
                    record,
                },
            changes,
        } = self;
        let Charge {
            id,
            reference,
            kind,
            amount,
            due,
            period,
        } = record;
        let (of_period, year) = match period {
            None => (0, 0),
            Some(Period::TaxYear(year)) => (YEAR, year.end_year()),
            Some(Period::Vat(_)) => (VAT, 0),
        };
        let shape = flag(is_usual(*id), USUAL_ID)
            | flag(reference.is_some(), REFERENCE)
            | of_period
            | flag(changes.is_some(), CHANGES);
        out.times(*effective, *recorded);
        let ([d1, d2], [y1, y2]) = (near(*due).to_le_bytes(), year.to_le_bytes());
        out.bytes([shape, kind_byte(kind), d1, d2, y1, y2]);
        out.far_day(*due);
        out.document(id);
        if let Some(reference) = reference {
            reference.write(out);
        }
        out.other_kind(kind);
        amount.write(out);
        if let Some(Period::Vat(period)) = period {
            period.write(out);
        }
        if let Some(changes) = changes {
            changes.write(out);
        }
    }

    #[inline]
    fn read(from: &mut Reader<'_>) -> Result<Self, BytesError> {
        let (effective, recorded) = from.times()?;
        let (shape, kind, due, year) = (from.u8()?, from.u8()?, from.u16()?, from.u16()?);
        let has = |flag: u8| shape & flag != 0;
        Ok(Self {
            raised: Dated {
                effective,
                recorded,
                record: Charge {
                    due: from.day(due)?,
                    id: from.document(has(USUAL_ID))?,
                    reference: from.part_if(has(REFERENCE))?,
                    kind: from.kind(kind)?,
                    amount: Part::read(from)?,
                    period: if has(YEAR) {
                        let year = TaxYear::ending(year);
                        Some(Period::TaxYear(year.map_err(|_refused| BytesError::Value)?))
                    } else {
                        from.part_if(has(VAT))?.map(Period::Vat)
                    },
                },
            },
            changes: from.part_if(has(CHANGES))?,
        })
    }
}

/// A flag that is set, or nothing.
#[inline]
pub(super) const fn flag(set: bool, flag: u8) -> u8 {
    if set { flag } else { 0 }
}
