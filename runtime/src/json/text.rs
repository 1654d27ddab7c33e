//! Parsing and writing of the JSON tree.

use std::fmt;
use std::str::FromStr;

use super::{Json, location_of, tolerant};

/// A text is not valid JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    reason: String,
    offset: usize,
    path: String,
}

impl ParseError {
    /// The offset of the byte at which parsing failed.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// The path of the value in which parsing failed, like `$.users[3].id`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The reason.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    fn new(error: &serde_json::Error, body: &[u8]) -> ParseError {
        let offset = offset_of(body, error.line(), error.column());
        let text = error.to_string();
        // The message without serde_json's line and column, which the offset and the path replace.
        let reason = text
            .split(" at line ")
            .next()
            .unwrap_or_default()
            .to_owned();
        ParseError {
            reason,
            offset,
            path: location_of(body, offset),
        }
    }
}

/// Converts a line and a column of serde_json, which count from 1 and in bytes, to an offset.
fn offset_of(body: &[u8], line: usize, column: usize) -> usize {
    let newlines = body.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
    let start = match line.checked_sub(2) {
        Some(previous) => newlines
            .map(|(at, _)| at + 1)
            .nth(previous)
            .unwrap_or_default(),
        None => 0,
    };
    (start + column).min(body.len())
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} at byte {} in {}",
            self.reason, self.offset, self.path
        )
    }
}

impl std::error::Error for ParseError {}

impl Json {
    /// Parses bytes. A byte order mark at the beginning is skipped.
    ///
    /// # Errors
    /// [`ParseError`] with the offset and the path of the error.
    pub fn from_slice(body: &[u8]) -> Result<Json, ParseError> {
        let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
        serde_json::from_slice(body).map_err(|error| ParseError::new(&error, body))
    }

    /// Parses bytes, and keeps the digits of all numbers. A document with a number that is no integer of 64 bits is parsed
    /// a second time for that.
    ///
    /// # Errors
    /// [`ParseError`] with the offset and the path of the error.
    pub(crate) fn with_digits(body: &[u8]) -> Result<Json, ParseError> {
        let json = Json::from_slice(body)?;
        match json.has_double() {
            true => Ok(tolerant::tree(&tolerant::to_text(body)).0),
            false => Ok(json),
        }
    }

    /// The document as compact text; `None` if it holds a number that is not finite.
    pub(crate) fn to_bytes(&self) -> Option<Vec<u8>> {
        serde_json::to_vec(self).ok()
    }
}

impl FromStr for Json {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Json, ParseError> {
        Json::from_slice(text.as_bytes())
    }
}

/// Compact JSON text. A number that is not finite is written as `null`.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // `to_string` panics if this returns an error.
        let bytes = match self.to_bytes() {
            Some(bytes) => bytes,
            None => with_finite_numbers(self).to_bytes().ok_or(fmt::Error)?,
        };
        f.write_str(&String::from_utf8_lossy(&bytes))
    }
}

/// The same document with `null` instead of numbers that are not finite.
fn with_finite_numbers(json: &Json) -> Json {
    match json {
        Json::Number(number) if !number.is_finite() => Json::Null,
        Json::Array(items) => Json::Array(items.iter().map(with_finite_numbers).collect()),
        Json::Object(fields) => {
            let field = |(name, value): &(String, Json)| (name.clone(), with_finite_numbers(value));
            Json::Object(fields.iter().map(field).collect())
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_of_invalid_text_has_path_and_offset() {
        let text = "{\n \"users\": [\n  {\"id\": 1},\n  {\"id\": \"a \"quoted\" b\"}]}";
        let Err(error) = text.parse::<Json>() else {
            panic!("parsed")
        };
        assert_eq!(error.path(), "$.users[1].id");
        assert_eq!(text.get(error.offset() - 1..error.offset()), Some("q"));
    }

    #[test]
    fn incomplete_and_deeply_nested_texts_are_errors() {
        assert!("{\"a\": [1,".parse::<Json>().is_err());
        assert!("[".repeat(100_000).parse::<Json>().is_err());
        assert!("".parse::<Json>().is_err());
    }

    #[test]
    fn a_byte_order_mark_does_no_harm() {
        assert_eq!("\u{feff}1".parse(), Ok(Json::from(1)));
    }

    #[test]
    fn nan_has_no_json_text_and_is_displayed_as_null() {
        assert_eq!(Json::from(f64::NAN).to_bytes(), None);
        let numbers = Json::from(vec![Json::from(f64::INFINITY), Json::from(1.5)]);
        let object = Json::Object(vec![("a".to_owned(), numbers)]);
        assert_eq!(object.to_string(), r#"{"a":[null,1.5]}"#);
    }
}
