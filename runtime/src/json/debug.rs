//! `Debug` of JSON values.

use std::fmt;

use super::Json;
use crate::ground::redact::{Named, Redacted};
use crate::ground::secret::is_secret_name;

/// As derived, but at any depth the values of secret names and texts that look like secrets are hidden.
impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Json::Null => f.write_str("Null"),
            Json::Bool(value) => f.debug_tuple("Bool").field(value).finish(),
            Json::Number(number) => f.debug_tuple("Number").field(number).finish(),
            Json::String(text) => f.debug_tuple("String").field(&Redacted(text)).finish(),
            Json::Array(items) => f.debug_tuple("Array").field(items).finish(),
            Json::Object(fields) => f.debug_tuple("Object").field(&Members(fields)).finish(),
        }
    }
}

struct Members<'j>(&'j [(String, Json)]);

impl fmt::Debug for Members<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(Member)).finish()
    }
}

struct Member<'j>(&'j (String, Json));

impl fmt::Debug for Member<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, value) = self.0;
        let mut pair = f.debug_tuple("");
        match is_secret_name(name) {
            true => pair.field(name).field(&Named(value)),
            false => pair.field(name).field(value),
        };
        pair.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_in_a_tree_are_hidden_at_any_depth() {
        let text = r#"{"a":[{"password":"S3CRET"},{"token":{"x":["S3CRET"]}},{"pin":1234}],
            "start_url":"https://zoo.example/s/1?zak=S3CRET","topic":"Feeding"}"#;
        let json: Json = text.parse().unwrap_or_default();
        for shown in [format!("{json:?}"), format!("{json:#?}")] {
            assert!(
                !shown.contains("S3CRET") && !shown.contains("1234"),
                "{shown}"
            );
            assert!(shown.contains("Feeding"), "{shown}");
        }
        assert_eq!(
            json.at(&["a", "0", "password"]),
            Some(&Json::from("S3CRET"))
        );
    }

    #[test]
    fn values_without_secrets_are_shown_as_by_derived_debug() {
        let json: Json = r#"{"a":[1,null,true],"b":"x"}"#.parse().unwrap_or_default();
        let number = format!("{:?}", super::super::Number::from(1));
        assert_eq!(
            format!("{json:?}"),
            format!(
                "Object([(\"a\", Array([Number({number}), Null, Bool(true)])), (\"b\", String(\"x\"))])"
            )
        );
    }
}
