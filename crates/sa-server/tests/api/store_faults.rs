//! What clients see when the store is full, and when they race: the program itself, over a small disk
//! and over PostgreSQL.

use crate::commands::{submit, view};
use crate::program::Workplace;

use postgres_server::{Disk, PostgresServer};
use small_disk::SmallDisk;

#[path = "../../../sa-store/tests/stores/postgres_server.rs"]
#[expect(dead_code, reason = "the store's own tests need the rest")]
mod postgres_server;
#[path = "../../../sa-store/tests/stores/faults/small_disk.rs"]
mod small_disk;

const TODAY: [&str; 2] = ["--today", "2026-01-31"];

#[tokio::test]
async fn a_submit_to_a_full_disk_is_answered_503_and_taken_when_there_is_room() {
    let Some(disk) = SmallDisk::mount(4) else {
        return;
    };
    let place = Workplace::new();
    let store = format!("sqlite:{}", disk.path().join("sa.db").display());
    let mut server = place.serve(&[TODAY.as_slice(), &["--store", &store]].concat());
    let token = server.token();
    let filled = std::fs::write(disk.path().join("filling"), vec![0; 8 << 20]);
    assert!(filled.is_err(), "the disk is full now");
    for _again in 0..2 {
        let refused = submit(server.url(), &token).await;
        let body = r#"{"code":"SERVICE_UNAVAILABLE","message":"Internal server error"}"#;
        assert_eq!(refused, (503, body.to_owned()));
        let (status, obligations) = view(server.url(), &token, "obligations?status=O").await;
        assert_eq!(status, 200, "reads go on: {obligations}");
        assert!(obligations.contains("A001"), "{obligations}");
    }
    disk.grow(16);
    let (status, receipt) = submit(server.url(), &token).await;
    assert_eq!(status, 201, "{receipt}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_64_submits_of_one_return_to_two_servers_over_one_postgresql_one_is_stored() {
    let database = PostgresServer::start(Disk::Unsynced);
    let (place, store) = (Workplace::new(), database.url());
    let args = [TODAY.as_slice(), &["--store", &store]].concat();
    let mut one = place.serve(&args);
    let token = one.token();
    let other = place.serve(&args);
    let submits = (0..64).map(|number| {
        let server = if number % 2 == 0 { &one } else { &other };
        let (url, token) = (server.url().to_owned(), token.clone());
        tokio::spawn(async move { submit(&url, &token).await })
    });
    let mut stored = 0;
    for answer in submits.collect::<Vec<_>>() {
        let (status, body) = answer.await.expect("an answer");
        match status {
            201 => stored += 1,
            403 => assert!(body.contains("DUPLICATE_SUBMISSION"), "{body}"),
            _ => panic!("{status} {body}"),
        }
    }
    assert_eq!(stored, 1);
    for server in [&one, &other] {
        let (status, body) = view(server.url(), &token, "returns/A001").await;
        assert_eq!(status, 200, "{body}");
    }
}
