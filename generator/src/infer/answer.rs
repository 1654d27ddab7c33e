//! Responses of operations for which the source documents none.

use crate::ground::words::lowercase_words;
use crate::model::api::{Api, BodyKind, Content, Location, Operation, Response, Status, Type};

/// Ends of paths that are files.
const FILES: &[&str] = &[
    "pdf", "csv", "zip", "gz", "tar", "png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "xls",
    "xlsx", "doc", "docx", "txt", "xml", "html", "ics", "mp3", "mp4", "wav", "rss",
];

/// Words in a name, or last segments of a path, of reads whose answer is a file.
const FILE_WORDS: &[&str] = &[
    "download",
    "export",
    "pdf",
    "csv",
    "zip",
    "image",
    "thumbnail",
    "avatar",
    "photo",
    "screenshot",
    "qrcode",
];

/// Adds an assumed response to operations without one: JSON of any type where the operation, or another one of the API,
/// sends or accepts JSON; the media type of `Accept` where that is another one; no body for `HEAD`. Other operations, and reads
/// of files, get none.
pub fn add_assumed_responses(api: &mut Api) {
    let uses_json = api.operations.iter().any(uses_json);
    for operation in &mut api.operations {
        if !operation.responses.is_empty() {
            continue;
        }
        if let Some(content) = assumed_content(operation, uses_json) {
            let response = Response {
                assumed: true,
                ..Response::new(Status::Default, content, operation.origin.clone())
            };
            operation.responses.push(response);
        }
    }
}

/// Whether an operation sends, accepts or returns JSON.
fn uses_json(operation: &Operation) -> bool {
    let returns = operation.response_types().next().is_some();
    returns || sends_json(operation) || accepted(operation).is_some_and(is_json)
}

fn sends_json(operation: &Operation) -> bool {
    let kind = operation.body.as_ref().map(|body| &body.kind);
    matches!(
        kind,
        Some(BodyKind::Json(_) | BodyKind::Object(_) | BodyKind::GraphQl { .. })
    )
}

/// The value of the `Accept` header that the operation always sends; `None` if it accepts any media type (`*/*`).
fn accepted(operation: &Operation) -> Option<&str> {
    let mut parameters = operation.parameters.iter();
    let accept = parameters.find(|parameter| {
        parameter.location == Location::Header && parameter.name.eq_ignore_ascii_case("accept")
    })?;
    let value = accept.constant.as_deref().or(accept.preset.as_deref())?;
    Some(value).filter(|value| value.contains('/') && (is_json(value) || !value.contains('*')))
}

fn is_json(media_types: &str) -> bool {
    media_types.to_ascii_lowercase().contains("json")
}

fn assumed_content(operation: &Operation, api_uses_json: bool) -> Option<Content> {
    // RFC 9110, section 9.3.2.
    if operation.key.method == "HEAD" {
        return Some(Content::Empty);
    }
    if let Some(accepted) = accepted(operation) {
        return Some(content_of(accepted));
    }
    if operation.key.method == "OPTIONS" || reads_file(operation) {
        return None;
    }
    // Who sends XML or plain text gets that, too.
    let sends_text = operation
        .body
        .as_ref()
        .is_some_and(|body| matches!(body.kind, BodyKind::Text));
    let json = sends_json(operation) || api_uses_json && !sends_text;
    json.then_some(Content::Json(Type::Any))
}

fn content_of(media_types: &str) -> Content {
    if is_json(media_types) {
        return Content::Json(Type::Any);
    }
    let first = media_types.split([',', ';']).next().unwrap_or_default();
    let media_type = first.trim().to_ascii_lowercase();
    let is_text = media_type.starts_with("text/") || media_type.ends_with("xml");
    match is_text {
        true => Content::Text(media_type),
        false => Content::Bytes(media_type),
    }
}

/// Whether the path or the name of a read says that its answer is a file.
fn reads_file(operation: &Operation) -> bool {
    let last = operation.key.path.rsplit('/').next().unwrap_or_default();
    let last = last.to_ascii_lowercase();
    let is_file = last
        .rsplit_once('.')
        .is_some_and(|(_, end)| FILES.contains(&end));
    let name = lowercase_words(&operation.name);
    let mut words = name.split_whitespace().chain([last.as_str()]);
    operation.key.method == "GET" && (is_file || words.any(|word| FILE_WORDS.contains(&word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::api::Parameter;
    use crate::model::api::testing::{body, operation, origin};

    fn accepting(path: &str, media_type: &str) -> Operation {
        let accept = Parameter {
            constant: Some(media_type.to_owned()),
            ..Parameter::new("Accept", Location::Header, Type::string(), origin())
        };
        Operation {
            parameters: vec![accept],
            ..operation("GET", path)
        }
    }

    fn named(path: &str, name: &str) -> Operation {
        Operation {
            name: name.to_owned(),
            ..operation("GET", path)
        }
    }

    fn contents(operations: Vec<Operation>) -> Vec<Option<Content>> {
        let mut api = Api {
            operations,
            ..Api::default()
        };
        add_assumed_responses(&mut api);
        let operations = api.operations.iter();
        let first = |operation: &Operation| {
            let response = operation.responses.first()?;
            assert!(response.assumed);
            Some(response.content.clone())
        };
        operations.map(first).collect()
    }

    const JSON: Option<Content> = Some(Content::Json(Type::Any));

    #[test]
    fn an_api_that_speaks_json_answers_with_json() {
        for speaks in [
            accepting("/a", "application/json"),
            accepting("/a", "application/vnd.acme+json, */*"),
            Operation {
                body: Some(body(BodyKind::Json(Type::Any), "application/json")),
                ..operation("POST", "/a")
            },
        ] {
            let others = [
                operation("GET", "/b"),
                operation("DELETE", "/b"),
                operation("HEAD", "/b"),
                accepting("/b", "application/pdf"),
                accepting("/b", "text/csv"),
                accepting("/b", "*/*"),
                operation("GET", "/b/report.pdf"),
                named("/b/{id}", "Download report"),
                operation("GET", "/b/list.json"),
                Operation {
                    body: Some(body(BodyKind::Text, "text/xml")),
                    ..operation("POST", "/soap")
                },
            ];
            let found = contents([speaks].into_iter().chain(others).collect());
            let pdf = Some(Content::Bytes("application/pdf".to_owned()));
            let csv = Some(Content::Text("text/csv".to_owned()));
            let expected = [
                JSON,
                JSON,
                JSON,
                Some(Content::Empty),
                pdf,
                csv,
                JSON,
                None,
                None,
                JSON,
                None,
            ];
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn without_a_sign_of_json_nothing_is_assumed() {
        let found = contents(vec![operation("GET", "/a"), operation("POST", "/a")]);
        assert_eq!(found, [None, None]);
    }
}
