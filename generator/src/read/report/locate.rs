//! From a diagnostic's origin to a line, a column and an excerpt.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::excerpt::{Spot, floor};
use super::index::Index;
use super::mask::Format;
use super::{Message, Place};
use crate::ground::diagnostic::{Diagnostic, Diagnostics, Origin, SourceId};
use crate::read::source::SourceMap;

/// Looks up the places of diagnostics.
pub fn locate(diagnostics: &Diagnostics, sources: &SourceMap) -> Vec<Message> {
    let locator = Locator::new(sources);
    diagnostics.iter().map(|one| locator.message(one)).collect()
}

/// Looks up places; counts each source's lines once.
#[derive(Debug)]
pub struct Locator<'s> {
    sources: &'s SourceMap,
    indices: RefCell<BTreeMap<SourceId, Rc<Index>>>,
}

impl<'s> Locator<'s> {
    /// Nothing is looked up yet.
    pub fn new(sources: &'s SourceMap) -> Self {
        Self {
            sources,
            indices: RefCell::default(),
        }
    }

    /// A diagnostic with its place.
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
        let span = match origin.offset() {
            Some(offset) => offset..offset,
            None => self.sources.span(origin).unwrap_or(0..0),
        };
        let start = floor(text, span.start);
        let index = self.index(origin.source());
        let (line, from) = index.line(text, start);
        let columns = index.characters_before(text, start) - index.characters_before(text, from);
        let spot = Spot {
            rest: text.get(from..).unwrap_or(""),
            start: start - from,
            end: span.end.saturating_sub(from),
            pointer: &origin.pointer(),
            format: Format::of(name),
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
        let start = match origin.offset() {
            Some(offset) => offset,
            None => self.sources.span(origin).unwrap_or(0..0).start,
        };
        let index = self.index(origin.source());
        let (line, _) = index.line(text, floor(text, start));
        (self.sources.name(origin.source()).to_owned(), line)
    }

    fn index(&self, id: SourceId) -> Rc<Index> {
        let mut indices = self.indices.borrow_mut();
        Rc::clone(
            indices
                .entry(id)
                .or_insert_with(|| Rc::new(Index::of(self.sources.text(id)))),
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
    fn a_value_is_underlined_and_its_neighbours_hidden() {
        let text = r#"{ "value": "CANARY", "method": "PUT" }"#;
        let found = place(text, |root| root.key("method")).excerpt.unwrap();
        assert!(!found.text.contains("CANARY"));
        assert_eq!(&found.text[found.start..found.end], r#""method": "PUT""#);
    }
}
