//! What an item sends, in every spelling.

use super::*;
use crate::front::postman::model::{Auth, BodyKind};

#[test]
fn urls_in_parts_and_texts_read_alike() {
    for url in [
        json!("http://api.test:8080/a//:id.json?q=1&flag&e=#frag"),
        json!({"raw": "http://api.test:8080/a//:id.json?q=1&flag&e=#frag"}),
        json!({"raw": "ignored", "protocol": "HTTP://", "host": ["api", "test"], "port": 8080,
            "path": ["a", "", ":id.json"], "query": [
                {"key": "q", "value": "1"}, {"key": "flag", "value": null}, {"key": "e", "value": ""}],
            "variable": [{"id": "id", "value": "7"}], "hash": "frag"}),
        json!({"protocol": "http", "host": "api.test", "port": "8080", "path": "/a//:id.json",
            "query": "q=1&flag&e=", "variable": [{"key": "id"}]}),
    ] {
        let read = item(json!({"url": url})).request.url;
        assert_eq!(read.protocol.as_deref(), Some("http"), "{url}");
        assert_eq!(read.host, "api.test", "{url}");
        assert_eq!(read.port.as_deref(), Some("8080"), "{url}");
        assert_eq!(read.path, ["a", "", ":id.json"], "{url}");
        let query: Vec<_> = read
            .query
            .iter()
            .map(|pair| (pair.key.as_str(), pair.value.clone()))
            .collect();
        assert_eq!(
            query,
            [
                ("q", Some(json!("1"))),
                ("flag", None),
                ("e", Some(json!("")))
            ],
            "{url}"
        );
        assert_eq!(read.variables[0].key, "id", "{url}");
        assert!(!read.empty);
    }
}

#[test]
fn odd_urls_keep_what_they_have() {
    let url = |value: Value| item(json!({"url": value})).request.url;
    assert!(url(json!(null)).empty);
    assert!(url(json!({"raw": ""})).empty);
    assert_eq!(
        url(json!({"host": ["{{a.b}}"], "path": []})).host,
        "{{a.b}}"
    );
    assert_eq!(url(json!("{{a.b/c}}/x")).host, "{{a.b/c}}");
    assert_eq!(url(json!({"host": "h", "port": ""})).port, None);
    assert_eq!(
        url(json!({"host": "h", "path": [{"type": "any", "value": "s"}, "t"]})).path,
        ["s", "t"]
    );
    assert_eq!(
        url(json!("http://us er:p@ss@host/x"))
            .credentials
            .as_deref(),
        Some("us er:p@ss")
    );
    assert_eq!(url(json!("http:\\\\h\\x")).path, ["x"]);
}

#[test]
fn switches_are_read_in_every_spelling() {
    let query = item(json!({"url": {"host": "h", "query": [
        {"key": "a", "disabled": true}, {"key": "b", "disabled": "false"}, {"key": "c", "enabled": false},
        {"key": "d", "disabled": null}, {"key": "e", "disabled": 0}]}}));
    let disabled: Vec<_> = query
        .request
        .url
        .query
        .iter()
        .map(|pair| pair.disabled)
        .collect();
    assert_eq!(disabled, [true, false, true, false, false]);
}

#[test]
fn headers_are_lists_lines_or_objects() {
    let headers = |value: Value| -> Vec<(String, String)> {
        let read = item(json!({"url": "h", "header": value})).request.headers;
        read.into_iter()
            .map(|pair| {
                (
                    pair.key,
                    pair.value.map_or("-".to_owned(), |v| v.to_string()),
                )
            })
            .collect()
    };
    let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    assert_eq!(
        headers(json!("X-A: 1\nX-B: 2:3\n")),
        [pair("X-A", "\"1\""), pair("X-B", "\"2:3\"")]
    );
    assert_eq!(headers(json!(["X-A: 1", null])), [pair("X-A", "\"1\"")]);
    assert_eq!(
        headers(json!({"key": " X-A ", "value": 5})),
        [pair("X-A", "5")]
    );
    assert_eq!(
        headers(json!([{"key": "X", "value": null}, {"value": "v"}])),
        [pair("X", "-")]
    );
    assert_eq!(
        headers(json!([{"key": "X-A", "value": "1"}, {"key": "x-a", "value": "2"}])),
        [pair("x-a", "\"2\"")]
    );
    assert_eq!(
        headers(json!([{"key": "X", "value": "1"}, {"key": "X", "value": "2"}])).len(),
        2
    );
}

#[test]
fn methods_are_upper_case_and_default_to_get() {
    assert_eq!(
        item(json!({"url": "h", "method": "purgeX"})).request.method,
        "PURGEX"
    );
    assert_eq!(
        item(json!({"url": "h", "method": null})).request.method,
        "GET"
    );
}

#[test]
fn bodies_in_all_their_modes() {
    let body = |value: Value| {
        item(json!({"url": "h", "body": value}))
            .request
            .body
            .map(|body| body.kind)
    };
    let raw = |value: Value| match body(value) {
        Some(BodyKind::Raw { text, language }) => (text, language),
        other => panic!("{other:?}"),
    };
    let json = Some("json".to_owned());
    assert_eq!(raw(json!("just text")), ("just text".to_owned(), None));
    assert_eq!(
        raw(json!({"mode": "RAW", "raw": "x"})),
        ("x".to_owned(), None)
    );
    assert_eq!(raw(json!({"mode": "weird", "raw": "x"})).0, "x");
    assert_eq!(
        raw(json!({"mode": "raw", "raw": {"a": 1}})),
        ("{\"a\":1}".to_owned(), json.clone())
    );
    let language = json!({"raw": {"headerFamily": "json"}});
    assert_eq!(
        raw(json!({"mode": "raw", "raw": "x", "options": language})).1,
        json
    );
    assert!(body(json!({"mode": null, "raw": "x"})).is_none());
    assert!(body(json!({"mode": "raw", "raw": "x", "disabled": true})).is_none());
    assert!(body(json!({"mode": "graphql", "graphql": null})).is_none());
    let Some(BodyKind::GraphQl { variables, .. }) =
        body(json!({"mode": "graphql", "graphql": {"query": "q", "variables": {"a": 1}}}))
    else {
        panic!("no graphql");
    };
    assert_eq!(variables.as_deref(), Some("{\"a\":1}"));
    let Some(BodyKind::File { src, .. }) = body(json!({"mode": "file", "file": "f.txt"})) else {
        panic!("no file");
    };
    assert_eq!(src.as_deref(), Some("f.txt"));
}

#[test]
fn form_parts_tell_files_from_texts() {
    let read = item(
        json!({"url": "h", "body": {"mode": "formdata", "formdata": [
        {"key": "a", "value": "1"},
        {"key": "b", "type": "file", "src": ["x", "y"]},
        {"key": "c", "type": "file", "src": null},
        {"key": "d", "src": "z"},
        {"key": "e", "type": "text", "value": 5, "contentType": "text/plain"}]}}),
    );
    let Some(BodyKind::FormData(parts)) = read.request.body.map(|body| body.kind) else {
        panic!("no form");
    };
    let files: Vec<_> = parts.iter().map(|part| part.files.clone()).collect();
    let list = |names: &[&str]| {
        Some(
            names
                .iter()
                .map(|name| (*name).to_owned())
                .collect::<Vec<_>>(),
        )
    };
    assert_eq!(
        files,
        [None, list(&["x", "y"]), list(&[]), list(&["z"]), None]
    );
    assert_eq!(parts[4].content_type.as_deref(), Some("text/plain"));
}

#[test]
fn auth_is_read_as_list_object_or_text() {
    let auth = |value: Value| item(json!({"url": "h", "auth": value})).request.auth;
    for value in [json!(null), json!({}), json!({"type": null})] {
        assert!(matches!(auth(value), Auth::Inherit));
    }
    for value in [json!({"type": "noauth"}), json!({"type": "weird"})] {
        assert!(matches!(auth(value), Auth::None));
    }
    for member in [
        json!([{"key": "token", "value": "old"}, {"key": "token", "value": "T"}]),
        json!({"token": "T"}),
        json!("T"),
    ] {
        match auth(json!({"type": "bearer", "bearer": member, "basic": {"username": "stale"}})) {
            Auth::Scheme(scheme) => {
                assert_eq!(scheme.attributes, [("token".to_owned(), json!("T"))])
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn raw_stands_in_where_the_parts_name_no_host() {
    let url = |value: Value| item(json!({"url": value})).request.url;
    let read = url(
        json!({"raw": "http://h/x?z=1", "query": [{"key": "z", "value": "1", "description": "d"}]}),
    );
    assert_eq!((read.host.as_str(), read.path.len()), ("h", 1));
    assert_eq!(read.query[0].description.as_deref(), Some("d"));
    let (collection, diagnostics) =
        parse(json!({"request": {"url": {"raw": "http://h/q?a=1", "host": "h", "path": ["q"]}}}));
    assert_eq!(codes(&diagnostics), [Code::RawUrlDiffers]);
    assert!(collection.is_some());
}

#[test]
fn odd_spellings_are_told() {
    let codes_of = |request: Value| codes(&parse(json!({"request": request})).1);
    assert_eq!(
        codes_of(json!({"url": {"host": "h", "query": [{"key": "a", "disabled": "false"}]}})),
        [Code::WrongShape]
    );
    assert_eq!(
        codes_of(json!({"url": "h", "header": {"key": "X-A", "value": "1"}})),
        [Code::WrongShape]
    );
    assert_eq!(
        codes_of(json!({"url": "h", "header": [{"key": "", "value": ""}]})),
        []
    );
    assert_eq!(
        codes_of(json!({"url": "h", "auth": {"type": "weird"}})),
        [Code::UnknownAuth]
    );
}

#[test]
fn leftovers_of_requests_are_counted() {
    let collection = read(
        json!({"_postman_id": "1", "event": [{"script": {"exec": [""]}}],
        "request": {"url": {"host": "h", "hash": "f", "odd": 1},
            "auth": {"type": "basic", "basic": {}, "bearer": {"token": "t"}},
            "body": {"mode": "raw", "raw": "x", "urlencoded": [{"key": "a"}], "formdata": []}},
        "variable": [{"key": "v"}]}),
    );
    let kinds: Vec<&str> = collection
        .unused
        .iter()
        .map(|(kind, _)| kind.as_str())
        .collect();
    let wanted = [
        "item variables",
        "unknown key \"odd\"",
        "URL fragments",
        "body of another mode (urlencoded)",
        "auth of another kind (bearer)",
    ];
    assert_eq!(kinds, wanted);
}
