//! Identifiers, names and beginnings of paths.

use super::Made;

#[test]
fn identifiers_that_are_written_out_are_path_parameters() {
    if let Some(made) = Made::case("literal-ids-in-paths") {
        made.assert_has(&[
            "grower_id: i64",
            "(7)",
            r#".get("64f0c2a9be3d5a7716e0b4d1")"#,
            "pub fn close(&self, crate_id: &str)",
            r#".get("cd0f29dd978f31101196f6fce053a00f")"#,
            "barrel_id: &str",
        ]);
        made.assert_lacks(&["Cd0f29", "struct Get7"]);
    }
    let made = Made::rule("literal-identifiers");
    assert_eq!(
        made.keys(),
        [
            // The sibling's name, its style for others, versions and words unchanged.
            "GET /v2/boats/{boat_ref}",
            "PUT /v2/boats/{boat_ref}",
            "GET /v2/boats/{boat_ref}/line-items/{line_item_id}",
            "GET /2010-04-01/me",
            "GET /api/3/status",
        ]
    );
}

#[test]
fn one_path_under_several_names_is_one_operation() {
    if let Some(made) = Made::case("one-path-with-several-names") {
        assert_eq!(
            made.keys(),
            ["GET /apps/{applicationId}", "DELETE /apps/{applicationId}"]
        );
        let get = &made.understood.api.operations[0];
        assert_eq!(get.errors.len(), 1);
        made.assert_has(&["pub beta: Option<bool>", "application_id: &str"]);
    }
    let made = Made::rule("path-names");
    assert_eq!(
        made.keys(),
        [
            "GET /teams/{teamId}/members/{memberId}",
            // Another path, and one whose variables are parts of it.
            "GET /teams/{id}",
            "GET /{listPath}/{x}",
            "GET /{getPath}/{y}",
        ]
    );
}

#[test]
fn what_all_paths_begin_with_is_set_with_the_server() {
    if let Some(made) = Made::case("version-variable-in-every-path") {
        let server = &made.understood.api.servers[0];
        assert_eq!(server.url, "https://api.example.com/api/{apiVersion}");
        assert_eq!(server.variables[0].default.as_deref(), Some("v3"));
        made.assert_lacks(&["api_version: &str"]);
        made.assert_has(&[
            r#""https://api.example.com/api/v3""#,
            r#"("GET", "/orders/{id}""#,
        ]);
    }
    if let Some(made) = Made::case("account-wide-path-variables") {
        let url = &made.understood.api.servers[0].url;
        assert_eq!(url, "https://{api_host}/yard/{api_version}/{org_id}");
        made.assert_has(&[
            "pub fn list(&self) ->",
            "pub fn get(&self, server_id: &str)",
        ]);
        made.assert_lacks(&["api_version: &str", "org_id: &str"]);
    }
    let made = Made::rule("path-prefixes");
    let urls: Vec<&str> = made
        .understood
        .api
        .servers
        .iter()
        .map(|server| server.url.as_str())
        .collect();
    // A record of a resource stays an argument though all paths begin with it.
    assert_eq!(
        urls,
        [
            "https://a.example.com/realms/{realm}",
            "https://b.example.com"
        ]
    );
    assert!(
        made.keys()
            .contains(&"GET /users/{userId}/posts".to_owned())
    );
}

#[test]
fn a_query_in_a_part_of_the_path_is_a_query() {
    if let Some(made) = Made::case("query-in-a-path-part") {
        assert_eq!(made.keys(), ["GET /notes", "GET /notes/find"]);
        made.assert_has(&[
            "pub fn kind(mut self, kind: &str)",
            "pub fn page(mut self, page: i64)",
        ]);
        assert!(
            made.understood
                .diagnostics
                .iter()
                .all(|found| !found.message.contains("lack"))
        );
    }
    let made = Made::rule("url-query-in-path");
    assert_eq!(made.keys(), ["GET /notes", "GET /notes/find"]);
    let names: Vec<&str> = made.understood.api.operations[1]
        .parameters
        .iter()
        .map(|parameter| parameter.name.as_str())
        .collect();
    assert_eq!(names, ["url", "limit"]);
}
