//! Lists of which one item is invalid: each item is read on its own, so that the others can be decoded.

use std::collections::BTreeMap;

use super::tolerant::{Reader, decode, is_well_formed, syntax_error, to_text, tree};
use super::{Decode, Json, Mismatch};

/// A document with a list whose items could not all be parsed strictly.
pub(crate) struct LenientList {
    /// The whole document, with a string instead of each invalid item.
    pub(crate) json: Json,
    /// The texts of the invalid items, by index.
    pub(crate) invalid: BTreeMap<usize, String>,
}

impl LenientList {
    /// Reads a document with a list at this path of names, or with a list on the way to it; `None` if anything but an
    /// item of this list is invalid.
    pub(crate) fn read(body: &[u8], path: &[&str]) -> Option<LenientList> {
        let mut invalid = BTreeMap::new();
        let json = split(&to_text(body), path, &mut invalid)?;
        Some(LenientList { json, invalid })
    }
}

/// Decodes the text of an invalid item.
pub(crate) fn decode_item<T: Decode>(text: &str) -> Result<T, Mismatch> {
    match is_well_formed(text) {
        true => decode(text),
        false => Err(syntax_error()),
    }
}

fn split(text: &str, path: &[&str], invalid: &mut BTreeMap<usize, String>) -> Option<Json> {
    let mut reader = Reader::new(text);
    let json = match (reader.peek()?, path) {
        (b'[', _) => list(&mut reader, invalid)?,
        (b'{', [step, rest @ ..]) => object(&mut reader, step, rest, invalid)?,
        _ => return is_well_formed(text).then(|| tree(text).0),
    };
    reader.peek().is_none().then_some(json)
}

fn list(reader: &mut Reader<'_>, invalid: &mut BTreeMap<usize, String>) -> Option<Json> {
    let mut items = Vec::new();
    reader.consume(b'[');
    if reader.consume(b']') {
        return Some(Json::Array(items));
    }
    loop {
        let item = reader.skip()?;
        items.push(Json::from_slice(item.as_bytes()).unwrap_or_else(|_| {
            invalid.insert(items.len(), item.to_owned());
            Json::from(item)
        }));
        if reader.consume(b']') {
            return Some(Json::Array(items));
        }
        if !reader.consume(b',') {
            return None;
        }
    }
}

fn object(
    reader: &mut Reader<'_>,
    step: &str,
    rest: &[&str],
    invalid: &mut BTreeMap<usize, String>,
) -> Option<Json> {
    let mut fields = Vec::new();
    reader.consume(b'{');
    if reader.consume(b'}') {
        return Some(Json::Object(fields));
    }
    loop {
        if reader.peek()? != b'"' {
            return None;
        }
        let name = reader.string()?.into_owned();
        if !reader.consume(b':') {
            return None;
        }
        let value = reader.skip()?;
        let value = match name == step {
            true => {
                // Of several fields with the same name, the last one counts.
                invalid.clear();
                split(value, rest, invalid)?
            }
            false => is_well_formed(value).then(|| tree(value).0)?,
        };
        fields.push((name, value));
        if reader.consume(b'}') {
            return Some(Json::Object(fields));
        }
        if !reader.consume(b',') {
            return None;
        }
    }
}
