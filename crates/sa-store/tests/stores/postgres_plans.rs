//! No statement of the PostgreSQL store reads a whole table.

#[path = "../../src/postgres/statements.rs"]
mod statements;

use self::statements::ALL;
use crate::postgres::{Schema, client};

/// Enough rows that the planner would rather read an index than a table.
const FILL: &str = "
INSERT INTO snapshot SELECT 'itsa:' || n, 10, 1, repeat('x', 800)::bytea
  FROM generate_series(1000000000, 1000020000) n;
INSERT INTO journal SELECT account, n, 'e' || n, '2026-01-31', '', repeat('x', 200)
  FROM snapshot, generate_series(1, 10) n;
INSERT INTO identifier SELECT 'AA' || account, 'nino', account FROM snapshot;
INSERT INTO access SELECT sha256(account::bytea), '' FROM snapshot;
ANALYZE snapshot, journal, identifier, access;
SET plan_cache_mode = force_generic_plan;
";

/// The plan of a statement, whatever its parameters.
async fn plan(client: &tokio_postgres::Client, statement: &str) -> Vec<String> {
    let parameters = (1..=20)
        .take_while(|n| statement.contains(&format!("${n}")))
        .count();
    let nulls = vec!["NULL"; parameters].join(", ");
    client
        .batch_execute(&format!("PREPARE planned AS {statement}"))
        .await
        .unwrap();
    let explain = format!("EXPLAIN EXECUTE planned({nulls})");
    let rows = client.query(&explain, &[]).await.unwrap();
    client.batch_execute("DEALLOCATE planned").await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

#[tokio::test]
async fn every_statement_finds_its_rows_by_a_key() {
    let schema = Schema::new().await;
    drop(schema.store().await);
    let client = client(&schema.url).await;
    client.batch_execute(FILL).await.unwrap();
    for planning in ["", "SET enable_seqscan = off; SET jit = off"] {
        client.batch_execute(planning).await.unwrap();
        for statement in ALL {
            let plan = plan(&client, statement).await;
            let told = plan.join("\n");
            assert!(
                !told.contains("Seq Scan"),
                "{planning}\n{statement}\n{told}"
            );
            for (line, next) in plan.iter().zip(plan.iter().skip(1)) {
                let reads_index = line.contains("Index Scan") || line.contains("Index Only Scan");
                assert!(
                    !reads_index || next.contains("Index Cond"),
                    "{planning}\n{told}"
                );
            }
        }
    }
}
