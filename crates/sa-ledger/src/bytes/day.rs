//! Days and moments: a day in two bytes, a moment beside it in six.
//!
//! A day is 512 for each year since 1950, and its place in the year from 1: read without a division.
//! One that two bytes do not hold is 0, and behind it the Julian day in four.

use sa_model::Timestamp;
use time::Date;

use super::BytesError;
use super::part::Part;
use super::reader::Reader;
use super::writer::Writer;

const FIRST_YEAR: i32 = 1950;

/// The first days of the years that two bytes hold.
static NEW_YEARS: [Date; 128] = new_years();

const fn new_years() -> [Date; 128] {
    let mut days = [Date::MIN; 128];
    let mut left: &mut [Date] = &mut days;
    let mut year = FIRST_YEAR;
    while let [day, rest @ ..] = left {
        if let Ok(first) = Date::from_ordinal_date(year, 1) {
            *day = first;
        }
        year = year.saturating_add(1);
        left = rest;
    }
    days
}

impl Part for Date {
    #[inline]
    fn write<'a>(&'a self, out: &mut Writer<'a>) {
        out.bytes(near(*self).to_le_bytes());
        out.far_day(*self);
    }

    #[inline]
    fn read(from: &mut Reader<'_>) -> Result<Self, BytesError> {
        let day = from.u16()?;
        from.day(day)
    }
}

impl Part for Timestamp {
    fn write<'a>(&'a self, out: &mut Writer<'a>) {
        out.bytes(self.unix_milliseconds().to_le_bytes());
    }

    #[inline]
    fn read(from: &mut Reader<'_>) -> Result<Self, BytesError> {
        from.i64().and_then(moment)
    }
}

#[inline]
fn moment(milliseconds: i64) -> Result<Timestamp, BytesError> {
    Timestamp::from_unix_milliseconds(milliseconds).map_err(|_out_of_range| BytesError::Value)
}

/// What two bytes say of a day that they do not hold.
const FAR: u16 = 0;

/// A day in two bytes.
#[inline]
pub(super) fn near(day: Date) -> u16 {
    let years = day.year().wrapping_sub(FIRST_YEAR);
    match u16::try_from(years) {
        Ok(years @ 0..128) => years << 9 | day.ordinal(),
        Ok(_) | Err(_) => FAR,
    }
}

impl Reader<'_> {
    /// The day of two bytes, or that which is read instead.
    #[inline]
    pub(super) fn day(&mut self, number: u16) -> Result<Date, BytesError> {
        if number == FAR {
            return self.far_day();
        }
        NEW_YEARS
            .get(usize::from(number >> 9))
            .and_then(|first| first.replace_ordinal(number & 511).ok())
            .ok_or(BytesError::Value)
    }

    #[cold]
    fn far_day(&mut self) -> Result<Date, BytesError> {
        let day = self.i32()?;
        Date::from_julian_day(day).map_err(|_too_far| BytesError::Value)
    }

    /// Since when something holds, and when that was written down.
    #[inline]
    pub(super) fn times(&mut self) -> Result<(Date, Timestamp), BytesError> {
        let both = self.u64()?;
        let [d1, d2, ..] = both.to_le_bytes();
        match u16::from_le_bytes([d1, d2]) {
            FAR => self.far_times(),
            day => Ok((self.day(day)?, moment(both.cast_signed() >> DAY_BITS)?)),
        }
    }

    #[cold]
    fn far_times(&mut self) -> Result<(Date, Timestamp), BytesError> {
        Ok((self.far_day()?, self.i64().and_then(moment)?))
    }
}

/// How many bits of eight bytes are the day; those above are the milliseconds of the moment.
const DAY_BITS: u32 = 16;

impl Writer<'_> {
    /// Since when something holds, and when that was written down: in eight bytes, or behind eight
    /// that are zero.
    #[inline]
    pub(super) fn times(&mut self, effective: Date, recorded: Timestamp) {
        let (day, moment) = (near(effective), recorded.unix_milliseconds());
        let above = moment.wrapping_shl(DAY_BITS);
        if day != FAR && above.wrapping_shr(DAY_BITS) == moment {
            self.bytes((above | i64::from(day)).to_le_bytes());
        } else {
            self.bytes([0; 8]);
            self.bytes(effective.to_julian_day().to_le_bytes());
            self.bytes(moment.to_le_bytes());
        }
    }

    /// Writes a day that two bytes do not hold.
    #[inline]
    pub(super) fn far_day(&mut self, day: Date) {
        if near(day) == FAR {
            self.bytes(day.to_julian_day().to_le_bytes());
        }
    }
}
