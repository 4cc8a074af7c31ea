//! The timeline: of each event the days since the one before, then its place and what happens.

use super::BytesError;
use super::part::room_for;
use super::reader::Reader;
use super::writer::Writer;
use crate::place::Place;
use crate::record::{Event, What};

/// An event's number is eight times its place, and its step.
const STEPS: u64 = 8;

/// What stands for the days where two bytes do not hold them or the number: both follow in full.
const LONG: u32 = 0xffff;

/// Events in the order of their days.
pub(super) fn write(events: &[Event], out: &mut Writer<'_>) {
    out.count(events.len());
    let mut before = 0_i32;
    for event in events {
        let days = event.day.wrapping_sub(before).cast_unsigned();
        before = event.day;
        let place = u64::try_from(event.what.place().index()).unwrap_or(u64::MAX);
        let number = place.wrapping_mul(STEPS) | u64::from(event.what.step());
        match u16::try_from(number) {
            Ok(number) if days < LONG => {
                out.bytes((u32::from(number) << 16 | days).to_le_bytes());
            }
            Ok(_) | Err(_) => {
                out.bytes(LONG.to_le_bytes());
                out.number(u64::from(days));
                out.number(number);
            }
        }
    }
}

/// The events that were written.
pub(super) fn read(from: &mut Reader<'_>) -> Result<Vec<Event>, BytesError> {
    let count = from.count()?;
    let mut events = Vec::with_capacity(room_for::<Event>(count));
    let mut day = 0_i32;
    for _ in 0..count {
        let both = from.u32()?;
        let (days, number) = match both & LONG {
            LONG => long(from)?,
            days => (days, u64::from(both >> 16)),
        };
        day = day.wrapping_add(days.cast_signed());
        let what = what_of(number).ok_or(BytesError::Number)?;
        events.push(Event { day, what });
    }
    Ok(events)
}

/// The days and the number of an event in full.
#[cold]
fn long(from: &mut Reader<'_>) -> Result<(u32, u64), BytesError> {
    let days = u32::try_from(from.number()?).map_err(|_too_large| BytesError::Number)?;
    Ok((days, from.number()?))
}

#[inline]
fn what_of(number: u64) -> Option<What> {
    let place = Place::behind(usize::try_from(number / STEPS).ok()?);
    Some(match number % STEPS {
        0 => What::Raised(place),
        1 => What::Amended(place),
        2 => What::CodedOut(place),
        3 => What::StoodOver(place),
        4 => What::Received(place),
        5 => What::Directed(place),
        6 => What::Reversed(place),
        _ => What::Repaid(place),
    })
}
