//! Payments and other credits: what a payment has is told by two bytes of shape.
//!
//! Payments of one account are mostly made the same way, so that a reference or a method which is that
//! of the payment before is not written again.

use sa_model::{BoundedText, Payment};

use super::BytesError;
use super::charge::flag;
use super::part::Part;
use super::reader::Reader;
use super::text::is_usual;
use super::writer::Writer;
use crate::record::{CreditRecord, Source, Target};

/// It is a payment.
const PAYMENT: u8 = 0b0001;
/// The payer named a charge that is raised.
const NAMED: u8 = 0b0010;
/// The payer named a charge that is to come.
const AWAITED: u8 = 0b0100;
/// It did not stand.
const REVERSED: u8 = 0b1000;

/// The document number of a payment has the length that most have.
const USUAL_ID: u8 = 0b0000_0001;
/// There is a payment id.
const PAYMENT_ID: u8 = 0b0000_0010;
/// There is a reference.
const REFERENCE: u8 = 0b0000_0100;
/// It is that of the payment before.
const SAME_REFERENCE: u8 = 0b0000_1000;
/// There is a method.
const METHOD: u8 = 0b0001_0000;
/// It is that of the payment before.
const SAME_METHOD: u8 = 0b0010_0000;
/// It is known when it was processed.
const PROCESSED: u8 = 0b0100_0000;
/// There is a charge to which it is directed.
const DIRECTED: u8 = 0b1000_0000;

impl Part for CreditRecord {
    fn write<'a>(&'a self, out: &mut Writer<'a>) {
        let Self {
            source,
            effective,
            recorded,
            named,
            reversed,
        } = self;
        let (of_payment, shape) = match source {
            Source::Payment(payment) => (PAYMENT, shape_of(payment, out)),
            Source::Credit(_) => (0, 0),
        };
        let of_name = match named {
            Target::Nobody => 0,
            Target::Charge(_) => NAMED,
            Target::Awaited => AWAITED,
        };
        out.times(*effective, *recorded);
        out.bytes([
            of_payment | of_name | flag(reversed.is_some(), REVERSED),
            shape,
        ]);
        match source {
            Source::Payment(payment) => write_payment(payment, shape, out),
            Source::Credit(credit) => credit.write(out),
        }
        if let Target::Charge(place) = named {
            place.write(out);
        }
        if let Some(reversed) = reversed {
            reversed.write(out);
        }
    }

    #[inline]
    fn read(from: &mut Reader<'_>) -> Result<Self, BytesError> {
        let (effective, recorded) = from.times()?;
        let (record, shape) = (from.u8()?, from.u8()?);
        let has = |flag: u8| record & flag != 0;
        Ok(Self {
            source: if has(PAYMENT) {
                Source::Payment(read_payment(shape, from)?)
            } else {
                Source::Credit(Part::read(from)?)
            },
            effective,
            recorded,
            named: if has(NAMED) {
                Target::Charge(Part::read(from)?)
            } else if has(AWAITED) {
                Target::Awaited
            } else {
                Target::Nobody
            },
            reversed: from.part_if(has(REVERSED))?,
        })
    }
}

fn shape_of(payment: &Payment, out: &Writer<'_>) -> u8 {
    let Payment {
        id,
        payment_id,
        reference,
        amount: _,
        processed,
        method,
        directed_to,
    } = payment;
    flag(is_usual(*id), USUAL_ID)
        | flag(payment_id.is_some(), PAYMENT_ID)
        | flag(reference.is_some(), REFERENCE)
        | flag(reference.as_ref() == out.reference, SAME_REFERENCE)
        | flag(method.is_some(), METHOD)
        | flag(method.as_ref() == out.method, SAME_METHOD)
        | flag(processed.is_some(), PROCESSED)
        | flag(directed_to.is_some(), DIRECTED)
}

fn write_payment<'a>(payment: &'a Payment, shape: u8, out: &mut Writer<'a>) {
    let Payment {
        id,
        payment_id,
        reference,
        amount,
        processed,
        method,
        directed_to,
    } = payment;
    out.document(id);
    if let Some(payment_id) = payment_id {
        payment_id.write(out);
    }
    amount.write(out);
    if let Some(processed) = processed {
        processed.write(out);
    }
    if let Some(reference) = reference.as_ref().filter(|_| shape & SAME_REFERENCE == 0) {
        reference.write(out);
        out.reference = Some(reference);
    }
    if let Some(method) = method.as_ref().filter(|_| shape & SAME_METHOD == 0) {
        method.write(out);
        out.method = Some(method);
    }
    if let Some(directed_to) = directed_to {
        directed_to.write(out);
    }
}

#[inline]
fn read_payment(shape: u8, from: &mut Reader<'_>) -> Result<Payment, BytesError> {
    let has = |flag: u8| shape & flag != 0;
    Ok(Payment {
        id: from.document(has(USUAL_ID))?,
        payment_id: from.part_if(has(PAYMENT_ID))?,
        amount: Part::read(from)?,
        processed: from.part_if(has(PROCESSED))?,
        reference: if !has(REFERENCE) {
            None
        } else if has(SAME_REFERENCE) {
            from.reference.clone()
        } else {
            from.reference = Some(BoundedText::read(from)?);
            from.reference.clone()
        },
        method: if !has(METHOD) {
            None
        } else if has(SAME_METHOD) {
            from.method.clone()
        } else {
            from.method = Some(BoundedText::read(from)?);
            from.method.clone()
        },
        directed_to: from.part_if(has(DIRECTED))?,
    })
}
