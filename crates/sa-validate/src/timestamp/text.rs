//! The text of a moment: read fast in the form in which it is printed, slowly in any other.
//!
//! Source: RFC 3339, section 5.6.

use arrayvec::ArrayString;
use time::{PrimitiveDateTime, Time, UtcOffset};

use super::{Timestamp, TimestampError};
use crate::date;
use crate::digits::{Form, four_digits, pairs, two_digits};

/// The moment in the form in which [`print`] writes it: each part in its fixed place.
#[inline]
pub(super) fn as_printed(text: &[u8]) -> Option<PrimitiveDateTime> {
    const FORMS: [Form; 3] = [
        Form::of(*b"0000-00-"),
        Form::of(*b"00T00:00"),
        Form::of(*b":00.000Z"),
    ];
    let ([first, middle, last], []) = text.as_chunks() else {
        return None;
    };
    let [of_year, of_day, of_second] = FORMS;
    let ([century, _, years, _, _, month, ..], faults) = of_year.read(*first);
    let ([day, _, _, hour, _, _, minute, _], more) = of_day.read(*middle);
    // The place of the `Z` reads as 0, so that the thousandths come ten times.
    let ([_, second, _, _, hundredths, _, thousandths, _], most) = of_second.read(*last);
    if faults | more | most != 0 {
        return None;
    }
    let milliseconds = u16::from(hundredths)
        .saturating_mul(10)
        .saturating_add(u16::from(thousandths / 10));
    let time = Time::from_hms_milli(hour, minute, second, milliseconds).ok()?;
    let day = date::of_numbers([century, years], month, day)?;
    Some(day.with_time(time))
}

/// The moment in UTC as `YYYY-MM-DDThh:mm:ss.SSSZ`.
pub(super) fn print(moment: PrimitiveDateTime) -> ArrayString<24> {
    let (hour, minute, second, milliseconds) = moment.as_hms_milli();
    let [[h1, h2], [m1, m2], [s1, s2]] = [hour, minute, second].map(two_digits);
    let [_, f1, f2, f3] = four_digits(milliseconds);
    let [y1, y2, y3, y4, _, n1, n2, _, d1, d2] = date::characters(moment.date());
    let text = [
        y1, y2, y3, y4, b'-', n1, n2, b'-', d1, d2, b'T', h1, h2, b':', m1, m2, b':', s1, s2, b'.',
        f1, f2, f3, b'Z',
    ];
    // All ASCII: the alternative is never taken.
    ArrayString::from_byte_string(&text).unwrap_or_default()
}

/// The moment in any form that [`Timestamp::parse`] takes.
#[cold]
pub(super) fn any(text: &str) -> Result<Timestamp, TimestampError> {
    let Some((day, rest)) = text.split_at_checked(10) else {
        return Err(TimestampError::Form { at: 1 });
    };
    let day = date::parse(day).map_err(TimestampError::Date)?;
    let &[b'T', h1, h2, b':', m1, m2, b':', s1, s2, ref rest @ ..] = rest.as_bytes() else {
        return Err(TimestampError::Form { at: 11 });
    };
    let Some([hour, minute, second, _]) = pairs([h1, h2, m1, m2, s1, s2, b'0', b'0']) else {
        return Err(TimestampError::Form { at: 12 });
    };
    let (milliseconds, rest) = fraction(rest)?;
    let at = text.len().saturating_sub(rest.len()).saturating_add(1);
    let time = Time::from_hms_milli(hour, minute, second, milliseconds).map_err(|_no_time| {
        TimestampError::NoSuchTime {
            hour,
            minute,
            second,
        }
    })?;
    let local = day.with_time(time);
    let offset = offset(rest, at)?;
    if offset.is_utc() {
        Ok(Timestamp::of(local))
    } else {
        Timestamp::new(local.assume_offset(offset))
    }
}

/// The milliseconds of `.` and one or more digits, and what follows; 0 where there is no `.`.
fn fraction(bytes: &[u8]) -> Result<(u16, &[u8]), TimestampError> {
    let Some((b'.', rest)) = bytes.split_first() else {
        return Ok((0, bytes));
    };
    let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if length == 0 {
        return Err(TimestampError::Form { at: 21 });
    }
    let (digits, rest) = rest.split_at_checked(length).unwrap_or((rest, &[]));
    let milliseconds = digits
        .iter()
        .chain(b"00")
        .take(3)
        .fold(0_u16, |sum, digit| {
            sum.saturating_mul(10)
                .saturating_add(u16::from(digit.wrapping_sub(b'0')))
        });
    Ok((milliseconds, rest))
}

/// The offset that ends the text; `at` is where it begins.
fn offset(bytes: &[u8], at: usize) -> Result<UtcOffset, TimestampError> {
    let (west, rest) = match bytes {
        b"Z" => return Ok(UtcOffset::UTC),
        [b'+', rest @ ..] => (false, rest),
        [b'-', rest @ ..] => (true, rest),
        _ => return Err(TimestampError::Form { at }),
    };
    let &[h1, h2, b':', m1, m2] = rest else {
        return Err(TimestampError::Form { at });
    };
    let (Some(hours), Some(minutes)) = (date::two(h1, h2), date::two(m1, m2)) else {
        return Err(TimestampError::Form { at });
    };
    if hours > 23 || minutes > 59 {
        return Err(TimestampError::NoSuchOffset { hours, minutes });
    }
    let seconds = i32::from(hours)
        .saturating_mul(3600)
        .saturating_add(i32::from(minutes).saturating_mul(60));
    UtcOffset::from_whole_seconds(if west {
        seconds.saturating_neg()
    } else {
        seconds
    })
    .map_err(|_too_far| TimestampError::NoSuchOffset { hours, minutes })
}
