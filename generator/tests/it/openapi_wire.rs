//! What `posthaste send` sends for operations of OpenAPI documents, beside what the specification and independent
//! implementations agree on.
//!
//! `../shared/conformance/openapi-wire.jsonl` holds the cases; `../shared/reference/openapi-semantics.md`, section 0, says how
//! they are compared: JSON bodies as values, multipart bodies part by part, everything else byte by byte. The table of
//! outcomes is a snapshot: a case that differs has the reason beside it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use camino::Utf8PathBuf;
use posthaste::commands::send::call::{Arguments, Options, ServerOptions, operation, request};
use posthaste::make::{Inputs, Understood};
use posthaste::read::config::Client;
use posthaste_runtime::raw::RawClient;
use posthaste_runtime::{Body, BoxFuture, Transport, TransportError, http};
use posthaste_tests::shared::shared;
use serde_json::Value;

/// Why a case is not sent as expected.
const REASONS: &[(&str, &str)] = &[
    (
        "bad.path_param_not_in_path",
        "deliberate: the parameter is left out with a diagnostic, and its argument is refused as unknown",
    ),
    (
        "form.space_reserved",
        "deliberate: forms are encoded as Postman encodes them, which decodes alike",
    ),
    (
        "v2.form.file",
        "deliberate: text parts are before files, for services that read a form while it arrives",
    ),
    (
        "v2.produces",
        "deliberate: no response declares a schema, so none has a body whose media type could be asked for",
    ),
    (
        "v2.produces_global",
        "deliberate: no response declares a schema, so none has a body whose media type could be asked for",
    ),
];

#[test]
fn send_makes_the_requests_of_the_specification() {
    let Some(cases) = shared("conformance/openapi-wire.jsonl") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder for the cases");
    let text = fs::read_to_string(&cases).expect("the cases");
    let mut table = String::new();
    let mut details = String::new();
    let mut counts = [0; 3];
    for line in text.lines() {
        let case: Value = serde_json::from_str(line).expect("a case is JSON");
        let id = case["id"].as_str().expect("a case has an id");
        let (row, count) = match outcome(&case, folder.path()) {
            Outcome::Same => ("same".to_owned(), 0),
            Outcome::Also(note) => (format!("as good: {note}"), 1),
            Outcome::Differs(how) => {
                writeln!(details, "{id}\n{how}").expect("a string takes it");
                let reason = REASONS.iter().find(|(name, _)| *name == id);
                let reason = reason.map_or("unexplained", |(_, reason)| reason);
                (format!("differs: {reason}"), 2)
            }
        };
        counts[count] += 1;
        writeln!(table, "{id}: {row}").expect("a string takes it");
    }
    let [same, also, differs] = counts;
    let head = format!("{same} same, {also} as good, {differs} differ\n\n");
    // Shown where the snapshot differs.
    eprintln!("{head}{details}");
    assert!(!table.contains("unexplained"), "{table}");
    insta::assert_snapshot!(head + &table);
}

enum Outcome {
    Same,
    Also(String),
    Differs(String),
}

/// What one case expects, and what is sent for it.
fn outcome(case: &Value, folder: &Path) -> Outcome {
    let understood = match understood(case, folder) {
        Ok(understood) => understood,
        Err(message) => return Outcome::Differs(format!("  not read: {message}")),
    };
    let ours = match case["operation"].as_str() {
        None => operations(&understood),
        Some(operation) => sent(&understood, operation, case),
    };
    let wire = &case["wire"];
    if agrees(&ours, wire) {
        return Outcome::Same;
    }
    let others = case["also"].as_array().cloned().unwrap_or_default();
    let position = others.iter().position(|other| {
        let mut expected = wire.clone();
        for (key, value) in other.as_object().into_iter().flatten() {
            expected[key] = value.clone();
        }
        if other.get("error").is_some() {
            expected = other.clone();
        }
        agrees(&ours, &expected)
    });
    match position {
        Some(index) => Outcome::Also(format!("alternative {}", index + 1)),
        None => Outcome::Differs(format!("  expected: {wire}\n  ours:     {ours}")),
    }
}

/// The document of a case, with the files beside it.
fn understood(case: &Value, folder: &Path) -> Result<Understood, String> {
    let folder = folder.join(case["id"].as_str().unwrap_or("case"));
    let options = &case["options"];
    let path = options["documentUrl"]
        .as_str()
        .and_then(|url| url.splitn(4, '/').nth(3));
    let write = |path: &str, value: &Value| {
        let file = folder.join(path.trim_start_matches('/'));
        fs::create_dir_all(file.parent().expect("a file is in a folder")).expect("a folder");
        fs::write(&file, value.to_string().replace("PORT", "80")).expect("a document");
        Utf8PathBuf::from_path_buf(file).expect("a path in UTF-8")
    };
    for (path, value) in options["files"].as_object().into_iter().flatten() {
        write(path, value);
    }
    let input = write(path.unwrap_or("openapi.json"), &case["openapi"]);
    let inputs = Inputs::read(&Client {
        inputs: vec![input],
        ..Client::default()
    });
    let inputs = inputs.map_err(|failure| failure.to_string())?;
    Ok(inputs.understand())
}

fn operations(understood: &Understood) -> Value {
    let operations = understood.api.operations.iter();
    let keys: Vec<String> = operations
        .map(|operation| operation.key.to_string())
        .collect();
    serde_json::json!({ "operations": keys })
}

/// The request of the operation, in the form of the cases.
fn sent(understood: &Understood, key: &str, case: &Value) -> Value {
    let operation = match operation(understood, Some(key)) {
        Ok(operation) => operation,
        Err(unknown) => return serde_json::json!({ "unknown": unknown.message }),
    };
    let arguments = Arguments::parse(&case["arguments"].to_string());
    let recorder = Recorder::default();
    let made = arguments.and_then(|arguments| {
        request(
            &understood.api,
            operation,
            &arguments,
            &options(case),
            |builder| builder.transport(recorder.clone()),
        )
    });
    let request = match made {
        Ok((request, _)) => request,
        Err(message) => return serde_json::json!({ "error": message }),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let client = RawClient::over(recorder.clone());
    match runtime
        .expect("an async runtime")
        .block_on(client.send_call(request))
    {
        Ok(_) => recorder.wire(),
        Err(error) => serde_json::json!({ "error": error.to_string() }),
    }
}

fn options(case: &Value) -> Options {
    let options = &case["options"];
    let text = |key: &str| {
        let text = options[key].as_str();
        text.map(|text| text.replace("PORT", "80"))
    };
    let variables = options["serverVariables"].as_object().into_iter().flatten();
    let security = options["security"].as_object().into_iter().flatten();
    Options {
        server: ServerOptions {
            url: text("server"),
            variables: variables
                .map(|(name, value)| (name.clone(), value.as_str().unwrap_or_default().to_owned()))
                .collect(),
            scheme: text("scheme"),
            document_url: text("documentUrl"),
        },
        security: security
            .map(|(name, value)| {
                let text = value.as_str().map(str::to_owned);
                (name.clone(), text.unwrap_or_else(|| value.to_string()))
            })
            .collect(),
        content_type: text("contentType"),
        accept: text("accept"),
    }
}

/// A request with its whole body.
type Recorded = (http::request::Parts, Vec<u8>);

/// A transport that keeps the request, and answers with nothing.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Option<Recorded>>>);

impl Transport for Recorder {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let (head, body) = request.into_parts();
        Box::pin(async move {
            let bytes = body.collect().await?.to_vec();
            *self.0.lock().expect("one thread") = Some((head, bytes));
            Ok(http::Response::new(Body::empty()))
        })
    }
}

impl Recorder {
    /// The request in the form of the cases.
    fn wire(&self) -> Value {
        let recorded = self.0.lock().expect("one thread").take();
        let Some((head, body)) = recorded else {
            return serde_json::json!({ "error": "nothing was sent" });
        };
        // As a text it begins with a slash.
        let target = head.uri.path_and_query().map(ToString::to_string);
        let target = target.unwrap_or_else(|| "/".to_owned());
        let mut wire = serde_json::json!({ "line": format!("{} {target} HTTP/1.1", head.method) });
        for (name, value) in &head.headers {
            let value = String::from_utf8_lossy(value.as_bytes());
            wire["headers"][name.as_str()] = value.into_owned().into();
        }
        if !body.is_empty() {
            wire["body_base64"] = STANDARD.encode(&body).into();
            wire["body"] = String::from_utf8_lossy(&body).into_owned().into();
        }
        wire
    }
}

/// Headers that every request has, and that a case names only where it matters.
const OWN: &[&str] = &[
    "host",
    "user-agent",
    "content-length",
    "accept",
    "accept-encoding",
];

/// Whether a request is the expected one.
fn agrees(ours: &Value, expected: &Value) -> bool {
    if let Some(operations) = expected.get("operations") {
        return sorted(operations) == sorted(&ours["operations"]);
    }
    if expected.get("error").is_some() {
        return ours.get("error").is_some();
    }
    ours["line"] == expected["line"] && headers_agree(ours, expected) && body_agrees(ours, expected)
}

fn sorted(list: &Value) -> Vec<String> {
    let items = list.as_array().into_iter().flatten();
    let mut items: Vec<String> = items.map(ToString::to_string).collect();
    items.sort();
    items
}

fn headers_agree(ours: &Value, expected: &Value) -> bool {
    let none = serde_json::Map::new();
    let of = |value: &'_ Value| value["headers"].as_object().unwrap_or(&none).clone();
    let (ours, expected) = (of(ours), of(expected));
    let has_all = expected.iter().all(|(name, value)| {
        let own = ours.get(name).and_then(Value::as_str);
        let value = value.as_str();
        own == value || (own.zip(value)).is_some_and(|(own, value)| is_same_form(own, value))
    });
    let extra = ours
        .keys()
        .any(|name| !expected.contains_key(name) && !OWN.contains(&name.as_str()));
    has_all && !extra
}

/// Whether both are the content type of a form, but for the boundary.
fn is_same_form(one: &str, other: &str) -> bool {
    let form = |text: &str| {
        text.split_once("; boundary=")
            .map(|(media, _)| media.to_owned())
    };
    form(one).is_some() && form(one) == form(other)
}

fn body_agrees(ours: &Value, expected: &Value) -> bool {
    let (own, theirs) = (bytes(ours), bytes(expected));
    let media = expected["headers"]["content-type"]
        .as_str()
        .unwrap_or_default();
    if own == theirs {
        return true;
    }
    if let Some((_, boundary)) = media.split_once("boundary=") {
        let media = ours["headers"]["content-type"].as_str().unwrap_or_default();
        let own_boundary = media.split_once("boundary=").map_or("", |(_, text)| text);
        return parts(&own, own_boundary) == parts(&theirs, boundary);
    }
    let essence = media.split(';').next().unwrap_or_default();
    if essence.ends_with("json") {
        let json = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).ok();
        return json(&own).is_some() && json(&own) == json(&theirs);
    }
    false
}

fn bytes(wire: &Value) -> Vec<u8> {
    match (wire["body_base64"].as_str(), wire["body"].as_str()) {
        (Some(base64), _) => STANDARD.decode(base64).expect("base64"),
        (None, Some(text)) => text.as_bytes().to_vec(),
        (None, None) => Vec::new(),
    }
}

/// The parts of a form: their headers, sorted, and their contents.
fn parts(body: &[u8], boundary: &str) -> Vec<(Vec<String>, Vec<u8>)> {
    let text: String = body.iter().map(|byte| char::from(*byte)).collect();
    let delimiter = format!("--{boundary}");
    let parts = text.split(delimiter.as_str()).skip(1);
    let parts = parts.filter_map(|part| {
        let (head, content) = part.strip_prefix("\r\n")?.split_once("\r\n\r\n")?;
        let lines = head.lines().map(|line| match line.split_once(':') {
            Some((name, value)) => format!("{}:{value}", name.to_ascii_lowercase()),
            None => line.to_owned(),
        });
        // A text needs no content type.
        let mut lines: Vec<String> = lines
            .filter(|line| line != "content-type: text/plain" || head.contains("filename="))
            .collect();
        lines.sort();
        let content = content.strip_suffix("\r\n").unwrap_or(content);
        Some((lines, content.bytes().collect()))
    });
    parts.collect()
}
