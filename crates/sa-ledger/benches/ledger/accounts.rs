//! Accounts to measure with.

use sa_ledger::Account;
use sa_model::{
    AccountHolder, AccountKey, Charge, CodedOut, DocumentId, Entry, EntryId, Fact, ItsaTaxpayer,
    Money, Payment, Period, Repayment, RepaymentClaim, StandingOver, TaxYear, Timestamp,
    TransactionKind, Utr, date,
};
use time::macros::date;
use time::{Date, Duration};

pub(crate) const VALUED_ON: Date = date!(2026 - 01 - 31);

const fn pounds(pounds: i64) -> i64 {
    pounds * 100
}

/// What happens on a large account.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Mix {
    /// About as much is paid as is charged, some of it late.
    Paid,
    /// Charges alone: all stay open.
    Unpaid,
    /// Charges in dispute for a while, then coded out in part and paid too much of, and what was
    /// too much claimed and repaid: four entries of seven ask what is owed or left.
    Asked,
}

fn opened(utr: Utr) -> Entry {
    let holder = AccountHolder::Itsa(ItsaTaxpayer {
        utr,
        nino: None,
        mtd_it_id: None,
        mtd_from: None,
    });
    entry(
        AccountKey::Itsa(utr),
        0,
        date!(2008 - 01 - 01),
        Fact::AccountOpened(holder),
    )
}

fn entry(account: AccountKey, number: usize, effective: Date, fact: Fact) -> Entry {
    Entry {
        account,
        id: EntryId::parse(&format!("e{number}")).unwrap(),
        effective,
        recorded: Timestamp::parse(&format!("{}T09:00:00Z", date::text(effective))).unwrap(),
        fact,
    }
}

fn document(number: usize) -> DocumentId {
    DocumentId::parse(&format!("{number:012}")).unwrap()
}

fn charge(number: usize, kind: TransactionKind, pence: i64, due: Date) -> Fact {
    let year = TaxYear::ending(u16::try_from(due.year() - 1).unwrap()).unwrap();
    Fact::ChargeRaised(Charge {
        id: document(number),
        reference: None,
        kind,
        amount: Money::from_pence_i64(pence),
        due,
        period: Some(Period::TaxYear(year)),
    })
}

fn payment(number: usize, pence: i64) -> Fact {
    Fact::PaymentReceived(Payment {
        id: document(number),
        payment_id: None,
        reference: None,
        amount: Money::from_pence_i64(pence),
        processed: None,
        method: None,
        directed_to: None,
    })
}

fn utr(number: usize) -> Utr {
    Utr::parse(&format!("{:010}", 1_000_000_000 + number)).unwrap()
}

/// A journal of `size` entries over the years before [`VALUED_ON`], in the order of their days.
pub(crate) fn journal(size: usize, mix: Mix) -> Vec<Entry> {
    let first = opened(utr(1));
    let key = first.account;
    let mut entries = vec![first];
    for number in 1..size {
        let (on, fact) = match mix {
            Mix::Paid | Mix::Unpaid => {
                let on = spread(number, size, date!(2009 - 01 - 01));
                let due = on + Duration::days(-20);
                let paid = matches!(mix, Mix::Paid) && number % 2 == 0;
                let fact = if paid {
                    payment(number, pounds(100) + 7)
                } else {
                    charge(number, TransactionKind::NationalInsurance, pounds(100), due)
                };
                (on, fact)
            }
            Mix::Asked => {
                let (round, step) = ((number - 1) / 7, (number - 1) % 7);
                let begins = spread(round, size.div_ceil(7), date!(1998 - 06 - 01));
                let on = begins + Duration::days(i64::try_from(step).unwrap());
                (on, asked(number, step, on))
            }
        };
        entries.push(entry(key, number, on, fact));
    }
    entries
}

/// The day of a place of so many, from a first day on: over the same years however many there are,
/// so that interest has as many windows.
fn spread(place: usize, places: usize, from: Date) -> Date {
    let days = (VALUED_ON - from).whole_days();
    let day = i64::try_from(place).unwrap() * days / i64::try_from(places).unwrap();
    from + Duration::days(day)
}

/// One of seven entries about one charge, on days one after the other.
fn asked(number: usize, step: usize, on: Date) -> Fact {
    let of_charge = document(number - step);
    let stood_over = |amount| {
        Fact::ChargeStoodOver(StandingOver {
            charge: of_charge,
            amount: Money::from_pence_i64(amount),
        })
    };
    match step {
        0 => {
            let due = on + Duration::days(20);
            charge(number, TransactionKind::NationalInsurance, pounds(100), due)
        }
        1 => stood_over(pounds(30)),
        2 => stood_over(0),
        3 => Fact::CodedOut(CodedOut {
            charge: of_charge,
            amount: Money::from_pence_i64(pounds(40)),
            collected_in: TaxYear::ending(2027).unwrap(),
        }),
        4 => payment(number, pounds(80)),
        5 => Fact::RepaymentClaimed(RepaymentClaim {
            id: document(number),
            amount: Money::from_pence_i64(pounds(20)),
            description: None,
            method: None,
        }),
        _ => Fact::RepaymentMade(Repayment {
            claim: document(number - 1),
            interest: Money::ZERO,
        }),
    }
}

/// The journal of a typical account: four years of a balancing payment and two payments on account,
/// twelve charges, and ten payments, most in time, some late, one too large.
pub(crate) fn typical_journal(number: usize) -> Vec<Entry> {
    let first = opened(utr(number));
    let key = first.account;
    let vary = |pence: i64| pence + i64::try_from(number % 1_000).unwrap();
    let mut timeline: Vec<(Date, Fact)> = Vec::new();
    for year in 2022..=2025 {
        let january = Date::from_calendar_date(year, time::Month::January, 31).unwrap();
        let july = Date::from_calendar_date(year, time::Month::July, 31).unwrap();
        let raised = january - Duration::days(60);
        for (kind, amount, due) in [
            (TransactionKind::BalancingCharge, pounds(1_200), january),
            (
                TransactionKind::FirstPaymentOnAccount,
                pounds(1_500),
                january,
            ),
            (TransactionKind::SecondPaymentOnAccount, pounds(1_500), july),
        ] {
            timeline.push((
                raised,
                charge(100 + timeline.len(), kind, vary(amount), due),
            ));
        }
    }
    let mut entries = vec![first];
    let payments = [
        (date!(2022 - 01 - 30), pounds(2_700)),
        (date!(2022 - 07 - 31), pounds(1_500)),
        (date!(2023 - 02 - 14), pounds(1_200)),
        (date!(2023 - 03 - 20), pounds(1_550)),
        (date!(2023 - 07 - 28), pounds(1_500)),
        (date!(2024 - 01 - 31), pounds(2_700)),
        (date!(2024 - 09 - 02), pounds(1_600)),
        (date!(2025 - 01 - 15), pounds(3_000)),
        (date!(2025 - 07 - 31), pounds(800)),
        (date!(2025 - 10 - 10), pounds(500)),
    ];
    for (place, (on, pence)) in payments.into_iter().enumerate() {
        timeline.push((on, payment(200 + place, vary(pence))));
    }
    timeline.sort_by_key(|(on, _)| *on);
    for (place, (on, fact)) in timeline.into_iter().enumerate() {
        entries.push(entry(key, place + 1, on, fact));
    }
    entries
}

/// The typical account.
pub(crate) fn typical(number: usize) -> Account {
    Account::fold(&typical_journal(number)).unwrap().unwrap()
}
