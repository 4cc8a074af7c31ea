//! Traders who submit: each has three quarters reported and paid and the fourth to be submitted,
//! and does it once; and how fast the store takes such submits by itself.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use sa_ledger::vat_submission::{SubmissionNumbers, submit};
use sa_model::generate::Generator;
use sa_model::{
    AccountKey, ChargeReference, DocumentId, Entry, FormBundleNumber, PeriodKey, Timestamp,
    VatBoxes, VatReturn, Vrn,
};
use sa_store::{Append, Expected, Storage, Subject};

use crate::endpoint::Endpoint;
use crate::fill::{self, AT_ONCE, each};

/// Submit VAT Return, once for each trader of the list.
pub(crate) const SUBMIT: Endpoint = Endpoint {
    name: "submit",
    accept: "application/vnd.hmrc.1.0+json",
    body: Some(
        r#"{"periodKey":"25C4","vatDueSales":1200.00,"vatDueAcquisitions":0.00,"totalVatDue":1200.00,"vatReclaimedCurrPeriod":200.00,"netVatDue":1000.00,"totalValueSalesExVAT":6000,"totalValuePurchasesExVAT":1000,"totalValueGoodsSuppliedExVAT":0,"totalAcquisitionsExVAT":0,"finalised":true}"#,
    ),
};

/// The tokens of traders, apart from those of the generator's accounts.
const FIRST_TOKEN: u64 = 1_000_000_000;

/// Opens so many new traders, with a token each.
pub(crate) async fn open(url: &str, traders: usize) -> Vec<u64> {
    let store = fill::open(url).await;
    let first = first_free(&*store).await;
    let numbers: Vec<u64> = (first..).take(traders).collect();
    each(
        numbers.clone(),
        AT_ONCE,
        &store,
        |store, number| async move {
            store.append(account(number)).await.unwrap();
            let subject = Subject {
                vrn: Some(vrn(number)),
                ..Subject::default()
            };
            fill::put_token(&*store, FIRST_TOKEN + number, subject).await;
        },
    )
    .await;
    numbers
}

/// The first number that no earlier run took: they are taken one after the other.
async fn first_free(store: &dyn Storage) -> u64 {
    let is_taken = |number| async move { store.account(key(number)).await.unwrap().is_some() };
    let (mut taken, mut step) = (0, 1);
    while is_taken(taken + step).await {
        taken += step;
        step *= 2;
    }
    while step > 1 {
        step /= 2;
        if is_taken(taken + step).await {
            taken += step;
        }
    }
    taken + 1
}

/// The list of their submits for the load tool.
pub(crate) fn write_list(file: &Path, traders: &[u64]) {
    let mut lines = String::new();
    for number in traders {
        let token = fill::token_text(FIRST_TOKEN + number);
        writeln!(lines, "/organisations/vat/{}/returns {token}", vrn(*number)).unwrap();
    }
    std::fs::write(file, lines).unwrap();
}

/// How many submits a second the store takes by itself, as many at once as there are clients.
pub(crate) async fn appends(url: &str, traders: &[u64], connections: u64) -> f64 {
    let store = fill::open(url).await;
    let began = Instant::now();
    each(
        traders.to_vec(),
        connections,
        &store,
        |store, number| async move { append(&*store, number).await },
    )
    .await;
    traders.len() as f64 / began.elapsed().as_secs_f64()
}

/// What a submit does to the store, and nothing else: the account is read, and the entries of the
/// fourth quarter's return are appended under its version.
pub(crate) async fn append(store: &dyn Storage, number: u64) {
    let account = store.account(key(number)).await.unwrap().unwrap();
    let append = Append {
        account: key(number),
        expected: Expected::Version(account.version()),
        entries: submitted(&account, number),
    };
    // As the server does.
    drop(account);
    store.append(append).await.unwrap();
}

/// The trader of a VRN.
pub(crate) fn number_of(vrn: &str) -> u64 {
    vrn.get(..7).unwrap().parse().unwrap()
}

fn key(number: u64) -> AccountKey {
    AccountKey::Vat(vrn(number))
}

/// VRNs whose check digits are wrong: the generator makes none of these.
fn vrn(number: u64) -> Vrn {
    let vrns = (0..=99).filter_map(|check| Vrn::parse(&format!("{number:07}{check:02}")).ok());
    vrns.into_iter()
        .find(|vrn| !vrn.has_valid_check_digit())
        .unwrap()
}
/// A trader's journal: opened, and for each of three quarters a return, its charge, and a payment.
fn account(number: u64) -> Append {
    let account = key(number);
    let opened = format!(
        r#"{{"account":"{account}","id":"open","effective":"2025-01-01","recorded":"2025-01-01T09:00:00Z","fact":{{"accountOpened":{{"vat":{{"vrn":"{}","registered":"2025-01-01","schedule":{{"stagger":"MC","from":"2025-01-01"}}}}}}}}}}"#,
        vrn(number)
    );
    let mut entries: Vec<Entry> = vec![serde_json::from_str(&opened).unwrap()];
    let mut trader = sa_ledger::Account::open(entries.first().unwrap()).unwrap();
    for (quarter, day, paid) in [
        ("25C1", "2025-04-20", "2025-05-07"),
        ("25C2", "2025-07-20", "2025-08-07"),
        ("25C3", "2025-10-20", "2025-11-07"),
    ] {
        let received = format!("{day}T10:00:00Z").parse().unwrap();
        let of_quarter = returned(&trader, quarter, received, number);
        let payment = format!(
            r#"{{"account":"{account}","id":"paid-{quarter}","effective":"{paid}","recorded":"{paid}T12:00:00Z","fact":{{"paymentReceived":{{"id":"P{quarter}","amount":1000.00}}}}}}"#
        );
        for entry in of_quarter
            .into_iter()
            .chain([serde_json::from_str(&payment).unwrap()])
        {
            trader.apply(&entry).unwrap();
            entries.push(entry);
        }
    }
    Append {
        account,
        expected: Expected::Any,
        entries,
    }
}

/// The entries of the fourth quarter's return.
fn submitted(account: &sa_ledger::Account, number: u64) -> Vec<Entry> {
    let received = "2026-01-20T10:00:00Z".parse().unwrap();
    returned(account, "25C4", received, number)
}

fn returned(
    account: &sa_ledger::Account,
    quarter: &str,
    received: Timestamp,
    number: u64,
) -> Vec<Entry> {
    let amount = |text: &str| text.parse().unwrap();
    let boxes = VatBoxes {
        vat_due_sales: amount("1200.00"),
        total_vat_due: amount("1200.00"),
        vat_reclaimed_curr_period: amount("200.00"),
        net_vat_due: amount("1000.00"),
        total_value_sales_ex_vat: amount("6000"),
        total_value_purchases_ex_vat: amount("1000"),
        ..VatBoxes::NIL
    };
    let vat_return = VatReturn::new(PeriodKey::parse(quarter).unwrap(), boxes).unwrap();
    let quarters = u64::from(quarter.as_bytes().last().copied().unwrap_or_default());
    let mut random = Generator::from_seed(number.wrapping_mul(64).wrapping_add(quarters));
    let numbers = SubmissionNumbers {
        form_bundle_number: FormBundleNumber::generate(&mut random),
        document: DocumentId::generate(&mut random),
        reference: ChargeReference::generate(&mut random),
    };
    submit(account, vat_return, received, numbers).unwrap()
}
