//! Where the values of a text stand.

use std::ops::Range;
use std::sync::OnceLock;

use super::scan;

/// A value's bytes, and those of what it holds.
#[derive(Debug)]
pub(super) struct Spans {
    range: Range<usize>,
    /// Where the value itself begins, behind its key.
    value: usize,
    /// Looked for when one of them is asked for: a diagnostic is about a few of thousands.
    children: OnceLock<Vec<(Option<String>, Spans)>>,
}

impl Spans {
    /// The spans of a text that is JSON.
    pub(super) fn of(text: &str) -> Self {
        let start = scan::space(text.as_bytes(), 0);
        Self::open(start..scan::value(text.as_bytes(), start), start)
    }

    pub(super) fn open(range: Range<usize>, value: usize) -> Self {
        Self {
            range,
            value,
            children: OnceLock::new(),
        }
    }

    pub(super) fn new(range: Range<usize>, children: Vec<(Option<String>, Spans)>) -> Self {
        Self {
            value: range.start,
            range,
            children: OnceLock::from(children),
        }
    }

    /// An element by its index, a member by its key.
    fn child(&self, text: &str, key: &str) -> Option<&Self> {
        let children = self
            .children
            .get_or_init(|| scan::children(text, self.value));
        let element = key
            .parse()
            .ok()
            .and_then(|index: usize| children.get(index));
        let element = element.filter(|(name, _)| name.is_none() && is_plain(key));
        // The last of equal keys is the one that counts.
        let member = || {
            let mut members = children.iter().rev();
            members.find(|(name, _)| name.as_deref() == Some(key))
        };
        element.or_else(member).map(|(_, child)| child)
    }

    /// The bytes behind an RFC 6901 pointer; of the last parent that exists, where the rest does not.
    pub(super) fn find(&self, text: &str, pointer: &str) -> Range<usize> {
        let mut spans = self;
        for token in pointer.split('/').skip(1) {
            let key = token.replace("~1", "/").replace("~0", "~");
            match spans.child(text, &key) {
                Some(child) => spans = child,
                None => break,
            }
        }
        spans.range.clone()
    }
}

/// Whether an index is written as we write it.
fn is_plain(index: &str) -> bool {
    index == "0" || !index.starts_with(['0', '+'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_find_their_bytes() {
        let text = r#" {"item": [{"a/b": 1}, {"name": "x"}], "e\"\u0041": [-1.5e3 , [], "]"], "n": {}, "n": null} "#;
        let spans = Spans::of(text);
        let at = |pointer| &text[spans.find(text, pointer)];
        assert_eq!(at("/item/0/a~1b"), r#""a/b": 1"#);
        assert_eq!(at("/item/1/name"), r#""name": "x""#);
        assert_eq!(at("/item/1/missing"), r#"{"name": "x"}"#);
        assert_eq!(at("/item/01"), r#""item": [{"a/b": 1}, {"name": "x"}]"#);
        assert_eq!(at("/e\"A/0"), "-1.5e3");
        assert_eq!(at("/e\"A/2"), r#""]""#);
        assert_eq!(at("/n"), r#""n": null"#);
        assert_eq!(at(""), text.trim());
    }

    #[test]
    fn what_is_no_json_has_places_all_the_same() {
        for text in ["", "{", "[1,", "{\"a\"", "{\"a\":", "{a:1}", "\"", "[[[", "]", "{\"\\"] {
            let spans = Spans::of(text);
            for pointer in ["", "/a", "/0/0", "/1"] {
                assert!(text.get(spans.find(text, pointer)).is_some(), "{text}");
            }
        }
    }
}
