//! Prose that was met before: a parameter is described in the same words wherever it stands.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::{lines, one_line, rendered};

/// The forms of every text that was asked for.
#[derive(Debug, Default)]
pub struct Known(RefCell<BTreeMap<String, Rc<Forms>>>);

#[derive(Debug, Default)]
struct Forms {
    rendered: String,
    lines: OnceCell<Vec<String>>,
    line: OnceCell<String>,
}

impl Known {
    /// Prose as lines of Markdown.
    pub fn block(&self, text: &str) -> Vec<String> {
        let forms = self.forms(text);
        let lines = forms.lines.get_or_init(|| lines(&forms.rendered));
        lines.clone()
    }

    /// Prose as one line of Markdown that may also stand in a table or a list.
    pub fn line(&self, text: &str) -> String {
        let forms = self.forms(text);
        let line = forms.line.get_or_init(|| one_line(&forms.rendered));
        line.clone()
    }

    fn forms(&self, text: &str) -> Rc<Forms> {
        let mut known = self.0.borrow_mut();
        if let Some(forms) = known.get(text) {
            return Rc::clone(forms);
        }
        let forms = Rc::new(Forms {
            rendered: rendered(text),
            ..Forms::default()
        });
        known.insert(text.to_owned(), Rc::clone(&forms));
        forms
    }
}
