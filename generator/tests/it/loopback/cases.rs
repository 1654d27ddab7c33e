//! The collections, and the variables and settings that `send` and the client get.

use std::path::{Path, PathBuf};

use posthaste_tests::shared::{root, shared};

/// Names and values.
type Variables = &'static [(&'static str, &'static str)];

/// One collection.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) input: PathBuf,
    /// The variables of `send`; `ORIGIN` stands for the server's URL, `HOST` for its host and port.
    pub(crate) variables: Vec<(&'static str, &'static str)>,
    /// Further calls on the client's builder, where `host` holds host and port.
    pub(crate) builder: &'static str,
}

impl Case {
    /// Where the files lie that it uploads.
    pub(crate) fn folder(&self) -> &Path {
        self.input.parent().expect("a file has a folder")
    }
}

/// The credentials that examples show in place of the caller's.
const CREDENTIALS: &[(&str, &str)] = &[
    ("token", "<access_token>"),
    ("user", "<user>"),
    ("password", "<password>"),
    ("key", "<api_key>"),
    ("basic", "PHVzZXI+OjxwYXNzd29yZD4="),
];

/// Ours: `(name, base variables, builder)`.
const OWN: &[(&str, Variables, &str)] = &[
    ("forms", &[("baseUrl", "ORIGIN/v1")], ""),
    ("graphql", &[("baseUrl", "ORIGIN/v1")], ""),
    ("json", &[("baseUrl", "ORIGIN/v1")], ""),
    ("paths", &[("baseUrl", "ORIGIN/v1")], ""),
    ("rpc", &[("baseUrl", "ORIGIN/v1")], ""),
    (
        "servers",
        &[("host", "HOST"), ("harbour", "ORIGIN/api")],
        ".server(loopback_servers::server_urls::Host::default().host(host))",
    ),
    ("soap", &[("baseUrl", "ORIGIN/v1")], ""),
    ("strings", &[("baseUrl", "ORIGIN/v1")], ""),
    ("text", &[("baseUrl", "ORIGIN/v1")], ""),
    ("upload", &[("baseUrl", "ORIGIN/v1")], ""),
];

/// What differs, and why it may: `case / item`.
pub(crate) const ON_PURPOSE: &[(&str, &str)] = &[
    ("paths / Stars / List stars by many marks", MARKS),
    ("paths / Stars / Go to the page after", MARKS),
    ("aruba_token / Get Auth Code", SECRET),
    ("connect / Authorization / Token Introspection", SECRET),
];

/// `send` sends what it finds; an example does not repeat it.
const SECRET: &str = "no secret of the collection stands in an example";

/// Postman lets `+`, `=` and `:` stand in values.
const MARKS: &str = "a value's `+`, `=` and `:` are encoded: a service may read a `+` as a blank";

pub(crate) fn own() -> Vec<Case> {
    let folder = root().join("tests/fixtures/loopback");
    OWN.iter()
        .map(|(name, bases, builder)| Case {
            name: (*name).to_owned(),
            input: folder.join(format!("{name}.postman_collection.json")),
            variables: CREDENTIALS.iter().chain(*bases).copied().collect(),
            builder,
        })
        .collect()
}

/// Real ones: `(file below the corpus, name, variables)`.
const REAL: &[(&str, &str, Variables)] = &[
    (
        "postman/adyen-tfm-v1.json",
        "adyen_tfm",
        &[
            ("baseUrl", "ORIGIN/postfmapi/terminal/v1"),
            ("X-API-Key", "<api_key>"),
        ],
    ),
    (
        "postman/aruba-oauth-token.json",
        "aruba_token",
        &[("baseUrl", "ORIGIN")],
    ),
    (
        "postman/commercetools-connect-v2-0.json",
        "connect",
        &[
            ("host", "ORIGIN"),
            ("auth_url", "ORIGIN"),
            ("client_id", "<user>"),
            ("client_secret", "<password>"),
            ("ctp_access_token", "<access_token>"),
            // What an example shows for a name without a value.
            ("project-key", "project-key"),
            ("connector-id", "connector-id"),
            ("connector-key", "connector-key"),
            ("deployment-id", "deployment-id"),
            ("deployment-key", "deployment-key"),
            ("draft-id", "draft-id"),
            ("draft-key", "draft-key"),
        ],
    ),
];

pub(crate) fn real() -> Vec<Case> {
    if shared("corpus").is_none() {
        return Vec::new();
    }
    let case = |(file, name, variables): &(&str, &str, Variables)| Case {
        name: (*name).to_owned(),
        input: root().join("../shared/corpus").join(file),
        variables: variables.to_vec(),
        builder: "",
    };
    REAL.iter().map(case).collect()
}
