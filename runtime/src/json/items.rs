//! The items of a list as texts, so that a fault in one of them leaves the others readable.

use std::collections::BTreeMap;

use super::tolerant::{Reader, broken, decode, is_well_formed, text_of, tree};
use super::{Decode, Json, Mismatch};

/// A document with a list whose items could not all be read strictly.
pub(crate) struct OddList {
    /// The whole document, with a string in the place of each odd item.
    pub(crate) json: Json,
    /// The texts of the odd items, by their position.
    pub(crate) odd: BTreeMap<usize, String>,
}

impl OddList {
    /// Reads a document with a list at a path of names; nothing where anything but its items is broken.
    pub(crate) fn read(body: &[u8], path: &[&str]) -> Option<OddList> {
        let mut odd = BTreeMap::new();
        let json = split(&text_of(body), path, &mut odd)?;
        Some(OddList { json, odd })
    }
}

/// The value of an odd item.
pub(crate) fn decode_item<T: Decode>(text: &str) -> Result<T, Mismatch> {
    match is_well_formed(text) {
        true => decode(text),
        false => Err(broken()),
    }
}

fn split(text: &str, path: &[&str], odd: &mut BTreeMap<usize, String>) -> Option<Json> {
    let mut reader = Reader::new(text);
    let json = match (reader.peek()?, path) {
        (b'[', []) => list(&mut reader, odd)?,
        (b'{', [step, rest @ ..]) => object(&mut reader, step, rest, odd)?,
        _ => return is_well_formed(text).then(|| tree(text).0),
    };
    reader.peek().is_none().then_some(json)
}

fn list(reader: &mut Reader<'_>, odd: &mut BTreeMap<usize, String>) -> Option<Json> {
    let mut items = Vec::new();
    reader.takes(b'[');
    if reader.takes(b']') {
        return Some(Json::Array(items));
    }
    loop {
        let item = reader.skip()?;
        items.push(Json::from_slice(item.as_bytes()).unwrap_or_else(|_| {
            odd.insert(items.len(), item.to_owned());
            Json::from(item)
        }));
        if reader.takes(b']') {
            return Some(Json::Array(items));
        }
        if !reader.takes(b',') {
            return None;
        }
    }
}

fn object(
    reader: &mut Reader<'_>,
    step: &str,
    rest: &[&str],
    odd: &mut BTreeMap<usize, String>,
) -> Option<Json> {
    let mut fields = Vec::new();
    reader.takes(b'{');
    if reader.takes(b'}') {
        return Some(Json::Object(fields));
    }
    loop {
        if reader.peek()? != b'"' {
            return None;
        }
        let name = reader.string()?.into_owned();
        if !reader.takes(b':') {
            return None;
        }
        let value = reader.skip()?;
        let value = match name == step {
            true => {
                // Of equal names the last one counts.
                odd.clear();
                split(value, rest, odd)?
            }
            false => is_well_formed(value).then(|| tree(value).0)?,
        };
        fields.push((name, value));
        if reader.takes(b'}') {
            return Some(Json::Object(fields));
        }
        if !reader.takes(b',') {
            return None;
        }
    }
}
