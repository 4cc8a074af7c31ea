//! The tax year of a coding out request's path.
//!
//! Source: github hmrc/self-assessment-accounts-api (`ResolveTaxYear` at 47708f17; at 13fed3b3 the
//! pattern of 1.0): the form, then that the two years follow each other, then the endpoint's own
//! limits.

use sa_model::TaxYear;
use time::Date;

use super::error::Fault;
use super::version::Version;

/// The first year of which amounts can be coded out, by the year it ends.
const FIRST_YEAR_ENDS: u16 = 2020;

/// The tax year in this text.
///
/// # Errors
/// [`Fault::FormatTaxYear`] for `2021-2022`, [`Fault::TaxYearRangeInvalid`] for `2021-23`.
pub(super) fn read(text: &str, version: Version) -> Result<TaxYear, Fault> {
    let is_digit = |place: &usize| text.as_bytes().get(*place).is_some_and(u8::is_ascii_digit);
    let digits = text.len() == 7 && [0, 1, 2, 3, 5, 6].iter().all(is_digit);
    let well_formed = digits
        && match version {
            Version::V1 => matches!(text.as_bytes(), [b'2', _, _, _, b'-', ..]),
            Version::V2 | Version::V4 => {
                matches!(
                    text.as_bytes(),
                    [b'2', b'0', b'1'..=b'9', _, b'-', b'1'..=b'9', _]
                )
            }
        };
    if !well_formed {
        return Err(Fault::FormatTaxYear);
    }
    TaxYear::parse(text).map_err(|_not_consecutive| Fault::TaxYearRangeInvalid)
}

/// The same, of a year of which amounts can be coded out.
///
/// # Errors
/// As [`read`], and [`Fault::TaxYearNotSupported`] before 2019-20.
pub(super) fn supported(text: &str, version: Version) -> Result<TaxYear, Fault> {
    let year = read(text, version)?;
    if year.end_year() < FIRST_YEAR_ENDS {
        return Err(Fault::TaxYearNotSupported);
    }
    Ok(year)
}

/// The same, of a year that has ended.
///
/// # Errors
/// As [`supported`], and [`Fault::TaxYearNotEnded`] up to and on 5 April.
pub(super) fn ended(text: &str, version: Version, today: Date) -> Result<TaxYear, Fault> {
    let year = supported(text, version)?;
    if today <= year.last_day() {
        return Err(Fault::TaxYearNotEnded);
    }
    Ok(year)
}

#[cfg(test)]
mod tests {
    use sa_model::date;

    use super::{Fault, Version, ended, read, supported};

    #[test]
    fn a_tax_year_is_read_by_each_versions_pattern() {
        let both = [Version::V1, Version::V4];
        for (text, expected) in [
            ("2021-22", [None, None]),
            ("2099-00", [None, Some(Fault::FormatTaxYear)]),
            ("2009-10", [None, Some(Fault::FormatTaxYear)]),
            ("2120-21", [None, Some(Fault::FormatTaxYear)]),
            ("2021-23", [Some(Fault::TaxYearRangeInvalid); 2]),
            ("2021-2022", [Some(Fault::FormatTaxYear); 2]),
            ("1999-00", [Some(Fault::FormatTaxYear); 2]),
            ("2021/22", [Some(Fault::FormatTaxYear); 2]),
            ("", [Some(Fault::FormatTaxYear); 2]),
        ] {
            assert_eq!(
                both.map(|version| read(text, version).err()),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn the_first_year_is_2019_20_and_a_year_ends_on_the_fifth_of_april() {
        assert_eq!(
            supported("2018-19", Version::V4),
            Err(Fault::TaxYearNotSupported)
        );
        assert!(supported("2019-20", Version::V4).is_ok());
        for (today, expected) in [
            ("2022-04-05", Some(Fault::TaxYearNotEnded)),
            ("2022-04-06", None),
        ] {
            let day = date::parse(today).expect("a day");
            assert_eq!(
                ended("2021-22", Version::V4, day).err(),
                expected,
                "{today}"
            );
        }
    }
}
