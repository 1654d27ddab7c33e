//! The cases beside the repository whose right value is text of the generated crate, and where the others are held.

use std::collections::BTreeSet;

use super::Made;

/// A case, what its crate has, and what it has not.
type Case = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

const CASES: &[Case] = &[
    (
        "account-wide-path-variables",
        &[
            "pub fn servers(&self)",
            "pub fn list(&self) -> ListServers",
            "pub fn get(&self, server_id: &str) -> GetServer",
            "`.server(server_urls::ApiHost::new(\"API_HOST\", \"API_VERSION\", \"ORG_ID\"))`",
            "pub fn org_id(mut self, org_id: impl Into<String>)",
        ],
        &["org_id: &str", "api_version: &str"],
    ),
    (
        "batch-folder-dangling-of",
        &[
            "pub fn archive_tenants(&self",
            "struct CreateTenantsRequest",
        ],
        &["OfTenants", "_of_tenants"],
    ),
    (
        "body-only-in-saved-request",
        &[
            "pub fn create(&self, body: &CreateGuestRequest)",
            "pub seats: Option<i64>, pub notes: Option<Vec<String>>",
            "pub fn update(&self, guest_id: &str, body: &UpdateGuestRequest)",
            "pub fn source(mut self",
            "pub fn recount(&self) ->",
        ],
        &["text/plain"],
    ),
    (
        "browser-headers",
        &[
            "pub fn list(&self) -> ListOrders",
            "pub fn create(&self, body: &CreateOrderRequest)",
        ],
        &[
            "Mozilla",
            "Sec-Fetch",
            "sec-ch-ua",
            "DNT",
            "Pragma",
            "Referer",
            "X-Requested-With",
            "Accept-Language",
            "Origin:",
        ],
    ),
    (
        "credential-warning-names-the-field",
        &[
            "pub fiscal_key: Option<String>",
            "pub password: Option<Secret>",
        ],
        &[],
    ),
    (
        "faker-map-keys",
        &[
            "pub properties: Option<BTreeMap<String, String>>",
            "pub labels: Option<BTreeMap<String, bool>>",
            // In answers, what is a list or a map is empty where it is absent.
            "pub properties: BTreeMap<String, String>",
            "pub history: BTreeMap<String, Vec<",
        ],
        &[
            "dolor", "occaecat", "ullamco", "velitb7", "Ut85", "Sed96", "enim_2",
        ],
    ),
    (
        "form-written-as-raw-text",
        &[
            "pub fn grant_type(mut self",
            "pub fn username(mut self",
            "pub fn scope(mut self",
            ".scope(\"read write\")",
        ],
        &["read%20write\")"],
    ),
    (
        "items-for-item",
        &[
            "pub fn list(&self) -> ListLines",
            "pub fn get(&self, line: &str) -> GetLine",
            "pub fn place(&self, body: &PlaceCallRequest)",
        ],
        &[],
    ),
    (
        "items-named-by-method-path-and-status",
        &[
            "BadRequest(ErrorResponse)",
            "NotFound(ErrorResponse)",
            "pub price: Option<f64>",
        ],
        &["post_products", "PostProducts"],
    ),
    (
        "json-answer-without-example",
        &[
            "call!(json GetLamp(Json,",
            "call!(json ListScenes(Json,",
            "call!(bytes DownloadManual(",
            "No answer is documented: any JSON is read, and an empty body is `null`.",
            "`answer.get(\"title\")`",
        ],
        &[],
    ),
    (
        "key-with-bearer-in-front",
        &["-H 'Authorization: Bearer <"],
        &["Authorization: <"],
    ),
    (
        "literal-ids-in-paths",
        &[
            "pub fn get(&self, grower_id: i64)",
            "pub fn update(&self, grower_id: i64, body: &UpdateGrowerRequest)",
            "pub fn get(&self, crate_id: &str)",
            "pub fn close(&self, crate_id: &str)",
            ".get(7)",
            "get(\"64f0c2a9be3d5a7716e0b4d1\")",
            "pub fn move_to_closed( &self, barrel_id: &str,",
        ],
        &["Cd0f29dd978f31101196f6fce053a00f"],
    ),
    (
        "number-beyond-a-double",
        &["pub mod good;", "pub mod odd;"],
        &[],
    ),
    (
        "oauth1-place-not-said",
        &["\"GET\", \"/list\"", "\"GET\", \"/list/header\""],
        &[],
    ),
    (
        "one-path-with-several-names",
        &[
            "pub fn get(&self, application_id: &str)",
            "pub fn delete(&self, application_id: &str)",
            "pub id: Option<String>, pub beta: Option<bool>",
            "NotFound(ErrorResponse)",
        ],
        &["get_another", "get_unknown"],
    ),
    (
        "personal-values-in-examples",
        &["user@example.com", "+15550100", "https://example.com/"],
        &["+447700900123", "postfach.zz", "webhook.site/0000"],
    ),
    (
        "query-in-a-path-part",
        &[
            "\"GET\", \"/notes\"",
            "\"GET\", \"/notes/find\"",
            "pub fn page(mut self, page: i64)",
        ],
        &["%3F"],
    ),
    (
        "shared-answer-named-after-one",
        &[
            "pub struct LayoutResponse",
            "pub struct CreateDialTypeResponse",
            "pub struct CreateMakerResponse",
        ],
        &["CareerResponse"],
    ),
    (
        "signatures-in-saved-requests",
        &[
            "pub fn x_signature(mut self",
            "pub private_key: Option<Secret>",
        ],
        &["C4n4ry"],
    ),
    (
        "signed-url-from-answer",
        &[
            "pub fn upload_file(&self, signed_upload_url: &str, body: File)",
            "request.url(signed_upload_url);",
            "`PUT {signedUploadUrl}`",
        ],
        &["server(1)", "have 2 servers"],
    ),
    (
        "token-header-is-auth",
        &["-H 'X-BCN-AUTH-TOKEN: <", ".api_key(\""],
        &["fn x_bcn_auth_token"],
    ),
    (
        "version-header",
        &[
            "headers((\"Acme-Version\", \"2022-06-28\"))",
            "pub fn acme_version(mut self",
        ],
        &[],
    ),
    (
        "version-variable-in-every-path",
        &[
            "pub fn list(&self) -> ListOrders",
            "pub fn get(&self, id: i64)",
            "pub fn list_items(&self, order_id: &str)",
            "pub fn api_version(mut self",
        ],
        &["api_version: &str"],
    ),
];

/// Cases of which a test elsewhere holds the right value: their names, services and sessions, what is written to the disk and
/// what the runtime does on the wire.
const ELSEWHERE: &[(&str, &str)] = &[
    (
        "bare-list-where-an-object-is-documented",
        "runtime/tests/it/paging/odd.rs",
    ),
    ("chain-of-variables", "tests/tests/it/scale.rs"),
    ("chinese-names", "documents/names.rs"),
    ("common-prefix-and-http-verb-in-names", "documents/names.rs"),
    (
        "compressed-answer-without-end",
        "runtime/tests/it/compression.rs",
    ),
    (
        "control-characters-in-an-error-message",
        "runtime/tests/it/answers/hostile.rs",
    ),
    ("dispatch-in-form", "requests/actions.rs"),
    ("dispatch-in-query", "requests/actions.rs"),
    (
        "download-cut-in-its-first-bytes",
        "tests/tests/it/downloads.rs",
    ),
    ("empty-list-for-an-object", "runtime/tests/it/answers"),
    ("folders-are-path-segments", "documents/names.rs"),
    ("group-and-call-of-one-name", "documents/names.rs"),
    ("limit-in-one-day", "tests/tests/it/limits.rs"),
    (
        "list-item-with-half-a-character",
        "runtime/tests/it/paging/odd.rs",
    ),
    (
        "list-of-numbers-as-errors",
        "runtime/tests/it/answers/hostile.rs",
    ),
    ("many-items-of-one-name", "tests/tests/it/scale.rs"),
    ("marks-in-names", "documents/names.rs"),
    (
        "meeting-uuid-in-the-place-of-an-id",
        "tests/tests/it/paths.rs",
    ),
    ("mixed-case-words", "documents/names.rs"),
    ("mock-by-query", "command/saved.rs"),
    ("mock-of-a-list-in-pages", "command/saved.rs"),
    (
        "names-lock-emptied-by-a-power-loss",
        "src/disk/write/tests/power.rs",
    ),
    ("names-page-over-a-strangers-file", "src/disk/single.rs"),
    ("negative-tests-are-not-operations", "requests/actions.rs"),
    ("numbered-folders-and-requests", "documents/names.rs"),
    ("numbered-items", "documents/names.rs"),
    ("one-path-two-media-types", "requests/actions.rs"),
    (
        "pages-without-items-for-ever",
        "runtime/tests/it/paging/odd.rs",
    ),
    ("prerequest-script-signs", "requests/auth.rs"),
    (
        "quotes-in-an-error-message",
        "tests/tests/it/update_password_response.rs",
    ),
    (
        "recovery-through-a-link",
        "src/disk/write/tests/recovery.rs",
    ),
    (
        "redirect-carries-a-body-to-strangers",
        "runtime/tests/it/redirects/strangers.rs",
    ),
    ("redirects-turned-off", "command/session.rs"),
    (
        "refused-in-the-middle-of-writing",
        "src/disk/write/tests/recovery.rs",
    ),
    (
        "secrets-in-debug-of-answers",
        "runtime/tests/it/answers/hostile.rs",
    ),
    ("send-of-a-strangers-file", "command/exchange.rs"),
    ("sentence-as-name", "documents/names.rs"),
    ("session-cookie", "command/session.rs"),
    (
        "two-downloads-into-one-file",
        "runtime/src/ground/disk/partial.rs",
    ),
    ("type-shared-by-two-modules", "requests/shapes.rs"),
    ("yaml-alias-of-a-long-text", "src/read/source/yaml/tests.rs"),
];

/// Cases whose right value is not yet what comes out.
const LATER: &[&str] = &["answer-from-test-script", "soap-envelope-arguments"];

#[test]
fn crates_of_the_cases_have_what_a_caller_expects() {
    for (name, has, lacks) in CASES {
        if let Some(made) = Made::case(name) {
            let missing: Vec<_> = has.iter().filter(|text| !made.has(text)).collect();
            let wrong: Vec<_> = lacks.iter().filter(|text| made.has(text)).collect();
            assert!(
                missing.is_empty() && wrong.is_empty(),
                "{name}: without {missing:?}, with {wrong:?}: {}",
                made.sources
            );
        }
    }
}

#[test]
fn every_case_is_held_by_a_test() {
    let known = CASES.iter().map(|(name, ..)| *name);
    let known = known.chain(ELSEWHERE.iter().map(|(name, _)| *name));
    let known: BTreeSet<&str> = known.chain(LATER.iter().copied()).collect();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/cases");
    let Ok(entries) = std::fs::read_dir(folder) else {
        eprintln!("skipped: ../shared/cases is not there");
        return;
    };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let unknown: Vec<String> = names
        .filter(|name| !known.contains(name.as_str()))
        .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}
