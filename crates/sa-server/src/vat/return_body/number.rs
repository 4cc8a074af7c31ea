//! Numbers as the return body may write them, by their decimal text: `12.30`, `1E2`, and of text
//! also what Java's `BigDecimal` takes (`+5`, `.5`, `5.`).
//!
//! Source: github hmrc/vat-api at 8ddd80d3 (play-json reads numbers and text alike through
//! `BigDecimal`; the scale that is checked is that of the text).

use rust_decimal::Decimal;
use sa_model::{Money, VatBox, VatReturnFault};

/// A number as it was written: its digits times ten to the minus `scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WrittenNumber<'a> {
    negative: bool,
    wholes: &'a str,
    decimals: &'a str,
    exponent: i64,
}

/// What is wrong with an amount for its box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BoxFault {
    /// More decimals than the box may have.
    TooManyDecimals,
    /// More or less than the box may hold.
    OutOfRange,
}

impl<'a> WrittenNumber<'a> {
    /// Takes a sign, digits with at most one point among them, and an exponent.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (digits, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((digits, exponent)) => (digits, parse_exponent(exponent)?),
            None => (unsigned, 0),
        };
        let (wholes, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let mut all = wholes.bytes().chain(decimals.bytes()).peekable();
        all.peek()?;
        all.all(|byte| byte.is_ascii_digit()).then_some(Self {
            negative: text.starts_with('-'),
            wholes,
            decimals,
            exponent,
        })
    }

    /// The amount, if the box may hold it.
    ///
    /// # Errors
    /// Decimals before range. Boxes 1 to 5 go by the decimals as they are written, boxes 6 to 9 by
    /// the value.
    pub(super) fn take(self, of: VatBox) -> Result<Money, BoxFault> {
        let written = match of.decimals() {
            0 => self.shortest(),
            _ => self,
        };
        let Some(number) = written.decimal() else {
            return Err(written.unfit(of));
        };
        of.take(number).map_err(|fault| match fault {
            VatReturnFault::Decimals { .. } => BoxFault::TooManyDecimals,
            VatReturnFault::OutOfBounds { .. } | _ => BoxFault::OutOfRange,
        })
    }

    /// What is wrong with a number that is too long or too far from the point for a [`Decimal`],
    /// and so for any box.
    fn unfit(self, of: VatBox) -> BoxFault {
        if self.scale() > i64::from(of.decimals()) {
            BoxFault::TooManyDecimals
        } else {
            BoxFault::OutOfRange
        }
    }

    /// How many decimals are written, once the exponent is taken in; below zero for `1E2`.
    fn scale(self) -> i64 {
        let decimals = i64::try_from(self.decimals.len()).unwrap_or(i64::MAX);
        decimals.saturating_sub(self.exponent)
    }

    /// The same value without the zeros at its end.
    fn shortest(self) -> Self {
        let decimals = self.decimals.trim_end_matches('0');
        if !decimals.is_empty() {
            return Self { decimals, ..self };
        }
        let wholes = self.wholes.trim_end_matches('0');
        let zeros = self.wholes.len().saturating_sub(wholes.len());
        let exponent = self
            .exponent
            .saturating_add(i64::try_from(zeros).unwrap_or(i64::MAX));
        Self {
            wholes,
            decimals,
            exponent,
            ..self
        }
    }

    /// The digits without zeros in front.
    fn significant(self) -> impl Iterator<Item = u8> {
        self.wholes
            .bytes()
            .chain(self.decimals.bytes())
            .skip_while(|byte| *byte == b'0')
    }

    /// The number with its written scale; none where no box could hold it either.
    fn decimal(self) -> Option<Decimal> {
        let mut digits = 0_i128;
        for byte in self.significant() {
            let digit = i128::from(byte.checked_sub(b'0')?);
            digits = digits.checked_mul(10)?.checked_add(digit)?;
        }
        if self.negative {
            digits = digits.checked_neg()?;
        }
        match u32::try_from(self.scale()) {
            Ok(scale) => Decimal::try_from_i128_with_scale(digits, scale).ok(),
            Err(_below_zero) if digits == 0 => Some(Decimal::ZERO),
            Err(_below_zero) => {
                let zeros = u32::try_from(self.scale().checked_neg()?).ok()?;
                let digits = digits.checked_mul(10_i128.checked_pow(zeros)?)?;
                Decimal::try_from_i128_with_scale(digits, 0).ok()
            }
        }
    }
}

/// The digits of an exponent with their sign; one too long for an `i64` is as far out as any.
fn parse_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let far_out = if text.starts_with('-') {
        i64::MIN
    } else {
        i64::MAX
    };
    Some(text.parse().unwrap_or(far_out))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_number_is_read_as_javas_big_decimal_reads_it() {
        for (text, expected) in [
            ("100.00", Some("100.00")),
            ("-0.00", Some("0.00")),
            ("1E2", Some("100")),
            ("1.5e1", Some("15")),
            ("1234e-2", Some("12.34")),
            ("+5", Some("5")),
            (".5", Some("0.5")),
            ("5.", Some("5")),
            ("007", Some("7")),
            ("", None),
            ("-", None),
            (".", None),
            ("1e", None),
            ("1e+", None),
            ("1,000", None),
            (" 1", None),
            ("--1", None),
            ("1.2.3", None),
            ("NaN", None),
            ("0x10", None),
        ] {
            let read = WrittenNumber::parse(text).map(|number| number.take(VatBox::VatDueSales));
            let read = read.map(|amount| amount.map(|amount| amount.to_string()));
            assert_eq!(read, expected.map(|amount| Ok(amount.to_owned())), "{text}");
        }
    }

    #[test]
    fn decimals_go_by_the_text_in_boxes_1_to_5_and_by_the_value_in_boxes_6_to_9() {
        use BoxFault::{OutOfRange, TooManyDecimals};
        let long = format!("1{}.0", "0".repeat(60));
        let fine = format!("0.{}1", "0".repeat(60));
        let padded = format!("500.{}", "0".repeat(60));
        for (text, box_1, box_6) in [
            ("100.000", Some(TooManyDecimals), None),
            ("500.50", None, Some(TooManyDecimals)),
            (
                "99999999999999.999",
                Some(TooManyDecimals),
                Some(TooManyDecimals),
            ),
            ("10000000000000", Some(OutOfRange), Some(OutOfRange)),
            ("1e99999999999999999999", Some(OutOfRange), Some(OutOfRange)),
            (
                "1e-99999999999999999999",
                Some(TooManyDecimals),
                Some(TooManyDecimals),
            ),
            ("0e5", None, None),
            (&long, Some(OutOfRange), Some(OutOfRange)),
            (&fine, Some(TooManyDecimals), Some(TooManyDecimals)),
        ] {
            let number = WrittenNumber::parse(text).expect("a number");
            assert_eq!(number.take(VatBox::VatDueSales).err(), box_1, "{text}");
            assert_eq!(
                number.take(VatBox::TotalValueSalesExVat).err(),
                box_6,
                "{text}"
            );
        }
        let shrunk = format!("5{}e-60", "0".repeat(62));
        for text in [padded, shrunk] {
            let number = WrittenNumber::parse(&text).expect("a number");
            assert_eq!(number.take(VatBox::VatDueSales), Err(TooManyDecimals));
            let whole = number.take(VatBox::TotalValueSalesExVat);
            assert_eq!(whole.map(|amount| amount.to_string()), Ok("500".to_owned()));
        }
    }
}
