//! One client of Zoom's OpenAPI documents with the profile of its collection: what the prose of the documents says of
//! errors, scopes, rate limits and pages is in the client. It is counted again in the JSON of the documents by plain searches.
//!
//! No response of these documents declares a schema for its error, so all error codes come from prose.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use camino::Utf8PathBuf;
use posthaste::ground::diagnostic::{Code, Severity};
use posthaste::make::{Inputs, output_tree};
use posthaste::model::api::Operation;
use posthaste::model::profile::GRANULAR_SCOPES;
use posthaste::read::config::Client;
use posthaste::rust::plan::{Options, Runtime};
use posthaste_tests::shared::{root, shared};
use serde_json::Value;

/// The newest document of each product. Those of events have no operations.
const DOCUMENTS: &[&str] = &[
    "ai-companion-2026-02",
    "chatbot-2026-02",
    "marketplace-2026-02",
    "number-management-2026-02",
    "phone-2025-12",
    "phone-number-management-2026-07",
    "qss-2026-02",
    "scim2-2026-02",
    "tasks-2026-02",
    "team-chat-2026-02",
    "users-2026-02",
];

/// Operations that take a page token, and whose answer has two lists at its top, so that nothing says which of them has
/// the items. They are reported.
const TWO_LISTS: &[&str] = &["GET /phone/users/{}/call_history"];

/// What the text of a document says of one operation.
#[derive(Debug, Default)]
struct Counted {
    /// Statuses and error codes.
    codes: BTreeSet<(String, String)>,
    has_rate_label: bool,
    has_scopes: bool,
    has_pages: bool,
}

/// Method and path without the names of parameters.
fn key(method: &str, path: &str) -> String {
    let mut pieces = path.split('{');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        text.push_str("{}");
        text.push_str(piece.split_once('}').map_or("", |(_, rest)| rest));
    }
    format!("{} {text}", method.to_uppercase())
}

fn counted(operation: &Value) -> Counted {
    let text = operation["description"].as_str().unwrap_or_default();
    let has_name = |label: &str| {
        let lines = text.lines().filter(|line| line.contains(label));
        let mut after = lines.filter_map(|line| line.split(label).nth(1));
        after.any(|rest| rest.contains('`'))
    };
    let mut codes = BTreeSet::new();
    for (status, response) in operation["responses"].as_object().into_iter().flatten() {
        let text = response["description"].as_str().unwrap_or_default();
        for part in text.split("Error Code:** `").skip(1) {
            let code: String = part.chars().take_while(|c| *c != '`').collect();
            codes.insert((status.clone(), code.trim().to_owned()));
        }
    }
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let mut names = parameters.filter_map(|parameter| parameter["name"].as_str());
    let properties =
        &operation["responses"]["200"]["content"]["application/json"]["schema"]["properties"];
    let mut properties = properties.as_object().into_iter().flatten();
    let has_list = properties.any(|(_, property)| property["type"] == "array");
    Counted {
        codes,
        has_rate_label: has_name("[Rate Limit Label]"),
        has_scopes: has_name("[Scopes]"),
        has_pages: has_list && names.any(|name| name == "next_page_token"),
    }
}

/// The operations of the documents by their keys; one of a later document replaces an earlier one.
fn counts(documents: &[PathBuf]) -> BTreeMap<String, Counted> {
    const METHODS: [&str; 5] = ["get", "put", "post", "delete", "patch"];
    let mut counts = BTreeMap::new();
    for document in documents {
        let text = fs::read_to_string(document).expect("a document");
        let document: Value = serde_json::from_str(&text).expect("JSON");
        for (path, item) in document["paths"].as_object().into_iter().flatten() {
            let item = item.as_object().expect("a path item");
            for (method, operation) in item
                .iter()
                .filter(|(method, _)| METHODS.contains(&method.as_str()))
            {
                counts.insert(key(method, path), counted(operation));
            }
        }
    }
    counts
}

fn codes(operation: &Operation) -> BTreeSet<(String, String)> {
    let errors = operation.errors.iter();
    let coded = errors.filter_map(|case| Some((case.status.to_string(), case.code.clone()?)));
    coded.collect()
}

#[test]
fn one_client_of_zooms_openapi_documents_has_what_their_prose_says() {
    let Some(corpus) = shared("corpus/zoom") else {
        return;
    };
    let documents: Vec<PathBuf> = DOCUMENTS
        .iter()
        .map(|name| corpus.join(format!("zoom-{name}.openapi.json")))
        .collect();
    let utf8 = |path: PathBuf| Utf8PathBuf::from_path_buf(path).expect("a path in UTF-8");
    let client = Client {
        inputs: documents.iter().cloned().map(utf8).collect(),
        profile: Some(utf8(root().join("collections/zoom/posthaste.toml"))),
        ..Client::default()
    };
    let understood = Inputs::read(&client).expect("the documents").understand();
    // The profile also corrects operations that only the collection has.
    let diagnostics = understood.diagnostics.iter();
    let mut errors = diagnostics.filter(|found| found.severity() == Severity::Error);
    assert!(errors.all(|error| error.code == Code::Unmatched));

    let counts = counts(&documents);
    let operations = &understood.api.operations;
    let found: BTreeMap<String, &Operation> = operations
        .iter()
        .map(|operation| (key(&operation.key.method, &operation.key.path), operation))
        .collect();
    assert_eq!(
        found.keys().collect::<Vec<_>>(),
        counts.keys().collect::<Vec<_>>()
    );
    let mut missing = Vec::new();
    let (mut expected, mut read) = ([0; 4], [0; 4]);
    for (key, counted) in &counts {
        let operation = found[key];
        let codes = codes(operation);
        let unread: Vec<_> = counted.codes.difference(&codes).collect();
        let scopes = &operation.effects.scopes;
        let granular = operation.notes.get(GRANULAR_SCOPES);
        let has = [
            operation.effects.rate_label.is_some(),
            !scopes.is_empty() || !granular.is_empty(),
            operation.pagination.is_some(),
        ];
        let says = [
            counted.has_rate_label,
            counted.has_scopes,
            counted.has_pages,
        ];
        let is_unclear = TWO_LISTS.contains(&key.as_str());
        let lacks = says.iter().zip(has).any(|(says, has)| *says && !has);
        if !unread.is_empty() || (lacks && !is_unclear) {
            missing.push(format!(
                "{key}: codes {unread:?}, rate, scopes, pages {says:?} {has:?}"
            ));
        }
        let says = says.map(usize::from);
        let has = has.map(usize::from);
        let rows = [
            (
                &mut expected,
                [counted.codes.len(), says[0], says[1], says[2]],
            ),
            (&mut read, [codes.len(), has[0], has[1], has[2]]),
        ];
        for (sums, row) in rows {
            sums.iter_mut()
                .zip(row)
                .for_each(|(sum, cell)| *sum += cell);
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
    println!(
        "codes, rate labels, scopes, lists: {expected:?} in the documents, {read:?} in the client"
    );
    // Nothing of this may be lost because the count above finds less.
    let least = [1_400, 600, 600, 110];
    assert!(
        expected
            .iter()
            .zip(least)
            .all(|(count, least)| *count >= least),
        "{expected:?}"
    );

    let options = Options {
        crate_name: "zoom-openapi".to_owned(),
        runtime: Runtime::Path("../../../runtime".to_owned()),
        ..Options::default()
    };
    let (tree, emitting) = output_tree(&understood.api, &options);
    assert!(emitting.is_empty(), "{emitting:?}");
    let sources = tree
        .iter()
        .filter(|(path, _)| path.extension() == Some("rs"));
    let text: String = sources
        .map(|(_, bytes)| String::from_utf8_lossy(bytes))
        .collect();
    assert_eq!(text.matches("rate_label(\"").count(), read[1]);
    let in_one_line = text.matches("\ncall!(list ").count();
    let lists = in_one_line + text.matches("\ncall!(\n    list ").count();
    assert!(lists >= expected[3], "{lists} lists of {expected:?}");
    assert!(
        text.contains("api_error!(cases"),
        "no error enum has a variant"
    );
}
