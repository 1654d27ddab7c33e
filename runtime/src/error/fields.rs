//! The errors of single fields in error responses.

use super::FieldError;
use super::format::{first_text, object_of, text_of};
use crate::ground::shown::truncated;
use crate::json::Json;
use crate::json::sketch::{LONGEST_TEXT, MOST_ITEMS, Sketch, steps};
use crate::operation::ErrorFormat;

impl ErrorFormat {
    /// The paths of field errors: in a list, in an object by the names of the fields, and in a document that is itself such a
    /// list or object.
    pub(super) fn field_paths(&self) -> Vec<Vec<&'static str>> {
        let inner = [self.field_name, self.field_message].concat();
        let mut paths = Vec::new();
        for list in self.fields.iter().chain(&[""]) {
            let list = steps(list);
            paths.push([list.as_slice(), &["*", "*"]].concat());
            for inner in &inner {
                let inner = steps(inner);
                paths.push([list.as_slice(), &["*"], &inner].concat());
                paths.push([list.as_slice(), &["*", "*"], &inner].concat());
            }
        }
        paths
    }

    /// The errors of single fields, at most 32 of them, and the number of further entries that were not read.
    pub(crate) fn fields_of(&self, body: &Sketch) -> (Vec<FieldError>, usize) {
        let (root, prefix) = (object_of(&body.tree), root_path(&body.tree));
        for path in self.fields {
            let Some(value) = root.at_path_in_any_case(path) else {
                continue;
            };
            let errors = self.errors_in(value, is_name_of_errors(path));
            if let Some(errors) = errors {
                return limited(errors, value, body.entries_at(&format!("{prefix}{path}")));
            }
        }
        // The document itself may be a list of errors, or an object with a list of texts for each field.
        let is_list = matches!(&body.tree, Json::Array(items) if items.len() > 1);
        let is_object = self.message_of(&body.tree).is_none() && has_only_lists(&body.tree);
        match self.errors_in(&body.tree, is_object) {
            Some(errors) if is_list || is_object => {
                limited(errors, &body.tree, body.entries_at(""))
            }
            _ => (Vec::new(), 0),
        }
    }

    /// The errors in a list; or in an object, if `by_name`, whose names are those of the fields. `None` for other values.
    fn errors_in(&self, value: &Json, by_name: bool) -> Option<Vec<FieldError>> {
        let mut errors = Vec::new();
        match value {
            Json::Array(items) => {
                for item in items {
                    self.push_errors(None, item, &mut errors);
                }
            }
            Json::Object(fields) if by_name && !is_error_object(value) => {
                for (name, value) in fields {
                    self.push_errors(Some(name), value, &mut errors);
                }
            }
            _ => return None,
        }
        Some(errors)
    }

    fn push_errors(&self, name: Option<&str>, value: &Json, errors: &mut Vec<FieldError>) {
        if let (Some(_), Json::Array(items)) = (name, value) {
            for item in items {
                self.push_errors(name, item, errors);
            }
            return;
        }
        if name.is_some() && matches!(value, Json::Number(_)) {
            return;
        }
        if let Some(message) = first_text(value, self.field_message, usize::MAX) {
            let field = first_text(value, self.field_name, usize::MAX);
            let name = name.map(|name| truncated(name, LONGEST_TEXT).to_owned());
            errors.push(FieldError::new(field.or(name), message));
        }
    }
}

/// The first errors, and how many there are beyond them. `entries` is the number of entries in the document, of which
/// `value` has the first.
fn limited(mut errors: Vec<FieldError>, value: &Json, entries: usize) -> (Vec<FieldError>, usize) {
    let kept = match value {
        Json::Array(items) => items.len(),
        Json::Object(fields) => fields.len(),
        _ => 0,
    };
    let more = entries.saturating_sub(kept) + errors.len().saturating_sub(MOST_ITEMS);
    errors.truncate(MOST_ITEMS);
    (errors, more)
}

/// Where the error object is in a document, as the beginning of a path.
fn root_path(body: &Json) -> &'static str {
    match body {
        Json::Array(_) => "0/",
        _ => "",
    }
}

/// Whether the last step of a path is a name like `errors` or `fieldErrors`. An object of another name, like `details`, may
/// contain anything.
fn is_name_of_errors(path: &str) -> bool {
    path.to_ascii_lowercase().ends_with("errors")
}

/// Whether an object has a code and a message of its own.
fn is_error_object(value: &Json) -> bool {
    let has = |name: &str| text_of(value.at_path_in_any_case(name)?, usize::MAX);
    has("code").is_some() && has("message").is_some()
}

/// Whether a value is an object whose values are all lists of texts.
fn has_only_lists(value: &Json) -> bool {
    let is_list = |value: &Json| match value {
        Json::Array(items) => !items.is_empty() && items.iter().all(|item| item.as_str().is_some()),
        _ => false,
    };
    let fields = value.as_object().unwrap_or_default();
    !fields.is_empty() && fields.iter().all(|field| is_list(&field.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<String>, usize) {
        let format = ErrorFormat::DEFAULT;
        let body = Sketch::read(text.as_bytes(), &format.all_paths()).unwrap_or_default();
        let (errors, more) = format.fields_of(&body);
        let text =
            |error: &FieldError| format!("{}: {}", error.field().unwrap_or("-"), error.message());
        (errors.iter().map(text).collect(), more)
    }

    #[test]
    fn errors_of_fields_are_a_list_or_an_object() {
        for (text, expected) in [
            (
                r#"{"errors":[{"field":"f","message":"x"},"y"]}"#,
                &["f: x", "-: y"][..],
            ),
            (
                r#"{"message":"m","errors":{"a":["x","y"],"b":"z","n":7}}"#,
                &["a: x", "a: y", "b: z"],
            ),
            (
                r#"{"Errors":{"a":[{"message":"x","code":1}],"b":{"Message":"y"}}}"#,
                &["a: x", "b: y"],
            ),
            (r#"[{"errors":{"a":["x"]},"message":"m"}]"#, &["a: x"]),
            (
                r#"[{"field":"a","message":"x"},{"field":"b","message":"y"}]"#,
                &["a: x", "b: y"],
            ),
            (r#"{"a":["x"],"b":["y"]}"#, &["a: x", "b: y"]),
            (
                r#"{"message":["x","y"],"statusCode":400}"#,
                &["-: x", "-: y"],
            ),
            (r#"{"errors":{"code":300,"message":"m"}}"#, &[]),
            (r#"{"code":1,"message":"m","details":{"limit":"5"}}"#, &[]),
            (r#"{"users":[{"name":"a"}]}"#, &[]),
            (r#"[{"code":300,"message":"m"}]"#, &[]),
            ("[]", &[]),
        ] {
            let expected: Vec<String> = expected.iter().map(|text| (*text).to_owned()).collect();
            assert_eq!(read(text), (expected, 0), "{text}");
        }
    }

    #[test]
    fn the_first_errors_are_kept_and_all_are_counted() {
        let list = format!("{{\"errors\":[{}0]}}", "0,".repeat(99));
        assert_eq!((read(&list).0.len(), read(&list).1), (32, 68));
        let object: Vec<_> = (0..100).map(|n| format!("\"f{n}\":[\"x\"]")).collect();
        let object = format!("{{\"Errors\":{{{}}}}}", object.join(","));
        assert_eq!((read(&object).0.len(), read(&object).1), (32, 68));
        let nested = format!("{{\"errors\":{{\"a\":[{}\"x\"]}}}}", "\"x\",".repeat(30));
        assert_eq!((read(&nested).0.len(), read(&nested).1), (31, 0));
    }
}
