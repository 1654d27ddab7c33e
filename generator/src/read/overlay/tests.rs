//! Overlays on small documents.

use serde_json::{Value, json};

use crate::ground::diagnostic::Code;
use crate::read::source::{Document, SourceMap};

use super::*;

const DOCUMENT: &str = r#"{"info": {"name": "Shop"}, "item": [
    {"name": "One", "tags": ["a"]},
    {"name": "Two"},
    {"name": "Three"}
]}"#;

/// The document after the actions, and the messages about actions that match nothing.
fn after(actions: &str) -> (Value, Vec<String>, SourceMap) {
    let mut sources = SourceMap::new();
    let overlay = format!(r#"{{"overlay": "1.0.0", "actions": {actions}}}"#);
    let (overlay, document) = (
        sources.add("overlay.json", overlay),
        sources.add("shop.json", DOCUMENT.to_owned()),
    );
    let overlays = [parse(&sources.document(overlay).unwrap().0).unwrap()];
    let mut document = sources.document(document).unwrap().0;
    let mut session = Session::default();
    apply(&overlays, &mut document, &mut sources, &mut session);
    let unmatched = session.failures(&overlays);
    let messages = unmatched.iter().map(|diagnostic| {
        assert_eq!(diagnostic.code, Code::Unmatched);
        let help = diagnostic.help.as_deref().unwrap_or("?");
        format!("{}; {help}", diagnostic.message)
    });
    (document.value, messages.collect(), sources)
}

#[test]
fn values_are_updated_added_and_removed() {
    let (value, unmatched, _) = after(
        r#"[
            {"target": "$.info", "update": {"name": "Store", "version": "2"}},
            {"target": "$.item[?@.name == 'Two']", "remove": true},
            {"target": "$.item[?@.name == 'One']", "update": {"tags": ["b"]}},
            {"target": "$.item", "update": {"name": "Four"}},
            {"target": "$.item[1].name", "update": "Drei"}
        ]"#,
    );
    let expected = json!({
        "info": {"name": "Store", "version": "2"},
        "item": [{"name": "One", "tags": ["a", "b"]}, {"name": "Drei"}, {"name": "Four"}],
    });
    assert_eq!(value, expected);
    assert!(unmatched.is_empty(), "{unmatched:?}");
}

#[test]
fn an_action_without_a_match_is_an_error_with_the_most_similar_name() {
    let (_, unmatched, _) = after(r#"[{"target": "$.item[?@.name == 'Tree']", "remove": true}]"#);
    let message = unmatched.join("");
    assert!(message.contains("did you mean `Three`?"), "{message}");
}

#[test]
fn positions_are_those_of_the_source() {
    let (_, _, sources) = after(r#"[{"target": "$.item[0]", "remove": true}]"#);
    let shop = crate::ground::diagnostic::SourceId(1);
    let three = Origin::root(shop).key("item").index(1).key("name");
    let span = sources.span(&three).unwrap();
    assert_eq!(&DOCUMENT[span], "\"name\": \"Three\"");
}

#[test]
fn an_invalid_overlay_is_an_error_with_position_and_help() {
    let read = |text: &str| {
        let mut sources = SourceMap::new();
        let id = sources.add("overlay.json", text.to_owned());
        parse(&sources.document(id).unwrap().0).unwrap_err()
    };
    for text in [
        "[]",
        r#"{"openapi": "3.0.0"}"#,
        r#"{"overlay": "2.0.0", "actions": []}"#,
        r#"{"overlay": "1.0.0"}"#,
        r#"{"overlay": "1.0.0", "actions": [{"target": "$.a"}]}"#,
        r#"{"overlay": "1.0.0", "actions": [{"target": "a[", "remove": true}]}"#,
        r#"{"overlay": "1.0.0", "actions": [{"target": "$.a", "remove": "yes"}]}"#,
    ] {
        assert_eq!(read(text).code, Code::BadOverlay, "{text}");
    }
    let typo = read(r#"{"overlay": "1.0.0", "actions": [{"taget": "$.a", "remove": true}]}"#);
    assert_eq!(typo.help.as_deref(), Some("did you mean `target`?"));
}

#[test]
fn a_value_that_a_path_matches_twice_or_in_reverse_order_is_removed_once() {
    for target in ["$.item[0, 0]", "$['item', 'item'][0]"] {
        let action = format!(r#"[{{"target": "{target}", "remove": true}}]"#);
        let (value, _, _) = after(&action);
        assert_eq!(value["item"], json!([{"name": "Two"}, {"name": "Three"}]));
    }
    let (value, _, _) = after(r#"[{"target": "$.item[2, 0]", "remove": true}]"#);
    assert_eq!(value["item"], json!([{"name": "Two"}]));
}

#[test]
fn a_path_that_would_visit_too_much_is_refused_and_changes_nothing() {
    let list: Vec<Value> = (0..8_000).map(|index| json!({ "name": index })).collect();
    let text = json!({ "item": list, "x": { "y": 7 } }).to_string();
    let left = |target: &str| {
        let mut sources = SourceMap::new();
        let action = json!({"target": target, "remove": true});
        let overlay = json!({"overlay": "1.0.0", "actions": [action]}).to_string();
        let overlay = sources.add("overlay.json", overlay);
        let document = sources.add("shop.json", text.clone());
        let overlays = [parse(&sources.document(overlay).unwrap().0).unwrap()];
        let mut document = sources.document(document).unwrap().0;
        let mut session = Session::default();
        apply(&overlays, &mut document, &mut sources, &mut session);
        let failures = session.failures(&overlays);
        let place = overlays[0].actions[0].origin.clone();
        assert!(
            failures
                .iter()
                .all(|failure| failure.origin == Some(place.clone()))
        );
        let codes: Vec<Code> = failures.iter().map(|failure| failure.code).collect();
        (document.value["item"].as_array().map(Vec::len), codes)
    };
    let refused = left("$..[?@.name == count($..y)]");
    assert_eq!(refused, (Some(8_000), vec![Code::BadOverlay]));
    assert_eq!(left("$..[?@.name == $.x.y]"), (Some(7_999), vec![]));
}

#[test]
fn the_action_that_empties_a_document_is_found_among_others() {
    let mut sources = SourceMap::new();
    let actions: Vec<Value> = ["$.info", "$.item[0]", "$.item[1]", "$.item[*]", "$.item"]
        .iter()
        .map(|target| json!({"target": target, "remove": true}))
        .collect();
    let overlay = json!({"overlay": "1.0.0", "actions": actions}).to_string();
    let overlay = sources.add("overlay.json", overlay);
    let document = sources.add("shop.json", DOCUMENT.to_owned());
    let overlays = [parse(&sources.document(overlay).unwrap().0).unwrap()];
    let document = sources.document(document).unwrap().0;
    let is_empty = |document: &Document| document.value["item"][0].is_null();
    let (action, before) = emptying(&overlays, &document, is_empty).unwrap();
    assert_eq!(action.written, "$.item[*]");
    assert_eq!(before.value, json!({"item": [{"name": "Two"}]}));
}
