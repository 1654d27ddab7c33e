//! Values that are equal on every request, and words in front of keys.

use super::Made;

#[test]
fn a_header_that_is_equal_on_every_request_is_sent_by_itself() {
    let Some(made) = Made::case("version-header") else {
        return;
    };
    let sent = made
        .sources
        .matches(r#"headers(("Acme-Version", "2022-06-28"))"#);
    assert_eq!(sent.count(), 3);
    // A call can send another one, and no example has to set it.
    made.assert_has(&["pub fn acme_version(mut self"]);
    made.assert_lacks(&[".acme_version(\"2022"]);
}

#[test]
fn only_what_is_equal_nearly_everywhere_and_belongs_to_no_call_is_sent_by_itself() {
    let made = Made::rule("presets");
    let operations = &made.understood.api.operations;
    let preset = |operation: usize, name: &str| {
        let mut parameters = operations[operation].parameters.iter();
        let found = parameters.find(|parameter| parameter.name == name);
        found.and_then(|parameter| parameter.preset.as_deref())
    };
    // The value of a variable counts as well, and an item that lacks the key gets none.
    assert_eq!(preset(0, "api-version"), Some("2024-01-01"));
    assert_eq!(preset(4, "api-version"), Some("2024-01-01"));
    assert_eq!(preset(5, "api-version"), None);
    assert_eq!(preset(0, "X-Tenant"), Some("north"));
    assert_eq!(preset(1, "x-tenant"), Some("north"));
    // They differ, select a page, are placeholders, or are secrets.
    for name in ["X-Trace", "page", "X-Region", "X-Api-Token"] {
        assert!(
            (0..6).all(|operation| preset(operation, name).is_none()),
            "{name}"
        );
    }
    made.assert_has(&[r#"query(("api-version", "2024-01-01"))"#]);
}

#[test]
fn the_text_in_front_of_a_key_is_sent_with_it() {
    if let Some(made) = Made::case("key-with-bearer-in-front") {
        made.assert_has(&[
            r#"Scheme::Bearer { prefix: "Bearer" }"#,
            r#".bearer("<access_token>")"#,
            "-H 'Authorization: Bearer <access_token>'",
        ]);
    }
    let made = Made::rule("key-prefixes");
    made.assert_has(&[
        r#"Scheme::ApiKey { name: "Authorization", prefix: "SSWS", place: Place::Header, }"#,
        r#"Scheme::ApiKey { name: "X-Auth", prefix: "Key ", place: Place::Header, }"#,
        r#"Scheme::ApiKey { name: "Authorization", prefix: "Token token=", place: Place::Header, }"#,
        r#"Scheme::Bearer { prefix: "Token" }"#,
        "-H 'Authorization: SSWS<api_key>'",
        "-H 'X-Auth: Key <api_key>'",
    ]);
}
