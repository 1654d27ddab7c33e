//! The example call of an operation.

use crate::ground::filler::is_certain;
use crate::ground::personal::Replacer;
use crate::model::api::{
    Api, BodyKind, Example, FormField, Location, Operation, Parameter, Type, Value,
};
use crate::model::profile::ALIAS_OF_CALLER;
use crate::model::sample::{is_file, neutral};

use super::body::{identifies, is_made, parsed};
use super::value::{Change, Cleaner};

/// The most fields that an example gets for which the source has no value.
const FIELDS: usize = 2;

/// Keeps one example, with neutral values.
pub(super) fn publish(api: &Api, operation: &mut Operation) {
    operation.examples.truncate(1);
    let mut example = operation.examples.pop().unwrap_or_default();
    let mut cleaner = Cleaner {
        api,
        replaced: Replacer::default(),
        made: was_made(&example),
    };
    cleaner.example(operation, &mut example);
    cleaner.known_values(operation);
    fill(operation, &mut example);
    operation.examples.push(example);
}

/// Whether a program wrote the values of an example.
fn was_made(example: &Example) -> bool {
    let texts = example.path.values();
    let query = example.query.iter().filter_map(|(_, value)| value.as_ref());
    let in_body = match &example.body {
        Some(Value::Fields(fields)) => fields
            .iter()
            .any(|(_, value)| is_certain(value) || parsed(value).as_ref().is_some_and(is_made)),
        Some(Value::Text(text)) => parsed(text).as_ref().is_some_and(is_made),
        None => false,
    };
    in_body || texts.chain(query).any(|value| is_certain(value))
}

impl Cleaner<'_> {
    fn example(&mut self, operation: &Operation, example: &mut Example) {
        let parameter = |name: &str, location| {
            let mut all = operation.parameters.iter();
            all.find(|parameter| {
                parameter.location == location && parameter.name.eq_ignore_ascii_case(name)
            })
        };
        let alias = operation.notes.get(ALIAS_OF_CALLER).first();
        for (name, value) in &mut example.path {
            let ty = parameter(name, Location::Path)
                .map_or(Type::string(), |parameter| parameter.ty.clone());
            match alias.filter(|_| is_of_user(name)) {
                Some(alias) => value.clone_from(alias),
                None => self.needed(name, &ty, value),
            }
        }
        example.query.retain_mut(|(name, value)| {
            let found = parameter(name, Location::Query);
            let Some(value) = value else {
                return true;
            };
            found.is_some_and(|found| found.constant.is_some()) || self.is_kept(name, found, value)
        });
        example.headers.retain_mut(|(name, value)| {
            let found = parameter(name, Location::Header);
            found.is_some_and(|found| found.constant.is_some()) || self.is_kept(name, found, value)
        });
        example.cookies.retain_mut(|(name, value)| {
            let found = parameter(name, Location::Cookie);
            found.is_some_and(|found| found.constant.is_some()) || self.is_kept(name, found, value)
        });
        match &mut example.body {
            Some(Value::Fields(fields)) => self.fields(operation, fields),
            Some(text) => self.body(operation, text),
            None => {}
        }
    }

    /// Replaces a value that a call needs.
    fn needed(&mut self, name: &str, ty: &Type, value: &mut String) {
        if let Change::Value(shown) | Change::Name(shown) = self.change(name, ty, value) {
            *value = shown;
        }
    }

    /// Replaces the value of a parameter; whether the example keeps it. A caller sets no page and nothing that is deprecated,
    /// and an optional value of which only the name is known says nothing.
    fn is_kept(&mut self, name: &str, parameter: Option<&Parameter>, value: &mut String) -> bool {
        let required = parameter.is_some_and(|parameter| parameter.required);
        let deprecated = parameter.is_some_and(|parameter| parameter.deprecated);
        let plain = Type::string();
        let ty = parameter.map_or(&plain, |parameter| &parameter.ty);
        let change = self.change(name, ty, value);
        match change {
            _ if !required && (deprecated || neutral::selects_page(name)) => return false,
            Change::None => {}
            Change::Name(_) if !required && !neutral::speaks_for_itself(name) => return false,
            Change::Value(shown) | Change::Name(shown) => *value = shown,
        }
        true
    }

    /// Replaces the values of a form.
    fn fields(&mut self, operation: &Operation, fields: &mut Vec<(String, String)>) {
        let declared = operation
            .body
            .as_ref()
            .and_then(|body| body.kind.fields())
            .unwrap_or_default();
        let of_person = fields.iter().any(|(name, _)| identifies(name));
        fields.retain_mut(|(name, value)| {
            let name: &str = name;
            let field = declared.iter().find(|field| field.name == *name);
            let plain = Type::string();
            let ty = field.map_or(&plain, |field| &field.ty);
            if is_file(ty) {
                return true;
            }
            if let Some(shown) = self.json_text(name, ty, value) {
                *value = shown;
                return true;
            }
            let required = field.is_some_and(|field| field.required);
            let deprecated = field.is_some_and(|field| field.deprecated);
            let called = if of_person && name.eq_ignore_ascii_case("name") {
                "full_name"
            } else {
                name
            };
            let change = self.change(called, ty, value);
            match change {
                _ if deprecated && !required => return false,
                Change::None => {}
                Change::Name(_) if !required && !neutral::speaks_for_itself(name) => return false,
                Change::Value(shown) | Change::Name(shown) => *value = shown,
            }
            true
        });
    }

    /// Drops the example values and replaces the defaults that must not be shown.
    fn known_values(&mut self, operation: &mut Operation) {
        for parameter in &mut operation.parameters {
            let (name, ty) = (&parameter.name, &parameter.ty);
            parameter
                .examples
                .retain(|value| self.change(name, ty, value) == Change::None);
        }
        let fields = operation
            .body
            .as_mut()
            .and_then(|body| body.kind.fields_mut());
        for field in fields.into_iter().flatten() {
            let (name, ty) = (&field.name, &field.ty);
            field
                .examples
                .retain(|value| self.change(name, ty, value) == Change::None);
        }
    }
}

/// Whether a path parameter is the identifier of a user, in whose place the caller's alias may stand.
fn is_of_user(name: &str) -> bool {
    name.to_lowercase().contains("user")
}

/// Gives a form of which the source has no value some fields that can be sent, so that the example shows how it is filled in.
fn fill(operation: &Operation, example: &mut Example) {
    let Some(body) = &operation.body else {
        return;
    };
    let (BodyKind::Form(fields) | BodyKind::Multipart(fields) | BodyKind::Object(fields)) =
        &body.kind
    else {
        return;
    };
    let is_empty = match &example.body {
        None => true,
        Some(Value::Fields(shown)) => shown.iter().all(|(_, value)| value.is_empty()),
        Some(Value::Text(_)) => false,
    };
    if !is_empty || fields.iter().any(|field| field.required) {
        return;
    }
    let known = fields
        .iter()
        .filter(|field| !field.deprecated)
        .filter_map(|field| Some((field.name.clone(), made(field)?)));
    let known: Vec<(String, String)> = known.take(FIELDS).collect();
    if !known.is_empty() {
        example.body = Some(Value::Fields(known));
    }
}

/// A value for a field, where its type or its name say which can be sent.
fn made(field: &FormField) -> Option<String> {
    match &field.ty {
        Type::String(format) => {
            let typical = neutral::typical(&field.name, format);
            typical.or_else(|| {
                neutral::speaks_for_itself(&field.name).then(|| neutral::text(&field.name, format))
            })
        }
        Type::Boolean => Some("true".to_owned()),
        Type::Integer | Type::Unsigned => Some(neutral::number(&field.name).to_string()),
        _ => None,
    }
}
