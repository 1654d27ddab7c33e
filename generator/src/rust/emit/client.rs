//! `lib.rs` and `client.rs`: the crate's root and its client.

use crate::rust::plan::model::{ApiRow, Crate, ErrorKeys, Module, SchemeRow, TokenServiceRow};

use super::limit::limits;
use super::page::{Kind, Page};
use super::webhook::webhook;

/// The runtime's names that the root re-exports.
const RUNTIME: &[&str] = &[
    "ApiError",
    "AuthenticationError",
    "Awaiting",
    "BuildError",
    "Case",
    "Cases",
    "ClientBuilder",
    "Clock",
    "Credentials",
    "Decode",
    "DecodeError",
    "Download",
    "Downloading",
    "Encode",
    "Error",
    "ErrorResponse",
    "FieldError",
    "File",
    "Items",
    "Json",
    "Mismatch",
    "NotAList",
    "Nullable",
    "Number",
    "Operation",
    "PageError",
    "PageErrorKind",
    "Pages",
    "Paging",
    "ParseError",
    "Position",
    "RateLimit",
    "RateLimitKind",
    "Read",
    "RequestError",
    "Response",
    "Retries",
    "Sending",
    "ServerUrl",
    "TimeoutError",
    "TokenError",
    "Transport",
    "TransportError",
    "TransportErrorKind",
];

/// `lib.rs`.
pub(super) fn root(page: &mut Page, crate_: &Crate) {
    page.inner_docs(&crate_.docs);
    page.line("#![forbid(unsafe_code)]");
    page.line("#![allow(clippy::disallowed_names, reason = \"names are the API's\")]");
    page.line("#![allow(");
    page.line("    clippy::large_enum_variant,");
    page.line("    reason = \"answers of several shapes are read once, not kept by the thousand\"");
    page.line(")]");
    page.line("#![allow(clippy::type_complexity, reason = \"values nest as the API nests them\")]");
    modules(page, crate_);
    page.item(Kind::Use);
    page.line("pub use client::{Call, Client};");
    if crate_.codes.is_some() {
        page.line("pub use error_code::ErrorCode;");
    }
    page.line("pub use posthaste_runtime as runtime;");
    page.uses("pub use posthaste_runtime", RUNTIME.iter().copied());
    if let Some(row) = &crate_.webhook {
        webhook(page, row);
    }
}

fn modules(page: &mut Page, crate_: &Crate) {
    page.item(Kind::Module);
    page.line("mod client;");
    let some = [
        (crate_.codes.is_some(), "mod error_code;"),
        (!crate_.grants.is_empty(), "pub mod oauth2;"),
        (crate_.extension, "pub mod ext;"),
        (!crate_.servers.is_empty(), "pub mod servers;"),
        (!crate_.shared.is_empty(), "pub mod types;"),
    ];
    for (_, line) in some.iter().filter(|(there, _)| *there) {
        page.line(line);
    }
    for module in &crate_.modules {
        page.gate(&module.gate);
        page.begin();
        page.put("pub mod ");
        page.name(&module.name);
        page.put(";");
        page.end();
    }
}

/// `client.rs`.
pub(super) fn client(page: &mut Page, crate_: &Crate) {
    page.inner_docs(&["The client: where calls start."]);
    page.uses(
        "use posthaste_runtime",
        crate_.client_imports.iter().copied(),
    );
    api(page, &crate_.api);
    page.item(Kind::Declared);
    page.line("calls!(Call);");
    page.item(Kind::Type);
    page.line("/// A client of the API. Clones are cheap and share their connections.");
    page.line("#[derive(Debug, Clone)]");
    page.line("pub struct Client {");
    page.line("    runtime: posthaste_runtime::Client,");
    page.line("}");
    page.item(Kind::Impl);
    page.line("impl Client {");
    page.inside(|page| methods(page, crate_));
    page.line("}");
    page.item(Kind::Impl);
    page.line("/// What [`Client::builder`] makes the client of; one of another API does not fit.");
    page.line("impl From<posthaste_runtime::Client> for Client {");
    page.inside(|page| {
        page.line("fn from(runtime: posthaste_runtime::Client) -> Self {");
        page.line("    Self { runtime }");
        page.line("}");
    });
    page.line("}");
}

/// The constant that describes the API.
fn api(page: &mut Page, row: &ApiRow) {
    page.item(Kind::Other);
    page.line("/// What the client knows of the API before the first call.");
    page.begin();
    page.put("static API: ApiInfo = ");
    page.chain();
    page.put("ApiInfo::new(env!(\"CARGO_PKG_NAME\"), env!(\"CARGO_PKG_VERSION\"))");
    if !row.servers.is_empty() {
        page.call(
            "servers",
            Some(&|page: &mut Page| page.slice(&row.servers, server)),
        );
    }
    if !row.schemes.is_empty() {
        page.call(
            "schemes",
            Some(&|page: &mut Page| page.slice(&row.schemes, scheme)),
        );
    }
    if let Some(service) = &row.tokens {
        page.call(
            "oauth2",
            Some(&|page: &mut Page| token_service(page, service)),
        );
    }
    page.call_texts("hosts", &row.hosts);
    limits(page, &row.limits);
    if let Some(keys) = &row.errors {
        page.call("errors", Some(&|page: &mut Page| error_keys(page, keys)));
    }
    page.unchain();
    page.put(";");
    page.end();
}

fn server(page: &mut Page, (name, url): &(String, String)) {
    page.put("Server::new(");
    page.group([name, url], |page, value| page.text(value));
    page.put(")");
}

/// A security scheme.
fn scheme(page: &mut Page, row: &SchemeRow) {
    let kind = format!("Scheme::{}", row.kind);
    let texts = row.texts.iter();
    let mut parts: Vec<(&str, Option<&str>)> = texts
        .map(|(name, value)| (*name, Some(value.as_str())))
        .collect();
    parts.extend(row.place.map(|_| ("place", None)));
    if parts.is_empty() {
        return page.path(&kind);
    }
    page.literal(&kind, &parts, |page, (name, value)| {
        page.name(name);
        page.put(": ");
        match (value, row.place) {
            (None, Some(place)) => page.path(&format!("Place::{place}")),
            (value, _) => page.text(value.unwrap_or_default()),
        }
    });
}

/// The authorization server.
fn token_service(page: &mut Page, row: &TokenServiceRow) {
    page.chain();
    page.put("TokenService::new(");
    page.group([&row.url], |page, url| page.text(url));
    page.put(")");
    for (method, value) in &row.texts {
        page.call_text(method, value);
    }
    if row.client_in_body {
        page.call("client_in_body", None);
    }
    page.unchain();
}

/// The keys of error bodies.
fn error_keys(page: &mut Page, keys: &ErrorKeys) {
    page.chain();
    page.put("ErrorFormat::DEFAULT");
    page.call_texts("code", &keys.code);
    page.call_texts("message", &keys.message);
    page.call_texts("request_id", &keys.request_id);
    page.call_texts("request_id_in_body", &keys.request_id_in_body);
    if !keys.fields.is_empty() {
        page.link();
        page.put("fields(");
        let lists = [&keys.fields, &keys.field_name, &keys.field_message];
        page.group(lists, |page, list| page.texts(list));
        page.put(")");
    }
    if let Some(codes) = &keys.success_codes {
        page.call("success_codes", Some(&|page: &mut Page| page.texts(codes)));
    }
    page.unchain();
}

fn methods(page: &mut Page, crate_: &Crate) {
    page.line("/// Starts to set up a client.");
    page.line("pub fn builder() -> ClientBuilder<Client> {");
    page.line("    ClientBuilder::new(&API)");
    page.line("}");
    page.blank();
    page.line("/// The client without types, for calls that this crate does not know.");
    page.line("pub fn runtime(&self) -> &posthaste_runtime::Client {");
    page.line("    &self.runtime");
    page.line("}");
    for module in &crate_.modules {
        page.blank();
        group(page, module, &crate_.root);
    }
}

/// The client's method for a group of operations.
fn group(page: &mut Page, module: &Module, root: &str) {
    let handle = |page: &mut Page| {
        page.path(root);
        page.put("::");
        page.name(&module.name);
        page.put("::");
        page.name(&module.handle);
    };
    page.docs(&[&module.summary]);
    page.gate(&module.gate);
    page.begin();
    page.put("pub fn ");
    page.name(&module.name);
    page.put("(");
    page.group(["&self"], Page::put);
    page.put(") -> ");
    handle(page);
    page.generic("'_");
    page.put(" {");
    page.end();
    page.inside(|page| {
        page.begin();
        handle(page);
        page.put("::new(");
        page.group(["&self.runtime"], Page::put);
        page.put(")");
        page.end();
    });
    page.line("}");
}
