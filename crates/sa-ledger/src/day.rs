//! A day, twice: as a number to reckon with, and as a date to tell.

use std::cmp::Ordering;

use time::Date;

/// A day. Turning one form into the other costs more than carrying both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Day {
    /// The Julian day.
    pub(crate) number: i32,
    pub(crate) date: Date,
}

impl Day {
    /// Before every day of an account.
    pub(crate) const FIRST: Self = Self {
        number: i32::MIN,
        date: Date::MIN,
    };

    pub(crate) const fn of(date: Date) -> Self {
        Self {
            number: date.to_julian_day(),
            date,
        }
    }

    /// The day of a number; the last of all where the calendar has none.
    pub(crate) fn numbered(number: i32) -> Self {
        Self {
            number,
            date: Date::from_julian_day(number).unwrap_or(Date::MAX),
        }
    }
}

/// By the number, which tells all.
impl Ord for Day {
    fn cmp(&self, other: &Self) -> Ordering {
        self.number.cmp(&other.number)
    }
}

impl PartialOrd for Day {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
