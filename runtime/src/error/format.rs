//! Reading of error responses by an [`ErrorFormat`].

use http::HeaderMap;

use crate::json::Json;
use crate::json::sketch::steps;
use crate::operation::ErrorFormat;

impl ErrorFormat {
    /// The paths of code and message, also of an object that is the first item of a list.
    pub(crate) fn paths(&self) -> Vec<Vec<&'static str>> {
        in_list_too(steps_of(&[self.code, self.message].concat()))
    }

    /// The paths of everything that is read from an error response.
    pub(crate) fn all_paths(&self) -> Vec<Vec<&'static str>> {
        let alone = [self.code, self.message, self.request_id_in_body].concat();
        let mut paths = steps_of(&alone);
        paths.extend(self.field_paths());
        in_list_too(paths)
    }

    /// Whether codes that mean success are declared.
    pub(crate) fn has_success_codes(&self) -> bool {
        self.success_codes.is_some()
    }

    /// Whether a response with a status of success is an error.
    pub(crate) fn is_error(&self, body: &Json, code: &str) -> bool {
        let means_success = |codes: &[&str]| codes.iter().any(|known| is_same_code(known, code));
        self.success_codes
            .is_some_and(|codes| !means_success(codes) && self.message_of(body).is_some())
    }

    pub(crate) fn code_of(&self, body: &Json) -> Option<String> {
        // A longer text is not a code.
        first_text(object_of(body), self.code, LONGEST_CODE)
    }

    pub(crate) fn message_of(&self, body: &Json) -> Option<String> {
        first_text(object_of(body), self.message, usize::MAX)
    }

    pub(crate) fn request_id_of(&self, headers: &HeaderMap, body: &Json) -> Option<String> {
        let values = self.request_id.iter().filter_map(|name| headers.get(*name));
        values
            .filter_map(|value| value.to_str().ok())
            .map(str::to_owned)
            .next()
            .or_else(|| first_text(object_of(body), self.request_id_in_body, LONGEST_CODE))
    }
}

/// The maximum length of an error code or a request id, in bytes.
const LONGEST_CODE: usize = 1024;

/// The maximum length in bytes of a plain text that is a message.
const LONGEST_PLAIN: usize = 1024;

fn steps_of(paths: &[&'static str]) -> Vec<Vec<&'static str>> {
    paths.iter().map(|path| steps(path)).collect()
}

/// The paths, and the same paths in the first item of a list.
fn in_list_too(mut paths: Vec<Vec<&'static str>>) -> Vec<Vec<&'static str>> {
    let in_list: Vec<_> = paths
        .iter()
        .map(|path| [&["0"], path.as_slice()].concat())
        .collect();
    paths.extend(in_list);
    paths
}

/// The error object, which may be the first item of a list.
pub(super) fn object_of(body: &Json) -> &Json {
    match body {
        Json::Array(items) => items.first().unwrap_or(body),
        other => other,
    }
}

/// Whether two texts are the same code. Numbers may be written with leading zeros or as a fraction: `300`, `0300`,
/// `300.0`.
pub(super) fn is_same_code(one: &str, other: &str) -> bool {
    one == other || digits(one).is_some_and(|one| digits(other) == Some(one))
}

/// The digits of a whole number, without leading zeros.
fn digits(code: &str) -> Option<&str> {
    let code = code.trim();
    let whole = match code.split_once('.') {
        Some((whole, fraction)) if fraction.bytes().all(|byte| byte == b'0') => whole,
        _ => code,
    };
    let is_number = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| whole.trim_start_matches('0'))
}

/// The message of an error response that is a short plain text.
pub(super) fn plain_message(text: &[u8], media_type: Option<&str>) -> Option<String> {
    let is_plain = media_type.is_none_or(|media_type| media_type.starts_with("text/plain"));
    let text = std::str::from_utf8(text.trim_ascii()).ok()?;
    let is_prose = !text.is_empty() && text.len() <= LONGEST_PLAIN;
    let is_prose = is_prose && !text.starts_with(['{', '[', '<']);
    (is_plain && is_prose).then(|| text.to_owned())
}

/// The value of the first path that holds a number, or a text of at most `longest` bytes.
pub(super) fn first_text(body: &Json, paths: &[&str], longest: usize) -> Option<String> {
    let values = paths
        .iter()
        .filter_map(|path| body.at_path_in_any_case(path));
    values.filter_map(|value| text_of(value, longest)).next()
}

/// A number, or a text of at most `longest` bytes that is not empty. `300.0` is `300`.
pub(super) fn text_of(value: &Json, longest: usize) -> Option<String> {
    match value {
        Json::String(text) if !text.is_empty() && text.len() <= longest => Some(text.clone()),
        Json::Number(number) => Some(match number.as_i64() {
            Some(whole) => whole.to_string(),
            None => number.to_string(),
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::sketch::Sketch;

    fn read(text: &str) -> (Option<String>, Option<String>, usize) {
        let format = ErrorFormat::DEFAULT;
        let body = Sketch::read_leniently(text.as_bytes(), &format.all_paths()).unwrap_or_default();
        (
            format.code_of(&body.tree),
            format.message_of(&body.tree),
            format.fields_of(&body).0.len(),
        )
    }

    #[test]
    fn finds_code_and_message_in_many_spellings() {
        let some = |text: &str| Some(text.to_owned());
        for (text, code) in [
            (r#"{"code":300,"message":"m"}"#, "300"),
            (r#"{"error":{"code":"E1","message":"m"}}"#, "E1"),
            (
                r#"{"error":"invalid_grant","error_description":"m"}"#,
                "invalid_grant",
            ),
            (r#"{"Code":300.0,"Message":"m"}"#, "300"),
            (r#"{"ErrorCode":"0300","ErrorMessage":"m"}"#, "0300"),
            (r#"[{"code":300,"message":"m"}]"#, "300"),
            (r#"[{"Error":{"Code":300,"Message":"m"}}]"#, "300"),
            (
                "{\"code\":300,\"message\":\"m\",\"trace\":\"a\nb \"c\" d\"}",
                "300",
            ),
        ] {
            assert_eq!(read(text), (some(code), some("m"), 0), "{text}");
        }
        assert_eq!(
            read(r#"{"code":"","message":"m","errors":[{"field":"f","message":"x"}, "y"]}"#),
            (None, some("m"), 2)
        );
        assert_eq!(read("[]"), (None, None, 0));
    }

    #[test]
    fn a_number_is_the_same_code_in_any_spelling() {
        for (one, other) in [("300", "0300"), ("300", "300.0"), ("0", "0.0"), ("a", "a")] {
            assert!(
                is_same_code(one, other) && is_same_code(other, one),
                "{one} {other}"
            );
        }
        for (one, other) in [
            ("300", "3000"),
            ("0", "a"),
            ("30.01", "30"),
            ("A", "a"),
            ("", "0"),
        ] {
            assert!(!is_same_code(one, other), "{one} {other}");
        }
    }

    #[test]
    fn a_short_plain_text_is_a_message() {
        let message = |text: &str, media_type| plain_message(text.as_bytes(), media_type);
        let text = Some("text/plain; charset=utf-8");
        assert_eq!(message(" too many\n", text).as_deref(), Some("too many"));
        assert_eq!(message("too many", None).as_deref(), Some("too many"));
        assert_eq!(message("too many", Some("application/pdf")), None);
        for other in ["", "<p>", "{", &"a".repeat(2000)] {
            assert_eq!(message(other, text), None, "{other}");
        }
    }
}
