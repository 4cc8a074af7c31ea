//! The timeline: of each event the days since the one before, then its place and what happens.

use super::BytesError;
use super::part::room_for;
use super::reader::Reader;
use super::writer::Writer;
use crate::place::Place;
use crate::record::{Event, What};

/// An event's number is eight times its place, and its step.
const STEPS: u64 = 8;

/// Events in the order of their days.
pub(super) fn write(events: &[Event], out: &mut Writer<'_>) {
    out.count(events.len());
    let mut before = 0_i32;
    for event in events {
        let days = event.day.wrapping_sub(before).cast_unsigned();
        before = event.day;
        out.number(u64::from(days));
        let place = u64::try_from(event.what.place().index()).unwrap_or(u64::MAX);
        out.number(place.wrapping_mul(STEPS) | u64::from(event.what.step()));
    }
}

/// The events that were written.
pub(super) fn read(from: &mut Reader<'_>) -> Result<Vec<Event>, BytesError> {
    let count = from.count()?;
    let mut events = Vec::with_capacity(room_for::<Event>(count));
    let mut day = 0_i32;
    for _ in 0..count {
        let days = u32::try_from(from.number()?).map_err(|_too_large| BytesError::Number)?;
        day = day.wrapping_add(days.cast_signed());
        let what = what_of(from.number()?).ok_or(BytesError::Number)?;
        events.push(Event { day, what });
    }
    Ok(events)
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
