//! Overlays on small documents.

use serde_json::{Value, json};

use crate::diagnostic::Code;
use crate::source::SourceMap;

use super::*;

const DOCUMENT: &str = r#"{"info": {"name": "Shop"}, "item": [
    {"name": "One", "tags": ["a"]},
    {"name": "Two"},
    {"name": "Three"}
]}"#;

/// The document after the actions, with what found nothing.
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
    let unmatched = session.unmatched(&overlays);
    let told = unmatched.iter().map(|one| {
        assert_eq!(one.code, Code::Unmatched);
        format!("{}; {}", one.message, one.help.as_deref().unwrap_or("?"))
    });
    (document.value, told.collect(), sources)
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
fn what_finds_nothing_is_told_with_the_nearest_name() {
    let (_, unmatched, _) = after(r#"[{"target": "$.item[?@.name == 'Tree']", "remove": true}]"#);
    let told = unmatched.join("");
    assert!(told.contains("did you mean `Three`?"), "{told}");
}

#[test]
fn places_stay_where_the_source_has_them() {
    let (_, _, sources) = after(r#"[{"target": "$.item[0]", "remove": true}]"#);
    let shop = crate::diagnostic::SourceId(1);
    let three = Origin::root(shop).key("item").index(1).key("name");
    let span = sources.span(&three).unwrap();
    assert_eq!(&DOCUMENT[span], "\"name\": \"Three\"");
}

#[test]
fn what_is_no_overlay_is_placed_and_mended() {
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
