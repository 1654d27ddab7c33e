//! What a document is, told by its keys.

use serde_json::Value;

use crate::ground::diagnostic::{Code, Diagnostic, is_invisible};

use super::at::At;

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A collection of version 2, or a folder.
    Collection,
    /// A collection of version 1.
    Version1,
    /// One item.
    Item,
    /// One request without an item around it.
    Request,
    /// One request of version 1.
    RequestVersion1,
    /// One request's file of version 3.
    RequestVersion3,
    /// An environment or globals.
    Environment,
    /// OpenAPI 3.
    OpenApi,
    /// Swagger 2.
    Swagger,
    /// Postman's data dump.
    Dump,
    /// Nothing known.
    Unknown,
}

/// Documents that people take for collections, by a key that tells them.
const FOREIGN: &[(&str, &str)] = &[
    ("asyncapi", "an AsyncAPI document"),
    ("log", "a HAR recording"),
    ("__export_format", "an Insomnia export"),
    ("$schema", "a JSON Schema"),
    ("headerPresets", "a list of header presets"),
];

/// The document inside the envelope that Postman's API puts around it.
pub(super) fn unwrap<'a>(root: &At<'a>) -> At<'a> {
    for key in ["collection", "environment", "globals"] {
        match root.get(key) {
            Some(inner) if inner.value.is_object() && !root.has("item") => return inner,
            _ => {}
        }
    }
    root.clone()
}

pub(super) fn kind(root: &At<'_>) -> Kind {
    let has = |key: &str| root.get(key).is_some();
    if !root.value.is_object() {
        return Kind::Unknown;
    }
    if has("openapi") {
        return Kind::OpenApi;
    }
    if has("swagger") {
        return Kind::Swagger;
    }
    if super::v3::is_request(root) {
        return Kind::RequestVersion3;
    }
    if has("item") {
        return Kind::Collection;
    }
    let is_list = |key: &str| root.get(key).is_some_and(|list| list.value.is_array());
    if is_list("requests") || (is_list("order") && is_list("folders")) {
        return Kind::Version1;
    }
    if has("request") {
        return Kind::Item;
    }
    if has("url") {
        let of_version1 = [
            "dataMode",
            "rawModeData",
            "headerData",
            "currentHelper",
            "pathVariableData",
        ];
        let is_version1 = of_version1.iter().any(|key| root.has(key));
        return if is_version1 {
            Kind::RequestVersion1
        } else {
            Kind::Request
        };
    }
    if is_list("values") {
        return Kind::Environment;
    }
    if root
        .get("collections")
        .is_some_and(|list| list.value.is_array())
    {
        return Kind::Dump;
    }
    match root
        .get("info")
        .is_some_and(|info| info.has("schema") || info.has("_postman_id"))
    {
        true => Kind::Collection,
        false => Kind::Unknown,
    }
}

/// What a document of this kind is called.
pub(super) fn what(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Collection | Kind::Version1 => "a Postman collection",
        Kind::Item => "an item of a Postman collection",
        Kind::Request | Kind::RequestVersion1 | Kind::RequestVersion3 => "a Postman request",
        Kind::Environment => "a Postman environment",
        Kind::OpenApi | Kind::Swagger => "an OpenAPI document",
        Kind::Dump => "a Postman data dump",
        Kind::Unknown => return None,
    })
}

/// Why a document of this kind is no collection, and the mend.
pub(super) fn refusal(kind: Kind, root: &At<'_>) -> Diagnostic {
    let (code, message, help) = match kind {
        Kind::OpenApi => (
            Code::UnsupportedDocument,
            "this is an OpenAPI document, which is not read yet".to_owned(),
            "import it into Postman and export the collection, or pass the vendor's collection",
        ),
        Kind::Swagger => (
            Code::UnsupportedDocument,
            "this is a Swagger 2 document, which is not read yet".to_owned(),
            "import it into Postman and export the collection, or pass the vendor's collection",
        ),
        Kind::Environment => (
            Code::UnknownDocument,
            "this is a Postman environment, not a collection".to_owned(),
            "pass the collection as input and this file with `--env`",
        ),
        Kind::Dump => (
            Code::UnknownDocument,
            "this is a list of collections without what they hold".to_owned(),
            "export the collection itself",
        ),
        Kind::Unknown if foreign(root).is_some() => (
            Code::UnsupportedDocument,
            format!(
                "this is {}, not a collection",
                foreign(root).unwrap_or_default()
            ),
            "import it into Postman and export the collection that comes of it",
        ),
        _ => (
            Code::UnknownDocument,
            format!("this is JSON, but {}", unlike(root.value)),
            "a collection has `info` and `item`, a folder `item`, an item `request`, a request `url`",
        ),
    };
    Diagnostic::new(code, message).at(&root.origin).help(help)
}

fn foreign(root: &At<'_>) -> Option<&'static str> {
    FOREIGN
        .iter()
        .find(|(key, _)| root.has(key))
        .map(|(_, what)| *what)
}

/// Why a document is no environment, and the mend.
pub(super) fn no_environment(root: &At<'_>) -> Diagnostic {
    let what = match kind(root) {
        Kind::OpenApi | Kind::Swagger => "an OpenAPI document",
        Kind::Unknown => "something else: it has no `values` list",
        _ => "a collection",
    };
    Diagnostic::new(
        Code::UnknownDocument,
        format!("this should be an environment, and is {what}"),
    )
    .at(&root.origin)
    .help("export the environment or the globals from Postman, and give that file")
}

fn unlike(value: &Value) -> String {
    match value {
        Value::Array(_) => "a list, not a collection".to_owned(),
        Value::Object(map) if map.is_empty() => "an empty object".to_owned(),
        Value::Object(map) => {
            let keys: Vec<String> = map
                .keys()
                .take(5)
                .map(|key| format!("`{}`", short(key)))
                .collect();
            format!(
                "no kind of Postman document: its keys are {}",
                keys.join(", ")
            )
        }
        _ => "a single value, not a collection".to_owned(),
    }
}

fn short(key: &str) -> String {
    key.chars().filter(|c| !is_invisible(*c)).take(40).collect()
}
