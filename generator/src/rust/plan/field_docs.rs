//! The docs of fields: what the source says of them, and the declared facts that it does not say itself.

use crate::ground::prose;
use crate::model::api::{Access, Bounds, Field, StringFormat, Type};

use super::docs::{self, Known};
use super::item::Context;
use super::model::Docs;

/// The docs of a field; none where only its name and type are known.
pub(super) fn field_docs(context: &Context<'_>, field: &Field, name: &str) -> Docs {
    let said = field.description.as_deref().unwrap_or_default();
    let mut lines = match said.is_empty() {
        true => Docs::new(),
        false => context.prose.block(said),
    };
    if field.deprecated {
        docs::paragraph(&mut lines, "Deprecated.".to_owned());
    }
    let says = |fact: &str| said.contains(fact);
    let says_default = |text: &str| says(text) && said.to_lowercase().contains("default");
    let bounds = Bounds {
        max_length: field
            .bounds
            .max_length
            .filter(|length| !says(&length.to_string())),
        ..field.bounds.clone()
    };
    let mut lines = docs::known(Known {
        description: lines,
        bounds: Some(&bounds),
        default: field.default.as_deref().filter(|text| !says_default(text)),
        ..Known::default()
    });
    let facts = facts(field, &says);
    if !facts.is_empty() {
        docs::paragraph(&mut lines, facts.join(" "));
    }
    if lines.is_empty() {
        lines.extend(format(&field.ty));
    }
    if lines.is_empty() && name.trim_start_matches("r#") != field.name {
        lines.push(prose::code(&field.name));
    }
    lines
}

/// Sentences about the direction of a field, and about its only value if the description does not have it.
fn facts(field: &Field, says: &dyn Fn(&str) -> bool) -> Vec<String> {
    let access = match field.access {
        Access::Both => None,
        Access::Read => Some("Only the service sets it.".to_owned()),
        Access::Write => Some("Only in requests.".to_owned()),
    };
    let always = field.constant.as_deref().map(constant_text);
    let always = always.filter(|text| !says(text));
    let always = always.map(|text| format!("Always {}.", prose::code(&text)));
    access.into_iter().chain(always).collect()
}

/// A constant as text: a JSON string without its quotes.
pub(super) fn constant_text(json: &str) -> String {
    serde_json::from_str(json).unwrap_or_else(|_| json.to_owned())
}

/// A sentence about the format of a string that its type does not say.
fn format(ty: &Type) -> Option<String> {
    match ty {
        Type::String(StringFormat::Email) => Some("An e-mail address.".to_owned()),
        Type::String(StringFormat::Other(name)) => {
            Some(format!("Of the format {}.", prose::code(name)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_the_description_has_is_not_repeated() {
        let field = Field {
            constant: Some("\"text\"".to_owned()),
            access: Access::Read,
            ..Field::new("type", Type::string())
        };
        let of = |said: &str| facts(&field, &|fact| said.contains(fact)).join(" ");
        assert_eq!(of(""), "Only the service sets it. Always `text`.");
        assert_eq!(of("Always `text`."), "Only the service sets it.");
    }
}
