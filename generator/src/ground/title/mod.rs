//! What the name of an item or a folder says, without the marks around it: numbering, markup, notes about the item, the
//! method and the status of its request.

mod marks;
mod numbering;
mod plain;

use marks::{without_brackets, without_end_note, without_start_note};
use numbering::without_numbering;

/// The methods that names begin or end with.
const METHODS: [&str; 8] = [
    "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "DEL",
];

/// A name without its marks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Title {
    /// What is left of the name: `Stock Items` of `02.5 - Stock Items`. Empty where nothing is left.
    pub text: String,
    /// The HTTP method that was before or behind it, in capitals: `GET` of `GET Items`.
    pub method: Option<&'static str>,
    /// Whether a note says that the item is deprecated.
    pub deprecated: bool,
    /// Whether notes were left out that could distinguish it from an item of the same name.
    pub noted: bool,
}

impl Title {
    /// The text without everything in brackets, and without a number at its end: `Query order` of `Query order (USER_DATA)`.
    pub fn short(&self) -> String {
        let mut text = String::new();
        let mut depth = 0_usize;
        for letter in self.text.chars() {
            match letter {
                '(' | '[' => depth += 1,
                ')' | ']' => depth = depth.saturating_sub(1),
                _ if depth == 0 => text.push(letter),
                _ => {}
            }
        }
        let unnumbered = text
            .trim_end()
            .trim_end_matches(|last: char| last.is_ascii_digit());
        let text = match unnumbered.strip_suffix(' ') {
            Some(unnumbered) => unnumbered,
            None => &text,
        };
        let words: Vec<&str> = text.split_whitespace().collect();
        words.join(" ")
    }

    /// Reads the name of an item or a folder.
    pub fn of(name: &str) -> Self {
        let mut title = Self {
            text: plain::text(name),
            ..Self::default()
        };
        title.remove_brackets();
        // Each mark may hide another one: `(optional) Step 3 - POST create`.
        while title.remove_start() || title.remove_end() {}
        title.take_inner_method();
        title
    }

    fn remove_brackets(&mut self) {
        let (text, found) = without_brackets(&self.text);
        self.text = text;
        self.note(found);
    }

    fn remove_start(&mut self) -> bool {
        if let Some(rest) = without_numbering(&self.text) {
            self.text = rest.to_owned();
            return true;
        }
        if let Some((rest, note)) = without_start_note(&self.text) {
            self.text = rest.to_owned();
            self.note(note);
            return true;
        }
        let Some((method, rest)) = starting_method(&self.text) else {
            return false;
        };
        self.text = rest.to_owned();
        self.method = self.method.or(Some(method));
        true
    }

    fn remove_end(&mut self) -> bool {
        if let Some((rest, note)) = without_end_note(&self.text) {
            self.text = rest.to_owned();
            self.note(note);
            return true;
        }
        let Some((rest, method)) = ending_method(&self.text) else {
            return false;
        };
        self.text = rest.to_owned();
        self.method = self.method.or(Some(method));
        true
    }

    /// `Punchlist - GET Items`: what is before the method belongs to a whole group of items.
    fn take_inner_method(&mut self) {
        if self.method.is_some() {
            return;
        }
        for separator in [" - ", ": ", " | ", " – ", " > "] {
            let Some((_, rest)) = self.text.split_once(separator) else {
                continue;
            };
            if let Some((method, rest)) = starting_method(rest.trim_start())
                && !rest.is_empty()
            {
                self.method = Some(method);
                self.text = rest.to_owned();
                return;
            }
        }
    }

    fn note(&mut self, note: Note) {
        self.deprecated |= note.deprecated;
        self.noted |= note.found;
    }
}

/// What notes say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Note {
    found: bool,
    deprecated: bool,
}

/// A method in capitals at the start, in brackets or not, and the rest.
fn starting_method(text: &str) -> Option<(&'static str, &str)> {
    let inner = text.strip_prefix(['[', '(']).unwrap_or(text);
    METHODS.iter().find_map(|method| {
        let rest = inner.strip_prefix(method)?;
        let is_end = |letter: char| !letter.is_alphanumeric() && letter != '\'';
        let separated = rest.is_empty() || rest.starts_with(is_end);
        separated.then(|| (full_name(method), trimmed_start(rest)))
    })
}

/// A method in capitals at the end, and what is before it.
fn ending_method(text: &str) -> Option<(&str, &'static str)> {
    let inner = text.trim_end_matches([']', ')']);
    METHODS.iter().find_map(|method| {
        let rest = inner.strip_suffix(method)?;
        let separated = rest.ends_with([' ', '-', '_', '[', '(', ':', '|']);
        let rest = rest.trim_end_matches(['[', '(']);
        separated.then(|| (trimmed_end(rest), full_name(method)))
    })
}

fn full_name(method: &'static str) -> &'static str {
    if method == "DEL" { "DELETE" } else { method }
}

/// A text without separators at its start; the sign of a path stays.
fn trimmed_start(text: &str) -> &str {
    text.trim_start_matches(|letter: char| {
        letter.is_whitespace() || "-–—:.|)]_>•,=".contains(letter)
    })
}

/// A text without separators at its end.
fn trimmed_end(text: &str) -> &str {
    text.trim_end_matches(|letter: char| letter.is_whitespace() || "-–—:.|_>,=".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(name: &str) -> String {
        Title::of(name).text
    }

    #[test]
    fn numbering_is_no_part_of_a_title() {
        for (name, expected) in [
            ("1. List users", "List users"),
            ("3) Get user", "Get user"),
            ("Step 4: Delete user", "Delete user"),
            ("05_list_orders", "list_orders"),
            ("6.1 Get order", "Get order"),
            ("02.5 - Stock Items", "Stock Items"),
            ("2.14. Routes", "Routes"),
            ("(optional) Step3 - Delete stop", "Delete stop"),
            ("Task 4 - Upload AppBundle", "Upload AppBundle"),
            ("1a. Create User & Auth", "Create User and Auth"),
            ("[2] Network", "Network"),
            ("#7 Ping", "Ping"),
            ("AB 2.1.0: Create bin", "Create bin"),
        ] {
            assert_eq!(text(name), expected, "{name}");
        }
        for name in [
            "2FA",
            "3D Secure",
            "404 page",
            "2-legged flow",
            "v2 users",
            "3D models",
            "Step functions",
            "2020-01-01",
            "1-to-1 call",
            "TLS 1.3: renew",
        ] {
            assert_eq!(text(name), name);
        }
    }

    #[test]
    fn notes_and_markup_are_no_part_of_a_title() {
        for (name, expected, deprecated) in [
            ("List bills (deprecated)", "List bills", true),
            ("[DEPRECATED] Get bill", "Get bill", true),
            ("Deprecated: Get bill", "Get bill", true),
            ("Create bill (NEW)", "Create bill", false),
            ("<b>Void</b> bill", "Void bill", false),
            ("Delete bill &amp; items", "Delete bill and items", false),
            ("Get user Copy 2", "Get user", false),
            ("Get users (200 OK)", "Get users", false),
            ("Create user - 400 Bad Request", "Create user", false),
            ("Get user(s)", "Get users", false),
            ("Get booking /v1", "Get booking", false),
            ("(Alpha) Computed Attributes", "Computed Attributes", false),
            ("List users (v2, beta)", "List users", false),
        ] {
            let title = Title::of(name);
            assert_eq!(
                (title.text.as_str(), title.deprecated),
                (expected, deprecated),
                "{name}"
            );
        }
        for name in ["Copy file", "Make a copy", "Get webinar Q&A report", "New"] {
            assert_eq!(text(name), name);
        }
    }

    #[test]
    fn the_short_form_is_without_brackets_and_a_last_number() {
        let short = |name: &str| Title::of(name).short();
        assert_eq!(short("Query order (USER_DATA)"), "Query order");
        assert_eq!(
            short("Attendee by registrant ID 1"),
            "Attendee by registrant ID"
        );
        assert_eq!(short("Enable IPv4"), "Enable IPv4");
    }

    #[test]
    fn methods_are_apart_from_the_title() {
        for (name, method, expected) in [
            ("GET One Item", Some("GET"), "One Item"),
            ("POST: create stop", Some("POST"), "create stop"),
            ("Step 2.1: POST create stop", Some("POST"), "create stop"),
            ("[PATCH] user", Some("PATCH"), "user"),
            ("Punchlist - GET Items", Some("GET"), "Items"),
            ("POST /products (201)", Some("POST"), "/products"),
            ("users - DEL", Some("DELETE"), "users"),
            ("POST", Some("POST"), ""),
            ("Get items", None, "Get items"),
            ("GETTING started", None, "GETTING started"),
        ] {
            let title = Title::of(name);
            assert_eq!(
                (title.method, title.text.as_str()),
                (method, expected),
                "{name}"
            );
        }
    }
}
