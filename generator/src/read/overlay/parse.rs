//! Parses the document of an overlay strictly.

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use crate::ground::diagnostic::{Code, Diagnostic, Origin, nearest};
use crate::read::source::Document;

use super::{Action, Change, Overlay};

const KEYS: &[&str] = &["overlay", "info", "extends", "actions"];
const ACTION_KEYS: &[&str] = &["target", "description", "update", "remove"];

/// Parses an overlay.
///
/// # Errors
/// The document is not an overlay of version 1, has an unknown key, or a target that is not a JSONPath.
pub fn parse(document: &Document) -> Result<Overlay, Diagnostic> {
    let origin = &document.origin;
    let root = object(&document.value, origin)?;
    let version = root
        .get("overlay")
        .and_then(Value::as_str)
        .unwrap_or_default();
    if !version.starts_with("1.") {
        let message = "this is no overlay: it does not say `overlay: 1.0.0`";
        return Err(invalid(message, origin));
    }
    check_keys(root, KEYS, origin)?;
    let list = origin.key("actions");
    let Some(Value::Array(actions)) = root.get("actions") else {
        return Err(invalid("the overlay has no list of `actions`", origin));
    };
    let actions = actions.iter().enumerate();
    let actions = actions.map(|(index, value)| action(value, &list.index(index)));
    Ok(Overlay {
        actions: actions.collect::<Result<_, _>>()?,
    })
}

fn action(value: &Value, origin: &Origin) -> Result<Action, Diagnostic> {
    let table = object(value, origin)?;
    check_keys(table, ACTION_KEYS, origin)?;
    let Some(written) = table.get("target").and_then(Value::as_str) else {
        return Err(invalid("the action has no `target`", origin));
    };
    let target = JsonPath::parse(written).map_err(|error| {
        let message = format!("`{written}` is no JSONPath: {}", error.message());
        invalid(message, &origin.key("target"))
    })?;
    let change = match (table.get("remove"), table.get("update")) {
        (Some(Value::Bool(true)), _) => Change::Remove,
        (None | Some(Value::Bool(false)), Some(value)) => Change::Update(value.clone()),
        (Some(Value::Bool(_)) | None, None) => {
            return Err(invalid("the action neither updates nor removes", origin));
        }
        (Some(_), _) => {
            return Err(invalid("`remove` is true or false", &origin.key("remove")));
        }
    };
    Ok(Action {
        target,
        written: written.to_owned(),
        change,
        origin: origin.key("target"),
    })
}

fn object<'a>(value: &'a Value, origin: &Origin) -> Result<&'a Map<String, Value>, Diagnostic> {
    let message = "this is no object, so it is no overlay";
    value.as_object().ok_or_else(|| invalid(message, origin))
}

/// An error for the first unknown key. Keys of extensions start with `x-`.
fn check_keys(
    table: &Map<String, Value>,
    keys: &[&str],
    origin: &Origin,
) -> Result<(), Diagnostic> {
    let is_unknown = |key: &&String| !keys.contains(&key.as_str()) && !key.starts_with("x-");
    let Some(key) = table.keys().find(is_unknown) else {
        return Ok(());
    };
    let diagnostic = invalid(format!("unknown key `{key}`"), &origin.key(key));
    Err(match nearest(key, keys.iter().copied()) {
        Some(similar) => diagnostic.help(format!("did you mean `{similar}`?")),
        None => diagnostic,
    })
}

fn invalid(message: impl Into<String>, origin: &Origin) -> Diagnostic {
    Diagnostic::new(Code::BadOverlay, message).at(origin)
}
