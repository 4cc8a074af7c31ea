//! Self Assessment accounts: payments on account, balancing charges, and what becomes of them.

use sa_model::due_date::self_assessment::{balancing_payment, payments_on_account};
use sa_model::{
    Amendment, BoundedText, Charge, CodedOut, DocumentId, Fact, ItsaTaxpayer, Money, Period,
    PoaAdjustmentReason, StandingOver, TaxYear, TransactionKind, date::plus_days,
};
use time::Date;

use crate::generate::Invalid;
use crate::generate::draw::{Draw, pence, percent_of};
use crate::generate::journal::{Journal, Step};
use crate::generate::payment::Payer;

/// What a taxpayer owes for a year, in pounds, of four sorts of taxpayers.
const USUAL_POUNDS: [u32; 4] = [900, 4_000, 12_000, 60_000];

/// Fills the journal with two to five tax years up to the present one.
pub(super) fn fill(
    journal: &mut Journal,
    taxpayer: &ItsaTaxpayer,
    draw: &mut Draw,
) -> Result<(), Invalid> {
    let sort = usize::try_from(draw.between(0, 3))?;
    let usual_pounds = USUAL_POUNDS.get(sort).copied().unwrap_or(900);
    let payer = Payer {
        reference: format!("{}K", taxpayer.utr),
    };
    let first_end = draw.between(2022, 2025);
    for end in first_end..=2026 {
        let year = TaxYear::ending(u16::try_from(end)?)?;
        // On account only where last year's bill was 1,000 pounds or more.
        if usual_pounds > 1_000 {
            let half = draw.amount(usual_pounds / 2);
            pay_on_account(journal, &payer, year, half, draw)?;
        }
        let amount = draw.amount(usual_pounds);
        balance(journal, &payer, year, amount, draw)?;
    }
    Ok(())
}

/// The two payments on account; now and then reduced on the taxpayer's claim.
fn pay_on_account(
    journal: &mut Journal,
    payer: &Payer,
    year: TaxYear,
    half: Money,
    draw: &mut Draw,
) -> Result<(), Invalid> {
    let kinds = [
        TransactionKind::FirstPaymentOnAccount,
        TransactionKind::SecondPaymentOnAccount,
    ];
    let raised = draw.days_after(plus_days(year.first_day(), 200), 0, 60);
    let reduced = draw
        .chance(5)
        .then(|| percent_of(half, draw.between(40, 80)));
    for (kind, due) in kinds.into_iter().zip(payments_on_account(year)) {
        let charge = raise(journal, (kind, year), (raised, due), half)?;
        if let Some(amount) = reduced {
            let amendment = Amendment {
                charge,
                amount,
                reason: BoundedText::parse("Customer Request")?,
                poa_adjustment_reason: Some(PoaAdjustmentReason::ProfitsDown),
            };
            journal.add(
                plus_days(raised, 20),
                Step::Fact(Fact::ChargeAmended(amendment)),
            )?;
        }
        payer.pay(journal, (charge, due), reduced.unwrap_or(half), draw)?;
    }
    Ok(())
}

/// The balancing charge of a return, and what becomes of it.
fn balance(
    journal: &mut Journal,
    payer: &Payer,
    year: TaxYear,
    amount: Money,
    draw: &mut Draw,
) -> Result<(), Invalid> {
    let due = balancing_payment(year, None);
    let filed = draw.days_after(plus_days(year.last_day(), 20), 0, 280);
    let charge = raise(
        journal,
        (TransactionKind::BalancingCharge, year),
        (filed, due),
        amount,
    )?;
    let mut to_pay = amount;
    match draw.between(1, 100) {
        // Below 3,000 pounds it can be collected through PAYE.
        1..=10 if amount < pence(300_000) => {
            let collected_in = year
                .next()
                .and_then(TaxYear::next)
                .ok_or("the years are over")?;
            let coded_out = CodedOut {
                charge,
                amount,
                collected_in,
            };
            return journal.add(filed, Step::IfAllowed(Fact::CodedOut(coded_out)));
        }
        11..=18 => {
            to_pay = percent_of(amount, draw.between(60, 140));
            let amendment = Amendment {
                charge,
                amount: to_pay,
                reason: BoundedText::parse("Amended return")?,
                poa_adjustment_reason: None,
            };
            let on = draw.days_after(filed, 20, 100);
            journal.add(on, Step::Fact(Fact::ChargeAmended(amendment)))?;
        }
        19..=20 => {
            to_pay = percent_of(amount, 50);
            let stood_over = StandingOver {
                charge,
                amount: to_pay,
            };
            let on = plus_days(filed, 25);
            journal.add(on, Step::IfAllowed(Fact::ChargeStoodOver(stood_over)))?;
        }
        _ => {}
    }
    payer.pay(journal, (charge, due), to_pay, draw)
}

/// Raises a charge on a day, due on another.
fn raise(
    journal: &mut Journal,
    (kind, year): (TransactionKind, TaxYear),
    (raised, due): (Date, Date),
    amount: Money,
) -> Result<DocumentId, Invalid> {
    let id = journal.document()?;
    let charge = Charge {
        id,
        reference: Some(Journal::reference(id)?),
        kind,
        amount,
        due,
        period: Some(Period::TaxYear(year)),
    };
    journal.add(raised, Step::Fact(Fact::ChargeRaised(charge)))?;
    Ok(id)
}
