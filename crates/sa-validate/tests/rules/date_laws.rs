//! Laws of dates, tax years, periods and due dates, against slow and obvious models.

use proptest::prelude::*;
use sa_validate::date::{last_of_month, plus_days, plus_months};
use sa_validate::due_date::vat::standard;
use sa_validate::{PeriodMeaning, Stagger, TaxYear, Timestamp, VatPeriod, date, working_day};
use time::format_description::well_known::Rfc3339;
use time::macros::{date as day, format_description};
use time::{Date, Month, OffsetDateTime, Weekday};

/// Any day of the years that HMRC's accounts deal with, and some of far away.
fn any_day() -> impl Strategy<Value = Date> {
    let years = |first: Date, last: Date| {
        (first.to_julian_day()..=last.to_julian_day())
            .prop_map(|julian| Date::from_julian_day(julian).unwrap())
    };
    prop_oneof![
        8 => years(day!(1990 - 01 - 01), day!(2060 - 12 - 31)),
        1 => years(day!(0001 - 01 - 01), day!(9999 - 12 - 31)),
    ]
}

/// The next day, until `is_there`.
fn walk(from: Date, is_there: impl Fn(Date) -> bool) -> Date {
    let mut day = from;
    while !is_there(day) {
        day = day.next_day().unwrap();
    }
    day
}

proptest! {
    #[test]
    fn a_date_is_read_as_the_time_crate_reads_it(text in "[0-9]{4}-[0-1][0-9]-[0-3][0-9]") {
        let form = format_description!("[year]-[month]-[day]");
        let slow = Date::parse(&text, form).ok().filter(|day| day.year() > 0);
        prop_assert_eq!(date::parse(&text).ok(), slow);
    }

    #[test]
    fn a_date_prints_as_it_was_read(day in any_day()) {
        let text = date::text(day);
        prop_assert_eq!(text.as_str(), day.to_string());
        prop_assert_eq!(date::parse(&text), Ok(day));
    }

    #[test]
    fn months_are_walked_one_at_a_time(day in any_day(), months in 0..60_u16) {
        prop_assume!(day.year() < 9990);
        let mut month = day.replace_day(1).unwrap();
        for _ in 0..months {
            month = walk(month.next_day().unwrap(), |next| next.day() == 1);
        }
        let last = month.month().length(month.year());
        let slow = month.replace_day(day.day().min(last)).unwrap();
        prop_assert_eq!(plus_months(day, months), slow);
        let next_month = walk(day.next_day().unwrap(), |next| next.day() == 1);
        prop_assert_eq!(last_of_month(day), next_month.previous_day().unwrap());
    }

    #[test]
    fn a_tax_year_is_found_by_walking_to_its_last_day(day in any_day()) {
        prop_assume!((day!(0001 - 04 - 06)..day!(9999 - 04 - 06)).contains(&day));
        let last = walk(day, |day| (day.month(), day.day()) == (Month::April, 5));
        let year = TaxYear::containing(day).unwrap();
        prop_assert_eq!(year.last_day(), last);
        prop_assert_eq!(i32::from(year.end_year()), last.year());
        prop_assert!(year.first_day() <= day);
        prop_assert_eq!(year.previous().map(TaxYear::last_day), {
            year.first_day().previous_day().filter(|day| *day > day!(0001 - 04 - 05))
        });
        for text in [year.short().as_str(), year.long().as_str()] {
            prop_assert_eq!(TaxYear::parse(text), Ok(year));
        }
    }

    #[test]
    fn vat_is_due_a_month_and_seven_days_after_a_period(end in any_day()) {
        prop_assume!(end.year() < 9990);
        let next_day = end.next_day().unwrap();
        let reached = if next_day.day() == 1 {
            // To the last day of the next month.
            walk(next_day, |day| day.next_day().unwrap().day() == 1)
        } else {
            // To the same day of the next month, or its last.
            walk(next_day, |day| {
                day.month() != end.month()
                    && (day.day() == end.day() || day.next_day().unwrap().day() == 1)
            })
        };
        prop_assert_eq!(standard(end), plus_days(reached, 7));
    }

    #[test]
    fn periods_of_a_stagger_tile_the_calendar(day in any_day(), place in 0..4_usize) {
        prop_assume!((2..9990).contains(&day.year()));
        let stagger = Stagger::ALL[place];
        let period = stagger.period_containing(day);
        prop_assert!(period.contains(day));
        prop_assert_eq!(period.first().day(), 1);
        prop_assert_eq!(plus_months(period.first(), stagger.months()), {
            period.last().next_day().unwrap()
        });
        let before = stagger.period_containing(period.first().previous_day().unwrap());
        prop_assert_eq!(before.last().next_day(), Some(period.first()));
        prop_assert_eq!(stagger.period_containing(period.last()), period);
        match stagger.key_of(period.last()) {
            Some(key) => {
                prop_assert_eq!(key.meaning(), PeriodMeaning::Standard { stagger, period });
            }
            None => prop_assert!(!(2001..=2099).contains(&period.last().year())),
        }
    }

    #[test]
    fn a_period_serialises_as_its_two_days(first in any_day(), last in any_day()) {
        match VatPeriod::new(first, last) {
            Ok(period) => {
                let json = serde_json::to_string(&period).unwrap();
                prop_assert_eq!(serde_json::from_str::<VatPeriod>(&json).unwrap(), period);
            }
            Err(_) => prop_assert!(last < first),
        }
    }

    #[test]
    fn working_days_are_counted_one_at_a_time(day in any_day(), count in 0..20_u16) {
        prop_assume!((2..9990).contains(&day.year()));
        let reached = working_day::plus(day, count);
        let passed = (1..=(reached - day).whole_days())
            .filter(|days| working_day::is_working_day(plus_days(day, i32::try_from(*days).unwrap())))
            .count();
        prop_assert_eq!(passed, usize::from(count));
        prop_assert!(count == 0 || working_day::is_working_day(reached));
        let back = working_day::on_or_before(day);
        prop_assert!(working_day::is_working_day(back) && back <= day);
        let free = (1..=(day - back).whole_days())
            .map(|days| plus_days(back, i32::try_from(days).unwrap()))
            .all(|day| !working_day::is_working_day(day));
        prop_assert!(free);
    }

    #[test]
    fn a_moment_is_read_as_the_time_crate_reads_it(
        text in "[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-][0-2][0-9]:[0-5][0-9])",
    ) {
        let slow = OffsetDateTime::parse(&text, &Rfc3339).ok();
        let slow = slow.filter(|_| !text.starts_with("0000")).and_then(|m| Timestamp::new(m).ok());
        prop_assert_eq!(Timestamp::parse(&text).ok(), slow, "{}", text);
    }

    #[test]
    fn a_moment_prints_as_it_was_read(milliseconds in -62_135_596_800_000..253_402_300_800_000_i64) {
        let moment = Timestamp::from_unix_milliseconds(milliseconds).unwrap();
        prop_assert_eq!(moment.unix_milliseconds(), milliseconds);
        prop_assert_eq!(Timestamp::parse(&moment.text()), Ok(moment));
        prop_assert!(moment.text().starts_with(&moment.date().to_string()));
    }
}

/// Every other ASCII character in every place: as many digits and none but digits, in their places.
#[test]
fn a_digit_gives_way_to_a_digit_alone_and_a_separator_to_nothing() {
    let text = "2018-01-16T08:20:27.895Z";
    for (place, right) in text.bytes().enumerate() {
        for other in (0..128_u8).filter(|other| *other != right) {
            let mut changed = text.as_bytes().to_vec();
            changed[place] = other;
            let changed = String::from_utf8(changed).unwrap();
            let slow = OffsetDateTime::parse(&changed, &Rfc3339).ok();
            let slow = slow.filter(|_| right.is_ascii_digit() && other.is_ascii_digit());
            let read = Timestamp::parse(&changed).ok();
            assert_eq!(
                read.map(Timestamp::as_offset_date_time),
                slow,
                "{changed:?}"
            );
            let day = changed.get(..10).filter(|_| place < 10).map(date::parse);
            if let Some(read) = day {
                assert_eq!(read.ok(), slow.map(OffsetDateTime::date), "{changed:?}");
            }
        }
    }
}

/// Source: Knuth, "The Art of Computer Programming" 1.3.2, exercise 14 (the computus by golden
/// number, century and epact): an algorithm other than the crate's.
fn easter_by_knuth(year: i32) -> Date {
    let golden = year % 19 + 1;
    let century = year / 100 + 1;
    let gregorian = 3 * century / 4 - 12;
    let moon = (8 * century + 5) / 25 - 5;
    let sunday = 5 * year / 4 - gregorian - 10;
    let epact = (11 * golden + 20 + moon - gregorian).rem_euclid(30);
    let epact = if (epact == 25 && golden > 11) || epact == 24 {
        epact + 1
    } else {
        epact
    };
    let full_moon = if 44 - epact < 21 {
        74 - epact
    } else {
        44 - epact
    };
    let days = full_moon + 7 - (sunday + full_moon) % 7;
    plus_days(
        Date::from_calendar_date(year, Month::March, 1).unwrap(),
        days - 1,
    )
}

#[test]
fn good_friday_and_easter_monday_lie_around_easter_in_every_year() {
    for year in 1583..=9999 {
        let easter = easter_by_knuth(year);
        assert_eq!(easter.weekday(), Weekday::Sunday);
        let expected = [plus_days(easter, -2), plus_days(easter, 1)];
        let march = Date::from_calendar_date(year, Month::March, 1).unwrap();
        let found: Vec<Date> = (0..61)
            .map(|days| plus_days(march, days))
            .filter(|day| working_day::is_bank_holiday(*day))
            .collect();
        assert_eq!(found, expected, "{year}");
    }
}

/// By statute: 2 to 4 holidays move with the calendar, but there are always eight.
#[test]
fn without_a_proclamation_a_year_has_eight_bank_holidays() {
    for year in 2030..2430 {
        let first = Date::from_calendar_date(year, Month::January, 1).unwrap();
        let count = (0..366)
            .map(|days| plus_days(first, days))
            .filter(|day| day.year() == year && working_day::is_bank_holiday(*day))
            .count();
        assert_eq!(count, 8, "{year}");
    }
}
