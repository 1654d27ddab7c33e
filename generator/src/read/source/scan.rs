//! Finds where values of a JSON text start and end, without reading them. The text was parsed before.

use memchr::memchr2;

use super::repair::repaired;
use super::spans::Spans;

/// The end of the white space that starts at a byte.
pub(super) fn space_end(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let blank = rest.iter().take_while(|byte| b" \t\r\n".contains(byte));
    at + blank.count()
}

/// The end of the value that starts at a byte.
pub(super) fn value_end(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at) {
        Some(b'"') => string_end(bytes, at),
        Some(b'{' | b'[') => nested_end(bytes, at),
        _ => {
            let rest = bytes.get(at..).unwrap_or_default();
            let word = rest
                .iter()
                .take_while(|byte| !b",:]} \t\r\n".contains(byte));
            at + word.count()
        }
    }
}

/// The end of the string whose opening quote is at a byte.
fn string_end(bytes: &[u8], at: usize) -> usize {
    let mut at = at + 1;
    while let Some(next) = bytes.get(at..).and_then(|rest| memchr2(b'"', b'\\', rest)) {
        at += next;
        match bytes.get(at) {
            Some(b'"') => return at + 1,
            _ => at += 2,
        }
    }
    bytes.len()
}

/// The end of the list or object whose opening bracket is at a byte.
fn nested_end(bytes: &[u8], mut at: usize) -> usize {
    let mut depth = 0_usize;
    while let Some(next) = bytes.get(at..).and_then(next_delimiter) {
        at += next;
        match bytes.get(at) {
            Some(b'"') => {
                at = string_end(bytes, at);
                continue;
            }
            Some(b'{' | b'[') => depth += 1,
            _ => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
        }
        at += 1;
    }
    bytes.len()
}

/// The index of the first quote or bracket.
fn next_delimiter(bytes: &[u8]) -> Option<usize> {
    bytes
        .iter()
        .position(|byte| IS_DELIMITER[usize::from(*byte)])
}

const IS_DELIMITER: [bool; 256] = {
    let mut table = [false; 256];
    let mut index = 0;
    while index < 5 {
        table[b"\"{}[]"[index] as usize] = true;
        index += 1;
    }
    table
};

/// The next item or member of the list or object that starts at `parent`: the first, or the one after the one that
/// ends at `previous`. A member has its key, with which its span starts.
pub(super) fn next_child(
    text: &str,
    parent: usize,
    previous: Option<usize>,
) -> Option<(Option<String>, Spans)> {
    let bytes = text.as_bytes();
    let is_object = match bytes.get(parent) {
        Some(b'{') => true,
        Some(b'[') => false,
        _ => return None,
    };
    let start = match previous {
        None => space_end(bytes, parent + 1),
        Some(end) => {
            let comma = space_end(bytes, end);
            bytes.get(comma).filter(|byte| **byte == b',')?;
            space_end(bytes, comma + 1)
        }
    };
    bytes.get(start).filter(|byte| !b"}]".contains(byte))?;
    if !is_object {
        return Some((None, Spans::incomplete(start, start)));
    }
    let end = value_end(bytes, start);
    let key = unquoted(text.get(start..end)?);
    let colon = space_end(bytes, end);
    let value = space_end(bytes, colon + 1).min(bytes.len());
    Some((Some(key), Spans::incomplete(start, value)))
}

/// A key without its quotes and escapes.
fn unquoted(key: &str) -> String {
    let bare = key.strip_prefix('"').and_then(|key| key.strip_suffix('"'));
    match bare {
        Some(bare) if !bare.contains('\\') => bare.to_owned(),
        _ => serde_json::from_str(key)
            .or_else(|error| match repaired(key) {
                Some((key, _)) => serde_json::from_str(&key),
                None => Err(error),
            })
            .unwrap_or_default(),
    }
}
