//! Journals for tests: entries from one line of text each.

use sa_ledger::Account;
use sa_model::{
    AccountHolder, AccountKey, Amendment, BoundedText, BreathingSpace, Charge, CodedOut, Credit,
    Direction, DocumentId, Entry, EntryId, Fact, ItsaTaxpayer, Money, ObligationPeriod, Payment,
    PaymentReversal, Period, PeriodKey, Quarter, ReceivedFiling, Repayment, RepaymentClaim,
    RepaymentWithdrawal, ReturnForm, Settlement, StandingOver, TaxYear, Timestamp, TransactionKind,
    Utr, VatChargePeriod, VatSchedule, VatTrader, Vrn, date,
};
use time::Date;

/// Entries in the making; each line of text is one.
#[derive(Debug, Clone)]
pub(crate) struct Journal {
    pub(crate) key: AccountKey,
    pub(crate) entries: Vec<Entry>,
}

pub(crate) fn day(text: &str) -> Date {
    date::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

pub(crate) fn money(text: &str) -> Money {
    Money::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

pub(crate) fn document(text: &str) -> DocumentId {
    DocumentId::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

pub(crate) fn entry(key: AccountKey, number: usize, effective: Date, fact: Fact) -> Entry {
    Entry {
        account: key,
        id: EntryId::parse(&format!("entry-{number}")).unwrap(),
        effective,
        recorded: Timestamp::parse(&format!("{effective}T09:00:00Z")).unwrap(),
        fact,
    }
}

impl Journal {
    /// An account in Self Assessment; `mtd_from` such as `2026-27`, or nothing.
    pub(crate) fn itsa(mtd_from: Option<&str>) -> Self {
        let utr = Utr::parse("1097172564").unwrap();
        let holder = AccountHolder::Itsa(ItsaTaxpayer {
            utr,
            nino: None,
            mtd_it_id: None,
            mtd_from: mtd_from.map(|year| TaxYear::parse(year).unwrap()),
        });
        Self::opened(AccountKey::Itsa(utr), holder)
    }

    /// An account for VAT.
    pub(crate) fn vat() -> Self {
        Self::vat_on_schedule(None)
    }

    /// An account for VAT whose periods follow a schedule.
    pub(crate) fn vat_on_schedule(schedule: Option<VatSchedule>) -> Self {
        let vrn = Vrn::parse("101747696").unwrap();
        let holder = AccountHolder::Vat(VatTrader {
            vrn,
            registered: None,
            settlement: Settlement::None,
            schedule,
            flat_rate_scheme: None,
        });
        Self::opened(AccountKey::Vat(vrn), holder)
    }

    fn opened(key: AccountKey, holder: AccountHolder) -> Self {
        let first = entry(key, 0, day("2000-01-01"), Fact::AccountOpened(holder));
        Self {
            key,
            entries: vec![first],
        }
    }

    pub(crate) fn push(&mut self, effective: &str, fact: Fact) {
        let number = self.entries.len();
        self.entries
            .push(entry(self.key, number, day(effective), fact));
    }

    /// Adds the entry that a line such as `pay 2026-01-31 P1 2700 to BC` tells.
    pub(crate) fn say(&mut self, line: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let (on, fact) = read(&words).unwrap_or_else(|| panic!("not an entry: {line}"));
        self.push(on, fact);
    }

    pub(crate) fn account(&self) -> Account {
        Account::fold(&self.entries).unwrap().unwrap()
    }
}

fn read<'a>(words: &[&'a str]) -> Option<(&'a str, Fact)> {
    charging(words)
        .or_else(|| paying(words))
        .or_else(|| setting_aside(words))
        .or_else(|| repaying(words))
        .or_else(|| returning(words))
}

/// Charges, what changes them, and credits.
fn charging<'a>(words: &[&'a str]) -> Option<(&'a str, Fact)> {
    let reason = BoundedText::parse("said in a test").ok()?;
    Some(match *words {
        ["charge", on, id, kind, amount, "due", due] => {
            (on, Fact::ChargeRaised(charge(id, kind, amount, due)))
        }
        ["charge", on, id, kind, amount, "due", due, year] => {
            let period = Some(Period::TaxYear(TaxYear::parse(year).ok()?));
            (
                on,
                Fact::ChargeRaised(Charge {
                    period,
                    ..charge(id, kind, amount, due)
                }),
            )
        }
        ["charge", on, id, kind, amount, "due", due, from, to] => {
            let key = None;
            let period = Some(Period::Vat(VatChargePeriod {
                key,
                from: day(from),
                to: day(to),
            }));
            let kind = kind.replace('_', " ");
            (
                on,
                Fact::ChargeRaised(Charge {
                    period,
                    ..charge(id, &kind, amount, due)
                }),
            )
        }
        ["amend", on, id, amount] => {
            let charge = document(id);
            let (amount, poa_adjustment_reason) = (money(amount), None);
            (
                on,
                Fact::ChargeAmended(Amendment {
                    charge,
                    amount,
                    reason,
                    poa_adjustment_reason,
                }),
            )
        }
        ["credit", on, id, kind, amount, ref year @ ..] => {
            let period = match *year {
                [year] => Some(Period::TaxYear(TaxYear::parse(year).ok()?)),
                _ => None,
            };
            let credit = Credit {
                id: document(id),
                kind: TransactionKind::parse(kind).ok()?,
                amount: money(amount),
                period,
            };
            (on, Fact::CreditRaised(credit))
        }
        _ => return None,
    })
}

/// Payments, and where they go.
fn paying<'a>(words: &[&'a str]) -> Option<(&'a str, Fact)> {
    let reason = BoundedText::parse("said in a test").ok()?;
    Some(match *words {
        ["pay", on, id, amount] => (on, Fact::PaymentReceived(payment(id, amount))),
        ["pay", on, id, amount, "to", charge] => {
            let directed_to = Some(document(charge));
            (
                on,
                Fact::PaymentReceived(Payment {
                    directed_to,
                    ..payment(id, amount)
                }),
            )
        }
        ["reverse", on, id] => (
            on,
            Fact::PaymentReversed(PaymentReversal {
                payment: document(id),
                reason,
            }),
        ),
        ["direct", on, credit, "to", charge] => {
            let (credit, charge) = (document(credit), Some(document(charge)));
            (on, Fact::AllocationDirected(Direction { credit, charge }))
        }
        ["undirect", on, credit] => (
            on,
            Fact::AllocationDirected(Direction {
                credit: document(credit),
                charge: None,
            }),
        ),
        _ => return None,
    })
}

/// What stands between a charge and its collection.
fn setting_aside<'a>(words: &[&'a str]) -> Option<(&'a str, Fact)> {
    Some(match *words {
        ["code", on, id, amount, year] => {
            let (charge, amount) = (document(id), money(amount));
            let collected_in = TaxYear::parse(year).ok()?;
            (
                on,
                Fact::CodedOut(CodedOut {
                    charge,
                    amount,
                    collected_in,
                }),
            )
        }
        ["standover", on, id, amount] => {
            let (charge, amount) = (document(id), money(amount));
            (on, Fact::ChargeStoodOver(StandingOver { charge, amount }))
        }
        ["breathe", on, from, to] => (
            on,
            Fact::BreathingSpaceGranted(BreathingSpace {
                from: day(from),
                to: day(to),
            }),
        ),
        _ => return None,
    })
}

/// Claims for repayment, and what became of them.
fn repaying<'a>(words: &[&'a str]) -> Option<(&'a str, Fact)> {
    Some(match *words {
        ["claim", on, id, amount] => {
            let (id, amount) = (document(id), money(amount));
            let claim = RepaymentClaim {
                id,
                amount,
                description: None,
                method: None,
            };
            (on, Fact::RepaymentClaimed(claim))
        }
        ["repay", on, id, interest] => {
            let (claim, interest) = (document(id), money(interest));
            (on, Fact::RepaymentMade(Repayment { claim, interest }))
        }
        ["withdraw", on, id] => (
            on,
            Fact::RepaymentWithdrawn(RepaymentWithdrawal {
                claim: document(id),
            }),
        ),
        _ => return None,
    })
}

/// Obligations, filings and insolvency.
fn returning<'a>(words: &[&'a str]) -> Option<(&'a str, Fact)> {
    Some(match *words {
        ["oblige", on, key, start, end, due] => {
            let key = PeriodKey::parse(key).ok()?;
            let (start, end, due) = (day(start), day(end), day(due));
            (
                on,
                Fact::ObligationCreated(ObligationPeriod {
                    key,
                    start,
                    end,
                    due,
                }),
            )
        }
        ["require" | "file", on, year, ref rest @ ..] => {
            let tax_year = TaxYear::parse(year).ok()?;
            let (quarter, form) = match *rest {
                [] => (None, ReturnForm::Online),
                ["paper"] => (None, ReturnForm::Paper),
                [number] => (
                    Quarter::try_from(number.parse::<u8>().ok()?).ok(),
                    ReturnForm::Online,
                ),
                _ => return None,
            };
            let received = match quarter {
                None => ReceivedFiling::TaxReturn { tax_year, form },
                Some(quarter) => ReceivedFiling::QuarterlyUpdate { tax_year, quarter },
            };
            let fact = match words[0] {
                "require" => Fact::FilingRequired(received.filing()),
                _ => Fact::FilingReceived(received),
            };
            (on, fact)
        }
        ["insolvent", on] => (on, Fact::TraderInsolvent),
        _ => return None,
    })
}

fn charge(id: &str, kind: &str, amount: &str, due: &str) -> Charge {
    Charge {
        id: document(id),
        reference: None,
        kind: TransactionKind::parse(kind).unwrap(),
        amount: money(amount),
        due: day(due),
        period: None,
    }
}

fn payment(id: &str, amount: &str) -> Payment {
    Payment {
        id: document(id),
        payment_id: None,
        reference: None,
        amount: money(amount),
        processed: None,
        method: None,
        directed_to: None,
    }
}
