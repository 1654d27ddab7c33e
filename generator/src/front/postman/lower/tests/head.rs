//! Headers, auth and secrets.

use super::*;

#[test]
fn headers_have_their_places() {
    let mut one_item = posting(raw("{\"a\":1}", Some("json")));
    one_item.request.headers = vec![
        pair("Content-Type", "application/vnd.x+json"),
        pair("Accept", "application/vnd.y+json"),
        pair("User-Agent", "PostmanRuntime/7.1"),
        pair("Postman-Token", "5a5a"),
        pair("Cache-Control", "no-cache"),
        pair("Host", "h.test"),
        pair("X-Trace", "abc"),
        pair("Authorization", "token {{secret}}"),
        pair("bad name", "x"),
    ];
    let (api, operation) = one(one_item);
    assert_eq!(names(&operation, Location::Header), ["Accept", "X-Trace"]);
    assert_eq!(
        parameter(&operation, "Accept").constant.as_deref(),
        Some("application/vnd.y+json")
    );
    let trace = parameter(&operation, "X-Trace");
    assert!(!trace.required && trace.constant.is_none() && trace.examples == ["abc"]);
    assert_eq!(operation.body.unwrap().media_type, "application/vnd.x+json");
    assert_eq!(
        api.security[SchemeId(0)].kind,
        SecurityKind::Bearer {
            prefix: "token".to_owned()
        }
    );
}

#[test]
fn auth_is_inherited_and_recognised() {
    let mut inherits = item("a", "GET", "http://h.test/a");
    inherits.request.headers = vec![pair("authorization", "Bearer x")];
    let mut open = item("b", "GET", "http://h.test/b");
    open.request.auth = Auth::None;
    let mut key = item("c", "GET", "http://h.test/c?api_key=canary&z=1");
    key.request.auth = scheme(
        "apikey",
        &[("key", "api_key"), ("value", "canary"), ("in", "query")],
    );
    let mut header = item("d", "GET", "http://h.test/d");
    header.request.auth = Auth::None;
    header.request.headers = vec![pair("X-Api-Key", "canary")];
    let mut collection = collected(&json!({}), vec![inherits, open, key, header]);
    collection.auth = scheme("basic", &[("username", "u"), ("password", "canary")]);
    let (api, _) = lowered(&collection);
    let kinds: Vec<_> = api
        .operations
        .iter()
        .map(|operation| {
            let way = operation.authentication()?;
            Some(api.schemes_of(way).next()?.kind.clone())
        })
        .collect();
    let api_key = |name: &str, place| {
        Some(SecurityKind::ApiKey {
            name: name.to_owned(),
            place,
            prefix: String::new(),
        })
    };
    assert_eq!(
        kinds,
        [
            Some(SecurityKind::Basic),
            None,
            api_key("api_key", ApiKeyPlace::Query),
            api_key("X-Api-Key", ApiKeyPlace::Header)
        ]
    );
    assert_eq!(names(&api.operations[2], Location::Query), ["z"]);
    assert!(
        api.operations
            .iter()
            .all(|operation| names(operation, Location::Header).is_empty())
    );
    assert!(!format!("{api:?}").contains("canary"));
}

#[test]
fn what_is_told_of_one_oauth2_scheme_comes_together() {
    let mut first = item("a", "GET", "http://h.test/a");
    first.request.auth = scheme(
        "oauth2",
        &[
            ("accessTokenUrl", "https://h.test/token"),
            ("scope", "read"),
        ],
    );
    let mut second = item("b", "GET", "http://h.test/b");
    second.request.auth = scheme(
        "oauth2",
        &[("scope", "read write"), ("clientSecret", "canary")],
    );
    let api = api(json!({}), vec![first, second]);
    let [SecurityKind::OAuth2(oauth2)] = &api
        .security
        .iter()
        .map(|scheme| scheme.kind.clone())
        .collect::<Vec<_>>()[..]
    else {
        panic!("{:?}", api.security)
    };
    let flow = &oauth2.flows[0];
    let scopes: Vec<&str> = flow.scopes.iter().map(|scope| &*scope.name).collect();
    assert_eq!(scopes, ["read", "write"]);
    assert_eq!(
        (flow.token_url.as_deref(), oauth2.prefix.as_str()),
        (Some("https://h.test/token"), "Bearer")
    );
}

#[test]
fn auth_that_needs_a_person_is_told() {
    let mut first = item("a", "GET", "http://h.test/a");
    first.request.auth = scheme("ntlm", &[]);
    let mut second = item("b", "GET", "http://h.test/b");
    second.request.auth = scheme("weird", &[]);
    let (api, diagnostics) = lowered(&collected(&json!({}), vec![first, second]));
    assert_eq!(codes(&diagnostics), [Code::CustomAuth, Code::UnknownAuth]);
    assert_eq!(
        api.operations[0]
            .authentication()
            .and_then(|way| api.schemes_of(way).next())
            .map(|scheme| scheme.kind.clone()),
        Some(SecurityKind::Custom {
            name: "ntlm".to_owned()
        })
    );
    assert!(api.operations[1].security.is_empty());
}

#[test]
fn secrets_reach_nothing() {
    let jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.canary";
    let mut leaky = posting(raw(
        &format!("{{\"client_secret\": \"canary\", \"t\": \"{jwt}\", \"v\": \"{{{{api_key}}}}\"}}"),
        Some("json"),
    ));
    leaky.request.headers = vec![
        pair("X-Session-Token", "canary"),
        pair("Cookie", "sid=canary"),
        pair("X-Jwt", jwt),
    ];
    leaky.request.url.query = vec![pair("access_token", "canary"), pair("x", "{{api_key}}")];
    leaky.responses = vec![saved("OK", 200, "{\"access_token\": \"canary\"}")];
    let mut collection = collected(&json!({"api_key": "canary"}), vec![leaky]);
    collection.auth = scheme(
        "oauth2",
        &[("clientSecret", "canary"), ("accessToken", jwt)],
    );
    let (api, diagnostics) = lowered(&collection);
    assert!(
        !format!("{api:?} {diagnostics:?}").contains("canary"),
        "{api:#?}"
    );
    assert_eq!(
        codes(&diagnostics)
            .iter()
            .filter(|code| **code == Code::RealSecret)
            .count(),
        3
    );
}
