//! Bodies as Postman sends them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use indexmap::IndexMap;

use super::super::encode;
use super::super::model::{Body, BodyKind, FormPart, Item, Pair};
use super::super::variables::{Scope, text};
use super::WireRequest;

/// What a request carries.
#[derive(Clone, Default)]
pub enum WireBody {
    /// Nothing.
    #[default]
    Empty,
    /// Text, its content type among the headers.
    Text(String),
    /// A form's text; the sender adds `application/x-www-form-urlencoded` unless a header says
    /// otherwise.
    Form(String),
    /// A form's parts; the sender chooses the boundary.
    Multipart(Vec<WirePart>),
    /// A file; the sender guesses the content type by its name unless a header says otherwise.
    File(WireSource),
}

/// A part of a multipart form.
#[derive(Clone)]
pub struct WirePart {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub source: WireSource,
    /// The file name to send; none for a text part, empty where no file was chosen.
    pub file_name: Option<String>,
    /// Its content type, where stated.
    pub content_type: Option<String>,
}

/// Where bytes come from.
#[derive(Clone)]
pub enum WireSource {
    /// They are here.
    Bytes(Vec<u8>),
    /// They stand in a file, relative to the collection; Postman leaves a part out whose file is
    /// missing.
    Path(String),
}

impl WireBody {
    /// The texts in it.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        match self {
            Self::Text(text) | Self::Form(text) => Some(text.as_str()),
            _ => None,
        }
        .into_iter()
    }
}

/// Methods that Postman sends without a body.
const WITHOUT_BODY: &[&str] = &["GET", "COPY", "HEAD", "PURGE", "UNLOCK"];

/// Whether Postman drops the body of this method.
pub(crate) fn is_pruned(item: &Item) -> bool {
    WITHOUT_BODY.contains(&item.request.method.as_str()) && !item.behavior.keep_body
}

/// The body that is sent, if one is.
pub(super) fn sent(item: &Item) -> Option<&Body> {
    item.request.body.as_ref().filter(|_| !is_pruned(item))
}

/// Puts the body, and the content type that comes with it, into the request.
pub(super) fn apply(wire: &mut WireRequest, body: &Body, scope: &Scope) {
    match &body.kind {
        BodyKind::Raw { text, language } => raw(wire, text, language.as_deref(), scope),
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
            let source = bytes.or_else(|| {
                src.as_ref()
                    .map(|path| WireSource::Path(scope.resolve(path).text))
            });
            wire.body = source.map_or(WireBody::Empty, WireBody::File);
        }
        BodyKind::GraphQl {
            query,
            operation,
            variables,
        } => {
            default_content_type(wire, "application/json");
            let resolved = |text: &String| scope.resolve(text).text;
            let operation = operation.as_ref().map(resolved);
            let variables = variables.as_ref().map(resolved);
            wire.body = WireBody::Text(graphql(
                &resolved(query),
                operation.as_deref(),
                variables.as_deref(),
            ));
        }
    }
}

fn raw(wire: &mut WireRequest, raw: &str, language: Option<&str>, scope: &Scope) {
    let mut text = scope.resolve(raw).text;
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
    let essence = content_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    essence == "application/json"
        || essence
            .strip_prefix("application/")
            .is_some_and(|rest| rest.ends_with("+json"))
}

fn default_content_type(wire: &mut WireRequest, content_type: &str) {
    if wire.header("content-type").is_none() {
        wire.headers
            .push(("Content-Type".to_owned(), content_type.to_owned()));
    }
}

/// The text without `//` and `/* */` comments; strings stay whole.
pub(crate) fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['"', '/']) {
        kept.push_str(&rest[..at]);
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
        kept.push_str(&rest[..keep]);
        rest = &rest[keep + skip..];
    }
    kept + rest
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

/// Equal keys stand together, at the place of the first, as Node writes them.
fn form(pairs: &[Pair], scope: &Scope) -> String {
    let mut grouped: IndexMap<String, Vec<String>> = IndexMap::new();
    for pair in pairs.iter().filter(|pair| !pair.disabled) {
        let value = pair
            .value
            .as_ref()
            .map(|value| scope.resolve(&text(value)).text)
            .unwrap_or_default();
        let key = scope.resolve(&pair.key).text;
        if key.is_empty() {
            continue;
        }
        grouped.entry(key).or_default().push(value);
    }
    let pairs = grouped.iter().flat_map(|(key, values)| {
        values
            .iter()
            .map(move |value| format!("{}={}", encode::form(key), encode::form(value)))
    });
    pairs.collect::<Vec<_>>().join("&")
}

fn multipart(wire: &mut WireRequest, parts: &[FormPart], scope: &Scope) {
    // The sender writes this header itself: only it knows the boundary.
    wire.headers.retain(|(key, value)| {
        !(key.eq_ignore_ascii_case("content-type")
            && value.trim_start().starts_with("multipart/form-data"))
    });
    let parts: Vec<WirePart> = parts
        .iter()
        .filter(|part| !part.pair.disabled)
        .flat_map(|part| wire_parts(part, scope))
        .collect();
    if !parts.is_empty() {
        wire.body = WireBody::Multipart(parts);
    }
}

fn wire_parts(part: &FormPart, scope: &Scope) -> Vec<WirePart> {
    let name = scope.resolve(&part.pair.key).text;
    let one = |source, file_name| WirePart {
        name: name.clone(),
        source,
        file_name,
        content_type: part
            .content_type
            .clone()
            .filter(|stated| !stated.is_empty()),
    };
    let Some(files) = &part.files else {
        return vec![one(
            WireSource::Bytes(form_text(&part.pair, scope).into_bytes()),
            None,
        )];
    };
    if files.is_empty() {
        let content = part
            .pair
            .value
            .as_ref()
            .and_then(|value| value.as_str())
            .unwrap_or_default();
        let name = part.file_name.clone().unwrap_or_default();
        return vec![one(WireSource::Bytes(decode(content)), Some(name))];
    }
    let paths = files.iter().map(|path| scope.resolve(path).text);
    paths
        .map(|path| {
            let name = part
                .file_name
                .clone()
                .unwrap_or_else(|| base_name(&path).to_owned());
            one(WireSource::Path(path), Some(name))
        })
        .collect()
}

/// A text part's value: whatever is not text is written as JSON.
fn form_text(pair: &Pair, scope: &Scope) -> String {
    match &pair.value {
        None => String::new(),
        Some(serde_json::Value::String(text)) => scope.resolve(text).text,
        Some(other) => other.to_string(),
    }
}

/// The last part of a path, of either system.
pub(crate) fn base_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn decode(text: &str) -> Vec<u8> {
    STANDARD.decode(text.trim()).unwrap_or_default()
}

/// The variables' text is put in as it stands, even where it is no JSON.
fn graphql(query: &str, operation: Option<&str>, variables: Option<&str>) -> String {
    let string = |text: &str| serde_json::Value::from(text).to_string();
    let mut members = Vec::new();
    if !query.is_empty() {
        members.push(format!("\"query\":{}", string(query)));
    }
    members.extend(operation.map(|name| format!("\"operationName\":{}", string(name))));
    members.extend(
        variables
            .filter(|text| !text.is_empty())
            .map(|text| format!("\"variables\":{text}")),
    );
    format!("{{{}}}", members.join(","))
}
