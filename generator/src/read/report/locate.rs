//! Looks up the line, the column and the excerpt of a diagnostic.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use super::excerpt::Spot;
use super::index::Index;
use super::{Message, Place};
use crate::ground::diagnostic::{Diagnostic, Diagnostics, Origin, SourceId, floor_char_boundary};
use crate::ground::secret::Format;
use crate::read::source::SourceMap;

/// The messages for diagnostics.
pub fn locate(diagnostics: &Diagnostics, sources: &SourceMap) -> Vec<Message> {
    let locator = Locator::new(sources);
    let messages = diagnostics
        .iter()
        .map(|diagnostic| locator.message(diagnostic));
    messages.collect()
}

/// Looks up positions in sources, and counts the lines of each source once.
#[derive(Debug)]
pub struct Locator<'s> {
    sources: &'s SourceMap,
    indices: RefCell<BTreeMap<SourceId, Rc<Index>>>,
}

impl<'s> Locator<'s> {
    /// A locator for these sources.
    pub fn new(sources: &'s SourceMap) -> Self {
        Self {
            sources,
            indices: RefCell::default(),
        }
    }

    /// The message for a diagnostic.
    pub fn message(&self, diagnostic: &Diagnostic) -> Message {
        Message {
            code: diagnostic.code,
            message: diagnostic.message.clone(),
            help: diagnostic.help.clone(),
            place: diagnostic.origin.as_ref().map(|origin| self.place(origin)),
        }
    }

    /// The place of an origin.
    pub fn place(&self, origin: &Origin) -> Place {
        let name = self.sources.name(origin.source());
        let text = self.sources.text(origin.source());
        let span = self.span(origin);
        let start = floor_char_boundary(text, span.start);
        let index = self.index(origin.source());
        let (line, from) = index.line(text, start);
        let columns = index.characters_before(text, start) - index.characters_before(text, from);
        let spot = Spot {
            rest: text.get(from..).unwrap_or(""),
            start: start - from,
            end: span.end.saturating_sub(from),
            pointer: &origin.pointer(),
            format: Format::from_name(name),
        };
        Place {
            file: name.to_owned(),
            line,
            column: columns + 1,
            excerpt: spot.excerpt(),
        }
    }

    /// The file and the line of an origin, without the excerpt of [`Locator::place`].
    pub fn line(&self, origin: &Origin) -> (String, usize) {
        let text = self.sources.text(origin.source());
        let start = floor_char_boundary(text, self.span(origin).start);
        let (line, _) = self.index(origin.source()).line(text, start);
        (self.sources.name(origin.source()).to_owned(), line)
    }

    fn span(&self, origin: &Origin) -> Range<usize> {
        match origin.offset() {
            Some(offset) => offset..offset,
            None => self.sources.span(origin).unwrap_or(0..0),
        }
    }

    fn index(&self, id: SourceId) -> Rc<Index> {
        let mut indices = self.indices.borrow_mut();
        Rc::clone(
            indices
                .entry(id)
                .or_insert_with(|| Rc::new(Index::new(self.sources.text(id)))),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::diagnostic::Code;

    fn place(text: &str, origin: impl Fn(Origin) -> Origin) -> Place {
        let mut sources = SourceMap::new();
        let id = sources.add("a.json", text.to_owned());
        let diagnostic = Diagnostic::new(Code::NotJson, "x").at(&origin(Origin::root(id)));
        Locator::new(&sources).message(&diagnostic).place.unwrap()
    }

    #[test]
    fn lines_and_columns_count_from_one() {
        let text = "{\n  \"\u{e9}\": 1, \"method\": \"PUT\"\n}\n";
        let found = place(text, |root| root.byte(text.find("\"method").unwrap()));
        assert_eq!((found.line, found.column), (2, 11));
        assert_eq!(place(text, |root| root).line, 1);
        assert_eq!(place(text, |root| root.byte(999)).line, 4);
    }

    #[test]
    fn a_value_is_underlined_and_secrets_beside_it_are_hidden() {
        let text = r#"{ "value": "CANARY", "method": "PUT" }"#;
        let found = place(text, |root| root.key("method")).excerpt.unwrap();
        assert!(!found.text.contains("CANARY"));
        assert_eq!(&found.text[found.start..found.end], r#""method": "PUT""#);
    }
}
