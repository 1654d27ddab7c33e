//! Collections of version 1.

use super::*;
use crate::front::postman::model::{Auth, BodyKind};

#[test]
fn version_1_is_put_in_order() {
    let collection = read(json!({
        "id": "c", "name": "v1", "order": ["b"], "folders_order": ["f"],
        "folders": [{"id": "f", "name": "F", "order": ["a"], "folders_order": []}],
        "requests": [
            {"id": "a", "name": "A", "method": "post", "url": "http://h/v1/:p?x=1",
             "pathVariables": {"p": "9"}, "headers": "X-A: 1\n//X-B: 2\n",
             "dataMode": "params", "data": [{"key": "k", "value": "v", "type": "text", "enabled": false}],
             "currentHelper": "basicAuth", "helperAttributes": {"id": "basic", "username": "u"},
             "responses": [{"name": "ok", "responseCode": {"code": 200, "name": "OK"}, "text": "{}"}]},
            {"id": "b", "name": "B", "url": "http://h/b", "dataMode": "raw", "rawModeData": "text"},
            {"id": "lost", "url": "http://h/lost"}]}));
    assert_eq!(count(&collection.nodes), 3);
    let Node::Item(first) = &folder(&collection.nodes[0]).nodes[0] else {
        panic!("no item")
    };
    assert_eq!(first.request.method, "POST");
    assert_eq!(first.request.url.variables[0].value, Some(json!("9")));
    let headers: Vec<_> = first
        .request
        .headers
        .iter()
        .map(|h| (h.key.as_str(), h.disabled))
        .collect();
    assert_eq!(headers, [("X-A", false), ("X-B", true)]);
    assert!(matches!(&first.request.auth, Auth::Scheme(scheme) if scheme.kind == "basic"));
    assert_eq!(first.responses[0].code, Some(200));
    let Some(BodyKind::FormData(parts)) = first.request.body.as_ref().map(|body| &body.kind) else {
        panic!("no form");
    };
    assert!(parts[0].pair.disabled);
}

#[test]
fn version_1_folders_may_name_their_parents() {
    let collection = read(json!({"name": "v1", "order": 0, "event": [],
        "folders": [
            {"id": "child", "name": "child", "folderId": "top"}, {"id": "top", "name": "top"},
            {"id": "x", "name": "x", "folder": "y"}, {"id": "y", "name": "y", "folder": "x"}],
        "requests": [{"id": "a", "folder": "child", "url": "http://h/a", "headerData": [], "headers": "A: 1"},
            {"id": "a", "url": "http://h/twin", "responses": [
                {"responseCode": null, "text": "t", "requestObject": {"url": "http://h/o"}}]}]}));
    assert_eq!(count(&collection.nodes), 2);
    let top = folder(&collection.nodes[0]);
    let Node::Item(item) = &folder(&top.nodes[0]).nodes[0] else {
        panic!("no item")
    };
    assert_eq!((top.name.as_str(), item.request.headers.len()), ("top", 1));
    let Some(Node::Item(twin)) = collection.nodes.last() else {
        panic!("no item")
    };
    let original = twin.responses[0].original.as_ref().expect("a request");
    assert_eq!(original.url.path, ["o"]);
}
