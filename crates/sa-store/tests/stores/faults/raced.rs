//! Raced: of many submits of one VAT return, in several processes, one is stored.

use std::sync::Arc;

use futures_util::future::join_all;
use sa_ledger::vat_submission::{SubmissionNumbers, SubmitError, submit};
use sa_model::{AccountKey, Entry, VatReturn};
use sa_store::{Append, AppendError, Expected, Storage, StoreUrl};

use crate::faults::child::Process;
use crate::faults::rounds;

/// Submits at once in each process.
const AT_ONCE: usize = 32;

const JOURNAL: [&str; 2] = [
    r#"{"account":"vat:100000034","id":"open","effective":"2022-01-01","recorded":"2022-01-01T09:00:00.000Z","fact":{"accountOpened":{"vat":{"vrn":"100000034"}}}}"#,
    r#"{"account":"vat:100000034","id":"22A1","effective":"2022-01-01","recorded":"2022-01-01T09:00:00.001Z","fact":{"obligationCreated":{"key":"22A1","start":"2022-02-01","end":"2022-04-30","due":"2022-06-07"}}}"#,
];

const RETURN: &str = r#"{"periodKey":"22A1","boxes":{"vatDueSales":100.00,"vatDueAcquisitions":0.00,"totalVatDue":100.00,"vatReclaimedCurrPeriod":40.00,"netVatDue":60.00,"totalValueSalesExVAT":500,"totalValuePurchasesExVAT":200,"totalValueGoodsSuppliedExVAT":0,"totalAcquisitionsExVAT":0}}"#;

fn key() -> AccountKey {
    "vat:100000034".parse().unwrap()
}

/// Submits the return many times at once, as a server does; tells how many were stored.
pub(crate) async fn submit_at_once(store: &Arc<dyn Storage>, run: &str) -> usize {
    let entries: Vec<Entry> = JOURNAL
        .iter()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    store
        .append(Append {
            account: key(),
            expected: Expected::Any,
            entries,
        })
        .await
        .unwrap();
    let submits = (0..AT_ONCE).map(|n| async move { submit_once(store, run, n).await });
    join_all(submits)
        .await
        .into_iter()
        .filter(|stored| *stored)
        .count()
}

/// Reads, decides, appends at the version that was read; and again when somebody was quicker.
async fn submit_once(store: &Arc<dyn Storage>, run: &str, n: usize) -> bool {
    let vat_return: VatReturn = serde_json::from_str(RETURN).unwrap();
    let run: usize = run.trim_start_matches('r').parse().unwrap();
    let number = format!("{:012}", run * 1_000 + n);
    let numbers = SubmissionNumbers {
        form_bundle_number: number.parse().unwrap(),
        document: number.parse().unwrap(),
        reference: format!("XD{number}").parse().unwrap(),
    };
    let received = "2022-05-20T09:00:00.000Z".parse().unwrap();
    loop {
        let account = store.account(key()).await.unwrap().unwrap();
        let entries = match submit(&account, vat_return, received, numbers) {
            Ok(entries) => entries,
            Err(SubmitError::Duplicate { .. }) => return false,
            Err(other) => panic!("{other:?}"),
        };
        let expected = Expected::Version(account.version());
        match store
            .append(Append {
                account: key(),
                expected,
                entries,
            })
            .await
        {
            Ok(appended) => return appended.new > 0,
            // The ids of a return follow from its period: another return has the same.
            Err(AppendError::IdReused { .. }) => return false,
            Err(AppendError::Conflict { .. }) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
}

async fn one_is_stored(url: &StoreUrl) {
    let name = "submits_one_return_many_times_at_once";
    let processes = [1, 2].map(|run| Process::start(name, url, &format!("r{run}")));
    let said: Vec<String> = processes.into_iter().flat_map(Process::wait).collect();
    let mut said = said;
    said.sort();
    assert_eq!(said, ["stored 0", "stored 1"]);
    let store = sa_store::open(url).await.unwrap();
    let account = store.account(key()).await.unwrap().unwrap();
    assert_eq!(account.version(), 4, "opened, obligation, return, charge");
}

#[tokio::test]
async fn of_many_submits_in_two_processes_sqlite_stores_one() {
    for _ in 0..rounds(1) {
        let directory = tempfile::tempdir().unwrap();
        one_is_stored(&StoreUrl::sqlite(directory.path().join("sa.db"))).await;
    }
}

#[cfg(feature = "postgres")]
#[tokio::test]
async fn of_many_submits_in_two_processes_postgresql_stores_one() {
    for _ in 0..rounds(1) {
        for layout in ["no", "yes"] {
            let schema = crate::postgres::Schema::new().await;
            let url = format!("{}&distributed={layout}", schema.url);
            one_is_stored(&url.parse().unwrap()).await;
        }
    }
}
