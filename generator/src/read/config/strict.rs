//! Reads TOML strictly. Errors have a position and suggest the most similar valid key.

use std::ops::Range;

use serde::de::DeserializeOwned;

use crate::ground::diagnostic::{Code, Diagnostic, Origin, nearest};

/// Reads settings as a type that denies unknown fields.
///
/// # Errors
/// The text is not TOML, or not of this type.
pub(super) fn read<T: DeserializeOwned>(text: &str, origin: &Origin) -> Result<T, Diagnostic> {
    toml::from_str(text).map_err(|error| settings_error(error.message(), error.span(), origin))
}

/// The diagnostic for an error of serde in a settings file.
pub fn settings_error(message: &str, span: Option<Range<usize>>, origin: &Origin) -> Diagnostic {
    let message = message.lines().next().unwrap_or("cannot be read");
    let origin = origin.byte(span.map_or(0, |span| span.start));
    let diagnostic = Diagnostic::new(Code::BadSettings, message).at(&origin);
    match suggestion(message) {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// The help for an error such as "unknown field `ouput`, expected one of `inputs`, `output`".
fn suggestion(message: &str) -> Option<String> {
    if !message.starts_with("unknown ") {
        return None;
    }
    let words: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let (unknown, valid) = words.split_first()?;
    nearest(unknown, valid.iter().copied()).map(|word| format!("did you mean `{word}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::diagnostic::SourceId;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Settings {
        #[serde(default)]
        name: String,
        #[serde(default)]
        output: String,
    }

    #[test]
    fn an_unknown_key_has_a_position_and_a_suggestion() {
        let text = "name = \"a\"\nouput = \"b\"\n";
        let wrong = read::<Settings>(text, &Origin::root(SourceId(0))).unwrap_err();
        assert!(
            wrong.message.starts_with("unknown field `ouput`"),
            "{wrong:?}"
        );
        assert_eq!(wrong.help.as_deref(), Some("did you mean `output`?"));
        assert_eq!(
            wrong.origin.and_then(|origin| origin.offset()),
            text.find("ouput")
        );
    }

    #[test]
    fn invalid_toml_has_a_position() {
        assert!(
            read::<Settings>("name = ", &Origin::root(SourceId(0)))
                .unwrap_err()
                .origin
                .is_some()
        );
        let right =
            read::<Settings>("name = 'a'\noutput = 'b'", &Origin::root(SourceId(0))).unwrap();
        assert_eq!((right.name.as_str(), right.output.as_str()), ("a", "b"));
    }
}
