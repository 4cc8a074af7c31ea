//! The documents about the entry format say what the program does.

use serde_json::Value;

use crate::program::{Workplace, text};

const GUIDE: &str = include_str!("../../../../docs/entries.md");
const SCHEMA: &str = include_str!("../../../../docs/entry.schema.json");

/// The lines of the guide's example of every fact.
fn example() -> &'static str {
    let (_, rest) = GUIDE.split_once("## Each fact").expect("the section");
    let (_, rest) = rest.split_once("```json\n").expect("the example");
    rest.split_once("```").expect("its end").0
}

#[test]
fn the_schema_in_the_docs_is_the_schema_that_is_printed() {
    let printed = Workplace::new().run(&["schema"]);
    assert!(printed.status.success(), "{}", text(&printed.stderr));
    assert!(
        text(&printed.stdout) == SCHEMA,
        "write it anew: sa-server schema > docs/entry.schema.json"
    );
}

#[test]
fn every_line_of_the_guide_is_imported_and_exported_as_it_stands() {
    let workplace = Workplace::new();
    let imported = workplace.run_with_input(&["import", "-"], example());
    assert!(imported.status.success(), "{}", text(&imported.stderr));
    assert_eq!(text(&workplace.run(&["export"]).stdout), example());
}

#[test]
fn the_guide_shows_every_fact() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
    let facts = schema["$defs"]["Fact"]["oneOf"].as_array().expect("facts");
    for fact in facts {
        let name = fact["required"][0].as_str().or(fact["const"].as_str());
        let name = name.expect("a fact with a name");
        assert!(
            example().contains(&format!("\"fact\":{{\"{name}\""))
                || example().contains(&format!("\"fact\":\"{name}\"")),
            "{name}"
        );
    }
}
