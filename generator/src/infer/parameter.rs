//! Facts in the description of a parameter or a field.

use super::choices::{Choice, Listed, explain, listed};
use super::prose;
use crate::model::profile::{Patterns, Profile};

/// Facts in the description of a parameter or a field.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ParameterFacts {
    /// Whether it is required.
    pub required: bool,
    /// Its possible values.
    pub choices: Vec<Choice>,
    /// Whether the choices may be only some of its values.
    pub partial_choices: bool,
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
    let listed = match choices {
        Some(list) => {
            let values = list.split(',').map(Choice::new).collect();
            Listed {
                values: explain(values, &text, patterns),
                quoted: true,
            }
        }
        None => listed(&text, patterns),
    };
    let group = |patterns: &Patterns| {
        let (_, group) = patterns.find(&text)?;
        Some(group.trim().to_owned())
    };
    ParameterFacts {
        required,
        choices: listed.values,
        partial_choices: !listed.quoted,
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

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(text: &str) -> ParameterFacts {
        parameter_facts(&Profile::default(), Some(text))
    }

    fn values(facts: &ParameterFacts) -> Vec<&str> {
        facts
            .choices
            .iter()
            .map(|choice| choice.value.as_str())
            .collect()
    }

    #[test]
    fn markers_become_facts_and_leave_the_text() {
        let found = facts("(Required) Kind of room.  (This can only be one of A,B-1,c)");
        assert!(found.required);
        assert_eq!(values(&found), ["A", "B-1", "c"]);
        assert_eq!(found.text.as_deref(), Some("Kind of room."));
        let bare = facts("(Required) ");
        assert!(bare.required && bare.text.is_none());
        assert!(facts("The id [required] of it").required);
        assert_eq!(
            facts("The id [required] of it").text.as_deref(),
            Some("The id of it")
        );
        assert!(!facts("Required fields are listed elsewhere").required);
        assert_eq!(values(&facts(" (This can only be one of end)")), ["end"]);
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
