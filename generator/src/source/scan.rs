//! JSON text passed over without a look at what it says; it was read before, and is known to be JSON.

use memchr::memchr2;

use super::spans::Spans;

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
            let word = rest.iter().take_while(|byte| !b",:]} \t\r\n".contains(byte));
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
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                at = string(bytes, at);
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// What the value holds that begins here, each with its key where it is a member; a member's span begins with its
/// key.
pub(super) fn children(text: &str, at: usize) -> Vec<(Option<String>, Spans)> {
    let bytes = text.as_bytes();
    let is_object = match bytes.get(at) {
        Some(b'{') => true,
        Some(b'[') => false,
        _ => return Vec::new(),
    };
    let mut children = Vec::new();
    let mut at = space(bytes, at + 1);
    while bytes.get(at).is_some_and(|byte| !b"}]".contains(byte)) {
        let (start, mut key) = (at, None);
        if is_object {
            let end = value(bytes, start);
            key = text.get(start..end).map(unquoted);
            // Past the colon.
            at = space(bytes, space(bytes, end) + 1);
        }
        let end = value(bytes, at);
        children.push((key, Spans::open(start..end.min(bytes.len()), at)));
        // Past the comma.
        let next = space(bytes, end);
        at = match bytes.get(next) {
            Some(b',') => space(bytes, next + 1),
            _ => break,
        };
    }
    children
}

/// A key without its quotes and escapes.
fn unquoted(key: &str) -> String {
    let bare = key.strip_prefix('"').and_then(|key| key.strip_suffix('"'));
    match bare {
        Some(bare) if !bare.contains('\\') => bare.to_owned(),
        _ => serde_json::from_str(key).unwrap_or_default(),
    }
}
