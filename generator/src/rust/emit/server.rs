//! `servers.rs`: types for servers whose URLs have variables.

use crate::rust::plan::model::{ServerType, ServerVariable, UrlPiece};

use super::layout::Sign;
use super::page::{Kind, Page};

/// `servers.rs`.
pub(super) fn servers(page: &mut Page, servers: &[ServerType]) {
    page.inner_docs(&["Where the API is served: URLs with variables."]);
    page.uses("use posthaste_runtime", ["ServerUrl"]);
    servers.iter().for_each(|server| server_type(page, server));
}

/// A server whose URL has variables.
fn server_type(page: &mut Page, server: &ServerType) {
    page.item(Kind::Type);
    page.docs(&server.docs);
    page.line("#[derive(Debug, Clone)]");
    page.line("#[must_use]");
    page.begin();
    page.put("pub struct ");
    page.name(&server.name);
    page.fields(&server.variables, |page, variable| {
        page.begin();
        page.name(&variable.name);
        page.put(": String,");
        page.end();
    });
    methods(page, server);
    if server
        .variables
        .iter()
        .all(|variable| variable.default.is_some())
    {
        default(page, server);
    }
    url(page, server);
}

fn methods(page: &mut Page, server: &ServerType) {
    page.item(Kind::Impl);
    page.begin();
    page.put("impl ");
    page.name(&server.name);
    page.put(" {");
    page.end();
    page.inside(|page| {
        new(page, &server.variables);
        for variable in &server.variables {
            page.blank();
            setter(page, variable);
        }
    });
    page.line("}");
}

fn new(page: &mut Page, variables: &[ServerVariable]) {
    page.line("/// The server with the variables' defaults.");
    page.begin();
    page.put("pub fn new(");
    let missing = variables
        .iter()
        .filter(|variable| variable.default.is_none());
    page.group(missing, |page, variable| {
        page.name(&variable.name);
        page.put(": impl Into");
        page.generic("String");
    });
    page.put(") -> Self {");
    page.end();
    page.inside(|page| {
        page.begin();
        page.literal("Self", variables, value);
        page.end();
    });
    page.line("}");
}

/// The field of a variable with its default, in the constructor.
fn value(page: &mut Page, variable: &ServerVariable) {
    page.name(&variable.name);
    page.put(": ");
    page.chain();
    match &variable.default {
        Some(default) => {
            page.text(default);
            page.link();
            page.put("to_owned()");
        }
        None => {
            page.name(&variable.name);
            page.link();
            page.put("into()");
        }
    }
    page.unchain();
}

fn setter(page: &mut Page, variable: &ServerVariable) {
    page.docs(&variable.docs);
    page.begin();
    page.put("pub fn ");
    page.name(&variable.name);
    page.put("(");
    page.open();
    page.put("mut self");
    page.comma();
    page.name(&variable.name);
    page.put(": impl Into");
    page.generic("String");
    page.close();
    page.put(") -> Self {");
    page.end();
    page.inside(|page| {
        page.begin();
        page.put("self.");
        page.name(&variable.name);
        page.put(" = ");
        page.chain();
        page.name(&variable.name);
        page.link();
        page.put("into()");
        page.unchain();
        page.put(";");
        page.end();
        page.line("self");
    });
    page.line("}");
}

fn default(page: &mut Page, server: &ServerType) {
    page.item(Kind::Impl);
    page.begin();
    page.put("impl Default for ");
    page.name(&server.name);
    page.put(" {");
    page.end();
    page.inside(|page| {
        page.line("fn default() -> Self {");
        page.line("    Self::new()");
        page.line("}");
    });
    page.line("}");
}

/// The conversion of the server into the runtime's `ServerUrl`.
fn url(page: &mut Page, server: &ServerType) {
    page.item(Kind::Impl);
    page.begin();
    page.put("impl From");
    page.put("<");
    page.open();
    page.name(&server.name);
    page.close();
    page.put("> for ServerUrl {");
    page.end();
    page.inside(|page| {
        page.begin();
        page.put("fn from(");
        page.open();
        page.put("server: ");
        page.name(&server.name);
        page.close();
        page.put(") -> Self {");
        page.end();
        page.inside(|page| joined(page, server));
        page.line("}");
    });
    page.line("}");
}

fn joined(page: &mut Page, server: &ServerType) {
    page.begin();
    page.put("ServerUrl::new(");
    page.open();
    page.number(server.index);
    page.comma();
    page.chain();
    page.mark(Sign::Open(-4));
    page.put("[");
    page.group(&server.url, |page, piece| match piece {
        UrlPiece::Text(piece) => page.text(piece),
        UrlPiece::Field(name) => {
            page.chain();
            page.put("server");
            page.link();
            page.name(name);
            page.link();
            page.put("as_str()");
            page.unchain();
        }
    });
    page.put("]");
    page.mark(Sign::Close);
    page.link();
    page.put("concat()");
    page.unchain();
    page.close();
    page.put(")");
    page.end();
}
