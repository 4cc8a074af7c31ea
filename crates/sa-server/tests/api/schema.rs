//! Holds answers against an OpenAPI document: as much of JSON Schema as our documents use, and no
//! field that the schema does not have.

use serde_json::Value;

/// A document.
pub(crate) struct Document(Value);

impl Document {
    pub(crate) const fn new(document: Value) -> Self {
        Self(document)
    }

    fn operation(&self, path: &str, method: &str) -> &Value {
        &self.0["paths"][path][method]
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

    /// Whether an operation may answer so: the status is there, the body keeps its schema, and a
    /// refusal with one fault is one of the examples to the letter, but for where in the request's
    /// body the fault lies.
    pub(crate) fn hold(
        &self,
        path: &str,
        method: &str,
        status: &str,
        body: &Value,
    ) -> Result<(), String> {
        let response = &self.operation(path, method)["responses"][status];
        if response.is_null() {
            return Err(format!("status {status} is not in the document"));
        }
        let content = &response["content"]["application/json"];
        self.keep(&content["schema"], body)?;
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

    fn keep(&self, schema: &Value, value: &Value) -> Result<(), String> {
        if let Some(target) = schema["$ref"].as_str() {
            let name = target.rsplit('/').next().unwrap_or_default();
            let schema = &self.0["components"]["schemas"][name];
            assert!(!schema.is_null(), "{target} leads nowhere");
            return self
                .keep(schema, value)
                .map_err(|why| format!("{name}: {why}"));
        }
        if let Some(choices) = schema["oneOf"].as_array() {
            let fits = choices
                .iter()
                .filter(|choice| self.keep(choice, value).is_ok())
                .count();
            return (fits == 1)
                .then_some(())
                .ok_or_else(|| format!("fits {fits} of oneOf"));
        }
        match schema["type"].as_str() {
            Some("object") => self.keep_object(schema, value),
            Some("array") => {
                let items = value.as_array().ok_or("no array")?;
                items
                    .iter()
                    .try_for_each(|item| self.keep(&schema["items"], item))
            }
            Some("string") => keep_text(schema, value),
            Some("number") => value
                .is_number()
                .then_some(())
                .ok_or_else(|| "no number".into()),
            Some("boolean") => value
                .is_boolean()
                .then_some(())
                .ok_or_else(|| "neither true nor false".into()),
            Some("integer") => (value.is_i64() || value.is_u64())
                .then_some(())
                .ok_or_else(|| "no whole number".into()),
            other => Err(format!("a type that is not known here: {other:?}")),
        }
    }

    fn keep_object(&self, schema: &Value, value: &Value) -> Result<(), String> {
        let fields = value.as_object().ok_or("no object")?;
        for required in schema["required"].as_array().into_iter().flatten() {
            let name = required.as_str().unwrap_or_default();
            if !fields.contains_key(name) {
                return Err(format!("{name} is missing"));
            }
        }
        for (name, field) in fields {
            let schema = &schema["properties"][name];
            if schema.is_null() {
                return Err(format!("{name} is not in the document"));
            }
            self.keep(schema, field)
                .map_err(|why| format!("{name}: {why}"))?;
        }
        Ok(())
    }
}

fn keep_text(schema: &Value, value: &Value) -> Result<(), String> {
    let text = value.as_str().ok_or("no text")?;
    if let Some(choices) = schema["enum"].as_array()
        && !choices.contains(value)
    {
        return Err(format!("{text} is not in the enumeration"));
    }
    if schema["format"] == "date" && sa_model::date::parse(text).is_err() {
        return Err(format!("{text} is no date"));
    }
    if schema["format"] == "date-time" && sa_model::Timestamp::parse(text).is_err() {
        return Err(format!("{text} is no moment"));
    }
    let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
    let shortest = schema["minLength"].as_u64().unwrap_or(0);
    let longest = schema["maxLength"].as_u64().unwrap_or(u64::MAX);
    if length < shortest || length > longest {
        return Err(format!("{text} is too short or too long"));
    }
    Ok(())
}
