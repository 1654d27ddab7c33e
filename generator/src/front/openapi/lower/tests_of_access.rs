//! Rules of servers and of security, one by one.

use serde_json::{Value, json};

use super::tests::lowered;
use crate::ground::diagnostic::Code;
use crate::model::api::{Api, ApiKeyPlace, SchemeId, SecurityKind};

/// The servers of an API: the URL, and the server that it can take the place of.
fn servers(api: &Api) -> Vec<(&str, Option<usize>)> {
    let servers = api.servers.iter();
    servers
        .map(|server| (server.url.as_str(), server.instead_of))
        .collect()
}

/// The URL of the only server of a document.
fn server(document: Value) -> (String, Vec<Code>) {
    let (api, diagnostics) = lowered(document);
    let codes = diagnostics.iter().map(|diagnostic| diagnostic.code);
    (api.servers[0].url.clone(), codes.collect())
}

#[test]
fn the_nearest_servers_count_and_the_first_of_them_is_the_default() {
    let (api, _) = lowered(json!({
        "openapi": "3.0.0",
        "servers": [
            {"url": "https://{region}.example.com/v1/", "variables": {"region": {"default": "eu", "enum": ["eu", "us"]}}},
            {"url": "https://sandbox.example.com/v1", "description": "Without effects"},
        ],
        "paths": {
            "/a": {"get": {}},
            "/b": {"get": {"servers": [{"url": "https://upload.example.com"}, {"url": "https://backup.example.com"}]}},
            "/c": {"servers": [{"url": "https://sandbox.example.com/v1"}], "get": {"servers": []}},
        },
    }));
    assert_eq!(
        servers(&api),
        [
            ("https://{region}.example.com/v1", None),
            ("https://sandbox.example.com/v1", Some(0)),
            ("https://upload.example.com", None),
            ("https://backup.example.com", Some(2)),
            ("https://sandbox.example.com/v1", None),
        ]
    );
    let region = &api.servers[0].variables[0];
    assert_eq!(region.default.as_deref(), Some("eu"));
    assert_eq!(region.choices, ["eu", "us"]);
    let used = api.operations.iter().map(|operation| operation.server);
    assert_eq!(used.collect::<Vec<_>>(), [0, 2, 4]);
}

#[test]
fn urls_of_servers_are_read_as_people_write_them() {
    for (url, expected, is_odd) in [
        ("https://h.test/v1?key=1", "https://h.test/v1", true),
        ("https://h.test/", "https://h.test", false),
        ("h.test/v1", "https://h.test/v1", true),
        ("localhost:8080", "https://localhost:8080", true),
        ("//h.test/v1", "https://h.test/v1", false),
        ("{scheme}://h.test", "{scheme}://h.test", false),
        ("{{baseUrl}}/v1", "{baseUrl}/v1", false),
        ("/v1/", "{origin}/v1", false),
        ("v1.2", "{base}/v1.2", false),
        ("../v1", "{base}/v1", false),
        ("<your host>", "", true),
        ("/", "", false),
        ("", "", false),
    ] {
        let document =
            json!({"openapi": "3.0.0", "servers": [{"url": url}], "paths": {"/a": {"get": {}}}});
        let codes = if is_odd {
            vec![Code::OddServer]
        } else {
            Vec::new()
        };
        assert_eq!(server(document), (expected.to_owned(), codes), "{url}");
    }
}

#[test]
fn a_variable_without_a_default_and_a_default_outside_the_values() {
    let (api, diagnostics) = lowered(json!({
        "openapi": "3.0.0",
        "servers": [{"url": "https://{tenant}.h.test/{n}/{e}", "variables": {
            "n": {"default": 2},
            "e": {"default": "c", "enum": ["a", "b"]},
        }}],
        "paths": {"/a": {"get": {}}},
    }));
    let variables = api.servers[0].variables.iter();
    let variables: Vec<_> = variables
        .map(|variable| (variable.default.as_deref(), variable.choices.concat()))
        .collect();
    assert_eq!(
        variables,
        [
            (None, String::new()),
            (Some("2"), String::new()),
            (Some("c"), "cab".to_owned())
        ]
    );
    let codes: Vec<_> = diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect();
    assert_eq!(codes, [Code::OddServer]);
}

#[test]
fn a_version_2_document_has_one_server() {
    for (facts, expected) in [
        (
            json!({"host": "h.test", "basePath": "/v2/", "schemes": ["http", "HTTPS"]}),
            "https://h.test/v2",
        ),
        (
            json!({"host": "h.test:8080", "schemes": "http"}),
            "http://h.test:8080",
        ),
        (
            json!({"host": "http://h.test/", "basePath": "v2"}),
            "http://h.test/v2",
        ),
        (json!({"basePath": "/v2"}), "{origin}/v2"),
        (json!({}), ""),
    ] {
        let mut document = json!({"swagger": "2.0", "paths": {"/a": {"get": {}}}});
        let members = facts.as_object().unwrap().clone();
        document.as_object_mut().unwrap().extend(members);
        assert_eq!(server(document), (expected.to_owned(), Vec::new()));
    }
}

/// The ways to authenticate each operation: `token(a) + key | none`.
fn ways(api: &Api) -> Vec<String> {
    let operations = api.operations.iter();
    let ways = operations.map(|operation| {
        let ways = operation.security.iter().map(|way| {
            let schemes = api.schemes_of(way).zip(&way.schemes);
            let schemes = schemes.map(|(scheme, needed)| match needed.scopes.is_empty() {
                true => scheme.name.clone(),
                false => format!("{}({})", scheme.name, needed.scopes.join(" ")),
            });
            schemes.collect::<Vec<_>>().join(" + ")
        });
        ways.collect::<Vec<_>>().join(" | ")
    });
    ways.collect()
}

#[test]
fn alternatives_are_lists_of_schemes_with_scopes() {
    let (api, diagnostics) = lowered(json!({
        "openapi": "3.0.0",
        "security": [{"token": ["a", "b"]}],
        "paths": {
            "/a": {"get": {}},
            "/b": {"get": {"security": []}},
            "/c": {"get": {"security": [{"none": []}, {"key": [], "token": []}, {}]}},
            "/d": {"get": {"security": {"key": []}}},
            "/e": {"get": {"security": ["key"]}},
            "/f": {"get": {"security": [{"#/components/securitySchemes/key": []}]}},
        },
        "components": {"securitySchemes": {
            "token": {"type": "http", "scheme": "BEARER", "description": "Made in the settings."},
            "key": {"type": "apiKey", "in": "cookie", "name": "k"},
        }},
    }));
    assert_eq!(
        ways(&api),
        ["token(a b)", "", "key + token | ", "key", "key", "key"]
    );
    assert_eq!(
        api.security[SchemeId(0)].description.as_deref(),
        Some("Made in the settings.")
    );
    let codes: Vec<_> = diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect();
    assert_eq!(codes, [Code::UnknownAuth]);
}

/// The kind of a scheme.
fn kind(scheme: Value) -> SecurityKind {
    let (api, _) = lowered(json!({
        "openapi": "3.1.0",
        "servers": [{"url": "https://h.test/v1"}],
        "paths": {"/a": {"get": {}}},
        "components": {"securitySchemes": {"s": scheme}},
    }));
    api.security[SchemeId(0)].kind.clone()
}

#[test]
fn each_type_of_scheme_has_its_kind() {
    let bearer = |prefix: &str| SecurityKind::Bearer {
        prefix: prefix.to_owned(),
    };
    let key = |name: &str, place| SecurityKind::ApiKey {
        name: name.to_owned(),
        place,
        prefix: String::new(),
    };
    for (scheme, expected) in [
        (
            json!({"type": "http", "scheme": "BASIC"}),
            SecurityKind::Basic,
        ),
        (json!({"type": "basic"}), SecurityKind::Basic),
        (
            json!({"type": "http", "scheme": "bearer"}),
            bearer("Bearer"),
        ),
        (
            json!({"type": "http", "scheme": "Bearer token"}),
            bearer("Bearer"),
        ),
        (json!({"type": "http", "scheme": "DPoP"}), bearer("DPoP")),
        (
            json!({"type": "apikey", "in": "headers", "name": "X-K"}),
            key("X-K", ApiKeyPlace::Header),
        ),
        (
            json!({"type": "apiKey", "in": "query", "name": "k"}),
            key("k", ApiKeyPlace::Query),
        ),
        (
            json!({"type": "apiKey", "in": "cookie", "name": "k"}),
            key("k", ApiKeyPlace::Cookie),
        ),
        (
            json!({"type": "apiKey", "in": "header", "name": "Authorization"}),
            key("Authorization", ApiKeyPlace::Header),
        ),
        (
            json!({"type": "apiKey", "in": "header", "name": "Authorization", "description": "`Bearer <token>`"}),
            bearer("Bearer"),
        ),
        (json!({"type": "mutualTLS"}), SecurityKind::MutualTls),
        (
            json!({"type": "openIdConnect", "openIdConnectUrl": "https://x.test/.well-known/openid-configuration"}),
            SecurityKind::OpenIdConnect {
                url: "https://x.test/.well-known/openid-configuration".to_owned(),
            },
        ),
    ] {
        assert_eq!(kind(scheme.clone()), expected, "{scheme}");
    }
}

#[test]
fn an_oauth2_scheme_has_all_its_flows() {
    let SecurityKind::OAuth2(oauth2) = kind(
        json!({"type": "oauth2", "oauth2MetadataUrl": "https://x.test/m", "flows": {
            "authorizationCode": {"authorizationUrl": "https://x.test/a", "tokenUrl": "/token", "scopes": {"r": "Read", "x-note": ""}},
            "clientCredentials": {"tokenUrl": "token", "refreshUrl": "https://x.test/r", "scopes": ["w"]},
            "deviceAuthorization": {"deviceAuthorizationUrl": "https://x.test/d"},
            "x-flow": 1,
        }}),
    ) else {
        panic!()
    };
    let flows = oauth2.flows.iter().map(|flow| {
        let scopes = flow.scopes.iter().map(|scope| scope.name.as_str());
        (
            flow.grant.as_deref(),
            flow.token_url.as_deref(),
            scopes.collect::<Vec<_>>(),
        )
    });
    assert_eq!(
        flows.collect::<Vec<_>>(),
        [
            (
                Some("authorization_code"),
                Some("https://h.test/token"),
                vec!["r"]
            ),
            (
                Some("client_credentials"),
                Some("https://h.test/v1/token"),
                vec!["w"]
            ),
            (Some("device_code"), None, vec![]),
        ]
    );
    assert_eq!(oauth2.metadata_url.as_deref(), Some("https://x.test/m"));
    assert_eq!(
        oauth2.flows[1].refresh_url.as_deref(),
        Some("https://x.test/r")
    );
    assert_eq!(
        oauth2.flows[2].device_url.as_deref(),
        Some("https://x.test/d")
    );
}
