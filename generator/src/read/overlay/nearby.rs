//! What a target that finds nothing may have meant.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::ground::diagnostic::nearest;

/// Longer texts are prose, not names.
const NAME: usize = 80;

/// The keys and names of documents.
#[derive(Debug, Default)]
pub(super) struct Words(BTreeSet<String>);

impl Words {
    /// Recursion is as deep as the parser let the document be.
    pub(super) fn add(&mut self, value: &Value) {
        match value {
            Value::String(text) if text.len() <= NAME => {
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

    /// The first word of a path that no document has, and the nearest that one has.
    pub(super) fn help(&self, path: &str) -> Option<String> {
        let wrong = words(path)
            .into_iter()
            .find(|word| !self.0.contains(word))?;
        let right = nearest(&wrong, self.0.iter().map(String::as_str))?;
        Some(format!(
            "nothing is called `{wrong}`; did you mean `{right}`?"
        ))
    }
}

/// The names in a path: what stands in quotes, and what follows a dot.
fn words(path: &str) -> Vec<String> {
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
    fn words_of_a_path() {
        let path = "$.item[?@.name == 'List \"x\"']..request[\"url\"]";
        assert_eq!(
            words(path),
            ["item", "name", "List \"x\"", "request", "url"]
        );
    }
}
