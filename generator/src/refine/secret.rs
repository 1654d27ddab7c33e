//! Gives texts with the name of a secret the format of secrets, and hides the examples of names that a profile adds.

use serde_json::Value as Json;

use crate::ground::secret::{self, PLACEHOLDER};
use crate::ground::words::same_letters;
use crate::model::api::{Api, Example, Location, Operation, StringFormat, Type, TypeShape, Value};
use crate::model::profile::{Profile, SecretWords};

/// Marks the fields of records, the parameters and the fields of forms.
pub(super) fn mark(api: &mut Api, profile: &Profile) {
    let names = Names {
        words: profile.secrets(),
        cursors: [
            &profile.pagination().token_parameters[..],
            &profile.pagination().token_fields[..],
        ],
    };
    for def in &mut api.types {
        if let TypeShape::Record(record) = &mut def.shape {
            for field in &mut record.fields {
                names.mark(&field.name, &mut field.ty, secret::is_secret_field);
            }
        }
    }
    for operation in &mut api.operations {
        names.mark_operation(operation);
    }
}

/// The names of secrets.
struct Names<'p> {
    /// Those that the profile adds and removes.
    words: &'p SecretWords,
    /// Names of page tokens, which are no secrets.
    cursors: [&'p [String]; 2],
}

impl Names<'_> {
    fn mark_operation(&self, operation: &mut Operation) {
        for parameter in &mut operation.parameters {
            let by_list = match parameter.location {
                Location::Header => secret::is_secret_header,
                Location::Path | Location::Query | Location::WholeQuery | Location::Cookie => {
                    secret::is_secret_field
                }
            };
            self.mark(&parameter.name, &mut parameter.ty, by_list);
            if self.is_added(&parameter.name) {
                (parameter.default, parameter.examples) = (None, Vec::new());
            }
        }
        let body = operation.body.as_mut();
        for field in body
            .and_then(|body| body.kind.fields_mut())
            .into_iter()
            .flatten()
        {
            self.mark(&field.name, &mut field.ty, secret::is_secret_field);
            if self.is_added(&field.name) {
                (field.default, field.examples) = (None, Vec::new());
            }
        }
        if !self.words.names.is_empty() {
            operation
                .examples
                .iter_mut()
                .for_each(|example| self.hide_in_example(example));
        }
    }

    /// Changes the type of a text, or of a list of texts, of this name.
    fn mark(&self, name: &str, ty: &mut Type, by_list: fn(&str) -> bool) {
        let mut text = ty;
        while let Type::Array(item) = text {
            text = item;
        }
        let Type::String(format) = text else {
            return;
        };
        let is_cursor = self.cursors.iter().any(|words| has(words, name));
        if has(&self.words.public, name) || is_cursor {
            if *format == StringFormat::Password {
                *format = StringFormat::Plain;
            }
        } else if self.is_added(name) || (may_be_secret(format) && by_list(name)) {
            *format = StringFormat::Password;
        }
    }

    /// Whether the profile says that values of this name are secrets.
    fn is_added(&self, name: &str) -> bool {
        has(&self.words.names, name)
    }

    fn hide_in_example(&self, example: &mut Example) {
        example.path.retain(|name, _| !self.is_added(name));
        example.query.retain(|(name, _)| !self.is_added(name));
        example.headers.retain(|(name, _)| !self.is_added(name));
        example.cookies.retain(|(name, _)| !self.is_added(name));
        match &mut example.body {
            Some(Value::Fields(fields)) => fields.retain_mut(|(name, text)| {
                self.hide_in_text(text);
                !self.is_added(name)
            }),
            Some(Value::Text(text)) => self.hide_in_text(text),
            None => {}
        }
    }

    /// Hides values in a text of JSON. Other texts stay unchanged.
    fn hide_in_text(&self, text: &mut String) {
        let Ok(mut json) = serde_json::from_str::<Json>(text) else {
            return;
        };
        if self.hide_in_json(&mut json) {
            *text = format!("{json:#}");
        }
    }

    /// Whether anything was hidden. The recursion is as deep as the parser allows documents to be.
    fn hide_in_json(&self, json: &mut Json) -> bool {
        let mut hidden = false;
        match json {
            Json::Array(items) => {
                for item in items {
                    hidden |= self.hide_in_json(item);
                }
            }
            Json::Object(fields) => {
                for (key, value) in fields.iter_mut() {
                    hidden |= match value {
                        Json::String(text) if self.is_added(key) => {
                            PLACEHOLDER.clone_into(text);
                            true
                        }
                        value => self.hide_in_json(value),
                    };
                }
            }
            _ => {}
        }
        hidden
    }
}

/// Whether a list has a name, whatever its case and separators.
fn has(words: &[String], name: &str) -> bool {
    words.iter().any(|word| same_letters(word, name))
}

/// Whether texts of this format may be secrets: not dates and numbers.
fn may_be_secret(format: &StringFormat) -> bool {
    match format {
        StringFormat::Plain
        | StringFormat::Uuid
        | StringFormat::Url
        | StringFormat::Password
        | StringFormat::Other(_) => true,
        StringFormat::Date
        | StringFormat::DateTime
        | StringFormat::Time
        | StringFormat::Duration
        | StringFormat::Decimal
        | StringFormat::Email => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::diagnostic::{Origin, SourceId};
    use crate::model::api::{Field, OperationKey, Parameter, Record, ServiceId, TypeDef};

    fn origin() -> Origin {
        Origin::root(SourceId(0))
    }

    /// The format of a text of this name in a record.
    fn format(profile: &str, name: &str, ty: Type) -> Type {
        let mut api = Api::default();
        let fields = vec![Field::new(name, ty)];
        let shape = TypeShape::Record(Record::new(fields));
        let id = api.add_type(TypeDef::new(Vec::new(), shape, origin()));
        mark(&mut api, &Profile::with_overrides(profile).unwrap());
        match &api.type_def(id).shape {
            TypeShape::Record(record) => record.fields[0].ty.clone(),
            _ => Type::Any,
        }
    }

    #[test]
    fn fields_with_the_name_of_a_secret_are_secrets() {
        let password = || Type::String(StringFormat::Password);
        for name in ["password", "accessToken", "client_secret", "zak", "apiKey"] {
            assert_eq!(format("", name, Type::string()), password(), "{name}");
        }
        let uuid = || Type::String(StringFormat::Uuid);
        assert_eq!(format("", "token", uuid()), password());
        assert_eq!(format("", "token_id", uuid()), uuid());
        let list = |ty| Type::Array(Box::new(ty));
        assert_eq!(format("", "tokens", list(Type::string())), list(password()));
        for name in [
            "next_page_token",
            "token_type",
            "password_required",
            "continuation_token",
            "issue_key",
            "authorization",
            "public_key",
        ] {
            assert_eq!(format("", name, Type::string()), Type::string(), "{name}");
        }
        assert_eq!(format("", "password", Type::Boolean), Type::Boolean);
        let expiry = Type::String(StringFormat::DateTime);
        assert_eq!(format("", "token", expiry.clone()), expiry);
    }

    #[test]
    fn a_profile_adds_and_removes_names() {
        let profile = "[secrets]\nnames = [\"start_url\"]\npublic = [\"signature\"]";
        let url = || Type::String(StringFormat::Url);
        assert_eq!(format("", "start_url", url()), url());
        let password = Type::String(StringFormat::Password);
        assert_eq!(format(profile, "startUrl", url()), password);
        assert_eq!(
            format(profile, "signature", password.clone()),
            Type::string()
        );
        assert_eq!(format(profile, "token", Type::string()), password);
    }

    #[test]
    fn examples_of_added_names_are_hidden() {
        let key = OperationKey::new("POST", "/x");
        let mut operation = Operation::new(key, ServiceId(0), origin());
        let parameter = Parameter::new("startUrl", Location::Query, Type::string(), origin());
        operation.parameters.push(Parameter {
            examples: vec!["https://zoo.example/s".to_owned()],
            ..parameter
        });
        let pair = |name: &str| (name.to_owned(), Some("https://zoo.example/s".to_owned()));
        let body = r#"{"a":[{"start_url":"https://zoo.example/s","b":1}]}"#;
        operation.examples.push(Example {
            name: String::new(),
            path: Default::default(),
            query: vec![pair("startUrl"), pair("other")],
            headers: Vec::new(),
            cookies: Vec::new(),
            body: Some(Value::Text(body.to_owned())),
        });
        let mut api = Api::default();
        api.operations.push(operation);
        let profile = "[secrets]\nnames = [\"start_url\"]";
        mark(&mut api, &Profile::with_overrides(profile).unwrap());
        let operation = &api.operations[0];
        assert!(operation.parameters[0].examples.is_empty());
        let example = &operation.examples[0];
        assert_eq!(example.query, [pair("other")]);
        let Some(Value::Text(text)) = &example.body else {
            panic!("{example:?}");
        };
        assert!(
            text.contains(PLACEHOLDER) && text.contains("\"b\": 1"),
            "{text}"
        );
        assert!(!text.contains("zoo.example"), "{text}");
    }
}
