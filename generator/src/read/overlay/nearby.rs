//! Suggestions for a target that matches nothing.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::ground::diagnostic::nearest;

/// The longest text that is a name, in bytes.
const LONGEST_NAME: usize = 80;

/// The keys and short strings of documents.
#[derive(Debug, Default)]
pub(super) struct Words(BTreeSet<String>);

impl Words {
    /// Adds those of a value. The recursion is as deep as the parser let the document be.
    pub(super) fn add(&mut self, value: &Value) {
        match value {
            Value::String(text) if text.len() <= LONGEST_NAME => {
                self.0.insert(text.clone());
            }
            Value::Array(items) => items.iter().for_each(|item| self.add(item)),
            Value::Object(fields) => {
                for (key, value) in fields {
                    self.0.insert(key.clone());
                    self.add(value);
                }
            }
            _ => {}
        }
    }

    /// A suggestion for the first word of a path that no document has: the most similar word of a document.
    pub(super) fn suggestion(&self, path: &str) -> Option<String> {
        let unknown = names_in_path(path)
            .into_iter()
            .find(|word| !self.0.contains(word))?;
        let similar = nearest(&unknown, self.0.iter().map(String::as_str))?;
        Some(format!(
            "nothing is called `{unknown}`; did you mean `{similar}`?"
        ))
    }
}

/// The names in a JSONPath: the texts in quotes, and the words after dots.
fn names_in_path(path: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut letters = path.chars().peekable();
    while let Some(letter) = letters.next() {
        let mut word = String::new();
        if letter == '\'' || letter == '"' {
            word.extend(letters.by_ref().take_while(|next| *next != letter));
        } else if letter == '.' {
            let part = |next: &char| next.is_alphanumeric() || *next == '_';
            while let Some(next) = letters.next_if(part) {
                word.push(next);
            }
        }
        if !word.is_empty() {
            words.push(word);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_a_path_are_found() {
        let path = "$.item[?@.name == 'List \"x\"']..request[\"url\"]";
        assert_eq!(
            names_in_path(path),
            ["item", "name", "List \"x\"", "request", "url"]
        );
    }
}
