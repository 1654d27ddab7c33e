//! Parsing of valid JSON that serde_json refuses: unpaired surrogates, numbers out of the range of a double, and deep
//! nesting. It is used after serde_json failed.
//!
//! An unpaired surrogate becomes U+FFFD, and a number keeps its digits. A value nested deeper than [`LEVELS`] is an
//! error only if it is read. Values that are not read are skipped without recursion.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::incoming::Take;
use super::{Decode, Fields, Incoming, Items, Json, Mismatch, Number};

/// The maximum depth of nested lists and objects; serde_json's limit is the same.
pub(super) const LEVELS: usize = 127;

/// The text of a body, if its grammar is valid.
pub(crate) fn well_formed(body: &[u8]) -> Option<Cow<'_, str>> {
    let text = to_text(body);
    is_well_formed(&text).then_some(text)
}

/// The text of a body without a byte order mark. Invalid UTF-8 becomes U+FFFD.
pub(super) fn to_text(body: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body))
}

/// Checks the grammar only: serde_json skips a raw value without recursion and without parsing its numbers.
pub(super) fn is_well_formed(text: &str) -> bool {
    serde_json::from_str::<&RawValue>(text).is_ok()
}

/// Decodes a text whose grammar is valid.
pub(crate) fn decode<T: Decode>(text: &str) -> Result<T, Mismatch> {
    let mut value = None;
    let read = Reader::new(text).value(LEVELS, &mut |incoming| {
        value = Some(T::receive(incoming)?);
        Ok(())
    });
    if let (Ok(()), Some(value)) = (read, value) {
        return Ok(value);
    }
    // The tree contains the location of the error.
    let (tree, unreadable) = tree(text);
    match T::decode(tree) {
        Err(mismatch) => Err(mismatch),
        Ok(_) => Err(unreadable.unwrap_or_else(syntax_error)),
    }
}

/// The tree of a text whose grammar is valid, without the values that cannot be read; and the error of the first of
/// those.
pub(super) fn tree(text: &str) -> (Json, Option<Mismatch>) {
    let (mut tree, mut unreadable) = (None, None);
    let read = Reader::new(text).value(LEVELS, &mut |incoming| {
        tree = tree_of(incoming, &mut unreadable);
        Ok(())
    });
    let unreadable = unreadable.or(read.err());
    (tree.unwrap_or_default(), unreadable)
}

fn tree_of(value: Incoming<'_>, unreadable: &mut Option<Mismatch>) -> Option<Json> {
    let (tree, outcome) = match value {
        Incoming::List(items) => {
            let mut list = Vec::new();
            let outcome = items.each(&mut |item| {
                let mut inside = None;
                list.push(tree_of(item, &mut inside).unwrap_or_default());
                let in_list = |mismatch: Mismatch| mismatch.in_item(list.len() - 1);
                keep_first(unreadable, inside.map(in_list));
                Ok(())
            });
            (Json::Array(list), outcome)
        }
        Incoming::Object(fields) => {
            let mut object = Vec::new();
            let outcome = fields.each(&mut |name, value| {
                let mut inside = None;
                let value = tree_of(value, &mut inside);
                object.extend(value.map(|value| (name.to_owned(), value)));
                keep_first(unreadable, inside.map(|mismatch| mismatch.in_field(name)));
                Ok(())
            });
            (Json::Object(object), outcome)
        }
        scalar => return scalar.tree().ok(),
    };
    match outcome {
        Ok(()) => Some(tree),
        Err(mismatch) => {
            keep_first(unreadable, Some(mismatch));
            None
        }
    }
}

/// Keeps the first error.
fn keep_first(first: &mut Option<Mismatch>, next: Option<Mismatch>) {
    *first = first.take().or(next);
}

pub(super) fn syntax_error() -> Mismatch {
    Mismatch::new("JSON", "broken text")
}

/// Parses the values of a text one after the other.
pub(super) struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Reader { text, at: 0 }
    }

    /// The next byte that is not white space, without consuming it.
    pub(super) fn peek(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let blank = rest
            .iter()
            .take_while(|byte| is_white_space(**byte))
            .count();
        self.at += blank;
        rest.get(blank).copied()
    }

    /// Consumes the next byte if it is this one.
    pub(super) fn consume(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    /// Parses the next value and passes it to `take`.
    fn value(&mut self, levels: usize, take: Take<'_>) -> Result<(), Mismatch> {
        let first = self.peek().ok_or_else(syntax_error)?;
        match first {
            b'{' | b'[' if levels == 0 => {
                self.skip().ok_or_else(syntax_error)?;
                take(Incoming::List(&mut TooDeep))
            }
            b'{' | b'[' => {
                self.at += 1;
                let mut open = Open {
                    reader: self,
                    levels: levels - 1,
                    is_open: true,
                };
                match first {
                    b'{' => take(Incoming::Object(&mut open))?,
                    _ => take(Incoming::List(&mut open))?,
                }
                match open.is_open {
                    true => self.skip_nested(1).ok_or_else(syntax_error),
                    false => Ok(()),
                }
            }
            b'"' => take(Incoming::Text(&self.string().ok_or_else(syntax_error)?)),
            _ => {
                take(parse_scalar(self.skip().ok_or_else(syntax_error)?).ok_or_else(syntax_error)?)
            }
        }
    }

    /// Skips the next value and returns its text. A word or a number ends at the next delimiter, and may be empty.
    pub(super) fn skip(&mut self) -> Option<&'t str> {
        let first = self.peek()?;
        let start = self.at;
        match first {
            b'"' => self.skip_string()?,
            b'{' | b'[' => self.skip_nested(0)?,
            _ => {
                let rest = self.text.as_bytes().get(start..)?;
                let is_end =
                    |byte: &u8| matches!(byte, b',' | b']' | b'}') || is_white_space(*byte);
                self.at += rest.iter().position(is_end).unwrap_or(rest.len());
            }
        }
        self.text.get(start..self.at)
    }

    /// Skips to the end of `open` nested lists and objects.
    fn skip_nested(&mut self, mut open: usize) -> Option<()> {
        loop {
            match self.text.as_bytes().get(self.at)? {
                b'"' => {
                    self.skip_string()?;
                    continue;
                }
                b'{' | b'[' => open += 1,
                b'}' | b']' => open = open.checked_sub(1)?,
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                return Some(());
            }
        }
    }

    fn skip_string(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            let byte = self.text.as_bytes().get(self.at)?;
            self.at += match byte {
                b'\\' => 2,
                _ => 1,
            };
            if *byte == b'"' {
                return Some(());
            }
        }
    }

    /// Parses a string, whose opening quote is the next byte.
    pub(super) fn string(&mut self) -> Option<Cow<'t, str>> {
        let start = self.at + 1;
        self.skip_string()?;
        let raw = self.text.get(start..self.at - 1)?;
        match raw.contains('\\') {
            true => unescaped(raw).map(Cow::Owned),
            false => Some(Cow::Borrowed(raw)),
        }
    }
}

fn is_white_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Decodes the escapes of a string (RFC 8259, section 7). Unpaired surrogates become U+FFFD, and unknown escapes keep their
/// letter. `None` for `\u` without four hexadecimal digits, and for a backslash at the end.
fn unescaped(raw: &str) -> Option<String> {
    let mut text = String::with_capacity(raw.len());
    let mut units = Vec::new();
    let mut rest = raw;
    while !rest.is_empty() {
        if let Some(unit) = rest.strip_prefix("\\u").and_then(|digits| digits.get(..4)) {
            units.push(u16::from_str_radix(unit, 16).ok()?);
            rest = rest.get(6..)?;
            continue;
        }
        push_utf16(&mut units, &mut text);
        let mut chars = rest.chars();
        text.push(match chars.next()? {
            '\\' => match chars.next()? {
                'b' => '\u{8}',
                'f' => '\u{c}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                other => other,
            },
            other => other,
        });
        rest = chars.as_str();
    }
    push_utf16(&mut units, &mut text);
    Some(text)
}

fn push_utf16(units: &mut Vec<u16>, text: &mut String) {
    let chars = char::decode_utf16(units.drain(..));
    text.extend(chars.map(|char| char.unwrap_or(char::REPLACEMENT_CHARACTER)));
}

fn parse_scalar(text: &str) -> Option<Incoming<'_>> {
    Some(match text {
        "null" => Incoming::Null,
        "true" => Incoming::Bool(true),
        "false" => Incoming::Bool(false),
        text => Incoming::Number(Number::of_digits(text)?),
    })
}

/// A list or an object whose values are not parsed yet.
struct Open<'r, 't> {
    reader: &'r mut Reader<'t>,
    levels: usize,
    is_open: bool,
}

impl Items for Open<'_, '_> {
    fn each(&mut self, take: Take<'_>) -> Result<(), Mismatch> {
        while self.is_open {
            if self.reader.consume(b']') {
                self.is_open = false;
            } else if !self.reader.consume(b',') {
                self.reader.value(self.levels, take)?;
            }
        }
        Ok(())
    }
}

impl Fields for Open<'_, '_> {
    fn each(
        &mut self,
        take: &mut dyn FnMut(&str, Incoming<'_>) -> Result<(), Mismatch>,
    ) -> Result<(), Mismatch> {
        while self.is_open {
            if self.reader.consume(b'}') {
                self.is_open = false;
            } else if !self.reader.consume(b',') {
                let name = match self.reader.peek() {
                    Some(b'"') => self.reader.string().ok_or_else(syntax_error)?,
                    _ => return Err(syntax_error()),
                };
                if !self.reader.consume(b':') {
                    return Err(syntax_error());
                }
                let levels = self.levels;
                self.reader.value(levels, &mut |value| take(&name, value))?;
            }
        }
        Ok(())
    }
}

/// A value that is nested too deeply; reading it is an error.
struct TooDeep;

impl Items for TooDeep {
    fn each(&mut self, _: Take<'_>) -> Result<(), Mismatch> {
        let found = "one with more lists and objects inside each other than are read";
        Err(Mismatch::new("a value", found))
    }
}
