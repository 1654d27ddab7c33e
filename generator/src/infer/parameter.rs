//! What the description of a parameter or a field says.

use super::prose;
use crate::model::profile::Patterns;
use crate::model::profile::Profile;

/// What a parameter's description says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ParameterFacts {
    /// Whether the call makes no sense without it.
    pub required: bool,
    /// The values that it may have, as written.
    pub choices: Vec<String>,
    /// What the service assumes when it is absent.
    pub default: Option<String>,
    /// The least number allowed, in decimal.
    pub minimum: Option<String>,
    /// The greatest number allowed, in decimal.
    pub maximum: Option<String>,
    /// The bound that the prose gives for the number of characters.
    pub max_length: Option<u64>,
    /// Whether the vendor advises against it.
    pub deprecated: bool,
    /// Whether its value must be percent-encoded twice.
    pub double_encode: bool,
    /// Whether `me` may stand for the caller's own id.
    pub accepts_me: bool,
    /// The security scheme whose credential it carries, by a converter's remark: then it is none.
    pub security: Option<String>,
    /// Whether it is a file that the caller names by its path.
    pub file: bool,
    /// The description without the markers that became facts; none where nothing is left.
    pub text: Option<String>,
}

/// Reads a parameter's description.
pub fn parameter_facts(profile: &Profile, description: Option<&str>) -> ParameterFacts {
    let Some(description) = description else {
        return ParameterFacts::default();
    };
    let patterns = &profile.parameter;
    let mut text = description.to_owned();
    if !prose::head(description).1.is_empty() {
        return ParameterFacts {
            text: Some(text),
            ..ParameterFacts::default()
        };
    }
    let required = cut(&mut text, &patterns.required).is_some();
    let declared = cut(&mut text, &patterns.choices);
    let part = |patterns: &Patterns| patterns.find(&text).map(|(_, part)| part.trim().to_owned());
    ParameterFacts {
        required,
        choices: match declared {
            Some(list) => list
                .split(',')
                .map(|choice| choice.trim().to_owned())
                .collect(),
            None => listed(&text, &patterns.choice_lead),
        },
        default: part(&patterns.default),
        minimum: part(&patterns.minimum),
        maximum: part(&patterns.maximum),
        max_length: part(&patterns.max_length)
            .and_then(|length| length.replace(',', "").parse().ok()),
        deprecated: patterns.deprecated.is_match(&text),
        double_encode: profile.operation.double_encode.is_match(&text),
        accepts_me: profile.operation.accepts_me.is_match(&text),
        file: patterns.file.is_match(&text),
        security: part(&patterns.security),
        text: Some(prose::trim(&text).to_owned()).filter(|text| !text.is_empty()),
    }
}

/// Takes a marker out of the text and gives its wanted part.
fn cut(text: &mut String, patterns: &Patterns) -> Option<String> {
    let (whole, part) = patterns.find(text)?;
    let part = part.to_owned();
    // Between words a blank must stay.
    let inside = whole.start > 0 && whole.end < text.len();
    text.replace_range(whole, if inside { " " } else { "" });
    Some(part)
}

/// The values that prose lists, a line each, or in the sentence behind a lead; two at least.
fn listed(text: &str, leads: &Patterns) -> Vec<String> {
    let lines = listed_lines(text);
    if lines.len() > 1 {
        return lines;
    }
    let found = leads.for_text(text).find_map(|lead| {
        let at = lead.find(text)?.end();
        let values = in_sentence(&text[at..]);
        let values = if values.len() > 1 {
            values
        } else {
            bare_items(&text[at..])
        };
        (values.len() > 1).then_some(values)
    });
    found.unwrap_or_default()
}

/// The first run of lines that each begin with a quoted value and what it means.
fn listed_lines(text: &str) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    for line in prose::lines(text) {
        let line = &text[line];
        match prose::listed_value(line) {
            Some(value) if !values.iter().any(|known| known == value) => {
                values.push(value.to_owned());
            }
            Some(_) => {}
            None if line.trim().is_empty() => {}
            None if values.len() > 1 => break,
            None => values.clear(),
        }
    }
    if values.len() > 1 { values } else { Vec::new() }
}

/// `` `A`, `B` (the default) or `C` `` at the beginning of a text.
fn in_sentence(text: &str) -> Vec<String> {
    let mut values = Vec::new();
    let mut rest = text;
    loop {
        let between = rest.len()
            - rest
                .trim_start_matches([',', ' ', ':', '\n', '*', '/'])
                .len();
        let after = &rest[between..];
        let after = ["or ", "and ", "either "]
            .iter()
            .find_map(|word| after.strip_prefix(word));
        let next = after.unwrap_or(&rest[between..]).trim_start();
        let quoted = next
            .strip_prefix('`')
            .and_then(|inner| inner.split_once('`'));
        let Some((value, behind)) = quoted.filter(|(value, _)| prose::is_value(value)) else {
            return values;
        };
        values.push(value.trim().to_owned());
        rest = without_remark(behind);
    }
}

/// The text behind a remark in brackets, if it begins with one.
fn without_remark(text: &str) -> &str {
    let inner = text.trim_start().strip_prefix('(');
    inner
        .and_then(|inner| inner.split_once(')'))
        .map_or(text, |(_, behind)| behind)
}

/// Items of one bare word each: `* check.in`.
fn bare_items(text: &str) -> Vec<String> {
    let mut values = Vec::new();
    for line in prose::lines(text) {
        let line = text[line].trim();
        let item = line
            .strip_prefix(['*', '-', '•'])
            .map(|item| item.trim().trim_end_matches(['.', ',']));
        match item {
            Some(item) if prose::is_value(item) && !item.contains('`') => {
                values.push(item.to_owned())
            }
            None if line.is_empty() => {}
            _ => break,
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(text: &str) -> ParameterFacts {
        parameter_facts(&Profile::default(), Some(text))
    }

    #[test]
    fn markers_become_facts_and_leave_the_text() {
        let found = facts("(Required) Kind of room.  (This can only be one of A,B-1,c)");
        assert!(found.required);
        assert_eq!(found.choices, ["A", "B-1", "c"]);
        assert_eq!(found.text.as_deref(), Some("Kind of room."));
        let bare = facts("(Required) ");
        assert!(bare.required && bare.text.is_none());
        assert!(facts("The id [required] of it").required);
        assert_eq!(
            facts("The id [required] of it").text.as_deref(),
            Some("The id of it")
        );
        assert!(!facts("Required fields are listed elsewhere").required);
        assert_eq!(facts(" (This can only be one of end)").choices, ["end"]);
        assert_eq!(
            parameter_facts(&Profile::default(), None),
            ParameterFacts::default()
        );
    }

    #[test]
    fn prose_that_asks_for_a_path_means_a_file() {
        for text in [
            "The file's path.",
            "The virtual background\u{2019}s file path.",
            "Path to the CSV file",
        ] {
            assert!(facts(text).file, "{text}");
        }
        for text in [
            "optional. Source PDF file.",
            "URL of the file to delete.",
            "The path of the folder.",
        ] {
            assert!(!facts(text).file, "{text}");
        }
    }

    #[test]
    fn values_listed_in_prose() {
        for (text, expected) in [
            (
                "The value must be either `UDP`, `TCP`, or `TLS`.",
                &["UDP", "TCP", "TLS"][..],
            ),
            (
                "Can be one of the following:\n`a`: First.<br>`b`: Second.",
                &["a", "b"],
            ),
            (
                "The kind:\n* `1` — One.\n* `2` - Two.\n\nMore.",
                &["1", "2"],
            ),
            ("Kinds:<br>`1` - One.<br>`2` - Two (see `x`).", &["1", "2"]),
            (
                "Can be one of the following:<br>\n* room.in\n* room.out",
                &["room.in", "room.out"],
            ),
            (
                "Possible values: `x`, `y` and `z`. Not `q`.",
                &["x", "y", "z"],
            ),
            (
                "Can be either `a`, `b` (a remark) or `c-d`.",
                &["a", "b", "c-d"],
            ),
            ("Change it:\n* `a` to `b`\n* `b` to `a`", &[]),
            ("Use `a` or `b`.", &[]),
            ("One of the following: `only`.", &[]),
            (
                "Formats:\n* `yyyy-MM-dd HH:mm` - Local.\n* `x y` - Other.",
                &[],
            ),
        ] {
            assert_eq!(facts(text).choices, expected, "{text}");
        }
    }

    #[test]
    fn defaults_and_bounds() {
        for (text, expected) in [
            ("This value defaults to `live`.", Some("live")),
            ("The default value of this field is `false`.", Some("false")),
            ("Default: 30. More.", Some("30")),
            ("Default: asc", Some("asc")),
            ("The default value is 20 minutes.", Some("20")),
            ("The default port is 5060.", None),
            ("By default the value will be `x`", None),
        ] {
            assert_eq!(facts(text).default.as_deref(), expected, "{text}");
        }
        assert_eq!(
            facts("Minimum: 1. The maximum value is `300`.")
                .minimum
                .as_deref(),
            Some("1")
        );
        assert_eq!(
            facts("Minimum: 1. The maximum value is `300`.")
                .maximum
                .as_deref(),
            Some("300")
        );
        assert_eq!(facts("less than 128 characters").max_length, Some(128));
        assert_eq!(
            facts("with a max-length of 512 characters").max_length,
            Some(512)
        );
        assert_eq!(facts("A maximum of 50 items").max_length, None);
    }

    #[test]
    fn other_marks() {
        assert!(facts("\n**Deprecated** - gone soon").deprecated);
        assert!(facts("**Note:** This field has been **deprecated** and").deprecated);
        assert!(!facts("Ignores deprecated plans").deprecated);
        assert!(facts("you **must** double-encode it").double_encode);
        assert!(facts("pass `me` as the id").accepts_me);
        let remark = facts("Added as a part of security scheme: oauth2");
        assert_eq!(remark.security.as_deref(), Some("oauth2"));
    }
}
