//! Days and moments: a day in two bytes, the time of a day in four.
//!
//! A day is 512 for each year since 1950, and its place in the year from 1: read without a division.
//! One that two bytes do not hold is 0, and behind it the Julian day in four.

use sa_model::Timestamp;
use time::{Date, PrimitiveDateTime, Time};

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
        from.bytes().and_then(|day| from.day(day))
    }
}

impl Part for Timestamp {
    fn write<'a>(&'a self, out: &mut Writer<'a>) {
        let moment = self.as_offset_date_time();
        out.bytes(near(moment.date()).to_le_bytes());
        out.bytes(bits(moment.time()).to_le_bytes());
        out.far_day(moment.date());
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, BytesError> {
        let [r1, r2, t1, t2, t3, t4] = from.bytes()?;
        from.moment([r1, r2], [t1, t2, t3, t4])
    }
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

/// The time of a day: the bits of milliseconds, seconds and minutes, above them the hours.
fn bits(time: Time) -> u32 {
    let (hour, minute, second, millisecond) = time.as_hms_milli();
    let [hour, minute, second] = [hour, minute, second].map(u32::from);
    hour << 22 | minute << 16 | second << 10 | u32::from(millisecond)
}

#[inline]
fn time_of(bits: u32) -> Option<Time> {
    let hour = u8::try_from(bits >> 22 & 31).ok()?;
    let minute = u8::try_from(bits >> 16 & 63).ok()?;
    let second = u8::try_from(bits >> 10 & 63).ok()?;
    let millisecond = u16::try_from(bits & 1023).ok()?;
    Time::from_hms_milli(hour, minute, second, millisecond).ok()
}

impl Reader<'_> {
    /// The day of two bytes, or that which is read instead.
    #[inline]
    pub(super) fn day(&mut self, bytes: [u8; 2]) -> Result<Date, BytesError> {
        let number = u16::from_le_bytes(bytes);
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
        let day = i32::from_le_bytes(self.bytes()?);
        Date::from_julian_day(day).map_err(|_too_far| BytesError::Value)
    }

    /// Since when something holds, and when that was written down.
    #[inline]
    pub(super) fn times(&mut self) -> Result<(Date, Timestamp), BytesError> {
        let [e1, e2, r1, r2, t1, t2, t3, t4] = self.bytes()?;
        let effective = self.day([e1, e2])?;
        Ok((effective, self.moment([r1, r2], [t1, t2, t3, t4])?))
    }

    #[inline]
    fn moment(&mut self, day: [u8; 2], time: [u8; 4]) -> Result<Timestamp, BytesError> {
        let day = self.day(day)?;
        time_of(u32::from_le_bytes(time))
            .and_then(|time| Timestamp::in_utc(PrimitiveDateTime::new(day, time)).ok())
            .ok_or(BytesError::Value)
    }
}

impl Writer<'_> {
    /// Since when something holds, and when that was written down.
    #[inline]
    pub(super) fn times(&mut self, effective: Date, recorded: Timestamp) {
        let recorded = recorded.as_offset_date_time();
        let days = [effective, recorded.date()];
        let [[e1, e2], [r1, r2]] = days.map(|day| near(day).to_le_bytes());
        let [t1, t2, t3, t4] = bits(recorded.time()).to_le_bytes();
        self.bytes([e1, e2, r1, r2, t1, t2, t3, t4]);
        for day in days {
            self.far_day(day);
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
