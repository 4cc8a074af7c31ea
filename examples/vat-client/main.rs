//! A client of the VAT (MTD) API as accounting software has it: see which returns are to be made,
//! make the first, read it back, and see what is owed.
//!
//! ```sh
//! cargo run -p vat-client -- http://127.0.0.1:8080 123456789 TOKEN
//! ```

use std::error::Error;
use std::process::ExitCode;

use reqwest::{Client, RequestBuilder, StatusCode};
use serde_json::{Value, json};

/// Where the API is, whose account, and who calls.
struct VatApi {
    client: Client,
    base: String,
    token: String,
}

impl VatApi {
    fn call(&self, request: RequestBuilder) -> RequestBuilder {
        request
            .bearer_auth(&self.token)
            .header("Accept", "application/vnd.hmrc.1.0+json")
    }

    /// What is there; nothing where the API has no data of it.
    async fn get(&self, path: &str) -> Result<Option<Value>, Box<dyn Error>> {
        let request = self.client.get(format!("{}/{path}", self.base));
        match read(self.call(request)).await? {
            Answer::Data(data) => Ok(Some(data)),
            Answer::Refusal(_, refusal) if code(&refusal) == Some("NOT_FOUND") => Ok(None),
            Answer::Refusal(status, refusal) => Err(format!("{status}: {refusal}").into()),
        }
    }

    async fn submit(&self, vat_return: &Value) -> Result<Value, Box<dyn Error>> {
        let request = self
            .client
            .post(format!("{}/returns", self.base))
            .json(vat_return);
        match read(self.call(request)).await? {
            Answer::Data(receipt) => Ok(receipt),
            Answer::Refusal(status, refusal) => Err(format!("{status}: {refusal}").into()),
        }
    }
}

/// What the API says.
enum Answer {
    Data(Value),
    Refusal(StatusCode, Value),
}

async fn read(request: RequestBuilder) -> Result<Answer, Box<dyn Error>> {
    let response = request.send().await?;
    let status = response.status();
    let body = serde_json::from_str(&response.text().await?)
        .map_err(|error| format!("{status}, without JSON: {error}"))?;
    Ok(if status.is_success() {
        Answer::Data(body)
    } else {
        Answer::Refusal(status, body)
    })
}

fn code(refusal: &Value) -> Option<&str> {
    refusal.get("code").and_then(Value::as_str)
}

#[expect(clippy::print_stdout, reason = "the example shows what it does")]
async fn walk(api: &VatApi) -> Result<(), Box<dyn Error>> {
    let Some(open) = api.get("obligations?status=O").await? else {
        println!("no return is to be made");
        return Ok(());
    };
    let obligation = open
        .pointer("/obligations/0")
        .ok_or("the answer has no obligation in it")?;
    println!("to be made: {obligation}");
    let text = |field: &str| {
        obligation
            .get(field)
            .and_then(Value::as_str)
            .ok_or("an obligation lacks a field")
    };
    let key = text("periodKey")?;

    let receipt = api
        .submit(&json!({
            "periodKey": key,
            "vatDueSales": 500, "vatDueAcquisitions": 0, "totalVatDue": 500,
            "vatReclaimedCurrPeriod": 120, "netVatDue": 380,
            "totalValueSalesExVAT": 2500, "totalValuePurchasesExVAT": 600,
            "totalValueGoodsSuppliedExVAT": 0, "totalAcquisitionsExVAT": 0,
            "finalised": true,
        }))
        .await?;
    println!("submitted:  {receipt}");
    // A `#` in a path would begin what no server sees.
    let path = format!("returns/{}", key.replace('#', "%23"));
    let stored = api.get(&path).await?.ok_or("the return is not there")?;
    println!("stored:     {stored}");
    let (from, to) = (text("start")?, text("end")?);
    match api.get(&format!("liabilities?from={from}&to={to}")).await? {
        Some(owed) => println!("owed:       {owed}"),
        None => println!("owed:       nothing"),
    }
    Ok(())
}

#[tokio::main]
#[expect(clippy::print_stderr, reason = "the example says why it failed")]
async fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let (Some(url), Some(vrn), Some(token)) = (args.next(), args.next(), args.next()) else {
        eprintln!("usage: vat-client URL VRN TOKEN");
        return ExitCode::FAILURE;
    };
    let api = VatApi {
        client: Client::new(),
        base: format!("{}/organisations/vat/{vrn}", url.trim_end_matches('/')),
        token,
    };
    match walk(&api).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
