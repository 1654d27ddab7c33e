//! One test a group of shapes; documents are our own and as small as the shape allows.

use serde_json::{Value, json};

use super::*;
use crate::front::postman::model::{Folder, Item};
use crate::front::{self, postman::Postman};
use crate::ground::diagnostic::SourceId;

mod corpus;
mod garbage;
mod requests;
mod version1;

fn parse(value: Value) -> (Option<Collection>, Diagnostics) {
    let origin = Origin::root(SourceId(0));
    front::parse::<Postman>(&Document::new(value, origin), "stem")
}

fn read(value: Value) -> Collection {
    parse(value).0.expect("a collection")
}

fn item(request: Value) -> Item {
    match read(json!({"name": "r", "request": request}))
        .nodes
        .remove(0)
    {
        Node::Item(item) => *item,
        Node::Folder(folder) => panic!("a folder: {folder:?}"),
    }
}

fn folder(node: &Node) -> &Folder {
    match node {
        Node::Folder(folder) => folder,
        Node::Item(item) => panic!("an item: {item:?}"),
    }
}

fn count(nodes: &[Node]) -> usize {
    nodes
        .iter()
        .map(|node| match node {
            Node::Item(_) => 1,
            Node::Folder(folder) => count(&folder.nodes),
        })
        .sum()
}

fn codes(diagnostics: &Diagnostics) -> Vec<Code> {
    diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect()
}

#[test]
fn every_shape_of_document_is_told_by_its_keys() {
    let request = json!("http://h/x");
    for document in [
        json!({"info": {"name": "c"}, "item": [{"request": request}]}),
        json!({"collection": {"info": {"name": "c"}, "item": [{"request": request}]}}),
        json!({"name": "folder", "item": [{"request": request}]}),
        json!({"item": {"request": request}}),
        json!({"name": "item", "request": request}),
        json!({"method": "GET", "url": "http://h/x"}),
        json!({"id": "1", "name": "v1", "order": ["a"], "requests": [{"id": "a", "url": "http://h/x"}]}),
        json!({"requests": [{"url": "http://h/x"}]}),
    ] {
        let collection = read(document.clone());
        assert_eq!(count(&collection.nodes), 1, "{document}");
    }
}

#[test]
fn a_document_of_another_kind_is_refused_as_detection_says() {
    for (document, code) in [
        (json!({"asyncapi": "3.0.0"}), Code::UnsupportedDocument),
        (json!({"a": 1}), Code::UnknownDocument),
    ] {
        let (collection, diagnostics) = parse(document.clone());
        assert!(collection.is_none(), "{document}");
        assert_eq!(codes(&diagnostics), [code], "{document}");
    }
}

#[test]
fn odd_nodes_cost_only_themselves() {
    let (collection, diagnostics) = parse(json!({"info": {"name": "c"}, "item": [
        null,
        {"name": "nothing"},
        {"name": "both", "item": [], "request": "http://h"},
        {"name": 5, "request": "http://h/x"},
    ]}));
    let collection = collection.expect("a collection");
    assert_eq!(collection.nodes.len(), 3);
    assert!(folder(&collection.nodes[1]).nodes.is_empty());
    assert!(matches!(&collection.nodes[2], Node::Item(item) if item.name == "5"));
    assert_eq!(
        codes(&diagnostics),
        [Code::WrongShape, Code::FolderWithRequest]
    );
}

#[test]
fn saved_responses_are_lenient() {
    let collection = read(json!({"name": "r", "request": "h", "response": [
        {"code": "200", "body": {"a": 1}, "header": "A: b", "originalRequest": "http://h"},
        {"code": null, "body": null, "header": null, "cookie": [{"name": "c"}]},
        null]}));
    assert_eq!(collection.unused.len(), 1);
    let Node::Item(item) = &collection.nodes[0] else {
        panic!("no item")
    };
    assert_eq!(item.responses.len(), 2);
    assert_eq!(item.responses[0].code, Some(200));
    assert_eq!(item.responses[0].body.as_deref(), Some("{\"a\":1}"));
    assert_eq!(item.responses[1].code, None);
}

#[test]
fn what_is_not_used_is_counted() {
    let collection = read(
        json!({"info": {"name": "c"}, "item": [{"name": "r", "x-odd": 1,
        "event": [{"listen": "test", "script": {"exec": "1"}}],
        "protocolProfileBehavior": {"strictSSL": false},
        "request": {"url": "h", "proxy": {"host": "p"}, "certificate": {"name": "c"}}}]}),
    );
    let mut kinds: Vec<&str> = collection
        .unused
        .iter()
        .map(|(kind, _)| kind.as_str())
        .collect();
    kinds.sort_unstable();
    assert_eq!(
        kinds,
        [
            "certificates",
            "protocolProfileBehavior.strictSSL",
            "proxies",
            "scripts",
            "unknown key \"x-odd\""
        ]
    );
}

#[test]
fn body_pruning_is_inherited_and_overridden() {
    let keep = |flag: bool| json!({"disableBodyPruning": flag});
    let collection = read(
        json!({"info": {"name": "c"}, "protocolProfileBehavior": keep(true), "item": [
        {"request": "h"}, {"request": "h", "protocolProfileBehavior": keep(false)}]}),
    );
    let kept: Vec<bool> = collection
        .nodes
        .iter()
        .map(|node| matches!(node, Node::Item(item) if item.behavior.keep_body))
        .collect();
    assert_eq!(kept, [true, false]);
}

#[test]
fn environments_leave_out_what_is_off() {
    let document = json!({"name": "e", "_postman_variable_scope": "globals", "values": [
        {"key": "a", "value": "1"}, {"key": "b", "value": "2", "enabled": false}, {"key": "c", "disabled": true}]});
    let origin = Origin::root(SourceId(0));
    let (environment, _) = environment(&Document::new(document, origin));
    let environment = environment.expect("an environment");
    assert!(environment.globals);
    assert_eq!(
        environment
            .values
            .iter()
            .map(|v| v.key.as_str())
            .collect::<Vec<_>>(),
        ["a"]
    );
}

#[test]
fn a_dump_is_its_collections() {
    let one = json!({"name": "one", "requests": [{"url": "http://h/a"}]});
    let two = json!({"info": {"name": "two"}, "item": [{"request": "http://h/b"}]});
    let only = read(json!({"version": 1, "collections": [one], "environments": [{"values": []}]}));
    assert_eq!((only.name.as_str(), only.unused.len()), ("one", 1));
    let both = read(json!({"version": 1, "collections": [one, two]}));
    assert_eq!(folder(&both.nodes[1]).name, "two");
    assert_eq!(count(&both.nodes), 2);
}

#[test]
fn foreign_documents_are_called_by_name() {
    for (document, says) in [
        (json!({"asyncapi": "2.0", "info": {}}), "AsyncAPI"),
        (json!({"log": {"entries": []}}), "HAR"),
        (
            json!({"info": {"name": "x"}}),
            "no kind of Postman document",
        ),
    ] {
        let (_, diagnostics) = parse(document);
        let diagnostic = diagnostics.iter().next().expect("a finding");
        assert!(diagnostic.message.contains(says), "{}", diagnostic.message);
    }
    let origin = Origin::root(SourceId(0));
    let (none, diagnostics) = environment(&Document::new(json!({"item": []}), origin));
    assert!(
        none.is_none()
            && diagnostics
                .iter()
                .all(|diagnostic| diagnostic.help.is_some())
    );
    assert!(diagnostics.has_errors());
}

#[test]
fn a_status_tells_the_code_that_is_missing() {
    let collection = read(json!({"request": "h", "response": [
        {"status": "404 Not Found"}, {"status": "OK"}, {"code": 299, "status": "404"}]}));
    let Node::Item(item) = &collection.nodes[0] else {
        panic!("no item")
    };
    let codes: Vec<_> = item
        .responses
        .iter()
        .map(|response| response.code)
        .collect();
    assert_eq!(codes, [Some(404), None, Some(299)]);
}
