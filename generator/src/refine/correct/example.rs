//! Examples show nothing that is not there.

use serde_json::Value as Json;

use crate::api::{Api, Example, Location, Operation, Value};

use super::place::Holder;

/// Takes what stands at a place out of an operation's examples.
pub(super) fn forget(api: &mut Api, index: usize, place: &str, holder: Holder) {
    let Some(operation) = api.operations.get_mut(index) else {
        return;
    };
    let (location, name) = named(operation, holder);
    for example in &mut operation.examples {
        match location {
            Some(location) => forget_parameter(example, location, &name),
            None => forget_in_body(example, place, &name),
        }
    }
}

fn named(operation: &Operation, holder: Holder) -> (Option<Location>, String) {
    let parameter = |at: usize| {
        let one = operation.parameters.get(at)?;
        Some((Some(one.location), one.name.clone()))
    };
    let field = |at: usize| {
        let fields = operation.body.as_ref()?.kind.fields()?;
        Some((None, fields.get(at)?.name.clone()))
    };
    let found = match holder {
        Holder::Parameter(at) => parameter(at),
        Holder::FormField(at) => field(at),
        Holder::Body | Holder::Response(_) | Holder::Field(..) => None,
    };
    found.unwrap_or_default()
}

fn forget_parameter(example: &mut Example, location: Location, name: &str) {
    match location {
        Location::Query => example.query.retain(|(key, _)| key != name),
        Location::Header => example
            .headers
            .retain(|(key, _)| !key.eq_ignore_ascii_case(name)),
        Location::Path => {}
    }
}

fn forget_in_body(example: &mut Example, place: &str, field: &str) {
    let Some(inner) = place.strip_prefix("body") else {
        return;
    };
    match &mut example.body {
        Some(Value::Fields(fields)) => fields.retain(|(key, _)| key != field),
        Some(Value::Text(text)) => {
            if inner.is_empty() {
                example.body = None;
            } else if let Ok(mut json) = serde_json::from_str::<Json>(text) {
                forget_key(&mut json, inner);
                *text = json.to_string();
            }
        }
        None => {}
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
