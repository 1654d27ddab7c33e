//! Credentials that stand in headers and query keys, and headers that a browser wrote.

use super::Made;

#[test]
fn a_header_with_one_variable_on_most_requests_is_the_auth() {
    let Some(made) = Made::case("token-header-is-auth") else {
        return;
    };
    made.assert_has(&[
        r#"Scheme::ApiKey { name: "X-BCN-AUTH-TOKEN", prefix: "", place: Place::Header, }"#,
        r#".api_key("<api_key>")"#,
        "-H 'X-BCN-AUTH-TOKEN: <api_key>'",
    ]);
    made.assert_lacks(&["x_bcn_auth_token"]);
    let operations = &made.understood.api.operations;
    assert!(operations[0].security.is_empty(), "login sends no key");
    assert!(
        operations[1..]
            .iter()
            .all(|operation| !operation.security.is_empty())
    );
}

#[test]
fn a_query_key_is_the_auth_on_the_same_evidence_and_other_keys_are_not() {
    let made = Made::rule("token-pairs");
    let operations = &made.understood.api.operations;
    let secured: Vec<bool> = operations
        .iter()
        .map(|operation| !operation.security.is_empty())
        .collect();
    assert_eq!(secured, [true, true, true, false]);
    made.assert_has(&[
        r#"Scheme::ApiKey { name: "access_secret", prefix: "", place: Place::Query, }"#,
        "pub fn page_token(mut self",
        "pub fn project_key(mut self",
    ]);
    made.assert_lacks(&["pub fn access_secret"]);
}

#[test]
fn what_a_browser_wrote_is_no_part_of_a_call() {
    if let Some(made) = Made::case("browser-headers") {
        made.assert_lacks(&[
            "Sec-Fetch",
            "sec-ch-ua",
            "DNT",
            "Pragma",
            "Accept-Language",
            "Referer",
            "Mozilla",
            "X-Requested-With",
            "XMLHttpRequest",
            "\"Origin\"",
        ]);
        made.assert_has(&[".orders().list().await?", ".create(&body).await?"]);
    }
    let made = Made::rule("browser-headers");
    made.assert_has(&[
        r#"headers(("User-Agent", "till-app/3"))"#,
        "pub fn accept_language(mut self",
        "pub fn cache_control(mut self",
    ]);
    made.assert_lacks(&["sec_fetch_mode", "pub fn referer", "pub fn pragma"]);
}

#[test]
fn a_script_that_signs_is_reported_and_needs_a_hook() {
    use posthaste::ground::diagnostic::Code;
    let Some(made) = Made::case("prerequest-script-signs") else {
        return;
    };
    let found = made.understood.diagnostics.iter();
    let found: Vec<_> = found
        .filter(|found| found.code == Code::ScriptSigns)
        .collect();
    assert_eq!(found.len(), 1);
    let message = &found[0].message;
    assert!(message.contains("`Date` and `Authorization`"), "{message}");
    let api = &made.understood.api;
    assert!(
        api.operations
            .iter()
            .all(|operation| !operation.security.is_empty())
    );
    assert!(format!("{:?}", api.security).contains("Custom"));
    made.assert_has(&[
        "Credentials::hook(|head, body| {",
        "`Date` and `Authorization`",
    ]);
}
