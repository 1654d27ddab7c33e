//! A cache of converted texts: the same parameter often has the same description in many operations.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::{lines, one_line, rendered};

/// The conversions of every text that was converted.
#[derive(Debug, Default)]
pub struct ProseCache(RefCell<BTreeMap<String, Rc<Conversions>>>);

#[derive(Debug, Default)]
struct Conversions {
    rendered: String,
    lines: OnceCell<Vec<String>>,
    line: OnceCell<String>,
}

impl ProseCache {
    /// The lines of Markdown for a text.
    pub fn block(&self, text: &str) -> Vec<String> {
        let conversions = self.conversions(text);
        let lines = conversions
            .lines
            .get_or_init(|| lines(&conversions.rendered));
        lines.clone()
    }

    /// A text as one line of Markdown, which can be part of a list or a table.
    pub fn line(&self, text: &str) -> String {
        let conversions = self.conversions(text);
        let line = conversions
            .line
            .get_or_init(|| one_line(&conversions.rendered));
        line.clone()
    }

    /// Each text as [`ProseCache::line`]; empty ones are left out.
    pub fn lines(&self, texts: &[String]) -> Vec<String> {
        let lines = texts.iter().map(|text| self.line(text));
        lines.filter(|line| !line.is_empty()).collect()
    }

    fn conversions(&self, text: &str) -> Rc<Conversions> {
        let mut cache = self.0.borrow_mut();
        if let Some(conversions) = cache.get(text) {
            return Rc::clone(conversions);
        }
        let conversions = Rc::new(Conversions {
            rendered: rendered(text),
            ..Conversions::default()
        });
        cache.insert(text.to_owned(), Rc::clone(&conversions));
        conversions
    }
}
