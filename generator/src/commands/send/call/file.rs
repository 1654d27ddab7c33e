//! Files and bytes among the values of a call: `{"$file": {..}}` and `{"$base64": ".."}`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use posthaste_runtime::{File, Json};

/// The file that a value describes; `None` for any other value.
///
/// # Errors
/// The value is malformed; a message says how it is written.
pub(super) fn file_of(value: &Json) -> Result<Option<File>, String> {
    if let Some(bytes) = bytes_of(value)? {
        return Ok(Some(File::bytes("", bytes)));
    }
    let Some(described) = special(value, "$file") else {
        return Ok(None);
    };
    let text = |key: &str| described.get(key).and_then(Json::as_str);
    let file = match (text("path"), text("base64"), text("text")) {
        (Some(path), ..) => File::path(path),
        (_, Some(base64), _) => File::bytes("file", decoded(base64)?),
        (_, _, Some(text)) => File::bytes("file", text.as_bytes().to_vec()),
        _ => return Err("write a file as {\"$file\": {\"name\": .., \"type\": .., \"text\": ..}}, with `base64` or `path` in the place of `text`".to_owned()),
    };
    let file = match text("name") {
        Some(name) => file.name(name),
        None => file,
    };
    Ok(Some(match text("type") {
        Some(media_type) => file.media_type(media_type),
        None => file,
    }))
}

/// The bytes of a `$base64`; `None` for any other value.
fn bytes_of(value: &Json) -> Result<Option<Vec<u8>>, String> {
    match special(value, "$base64") {
        Some(text) => decoded(text.as_str().unwrap_or_default()).map(Some),
        None => Ok(None),
    }
}

fn decoded(text: &str) -> Result<Vec<u8>, String> {
    let decoded = STANDARD.decode(text);
    decoded.map_err(|error| format!("`{text}` is not base64: {error}"))
}

/// The value of the only member of an object, if the member has this name.
fn special<'v>(value: &'v Json, key: &str) -> Option<&'v Json> {
    match value.as_object()? {
        [(name, value)] if name == key => Some(value),
        _ => None,
    }
}

/// A value as JSON: bytes and files in it become base64 text.
pub(super) fn as_json(value: &Json) -> Json {
    let text = special(value, "$base64").or_else(|| special(value, "$file")?.get("base64"));
    if let Some(text) = text {
        return text.clone();
    }
    match value {
        Json::Array(items) => Json::Array(items.iter().map(as_json).collect()),
        Json::Object(members) => {
            let members = members.iter();
            Json::Object(
                members
                    .map(|(name, value)| (name.clone(), as_json(value)))
                    .collect(),
            )
        }
        scalar => scalar.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_bytes() {
        let of = |text: &str| file_of(&text.parse().unwrap());
        assert!(
            of(r#"{"$file": {"name": "a", "text": "x"}}"#)
                .unwrap()
                .is_some()
        );
        assert!(of(r#"{"$base64": "AAE="}"#).unwrap().is_some());
        assert!(of(r#"{"a": 1}"#).unwrap().is_none());
        assert!(
            of(r#"{"$base64": "?"}"#)
                .unwrap_err()
                .contains("not base64")
        );
        assert!(of(r#"{"$file": {}}"#).unwrap_err().contains("write a file"));
    }

    #[test]
    fn bytes_in_json_are_base64() {
        let value: Json = r#"{"a": [{"$base64": "AAE="}]}"#.parse().unwrap();
        assert_eq!(as_json(&value).to_string(), r#"{"a":["AAE="]}"#);
    }
}
