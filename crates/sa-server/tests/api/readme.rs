//! What the README shows is what the server answers.

use std::process::Command;

use serde_json::Value;

use crate::program::Workplace;

/// Every member of the first is in the second, with the same value; lists go item by item.
fn is_part_of(part: &Value, whole: &Value) -> bool {
    match (part, whole) {
        (Value::Object(part), Value::Object(whole)) => part.iter().all(|(name, value)| {
            whole
                .get(name)
                .is_some_and(|other| is_part_of(value, other))
        }),
        (Value::Array(part), Value::Array(whole)) => {
            part.len() == whole.len() && part.iter().zip(whole).all(|(a, b)| is_part_of(a, b))
        }
        (Value::Number(part), Value::Number(whole)) => part.as_f64() == whole.as_f64(),
        (part, whole) => part == whole,
    }
}

#[tokio::test]
async fn the_answer_in_the_readme_is_the_answer() {
    let readme = include_str!("../../../../README.md");
    let (_, rest) = readme
        .split_once("```json\n")
        .expect("an answer in the README");
    let shown: Value = serde_json::from_str(rest.split_once("```").expect("its end").0).unwrap();

    let workplace = Workplace::new();
    let mut server = workplace.serve(&["--today", "2025-06-01"]);
    let token = server.token();
    let response = reqwest::Client::new()
        .get(format!("{}/1097172987", server.url()))
        .bearer_auth(token)
        .send()
        .await
        .expect("an answer");
    let answer: Value = serde_json::from_str(&response.text().await.expect("a body")).unwrap();
    assert!(
        is_part_of(&shown, &answer),
        "shown {shown:#}\nanswered {answer:#}"
    );
}

#[test]
fn the_calls_in_the_readme_are_the_calls_that_are_printed() {
    let readme = include_str!("../../../../README.md");
    let mut server = Workplace::new().serve(&[]);
    let url = server.url().to_owned();
    let calls = server.calls();
    for call in calls {
        let (before, rest) = call.split_once("Bearer ").expect("a token");
        let (_token, after) = rest.split_once('\'').expect("its end");
        let shown = format!("{before}Bearer 7a27…'{after}").replace(&url, "http://127.0.0.1:8080");
        assert!(readme.contains(&shown), "{shown}");
    }
}

#[test]
fn cargo_run_alone_is_the_server() {
    let told = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version=1", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo");
    let metadata: Value = serde_json::from_slice(&told.stdout).expect("metadata");
    let default = metadata["workspace_default_members"]
        .as_array()
        .expect("members");
    let packages = metadata["packages"].as_array().expect("packages");
    let programs: Vec<&str> = packages
        .iter()
        .filter(|package| default.contains(&package["id"]))
        .flat_map(|package| package["targets"].as_array().expect("targets"))
        .filter(|target| target["kind"][0] == "bin")
        .filter_map(|target| target["name"].as_str())
        .collect();
    assert_eq!(programs, ["sa-server"]);
}
