//! Servers: base URLs with their variables.

use crate::model::api::{Server, ServerVariable};
use crate::read::source::At;

use super::super::Version;
use super::super::value::OpenApiValue;
use super::path::template_names;
use super::{Call, Lowering};

impl<'d> Lowering<'d> {
    /// Adds the servers of the document, the first of which is the default.
    pub(super) fn root_servers(&mut self) {
        if self.version == Version::Swagger2 || self.root.declares("host") {
            let url = version2_url(&self.root);
            self.add_server(Server::new(host_name(&url), url));
            return;
        }
        for server in self.root.elements_of("servers") {
            let server = declared(&server);
            self.add_server(server);
        }
        if self.api.servers.is_empty() {
            self.add_server(Server::new("base_url", ""));
        }
    }

    /// The server of an operation: that of the operation, of its path, or of the document.
    pub(super) fn server_of(&mut self, call: &Call<'d>) -> usize {
        let owners = [&call.operation, &call.item];
        let mut own = owners
            .into_iter()
            .filter_map(|owner| owner.elements_of("servers").into_iter().next());
        match own.next() {
            Some(server) => {
                let server = declared(&server);
                self.add_server(server)
            }
            None => 0,
        }
    }

    /// The index of a server, which is added unless the API has it.
    fn add_server(&mut self, server: Server) -> usize {
        let mut known = self.api.servers.iter();
        if let Some(index) = known.position(|known| known.url == server.url) {
            return index;
        }
        self.api.servers.push(server);
        self.api.servers.len() - 1
    }
}

/// A server as OpenAPI 3 declares it. A URL without a host becomes a base that callers set.
fn declared(node: &At<'_>) -> Server {
    let url = node
        .text()
        .or_else(|| node.scalar_text("url"))
        .unwrap_or_default();
    let url = url.split(['?', '#']).next().unwrap_or_default().trim();
    let url = url.trim_end_matches('/');
    let is_relative = url.is_empty() || url.starts_with(['/', '.']);
    let has_scheme = url.contains("://") || url.starts_with('{');
    let url = match (is_relative, has_scheme) {
        (true, _) => String::new(),
        (false, true) => url.to_owned(),
        (false, false) => format!("https://{url}"),
    };
    let variables = node.get("variables");
    let variables = template_names(&url).into_iter().map(|name| {
        let variable = variables.as_ref().and_then(|variables| variables.get(name));
        ServerVariable {
            name: name.to_owned(),
            default: variable
                .as_ref()
                .and_then(|variable| variable.scalar_text("default")),
            choices: variable
                .as_ref()
                .map(|variable| variable.texts_of("enum"))
                .unwrap_or_default(),
            description: variable
                .as_ref()
                .and_then(|variable| variable.prose_of("description")),
            origin: variable.map_or_else(|| node.origin.clone(), |variable| variable.origin),
        }
    });
    let name = node.scalar_text("name").unwrap_or_else(|| host_name(&url));
    Server {
        variables: variables.collect(),
        description: node.prose_of("description"),
        ..Server::new(name, url.clone())
    }
}

/// The URL of a Swagger 2 document; empty where it names no host.
fn version2_url(root: &At<'_>) -> String {
    let host = root.scalar_text("host").unwrap_or_default();
    let host = host
        .split_once("://")
        .map_or(host.as_str(), |(_, host)| host);
    if host.is_empty() {
        return String::new();
    }
    let schemes = root.texts_of("schemes");
    let lower: Vec<String> = schemes
        .iter()
        .map(|scheme| scheme.to_ascii_lowercase())
        .collect();
    let scheme = match lower.first() {
        Some(first) if !lower.iter().any(|scheme| scheme == "https") => first.clone(),
        _ => "https".to_owned(),
    };
    let base = root.scalar_text("basePath").unwrap_or_default();
    let base = base.trim_matches('/');
    let slash = if base.is_empty() { "" } else { "/" };
    format!("{scheme}://{}{slash}{base}", host.trim_end_matches('/'))
}

/// The host of a URL, as a name.
fn host_name(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    match host.is_empty() || host.contains('{') {
        true => "base_url".to_owned(),
        false => host.to_owned(),
    }
}
