//! Responses, joined items, services and skipped items.

use super::*;

#[test]
fn successes_and_failures_are_never_mixed() {
    let mut list = item("List", "GET", "http://h.test/list");
    list.responses = vec![
        saved("OK", 200, "{\"a\": 1}"),
        saved("OK again", 200, "{\"a\": 2, \"b\": null}"),
        saved(
            "**Error Code:** `300`<br>No such thing.",
            400,
            "{\"code\": 300}",
        ),
        saved("Gone", 404, ""),
        saved("None", 204, "{}"),
        saved("Page", 202, "<html></html>"),
    ];
    let (api, operation) = one(list);
    let statuses: Vec<Status> = operation
        .responses
        .iter()
        .map(|response| response.status)
        .collect();
    assert_eq!(
        statuses,
        [Status::Code(200), Status::Code(204), Status::Code(202)]
    );
    let Content::Json(Type::Named(id)) = operation.responses[0].content else {
        panic!()
    };
    assert!(
        matches!(&api.type_def(id).shape, TypeShape::Record(record) if record.fields.len() == 2)
    );
    assert_eq!(operation.responses[1].content, Content::Empty);
    assert!(matches!(&operation.responses[2].content, Content::Text(_)));
    let cases: Vec<_> = operation
        .errors
        .iter()
        .map(|case| (case.status.to_string(), case.code.as_deref()))
        .collect();
    assert_eq!(
        cases,
        [("400".to_owned(), Some("300")), ("404".to_owned(), None)]
    );
}

#[test]
fn json_written_into_a_json_text_is_what_it_holds() {
    let mut list = item("List", "GET", "http://h.test/list");
    list.responses = vec![saved("OK", 200, r#""{\n \"a\": 1\n}""#)];
    let (_, operation) = one(list);
    assert!(matches!(
        operation.responses[0].content,
        Content::Json(Type::Named(_))
    ));
    assert_eq!(
        operation.responses[0].example.as_deref(),
        Some("{\n \"a\": 1\n}")
    );
}

#[test]
fn a_read_that_shows_a_body_under_204_answers_it() {
    let answers = |method: &str, body: &str| {
        let mut entry = item("Message", method, "http://h.test/message");
        entry.responses = vec![saved("No Content", 204, body)];
        let response = one(entry).1.responses.remove(0);
        (
            response.status,
            matches!(response.content, Content::Json(_)),
        )
    };
    let body = "{\"id\": \"a\"}";
    assert_eq!(answers("GET", body), (Status::Code(200), true));
    assert_eq!(answers("PUT", body), (Status::Code(204), false));
    assert_eq!(answers("GET", "{}"), (Status::Code(204), false));
    assert_eq!(answers("GET", "deleted"), (Status::Code(204), false));
}

#[test]
fn a_read_without_an_example_still_answers() {
    let content = |method: &str, kind: &str| {
        let mut read = item("Read", method, "http://h.test/list");
        let mut answer = saved("OK", 200, "");
        answer.headers = vec![pair("Content-Type", kind)];
        read.responses = vec![answer];
        one(read).1.responses[0].content.clone()
    };
    assert_eq!(
        content("GET", "application/json; charset=utf-8"),
        Content::Json(Type::Any)
    );
    assert_eq!(content("GET", "text/plain"), Content::Empty);
    assert_eq!(content("DELETE", "application/json"), Content::Empty);
}

#[test]
fn errors_under_a_success_status_are_errors() {
    let mut list = item("List", "GET", "http://h.test/list");
    list.responses = vec![
        saved("**Error Code:** `200`<br>Not on this plan.", 200, ""),
        saved("**Error Code:** `300`<br>Bad range.", 300, ""),
    ];
    let (_, operation) = one(list);
    assert!(operation.responses.is_empty(), "{:?}", operation.responses);
    let cases: Vec<_> = operation
        .errors
        .iter()
        .map(|case| (case.status.to_string(), case.code.as_deref()))
        .collect();
    assert_eq!(
        cases,
        [
            ("200".to_owned(), Some("200")),
            ("300".to_owned(), Some("300"))
        ]
    );
}

#[test]
fn the_same_endpoint_many_times_is_one_operation() {
    let send = |name: &str, text: &str| {
        let mut item = posting(raw(text, Some("json")));
        item.name = name.to_owned();
        item
    };
    let items = vec![
        send("First", "{\"a\": 1}"),
        send("Second", "{\"a\": 2}"),
        send("Other", "{\"b\": 1}"),
        send("Call", "{\"jsonrpc\": \"2.0\", \"method\": \"x.y\"}"),
        send("Call 2", "{\"jsonrpc\": \"2.0\", \"method\": \"x.z\"}"),
    ];
    let collection = collected(&json!({}), items);
    let (api, provenance, diagnostics) = lower(&collection, &[], &Profile::default());
    let joined: Vec<_> = api
        .operations
        .iter()
        .map(|operation| provenance.source_paths(operation))
        .collect();
    assert_eq!(joined[0], ["First", "Second"]);
    assert_eq!(
        (joined.len(), provenance.requests, codes(&diagnostics)),
        (4, 5, vec![Code::Joined])
    );
    assert_eq!(api.operations[0].examples.len(), 2);
}

#[test]
fn services_are_folders_or_segments() {
    let mut collection = collected(
        &json!({}),
        vec![
            item("a", "GET", "http://h.test/api/v2/{x}/users"),
            item("b", "GET", "http://h.test/"),
        ],
    );
    let inner = model::Node::Item(Box::new(item("c", "GET", "http://h.test/c")));
    let folder = |name: &str, nodes| {
        model::Node::Folder(model::Folder {
            name: name.to_owned(),
            description: Some("Prose".to_owned()),
            nodes,
            auth: Auth::Inherit,
            variables: Vec::new(),
            origin: origin(),
        })
    };
    collection
        .nodes
        .push(folder("Top", vec![folder("Inner", vec![inner])]));
    let (api, provenance, _) = lower(&collection, &[], &Profile::default());
    let services: Vec<_> = api
        .operations
        .iter()
        .map(|operation| api.service(operation.service).name.clone())
        .collect();
    assert_eq!(services, ["users", "Test", "Top"]);
    assert_eq!(api.operations[2].groups, ["Top", "Inner"]);
    assert_eq!(
        provenance.source_paths(&api.operations[2]),
        ["Top / Inner / c"]
    );
}

#[test]
fn an_item_without_a_url_is_skipped_aloud() {
    let collection = collected(
        &json!({}),
        vec![item("x", "GET", ""), item("y", "{{M}}", "http://h.test/")],
    );
    let (api, provenance, diagnostics) = lower(&collection, &[], &Profile::default());
    assert_eq!(
        (
            api.operations.len(),
            provenance.skipped.len(),
            provenance.requests
        ),
        (0, 2, 2)
    );
    assert_eq!(codes(&diagnostics), [Code::MissingUrl, Code::BadMethod]);
}
