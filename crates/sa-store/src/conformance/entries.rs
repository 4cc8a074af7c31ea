//! The entries that the conformance functions append.

use sa_model::{AccountKey, Entry};
use serde_json::{Value, json};

/// A Self Assessment account; `n` up to 999.
pub(super) fn itsa(n: u32) -> AccountKey {
    format!("itsa:{:010}", 1_000_000_000 + n).parse().unwrap()
}

/// A VAT account; `n` up to 999.
pub(super) fn vat(n: u32) -> AccountKey {
    format!("vat:{n:09}").parse().unwrap()
}

/// Opens an account, with NINO and MTDITID by its number.
pub(super) fn opening(key: AccountKey) -> Entry {
    let n = key.to_string().split_off(key.to_string().len() - 6);
    opening_with_nino(key, &format!("AA{n}A"))
}

/// Opens an account that is open.
pub(super) fn opening_again(key: AccountKey) -> Entry {
    let mut again = opening(key);
    again.id = "again".parse().unwrap();
    again
}

/// Opens an account with a NINO.
pub(super) fn opening_with_nino(key: AccountKey, nino: &str) -> Entry {
    let holder = match key {
        AccountKey::Itsa(utr) => {
            let id = format!("XAIT0{}", utr.as_str());
            json!({"itsa": {"utr": utr, "nino": nino, "mtdItId": id.replace("XAIT01", "XAIT00")}})
        }
        AccountKey::Vat(vrn) => json!({"vat": {"vrn": vrn}}),
    };
    entry(key, "open", &json!({"accountOpened": holder}))
}

/// A charge of so many pounds.
pub(super) fn charge(key: AccountKey, id: &str, amount: &str) -> Entry {
    let kind = match key {
        AccountKey::Itsa(_) => "4910",
        AccountKey::Vat(_) => "VAT CA Charge",
    };
    let amount: Value = serde_json::from_str(amount).unwrap();
    let charge = json!({"id": id, "kind": kind, "amount": amount, "due": "2026-01-31"});
    entry(key, id, &json!({"chargeRaised": charge}))
}

/// A payment of so many pounds with the payer's reference.
pub(super) fn payment(key: AccountKey, id: &str, amount: &str, reference: &str) -> Entry {
    let amount: Value = serde_json::from_str(amount).unwrap();
    let reference: String = reference.chars().take(35).collect();
    let payment = json!({"id": id, "amount": amount, "reference": reference});
    entry(key, id, &json!({"paymentReceived": payment}))
}

/// A direction of a payment to a charge.
pub(super) fn direction(key: AccountKey, id: &str, credit: &str, charge: &str) -> Entry {
    let direction = json!({"credit": credit, "charge": charge});
    entry(key, id, &json!({"allocationDirected": direction}))
}

fn entry(account: AccountKey, id: &str, fact: &Value) -> Entry {
    let line = json!({
        "account": account, "id": id, "effective": "2025-04-06",
        "recorded": "2025-04-07T08:09:10.123Z", "fact": fact,
    });
    serde_json::from_str(&line.to_string()).unwrap()
}
