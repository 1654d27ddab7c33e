//! The facts that an OpenAPI document (3.0, or what a converter made) declares.

use std::path::Path;

use serde_json::{Map, Value};

use super::fact::{Fact, Facts, Section, below, operation_key};

const METHODS: [&str; 7] = ["get", "put", "post", "patch", "delete", "head", "options"];

/// Fields deeper than this are not compared.
const DEPTH: usize = 10;

/// Reads a document of JSON and adds what it declares; an operation that is there already stays.
pub(crate) fn read(path: &Path, facts: &mut Facts) {
    let document = json(path);
    for (path, item) in object(&document["paths"]) {
        for method in METHODS {
            let key = operation_key(method, path);
            if item[method].is_object() && facts.operations.insert(key.clone()) {
                let mut reader = Reader {
                    document: &document,
                    facts,
                    operation: key,
                    section: Section::Parameter,
                };
                reader.operation(&item[method], &item["parameters"]);
            }
        }
    }
}

/// Reads what quicktype makes of a collection: a schema per request, whose description begins with the
/// item's name and its HTTP line. It types responses only.
pub(crate) fn read_quicktype(path: &Path, facts: &mut Facts) {
    let document = json(path);
    for (_, schema) in object(&document["definitions"]) {
        let line = schema["description"]
            .as_str()
            .and_then(|text| text.lines().nth(2));
        let Some((method, url)) = line.and_then(|line| line.split_once(" {{baseUrl}}")) else {
            continue;
        };
        let path = url.split('?').next().unwrap_or(url).replace("/:", "/{");
        let key = operation_key(method, &path);
        if facts.operations.insert(key.clone()) {
            let mut reader = Reader {
                document: &document,
                facts,
                operation: key,
                section: Section::Response,
            };
            reader.inside("", schema, 0);
        }
    }
}

fn json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).expect("a document");
    serde_json::from_str(&text).expect("JSON")
}

struct Reader<'a> {
    document: &'a Value,
    facts: &'a mut Facts,
    operation: String,
    section: Section,
}

impl<'a> Reader<'a> {
    fn operation(&mut self, operation: &'a Value, shared: &'a Value) {
        for parameter in list(shared).iter().chain(list(&operation["parameters"])) {
            let parameter = self.resolved(parameter);
            if parameter["in"] == "query" {
                let name = parameter["name"].as_str().unwrap_or_default();
                let name = name.trim_end_matches("[]").to_owned();
                let required = Some(parameter["required"] == true);
                self.put(&name, &parameter["schema"], required, 0);
            }
        }
        self.section = Section::Body;
        let body = self.resolved(&operation["requestBody"]);
        self.content(&body["content"]);
        self.section = Section::Response;
        for (status, response) in object(&operation["responses"]) {
            let response = self.resolved(response);
            if status.starts_with('2') && self.content(&response["content"]) {
                break;
            }
        }
    }

    /// Reads the schema of the first media type that is JSON or a form.
    fn content(&mut self, content: &'a Value) -> bool {
        let schema = object(content)
            .find(|(media_type, _)| media_type.contains("json") || media_type.contains("form"));
        if let Some((_, media)) = schema {
            self.inside("", &media["schema"], 0);
        }
        schema.is_some()
    }

    fn put(&mut self, path: &str, schema: &'a Value, required: Option<bool>, depth: usize) {
        if depth > DEPTH {
            return;
        }
        let schema = self.resolved(schema);
        let fact = self.fact(schema, required);
        let place = (self.operation.clone(), self.section, path.to_owned());
        self.facts.by_place.insert(place, fact);
        self.inside(path, schema, depth + 1);
    }

    fn inside(&mut self, path: &str, schema: &'a Value, depth: usize) {
        if depth > DEPTH {
            return;
        }
        let schema = self.resolved(schema);
        if schema["items"].is_object() {
            self.put(&format!("{path}[]"), &schema["items"], None, depth);
        }
        let required = list(&schema["required"]);
        for (name, property) in object(&schema["properties"]) {
            let required = required.iter().any(|key| key.as_str() == Some(name));
            self.put(&below(path, name), property, Some(required), depth);
        }
        for key in ["allOf", "oneOf", "anyOf"] {
            for part in list(&schema[key]) {
                self.inside(path, part, depth + 1);
            }
        }
    }

    fn fact(&self, schema: &'a Value, required: Option<bool>) -> Fact {
        let word = |value: &Value| match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        Fact {
            kind: self.kind(schema, 0),
            format: schema["format"].as_str().map(ToOwned::to_owned),
            required,
            choices: list(&schema["enum"])
                .iter()
                .filter(|value| !value.is_null())
                .map(word)
                .collect(),
        }
    }

    fn kind(&self, schema: &'a Value, depth: usize) -> &'static str {
        let schema = self.resolved(schema);
        let named = match &schema["type"] {
            Value::Array(kinds) => kinds
                .iter()
                .filter_map(Value::as_str)
                .find(|k| *k != "null"),
            other => other.as_str(),
        };
        match named {
            Some("string") => "string",
            Some("integer") => "integer",
            Some("number") => "number",
            Some("boolean") => "boolean",
            Some("array") => "array",
            Some("object") => "object",
            _ if schema["properties"].is_object() => "object",
            _ => {
                let parts = ["allOf", "oneOf", "anyOf"].into_iter();
                let mut parts = parts.flat_map(|key| list(&schema[key]));
                match parts.next() {
                    Some(part) if depth < DEPTH => self.kind(part, depth + 1),
                    _ => "any",
                }
            }
        }
    }

    /// What a `$ref` points to.
    fn resolved(&self, value: &'a Value) -> &'a Value {
        let mut value = value;
        for _ in 0..DEPTH {
            let Some(pointer) = value["$ref"]
                .as_str()
                .and_then(|text| text.strip_prefix('#'))
            else {
                break;
            };
            value = self.document.pointer(pointer).unwrap_or(&Value::Null);
        }
        value
    }
}

fn object(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
