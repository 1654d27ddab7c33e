//! What matters of a request, a line each.

use std::fmt::Write as _;

use posthaste_tests::server::Received;
use serde_json::Value;

/// Headers that each sender adds of its own accord.
const OWN: &[&str] = &[
    "host",
    "user-agent",
    "content-type",
    "content-length",
    "connection",
    "transfer-encoding",
];

/// The request line, the content type, the other headers by name, and the body: JSON as a value,
/// since a typed client writes neither comments nor line breaks; a multipart form by its parts.
pub(crate) fn shown(request: &Received) -> String {
    let mut text = request.head.lines().next().unwrap_or_default().to_owned();
    let stated = request.header("content-type").unwrap_or("-");
    let multipart = stated.starts_with("multipart/form-data; boundary");
    let stated = match multipart {
        true => "multipart/form-data",
        false => stated,
    };
    write!(text, "\ntype {stated}").unwrap();
    let mut headers: Vec<String> = request
        .headers()
        .map(|(name, value)| (name.to_ascii_lowercase(), value))
        .filter(|(name, value)| {
            !OWN.contains(&name.as_str()) && (name != "accept" || *value != "*/*")
        })
        .map(|(name, value)| format!("\n{name}: {value}"))
        .collect();
    headers.sort();
    text.extend(headers);
    match multipart {
        true => {
            for (head, body) in request.parts() {
                let head = head.replace("\r\n", " | ");
                write!(text, "\npart {head} || {}", content(&body)).unwrap();
            }
        }
        false => write!(text, "\nbody {}", content(&request.body)).unwrap(),
    }
    text
}

fn content(bytes: &[u8]) -> String {
    match serde_json::from_slice::<Value>(bytes) {
        Ok(value @ (Value::Object(_) | Value::Array(_))) => format!("json {}", sorted(&value)),
        _ => bytes.escape_ascii().to_string(),
    }
}

/// A value with the keys of its objects in order: an object's order says nothing.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(sorted).collect(),
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by_key(|(key, _)| key.as_str());
            let fields = fields.into_iter();
            Value::Object(
                fields
                    .map(|(key, value)| (key.clone(), sorted(value)))
                    .collect(),
            )
        }
        other => other.clone(),
    }
}
