//! Holds answers against an OpenAPI document, its schemas read as JSON Schema has them: as they stand,
//! and with no member beside those they tell.

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::harness::Received;

/// Headers that tell of the connection or of the body, and of no API.
const ORDINARY: [&str; 6] = [
    "cache-control",
    "connection",
    "content-length",
    "content-type",
    "date",
    "x-content-type-options",
];

/// A document.
pub(crate) struct Document {
    stated: Value,
    /// The same, each object closed to further members.
    closed: Value,
}

impl Document {
    pub(crate) fn new(stated: Value) -> Self {
        let mut closed = stated.clone();
        close(&mut closed["components"]["schemas"]);
        Self { stated, closed }
    }

    fn operation(&self, path: &str, method: &str) -> &Value {
        &self.stated["paths"][path][method]
    }

    /// The schema of a parameter of an operation, and whether it must be given.
    pub(crate) fn parameter(
        &self,
        path: &str,
        method: &str,
        name: &str,
    ) -> Option<(Validator, bool)> {
        let parameters = self.operation(path, method)["parameters"].as_array();
        let mut parameters = parameters.into_iter().flatten();
        let found = parameters.find(|parameter| parameter["name"] == name)?;
        let schema = validator(&self.stated, &found["schema"]);
        Some((schema, found["required"] == true))
    }

    /// One of the named schemas, or what is within it, as it stands.
    pub(crate) fn schema(&self, place: &str) -> Validator {
        let target = format!("#/components/schemas/{place}");
        validator(&self.stated, &json!({ "$ref": target }))
    }

    /// The values of `Gov-Test-Scenario` that an operation takes.
    pub(crate) fn scenarios(&self, path: &str, method: &str) -> Vec<String> {
        let parameters = self.operation(path, method)["parameters"].as_array();
        let header = parameters
            .into_iter()
            .flatten()
            .find(|parameter| parameter["name"] == "Gov-Test-Scenario")
            .expect("the header");
        let names = header["schema"]["enum"].as_array().expect("its values");
        names
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect()
    }

    /// The names of the headers that an answer may have by the document, in lower case.
    pub(crate) fn headers(&self, path: &str, method: &str, status: &str) -> Vec<String> {
        let headers = self.operation(path, method)["responses"][status]["headers"].as_object();
        let names = headers.into_iter().flatten();
        names.map(|(name, _)| name.to_lowercase()).collect()
    }

    /// Whether an operation may answer so: the status is there, headers and body keep their schemas,
    /// and a refusal with one fault is one of the examples to the letter, but for where in the
    /// request's body the fault lies.
    pub(crate) fn hold(&self, path: &str, method: &str, answer: &Received) -> Result<(), String> {
        let status = answer.status.to_string();
        let response = &self.operation(path, method)["responses"][&status];
        if response.is_null() {
            return Err(format!("status {status} is not in the document"));
        }
        self.keep_headers(&response["headers"], answer)?;
        let (content, body) = (&response["content"]["application/json"], answer.json());
        for document in [&self.stated, &self.closed] {
            keep(document, &content["schema"], &body)?;
        }
        let single = body["errors"]
            .as_array()
            .is_none_or(|errors| errors.len() == 1);
        let examples = content["examples"].as_object();
        match examples {
            Some(examples) if single => {
                let mut told = body.clone();
                told.as_object_mut().and_then(|told| told.remove("paths"));
                let shown = examples.values().any(|example| example["value"] == told);
                shown
                    .then_some(())
                    .ok_or_else(|| "no example is like it".to_owned())
            }
            _ => Ok(()),
        }
    }

    fn keep_headers(&self, told: &Value, answer: &Received) -> Result<(), String> {
        let told: Vec<_> = told.as_object().into_iter().flatten().collect();
        for name in answer.header_names() {
            let is_told = told.iter().any(|(each, _)| each.to_lowercase() == name);
            if !is_told && !ORDINARY.contains(&name.as_str()) {
                return Err(format!("the header {name} is not in the document"));
            }
        }
        for (name, header) in told {
            let header = self.meant(header);
            let value = answer.header(name);
            if !value.is_empty() {
                keep(&self.stated, &header["schema"], &Value::from(value))
                    .map_err(|why| format!("{name}: {why}"))?;
            } else if header["required"] == true {
                return Err(format!("the header {name} is missing"));
            }
        }
        Ok(())
    }

    /// What a reference leads to.
    fn meant<'d>(&'d self, told: &'d Value) -> &'d Value {
        let Some(target) = told["$ref"].as_str() else {
            return told;
        };
        let meant = self.stated.pointer(target.trim_start_matches('#'));
        meant.unwrap_or_else(|| panic!("{target} leads nowhere"))
    }

    /// The examples that do not keep the schema beside them, and how many there are in all.
    pub(crate) fn misfits(&self) -> (Vec<String>, usize) {
        let (mut misfits, mut count) = (Vec::new(), 0);
        for (path, item) in self.stated["paths"].as_object().expect("paths") {
            for (method, operation) in item.as_object().expect("methods") {
                for (status, response) in operation["responses"].as_object().expect("responses") {
                    let content = &response["content"]["application/json"];
                    for (name, example) in content["examples"].as_object().into_iter().flatten() {
                        count += 1;
                        let kept = keep(&self.stated, &content["schema"], &example["value"]);
                        let told = |why| format!("{method} {path} {status} {name}: {why}");
                        misfits.extend(kept.err().map(told));
                    }
                }
            }
        }
        (misfits, count)
    }
}

/// Closes every object in it that tells its members.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            members.values_mut().for_each(close);
            if members.get("type").is_some_and(|of| of == "object") {
                members
                    .entry("additionalProperties")
                    .or_insert(Value::Bool(false));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// A schema of a document, with the schemas that it may refer to.
fn validator(document: &Value, schema: &Value) -> Validator {
    let mut schema = schema.clone();
    schema["components"] = document["components"].clone();
    jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .expect("a schema")
}

fn keep(document: &Value, schema: &Value, value: &Value) -> Result<(), String> {
    if schema.is_null() {
        return Err("no schema".to_owned());
    }
    validator(document, schema)
        .validate(value)
        .map_err(|error| format!("{}: {error}", error.instance_path()))
}
