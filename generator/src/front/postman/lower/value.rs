//! Types and facts of one value, from its examples and its description: shared by path, query, headers and forms.

use indexmap::IndexSet;

use crate::ground::diagnostic::Origin;
use crate::infer::{Choice, ParameterFacts, Shape, choices_type, list_style, parameter_facts};
use crate::model::api::{ParameterStyle, StringFormat, Type};

use super::Lowering;
use crate::ground::secret;

/// What a document says about one value.
pub(super) struct ValueEvidence<'a> {
    /// The name of its operation, for the names of types.
    pub(super) operation: &'a str,
    /// Its name on the wire.
    pub(super) name: &'a str,
    /// Its description.
    pub(super) description: Option<&'a str>,
    /// Its values with variables replaced, in the source's order.
    pub(super) samples: Vec<String>,
    /// Whether JSON written into it has the shape of that JSON: form fields only.
    pub(super) structured: bool,
    /// Its location in the source.
    pub(super) origin: &'a Origin,
}

/// What is inferred about one value.
pub(super) struct ValueInference {
    pub(super) ty: Type,
    /// The style of a list, where the samples show one.
    pub(super) style: Option<ParameterStyle>,
    pub(super) facts: ParameterFacts,
    /// Values that documentation may show.
    pub(super) examples: Vec<String>,
}

impl Lowering<'_> {
    /// Type, facts and examples of a value in a path, query, header or form.
    pub(super) fn infer_value(&mut self, evidence: ValueEvidence<'_>) -> ValueInference {
        let mut facts = parameter_facts(self.profile, evidence.description);
        let default = facts.default.take();
        facts.default = default
            .clone()
            .filter(|value| !secret::is_real_credential(evidence.name, value));
        if let Some(hidden) = default.filter(|_| facts.default.is_none()) {
            let text = facts.text.take();
            facts.text = text.map(|text| text.replace(&hidden, secret::HIDDEN));
        }
        let path = [evidence.operation, evidence.name].map(str::to_owned);
        let texts: Vec<&str> = evidence.samples.iter().map(String::as_str).collect();
        let style = texts.iter().find_map(|text| list_style(text));
        let ty = match texts.is_empty() {
            true => Type::string(),
            false => Shape::from_scalars(&texts).lower(&mut self.api, &path, evidence.origin),
        };
        let base = match evidence.structured {
            true => ty,
            false => text_type(ty, style.is_some()),
        };
        if facts.partial_choices && !all_listed(&evidence.samples, &facts.choices) {
            facts.choices.clear();
        }
        let mut ty = choices_type(&mut self.api, &path, evidence.origin, &facts.choices, &base);
        if ty == Type::string() && secret::is_secret_field(evidence.name) {
            ty = Type::String(StringFormat::Password);
        }
        let samples = evidence.samples.iter();
        let examples: IndexSet<String> = samples
            .filter_map(|sample| public_example(evidence.name, sample))
            .collect();
        ValueInference {
            ty,
            style,
            facts,
            examples: examples.into_iter().collect(),
        }
    }
}

/// Whether all samples that are no placeholders are among the values that prose lists.
fn all_listed(samples: &[String], choices: &[Choice]) -> bool {
    let mut samples = samples.iter().map(|sample| sample.trim());
    samples.all(|sample| {
        let is_listed = choices.iter().any(|choice| choice.value == sample);
        is_listed || sample.is_empty() || is_placeholder(sample) || sample.starts_with("{{")
    })
}

/// The type where JSON in a value is only text: lists stay lists only if `list` says so.
fn text_type(ty: Type, list: bool) -> Type {
    match ty {
        Type::Array(item) if list => Type::Array(Box::new(text_type(*item, false))),
        Type::Any | Type::Array(_) | Type::Map(_) | Type::Named(_) | Type::Binary => Type::string(),
        scalar => scalar,
    }
}

/// The sample with secrets hidden; `None` if it is a secret or a placeholder.
pub(super) fn public_example(name: &str, sample: &str) -> Option<String> {
    let sample = secret::example(name, sample)?;
    let shown = secret::hide_in_example(&sample);
    (!shown.trim().is_empty() && !is_placeholder(&shown)).then(|| shown.into_owned())
}

/// Whether a text is a placeholder of Postman's converter: `<string>`, `<string>,<string>`, or `[object Object]` for an
/// object in a form.
pub(super) fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    let angled = text.starts_with('<')
        && text.ends_with('>')
        && !text.contains("</")
        && !text.ends_with("/>");
    (angled && text.len() < 200) || text == "[object Object]"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_and_secrets_are_not_shown() {
        assert_eq!(public_example("x", "<string>"), None);
        assert_eq!(public_example("x", "<long>,<long>"), None);
        assert_eq!(public_example("x", "<a>1</a>").as_deref(), Some("<a>1</a>"));
        assert_eq!(public_example("api_key", "abcdef"), None);
        assert_eq!(
            public_example("x", "{\"token\":\"abcdef\"}").as_deref(),
            Some("{\n  \"token\": \"<hidden>\"\n}")
        );
    }

    #[test]
    fn json_is_text_where_it_has_no_meaning() {
        assert_eq!(
            text_type(Type::Array(Box::new(Type::Integer)), false),
            Type::string()
        );
        assert_eq!(
            text_type(Type::Array(Box::new(Type::Integer)), true),
            Type::Array(Box::new(Type::Integer))
        );
    }
}
