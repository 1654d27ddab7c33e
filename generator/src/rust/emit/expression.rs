//! Parts of expressions: links of a chain, slices, struct expressions.

use super::layout::{STEP, Sign};
use super::page::Page;

impl Page {
    /// Adds a link of a chain, with one argument or none: `.hosts(...)`.
    pub(super) fn call(&mut self, name: &str, argument: Option<&dyn Fn(&mut Self)>) {
        self.link();
        self.name(name);
        self.put("(");
        self.group(argument, |page, write| write(page));
        self.put(")");
    }

    /// Adds a link with a string literal as its argument.
    pub(super) fn call_text(&mut self, name: &str, value: &str) {
        self.call(name, Some(&|page: &mut Self| page.text(value)));
    }

    /// Adds a link with a slice of string literals; nothing where there are none.
    pub(super) fn call_texts(&mut self, name: &str, values: &[String]) {
        if !values.is_empty() {
            self.call(name, Some(&|page: &mut Self| page.texts(values)));
        }
    }

    /// `&["a", "b"]`
    pub(super) fn texts(&mut self, values: &[String]) {
        self.slice(values, |page, value| page.text(value));
    }

    /// Adds a slice.
    pub(super) fn slice<T>(&mut self, values: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.put("&[");
        self.group(values, |page, value| write(page, value));
        self.put("]");
    }

    /// Adds a struct expression.
    pub(super) fn literal<T>(
        &mut self,
        path: &str,
        fields: &[T],
        mut write: impl FnMut(&mut Self, &T),
    ) {
        self.mark(Sign::Open(STEP as isize));
        self.path(path);
        self.put(" {");
        for (index, field) in fields.iter().enumerate() {
            if index == 0 {
                self.mark(Sign::Break);
                self.put(" ");
            } else {
                self.comma();
            }
            write(self, field);
        }
        if !fields.is_empty() {
            self.mark(Sign::Comma);
            self.put(" ");
        }
        self.mark(Sign::Narrow);
        self.put("}");
    }
}
