//! VAT accounts: quarters, their returns, and what they come to.

use sa_model::due_date::vat::standard;
use sa_model::{
    BoundedText, Fact, Money, NetVat, ObligationPeriod, Payment, PeriodKey, PeriodMeaning,
    VatBoxes, VatReturn, VatTrader, date::plus_days,
};
use time::Date;

use crate::generate::Invalid;
use crate::generate::draw::{Draw, pence, percent_of};
use crate::generate::journal::{Journal, Step, today};

/// Fills the journal with every quarter since the registration, of one stagger.
pub(super) fn fill(
    journal: &mut Journal,
    trader: &VatTrader,
    draw: &mut Draw,
) -> Result<(), Invalid> {
    let registered = trader.registered.unwrap_or(today()?);
    let stagger = ['A', 'B', 'C']
        .get(usize::try_from(draw.between(0, 2))?)
        .unwrap_or(&'A');
    let sales_pounds = draw.amount(400_000);
    for year in 22..=26 {
        for quarter in 1..=4 {
            let key = PeriodKey::parse(&format!("{year}{stagger}{quarter}"))?;
            let PeriodMeaning::Standard { period, .. } = key.meaning() else {
                continue;
            };
            if period.last() <= registered || period.first() > today()? {
                continue;
            }
            let obligation = ObligationPeriod {
                key,
                start: period.first().max(registered),
                end: period.last(),
                due: standard(period.last()),
            };
            fill_quarter(journal, trader, obligation, sales_pounds, draw)?;
        }
    }
    Ok(())
}

fn fill_quarter(
    journal: &mut Journal,
    trader: &VatTrader,
    obligation: ObligationPeriod,
    sales_pounds: Money,
    draw: &mut Draw,
) -> Result<(), Invalid> {
    journal.add(
        obligation.start,
        Step::Fact(Fact::ObligationCreated(obligation)),
    )?;
    let received = match draw.between(1, 100) {
        1..=88 => draw.days_after(plus_days(obligation.end, 5), 0, 25),
        89..=97 => draw.days_after(obligation.due, 1, 60),
        // No return, as yet.
        _ => return Ok(()),
    };
    let vat_return = make_return(obligation.key, sales_pounds, draw)?;
    journal.add(received, Step::Return(vat_return))?;
    if let NetVat::Debit(amount) = vat_return.net() {
        let on = match draw.between(1, 100) {
            1..=90 => obligation.due.max(received),
            91..=97 => draw.days_after(obligation.due.max(received), 1, 90),
            _ => return Ok(()),
        };
        receive(journal, trader, amount, plus_days(on, 3))?;
    }
    Ok(())
}

/// Nine boxes that keep the rules: standard-rated sales, and purchases that now and then are more.
fn make_return(key: PeriodKey, sales: Money, draw: &mut Draw) -> Result<VatReturn, Invalid> {
    let sales = percent_of(sales, draw.between(60, 130));
    let is_repayment = draw.chance(8);
    let percent = if is_repayment {
        draw.between(105, 180)
    } else {
        draw.between(20, 90)
    };
    let purchases = percent_of(sales, percent);
    let whole = |amount: Money| Money::from_pence((amount.pence() / 100).saturating_mul(100));
    let due = percent_of(sales, 20);
    let reclaimed = percent_of(purchases, 20);
    let net = due.checked_sub(reclaimed).unwrap_or_default();
    let net = if net.is_negative() {
        net.checked_neg().unwrap_or_default()
    } else {
        net
    };
    let boxes = VatBoxes {
        vat_due_sales: due,
        vat_due_acquisitions: pence(0),
        total_vat_due: due,
        vat_reclaimed_curr_period: reclaimed,
        net_vat_due: net,
        total_value_sales_ex_vat: whole(sales)?,
        total_value_purchases_ex_vat: whole(purchases)?,
        total_value_goods_supplied_ex_vat: whole(percent_of(sales, 5))?,
        total_acquisitions_ex_vat: pence(0),
    };
    Ok(VatReturn::new(key, boxes)?)
}

fn receive(
    journal: &mut Journal,
    trader: &VatTrader,
    amount: Money,
    on: Date,
) -> Result<(), Invalid> {
    let payment = Payment {
        id: journal.document()?,
        payment_id: None,
        reference: Some(BoundedText::parse(trader.vrn.as_str())?),
        amount,
        processed: None,
        method: Some(BoundedText::parse("direct_debit")?),
        directed_to: None,
    };
    journal.add(on, Step::Fact(Fact::PaymentReceived(payment)))
}
