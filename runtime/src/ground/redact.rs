//! `Debug` output without secrets that no type marks: generated records have [`Secret`](crate::value::Secret) where the
//! generator knows a secret. Other fields of records are hidden by their names, and texts by their format, such as a token
//! within the text of an invitation, a link with a key, or an entry of a map.

use std::fmt::{self, Write};

use crate::ground::secret::{HIDDEN, is_secret_name};
use crate::ground::shown::redacted;

/// Writes the `Debug` output of a record: as derived, but with secrets hidden.
pub fn debug_record(
    f: &mut fmt::Formatter<'_>,
    record: &str,
    names: &[&str],
    values: &[&dyn fmt::Debug],
) -> fmt::Result {
    let mut shown = f.debug_struct(record);
    for (name, value) in names.iter().zip(values) {
        let name = name.strip_prefix("r#").unwrap_or(name);
        match is_secret_name(name) {
            true => shown.field(name, &Named(*value)),
            false => shown.field(name, &Redacted(*value)),
        };
    }
    shown.finish()
}

/// Writes `[hidden]`.
pub(crate) struct Hidden;

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HIDDEN)
    }
}

/// A value of a field with a secret name. Shows whether there is a value; booleans are shown, because they reveal no
/// secret.
pub(crate) struct Named<'v>(pub(crate) &'v dyn fmt::Debug);

impl fmt::Debug for Named<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut start = Start(String::new());
        // It stops where the text is longer than any that is shown.
        let is_short = write!(start, "{:?}", self.0).is_ok();
        match start.0.as_str() {
            text if is_short && reveals_nothing(text) => f.write_str(text),
            text if text.starts_with("Some(") => f.debug_tuple("Some").field(&Hidden).finish(),
            _ => Hidden.fmt(f),
        }
    }
}

fn reveals_nothing(text: &str) -> bool {
    let inner = text
        .strip_prefix("Some(")
        .and_then(|text| text.strip_suffix(')'));
    let inner = inner.unwrap_or(text);
    let inner = inner
        .strip_prefix("Bool(")
        .and_then(|text| text.strip_suffix(')'))
        .unwrap_or(inner);
    matches!(
        inner,
        "None" | "Null" | "true" | "false" | "[]" | "{}" | "\"\""
    )
}

/// Collects the first bytes that are written.
struct Start(String);

impl Write for Start {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if self.0.len() + text.len() > 24 {
            // Long enough for `Some(`.
            self.0.extend(text.chars().take(8));
            return Err(fmt::Error);
        }
        self.0.push_str(text);
        Ok(())
    }
}

/// A value whose own `Debug` may write secrets. Hides texts that look like secrets, values of map keys with secret
/// names, and the content of byte strings.
pub(crate) struct Redacted<'v>(pub(crate) &'v dyn fmt::Debug);

impl fmt::Debug for Redacted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_alternate = f.alternate();
        let mut filter = Filter::new(f);
        match is_alternate {
            true => write!(filter, "{:#?}", self.0)?,
            false => write!(filter, "{:?}", self.0)?,
        }
        filter.finish()
    }
}

/// Filters `Debug` output while it is written.
struct Filter<'w> {
    out: &'w mut dyn Write,
    /// The quoted text so far, while inside quotes.
    literal: Option<String>,
    is_escaped: bool,
    is_bytes: bool,
    /// The last two characters outside of quotes.
    last: [char; 2],
    /// Whether the quoted text before this position is a secret name.
    follows_secret_name: bool,
    /// The value of a secret name, which is being left out.
    skipped: Option<Skipped>,
}

#[derive(Default)]
struct Skipped {
    depth: usize,
    start: String,
}

impl<'w> Filter<'w> {
    fn new(out: &'w mut dyn Write) -> Filter<'w> {
        Filter {
            out,
            literal: None,
            is_escaped: false,
            is_bytes: false,
            last: [' '; 2],
            follows_secret_name: false,
            skipped: None,
        }
    }

    fn push_char(&mut self, letter: char) -> fmt::Result {
        let Some(literal) = &mut self.literal else {
            return self.push_outside_quotes(letter);
        };
        if letter == '"' && !self.is_escaped {
            let literal = std::mem::take(literal);
            self.literal = None;
            return self.close_quote(&literal);
        }
        self.is_escaped = letter == '\\' && !self.is_escaped;
        literal.push(letter);
        Ok(())
    }

    fn push_outside_quotes(&mut self, letter: char) -> fmt::Result {
        if letter == '"' {
            self.is_bytes = self.last[1] == 'b' && !self.last[0].is_alphanumeric();
            (self.literal, self.is_escaped) = (Some(String::new()), false);
            self.follows_secret_name = false;
            return Ok(());
        }
        if self.skipped.is_none() && self.follows_secret_name && letter == ':' {
            self.out.write_str(":")?;
            self.skipped = Some(Skipped::default());
            self.last = [self.last[1], ':'];
            return Ok(());
        }
        self.follows_secret_name = false;
        self.last = [self.last[1], letter];
        if let Some(skipped) = &mut self.skipped {
            let is_end = skipped.depth == 0 && matches!(letter, ',' | '}' | ')' | ']');
            if !is_end {
                match letter {
                    '{' | '(' | '[' => skipped.depth += 1,
                    '}' | ')' | ']' => skipped.depth -= 1,
                    _ => {}
                }
                skipped.push(letter);
                return Ok(());
            }
            self.write_skipped()?;
        }
        self.out.write_char(letter)
    }

    fn close_quote(&mut self, literal: &str) -> fmt::Result {
        self.last = [' ', '"'];
        if let Some(skipped) = &mut self.skipped {
            skipped.start.push_str(if literal.is_empty() {
                "\"\""
            } else {
                "\"\u{2026}"
            });
            return Ok(());
        }
        if self.is_bytes {
            return write!(self.out, "\"[{} bytes]\"", unescaped(literal).len());
        }
        let text = unescaped(literal);
        self.follows_secret_name = is_secret_name(&text);
        let shown = redacted(&text);
        match shown.as_ref() {
            HIDDEN => self.out.write_str(HIDDEN),
            shown if shown == text => write!(self.out, "\"{literal}\""),
            shown => write!(self.out, "{shown:?}"),
        }
    }

    fn write_skipped(&mut self) -> fmt::Result {
        let Some(skipped) = self.skipped.take() else {
            return Ok(());
        };
        let text = skipped.start.trim();
        let shown = if reveals_nothing(text) { text } else { HIDDEN };
        write!(self.out, " {shown}")
    }

    /// An unclosed quote: the output is of a `Debug` implementation that does not escape quotes.
    fn finish(mut self) -> fmt::Result {
        self.write_skipped()?;
        match self.literal.take() {
            Some(rest) => write!(self.out, "\"{}", redacted(&rest)),
            None => Ok(()),
        }
    }
}

impl Skipped {
    fn push(&mut self, letter: char) {
        if self.start.len() < 24 {
            self.start.push(letter);
        }
    }
}

impl Write for Filter<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        text.chars().try_for_each(|letter| self.push_char(letter))
    }
}

/// Reverses the escapes of `Debug`; an escaped byte counts as one byte.
fn unescaped(literal: &str) -> String {
    if !literal.contains('\\') {
        return literal.to_owned();
    }
    let mut text = String::with_capacity(literal.len());
    let mut letters = literal.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            text.push(letter);
            continue;
        }
        match letters.next() {
            Some('n') => text.push('\n'),
            Some('r') => text.push('\r'),
            Some('t') => text.push('\t'),
            Some('0') => text.push('\0'),
            Some('x') => {
                letters.by_ref().take(2).for_each(drop);
                text.push('.');
            }
            Some('u') => {
                let digits = letters.by_ref().skip(1).take_while(|letter| *letter != '}');
                let code = u32::from_str_radix(&digits.collect::<String>(), 16);
                text.extend(code.ok().and_then(char::from_u32));
            }
            other => text.extend(other),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn show(value: impl fmt::Debug) -> String {
        format!("{:?}", Redacted(&value))
    }

    #[test]
    fn values_without_secrets_are_shown_unchanged() {
        let value = (
            "a \"b\" \\ \u{1b} \u{e9}",
            Some(7),
            vec![None, Some("x: y")],
            'c',
            BTreeMap::from([("k", 1.5)]),
            "https://zoo.example/a",
        );
        assert_eq!(show(value.clone()), format!("{value:?}"));
        assert_eq!(format!("{:#?}", Redacted(&value)), format!("{value:#?}"));
    }

    #[test]
    fn texts_that_are_secrets_are_hidden_wherever_they_stand() {
        assert_eq!(
            show(vec![
                Some("https://zoo.example/s/1?zak=S3CRET"),
                Some("Bearer c4n4ry0")
            ]),
            "[Some(\"https://zoo.example/s/1?[hidden]\"), Some(\"Bearer [hidden]\")]"
        );
        assert_eq!(show("-----BEGIN PRIVATE KEY-----\nS3CRET"), "[hidden]");
    }

    #[test]
    fn byte_strings_are_shown_by_their_length() {
        assert_eq!(
            show(bytes::Bytes::from_static(b"CAN\"ARY\xff")),
            "b\"[8 bytes]\""
        );
    }

    #[test]
    fn values_of_secret_keys_in_a_map_are_hidden() {
        let map = BTreeMap::from([
            ("password", Some(vec!["S3CRET, }", "two"])),
            ("topic", Some(vec!["Feeding"])),
            ("token", None),
        ]);
        assert_eq!(
            show(&map),
            "{\"password\": [hidden], \"token\": None, \"topic\": Some([\"Feeding\"])}"
        );
        assert!(!format!("{:#?}", Redacted(&map)).contains("S3CRET"));
    }

    #[test]
    fn a_record_is_shown_as_a_derived_debug_shows_it() {
        #[derive(Debug)]
        #[allow(dead_code)]
        struct Animal {
            r#type: Option<i64>,
            topic: &'static str,
        }
        struct Shown(Animal);
        impl fmt::Debug for Shown {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                debug_record(
                    f,
                    "Animal",
                    &["r#type", "topic"],
                    &[&self.0.r#type, &self.0.topic],
                )
            }
        }
        let animal = || Animal {
            r#type: Some(2),
            topic: "Feeding",
        };
        assert_eq!(format!("{:?}", Shown(animal())), format!("{:?}", animal()));
        assert_eq!(
            format!("{:#?}", Shown(animal())),
            format!("{:#?}", animal())
        );
    }
}
