//! Three years of one taxpayer: what every endpoint of both APIs answers on ten days.
//!
//! The journal is `tables/three_years.ndjson`. What happens, and what it comes to:
//!
//! | day | fact |
//! |---|---|
//! | 2023-11-20 | return of 2022-23: balancing payment 3000 and first payment on account 900 due 2024-01-31, second 900 due 2024-07-31 |
//! | 2024-01-25 | 3900 are paid: 3000 + 900 |
//! | 2024-08-30 | 900 are paid, 30 days late: interest 5.64 is charged, due the same day |
//! | 2024-10-15 | return of 2023-24: balancing payment 2400 and first payment on account 1500 due 2025-01-31, second 1500 due 2025-07-31 |
//! | 2024-12-15 | 400 of the 2400 are coded out, to be collected in 2025-26 |
//! | 2025-01-31 | 3500 are paid: 5.64 of interest (the oldest due date) + 2000 + 1494.36; 5.64 of the first payment on account stay open |
//! | 2025-03-10 | the return is amended: 2400 becomes 1900; 500 of the 2000 come free: 5.64 clear the payment on account, as of 2025-01-31, so without interest; 494.36 are left |
//! | 2025-03-20 | 400 of them are claimed back |
//! | 2025-04-02 | 400 are repaid, with interest of 2.40; 94.36 are left |
//! | 2025-06-17 | 45 days before, the 94.36 go to the payment on account due 2025-07-31: 1405.64 open |
//! | 2025-07-25 | 1000 are paid: 405.64 open |
//!
//! Interest of 5.64: 900 from 1 to 19 August 2024 at 7.75 %, 19 days of a leap year: 3.62 (3.6209);
//! from 20 to 30 August at 7.50 %, 11 days: 2.02 (2.0286).

use super::taxpayer;
use crate::harness::TestServer;

const JOURNAL: &str = include_str!("tables/three_years.ndjson");
const UTR: &str = "1097172564";
const NINO: &str = "CS100700A";

/// Overdue, payable, pending (liability API); payable, pending (Accounts API, where they differ by
/// the thirtieth day); interest running; credit left and credit available. Each sum by hand.
type Sums = [&'static str; 8];

#[rustfmt::skip]
const DAYS: [(&str, Sums); 10] = [
    // 3000 + 900 + 900 = 4800, due in 72 and 254 days.
    ("2023-11-20", ["0", "0", "4800", "0", "4800", "0", "0", "0"]),
    // 31 January is 30 days ahead: pending in the liability API, payable in the Accounts API.
    ("2024-01-01", ["0", "0", "4800", "3900", "900", "0", "0", "0"]),
    // 3900 paid; the 900 of 31 July are left.
    ("2024-01-25", ["0", "0", "900", "0", "900", "0", "0", "0"]),
    // 900 x 7.75 % x 15/366 = 2.8586: 2.85 running since 31 July.
    ("2024-08-15", ["900", "0", "0", "0", "0", "2.85", "0", "0"]),
    // Paid; the 5.64 of interest are due today.
    ("2024-08-30", ["0", "5.64", "0", "5.64", "0", "0", "0", "0"]),
    // 5.64 overdue; (2400 - 400) + 1500 + 1500 = 5000 to come, the first of it in 47 days.
    ("2024-12-15", ["5.64", "0", "5000", "0", "5000", "0", "0", "0"]),
    // 1500 - 1494.36 = 5.64 overdue by a day (0.00 of interest), 1500 to come.
    ("2025-02-01", ["5.64", "0", "1500", "0", "1500", "0", "0", "0"]),
    // 500 - 5.64 = 494.36 of credit.
    ("2025-03-10", ["0", "0", "1500", "0", "1500", "0", "494.36", "494.36"]),
    // 400 of it asked back: 94.36 available.
    ("2025-03-25", ["0", "0", "1500", "0", "1500", "0", "494.36", "94.36"]),
    // 1500 - 94.36 - 1000 = 405.64: 26 days at 8.25 % = 2.38 (2.3838), 5 at 8.00 % = 0.44 (0.4445).
    ("2025-08-31", ["405.64", "0", "0", "0", "0", "2.82", "0", "0"]),
];

/// Every reading endpoint of the two APIs: version (none for the liability API) and path.
const ENDPOINTS: [(&str, &str); 27] = [
    ("", "/1097172564"),
    ("", "/individuals/self-assessment/breakdown/1097172564"),
    ("1.0", "/balance"),
    ("1.0", "/charges?from=2023-11-01&to=2025-10-31"),
    ("1.0", "/transactions?from=2023-11-01&to=2025-10-31"),
    ("1.0", "/transactions/004000002301"),
    ("1.0", "/transactions/004000002402"),
    ("1.0", "/transactions/004000002403"),
    ("1.0", "/transactions/001000000003"),
    ("1.0", "/payments?from=2023-11-01&to=2025-10-31"),
    ("1.0", "/payments/081203010024-000001"),
    ("1.0", "/payments/081203010024-000002"),
    ("1.0", "/payments/081203010025-000001"),
    ("1.0", "/charges/004000002403"),
    ("2.0", "/charges/004000002403"),
    ("4.0", "/charges/transactionId/004000002403"),
    ("4.0", "/charges/chargeReference/XD000000002403"),
    ("2.0", "/balance-and-transactions?onlyOpenItems=true"),
    (
        "4.0",
        "/balance-and-transactions?onlyOpenItems=true&calculateAccruedInterest=true",
    ),
    (
        "4.0",
        "/balance-and-transactions?fromDate=2023-11-01&toDate=2025-10-31&removePOA=true",
    ),
    (
        "4.0",
        "/balance-and-transactions?fromDate=2024-08-01&toDate=2025-10-31&includeLocks=true&customerPaymentInformation=true",
    ),
    ("4.0", "/balance-and-transactions?docNumber=004000002403"),
    (
        "4.0",
        "/payments-and-allocations?fromDate=2023-11-01&toDate=2025-10-31",
    ),
    (
        "4.0",
        "/payments-and-allocations?paymentLot=081203010025&paymentLotItem=000001",
    ),
    ("4.0", "/penalties"),
    ("4.0", "/2025-26/collection/tax-code"),
    ("4.0", "/2025-26/coding-out/status"),
];

struct Walk {
    server: TestServer,
    token: String,
}

impl Walk {
    async fn on(today: &'static str) -> Self {
        let server = TestServer::start_on(today).await;
        server.given(JOURNAL).await;
        let subject = sa_store::Subject {
            utr: UTR.parse().ok(),
            ..taxpayer(NINO)
        };
        let token = server.token("read:self-assessment", subject).await;
        Self { server, token }
    }

    async fn ask(&self, version: &str, path: &str) -> crate::harness::Received {
        let call = if version.is_empty() {
            self.server.get(path)
        } else {
            let path = format!("/accounts/self-assessment/{NINO}{path}");
            self.server.get(&path).version(version)
        };
        call.bearer(&self.token).send().await
    }
}

#[tokio::test]
async fn the_sums_of_every_day_are_those_reckoned_by_hand() {
    for (today, sums) in DAYS {
        let [
            overdue,
            payable,
            pending,
            payable_30,
            pending_30,
            accruing,
            credit,
            available,
        ] = sums;
        let walk = Walk::on(today).await;
        let number = |text: &str| -> serde_json::Number { text.parse().expect("a number") };
        let seed = walk.ask("", "/1097172564").await.json();
        let balance = &seed["balanceDetails"];
        for (name, sum) in [
            ("totalOverdueBalance", overdue),
            ("totalPayableBalance", payable),
            ("totalPendingBalance", pending),
            ("totalCreditAvailable", available),
        ] {
            assert_eq!(
                balance[name],
                serde_json::Value::Number(number(sum)),
                "{today} {name}"
            );
        }
        let path = "/balance-and-transactions?onlyOpenItems=true";
        let answer = walk.ask("4.0", path).await.json();
        let with = format!("{path}&calculateAccruedInterest=true");
        let accrued = walk.ask("4.0", &with).await.json();
        let pence = |body: &serde_json::Value, name: &str| {
            let text = body["balanceDetails"][name].to_string();
            sa_model::Money::parse(&text).expect("an amount")
        };
        let money = |text: &str| sa_model::Money::parse(text).expect("an amount");
        for (name, sum) in [
            ("overdueAmount", overdue),
            ("payableAmount", payable_30),
            ("pendingChargeDueAmount", pending_30),
            ("totalCredit", credit),
            ("availableCredit", available),
        ] {
            assert_eq!(pence(&answer, name), money(sum), "{today} {name}");
        }
        let overdue = money(overdue).checked_add(money(accruing)).expect("a sum");
        assert_eq!(
            pence(&accrued, "overdueAmount"),
            overdue,
            "{today} with interest"
        );
    }
}

#[tokio::test]
async fn every_endpoint_answers_on_each_day_as_written_down() {
    for (today, _sums) in DAYS {
        let walk = Walk::on(today).await;
        let mut answers = String::new();
        for (version, path) in ENDPOINTS {
            let answer = walk.ask(version, path).await;
            let status = answer.status;
            answers.extend(["GET ", path, " ", version, "\n"]);
            answers.extend([
                &status.to_string(),
                " ",
                &without_time(&answer.laid_out()),
                "\n\n",
            ]);
        }
        insta::assert_snapshot!(format!("three_years_{today}"), answers);
    }
}

/// The answer with the time of day of the status cut off: it is the clock's.
fn without_time(text: &str) -> String {
    let Some((before, after)) = text.split_once("\"processingDate\": \"") else {
        return text.to_owned();
    };
    let (day, after) = after.split_once('T').expect("a moment");
    let (_time, after) = after.split_once('"').expect("a text's end");
    format!("{before}\"processingDate\": \"{day}\"{after}")
}
