//! What a repayment is made of, and the repayment interest on it.
//!
//! Sources: Finance Act 2009 s.102 and Sch 54 paras 5 to 13, CH146040 (interest runs from the later
//! of the day a payment was made and the day it was due; of a return's credit, from the later of
//! the day the return was filed and the day it was due), CH146410 (of a payment on account of VAT from
//! the day the return was due), CH146100 (which payments a repayment comes
//! from).

use sa_model::{Charge, Credit, DocumentId, Money, Period, TransactionKind};
use time::Date;

use crate::account::Account;
use crate::book::Book;
use crate::credit::Part;
use crate::record::{CreditRecord, Source};
use crate::replay;
use crate::rules::Rules;

/// Part of a repayment: money of one payment or credit.
///
/// ```
#[doc = include_str!("account/example.md")]
/// # let mut account = account;
/// account.apply(&entry(8, "2026-03-31", r#"{"chargeAmended":{"charge":"BC","amount":700.00,"reason":"Amended return"}}"#)?)?;
/// let slices = account.repayment(pounds("50.00")?, day("2026-04-30")?, Rules::built_in());
/// let slice: &RepaymentSlice = &slices[0];
/// assert_eq!(slice.came_back_from, Some(DocumentId::parse("BC")?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepaymentSlice {
    /// The payment or credit.
    pub credit: DocumentId,
    /// The charge that the money had paid before it came back; none for money never used.
    pub came_back_from: Option<DocumentId>,
    /// How much, in pounds, above zero.
    pub amount: Money,
    /// The day that repayment interest runs from.
    pub interest_from: Date,
    /// The repayment interest up to the day, in pounds.
    pub interest: Money,
}

impl Account {
    /// What a repayment of up to `amount` on a day would be made of, in order, with the interest
    /// that goes with it; less than the amount where there is less credit.
    ///
    /// ```
    #[doc = include_str!("account/example.md")]
    /// # let mut account = account;
    /// // The balancing charge falls to 700.00: of the 500.00 that come back some pays what was open.
    /// account.apply(&entry(8, "2026-03-31", r#"{"chargeAmended":{"charge":"BC","amount":700.00,"reason":"Amended return"}}"#)?)?;
    /// let slices = account.repayment(pounds("300.00")?, day("2026-04-30")?, Rules::built_in());
    /// // Interest runs from the day of payment, for the tax was due before.
    /// assert_eq!(slices[0].interest_from, day("2026-03-02")?);
    /// let interest = Money::total(slices.iter().map(|slice| slice.interest))?;
    /// assert_eq!(interest, pounds("1.33")?); // 59 days at 2.75 %
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn repayment(&self, amount: Money, on: Date, rules: &Rules) -> Vec<RepaymentSlice> {
        replay::on(self, rules, on, |book| self.slices_to_repay(book, amount))
    }

    fn slices_to_repay(&self, book: &Book<'_>, amount: Money) -> Vec<RepaymentSlice> {
        let pence = i64::try_from(amount.pence()).unwrap_or(i64::MAX);
        let repaid = book.today.number;
        book.parts_to_repay(pence)
            .into_iter()
            .filter_map(|part| {
                let credit = self.credits.get(part.credit.index())?;
                let interest_from = self.interest_start(credit, &part, book.today.date);
                let interest =
                    book.counting()
                        .repayment(part.amount, interest_from.to_julian_day(), repaid);
                let charge = part
                    .charge
                    .and_then(|place| self.charges.get(place.index()));
                Some(RepaymentSlice {
                    credit: credit.id(),
                    came_back_from: charge.map(|charge| charge.raised.record.id),
                    amount: Money::from_pence_i64(part.amount),
                    interest_from,
                    interest: Money::from_pence_i64(interest),
                })
            })
            .collect()
    }

    fn interest_start(&self, credit: &CreditRecord, part: &Part, on: Date) -> Date {
        let charge = part
            .charge
            .and_then(|place| self.charges.get(place.index()));
        let due = match (charge, &credit.source) {
            (Some(charge), _) => Some(self.due_for_interest(&charge.raised.record, on)),
            (None, Source::Credit(credit)) => self.return_due(credit, on),
            (None, Source::Payment(_)) => None,
        };
        due.map_or(credit.effective, |due| due.max(credit.effective))
    }

    /// The day from which money that had paid a charge can bear interest: its due date, but of a
    /// payment on account of VAT that of the return.
    fn due_for_interest(&self, charge: &Charge, on: Date) -> Date {
        let of_return = match (charge.kind, charge.period) {
            (TransactionKind::VatPaymentOnAccount, Some(Period::Vat(period))) => {
                self.vat_return_due(&period, on)
            }
            (_, _) => None,
        };
        of_return.unwrap_or(charge.due)
    }

    /// The day on which the return was due that a credit comes from.
    fn return_due(&self, credit: &Credit, on: Date) -> Option<Date> {
        use TransactionKind as Kind;

        match credit.period? {
            Period::Vat(period) => self.vat_return_due(&period, on),
            Period::TaxYear(year) => matches!(
                credit.kind,
                Kind::BalancingCredit | Kind::ReturnAmendmentCredit
            )
            .then(|| self.filing_date(year, on)),
        }
    }
}
