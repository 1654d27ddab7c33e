//! JSON in, an inferred type, and JSON out again: every example is accepted, and nothing of it is lost.

mod interpret;
mod random;
mod secrets;
mod zoom;

use posthaste_runtime::Json;

/// Whether a value says nothing that a typed reader keeps apart from absence.
fn is_nothing(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::String(text) => text.is_empty(),
        Json::Array(items) => items.is_empty(),
        Json::Object(fields) => fields.iter().all(|(_, value)| is_nothing(value)),
        _ => false,
    }
}

/// The places of one document whose values another one lacks or has otherwise. Numbers are compared by their
/// value, and with text that a number was read as.
fn lost(before: &Json, after: &Json) -> Vec<String> {
    let mut places = Vec::new();
    compare(before, Some(after), "$", &mut places);
    places
}

fn compare(before: &Json, after: Option<&Json>, at: &str, places: &mut Vec<String>) {
    if is_nothing(before) {
        return;
    }
    match (before, after) {
        (Json::Object(fields), Some(Json::Object(_))) => {
            for (name, _) in fields {
                let (old, new) = (before.get(name), after.and_then(|fields| fields.get(name)));
                if let Some(old) = old {
                    compare(old, new, &format!("{at}.{name}"), places);
                }
            }
        }
        (Json::Array(items), Some(Json::Array(others))) if items.len() == others.len() => {
            for (index, (one, other)) in items.iter().zip(others).enumerate() {
                compare(one, Some(other), &format!("{at}[{index}]"), places);
            }
        }
        (_, Some(after)) if same(before, after) => {}
        _ => places.push(format!("{at}: {before} became {after:?}")),
    }
}

fn same(one: &Json, other: &Json) -> bool {
    let text = |value: &Json| match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    let number = |value: &Json| match value {
        Json::Number(number) => Some(number.as_f64()),
        _ => None,
    };
    match one.as_i64() {
        Some(whole) => other.as_i64() == Some(whole) || text(one) == text(other),
        None => text(one) == text(other) || number(one).is_some() && number(one) == number(other),
    }
}

#[test]
fn the_comparison_notices_what_is_lost() {
    let json = |text: &str| text.parse::<Json>().expect("JSON");
    let before = json(r#"{"a": {"b": [1, 2]}, "c": "x", "d": null, "e": 9007199254740993}"#);
    assert_eq!(lost(&before, &before), [""; 0]);
    for (after, place) in [
        (r#"{"a": {"b": [1, 2]}, "e": 9007199254740993}"#, "$.c"),
        (
            r#"{"a": {"b": [1]}, "c": "x", "e": 9007199254740993}"#,
            "$.a.b",
        ),
        (
            r#"{"a": {"b": [1, 3]}, "c": "x", "e": 9007199254740993}"#,
            "$.a.b[1]",
        ),
        (
            r#"{"a": {"b": [1, 2]}, "c": "x", "e": 9007199254740992}"#,
            "$.e",
        ),
    ] {
        let places = lost(&before, &json(after));
        assert_eq!(places.len(), 1, "{places:?}");
        assert!(places[0].starts_with(&format!("{place}:")), "{places:?}");
    }
}
