//! The table of transaction kinds against HMRC's.

use std::collections::BTreeMap;

use sa_model::{ChargeClass, Regime, Side, TransactionKind};

use crate::table::rows;

const HMRC: &str = include_str!("tables/transaction_kinds.txt");

#[test]
fn the_table_holds_what_hmrc_knows_and_nothing_else() {
    let hmrc: BTreeMap<&str, (Side, &str)> = rows(HMRC)
        .into_iter()
        .map(|[code, sign, name, _source]| {
            let side = match sign {
                "+" => Side::Debit,
                "-" => Side::Credit,
                other => panic!("no sign: {other}"),
            };
            (code, (side, name))
        })
        .collect();
    let ours: Vec<&str> = TransactionKind::ALL
        .iter()
        .map(TransactionKind::code)
        .collect();
    for kind in TransactionKind::ALL {
        let (side, name) = hmrc
            .get(kind.code())
            .copied()
            .unwrap_or_else(|| panic!("{kind}"));
        assert_eq!(kind.side(), Some(side), "{kind}");
        assert!(name == "-" || kind.name() == name, "{kind}");
    }
    for code in hmrc.keys() {
        assert!(ours.contains(code), "{code}");
    }
}

#[test]
fn no_code_stands_twice() {
    let mut codes: Vec<&str> = TransactionKind::ALL
        .iter()
        .map(TransactionKind::code)
        .collect();
    codes.sort_unstable();
    let all = codes.len();
    codes.dedup();
    assert_eq!(codes.len(), all);
}

#[test]
fn every_code_means_its_kind() {
    for kind in TransactionKind::ALL {
        assert_eq!(TransactionKind::parse(kind.code()), Ok(*kind));
        assert!(!matches!(kind, TransactionKind::Other(_)));
        assert!(!kind.name().is_empty() && !kind.short_name().is_empty());
        // SA liability: a chargeType has 1 to 30 characters; VAT: a type at most 30.
        assert!(kind.short_name().len() <= 30 && kind.code().len() <= 30);
    }
}

#[test]
fn a_code_tells_its_regime() {
    for [code, _sign, _name, source] in rows(HMRC) {
        let regime = TransactionKind::parse(code).unwrap().regime();
        let expected = match source {
            "ITVC" | "SEED" => Regime::Itsa,
            "VATAPI" | "VATSUM" => Regime::Vat,
            other => panic!("no source: {other}"),
        };
        assert_eq!(regime, Some(expected), "{code}");
    }
}

#[test]
fn penalties_and_interest_are_no_tax() {
    let of = |class: ChargeClass| -> Vec<&str> {
        let kinds = TransactionKind::ALL.iter();
        kinds
            .filter(|kind| kind.class() == class)
            .map(TransactionKind::code)
            .collect()
    };
    assert_eq!(
        of(ChargeClass::Penalty),
        [
            "4002",
            "4027",
            "4028",
            "4029",
            "4031",
            "4032",
            "VAT Return 1st LPP",
            "VAT Return 2nd LPP",
            "VAT Late Submission Pen",
        ]
    );
    assert_eq!(of(ChargeClass::Interest), ["6020", "VAT Return LPI"]);
    // The order in which charges of one day are paid.
    assert!(
        ChargeClass::Tax < ChargeClass::Penalty && ChargeClass::Penalty < ChargeClass::Interest
    );
}

#[test]
fn an_unknown_code_is_kept_unharmed() {
    for code in [
        "8888",
        "vat",
        "4910 ",
        " 4910",
        "PAYE",
        "payment on account",
        "~",
        " ",
    ] {
        let kind = TransactionKind::parse(code).unwrap();
        assert!(matches!(kind, TransactionKind::Other(other) if other.as_str() == code));
        assert_eq!(
            (kind.code(), kind.name(), kind.short_name()),
            (code, code, code)
        );
        assert_eq!((kind.side(), kind.regime()), (None, None));
        assert_eq!(
            (kind.class(), kind.document_description()),
            (ChargeClass::Tax, None)
        );
        assert_eq!(kind.to_string(), code);
    }
}

/// Source: OpenAPI document of the Self Assessment Accounts API 4.0, enumeration of
/// `documentDescription`; of the reconciliation debits, the texts that HMRC's frontend meets.
#[test]
fn a_document_is_described_in_hmrcs_words() {
    let described: Vec<(&str, &str)> = TransactionKind::ALL
        .iter()
        .filter_map(|kind| Some((kind.code(), kind.document_description()?)))
        .collect();
    assert_eq!(
        described,
        [
            ("4910", "ITSA- Bal Charge"),
            ("4920", "ITSA- POA 1"),
            ("4930", "ITSA - POA 2"),
            ("4911", "POA 1 Reconciliation Debit"),
            ("4913", "POA 2 Reconciliation Debit"),
            ("0060", "Payment"),
        ]
    );
}
