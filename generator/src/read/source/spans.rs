//! Where the values of a text stand.

use std::ops::Range;

use super::scan;

/// A value's bytes, and those of what it holds.
///
/// What is not asked for is passed over, or not even looked at: a diagnostic is about one of many thousands.
#[derive(Debug)]
pub(super) struct Spans {
    start: usize,
    /// Where the value itself begins, behind its key.
    value: usize,
    /// Where it ends, once that was looked for.
    end: Option<usize>,
    /// The first ones that it holds, with their keys where they are members.
    children: Vec<(Option<String>, Spans)>,
    /// Whether these are all.
    complete: bool,
}

/// A text that the spans of JSON are looked for in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text<'t> {
    pub(super) text: &'t str,
    /// Whether a key may stand twice in an object; the last one counts.
    pub(super) repeats: bool,
}

impl Spans {
    /// The spans of a text that is JSON.
    pub(super) fn of(text: &str) -> Self {
        let start = scan::space(text.as_bytes(), 0);
        Self::begun(start, start)
    }

    /// A value of which only the beginning is known.
    pub(super) fn begun(start: usize, value: usize) -> Self {
        Self {
            start,
            value,
            end: None,
            children: Vec::new(),
            complete: false,
        }
    }

    /// A value of which all is known.
    pub(super) fn known(range: Range<usize>, children: Vec<(Option<String>, Spans)>) -> Self {
        Self {
            start: range.start,
            value: range.start,
            end: Some(range.end),
            children,
            complete: true,
        }
    }

    fn end(&mut self, text: &str) -> usize {
        let value = self.value;
        *self
            .end
            .get_or_insert_with(|| scan::value(text.as_bytes(), value).min(text.len()))
    }

    /// Looks for one more of what it holds; whether there is one.
    fn grow(&mut self, text: &str) -> bool {
        if self.complete {
            return false;
        }
        let value = self.value;
        let behind = self.children.last_mut().map(|(_, last)| last.end(text));
        let next = scan::child(text, value, behind);
        self.complete = next.is_none();
        self.children.extend(next);
        !self.complete
    }

    /// An element by its index.
    fn element(&mut self, text: &str, key: &str) -> Option<usize> {
        let index: usize = key.parse().ok().filter(|_| is_plain(key))?;
        while self.children.len() <= index && self.is_list(text) && self.grow(text) {}
        let child = self.children.get(index);
        child.filter(|(name, _)| name.is_none()).map(|_| index)
    }

    fn is_list(&mut self, text: &str) -> bool {
        (!self.children.is_empty() || self.grow(text))
            && self
                .children
                .first()
                .is_some_and(|(name, _)| name.is_none())
    }

    /// A member by its key.
    fn member(&mut self, text: Text<'_>, key: &str) -> Option<usize> {
        let is_it = |child: &(Option<String>, Self)| child.0.as_deref() == Some(key);
        let mut found = self.children.iter().rposition(is_it);
        while (found.is_none() || text.repeats) && self.grow(text.text) {
            let last = self.children.len() - 1;
            if self.children.last().is_some_and(is_it) {
                found = Some(last);
            }
        }
        found
    }

    /// The bytes behind an RFC 6901 pointer; of the last parent that exists, where the rest does not.
    pub(super) fn find(&mut self, text: Text<'_>, pointer: &str) -> Range<usize> {
        let mut spans = self;
        for token in pointer.split('/').skip(1) {
            let key = token.replace("~1", "/").replace("~0", "~");
            let found = spans.element(text.text, &key);
            match found.or_else(|| spans.member(text, &key)) {
                Some(index) => spans = &mut spans.children[index].1,
                None => break,
            }
        }
        spans.start..spans.end(text.text)
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
        let text = r#" {"item": [{"a/b": 1}, {"name": "x"}], "e\"\u0041": [-1.5e3 , [], "]"], "n": {}, "n": null, "h\ud800": 7} "#;
        let mut spans = Spans::of(text);
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
    fn what_is_no_json_has_places_all_the_same() {
        for text in [
            "", "{", "[1,", "{\"a\"", "{\"a\":", "{a:1}", "\"", "[[[", "]", "{\"\\",
        ] {
            let mut spans = Spans::of(text);
            for (pointer, repeats) in [("", true), ("/a", false), ("/0/0", true), ("/1", false)] {
                let found = spans.find(Text { text, repeats }, pointer);
                assert!(text.get(found).is_some(), "{text}");
            }
        }
    }
}
