//! Tax years, dates, moments, VAT periods, due dates, working days and ranges, by tables.

use sa_validate::date_range::{
    RangeFault, RangeRule, default_from, earliest_from, liability_window,
};
use sa_validate::due_date::self_assessment as sa;
use sa_validate::due_date::vat::{Instalments, VatScheme, annual_instalments, payments_on_account};
use sa_validate::{
    PeriodKey, PeriodMeaning, Stagger, TaxYear, Timestamp, VatPeriod, date, date_range, working_day,
};
use time::Date;

use crate::table::rows;

fn day(text: &str) -> Date {
    date::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn a_tax_year_is_written_in_three_ways() {
    for [text, expected, source] in rows(include_str!("tables/tax_year.txt")) {
        let found = match TaxYear::parse(&text) {
            Ok(year) => year.to_string(),
            Err(error) => error.to_string(),
        };
        assert_eq!(found, expected, "{text:?} ({source})");
    }
}

#[test]
fn a_tax_year_runs_from_6_april_to_5_april() {
    let year = TaxYear::parse("2023-24").unwrap();
    assert_eq!(
        (year.first_day(), year.last_day()),
        (day("2023-04-06"), day("2024-04-05"))
    );
    assert_eq!((year.start_year(), year.end_year()), (2023, 2024));
    assert_eq!(TaxYear::containing(day("2024-04-05")), Ok(year));
    assert_eq!(TaxYear::containing(day("2024-04-06")).ok(), year.next());
    assert_eq!(TaxYear::containing(day("2023-04-05")).ok(), year.previous());
    assert_eq!(TaxYear::parse("0001-02").unwrap().previous(), None);
    assert_eq!(TaxYear::parse("9998-99").unwrap().next(), None);
    assert!(TaxYear::containing(day("0001-04-05")).is_err());
    assert!(TaxYear::containing(day("9999-04-06")).is_err());
    assert!(TaxYear::ending(1).is_err());
}

#[test]
fn a_tax_year_is_serialised_short_and_read_in_every_form() {
    let year = TaxYear::parse("2024-2025").unwrap();
    assert_eq!(serde_json::to_string(&year).unwrap(), "\"2024-25\"");
    for json in ["\"2024-25\"", "\"2024-2025\"", "\"2024\""] {
        assert_eq!(serde_json::from_str::<TaxYear>(json).unwrap(), year);
    }
    let bytes = postcard::to_stdvec(&year).unwrap();
    assert_eq!(postcard::from_bytes::<TaxYear>(&bytes).unwrap(), year);
}

#[test]
fn a_date_is_ten_characters_of_a_real_day() {
    for [text, expected, source] in rows(include_str!("tables/date.txt")) {
        let found = match date::parse(&text) {
            Ok(day) => {
                assert_eq!(date::text(day).as_str(), text);
                "ok".to_owned()
            }
            Err(error) => error.to_string(),
        };
        assert_eq!(found, expected, "{text:?} ({source})");
    }
}

/// Source: github hmrc/self-assessment-accounts-api at 13fed3b3.
#[test]
fn the_oldest_versions_take_the_30th_of_february_for_its_last_day() {
    for (text, expected) in [
        ("2023-02-30", "2023-02-28"),
        ("2024-02-31", "2024-02-29"),
        ("2023-04-31", "2023-04-30"),
        ("2023-04-30", "2023-04-30"),
    ] {
        assert_eq!(date::parse_clamped(text), Ok(day(expected)), "{text}");
    }
    for text in [
        "2023-01-32",
        "2023-02-00",
        "2023-13-31",
        "0000-02-30",
        "2023-2-30",
    ] {
        assert!(date::parse_clamped(text).is_err(), "{text}");
    }
}

#[test]
fn a_date_of_no_four_digit_year_is_written_so_that_it_is_refused() {
    let before = Date::from_calendar_date(-44, time::Month::March, 15).unwrap();
    assert_eq!(date::text(before).as_str(), "0000-03-15");
    assert!(date::parse("0000-03-15").is_err());
}

#[test]
fn a_moment_is_kept_in_utc_to_the_millisecond() {
    for [text, expected, source] in rows(include_str!("tables/timestamp.txt")) {
        let found = match Timestamp::parse(&text) {
            Ok(moment) => moment.to_string(),
            Err(error) => error.to_string(),
        };
        assert_eq!(found, expected, "{text:?} ({source})");
    }
}

#[test]
fn a_moment_is_text_for_people_and_milliseconds_for_machines() {
    for text in [
        "2018-01-16T08:20:27.895Z",
        "1969-12-31T23:59:59.999Z",
        "0001-01-01T00:00:00.000Z",
    ] {
        let moment = Timestamp::parse(text).unwrap();
        let json = serde_json::to_string(&moment).unwrap();
        assert_eq!(json, format!("{text:?}"));
        assert_eq!(serde_json::from_str::<Timestamp>(&json).unwrap(), moment);
        let bytes = postcard::to_stdvec(&moment).unwrap();
        assert_eq!(
            bytes,
            postcard::to_stdvec(&moment.unix_milliseconds()).unwrap()
        );
        assert_eq!(postcard::from_bytes::<Timestamp>(&bytes).unwrap(), moment);
    }
}

#[test]
fn a_period_key_means_what_is_known_of_it() {
    for [key, expected, source] in rows(include_str!("tables/period_key.txt")) {
        let key = PeriodKey::parse(&key).unwrap();
        let found = match key.meaning() {
            PeriodMeaning::Standard { stagger, period } => {
                assert_eq!(stagger.key_of(period.last()), Some(key), "{source}");
                format!("{stagger} {period}")
            }
            PeriodMeaning::EndsIn { month } => {
                format!("ends in {:04}-{:02}", month.year(), u8::from(month.month()))
            }
            PeriodMeaning::NoPeriod => "no period".to_owned(),
            PeriodMeaning::Final => "final".to_owned(),
            PeriodMeaning::Opaque => "opaque".to_owned(),
            other => panic!("{other:?} is not in the table"),
        };
        assert_eq!(found, expected, "{key} ({source})");
    }
}

#[test]
fn a_stagger_schedules_periods_without_a_gap_from_the_day_of_registration() {
    let registered = day("2025-02-10");
    for stagger in Stagger::ALL {
        let periods: Vec<VatPeriod> = stagger.periods_from(registered).take(30).collect();
        assert_eq!(periods[0].first(), registered);
        for pair in periods.windows(2) {
            assert_eq!(pair[0].last().next_day(), Some(pair[1].first()));
        }
        let mut keys: Vec<_> = periods
            .iter()
            .filter_map(|p| stagger.key_of(p.last()))
            .collect();
        keys.sort();
        keys.dedup();
        assert_eq!(
            keys.len(),
            periods.len(),
            "every period has a key of its own"
        );
    }
    let at_the_end = day("9999-11-30");
    assert_eq!(Stagger::Monthly.periods_from(at_the_end).count(), 2);
}

#[test]
fn a_stagger_is_written_as_hmrcs_code() {
    for stagger in Stagger::ALL {
        assert_eq!(Stagger::parse(stagger.code()), Ok(stagger));
        let json = serde_json::to_string(&stagger).unwrap();
        assert_eq!(serde_json::from_str::<Stagger>(&json).unwrap(), stagger);
    }
    assert_eq!(
        Stagger::parse("ééééé").unwrap_err().to_string(),
        "a stagger is MM, MA, MB or MC, found \"éééé\""
    );
}

#[test]
fn a_vat_period_ends_on_or_after_its_first_day() {
    let json = r#"{"first":"2025-01-01","last":"2025-03-31"}"#;
    let period: VatPeriod = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&period).unwrap(), json);
    let reversed = r#"{"first":"2025-03-31","last":"2025-01-01"}"#;
    let error = serde_json::from_str::<VatPeriod>(reversed)
        .unwrap_err()
        .to_string();
    let expected = "a period ends on or after its first day, found 2025-03-31 to 2025-01-01";
    assert!(error.starts_with(expected), "{error}");
    let bytes = postcard::to_stdvec(&period).unwrap();
    assert_eq!(postcard::from_bytes::<VatPeriod>(&bytes).unwrap(), period);
}

#[test]
fn a_vat_return_is_due_by_the_rule_of_its_scheme() {
    for [scheme, first, last, due, source] in rows(include_str!("tables/vat_due.txt")) {
        let scheme = match scheme.as_str() {
            "standard" => VatScheme::Standard,
            "on account" => VatScheme::PaymentsOnAccount,
            "annual" => VatScheme::AnnualAccounting,
            other => panic!("no scheme {other}"),
        };
        let period = VatPeriod::new(day(&first), day(&last)).unwrap();
        assert_eq!(
            scheme.due(period),
            day(&due),
            "{scheme:?} {period} ({source})"
        );
    }
}

/// Source: CH146410, VDSOG400: the last working days of months 2 and 3.
#[test]
fn payments_on_account_fall_due_within_their_quarter() {
    assert_eq!(
        payments_on_account(day("2025-03-31")),
        [day("2025-02-28"), day("2025-03-31")]
    );
    assert_eq!(
        payments_on_account(day("2024-04-30")),
        [day("2024-03-28"), day("2024-04-30")]
    );
}

/// Source: VATAAS5100 (reg. 50).
#[test]
fn annual_instalments_fall_due_on_the_last_working_days_of_their_months() {
    let year = VatPeriod::new(day("2025-01-01"), day("2025-12-31")).unwrap();
    let monthly = annual_instalments(year, Instalments::Monthly);
    assert_eq!(monthly.len(), 9);
    assert_eq!(
        (monthly[0], monthly[4], monthly[8]),
        (day("2025-04-30"), day("2025-08-29"), day("2025-12-31"),)
    );
    assert_eq!(
        annual_instalments(year, Instalments::Quarterly).as_slice(),
        [day("2025-04-30"), day("2025-07-31"), day("2025-10-31"),]
    );
    let short = VatPeriod::new(day("2025-01-01"), day("2025-04-29")).unwrap();
    assert!(annual_instalments(short, Instalments::Monthly).is_empty());
    let seven_months = VatPeriod::new(day("2025-01-01"), day("2025-07-31")).unwrap();
    assert_eq!(
        annual_instalments(seven_months, Instalments::Quarterly).len(),
        2
    );
}

#[test]
fn bank_holidays_are_those_that_gov_uk_publishes() {
    for [year, expected, source] in rows(include_str!("tables/bank_holidays.txt")) {
        let first = day(&format!("{year}-01-01"));
        let found: Vec<String> = (0..366)
            .map(|days| date::plus_days(first, days))
            .filter(|day| day.year() == first.year() && working_day::is_bank_holiday(*day))
            .map(|day| format!("{:02}-{:02}", u8::from(day.month()), day.day()))
            .collect();
        assert_eq!(found.join(" "), expected, "{year} ({source})");
    }
}

#[test]
fn proclaimed_days_are_in_order_and_depart_from_the_rule() {
    assert!(
        working_day::PROCLAIMED
            .windows(2)
            .all(|pair| pair[0].0 < pair[1].0)
    );
}

fn rule_called(name: &str) -> RangeRule {
    match name {
        "obligations" => date_range::VAT_OBLIGATIONS,
        "financial" => date_range::VAT_FINANCIAL,
        "v1" => date_range::SA_ACCOUNTS_V1,
        "v2 early" => date_range::SA_ACCOUNTS_V2_EARLY,
        "v2 late" => date_range::SA_ACCOUNTS_V2_LATE,
        "v4 balance" => date_range::SA_ACCOUNTS_V4_BALANCE,
        "v4 payments" => date_range::SA_ACCOUNTS_V4_PAYMENTS,
        other => panic!("no rule {other}"),
    }
}

fn fault_name(fault: &RangeFault) -> &'static str {
    match fault {
        RangeFault::FromTooEarly { .. } => "from early",
        RangeFault::FromTooLate { .. } => "from late",
        RangeFault::ToTooEarly { .. } => "to early",
        RangeFault::ToTooLate { .. } => "to late",
        RangeFault::Reversed { .. } => "reversed",
        RangeFault::TooLong { .. } => "too long",
        other => panic!("{other} is not in the table"),
    }
}

#[test]
fn each_api_takes_its_own_ranges() {
    for [rule, from, to, today, expected, source] in rows(include_str!("tables/range.txt")) {
        let [from, to, today] = [from, to, today].map(|text| day(&text));
        let found = match rule_called(&rule).check(from, to, today) {
            Ok(range) => {
                assert_eq!((range.from(), range.to()), (from, to));
                "ok".to_owned()
            }
            Err(faults) => faults.iter().map(fault_name).collect::<Vec<_>>().join(", "),
        };
        assert_eq!(found, expected, "{rule}: {from} to {to} ({source})");
    }
}

#[test]
fn the_liability_window_moves_on_6_april() {
    for [today, default, earliest, source] in rows(include_str!("tables/liability_window.txt")) {
        let [today, default, earliest] = [today, default, earliest].map(|text| day(&text));
        assert_eq!(default_from(today), default, "{today} ({source})");
        assert_eq!(earliest_from(today), earliest, "{today} ({source})");
        assert!(liability_window(Some(earliest), today).is_ok());
        assert!(liability_window(Some(today), today).is_ok());
        let before = liability_window(earliest.previous_day(), today).unwrap_err();
        assert_eq!(fault_name(&before), "from early");
        let after = liability_window(today.next_day(), today).unwrap_err();
        assert_eq!(fault_name(&after), "from late");
    }
    assert!(
        liability_window(None, Date::MIN).is_ok(),
        "no day is without a window"
    );
}

#[test]
fn self_assessment_falls_due_by_law() {
    use sa::Quarters::{Calendar, TaxYear as Standard};

    for [rule, of, with, due, source] in rows(include_str!("tables/sa_dates.txt")) {
        let year = || TaxYear::parse(&of).unwrap();
        let given = || day(&of);
        let with = (with != "none").then(|| day(&with));
        let found = match rule.as_str() {
            "online return" => sa::online_return(year(), with),
            "paper return" => sa::paper_return(year(), with),
            "coding out" => sa::online_return_for_coding_out(year()),
            "balancing payment" => sa::balancing_payment(year(), with),
            "first on account" => sa::payments_on_account(year())[0],
            "second on account" => sa::payments_on_account(year())[1],
            "last amendment" => sa::last_amendment(given()),
            "amendment" => sa::amendment(given(), with.unwrap()),
            "discovery" => sa::discovery_assessment(given()),
            "penalty" => sa::penalty(given()),
            "quarter 1 ends" => sa::quarterly_updates(year(), Standard)[0].last,
            "quarter 1 due" => sa::quarterly_updates(year(), Standard)[0].due,
            "quarter 2 ends" => sa::quarterly_updates(year(), Standard)[1].last,
            "quarter 2 due" => sa::quarterly_updates(year(), Standard)[1].due,
            "quarter 3 ends" => sa::quarterly_updates(year(), Standard)[2].last,
            "quarter 3 due" => sa::quarterly_updates(year(), Standard)[2].due,
            "quarter 4 ends" => sa::quarterly_updates(year(), Standard)[3].last,
            "quarter 4 due" => sa::quarterly_updates(year(), Standard)[3].due,
            "calendar quarter 1 ends" => sa::quarterly_updates(year(), Calendar)[0].last,
            "calendar quarter 4 ends" => sa::quarterly_updates(year(), Calendar)[3].last,
            "calendar quarter 4 due" => sa::quarterly_updates(year(), Calendar)[3].due,
            other => panic!("no rule {other}"),
        };
        assert_eq!(found, day(&due), "{rule} of {of} ({source})");
    }
}
