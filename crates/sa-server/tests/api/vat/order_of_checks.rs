//! Two faults in one request: the earlier check answers. Over a real socket, every fault alone and
//! every two that one request can have.
//!
//! Source: sections 1.1, 1.4, 4.2 and 4.7 of the VAT contract, behind the gateway's own order.

use sa_store::Subject;

use super::trader::{TRADER, Trader, VRN, is_enveloped};
use crate::harness::{Call, Options, Received};

/// A fault, with the status and code that tell it.
type Fault = (&'static str, u16, &'static str);

/// What is wrong in every endpoint's request before the endpoint's own checks.
const GATEWAY: [Fault; 3] = [
    ("no token", 401, "MISSING_CREDENTIALS"),
    ("expired token", 401, "INVALID_CREDENTIALS"),
    ("other scope", 403, "INVALID_SCOPE"),
];
const HEAD: [Fault; 2] = [
    ("no VRN", 400, "VRN_INVALID"),
    ("no version", 406, "ACCEPT_HEADER_INVALID"),
];
const SUBMITTED: [Fault; 3] = [
    ("no JSON type", 415, "INVALID_BODY_TYPE"),
    ("too large", 413, "Request Entity Too Large"),
    ("no JSON", 400, "Invalid Json"),
];
const TAXPAYER: [Fault; 1] = [("other trader", 403, "CLIENT_OR_AGENT_NOT_AUTHORISED")];
const RETURN: [Fault; 3] = [
    ("wrong field", 400, "INVALID_STRING_VALUE"),
    ("wrong sum", 400, "VAT_NET_VALUE"),
    ("not final", 403, "NOT_FINALISED"),
];
const OBLIGATIONS: [Fault; 2] = [
    ("wrong parameter", 400, "INVALID_STATUS"),
    ("wrong range", 400, "INVALID_DATE_RANGE"),
];
const FINANCIAL: [Fault; 3] = [
    ("wrong from", 400, "DATE_FROM_INVALID"),
    ("wrong to", 400, "DATE_TO_INVALID"),
    ("wrong range", 400, "DATE_RANGE_INVALID"),
];
const VIEW: [Fault; 1] = [("wrong key", 400, "PERIOD_KEY_INVALID")];
const AGE: [Fault; 1] = [("too old", 403, "DATE_RANGE_TOO_LARGE")];
const REFERENCE: [Fault; 1] = [("wrong reference", 400, "CHARGE_REFERENCE_INVALID")];
const SCENARIO: [Fault; 1] = [("unknown scenario", 400, "RULE_INCORRECT_GOV_TEST_SCENARIO")];
const STATE: [Fault; 3] = [
    SCENARIO[0],
    ("unknown trader", 404, "NOT_FOUND"),
    ("insolvent", 403, "RULE_INSOLVENT_TRADER"),
];
const PERIOD: [Fault; 3] = [
    ("unknown period", 400, "PERIOD_KEY_INVALID"),
    ("second return", 403, "DUPLICATE_SUBMISSION"),
    ("period not ended", 403, "TAX_PERIOD_NOT_ENDED"),
];

/// Faults that no request can have together: one header cannot be wrong in two ways, and of a trader
/// who is not known nothing else is.
const ONE_OR_THE_OTHER: [(&str, &str); 5] = [
    ("unknown trader", "insolvent"),
    ("unknown trader", "second return"),
    ("no token", "expired token"),
    ("no token", "other scope"),
    ("no token", "other trader"),
];

/// The request with some faults.
struct Wrong<'a>(&'a [&'static str]);

impl Wrong<'_> {
    fn has(&self, fault: &str) -> bool {
        self.0.contains(&fault)
    }

    fn pick<T>(&self, fault: &str, wrong: T, right: T) -> T {
        if self.has(fault) { wrong } else { right }
    }

    async fn token(&self, trader: &Trader, scope: &str) -> Option<String> {
        if self.has("no token") {
            return None;
        }
        let vrn = self.pick("other trader", "987654321", VRN);
        let expires = self.pick(
            "expired token",
            "2020-01-01T00:00:01Z",
            "9999-01-01T00:00:00Z",
        );
        let scope = self.pick("other scope", "read:self-assessment", scope);
        let subject = Subject {
            vrn: Some(vrn.parse().expect("a VRN")),
            ..Subject::default()
        };
        let token = trader.server.token_until(expires, scope, subject);
        Some(token.await)
    }

    fn head(&self, call: Call, token: Option<String>) -> Call {
        let call = call.version(self.pick("no version", "9.9", "1.0"));
        let call = match token {
            Some(token) => call.bearer(&token),
            None => call,
        };
        if self.has("unknown scenario") {
            return call.header("Gov-Test-Scenario", "NO_SUCH_SCENARIO");
        }
        call
    }

    async fn get(&self, trader: &Trader, below: &str) -> Received {
        let vrn = self.pick("no VRN", "12345678", VRN);
        let call = trader
            .server
            .get(&format!("/organisations/vat/{vrn}/{below}"));
        let token = self.token(trader, "read:vat").await;
        self.head(call, token).send().await
    }

    /// The first and the last day of liabilities and payments: before the first that may be asked
    /// for, after today, too long a range, each alone and each two together.
    fn days(&self) -> (&'static str, &'static str) {
        let [from, to, range] = ["wrong from", "wrong to", "wrong range"].map(|of| self.has(of));
        match (from, to, range) {
            (false, false, false) => ("2025-01-01", "2025-06-02"),
            (true, false, false) => ("2016-04-05", "2017-01-01"),
            (false, true, false) => ("2025-01-01", "2025-07-21"),
            (true, true, _) => ("2016-04-05", "2025-02-30"),
            (false, false, true) => ("2024-01-01", "2025-06-02"),
            (true, false, true) => ("2016-04-05", "2025-06-02"),
            (false, true, true) => ("2024-01-01", "2025-07-21"),
        }
    }

    async fn submit(&self, trader: &Trader) -> Received {
        let vrn = self.pick("no VRN", "12345678", VRN);
        let call = trader
            .server
            .post(&format!("/organisations/vat/{vrn}/returns"));
        let token = self.token(trader, "write:vat").await;
        let call = self.head(call, token);
        let media_type = self.pick("no JSON type", "text/plain", "application/json");
        call.header("Content-Type", media_type)
            .body(&self.body())
            .send()
            .await
    }

    /// The period that a return is for: one that is asked for or not, over or not on the day.
    fn period(&self) -> &'static str {
        match (self.has("unknown period"), self.has("period not ended")) {
            (false, _) => "25C2",
            (true, false) => "24C2",
            (true, true) => "26C2",
        }
    }

    fn body(&self) -> String {
        let key = format!("\"{}\"", self.period());
        let key = self.pick("wrong field", "1", &key);
        let net = self.pick("wrong sum", "1", "0");
        let finalised = self.pick("not final", "false", "true");
        let end = self.pick("no JSON", "", "}");
        let blanks = " ".repeat(self.pick("too large", 102_400, 0));
        format!(
            r#"{blanks}{{"periodKey":{key},"vatDueSales":0,"vatDueAcquisitions":0,"totalVatDue":0,"vatReclaimedCurrPeriod":0,"netVatDue":{net},"totalValueSalesExVAT":0,"totalValuePurchasesExVAT":0,"totalValueGoodsSuppliedExVAT":0,"totalAcquisitionsExVAT":0,"finalised":{finalised}{end}"#
        )
    }

    /// The trader in the state that the faults ask for, on the day that they ask for.
    async fn trader(&self) -> Trader {
        let today = self.pick("period not ended", "2025-06-30", "2025-07-20");
        let today = self.pick("too old", "2029-07-20", today);
        let trader = Trader::with(Options {
            today: Some(today),
            ..Options::default()
        })
        .await;
        if !self.has("unknown trader") {
            trader.server.given(TRADER).await;
        }
        if self.has("insolvent") {
            trader.server.given(INSOLVENT).await;
        }
        if self.has("second return") {
            let its_own = RETURN_IN.replace("25C2", self.period());
            trader.server.given(&its_own).await;
        }
        trader
    }
}

const INSOLVENT: &str = r#"{"account":"vat:123456789","id":"insolvent","effective":"2025-06-01","recorded":"2025-06-01T09:00:00.000Z","fact":"traderInsolvent"}"#;
const RETURN_IN: &str = r#"{"account":"vat:123456789","id":"in","effective":"2025-06-20","recorded":"2025-06-20T09:00:00.000Z","fact":{"returnSubmitted":{"return":{"periodKey":"25C2","boxes":{"vatDueSales":0,"vatDueAcquisitions":0,"totalVatDue":0,"vatReclaimedCurrPeriod":0,"netVatDue":0,"totalValueSalesExVAT":0,"totalValuePurchasesExVAT":0,"totalValueGoodsSuppliedExVAT":0,"totalAcquisitionsExVAT":0}},"formBundleNumber":"100000000252"}}}"#;

const CHARGE: &str = r#"{"account":"vat:123456789","id":"charge","effective":"2025-06-02","recorded":"2025-06-02T09:00:00.000Z","fact":{"chargeRaised":{"id":"C1","kind":"VAT Return Debit Charge","amount":100.00,"due":"2025-05-07","reference":"XM002610011594","period":{"vat":{"from":"2025-01-01","to":"2025-03-31"}}}}}"#;

/// What a body tells the fault by: the code of its one item, else its code, else its message.
fn told(answer: &Received) -> String {
    let body = answer.json();
    let item = &body["errors"][0]["code"];
    [item, &body["code"], &body["message"]]
        .into_iter()
        .find_map(|text| text.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// Every fault alone, and every two that can be together.
fn combinations(order: &[Fault]) -> Vec<(Vec<&'static str>, Fault)> {
    let mut all = Vec::new();
    for (place, first) in order.iter().enumerate() {
        all.push((vec![first.0], *first));
        for second in &order[place + 1..] {
            if !ONE_OR_THE_OTHER.contains(&(first.0, second.0)) {
                all.push((vec![first.0, second.0], *first));
            }
        }
    }
    all
}

/// Whether these faults are in the state of the account, and not in the request.
fn stateful(faults: &[&str]) -> bool {
    let state = [
        "unknown trader",
        "insolvent",
        "second return",
        "period not ended",
        "too old",
    ];
    faults.iter().any(|fault| state.contains(fault))
}

async fn the_earlier_answers(order: &[Fault], ask: impl AsyncFn(&Wrong<'_>, &Trader) -> Received) {
    let sound = Wrong(&[]).trader().await;
    let mut wrong = Vec::new();
    for (faults, (name, status, code)) in combinations(order) {
        let request = Wrong(&faults);
        let own = if stateful(&faults) {
            Some(request.trader().await)
        } else {
            None
        };
        let answer = ask(&request, own.as_ref().unwrap_or(&sound)).await;
        let as_told = (answer.status, told(&answer).as_str()) == (status, code);
        if !as_told || !is_enveloped(&answer) {
            wrong.push(format!(
                "{faults:?}: {name}, found {} {} {:?}",
                answer.status,
                answer.body,
                answer.lasting_headers()
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[tokio::test]
async fn the_checks_of_obligations_answer_in_order() {
    let order = [&GATEWAY[..], &HEAD, &TAXPAYER, &OBLIGATIONS, &STATE].concat();
    the_earlier_answers(&order, async |wrong, trader| {
        let status = wrong.pick("wrong parameter", "X", "O");
        let to = wrong.pick("wrong range", "2024-12-31", "2025-12-31");
        let query = format!("obligations?from=2025-01-01&to={to}&status={status}");
        wrong.get(trader, &query).await
    })
    .await;
}

#[tokio::test]
async fn the_checks_of_liabilities_and_payments_answer_in_order() {
    let order = [&GATEWAY[..], &HEAD, &TAXPAYER, &FINANCIAL, &STATE].concat();
    for endpoint in ["liabilities", "payments"] {
        the_earlier_answers(&order, async |wrong, trader| {
            let (from, to) = wrong.days();
            let query = format!("{endpoint}?from={from}&to={to}");
            wrong.get(trader, &query).await
        })
        .await;
    }
}

#[tokio::test]
async fn the_checks_of_view_answer_in_order() {
    let order = [&GATEWAY[..], &HEAD, &TAXPAYER, &VIEW, &STATE, &AGE].concat();
    the_earlier_answers(&order, async |wrong, trader| {
        let key = wrong.pick("wrong key", "25c1", "25C1");
        wrong.get(trader, &format!("returns/{key}")).await
    })
    .await;
}

#[tokio::test]
async fn the_checks_of_financial_details_answer_in_order() {
    let unknown = [("unknown trader", 404, "MATCHING_RESOURCE_NOT_FOUND")];
    let before = [&GATEWAY[..], &HEAD, &TAXPAYER].concat();
    let order = [&before[..], &REFERENCE, &SCENARIO, &unknown].concat();
    the_earlier_answers(&order, async |wrong, trader| {
        let reference = wrong.pick("wrong reference", "XM00261001159", "XM002610011594");
        let path = format!("financial-details/{reference}");
        wrong.get(trader, &path).await
    })
    .await;
}

#[tokio::test]
async fn the_checks_of_penalties_and_information_answer_in_order() {
    let unknown = [("unknown trader", 404, "NOT_FOUND")];
    let order = [&GATEWAY[..], &HEAD, &TAXPAYER, &SCENARIO, &unknown].concat();
    for endpoint in ["penalties", "information"] {
        the_earlier_answers(&order, async |wrong, trader| {
            wrong.get(trader, endpoint).await
        })
        .await;
    }
}

/// Source: the OpenAPI document of the VAT API has `INSOLVENT_TRADER` at the five older endpoints.
#[tokio::test]
async fn an_insolvent_trader_still_sees_penalties_information_and_financial_details() {
    let wrong = Wrong(&["insolvent"]);
    let trader = wrong.trader().await;
    trader.server.given(CHARGE).await;
    for endpoint in [
        "penalties",
        "information",
        "financial-details/XM002610011594",
    ] {
        let answer = wrong.get(&trader, endpoint).await;
        assert_eq!(answer.status, 200, "{endpoint}: {}", answer.body);
    }
    let query = "liabilities?from=2025-01-01&to=2025-06-02";
    assert_eq!(wrong.get(&trader, query).await.status, 403);
}

#[tokio::test]
async fn the_checks_of_submit_answer_in_order() {
    let before = [&GATEWAY[..], &HEAD, &SUBMITTED, &TAXPAYER].concat();
    let order = [&before[..], &RETURN, &STATE, &PERIOD].concat();
    the_earlier_answers(&order, async |wrong, trader| wrong.submit(trader).await).await;
}

#[tokio::test]
async fn a_path_that_no_endpoint_has_is_told_before_anything_else() {
    let trader = Wrong(&[]).trader().await;
    for (method, path) in [
        ("GET", "/organisations/vat/12345678/nothing"),
        ("GET", "/organisations/vat/123456789/returns"),
        ("POST", "/organisations/vat/123456789/obligations"),
        ("PUT", "/organisations/vat/123456789/returns"),
        ("DELETE", "/organisations/vat/123456789/returns/25C1"),
    ] {
        let answer = trader.server.request(method, path).send().await;
        assert_eq!(
            (answer.status, told(&answer).as_str()),
            (404, "MATCHING_RESOURCE_NOT_FOUND")
        );
    }
}
