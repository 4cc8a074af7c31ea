//! How taxpayers pay: on time, late, in parts, too much, or not.

use sa_model::{
    BoundedText, Direction, DocumentId, Fact, Money, Payment, PaymentReversal, Repayment,
    RepaymentClaim, date::plus_days,
};
use time::Date;

use crate::generate::Invalid;
use crate::generate::draw::{Draw, percent_of};
use crate::generate::journal::{Journal, Step};

/// Who pays, by the reference that the payments bear.
pub(super) struct Payer {
    pub(super) reference: String,
}

impl Payer {
    /// What becomes of a charge that is due on a day.
    pub(super) fn pay(
        &self,
        journal: &mut Journal,
        (charge, due): (DocumentId, Date),
        amount: Money,
        draw: &mut Draw,
    ) -> Result<(), Invalid> {
        let on_time = draw.days_after(plus_days(due, -14), 0, 14);
        let late = draw.days_after(due, 1, 200);
        match draw.between(1, 100) {
            1..=78 => drop(self.receive(journal, amount, on_time)?),
            79..=88 => drop(self.receive(journal, amount, late)?),
            89..=92 => {
                let part = percent_of(amount, draw.between(20, 80));
                self.receive(journal, part, on_time)?;
                self.receive(journal, amount.checked_sub(part).unwrap_or_default(), late)?;
            }
            93..=94 => {
                // Too much: the credit is claimed back.
                let more = draw.amount(500);
                let both = amount.checked_add(more).unwrap_or(amount);
                self.receive(journal, both, on_time)?;
                claim(journal, more, plus_days(due, 10))?;
            }
            95 => {
                let payment = self.receive(journal, amount, on_time)?;
                let reason = BoundedText::parse("Payment returned unpaid by the bank")?;
                let reversal = Fact::PaymentReversed(PaymentReversal { payment, reason });
                journal.add(plus_days(on_time, 3), Step::IfAllowed(reversal))?;
                self.receive(journal, amount, late)?;
            }
            96 => {
                let credit = self.receive(journal, amount, on_time)?;
                let direction = Direction {
                    credit,
                    charge: Some(charge),
                };
                let direction = Step::IfAllowed(Fact::AllocationDirected(direction));
                journal.add(plus_days(on_time, 1), direction)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// A payment; of nothing there is none.
    fn receive(
        &self,
        journal: &mut Journal,
        amount: Money,
        on: Date,
    ) -> Result<DocumentId, Invalid> {
        let id = journal.document()?;
        if amount.is_positive() {
            let payment = Payment {
                id,
                payment_id: Some(Journal::payment_id(id)?),
                reference: Some(BoundedText::parse(&self.reference)?),
                amount,
                processed: Some(plus_days(on, 1)),
                method: Some(BoundedText::parse("bank_transfer")?),
                directed_to: None,
            };
            journal.add(on, Step::Fact(Fact::PaymentReceived(payment)))?;
        }
        Ok(id)
    }
}

fn claim(journal: &mut Journal, amount: Money, on: Date) -> Result<(), Invalid> {
    let id = journal.document()?;
    let claim = RepaymentClaim {
        id,
        amount,
        description: Some(BoundedText::parse("Overpaid")?),
        method: Some(BoundedText::parse("bank_transfer")?),
    };
    journal.add(on, Step::IfAllowed(Fact::RepaymentClaimed(claim)))?;
    let repayment = Repayment {
        claim: id,
        interest: Money::ZERO,
    };
    journal.add(
        plus_days(on, 9),
        Step::IfAllowed(Fact::RepaymentMade(repayment)),
    )
}
