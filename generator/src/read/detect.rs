//! Which format a document has, by its keys.

use serde_json::Value;

use crate::ground::diagnostic::{Code, Diagnostic, Origin, is_invisible};

use super::source::Document;

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A Postman collection of version 2, or a folder of one.
    Collection,
    /// A Postman collection of version 1.
    CollectionVersion1,
    /// An item of a Postman collection: a request with its saved responses.
    Item,
    /// A Postman request without an item around it.
    Request,
    /// A Postman request of version 1.
    RequestVersion1,
    /// The file of one Postman request of version 3.
    RequestVersion3,
    /// A Postman environment, or Postman's globals.
    Environment,
    /// Postman's data dump.
    Dump,
    /// A directory of files, such as a Postman collection of version 3.
    Directory,
    /// OpenAPI 3.
    OpenApi,
    /// Swagger 2.
    Swagger,
    /// None of these.
    Unknown,
}

/// Formats that no front end reads, by a key that only they have.
const FOREIGN: &[(&str, &str)] = &[
    ("asyncapi", "an AsyncAPI document"),
    ("log", "a HAR recording"),
    ("__export_format", "an Insomnia export"),
    ("$schema", "a JSON Schema"),
    ("headerPresets", "a list of header presets"),
];

/// Keys that only requests of Postman's version 1 have.
const VERSION_1: &[&str] = &[
    "dataMode",
    "rawModeData",
    "headerData",
    "currentHelper",
    "pathVariableData",
];

/// What a document is; an envelope is looked into.
pub fn kind(document: &Document) -> Kind {
    match document.files.is_empty() {
        true => kind_of_value(root(document).0),
        false => Kind::Directory,
    }
}

/// What a value without an envelope is.
pub fn kind_of_value(root: &Value) -> Kind {
    let has = |key: &str| member(root, key).is_some();
    let has_list = |key: &str| member(root, key).is_some_and(Value::is_array);
    let has_kind = || {
        let kind = member(root, "$kind").and_then(Value::as_str);
        kind.is_some_and(|kind| kind.ends_with("-request"))
    };
    let has_head = || {
        let info = member(root, "info");
        info.is_some_and(|info| info.get("schema").or(info.get("_postman_id")).is_some())
    };
    if !root.is_object() {
        Kind::Unknown
    } else if has("openapi") {
        Kind::OpenApi
    } else if has("swagger") {
        Kind::Swagger
    } else if has_kind() {
        Kind::RequestVersion3
    } else if item_key(root).is_some() {
        Kind::Collection
    } else if has_list("requests") || (has_list("order") && has_list("folders")) {
        Kind::CollectionVersion1
    } else if has("request") {
        Kind::Item
    } else if has("url") && VERSION_1.iter().any(|key| root.get(key).is_some()) {
        Kind::RequestVersion1
    } else if has("url") {
        Kind::Request
    } else if has_list("values") {
        Kind::Environment
    } else if has_list("collections") {
        Kind::Dump
    } else if has_head() {
        Kind::Collection
    } else {
        Kind::Unknown
    }
}

/// The key of the member with the folders and requests: `item`, or one that some exporters write in its place, if its
/// elements are folders or requests.
pub fn item_key(root: &Value) -> Option<&'static str> {
    if member(root, "item").is_some() {
        return Some("item");
    }
    let holds_items = |value: &Value| {
        let keys = ["request", "item", "items", "Item", "Items"];
        let is_item = |element: &Value| keys.iter().any(|key| member(element, key).is_some());
        value
            .as_array()
            .is_some_and(|list| list.iter().any(is_item))
    };
    let keys = ["items", "Item", "Items"];
    keys.into_iter()
        .find(|key| member(root, key).is_some_and(holds_items))
}

/// The key of the member that holds the document, where Postman's API put an envelope around it.
pub fn envelope(root: &Value) -> Option<&'static str> {
    let keys = ["collection", "environment", "globals"];
    let has_item = root.get("item").is_some() || item_key(root).is_some();
    keys.into_iter()
        .find(|key| root.get(key).is_some_and(Value::is_object) && !has_item)
}

/// The value and the origin of the document inside its envelope.
fn root(document: &Document) -> (&Value, Origin) {
    let (value, origin) = (&document.value, &document.origin);
    match envelope(value).and_then(|key| Some((value.get(key)?, origin.key(key)))) {
        Some(inner) => inner,
        None => (value, origin.clone()),
    }
}

/// A member that is not `null`.
fn member<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    value.get(key).filter(|member| !member.is_null())
}

impl Kind {
    /// The name of the kind with its article, for messages: `a Postman environment`; `None` for
    /// directories and unknown documents.
    pub fn name(self) -> Option<&'static str> {
        Some(match self {
            Self::Collection | Self::CollectionVersion1 => "a Postman collection",
            Self::Item => "an item of a Postman collection",
            Self::Request | Self::RequestVersion1 | Self::RequestVersion3 => "a Postman request",
            Self::Environment => "a Postman environment",
            Self::OpenApi | Self::Swagger => "an OpenAPI document",
            Self::Dump => "a Postman data dump",
            Self::Directory | Self::Unknown => return None,
        })
    }
}

/// The error for an input that no front end reads: what the document is, and what to pass instead.
pub fn unreadable_input(document: &Document) -> Diagnostic {
    let (root, origin) = root(document);
    let foreign = FOREIGN.iter().find(|(key, _)| root.get(key).is_some());
    let (code, message, help) = match (kind(document), foreign) {
        (Kind::Environment, _) => (
            Code::UnknownDocument,
            "this is a Postman environment, not a collection".to_owned(),
            "pass the collection as input and this file with `--env`",
        ),
        (Kind::Dump, _) => (
            Code::UnknownDocument,
            "this is a list of collections without what they hold".to_owned(),
            "export the collection itself",
        ),
        (Kind::Unknown, Some((_, name))) => (
            Code::UnsupportedDocument,
            format!("this is {name}, neither a collection nor an OpenAPI document"),
            "import it into Postman and export the collection that comes of it",
        ),
        _ => (
            Code::UnknownDocument,
            format!("this is JSON, but {}", unlike_a_collection(root)),
            "a collection has `info` and `item`, a folder `item`, an item `request`, a request `url`, an OpenAPI document \
             `openapi` or `swagger`",
        ),
    };
    Diagnostic::new(code, message).at(&origin).help(help)
}

/// The error for a document that was passed as an environment and is none.
pub fn not_an_environment(document: &Document) -> Diagnostic {
    let what = match kind(document) {
        Kind::OpenApi | Kind::Swagger => "an OpenAPI document",
        Kind::Directory | Kind::Unknown => "something else: it has no `values` list",
        _ => "a collection",
    };
    let message = format!("this should be an environment, and is {what}");
    Diagnostic::new(Code::UnknownDocument, message)
        .at(&root(document).1)
        .help("export the environment or the globals from Postman, and give that file")
}

fn unlike_a_collection(value: &Value) -> String {
    match value {
        Value::Array(_) => "a list, not a collection".to_owned(),
        Value::Object(map) if map.is_empty() => "an empty object".to_owned(),
        Value::Object(map) => {
            let keys = map
                .keys()
                .take(5)
                .map(|key| format!("`{}`", shortened(key)));
            let keys = keys.collect::<Vec<_>>().join(", ");
            format!("no kind of Postman document: its keys are {keys}")
        }
        _ => "a single value, not a collection".to_owned(),
    }
}

fn shortened(key: &str) -> String {
    key.chars().filter(|c| !is_invisible(*c)).take(40).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ground::diagnostic::SourceId;

    fn document(value: Value) -> Document {
        Document::new(value, Origin::root(SourceId(0)))
    }

    #[test]
    fn other_documents_are_refused_with_help() {
        for (value, code) in [
            (json!({"asyncapi": "2.6.0"}), Code::UnsupportedDocument),
            (
                json!({"version": 1, "collections": [{"name": "n"}]}),
                Code::UnknownDocument,
            ),
            (json!({"values": []}), Code::UnknownDocument),
            (json!({"a": 1}), Code::UnknownDocument),
            (json!([1]), Code::UnknownDocument),
            (json!("text"), Code::UnknownDocument),
            (json!({}), Code::UnknownDocument),
        ] {
            let refusal = unreadable_input(&document(value.clone()));
            assert_eq!(refusal.code, code, "{value}");
            assert!(refusal.help.is_some(), "{value}");
        }
    }

    #[test]
    fn foreign_documents_are_called_by_name() {
        for (value, says) in [
            (json!({"asyncapi": "2.0", "info": {}}), "AsyncAPI"),
            (json!({"log": {"entries": []}}), "HAR"),
            (
                json!({"info": {"name": "x"}}),
                "no kind of Postman document",
            ),
        ] {
            let refusal = unreadable_input(&document(value));
            assert!(refusal.message.contains(says), "{}", refusal.message);
        }
        assert!(
            not_an_environment(&document(json!({"item": []})))
                .help
                .is_some()
        );
    }

    #[test]
    fn an_envelope_is_looked_into() {
        let inner = document(json!({"environment": {"name": "e", "values": []}}));
        assert_eq!(kind(&inner), Kind::Environment);
        let refusal = unreadable_input(&inner);
        assert_eq!(refusal.origin, Some(inner.origin.key("environment")));
    }
}
