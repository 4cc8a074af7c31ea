//! The accounts that are measured: traders with three quarters reported and paid, the fourth to be
//! submitted, and a token for each; and how fast the store takes such a submit by itself.

use std::sync::Arc;
use std::time::Instant;

use sa_ledger::vat_submission::{SubmissionNumbers, submit};
use sa_model::generate::Generator;
use sa_model::{
    AccountKey, ChargeReference, DocumentId, Entry, FormBundleNumber, PeriodKey, Timestamp,
    VatBoxes, VatReturn, Vrn,
};
use sa_store::{Append, Expected, Grant, Storage, Subject, TokenHash};
use sha2::{Digest, Sha256};
use tokio::task::JoinSet;

/// How many appends are under way at once while the store is filled.
const AT_ONCE: u64 = 256;

/// How many accounts are there for the store's own appends alone, beside those that are asked for.
const OWN: u64 = 50_000;

/// Puts accounts 1 to `accounts` and their tokens into a store, and those for [`appends`].
pub(crate) async fn fill(url: &str, accounts: u64) {
    let store = sa_store::open(&url.parse().unwrap()).await.unwrap();
    each(1..=accounts, AT_ONCE, &store, |store, number| async move {
        store.append(account(number)).await.unwrap();
        let (hash, grant) = token(number);
        store.put_grant(hash, grant).await.unwrap();
    })
    .await;
    let own = accounts + 1..=accounts + OWN;
    each(own, AT_ONCE, &store, |store, number| async move {
        store.append(account(number)).await.unwrap();
    })
    .await;
}

/// How many submits a second the store takes by itself: entries of returns, each under its
/// account's version, as many at once as there are clients.
pub(crate) async fn appends(url: &str, accounts: u64, connections: u64) -> f64 {
    let store = sa_store::open(&url.parse().unwrap()).await.unwrap();
    let own = accounts + 1..=accounts + OWN;
    let began = Instant::now();
    each(own, connections, &store, |store, number| async move {
        let account = store.account(key(number)).await.unwrap().unwrap();
        let append = Append {
            account: key(number),
            expected: Expected::Version(account.version()),
            entries: submitted(&account, number),
        };
        store.append(append).await.unwrap();
    })
    .await;
    OWN as f64 / began.elapsed().as_secs_f64()
}

/// Does a thing for each number, so many at once.
async fn each<F: Future<Output = ()> + Send + 'static>(
    numbers: std::ops::RangeInclusive<u64>,
    at_once: u64,
    store: &Arc<dyn Storage>,
    what: impl Fn(Arc<dyn Storage>, u64) -> F,
) {
    let mut running = JoinSet::new();
    for number in numbers {
        running.spawn(what(Arc::clone(store), number));
        if running.len() as u64 >= at_once {
            running.join_next().await.unwrap().unwrap();
        }
    }
    while let Some(done) = running.join_next().await {
        done.unwrap();
    }
}

fn key(number: u64) -> AccountKey {
    AccountKey::Vat(vrn(number))
}

fn vrn(number: u64) -> Vrn {
    Vrn::parse(&format!("{number:09}")).unwrap()
}

/// A token's text is its number in 32 digits, so that the load tool can write it.
fn token(number: u64) -> (TokenHash, Grant) {
    let hash = TokenHash(Sha256::digest(format!("{number:032}")).into());
    let grant = Grant {
        scopes: ["read:vat", "write:vat"].map(str::to_owned).into(),
        subject: Subject {
            vrn: Some(vrn(number)),
            ..Subject::default()
        },
        issued: "2026-01-01T00:00:00Z".parse().unwrap(),
        expires: "9999-01-01T00:00:00Z".parse().unwrap(),
        sandbox: true,
    };
    (hash, grant)
}

/// A trader's journal: opened, and for each of three quarters a return, its charge, and a payment.
fn account(number: u64) -> Append {
    let account = key(number);
    let opened = format!(
        r#"{{"account":"{account}","id":"open","effective":"2025-01-01","recorded":"2025-01-01T09:00:00Z","fact":{{"accountOpened":{{"vat":{{"vrn":"{number:09}","registered":"2025-01-01","schedule":{{"stagger":"MC","from":"2025-01-01"}}}}}}}}}}"#
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
