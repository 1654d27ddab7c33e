//! Where each value of a JSON text stands.

use std::ops::Range;

use jsonc_parser::ast::Value;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

/// A value's bytes, and those of what it holds.
#[derive(Debug)]
pub(super) struct Spans {
    range: Range<usize>,
    children: Vec<(String, Spans)>,
}

impl Spans {
    /// The spans of a text; none where it is not JSON.
    pub(super) fn of(text: &str) -> Option<Self> {
        let options = (CollectOptions::default(), ParseOptions::default());
        let root = parse_to_ast(text, &options.0, &options.1).ok()?.value?;
        Some(Self::value(&root))
    }

    /// Recursion is as deep as the parser let the document be.
    fn value(value: &Value<'_>) -> Self {
        let children = match value {
            Value::Object(object) => object
                .properties
                .iter()
                .map(|property| {
                    let mut spans = Self::value(&property.value);
                    spans.range.start = property.name.start();
                    (property.name.as_str().to_owned(), spans)
                })
                .collect(),
            Value::Array(array) => array
                .elements
                .iter()
                .enumerate()
                .map(|(index, element)| (index.to_string(), Self::value(element)))
                .collect(),
            _ => Vec::new(),
        };
        Self {
            range: value.start()..value.end(),
            children,
        }
    }

    pub(super) fn new(range: Range<usize>, children: Vec<(String, Spans)>) -> Self {
        Self { range, children }
    }

    fn child(&self, key: &str) -> Option<&Self> {
        let by_index = key
            .parse()
            .ok()
            .and_then(|index: usize| self.children.get(index));
        // The last of equal keys is the one that counts.
        by_index
            .filter(|(name, _)| name == key)
            .or_else(|| self.children.iter().rev().find(|(name, _)| name == key))
            .map(|(_, child)| child)
    }

    /// The bytes behind an RFC 6901 pointer; of the last parent that exists, where the rest does not.
    pub(super) fn find(&self, pointer: &str) -> Option<Range<usize>> {
        let mut spans = self;
        for token in pointer.split('/').skip(1) {
            let key = token.replace("~1", "/").replace("~0", "~");
            match spans.child(&key) {
                Some(child) => spans = child,
                None => break,
            }
        }
        Some(spans.range.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_find_their_bytes() {
        let text = r#"{"item": [{"a/b": 1}, {"name": "x"}]}"#;
        let spans = Spans::of(text).unwrap();
        let at = |pointer| &text[spans.find(pointer).unwrap()];
        assert_eq!(at("/item/0/a~1b"), r#""a/b": 1"#);
        assert_eq!(at("/item/1/name"), r#""name": "x""#);
        assert_eq!(at("/item/1/missing"), r#"{"name": "x"}"#);
        assert_eq!(at(""), text);
    }
}
