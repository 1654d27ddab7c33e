//! Removes what a correction removes or hides from the examples of an operation.

use serde_json::Value as Json;

use crate::model::api::{Api, Example, Location, Operation, Value};

use super::target::{Node, Target};

/// Removes the value at a location from the operation's examples.
pub(super) fn remove(api: &mut Api, location: &str, target: Target) {
    let Some(operation) = api.operations.get_mut(target.operation) else {
        return;
    };
    let named = named_part(operation, target.node);
    for example in &mut operation.examples {
        match &named {
            Some((Some(parameter), name)) => remove_parameter(example, *parameter, name),
            Some((None, name)) => remove_from_body(example, location, Some(name)),
            None => remove_from_body(example, location, None),
        }
    }
}

/// Removes a secret value, and the list that it is in, from the operation's examples and from those of its parameter or
/// field.
pub(super) fn hide(api: &mut Api, location: &str, target: Target) {
    let mut outer = location;
    while let Some(shorter) = outer.strip_suffix("[]").or(outer.strip_suffix("{}")) {
        outer = shorter;
    }
    remove(api, outer, target);
    let Some(operation) = api.operations.get_mut(target.operation) else {
        return;
    };
    let body = operation.body.as_mut();
    let examples = match target.node {
        Node::Parameter(index) => {
            let parameter = operation.parameters.get_mut(index);
            parameter.map(|parameter| &mut parameter.examples)
        }
        Node::FormField(index) => body
            .and_then(|body| body.kind.fields_mut()?.get_mut(index))
            .map(|field| &mut field.examples),
        Node::Body | Node::Response(_) | Node::Field(..) => None,
    };
    if let Some(examples) = examples {
        examples.clear();
    }
}

/// The name of a parameter, with its location, or of a field of a form.
fn named_part(operation: &Operation, node: Node) -> Option<(Option<Location>, String)> {
    match node {
        Node::Parameter(index) => {
            let parameter = operation.parameters.get(index)?;
            Some((Some(parameter.location), parameter.name.clone()))
        }
        Node::FormField(index) => {
            let fields = operation.body.as_ref()?.kind.fields()?;
            Some((None, fields.get(index)?.name.clone()))
        }
        Node::Body | Node::Response(_) | Node::Field(..) => None,
    }
}

fn remove_parameter(example: &mut Example, location: Location, name: &str) {
    match location {
        Location::Query => example.query.retain(|(key, _)| key != name),
        Location::Header => example
            .headers
            .retain(|(key, _)| !key.eq_ignore_ascii_case(name)),
        Location::Cookie => example.cookies.retain(|(key, _)| key != name),
        Location::WholeQuery => example.query.clear(),
        Location::Path => {
            example.path.shift_remove(name);
        }
    }
}

/// Removes the value at a location from the body; of a form, the field of this name, if one is given.
fn remove_from_body(example: &mut Example, location: &str, field: Option<&str>) {
    let Some(inner) = location.strip_prefix("body") else {
        return;
    };
    if inner.is_empty() {
        example.body = None;
        return;
    }
    match (&mut example.body, field) {
        (Some(Value::Fields(fields)), Some(field)) => fields.retain(|(key, _)| key != field),
        (Some(Value::Fields(fields)), None) => {
            for (key, text) in fields {
                remove_from_field(key, text, inner);
            }
        }
        (Some(Value::Text(text)), _) => remove_from_text(text, inner),
        (None, _) => {}
    }
}

/// Removes a value from JSON in a field of a form: `.settings.host` is the key `host` in the field `settings`.
fn remove_from_field(key: &str, text: &mut String, location: &str) {
    let inner = location
        .strip_prefix('.')
        .and_then(|location| location.strip_prefix(key))
        .filter(|rest| rest.starts_with(['.', '[', '{']));
    if let Some(inner) = inner {
        remove_from_text(text, inner);
    }
}

/// Removes a value from JSON text. Text that is not JSON, or has no such value, stays unchanged.
fn remove_from_text(text: &mut String, location: &str) {
    let Ok(json) = serde_json::from_str::<Json>(text) else {
        return;
    };
    let mut rest = json.clone();
    remove_key(&mut rest, location);
    if rest != json {
        *text = rest.to_string();
    }
}

/// Removes the key at a location such as `.a.b[].c`. Keys may contain dots: the whole rest is tried
/// as a key first, then the shortest key that exists.
fn remove_key(json: &mut Json, location: &str) {
    let inner = location
        .strip_prefix("[]")
        .or_else(|| location.strip_prefix("{}"));
    if let Some(rest) = inner {
        match json {
            Json::Array(items) => items.iter_mut().for_each(|item| remove_key(item, rest)),
            Json::Object(fields) => fields
                .values_mut()
                .for_each(|value| remove_key(value, rest)),
            _ => {}
        }
        return;
    }
    let (Some(location), Json::Object(fields)) = (location.strip_prefix('.'), json) else {
        return;
    };
    if fields.shift_remove(location).is_some() {
        return;
    }
    for (end, _) in location.match_indices(['.', '[', '{']) {
        let (key, rest) = location.split_at(end);
        if let Some(value) = fields.get_mut(key) {
            return remove_key(value, rest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_in_a_field_of_a_form_is_removed_and_nothing_else() {
        let pair = |key: &str, text: &str| (key.to_owned(), text.to_owned());
        let fields = vec![
            pair("", "kept"),
            pair("settings", r#"{"host": true, "chat": 1}"#),
            pair("settings2", r#"{ "host": true }"#),
        ];
        let mut example = Example {
            body: Some(Value::Fields(fields)),
            ..Example::default()
        };
        remove_from_body(&mut example, "body.settings.host", None);
        let expected = vec![
            pair("", "kept"),
            pair("settings", r#"{"chat":1}"#),
            pair("settings2", r#"{ "host": true }"#),
        ];
        assert_eq!(example.body, Some(Value::Fields(expected)));
    }

    #[test]
    fn keys_are_removed_from_objects_in_lists_and_maps() {
        let removed = |text: &str, location: &str| {
            let mut json: Json = serde_json::from_str(text).unwrap();
            remove_key(&mut json, location);
            json.to_string()
        };
        assert_eq!(removed(r#"{"a":1,"b":2}"#, ".a"), r#"{"b":2}"#);
        assert_eq!(
            removed(r#"{"a":{"x.y":[{"k":1,"l":2},{"k":3}]}}"#, ".a.x.y[].k"),
            r#"{"a":{"x.y":[{"l":2},{}]}}"#
        );
        assert_eq!(removed(r#"[{"k":1}]"#, "[].k"), "[{}]");
        assert_eq!(removed(r#"{"a":1}"#, ".b.c"), r#"{"a":1}"#);
    }
}
