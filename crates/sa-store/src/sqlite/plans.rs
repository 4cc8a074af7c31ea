//! No statement reads a whole table.

use super::{connection, statements};

#[test]
fn every_statement_finds_its_rows_by_a_key() {
    let connection = connection::memory().unwrap();
    for statement in statements::ALL {
        let mut explain = connection
            .prepare(&format!("EXPLAIN QUERY PLAN {statement}"))
            .unwrap();
        let plan: Vec<String> = explain
            .raw_query()
            .mapped(|row| row.get("detail"))
            .collect::<Result<_, _>>()
            .unwrap();
        let reads = plan.iter().any(|step| step.starts_with("SEARCH"));
        let looks = !statement.starts_with("INSERT");
        assert_eq!(reads, looks, "{statement}: {plan:?}");
        for bad in ["SCAN", "TEMP B-TREE", "AUTOMATIC"] {
            assert!(
                !plan.iter().any(|step| step.contains(bad)),
                "{statement}: {plan:?}"
            );
        }
    }
}
