//! Error codes and messages in the name, the description and the body of a response.

use std::ops::Range;

use serde_json::Value;

use super::prose;
use crate::model::profile::Profile;

/// One documented failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorFact {
    /// Its HTTP status, where known.
    pub status: Option<u16>,
    /// The vendor's own code, where one is documented.
    pub code: Option<String>,
    /// The text without labels and codes; may be empty. A text that was cut ends in `…`.
    pub message: String,
}

/// Reads the failures that a response's text documents: one for each code. A text without codes documents one failure
/// without a code, unless its status is a success. `http_status`, the response's own status, overrides a status in the
/// text.
pub fn error_facts(profile: &Profile, text: &str, http_status: Option<u16>) -> Vec<ErrorFact> {
    let (text, _) = prose::head(text);
    let named = profile.error_patterns().status.find(text);
    let status = http_status.or_else(|| named?.1.parse().ok());
    let cut = is_cut(profile, text);
    let text = match cut {
        true => without_cut_label(profile, text),
        false => text,
    };
    let mut coded = labelled_errors(profile, text);
    if coded.is_empty() {
        coded = listed_errors(profile, text);
    }
    let mut facts: Vec<ErrorFact> = coded
        .into_iter()
        .map(|(code, message)| ErrorFact {
            status,
            code: Some(code),
            message,
        })
        .collect();
    if facts.is_empty() && status.is_none_or(|status| status >= 300) {
        facts.push(ErrorFact {
            status,
            code: None,
            message: message(profile, text),
        });
    }
    if let Some(last) = facts
        .last_mut()
        .filter(|last| cut && !last.message.is_empty())
    {
        last.message.push('…');
    }
    facts
}

/// The part of a response's text that describes its success: the text before the first error code, or after the HTTP
/// status where codes precede that. `None` where the text documents failures only.
pub fn success_text(profile: &Profile, text: &str) -> Option<String> {
    let (text, _) = prose::head(text);
    let status = profile.error_patterns().status.find(text);
    let status = status.map(|(range, _)| range.start);
    let labels = code_labels(profile, text).into_iter();
    let mut ends = labels.map(|label| label.range.start);
    let end = ends.find(|end| status.is_none_or(|status| status < *end));
    let part = text.get(status.unwrap_or(0)..end.unwrap_or(text.len()));
    Some(message(profile, part.unwrap_or_default())).filter(|rest| !rest.is_empty())
}

/// Whether a text has the length at which a converter cuts texts, so that its end is missing.
pub fn is_cut(profile: &Profile, text: &str) -> bool {
    let lengths = &profile.error_patterns().cut_lengths;
    lengths.contains(&text.chars().count())
}

/// A text that was cut, without an incomplete label at its end.
fn without_cut_label<'t>(profile: &Profile, text: &'t str) -> &'t str {
    match profile.error_patterns().cut_tail.find(text) {
        // A closing quote ends a code, so the label is complete.
        Some((tail, _)) if !text.ends_with('`') => text.get(..tail.start).unwrap_or(text),
        _ => text,
    }
}

/// The failure in a JSON body, by the profile's keys. `None` where the body has no code, or one that is a placeholder or
/// equals the HTTP status.
pub fn body_error(profile: &Profile, body: &str, http_status: Option<u16>) -> Option<ErrorFact> {
    let value: Value = serde_json::from_str(body).ok()?;
    let keys = profile.error_keys();
    let first = |paths: &[String]| paths.iter().find_map(|path| scalar(&value, path));
    let code = first(&keys.code)?;
    let message = first(&keys.message).unwrap_or_default();
    let is_status = http_status.is_some_and(|status| status.to_string() == code);
    if !prose::is_value(&code) || is_status || is_placeholder(&code) || is_placeholder(&message) {
        return None;
    }
    Some(ErrorFact {
        status: http_status,
        code: Some(code),
        message,
    })
}

/// Whether a converter made up a text; the values beside it are then made up, too.
fn is_placeholder(text: &str) -> bool {
    text == "string" || text.starts_with("stringstring") || text.starts_with(['<', '{'])
}

/// The text or number at a path of keys with dots.
fn scalar(value: &Value, path: &str) -> Option<String> {
    let mut keys = path.split('.');
    match keys.try_fold(value, |value, key| value.get(key))? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A label such as `**Error Code:**` and the codes after it.
struct CodeLabel {
    range: Range<usize>,
    codes: Vec<String>,
}

/// The labelled codes of a text, in its order.
fn code_labels(profile: &Profile, text: &str) -> Vec<CodeLabel> {
    let mut labels: Vec<CodeLabel> = Vec::new();
    let patterns = profile.error_patterns().code.iter();
    for captures in patterns.flat_map(|pattern| pattern.captures_iter(text)) {
        let (Some(whole), Some(code)) = (captures.get(0), captures.get(1)) else {
            continue;
        };
        let overlaps =
            |label: &CodeLabel| label.range.start < whole.end() && whole.start() < label.range.end;
        if !labels.iter().any(overlaps) {
            labels.push(code_label(profile, text, whole.range(), code.as_str()));
        }
    }
    labels.sort_by_key(|label| label.range.start);
    labels
}

/// A label and its first code, with the further codes right after it.
fn code_label(profile: &Profile, text: &str, range: Range<usize>, code: &str) -> CodeLabel {
    let mut codes = vec![code.trim_end_matches(['.', '-']).to_owned()];
    let mut end = range.end;
    let more = &profile.error_patterns().more;
    let next = |end: usize| text.get(end..).and_then(|rest| more.find(rest));
    while let Some((found, code)) = next(end).filter(|(found, _)| found.end > 0) {
        codes.push(code.to_owned());
        end += found.end;
    }
    CodeLabel {
        range: range.start..end,
        codes,
    }
}

/// Each labelled code with the text up to the next label.
fn labelled_errors(profile: &Profile, text: &str) -> Vec<(String, String)> {
    let labels = code_labels(profile, text);
    let starts = labels.iter().skip(1).map(|label| label.range.start);
    let ends = starts.chain([text.len()]);
    let mut errors = Vec::new();
    for (label, end) in labels.iter().zip(ends) {
        let message = message(profile, text.get(label.range.end..end).unwrap_or_default());
        let codes = label.codes.iter();
        errors.extend(codes.map(|code| (code.clone(), message.clone())));
    }
    errors
}

/// The codes and messages of a list or table under a heading about error codes.
fn listed_errors(profile: &Profile, text: &str) -> Vec<(String, String)> {
    let patterns = profile.error_patterns();
    let Some((heading, _)) = patterns.heading.find(text) else {
        return Vec::new();
    };
    let below = text.get(heading.end..).unwrap_or_default();
    let rows = |pattern: &regex::Regex| -> Vec<(String, String)> {
        let rows = pattern.captures_iter(below).filter_map(|row| {
            let text = row.get(2).map_or("", |text| text.as_str());
            Some((row.get(1)?.as_str().to_owned(), message(profile, text)))
        });
        rows.collect()
    };
    let mut lists = patterns.row.iter().map(rows);
    lists.find(|rows| !rows.is_empty()).unwrap_or_default()
}

/// A text without HTTP statuses, and without line breaks and stray punctuation at its start and end.
fn message(profile: &Profile, text: &str) -> String {
    let patterns = profile.error_patterns().status.iter();
    let statuses = patterns.flat_map(|pattern| pattern.find_iter(text));
    let statuses: Vec<Range<usize>> = statuses.map(|status| status.range()).collect();
    let text = prose::without(text, &statuses);
    let text = prose::trim(text.trim_start_matches([':', '-', '—', '.', '|']));
    let text = text.trim_end_matches('|').trim();
    match text.contains(char::is_alphanumeric) {
        true => text.to_owned(),
        false => String::new(),
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

    fn bad_request(code: &str, message: &str) -> (Option<u16>, String, String) {
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
            assert_eq!(
                facts(text, 400),
                [bad_request("300", "No such thing.")],
                "{text}"
            );
        }
    }

    #[test]
    fn several_codes_in_one_text() {
        let text = "**Status Code:** `400`<br>**Error Code:** `300`<br>One.<br>**Error Code:** `1_2`<br>Two.<br>\
            Still two.";
        assert_eq!(
            facts(text, 400),
            [
                bad_request("300", "One."),
                bad_request("1_2", "Two.<br>Still two.")
            ]
        );
        let list = "**Error Codes:** `300`, `301` or `302`<br>Any.";
        assert_eq!(
            facts(list, 400),
            [
                bad_request("300", "Any."),
                bad_request("301", "Any."),
                bad_request("302", "Any.")
            ]
        );
        let rows = "Bad request.\n\n**Error Codes**\n\n* `300` - One.\n* `301` - Two.";
        assert_eq!(
            facts(rows, 400),
            [bad_request("300", "One."), bad_request("301", "Two.")]
        );
        let table = "Error codes:\n\n| code | text |\n|---|---|\n| 300 | One. |\n| 301 | Two. |";
        assert_eq!(
            facts(table, 400),
            [bad_request("300", "One."), bad_request("301", "Two.")]
        );
    }

    #[test]
    fn texts_without_codes() {
        assert_eq!(
            facts("**HTTP Status Code:** `400`<br>\nBad request.", 400),
            [bad_request("", "Bad request.")]
        );
        assert_eq!(facts("", 400), [bad_request("", "")]);
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
    fn bodies_hold_codes_too() {
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
