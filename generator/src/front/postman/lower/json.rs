//! JSON with templates, as bodies have it.

use jsonc_parser::{ParseOptions, parse_to_serde_value};

use super::super::dynamic;
use super::super::template::{self, Piece};
use super::super::variables::Scope;
use super::super::wire::without_comments;
use crate::ground::secret::PLACEHOLDER;

/// Whether a text begins like a JSON object or list.
pub(super) fn looks_like_json(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(['{', '['])
        && template::whole(text.trim()).is_none()
        && !matches!(template::pieces(text).first(), Some(Piece::Template(_)))
}

/// The text from which its type is inferred: templates outside strings are replaced by their values, where these are JSON,
/// and dynamic variables by placeholders of their types.
pub(super) fn for_inference(text: &str, scope: &Scope) -> String {
    fill(text, |name, whole_string, in_string| {
        let template = template::of(name);
        let placeholder = dynamic::placeholder(name).filter(|_| scope.binding(name).is_none());
        match (in_string, placeholder) {
            (true, Some("<integer>" | "<long>" | "<number>" | "<boolean>")) => template,
            (true, Some(kind)) if whole_string => kind.to_owned(),
            (true, _) => template,
            (false, Some(kind)) => format!("\"{kind}\""),
            (false, None) => {
                let value = scope.fill(&template);
                let json = serde_json::from_str::<serde_json::Value>(&value).is_ok();
                if json { value } else { template }
            }
        }
    })
}

/// The text as documentation may show it: templates are replaced by their values, secrets by a mark, and templates without
/// a value by `null`, or by `<name>` in strings.
pub(super) fn for_documentation(text: &str, scope: &Scope) -> String {
    fill(text, |name, _, in_string| {
        let resolved = scope.resolve(&template::of(name));
        let value = match (resolved.secret, template::any(&resolved.text)) {
            (true, _) => PLACEHOLDER.to_owned(),
            (false, true) => format!("<{}>", name.trim_start_matches('$')),
            (false, false) => resolved.text,
        };
        match in_string {
            true => escaped(&value),
            false if serde_json::from_str::<serde_json::Value>(&value).is_ok() => value,
            false => "null".to_owned(),
        }
    })
}

/// The text without comments and trailing commas; text that is not JSON even then is not changed.
pub(super) fn strict_json(text: String) -> String {
    if serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok() {
        return text;
    }
    let bare = without_comments(&text);
    if serde_json::from_str::<serde::de::IgnoredAny>(&bare).is_ok() {
        return bare;
    }
    match parse_to_serde_value::<serde_json::Value>(&text, &ParseOptions::default()) {
        Ok(value) => format!("{value:#}"),
        Err(_) => text,
    }
}

/// Replaces each template by what `value` returns for its name, whether it is the whole of a string, and whether it is in a
/// string.
fn fill(text: &str, value: impl Fn(&str, bool, bool) -> String) -> String {
    let pieces = template::pieces(text);
    let mut filled = String::with_capacity(text.len());
    let mut in_string = false;
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Text(plain) => {
                in_string = string_state(plain, in_string);
                filled.push_str(plain);
            }
            Piece::Template(name) => {
                let closed =
                    matches!(pieces.get(at + 1), Some(Piece::Text(next)) if next.starts_with('"'));
                let whole = in_string && filled.ends_with('"') && closed;
                filled.push_str(&value(name, whole, in_string));
            }
        }
    }
    filled
}

/// Whether the end of a text is in a string, if its beginning is or is not.
fn string_state(text: &str, mut in_string: bool) -> bool {
    let mut escaped = false;
    for c in text.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if in_string => escaped = true,
            '"' => in_string = !in_string,
            _ => {}
        }
    }
    in_string
}

/// The text escaped for a JSON string, without the quotes.
fn escaped(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    quoted
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or_default()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::super::testing::collection;
    use super::*;

    fn scope() -> Scope {
        Scope::new(
            &collection(&json!({"n": 5, "s": "q\"uote", "token": "t0k3n"})),
            &[],
        )
    }

    #[test]
    fn types_see_values_outside_strings() {
        let text = r#"{"a":"{{s}}","n":{{n}},"x":{{none}},"id":"{{$guid}}","t":{{$timestamp}}}"#;
        assert_eq!(
            for_inference(text, &scope()),
            r#"{"a":"{{s}}","n":5,"x":{{none}},"id":"<uuid>","t":"<long>"}"#
        );
    }

    #[test]
    fn examples_hold_no_template_and_no_secret() {
        let text = r#"{"a":"{{s}}","n":{{n}},"x":{{none}},"y":"{{none}}","k":"{{token}}"}"#;
        let shown = for_documentation(text, &scope());
        assert_eq!(
            shown,
            r#"{"a":"q\"uote","n":5,"x":null,"y":"<none>","k":"<hidden>"}"#
        );
        assert!(serde_json::from_str::<serde_json::Value>(&shown).is_ok());
    }

    #[test]
    fn comments_and_trailing_commas_are_not_sent() {
        let strict = |text: &str| strict_json(text.to_owned());
        assert_eq!(strict("{\"a\": 1}"), "{\"a\": 1}");
        assert_eq!(strict("{\"a\": 1} // it's one"), "{\"a\": 1} ");
        assert_eq!(strict("[1, /* two */ 3,]"), "[\n  1,\n  3\n]");
        assert_eq!(strict("{a b}"), "{a b}");
    }

    #[test]
    fn json_is_known_by_its_beginning() {
        assert!(looks_like_json(" {\"a\":1}") && looks_like_json("[1]"));
        assert!(
            !looks_like_json("{{payload}}")
                && !looks_like_json("{{header}}\n<a/>")
                && !looks_like_json("<a/>")
        );
    }
}
