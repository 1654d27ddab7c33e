//! Documents that nobody meant: whatever comes in, what comes out holds together.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::front::postman::{Scope, parse, resolve, wire};
use crate::ground::diagnostic::{Origin, SourceId};
use crate::model::api::{Api, Provenance, Type, TypeShape};
use crate::read::source::Document;

use super::lowered;

const KEYS: &[&str] = &[
    "info",
    "item",
    "request",
    "url",
    "raw",
    "host",
    "path",
    "query",
    "variable",
    "key",
    "value",
    "header",
    "body",
    "mode",
    "urlencoded",
    "formdata",
    "graphql",
    "variables",
    "auth",
    "type",
    "bearer",
    "oauth2",
    "apikey",
    "response",
    "originalRequest",
    "code",
    "name",
    "description",
    "disabled",
    "src",
    "method",
    "file",
    "options",
    "language",
];

const TEXTS: &[&str] = &[
    "",
    "{{a}}",
    "{{a}}{{b}}",
    "{{{a}}}",
    "{{",
    "}}",
    "{x}",
    "<y>",
    ":id",
    ":",
    ":a:b.c",
    "raw",
    "json",
    "formdata",
    "urlencoded",
    "graphql",
    "file",
    "http://h.test/{{a}}/:id?q={{b}}#f",
    "https://{{a}}:{{b}}/x?y",
    "//",
    "\\",
    "%",
    "%zz",
    "?",
    "#",
    "{\"a\": {{b}}, // c\n \"d\": [1,],}",
    "[{\"a\":1},{\"a\":null}]",
    "<a xsi:type=\"t\"><b/></a>",
    "query Q($a: Int!, $b: [ID]) { x(a: $a, b: \"{{a}}\") }",
    "\u{202e}\u{0}\n\"'`*/",
    "bearer",
    "apikey",
    "oauth2",
    "GET",
    "POST",
    "Authorization",
    "Content-Type",
    "application/json",
    "Bearer {{a}}",
    "(Required) x (This can only be one of a,b)",
    "**Error Code:** `300`<br>No.",
    "@",
    "user:pw@h",
    "[::1]:80",
    "é日",
    "text/plain; charset=x",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(TEXTS), 1..3).prop_map(|parts| parts.concat())
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        text().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        Just(Value::Null),
    ];
    leaf.prop_recursive(6, 64, 6, |inner| {
        let member = (prop::sample::select(KEYS), inner.clone());
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(Value::from),
            prop::collection::vec(member, 0..6)
                .prop_map(|members| members
                    .into_iter()
                    .map(|(key, value)| (key.to_owned(), value))
                    .collect::<serde_json::Map<_, _>>())
                .prop_map(Value::from),
        ]
    })
}

/// A request whose parts are anything.
fn item() -> impl Strategy<Value = Value> {
    (text(), value(), value(), value(), value(), text()).prop_map(|(url, header, body, auth, response, raw)| {
        json!({
            "name": url.clone(),
            "request": {"method": "POST", "url": url, "header": header, "auth": auth, "body": {"mode": "raw", "raw": raw}},
            "response": [{"name": raw, "code": 200, "body": raw}, response],
            "x": body,
        })
    })
}

fn document() -> impl Strategy<Value = Value> {
    let values = prop::collection::vec((prop::sample::select(&["a", "b", "id"][..]), text()), 0..4);
    (
        prop::collection::vec(prop_oneof![item(), value()], 0..5),
        values,
        value(),
    )
        .prop_map(|(items, values, auth)| {
            let variables: Vec<Value> = values
                .into_iter()
                .map(|(key, value)| json!({"key": key, "value": value}))
                .collect();
            json!({"info": {"name": "n"}, "item": items, "variable": variables, "auth": auth})
        })
}

fn holds_together(api: &Api, provenance: &Provenance) {
    let exists = |ty: &Type| match ty {
        Type::Named(id) => api.types.get(*id).is_some(),
        _ => true,
    };
    for def in &api.types {
        if let TypeShape::Record(record) = &def.shape {
            assert!(record.fields.iter().all(|field| exists(&field.ty)));
        }
    }
    for operation in &api.operations {
        let is_path = operation.key.path.starts_with(['/', '{']);
        assert!(is_path, "{}", operation.key);
        assert!(operation.server < api.servers.len());
        assert!(api.services.get(operation.service).is_some());
        assert!(
            operation
                .security
                .iter()
                .all(|way| api.schemes_of(way).count() == way.schemes.len())
        );
        for parameter in &operation.parameters {
            assert!(exists(&parameter.ty) && !parameter.name.is_empty());
            let place = format!("{{{}}}", parameter.name);
            let of_path = parameter.location == crate::model::api::Location::Path;
            assert!(
                !of_path || operation.key.path.contains(&place),
                "{place} in {}",
                operation.key
            );
        }
    }
    for server in &api.servers {
        for variable in &server.variables {
            assert!(
                server.url.contains(&format!("{{{}}}", variable.name)),
                "{server:?}"
            );
        }
        assert_eq!(
            server.url.matches('{').count(),
            server.url.matches('}').count(),
            "{server:?}"
        );
    }
    let joined: usize = api
        .operations
        .iter()
        .map(|operation| provenance.source_paths(operation).len())
        .sum();
    assert_eq!(joined + provenance.skipped.len(), provenance.requests);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_comes_in_what_comes_out_holds_together(value in document()) {
        let document = Document::new(value, Origin::root(SourceId(0)));
        if let Some(collection) = parse::collection(&document, "x").0 {
            let (api, provenance, _) = lowered(&collection);
            holds_together(&api, &provenance);
            let scope = Scope::new(&collection, &[]);
            for placed in resolve::items(&collection) {
                let _ = wire::request(&placed, &scope);
            }
        }
    }
}
