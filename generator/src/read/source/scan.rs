//! JSON text passed over without a look at what it says; it was read before, and is known to be JSON.

use memchr::memchr2;

use super::spans::Spans;
use super::surrogate::mended;

/// Where the white space ends that begins here.
pub(super) fn space(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let blank = rest.iter().take_while(|byte| b" \t\r\n".contains(byte));
    at + blank.count()
}

/// Where the value ends that begins here.
pub(super) fn value(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at) {
        Some(b'"') => string(bytes, at),
        Some(b'{' | b'[') => nest(bytes, at),
        _ => {
            let rest = bytes.get(at..).unwrap_or_default();
            let word = rest
                .iter()
                .take_while(|byte| !b",:]} \t\r\n".contains(byte));
            at + word.count()
        }
    }
}

/// Where the string ends whose quote stands here.
fn string(bytes: &[u8], at: usize) -> usize {
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

/// Where the list or object ends whose bracket stands here.
fn nest(bytes: &[u8], mut at: usize) -> usize {
    let mut depth = 0_usize;
    while let Some(next) = bytes.get(at..).and_then(mark) {
        at += next;
        match bytes.get(at) {
            Some(b'"') => {
                at = string(bytes, at);
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

/// The first quote or bracket.
fn mark(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|byte| MARKS[usize::from(*byte)])
}

const MARKS: [bool; 256] = {
    let mut marks = [false; 256];
    let mut index = 0;
    while index < 5 {
        marks[b"\"{}[]"[index] as usize] = true;
        index += 1;
    }
    marks
};

/// The first thing that the value holds which begins at `holder`, or the one that follows the one which ends at
/// `behind`; with its key where it is a member, and its span then begins with the key.
pub(super) fn child(
    text: &str,
    holder: usize,
    behind: Option<usize>,
) -> Option<(Option<String>, Spans)> {
    let bytes = text.as_bytes();
    let is_object = match bytes.get(holder) {
        Some(b'{') => true,
        Some(b'[') => false,
        _ => return None,
    };
    let start = match behind {
        None => space(bytes, holder + 1),
        Some(end) => {
            let comma = space(bytes, end);
            bytes.get(comma).filter(|byte| **byte == b',')?;
            space(bytes, comma + 1)
        }
    };
    bytes.get(start).filter(|byte| !b"}]".contains(byte))?;
    if !is_object {
        return Some((None, Spans::begun(start, start)));
    }
    let end = value(bytes, start);
    let key = unquoted(text.get(start..end)?);
    let colon = space(bytes, end);
    let value = space(bytes, colon + 1).min(bytes.len());
    Some((Some(key), Spans::begun(start, value)))
}

/// A key without its quotes and escapes.
fn unquoted(key: &str) -> String {
    let bare = key.strip_prefix('"').and_then(|key| key.strip_suffix('"'));
    match bare {
        Some(bare) if !bare.contains('\\') => bare.to_owned(),
        _ => serde_json::from_str(key)
            .or_else(|error| match mended(key) {
                Some((key, _)) => serde_json::from_str(&key),
                None => Err(error),
            })
            .unwrap_or_default(),
    }
}
