//! Rules of the wire request. Postman's own bytes are held against these in the conformance test.

use serde_json::json;

use super::super::model::{Body, BodyKind, Item};
use super::super::resolve;
use super::super::testing::*;
use super::*;

fn send(item: Item, variables: serde_json::Value) -> Result<WireRequest, Diagnostic> {
    let collection = collected(&variables, vec![item]);
    let scope = Scope::new(&collection, &[]);
    let placed = resolve::items(&collection);
    super::request(&placed[0], &scope)
}

fn target_of(url: &str, variables: serde_json::Value) -> String {
    send(item("r", "GET", url), variables).unwrap().target
}

fn text_of(wire: &WireRequest) -> &str {
    wire.body.texts().next().unwrap_or_default()
}

#[test]
fn a_path_is_encoded_and_not_normalised() {
    assert_eq!(
        target_of("http://h/a b/../ü/c%2Fd", json!({})),
        "/a%20b/../%C3%BC/c%2Fd"
    );
    assert_eq!(target_of("http://h", json!({})), "/");
    assert_eq!(target_of("http://h/", json!({})), "/");
}

#[test]
fn a_base_may_carry_path_and_query() {
    assert_eq!(
        target_of("{{b}}/x", json!({"b": "http://h/api/"})),
        "/api/x"
    );
    assert_eq!(
        target_of("{{b}}/x", json!({"b": "http://h/api?k=1"})),
        "/api?k=1/x"
    );
    let wire = send(
        item("r", "GET", "{{b}}:{{p}}/x"),
        json!({"b": "h.test", "p": 8080}),
    )
    .unwrap();
    assert_eq!(
        (wire.scheme.as_str(), wire.host.as_str()),
        ("http", "h.test:8080")
    );
}

#[test]
fn a_path_variable_is_one_segment() {
    let mut one = item("r", "GET", "http://h/u/:id.json");
    one.request.url.variables = variables(&json!({"id": "a/b c?d#e"}));
    assert_eq!(
        send(one, json!({})).unwrap().target,
        "/u/a%2Fb%20c%3Fd%23e.json"
    );
    let mut number = item("r", "GET", "http://h/u/:id");
    number.request.url.variables = variables(&json!({"id": 42}));
    let wire = send(number, json!({})).unwrap();
    assert_eq!(
        (wire.target.as_str(), wire.unresolved.as_slice()),
        ("/u/:id", &[":id".to_owned()][..])
    );
}

#[test]
fn a_query_value_stays_one_value() {
    assert_eq!(
        target_of("http://h/q?a={{v}}&b&c=", json!({"v": "1&b=2#h"})),
        "/q?a=1%26b=2%23h&b&c="
    );
    let wire = send(item("r", "GET", "http://h/q?x={{nope}}"), json!({})).unwrap();
    assert_eq!(
        (wire.target.as_str(), wire.unresolved.as_slice()),
        ("/q?x={{nope}}", &["{{nope}}".to_owned()][..])
    );
}

#[test]
fn of_headers_in_different_case_the_last_counts() {
    let mut one = item("r", "GET", "http://h/");
    one.request.headers = vec![
        pair("X-A", "1"),
        pair("X-B", "2"),
        pair("x-a", "3"),
        pair("", "4"),
        pair("X-N", json!(null)),
    ];
    let headers = send(one, json!({})).unwrap().headers;
    assert_eq!(
        headers,
        [
            ("X-B".to_owned(), "2".to_owned()),
            ("x-a".to_owned(), "3".to_owned())
        ]
    );
    let mut bad = item("r", "GET", "http://h/");
    bad.request.headers = vec![pair("X A", "1")];
    assert_eq!(send(bad, json!({})).unwrap_err().code, Code::BadHeader);
}

#[test]
fn a_raw_body_brings_its_content_type() {
    let mut one = item("r", "POST", "http://h/");
    one.request.body = Some(raw(
        "{\"a\":\"{{v}}\" /*x*/, // y\n\"u\":\"http://z\"}",
        Some("json"),
    ));
    let wire = send(one.clone(), json!({"v": "1"})).unwrap();
    assert_eq!(wire.header("content-type"), Some("application/json"));
    assert_eq!(text_of(&wire), "{\"a\":\"1\" , \n\"u\":\"http://z\"}");
    one.request.headers = vec![pair("content-type", "application/vnd.x+json")];
    assert_eq!(send(one.clone(), json!({})).unwrap().headers.len(), 1);
    one.request.method = "GET".to_owned();
    assert!(matches!(
        send(one, json!({})).unwrap().body,
        WireBody::Empty
    ));
}

#[test]
fn equal_form_keys_stand_together() {
    let mut one = item("r", "POST", "http://h/");
    let pairs = vec![
        pair("a", "1"),
        pair("b", "x y+"),
        pair("a", "2"),
        pair("n", json!(null)),
    ];
    one.request.body = Some(Body {
        kind: BodyKind::UrlEncoded(pairs),
        origin: origin(),
    });
    assert_eq!(
        text_of(&send(one, json!({})).unwrap()),
        "a=1&a=2&b=x%20y%2B&n="
    );
}

#[test]
fn graphql_variables_are_put_in_as_they_stand() {
    let mut one = item("r", "POST", "http://h/");
    let kind = BodyKind::GraphQl {
        query: "{ x(id: \"{{v}}\") }".to_owned(),
        operation: None,
        variables: Some("{\"v\": {{n}} }".to_owned()),
    };
    one.request.body = Some(Body {
        kind,
        origin: origin(),
    });
    let wire = send(one, json!({"v": "7", "n": 3})).unwrap();
    assert_eq!(
        text_of(&wire),
        r#"{"query":"{ x(id: \"7\") }","variables":{"v": 3 }}"#
    );
}

#[test]
fn simple_proofs_stand_in_the_request() {
    let with = |kind: &str, attributes: &[(&str, &str)]| {
        let mut one = item("r", "GET", "http://h/a?k=old&z=1");
        one.request.headers = vec![pair("authorization", "Mine")];
        one.request.auth = scheme(kind, attributes);
        send(one, json!({})).unwrap()
    };
    assert_eq!(
        with("bearer", &[("token", "T")]).headers,
        [("Authorization".to_owned(), "Bearer T".to_owned())]
    );
    let basic = with("basic", &[("username", "u"), ("password", "pä")]);
    assert_eq!(basic.header("authorization"), Some("Basic dTpww6Q="));
    assert_eq!(
        with("apikey", &[("key", "k"), ("value", "v w"), ("in", "query")]).target,
        "/a?z=1&k=v%20w"
    );
    assert_eq!(
        with("oauth2", &[("accessToken", "T"), ("headerPrefix", "")]).header("authorization"),
        Some("T")
    );
    assert_eq!(
        with("bearer", &[("token", "")]).header("authorization"),
        Some("Mine")
    );
    assert_eq!(
        with("hawk", &[("authId", "i")])
            .auth
            .map(|auth| auth.kind)
            .as_deref(),
        Some("hawk")
    );
}

#[test]
fn nothing_secret_is_printed() {
    let mut one = item("r", "GET", "http://h/a?k=canary");
    one.request.auth = scheme("bearer", &[("token", "canary")]);
    assert!(!format!("{:?}", send(one, json!({})).unwrap()).contains("canary"));
}

#[test]
fn what_cannot_be_sent_is_refused() {
    assert_eq!(
        send(item("r", "GET", ""), json!({})).unwrap_err().code,
        Code::MissingUrl
    );
    assert_eq!(
        send(item("r", "GET", "{{none}}/x"), json!({}))
            .unwrap_err()
            .code,
        Code::UnsetVariable
    );
    assert_eq!(
        send(item("r", "{{M}}", "http://h/"), json!({}))
            .unwrap_err()
            .code,
        Code::BadMethod
    );
}
