//! A VAT trader who calls the API: the verbs that the tests of the API speak to it with.

use sa_store::Subject;

use crate::harness::{Call, Options, Received, TestServer};

/// The trader of the tests.
pub(crate) const VRN: &str = "123456789";

/// Registered for VAT, with quarters to March and to June of 2025 to report, opened as they begin.
pub(crate) const TRADER: &str = r#"
{"account":"vat:123456789","id":"open","effective":"2024-12-01","recorded":"2024-12-01T09:00:00.000Z","fact":{"accountOpened":{"vat":{"vrn":"123456789","registered":"2024-12-01","settlement":"directDebitAndBankDetails"}}}}
{"account":"vat:123456789","id":"25C1","effective":"2025-01-01","recorded":"2025-01-01T00:00:00.000Z","fact":{"obligationCreated":{"key":"25C1","start":"2025-01-01","end":"2025-03-31","due":"2025-05-07"}}}
{"account":"vat:123456789","id":"25C2","effective":"2025-04-01","recorded":"2025-04-01T00:00:00.000Z","fact":{"obligationCreated":{"key":"25C2","start":"2025-04-01","end":"2025-06-30","due":"2025-08-07"}}}
"#;

/// A server, and a trader's token for it.
pub(crate) struct Trader {
    pub(crate) server: TestServer,
    pub(crate) token: String,
}

impl Trader {
    /// The trader of the tests, on a day, over the ledger.
    pub(crate) async fn on(today: &'static str) -> Self {
        let trader = Self::unknown_on(today).await;
        trader.server.given(TRADER).await;
        trader
    }

    /// A trader of whom the server knows nothing but the token, on a day, over the ledger.
    pub(crate) async fn unknown_on(today: &'static str) -> Self {
        Self::with(Options {
            today: Some(today),
            ..Options::default()
        })
        .await
    }

    /// A trader of whom the server knows nothing but the token.
    pub(crate) async fn with(options: Options) -> Self {
        Self::at(TestServer::start_with(options).await).await
    }

    async fn at(server: TestServer) -> Self {
        let subject = Subject {
            vrn: Some(VRN.parse().expect("a VRN")),
            ..Subject::default()
        };
        let token = server.token("read:vat write:vat", subject).await;
        Self { server, token }
    }

    /// The same trader on another day.
    pub(crate) async fn later(&self, today: &str) -> Self {
        Self::at(self.server.on(today).await).await
    }

    /// A GET of what is below the trader's path.
    pub(crate) fn get(&self, below: &str) -> Call {
        self.server
            .get(&format!("/organisations/vat/{VRN}/{below}"))
            .bearer(&self.token)
            .version("1.0")
    }

    /// A submit, without its body.
    pub(crate) fn post(&self) -> Call {
        self.server
            .post(&format!("/organisations/vat/{VRN}/returns"))
            .bearer(&self.token)
            .version("1.0")
    }

    /// A submit.
    pub(crate) async fn submit(&self, body: &str) -> Received {
        self.post().json(body).send().await
    }
}

/// Whether an answer has what is around every answer: JSON that is neither kept nor guessed at, and
/// the request's own id.
pub(crate) fn is_enveloped(answer: &Received) -> bool {
    let expected = [
        ("content-type", "application/json"),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-cache,no-store,max-age=0"),
    ];
    answer.header("x-correlationid").len() == 36
        && expected
            .into_iter()
            .all(|(name, value)| answer.header(name) == value)
}

/// The published page's first example, for a period: a net credit of 100.10.
pub(crate) fn credit(period_key: &str) -> String {
    format!(
        r#"{{"periodKey":"{period_key}","vatDueSales":105.50,"vatDueAcquisitions":-100.45,"totalVatDue":5.05,"vatReclaimedCurrPeriod":105.15,"netVatDue":100.10,"totalValueSalesExVAT":300,"totalValuePurchasesExVAT":300,"totalValueGoodsSuppliedExVAT":3000,"totalAcquisitionsExVAT":3000,"finalised":true}}"#
    )
}

/// The published page's second example, for a period: a net debit of 100.
pub(crate) fn debit(period_key: &str) -> String {
    format!(
        r#"{{"periodKey":"{period_key}","vatDueSales":100.00,"vatDueAcquisitions":100.00,"totalVatDue":200.00,"vatReclaimedCurrPeriod":100.00,"netVatDue":100.00,"totalValueSalesExVAT":500,"totalValuePurchasesExVAT":500,"totalValueGoodsSuppliedExVAT":500,"totalAcquisitionsExVAT":500,"finalised":true}}"#
    )
}

/// A return of a period with a net of zero.
pub(crate) fn nil(period_key: &str) -> String {
    debit(period_key)
        .replace("\"netVatDue\":100.00", "\"netVatDue\":0")
        .replace(
            "\"vatReclaimedCurrPeriod\":100.00",
            "\"vatReclaimedCurrPeriod\":200.00",
        )
}
