//! TOML read strictly: what is wrong is placed, and the nearest right key offered.

use std::ops::Range;

use serde::de::DeserializeOwned;

use crate::ground::diagnostic::{Code, Diagnostic, Origin, nearest};

/// Reads settings into a type that denies unknown fields.
///
/// # Errors
/// What TOML or the type does not allow.
pub(super) fn read<T: DeserializeOwned>(text: &str, origin: &Origin) -> Result<T, Diagnostic> {
    toml::from_str(text).map_err(|error| complaint(error.message(), error.span(), origin))
}

/// The diagnostic for what serde says of a settings file.
pub fn complaint(message: &str, span: Option<Range<usize>>, origin: &Origin) -> Diagnostic {
    let message = message.lines().next().unwrap_or("cannot be read");
    let place = origin.byte(span.map_or(0, |span| span.start));
    let diagnostic = Diagnostic::new(Code::BadSettings, message).at(&place);
    match mend(message) {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// From "unknown field `ouput`, expected one of `inputs`, `output`": what was meant.
fn mend(message: &str) -> Option<String> {
    if !message.starts_with("unknown ") {
        return None;
    }
    let words: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let (wrong, right) = words.split_first()?;
    nearest(wrong, right.iter().copied()).map(|word| format!("did you mean `{word}`?"))
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
    fn a_wrong_key_is_placed_and_mended() {
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
    fn broken_toml_is_placed() {
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
