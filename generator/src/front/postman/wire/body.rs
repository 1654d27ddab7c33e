//! Bodies as Postman sends them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use indexmap::IndexMap;

use super::super::encode;
use super::super::model::{Body, BodyKind, FormPart, Item, Pair};
use super::super::variables::{Scope, text};
use super::WireRequest;

/// The body of a request.
#[derive(Clone, Default)]
pub enum WireBody {
    /// No body.
    #[default]
    Empty,
    /// Text, its content type among the headers.
    Text(String),
    /// The text of a form; the sender adds `application/x-www-form-urlencoded` unless a header states another type.
    Form(String),
    /// A form's parts; the sender chooses the boundary.
    Multipart(Vec<WirePart>),
    /// A file; the sender takes the content type from its name unless a header states one.
    File(WireSource),
}

/// A part of a multipart form.
#[derive(Clone)]
pub struct WirePart {
    /// Its name.
    pub name: String,
    /// Its content.
    pub source: WireSource,
    /// The file name to send; none for a text part, empty where no file was chosen.
    pub file_name: Option<String>,
    /// Its content type, where stated.
    pub content_type: Option<String>,
}

/// Where bytes come from.
#[derive(Clone)]
pub enum WireSource {
    /// These bytes.
    Bytes(Vec<u8>),
    /// A file, by its path relative to the collection; Postman leaves a part out whose file is missing.
    Path(String),
}

impl WireBody {
    /// Its text, if it is one.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        match self {
            Self::Text(text) | Self::Form(text) => Some(text.as_str()),
            _ => None,
        }
        .into_iter()
    }
}

/// The methods that Postman sends without a body.
const WITHOUT_BODY: &[&str] = &["GET", "COPY", "HEAD", "PURGE", "UNLOCK"];

/// Whether Postman drops the body of this method.
pub(crate) fn is_pruned(item: &Item) -> bool {
    WITHOUT_BODY.contains(&item.request.method.as_str()) && !item.behavior.keep_body
}

/// The body that is sent, if one is.
pub(super) fn sent(item: &Item) -> Option<&Body> {
    item.request.body.as_ref().filter(|_| !is_pruned(item))
}

/// Adds the body and its content type to the request.
pub(super) fn apply(wire: &mut WireRequest, body: &Body, scope: &Scope) {
    match &body.kind {
        BodyKind::Raw { text, language } => set_raw_body(wire, text, language.as_deref(), scope),
        BodyKind::UrlEncoded(pairs) => {
            let form = form(pairs, scope);
            if !form.is_empty() {
                wire.body = WireBody::Form(form);
            }
        }
        BodyKind::FormData(parts) => multipart(wire, parts, scope),
        BodyKind::File { src, content } => {
            let bytes = content
                .as_ref()
                .map(|content| WireSource::Bytes(decode(content)));
            let source =
                bytes.or_else(|| src.as_ref().map(|path| WireSource::Path(scope.fill(path))));
            wire.body = source.map_or(WireBody::Empty, WireBody::File);
        }
        BodyKind::GraphQl {
            query,
            operation,
            variables,
        } => {
            default_content_type(wire, "application/json");
            let resolved = |text: &String| scope.fill(text);
            let operation = operation.as_ref().map(resolved);
            let variables = variables.as_ref().map(resolved);
            let query = Some(resolved(query)).filter(|query| !query.is_empty());
            let operation = operation.as_deref();
            wire.body = WireBody::Text(graphql(query.as_deref(), operation, variables.as_deref()));
        }
    }
}

/// Sets a body of text; its media type is by its language.
fn set_raw_body(wire: &mut WireRequest, raw: &str, language: Option<&str>, scope: &Scope) {
    let mut text = scope.fill(raw);
    if text.is_empty() {
        return;
    }
    let stated = wire.header("content-type");
    let json = language == Some("json") || (language.is_none() && stated.is_some_and(is_json_type));
    if json {
        text = without_comments(&text);
    }
    default_content_type(wire, language_type(language));
    wire.body = WireBody::Text(text);
}

/// The content type that Postman gives a raw body of this language.
pub(crate) fn language_type(language: Option<&str>) -> &'static str {
    match language {
        Some("json") => "application/json",
        Some("xml") => "application/xml",
        Some("html") => "text/html",
        Some("javascript") => "application/javascript",
        _ => "text/plain",
    }
}

/// Whether a content type is JSON: `application/json`, `application/vnd.x+json`.
pub(crate) fn is_json_type(content_type: &str) -> bool {
    let essence = essence(content_type);
    let suffix = essence.strip_prefix("application/").unwrap_or_default();
    suffix == "json" || suffix.ends_with("+json")
}

/// A content type in lower case, without parameters.
pub(crate) fn essence(content_type: &str) -> String {
    let essence = content_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

fn default_content_type(wire: &mut WireRequest, content_type: &str) {
    if wire.header("content-type").is_none() {
        wire.headers
            .push(("Content-Type".to_owned(), content_type.to_owned()));
    }
}

/// The text without `//` and `/* */` comments; those in strings stay.
pub(crate) fn without_comments(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['"', '/']) {
        bare.push_str(&rest[..at]);
        rest = &rest[at..];
        let (keep, skip) = if rest.starts_with('"') {
            (string_end(rest), 0)
        } else if rest.starts_with("//") {
            (0, rest.find('\n').unwrap_or(rest.len()))
        } else if let Some(comment) = rest.strip_prefix("/*") {
            (0, comment.find("*/").map_or(rest.len(), |end| end + 4))
        } else {
            (1, 0)
        };
        bare.push_str(&rest[..keep]);
        rest = &rest[keep + skip..];
    }
    bare + rest
}

/// The length of the string that a text begins with, quotes included.
fn string_end(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The text of a form. Pairs of one key come together, where the first is, as Node writes them.
fn form(pairs: &[Pair], scope: &Scope) -> String {
    let mut grouped: IndexMap<String, Vec<String>> = IndexMap::new();
    for pair in pairs.iter().filter(|pair| !pair.disabled) {
        let value = pair.value.as_ref().map(|value| scope.fill(&text(value)));
        let key = scope.fill(&pair.key);
        if !key.is_empty() {
            let values = grouped.entry(key).or_default();
            values.push(value.unwrap_or_default());
        }
    }
    let pairs = grouped.iter().flat_map(|(key, values)| {
        let pair = |value| format!("{}={}", encode::form(key), encode::form(value));
        values.iter().map(move |value: &String| pair(value))
    });
    pairs.collect::<Vec<_>>().join("&")
}

fn multipart(wire: &mut WireRequest, parts: &[FormPart], scope: &Scope) {
    // The sender writes this header itself: only it knows the boundary.
    wire.headers.retain(|(key, value)| {
        !(key.eq_ignore_ascii_case("content-type")
            && value.trim_start().starts_with("multipart/form-data"))
    });
    let parts = parts.iter().filter(|part| !part.pair.disabled);
    let parts: Vec<WirePart> = parts.flat_map(|part| wire_parts(part, scope)).collect();
    if !parts.is_empty() {
        wire.body = WireBody::Multipart(parts);
    }
}

fn wire_parts(part: &FormPart, scope: &Scope) -> Vec<WirePart> {
    let name = scope.fill(&part.pair.key);
    let content_type = part.content_type.clone();
    let content_type = content_type.filter(|stated| !stated.is_empty());
    let wire_part = |source, file_name| WirePart {
        name: name.clone(),
        source,
        file_name,
        content_type: content_type.clone(),
    };
    let Some(files) = &part.files else {
        let bytes = form_text(&part.pair, scope).into_bytes();
        return vec![wire_part(WireSource::Bytes(bytes), None)];
    };
    if files.is_empty() {
        let content = part.pair.value.as_ref().and_then(|value| value.as_str());
        let bytes = decode(content.unwrap_or_default());
        let name = part.file_name.clone().unwrap_or_default();
        return vec![wire_part(WireSource::Bytes(bytes), Some(name))];
    }
    let paths = files.iter().map(|path| scope.fill(path));
    paths
        .map(|path| {
            let base_name = || base_name(&path).to_owned();
            let name = part.file_name.clone().unwrap_or_else(base_name);
            wire_part(WireSource::Path(path), Some(name))
        })
        .collect()
}

/// The value of a text part; values that are not strings are written as JSON.
fn form_text(pair: &Pair, scope: &Scope) -> String {
    match &pair.value {
        None => String::new(),
        Some(serde_json::Value::String(text)) => scope.fill(text),
        Some(other) => other.to_string(),
    }
}

/// The part of a path after the last `/` or `\`.
pub(crate) fn base_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn decode(text: &str) -> Vec<u8> {
    STANDARD.decode(text.trim()).unwrap_or_default()
}

/// The JSON of a GraphQL body. The text of the variables is not checked to be JSON.
pub(crate) fn graphql(
    query: Option<&str>,
    operation: Option<&str>,
    variables: Option<&str>,
) -> String {
    let string = |text: &str| serde_json::Value::from(text).to_string();
    let mut members = Vec::new();
    members.extend(query.map(|query| format!("\"query\":{}", string(query))));
    members.extend(operation.map(|name| format!("\"operationName\":{}", string(name))));
    members.extend(
        variables
            .filter(|text| !text.is_empty())
            .map(|text| format!("\"variables\":{text}")),
    );
    format!("{{{}}}", members.join(","))
}
