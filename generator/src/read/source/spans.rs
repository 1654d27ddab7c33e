//! The positions of the values of a text.

use std::ops::Range;

use super::scan;

/// The position of a value, and those of its items or members.
///
/// Only as much of the text is scanned as the lookups need: a diagnostic is about one value of many thousands.
#[derive(Debug)]
pub(super) struct Spans {
    /// The start of the value; of its key, where the value is a member.
    start: usize,
    /// The start of the value itself.
    value: usize,
    /// The end of the value, once it was looked up.
    end: Option<usize>,
    /// The items or members that were looked up so far, members with their keys.
    children: Vec<(Option<String>, Spans)>,
    /// Whether `children` has all items or members.
    is_complete: bool,
}

/// A JSON text in which positions are looked up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text<'t> {
    pub(super) text: &'t str,
    /// Whether an object may have a key more than once, of which the last one counts.
    pub(super) repeats: bool,
}

impl Spans {
    /// The position of the root of a JSON text.
    pub(super) fn root(text: &str) -> Self {
        let start = scan::space_end(text.as_bytes(), 0);
        Self::incomplete(start, start)
    }

    /// A value of which only the start is known.
    pub(super) fn incomplete(start: usize, value: usize) -> Self {
        Self {
            start,
            value,
            end: None,
            children: Vec::new(),
            is_complete: false,
        }
    }

    /// A value of which all positions are known.
    pub(super) fn complete(range: Range<usize>, children: Vec<(Option<String>, Spans)>) -> Self {
        Self {
            start: range.start,
            value: range.start,
            end: Some(range.end),
            children,
            is_complete: true,
        }
    }

    fn end(&mut self, text: &str) -> usize {
        let value = self.value;
        *self
            .end
            .get_or_insert_with(|| scan::value_end(text.as_bytes(), value).min(text.len()))
    }

    /// Looks up one more item or member; false if there is none.
    fn add_child(&mut self, text: &str) -> bool {
        if self.is_complete {
            return false;
        }
        let value = self.value;
        let previous = self.children.last_mut().map(|(_, last)| last.end(text));
        let next = scan::next_child(text, value, previous);
        self.is_complete = next.is_none();
        self.children.extend(next);
        !self.is_complete
    }

    /// The index that `key` names; `None` if the value is no list, or a shorter one.
    fn item(&mut self, text: &str, key: &str) -> Option<usize> {
        let index: usize = key.parse().ok().filter(|_| is_index(key))?;
        while self.children.len() <= index && self.is_list(text) && self.add_child(text) {}
        let child = self.children.get(index);
        child.filter(|(name, _)| name.is_none()).map(|_| index)
    }

    fn is_list(&mut self, text: &str) -> bool {
        (!self.children.is_empty() || self.add_child(text))
            && self
                .children
                .first()
                .is_some_and(|(name, _)| name.is_none())
    }

    /// The index of the member with a key.
    fn member(&mut self, text: Text<'_>, key: &str) -> Option<usize> {
        let has_key = |child: &(Option<String>, Self)| child.0.as_deref() == Some(key);
        let mut found = self.children.iter().rposition(has_key);
        while (found.is_none() || text.repeats) && self.add_child(text.text) {
            let last = self.children.len() - 1;
            if self.children.last().is_some_and(has_key) {
                found = Some(last);
            }
        }
        found
    }

    /// The bytes of the value at a JSON pointer (RFC 6901); of its nearest existing parent, where there is none.
    pub(super) fn find(&mut self, text: Text<'_>, pointer: &str) -> Range<usize> {
        let mut spans = self;
        for token in pointer.split('/').skip(1) {
            let key = token.replace("~1", "/").replace("~0", "~");
            let found = spans.item(text.text, &key);
            match found.or_else(|| spans.member(text, &key)) {
                Some(index) => spans = &mut spans.children[index].1,
                None => break,
            }
        }
        spans.start..spans.end(text.text)
    }
}

/// Whether a token is an index as JSON pointers write it, without leading zeros or a sign.
fn is_index(index: &str) -> bool {
    index == "0" || !index.starts_with(['0', '+'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_lead_to_their_bytes() {
        let text = r#" {"item": [{"a/b": 1}, {"name": "x"}], "e\"\u0041": [-1.5e3 , [], "]"], "n": {}, "n": null, "h\ud800": 7} "#;
        let mut spans = Spans::root(text);
        let repeats = true;
        let mut at = |pointer| &text[spans.find(Text { text, repeats }, pointer)];
        assert_eq!(at("/item/0/a~1b"), r#""a/b": 1"#);
        assert_eq!(at("/item/1/name"), r#""name": "x""#);
        assert_eq!(at("/item/1/missing"), r#"{"name": "x"}"#);
        assert_eq!(at("/item/01"), r#""item": [{"a/b": 1}, {"name": "x"}]"#);
        assert_eq!(at("/e\"A/0"), "-1.5e3");
        assert_eq!(at("/e\"A/2"), r#""]""#);
        assert_eq!(at("/n"), r#""n": null"#);
        assert_eq!(at("/h\u{fffd}"), r#""h\ud800": 7"#);
        assert_eq!(at(""), text.trim());
    }

    #[test]
    fn text_that_is_not_json_has_positions_too() {
        for text in [
            "", "{", "[1,", "{\"a\"", "{\"a\":", "{a:1}", "\"", "[[[", "]", "{\"\\",
        ] {
            let mut spans = Spans::root(text);
            for (pointer, repeats) in [("", true), ("/a", false), ("/0/0", true), ("/1", false)] {
                let found = spans.find(Text { text, repeats }, pointer);
                assert!(text.get(found).is_some(), "{text}");
            }
        }
    }
}
