//! Whose accounts they are: identifiers with valid check digits, no two alike.

use sa_model::{
    ItsaTaxpayer, MtdItId, Nino, Settlement, TaxYear, Utr, VatTrader, Vrn, date::plus_days,
};
use time::{Date, Month};

use crate::generate::Invalid;
use crate::generate::draw::{Draw, of_seed};

/// What an account is, by its number, and its place among its like.
pub(super) enum Kind {
    SelfAssessment(u64),
    Vat(u64),
}

/// Seven of ten are Self Assessment accounts.
pub(super) fn kind(number: u64) -> Kind {
    let (tens, last) = (number / 10, number % 10);
    match last {
        0..=6 => Kind::SelfAssessment(tens.saturating_mul(7).saturating_add(last)),
        _ => Kind::Vat(
            tens.saturating_mul(3)
                .saturating_add(last)
                .saturating_sub(7),
        ),
    }
}

/// Numbers below a power of ten in a jumbled order, each once: the multiplier ends in 1, 3, 7 or 9.
fn jumbled(seed: u64, place: u64, below: u64) -> u64 {
    let start = of_seed(seed).checked_rem(below).unwrap_or(0);
    place
        .wrapping_mul(387_420_489)
        .wrapping_add(start)
        .checked_rem(below)
        .unwrap_or(0)
}

/// A Self Assessment taxpayer; `place` below 14,000,000.
pub(super) fn taxpayer(seed: u64, place: u64, draw: &mut Draw) -> Result<ItsaTaxpayer, Invalid> {
    let body = jumbled(seed, place, 1_000_000_000);
    let utr = (1..=9)
        .filter_map(|check| Utr::parse(&format!("{check}{body:09}")).ok())
        .find(Utr::has_valid_check_digit)
        .ok_or("no check digit fits the UTR")?;
    let signed_up = draw.chance(30);
    let mtd_it_id = if signed_up {
        let id = ('A'..='Z')
            .filter_map(|check| MtdItId::parse(&format!("X{check}IT{place:011}")).ok())
            .find(MtdItId::has_valid_check_letter);
        Some(id.ok_or("no check letter fits the MTDITID")?)
    } else {
        None
    };
    let mtd_from = match mtd_it_id {
        // The first to whom it is not left: from April 2026 on.
        Some(_) if draw.chance(50) => Some(TaxYear::parse("2026-27")?),
        Some(_) | None => None,
    };
    Ok(ItsaTaxpayer {
        utr,
        nino: Some(nino(seed, place)?),
        mtd_it_id,
        mtd_from,
    })
}

/// Prefixes that NINOs have, one for each million of taxpayers.
const PREFIXES: [&str; 14] = [
    "AA", "AB", "AE", "AH", "AK", "AL", "BA", "BE", "CE", "CK", "EH", "GH", "JA", "WM",
];

fn nino(seed: u64, place: u64) -> Result<Nino, Invalid> {
    let prefix = usize::try_from(place / 1_000_000)?;
    let prefix = PREFIXES.get(prefix).ok_or("no NINO is left")?;
    let digits = jumbled(seed, place % 1_000_000, 1_000_000);
    let suffix = ["A", "B", "C", "D"]
        .get(usize::try_from(digits % 4)?)
        .unwrap_or(&"A");
    Ok(Nino::parse(&format!("{prefix}{digits:06}{suffix}"))?)
}

/// A VAT trader; `place` below 6,000,000.
pub(super) fn trader(seed: u64, place: u64, draw: &mut Draw) -> Result<VatTrader, Invalid> {
    let body = jumbled(seed, place, 10_000_000);
    let vrn = (0..=97)
        .filter_map(|check| Vrn::parse(&format!("{body:07}{check:02}")).ok())
        .find(Vrn::has_valid_check_digit)
        .ok_or("no check digits fit the VRN")?;
    let first = Date::from_calendar_date(2022, Month::July, 1)?;
    let registered = plus_days(first, i32::try_from(draw.between(0, 1_100))?);
    let settlement = match draw.between(1, 10) {
        1..=5 => Settlement::DirectDebit,
        6..=7 => Settlement::BankDetails,
        8 => Settlement::DirectDebitAndBankDetails,
        _ => Settlement::None,
    };
    Ok(VatTrader {
        vrn,
        registered: Some(registered),
        settlement,
        schedule: None,
        flat_rate_scheme: None,
    })
}
