//! Facts in the description of a parameter or a field.

use super::prose;
use crate::model::profile::{Patterns, Profile};

/// Facts in the description of a parameter or a field.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ParameterFacts {
    /// Whether it is required.
    pub required: bool,
    /// Its possible values, as written.
    pub choices: Vec<String>,
    /// What the service assumes without it.
    pub default: Option<String>,
    /// The least number allowed, in decimal.
    pub minimum: Option<String>,
    /// The greatest number allowed, in decimal.
    pub maximum: Option<String>,
    /// The greatest number of characters.
    pub max_length: Option<u64>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Whether its value must be percent-encoded twice.
    pub double_encode: bool,
    /// Whether `me` may be sent instead of the caller's own id.
    pub accepts_me: bool,
    /// The name of the security scheme, if a converter noted that the parameter carries its credential. Such a parameter is left
    /// out of the operation.
    pub security: Option<String>,
    /// Whether it is a file, given by its path.
    pub file: bool,
    /// The description without the markers that became facts; `None` where nothing else is in it.
    pub text: Option<String>,
}

/// Reads the description of a parameter or a field. One that is too long to search has no facts.
pub fn parameter_facts(profile: &Profile, description: Option<&str>) -> ParameterFacts {
    let Some(description) = description else {
        return ParameterFacts::default();
    };
    let (patterns, operation) = (profile.parameter_patterns(), profile.operation_patterns());
    let mut text = description.to_owned();
    if !prose::head(description).1.is_empty() {
        return ParameterFacts {
            text: Some(text),
            ..ParameterFacts::default()
        };
    }
    let required = cut(&mut text, &patterns.required).is_some();
    let choices = cut(&mut text, &patterns.choices);
    let group = |patterns: &Patterns| {
        let (_, group) = patterns.find(&text)?;
        Some(group.trim().to_owned())
    };
    ParameterFacts {
        required,
        choices: match choices {
            Some(list) => list
                .split(',')
                .map(|choice| choice.trim().to_owned())
                .collect(),
            None => listed_values(&text, &patterns.choice_lead),
        },
        default: group(&patterns.default),
        minimum: group(&patterns.minimum),
        maximum: group(&patterns.maximum),
        max_length: group(&patterns.max_length)
            .and_then(|length| length.replace(',', "").parse().ok()),
        deprecated: patterns.deprecated.is_match(&text),
        double_encode: operation.double_encode.is_match(&text),
        accepts_me: operation.accepts_me.is_match(&text),
        file: patterns.file.is_match(&text),
        security: group(&patterns.security),
        text: Some(prose::trim(&text).to_owned()).filter(|text| !text.is_empty()),
    }
}

/// Removes a marker from the text and returns the pattern's first group.
fn cut(text: &mut String, patterns: &Patterns) -> Option<String> {
    let (whole, group) = patterns.find(text)?;
    let group = group.to_owned();
    let between_words = whole.start > 0 && whole.end < text.len();
    text.replace_range(whole, if between_words { " " } else { "" });
    Some(group)
}

/// The values that prose lists: one for each line, or in the sentence after a lead. A single value is no list.
fn listed_values(text: &str, leads: &Patterns) -> Vec<String> {
    let is_list = |values: &Vec<String>| values.len() > 1;
    let lines = values_of_lines(text);
    if is_list(&lines) {
        return lines;
    }
    let listed = leads.iter().find_map(|lead| {
        let rest = &text[lead.find(text)?.end()..];
        let values = Some(values_in_sentence(rest)).filter(is_list);
        values.or_else(|| Some(bare_items(rest)).filter(is_list))
    });
    listed.unwrap_or_default()
}

/// The values of the first lines in a row that begin with a quoted value and its meaning.
fn values_of_lines(text: &str) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    for line in prose::lines(text) {
        let line = &text[line];
        match prose::listed_value(line) {
            Some(value) if values.iter().any(|other| other == value) => {}
            Some(value) => values.push(value.to_owned()),
            None if line.trim().is_empty() => {}
            None if values.len() > 1 => break,
            None => values.clear(),
        }
    }
    values
}

/// The values at the beginning of a text such as `` `A`, `B` (the default) or `C` ``.
fn values_in_sentence(text: &str) -> Vec<String> {
    let mut values = Vec::new();
    let mut rest = text;
    loop {
        let next = rest.trim_start_matches([',', ' ', ':', '\n', '*', '/']);
        let mut words = ["or ", "and ", "either "].iter();
        let after_word = words.find_map(|word| next.strip_prefix(word));
        let next = after_word.unwrap_or(next).trim_start();
        let quoted = next
            .strip_prefix('`')
            .and_then(|inner| inner.split_once('`'));
        let Some((value, after)) = quoted.filter(|(value, _)| prose::is_value(value)) else {
            return values;
        };
        values.push(value.trim().to_owned());
        rest = without_remark(after);
    }
}

/// The text after a remark in brackets, where it begins with one.
fn without_remark(text: &str) -> &str {
    let remark = text.trim_start().strip_prefix('(');
    let after = remark.and_then(|inner| inner.split_once(')'));
    after.map_or(text, |(_, after)| after)
}

/// The items of a list at the beginning of a text whose items are one word each: `* check.in`.
fn bare_items(text: &str) -> Vec<String> {
    let mut values = Vec::new();
    for line in prose::lines(text) {
        let line = text[line].trim();
        let item = line
            .strip_prefix(['*', '-', '•'])
            .map(|item| item.trim().trim_end_matches(['.', ',']));
        match item {
            Some(item) if prose::is_value(item) && !item.contains('`') => {
                values.push(item.to_owned());
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
    fn prose_about_a_path_of_a_file_means_a_file() {
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
    fn further_facts() {
        assert!(facts("\n**Deprecated** - gone soon").deprecated);
        assert!(facts("**Note:** This field has been **deprecated** and").deprecated);
        assert!(!facts("Ignores deprecated plans").deprecated);
        assert!(facts("you **must** double-encode it").double_encode);
        assert!(facts("pass `me` as the id").accepts_me);
        let remark = facts("Added as a part of security scheme: oauth2");
        assert_eq!(remark.security.as_deref(), Some("oauth2"));
    }
}
