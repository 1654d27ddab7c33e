//! Reading of error responses by an [`ErrorFormat`].

use http::HeaderMap;

use super::FieldError;
use crate::json::Json;
use crate::json::sketch::{Sketch, steps};
use crate::operation::ErrorFormat;

impl ErrorFormat {
    /// The paths of code and message.
    pub(crate) fn paths(&self) -> [&'static [&'static str]; 2] {
        [self.code, self.message]
    }

    /// The paths of everything that is read from an error response.
    pub(crate) fn all_paths(&self) -> Vec<Vec<&'static str>> {
        let alone = [self.code, self.message, self.request_id_in_body].concat();
        let mut paths: Vec<_> = alone.into_iter().map(steps).collect();
        for list in self.fields {
            for inner in [self.field_name, self.field_message].concat() {
                paths.push([steps(list), vec!["*"], steps(inner)].concat());
            }
        }
        paths
    }

    /// Whether codes that mean success are declared.
    pub(crate) fn has_success_codes(&self) -> bool {
        self.success_codes.is_some()
    }

    /// Whether a response with a status of success is an error.
    pub(crate) fn is_error(&self, body: &Json, code: &str) -> bool {
        let means_success = |codes: &[&str]| codes.contains(&code);
        self.success_codes
            .is_some_and(|codes| !means_success(codes) && self.message_of(body).is_some())
    }

    pub(crate) fn code_of(&self, body: &Json) -> Option<String> {
        // A longer text is not a code.
        first_text(body, self.code, LONGEST_CODE)
    }

    pub(crate) fn message_of(&self, body: &Json) -> Option<String> {
        first_text(body, self.message, usize::MAX)
    }

    /// The errors of single fields, and the number of further items that were not read.
    pub(crate) fn fields_of(&self, body: &Sketch) -> (Vec<FieldError>, usize) {
        let mut lists = self.fields.iter();
        let list = lists.find_map(|path| Some((*path, body.tree.at_path(path)?.as_array()?)));
        let Some((path, items)) = list else {
            return (Vec::new(), 0);
        };
        let text = |item: &Json, paths: &[&str]| first_text(item, paths, usize::MAX);
        let read = |item: &Json| {
            let message = text(item, self.field_message)?;
            Some(FieldError::new(text(item, self.field_name), message))
        };
        let more = body.items_at(path).saturating_sub(items.len());
        (items.iter().filter_map(read).collect(), more)
    }

    pub(crate) fn request_id_of(&self, headers: &HeaderMap, body: &Json) -> Option<String> {
        let values = self.request_id.iter().filter_map(|name| headers.get(*name));
        values
            .filter_map(|value| value.to_str().ok())
            .map(str::to_owned)
            .next()
            .or_else(|| first_text(body, self.request_id_in_body, LONGEST_CODE))
    }
}

/// The maximum length of an error code or a request id, in bytes.
const LONGEST_CODE: usize = 1024;

/// The value of the first path that holds a number, or a text of at most `longest` bytes.
fn first_text(body: &Json, paths: &[&str], longest: usize) -> Option<String> {
    paths
        .iter()
        .filter_map(|path| body.at_path(path))
        .find_map(|value| match value {
            Json::String(text) if !text.is_empty() && text.len() <= longest => Some(text.clone()),
            Json::Number(number) => Some(number.to_string()),
            _ => None,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<String>, Option<String>, usize) {
        let format = ErrorFormat::DEFAULT;
        let body = Sketch::read(text.as_bytes(), &format.all_paths()).unwrap_or_default();
        (
            format.code_of(&body.tree),
            format.message_of(&body.tree),
            format.fields_of(&body).0.len(),
        )
    }

    #[test]
    fn finds_code_and_message_in_many_spellings() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            read(r#"{"code":300,"message":"m"}"#),
            (some("300"), some("m"), 0)
        );
        assert_eq!(
            read(r#"{"error":{"code":"E1","message":"m"}}"#),
            (some("E1"), some("m"), 0)
        );
        assert_eq!(
            read(r#"{"error":"invalid_grant","error_description":"m"}"#),
            (some("invalid_grant"), some("m"), 0)
        );
        assert_eq!(
            read(r#"{"code":"","message":"m","errors":[{"field":"f","message":"x"}, "y"]}"#),
            (None, some("m"), 2)
        );
        assert_eq!(read("[]"), (None, None, 0));
    }
}
