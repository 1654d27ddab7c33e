//! Facts in the description of an operation.

use std::ops::Range;

use crate::model::api::{Effects, Notes};

use super::prose;
use crate::model::profile::{ALIAS_OF_CALLER, GRANULAR_SCOPES, PREREQUISITES, Patterns, Profile};

/// Facts in the description of an operation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OperationFacts {
    /// Scopes, rate label and deprecation.
    pub effects: Effects,
    /// Facts that are only printed.
    pub notes: Notes,
    /// Whether an identifier in the path must be percent-encoded twice.
    pub double_encode: bool,
    /// The base URL of this operation, where it differs from the others'.
    pub host: Option<String>,
    /// The description without the lines that became facts.
    pub text: String,
}

/// Reads the description of an operation.
pub fn operation_facts(profile: &Profile, description: &str) -> OperationFacts {
    let patterns = profile.operation_patterns();
    let (description, tail) = prose::head(description);
    let mut reader = Reader {
        text: description,
        taken: Vec::new(),
    };
    let mut notes = Notes::default();
    let granular_scopes = reader.scopes(&patterns.granular_scopes, &patterns.scope_word);
    notes.set(GRANULAR_SCOPES, granular_scopes);
    let effects = Effects {
        scopes: reader.scopes(&patterns.scopes, &patterns.scope_word),
        rate_label: reader.take(&patterns.rate_label),
        idempotent: None,
        deprecated: patterns.deprecated.is_match(description),
    };
    let prerequisites = reader.prerequisites(&patterns.prerequisites);
    notes.set(PREREQUISITES, prerequisites);
    if patterns.accepts_me.is_match(description) {
        notes.set(ALIAS_OF_CALLER, vec!["me".to_owned()]);
    }
    let host = patterns.host.find(description).map(|(_, host)| host);
    OperationFacts {
        effects,
        notes,
        double_encode: patterns.double_encode.is_match(description),
        host: host.map(|host| host.trim_end_matches(['/', '.', ',']).to_owned()),
        text: reader.rest() + tail,
    }
}

struct Reader<'t> {
    text: &'t str,
    /// What became facts; [`Reader::rest`] leaves it out.
    taken: Vec<Range<usize>>,
}

impl<'t> Reader<'t> {
    /// The first group of a pattern; the whole match is taken out of the text.
    fn take(&mut self, patterns: &Patterns) -> Option<String> {
        let (whole, group) = patterns.find(self.text)?;
        self.taken.push(whole);
        Some(group.trim().to_owned())
    }

    /// The scopes after each label.
    fn scopes(&mut self, labels: &Patterns, words: &Patterns) -> Vec<String> {
        let mut scopes: Vec<String> = Vec::new();
        for pattern in labels.iter() {
            let mut end = 0;
            for label in pattern.find_iter(self.text) {
                // A label within the last label's line was read with it.
                if label.start() < end {
                    continue;
                }
                let line = self.filled_line(label.end());
                end = line.end;
                let (names, nothing_else) = scope_names(&self.text[line], words);
                // A line with other words stays in the text.
                if nothing_else && !names.is_empty() {
                    self.taken.push(label.start()..end);
                }
                for name in names {
                    if !scopes.contains(&name) {
                        scopes.push(name);
                    }
                }
            }
        }
        scopes
    }

    /// The lines from a position on.
    fn lines(&self, start: usize) -> impl Iterator<Item = Range<usize>> + use<'t> {
        prose::lines(&self.text[start..]).map(move |line| start + line.start..start + line.end)
    }

    /// The rest of a line, or one of the two lines below where it is empty.
    fn filled_line(&self, start: usize) -> Range<usize> {
        let mut lines = self.lines(start).take(3);
        let filled = lines.find(|line| !self.text[line.clone()].trim().is_empty());
        filled.unwrap_or(start..start)
    }

    /// The items of the list after the label; without a list, the rest of the label's line or the line below.
    fn prerequisites(&mut self, labels: &Patterns) -> Vec<String> {
        let Some((label, _)) = labels.find(self.text) else {
            return Vec::new();
        };
        let mut conditions = Vec::new();
        let mut end = label.end;
        for line in self.lines(label.end) {
            let raw = self.text[line.clone()].trim();
            let item = raw
                .strip_prefix(['*', '-', '•'])
                .filter(|rest| !rest.starts_with('*'));
            let is_label = item.is_none() && raw.starts_with("**") && raw.contains(':');
            match item {
                Some(item) => conditions.push(item.trim().to_owned()),
                None if raw.is_empty() => continue,
                None if conditions.is_empty() && !is_label => {
                    self.taken.push(label.start..line.end);
                    return vec![raw.to_owned()];
                }
                None => break,
            }
            end = line.end;
        }
        conditions.retain(|condition| !condition.is_empty());
        if !conditions.is_empty() {
            self.taken.push(label.start..end);
        }
        conditions
    }

    fn rest(mut self) -> String {
        self.taken.sort_by_key(|range| range.start);
        prose::without(self.text, &self.taken)
    }
}

/// The scopes in a line, and whether it holds nothing else. A line without a scope of the usual form and without a colon
/// names scopes only where it holds nothing else.
fn scope_names(line: &str, words: &Patterns) -> (Vec<String>, bool) {
    let mut rest = line.to_owned();
    let mut found: Vec<(usize, String)> = Vec::new();
    for pattern in words.iter() {
        for name in pattern.find_iter(line) {
            let overlaps = found
                .iter()
                .any(|(start, other)| (*start..start + other.len()).contains(&name.start()));
            if !overlaps {
                found.push((name.start(), name.as_str().trim_end_matches('.').to_owned()));
            }
        }
        rest = pattern.replace_all(&rest, "").into_owned();
    }
    found.sort();
    let mut names: Vec<String> = found.into_iter().map(|(_, name)| name).collect();
    if names.is_empty() {
        // A scope without a separator is recognised by its quotes.
        let quoted = line.split('`').skip(1).step_by(2);
        names = quoted
            .filter(|name| prose::is_value(name))
            .map(str::to_owned)
            .collect();
        rest = line.split('`').step_by(2).collect();
    }
    let nothing_else = rest
        .split(|letter: char| !letter.is_alphanumeric())
        .all(|word| matches!(word, "" | "or" | "and"));
    match nothing_else || line.contains(':') {
        true => (names, nothing_else),
        false => (Vec::new(), false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(text: &str) -> OperationFacts {
        operation_facts(&Profile::default(), text)
    }

    #[test]
    fn scopes_in_every_spelling() {
        for (text, expected) in [
            (
                "Does it.\n\n**Scopes:** `a:read` `a:read:admin`<br>",
                &["a:read", "a:read:admin"][..],
            ),
            (
                "Does it.\n\nScopes: `a:read`,`b:c`<br>x",
                &["a:read", "b:c"],
            ),
            ("Does it.<br>**Scope**:`a:read`.", &["a:read"]),
            (
                "Does it.\n**Scopes:** `a:read, b:read`",
                &["a:read", "b:read"],
            ),
            ("Does it.\n**Scope:** a:read:admin", &["a:read:admin"]),
            (
                "Does it.\n**[Scopes](https://x.test/s/):** `a:read`",
                &["a:read"],
            ),
            (
                "Does it.\n**Scopes:**<br>\n`a:read` or `b:read`",
                &["a:read", "b:read"],
            ),
            ("Does it.\n**Scope:** `read`", &["read"]),
            ("The scope `a:b` is wanted for `c`.", &[]),
        ] {
            assert_eq!(facts(text).effects.scopes, expected, "{text}");
        }
        let both = facts("**Scopes:** `a:read`\n\n**Granular Scopes:** `a:read:x`");
        assert_eq!(both.effects.scopes, ["a:read"]);
        assert_eq!(both.notes.get(GRANULAR_SCOPES), ["a:read:x"]);
        assert_eq!(both.text, "");
    }

    #[test]
    fn a_line_with_other_words_stays() {
        let more = facts("**Scope:** `a:x` for some accounts. `a:y` for others.<br>\nEnd.");
        assert_eq!(more.effects.scopes, ["a:x", "a:y"]);
        assert!(
            more.text.starts_with("**Scope:** `a:x` for some"),
            "{}",
            more.text
        );
    }

    #[test]
    fn labels_prerequisites_and_the_text_that_is_left() {
        let text = "Head.<br>\n**Prerequisites:**\n* One thing.\n* Another.<br> **Scope:** `a:b`\n<br> \n \
            **[Rate Limit Label](https://x.test/#l):** `Heavy`<br>\n";
        let found = facts(text);
        assert_eq!(found.notes.get(PREREQUISITES), ["One thing.", "Another."]);
        assert_eq!(found.effects.rate_label.as_deref(), Some("Heavy"));
        assert_eq!(found.text, "Head.");
        let inline = facts("Head.\n**Prerequisite**: A paid account<br>\n**Scopes**: `a:b`");
        assert_eq!(inline.notes.get(PREREQUISITES), ["A paid account"]);
        let bold = facts("Head.<br><b>Prerequisites:</b><br>\n* One.\n\n**Note:** x");
        assert_eq!(bold.notes.get(PREREQUISITES), ["One."]);
        assert_eq!(bold.text, "Head.<br>\n\n**Note:** x");
        assert_eq!(
            facts("x **Rate limit label:** `Light`**Prerequisites:**<br>* A")
                .notes
                .get(PREREQUISITES),
            ["A"]
        );
    }

    #[test]
    fn single_words_become_facts() {
        assert!(facts("<b>Deprecated:</b> use another.").effects.deprecated);
        assert!(
            facts("Note: This API has been deprecated.")
                .effects
                .deprecated
        );
        assert!(
            !facts("The `x` field is planned to be deprecated.")
                .effects
                .deprecated
        );
        assert!(facts("Pass the `me` value.").notes.has(ALIAS_OF_CALLER));
        assert!(!facts("Give me a name.").notes.has(ALIAS_OF_CALLER));
        assert!(facts("You must **double encode** it.").double_encode);
        let host = facts("* The base URL for this API is `https://files.test/v2/`.").host;
        assert_eq!(host.as_deref(), Some("https://files.test/v2"));
        assert_eq!(
            facts("Enable it on the server [here](https://x.test/a).").host,
            None
        );
    }
}
