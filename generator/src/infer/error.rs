//! What a response's prose and body say about failures.

use std::ops::Range;

use serde_json::Value;

use super::prose;
use crate::model::profile::Profile;

/// One documented failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorFact {
    /// The HTTP status that it comes with, where one is known.
    pub status: Option<u16>,
    /// The vendor's own code, where one is documented.
    pub code: Option<String>,
    /// What the prose says, as found but for its markers; may be empty. A text that was cut ends in `…`.
    pub message: String,
}

/// Reads the failures that a response's text documents: one a code; for a text without codes, one
/// without a code if the status is no success, else none. The response's own status wins over one
/// that the text names.
pub fn error_facts(profile: &Profile, text: &str, http_status: Option<u16>) -> Vec<ErrorFact> {
    let (text, _) = prose::head(text);
    let named = profile
        .errors
        .status
        .find(text)
        .and_then(|(_, status)| status.parse().ok());
    let status = http_status.or(named);
    let cut = is_cut(profile, text);
    let text = if cut {
        without_tail(profile, text)
    } else {
        text
    };
    let mut facts = coded(profile, text);
    if facts.is_empty() {
        facts = rows(profile, text);
    }
    if facts.is_empty() && status.is_none_or(|status| status >= 300) {
        facts.push((None, message(profile, text)));
    }
    let last = facts.len().saturating_sub(1);
    let fact = |(index, (code, mut message)): (usize, (Option<String>, String))| {
        if cut && index == last && !message.is_empty() {
            message.push('…');
        }
        ErrorFact {
            status,
            code,
            message,
        }
    };
    facts.into_iter().enumerate().map(fact).collect()
}

/// What a response's text says of success: all in front of the first error code, or behind the HTTP
/// status where codes come first. None where nothing is left: what only documents a failure.
pub fn success_text(profile: &Profile, text: &str) -> Option<String> {
    let (text, _) = prose::head(text);
    let status = profile
        .errors
        .status
        .find(text)
        .map(|(status, _)| status.start);
    // Codes in front of the status belong to what comes before it.
    let behind = |code: &Marker| status.is_none_or(|status| status < code.range.start);
    let code = markers(profile, text).into_iter().find(behind);
    let end = code.map_or(text.len(), |code| code.range.start);
    let part = text.get(status.unwrap_or(0)..end).unwrap_or_default();
    Some(message(profile, part)).filter(|rest| !rest.is_empty())
}

/// Whether a text has the length at which a converter cuts; its end is then missing.
pub fn is_cut(profile: &Profile, text: &str) -> bool {
    profile.errors.cut_lengths.contains(&text.chars().count())
}

/// A text that was cut, without the marker that was cut in two.
fn without_tail<'t>(profile: &Profile, text: &'t str) -> &'t str {
    match profile.errors.cut_tail.find(text) {
        // A marker with a whole code, quotes and all, is none.
        Some((tail, _)) if !text.ends_with('`') => text.get(..tail.start).unwrap_or(text),
        _ => text,
    }
}

/// Reads the failure that a body shows, by the profile's keys; none where it holds no code. A code that
/// is a placeholder or repeats the HTTP status says nothing.
pub fn body_error(profile: &Profile, body: &str, http_status: Option<u16>) -> Option<ErrorFact> {
    let value: Value = serde_json::from_str(body).ok()?;
    let keys = profile.error_keys();
    let code = keys.code.iter().find_map(|path| scalar(&value, path))?;
    let message = keys.message.iter().find_map(|path| scalar(&value, path));
    let message = message.unwrap_or_default();
    let repeats = http_status.is_some_and(|status| status.to_string() == code);
    if !prose::is_value(&code) || repeats || is_made_up(&code) || is_made_up(&message) {
        return None;
    }
    Some(ErrorFact {
        status: http_status,
        code: Some(code),
        message,
    })
}

/// Whether a text stands for any text: then what is beside it was made up, too.
fn is_made_up(text: &str) -> bool {
    text == "string" || text.starts_with("stringstring") || text.starts_with(['<', '{'])
}

/// The text or number at the end of a path of keys with dots.
fn scalar(value: &Value, path: &str) -> Option<String> {
    let end = path
        .split('.')
        .try_fold(value, |value, key| value.get(key))?;
    match end {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A code and all that belongs to its marker.
struct Marker {
    range: Range<usize>,
    codes: Vec<String>,
}

/// The codes with a marker of their own, in the text's order.
fn markers(profile: &Profile, text: &str) -> Vec<Marker> {
    let mut found: Vec<Marker> = Vec::new();
    for found_at in profile
        .errors
        .code
        .iter()
        .flat_map(|pattern| pattern.captures_iter(text))
    {
        let (Some(whole), Some(code)) = (found_at.get(0), found_at.get(1)) else {
            continue;
        };
        let overlaps =
            |known: &Marker| known.range.start < whole.end() && whole.start() < known.range.end;
        if !found.iter().any(overlaps) {
            found.push(marker(profile, text, whole.range(), code.as_str()));
        }
    }
    found.sort_by_key(|marker| marker.range.start);
    found
}

/// A marker with the further codes right behind it.
fn marker(profile: &Profile, text: &str, range: Range<usize>, code: &str) -> Marker {
    let mut codes = vec![code.trim_end_matches(['.', '-']).to_owned()];
    let mut end = range.end;
    while let Some((more, code)) = text
        .get(end..)
        .and_then(|rest| profile.errors.more.find(rest))
    {
        if more.end == 0 {
            break;
        }
        codes.push(code.to_owned());
        end += more.end;
    }
    Marker {
        range: range.start..end,
        codes,
    }
}

fn coded(profile: &Profile, text: &str) -> Vec<(Option<String>, String)> {
    let markers = markers(profile, text);
    let mut facts = Vec::new();
    for (index, marker) in markers.iter().enumerate() {
        let end = markers
            .get(index + 1)
            .map_or(text.len(), |next| next.range.start);
        let message = message(profile, text.get(marker.range.end..end).unwrap_or_default());
        for code in &marker.codes {
            facts.push((Some(code.clone()), message.clone()));
        }
    }
    facts
}

/// The rows of a list or table below a heading that speaks of error codes.
fn rows(profile: &Profile, text: &str) -> Vec<(Option<String>, String)> {
    let Some((heading, _)) = profile.errors.heading.find(text) else {
        return Vec::new();
    };
    let below = text.get(heading.end..).unwrap_or_default();
    for pattern in profile.errors.row.for_text(below) {
        let row = |row: regex::Captures<'_>| {
            let code = row.get(1)?;
            let text = row.get(2).map_or("", |text| text.as_str());
            Some((Some(code.as_str().to_owned()), message(profile, text)))
        };
        let rows: Vec<_> = pattern.captures_iter(below).filter_map(row).collect();
        if !rows.is_empty() {
            return rows;
        }
    }
    Vec::new()
}

/// A text without HTTP statuses, breaks and stray marks at its edges.
fn message(profile: &Profile, text: &str) -> String {
    let mut parts: Vec<Range<usize>> = Vec::new();
    for status in profile
        .errors
        .status
        .for_text(text)
        .flat_map(|pattern| pattern.find_iter(text))
    {
        parts.push(status.range());
    }
    let text = prose::without(text, &parts);
    let trimmed =
        prose::trim(text.trim_start_matches([':', '-', '—', '.', '|'])).trim_end_matches('|');
    let trimmed = trimmed.trim();
    let bare = trimmed.chars().all(|letter| !letter.is_alphanumeric());
    if bare {
        String::new()
    } else {
        trimmed.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(text: &str, status: u16) -> Vec<(Option<u16>, String, String)> {
        error_facts(&Profile::default(), text, Some(status))
            .into_iter()
            .map(|fact| (fact.status, fact.code.unwrap_or_default(), fact.message))
            .collect()
    }

    fn one(code: &str, message: &str) -> (Option<u16>, String, String) {
        (Some(400), code.to_owned(), message.to_owned())
    }

    #[test]
    fn codes_in_every_spelling() {
        for text in [
            "**HTTP Status Code:** `400` **Bad Request**<br>\n**Error Code:** `300`<br>\nNo such thing.",
            "**Error Code:** `300` <br> No such thing.\n\n",
            "**Error Code**: `300`<br>No such thing.",
            "**Response Error Code:** `300`<br>\nNo such thing.\n",
            "**Error Codes:** `300`\nNo such thing.",
            "**Error code:**`300`No such thing.",
            "Error Code: 300 No such thing.",
            "* **HTTP Status Code:** `400`\n**Error Code:** `300`<br>\n\nNo such thing.<br>",
        ] {
            assert_eq!(facts(text, 400), [one("300", "No such thing.")], "{text}");
        }
    }

    #[test]
    fn several_codes_in_one_text() {
        let text = "**Status Code:** `400`<br>**Error Code:** `300`<br>One.<br>**Error Code:** `1_2`<br>Two.<br>\
            Still two.";
        assert_eq!(
            facts(text, 400),
            [one("300", "One."), one("1_2", "Two.<br>Still two.")]
        );
        let list = "**Error Codes:** `300`, `301` or `302`<br>Any.";
        assert_eq!(
            facts(list, 400),
            [one("300", "Any."), one("301", "Any."), one("302", "Any.")]
        );
        let rows = "Bad request.\n\n**Error Codes**\n\n* `300` - One.\n* `301` - Two.";
        assert_eq!(facts(rows, 400), [one("300", "One."), one("301", "Two.")]);
        let table = "Error codes:\n\n| code | text |\n|---|---|\n| 300 | One. |\n| 301 | Two. |";
        assert_eq!(facts(table, 400), [one("300", "One."), one("301", "Two.")]);
    }

    #[test]
    fn texts_without_codes() {
        assert_eq!(
            facts("**HTTP Status Code:** `400`<br>\nBad request.", 400),
            [one("", "Bad request.")]
        );
        assert_eq!(facts("", 400), [one("", "")]);
        assert_eq!(facts("All is well.", 200), []);
        let named = error_facts(
            &Profile::default(),
            "**HTTP Status Code:** `404`<br>Gone",
            None,
        );
        assert_eq!(named[0].status, Some(404));
    }

    #[test]
    fn a_cut_text_gives_no_half_code() {
        let head = "**Error Code:** `300`<br>One. ";
        let tail = "**Error Code:** `10";
        let text = format!("{head}{}{tail}", "x".repeat(255 - head.len() - tail.len()));
        let found = facts(&text, 400);
        assert_eq!(found.len(), 1);
        assert!(
            found[0].2.starts_with("One. xxx") && found[0].2.ends_with('…'),
            "{found:?}"
        );
    }

    #[test]
    fn failure_under_a_success() {
        let profile = Profile::default();
        let both =
            "**HTTP Status Code:** `200`<br>\nListed.\n\n**Error Code:** `200`<br>\nNo plan.";
        assert_eq!(
            facts(both, 200),
            [(Some(200), "200".to_owned(), "No plan.".to_owned())]
        );
        assert_eq!(success_text(&profile, both).as_deref(), Some("Listed."));
        assert_eq!(
            success_text(&profile, "**Error Code:** `200`<br>\nNo plan."),
            None
        );
        let swapped =
            "**Error Code:** `200` <br>\nNo plan.\n\n**HTTP Status Code:** `200` <br>\nListed.";
        assert_eq!(success_text(&profile, swapped).as_deref(), Some("Listed."));
        assert_eq!(success_text(&profile, "OK").as_deref(), Some("OK"));
    }

    #[test]
    fn bodies_tell_codes_too() {
        let profile = Profile::default();
        let read = |body: &str| {
            body_error(&profile, body, Some(404))
                .map(|fact| (fact.code.unwrap_or_default(), fact.message))
        };
        let expected = Some(("1001".to_owned(), "Gone".to_owned()));
        assert_eq!(read(r#"{"code": 1001, "message": "Gone"}"#), expected);
        assert_eq!(
            read(r#"{"error": {"code": "1001", "message": "Gone"}}"#),
            expected
        );
        assert_eq!(read(r#"{"code": 404, "message": "Gone"}"#), None);
        assert_eq!(read(r#"{"code": "<integer>"}"#), None);
        assert_eq!(read(r#"{"code": 9488, "message": "string"}"#), None);
        assert_eq!(read("<html>"), None);
    }
}
