//! Examples show nothing that is not there.

use serde_json::Value as Json;

use crate::model::api::{Api, Example, Location, Operation, Value};

use super::place::Holder;

/// Takes what stands at a place out of an operation's examples.
pub(super) fn forget(api: &mut Api, index: usize, place: &str, holder: Holder) {
    let Some(operation) = api.operations.get_mut(index) else {
        return;
    };
    let found = named(operation, holder);
    for example in &mut operation.examples {
        match &found {
            Some(Part::Parameter(location, name)) => forget_parameter(example, *location, name),
            Some(Part::Field(name)) => forget_in_body(example, place, Some(name)),
            None => forget_in_body(example, place, None),
        }
    }
}

/// As [`forget`], of a value that is there, and by what else its examples are known.
pub(super) fn hide(api: &mut Api, index: usize, place: &str, holder: Holder) {
    // Of a list of secrets, none is shown.
    let mut outer = place;
    while let Some(shorter) = outer.strip_suffix("[]").or(outer.strip_suffix("{}")) {
        outer = shorter;
    }
    forget(api, index, outer, holder);
    let Some(operation) = api.operations.get_mut(index) else {
        return;
    };
    let body = operation.body.as_mut();
    let examples = match holder {
        Holder::Parameter(at) => operation
            .parameters
            .get_mut(at)
            .map(|one| &mut one.examples),
        Holder::FormField(at) => body
            .and_then(|body| body.kind.fields_mut()?.get_mut(at))
            .map(|one| &mut one.examples),
        Holder::Body | Holder::Response(_) | Holder::Field(..) => None,
    };
    if let Some(examples) = examples {
        examples.clear();
    }
}

/// What an example shows by its name.
enum Part {
    Parameter(Location, String),
    /// A field of a form as a whole.
    Field(String),
}

fn named(operation: &Operation, holder: Holder) -> Option<Part> {
    match holder {
        Holder::Parameter(at) => {
            let one = operation.parameters.get(at)?;
            Some(Part::Parameter(one.location, one.name.clone()))
        }
        Holder::FormField(at) => {
            let fields = operation.body.as_ref()?.kind.fields()?;
            Some(Part::Field(fields.get(at)?.name.clone()))
        }
        Holder::Body | Holder::Response(_) | Holder::Field(..) => None,
    }
}

fn forget_parameter(example: &mut Example, location: Location, name: &str) {
    match location {
        Location::Query => example.query.retain(|(key, _)| key != name),
        Location::Header => example
            .headers
            .retain(|(key, _)| !key.eq_ignore_ascii_case(name)),
        Location::Path => {
            example.path.shift_remove(name);
        }
    }
}

fn forget_in_body(example: &mut Example, place: &str, field: Option<&str>) {
    let Some(inner) = place.strip_prefix("body") else {
        return;
    };
    if inner.is_empty() {
        example.body = None;
        return;
    }
    match (&mut example.body, field) {
        (Some(Value::Fields(fields)), Some(field)) => fields.retain(|(key, _)| key != field),
        (Some(Value::Fields(fields)), None) => {
            fields
                .iter_mut()
                .for_each(|(key, text)| forget_in_field(key, text, inner));
        }
        (Some(Value::Text(text)), _) => forget_in_text(text, inner),
        (None, _) => {}
    }
}

/// Within a form's field that holds JSON: `.settings.host` is the `host` in `settings`.
fn forget_in_field(key: &str, text: &mut String, place: &str) {
    let inside = place
        .strip_prefix('.')
        .and_then(|place| place.strip_prefix(key))
        .filter(|rest| rest.starts_with(['.', '[', '{']));
    if let Some(inside) = inside {
        forget_in_text(text, inside);
    }
}

/// Text that is no JSON, or has no such key, stays as it is written.
fn forget_in_text(text: &mut String, place: &str) {
    let Ok(json) = serde_json::from_str::<Json>(text) else {
        return;
    };
    let mut left = json.clone();
    forget_key(&mut left, place);
    if left != json {
        *text = left.to_string();
    }
}

/// Takes a key out, given as `.a.b[].c`; of several readings of the dots the first that leads somewhere counts.
fn forget_key(json: &mut Json, place: &str) {
    let inside = place
        .strip_prefix("[]")
        .or_else(|| place.strip_prefix("{}"));
    if let Some(rest) = inside {
        match json {
            Json::Array(items) => items.iter_mut().for_each(|item| forget_key(item, rest)),
            Json::Object(fields) => fields
                .values_mut()
                .for_each(|value| forget_key(value, rest)),
            _ => {}
        }
        return;
    }
    let (Some(place), Json::Object(fields)) = (place.strip_prefix('.'), json) else {
        return;
    };
    if fields.shift_remove(place).is_some() {
        return;
    }
    for (at, _) in place.match_indices(['.', '[', '{']) {
        let (key, rest) = place.split_at(at);
        if let Some(value) = fields.get_mut(key) {
            return forget_key(value, rest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_within_a_forms_field_is_taken_out_and_nothing_else() {
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
        forget_in_body(&mut example, "body.settings.host", None);
        let left = vec![
            pair("", "kept"),
            pair("settings", r#"{"chat":1}"#),
            pair("settings2", r#"{ "host": true }"#),
        ];
        assert_eq!(example.body, Some(Value::Fields(left)));
    }

    #[test]
    fn keys_are_taken_out_wherever_they_stand() {
        let forgotten = |text: &str, place: &str| {
            let mut json: Json = serde_json::from_str(text).unwrap();
            forget_key(&mut json, place);
            json.to_string()
        };
        assert_eq!(forgotten(r#"{"a":1,"b":2}"#, ".a"), r#"{"b":2}"#);
        assert_eq!(
            forgotten(r#"{"a":{"x.y":[{"k":1,"l":2},{"k":3}]}}"#, ".a.x.y[].k"),
            r#"{"a":{"x.y":[{"l":2},{}]}}"#
        );
        assert_eq!(forgotten(r#"[{"k":1}]"#, "[].k"), "[{}]");
        assert_eq!(forgotten(r#"{"a":1}"#, ".b.c"), r#"{"a":1}"#);
    }
}
