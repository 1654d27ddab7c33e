//! Servers: base URLs with their variables.

use crate::ground::diagnostic::Code;
use crate::ground::url::{has_scheme, without_dots};
use crate::model::api::{Server, ServerVariable};
use crate::read::source::At;

use super::super::Version;
use super::super::value::OpenApiValue;
use super::path::template_names;
use super::{Call, Lowering};

/// The variable for scheme and host, which a URL that begins with a slash leaves to the document's own URL.
const ORIGIN: &str = "origin";
/// The variable for everything before a relative URL that begins with no slash.
const BASE: &str = "base";

impl<'d> Lowering<'d> {
    /// Adds the servers of the document, the first of which is the default.
    pub(super) fn root_servers(&mut self) {
        if self.version == Version::Swagger2 || self.root.declares("host") {
            let server = self.version2_server();
            self.add_servers(vec![server]);
            return;
        }
        let root = self.root.clone();
        let servers = self.declared_servers(&root);
        let servers = match servers.is_empty() {
            true => vec![self.server("/", &root)],
            false => servers,
        };
        self.add_servers(servers);
    }

    /// The server of an operation: the first of those of the operation, of its path, or of the document.
    pub(super) fn server_of(&mut self, call: &Call<'d>) -> usize {
        for owner in [&call.operation, &call.item] {
            let servers = self.declared_servers(owner);
            if !servers.is_empty() {
                return self.add_servers(servers);
            }
        }
        0
    }

    /// The servers that a part of the document lists.
    fn declared_servers(&mut self, owner: &At<'d>) -> Vec<Server> {
        let Some(list) = owner.get("servers") else {
            return Vec::new();
        };
        // An object in the place of the list is the only element.
        let nodes = match list.value.is_object() {
            true => vec![list],
            false => list.elements(),
        };
        let nodes = nodes.iter();
        let nodes = nodes.filter(|node| node.text().is_some() || node.declares("url"));
        nodes.map(|node| self.declared_server(node)).collect()
    }

    /// The index of the first of some servers; the others can take its place. Servers that the API has are not added again.
    fn add_servers(&mut self, servers: Vec<Server>) -> usize {
        let mut default = None;
        for server in servers {
            let server = Server {
                instead_of: default,
                ..server
            };
            let is_default = default.and_then(|index| self.api.servers.get(index));
            if is_default.is_some_and(|default| default.url == server.url) {
                continue;
            }
            let same =
                |known: &Server| known.url == server.url && known.instead_of == server.instead_of;
            let known = self.api.servers.iter().position(same);
            let index = known.unwrap_or(self.api.servers.len());
            if known.is_none() {
                self.api.servers.push(server);
            }
            default = default.or(Some(index));
        }
        default.unwrap_or_default()
    }

    /// A server as OpenAPI 3 declares it.
    fn declared_server(&mut self, node: &At<'d>) -> Server {
        let url = node.text().or_else(|| node.scalar_text("url"));
        let url = url.unwrap_or_default();
        let mut server = self.server(&url, node);
        server.description = node.prose_of("description");
        let name = node.scalar_text("name").filter(|name| !name.is_empty());
        let name = name.or_else(|| server.description.clone().filter(|text| is_name(text)));
        server.name = name.unwrap_or(server.name);
        server
    }

    /// A server by its URL. What a relative URL leaves to the URL of the document is a variable where that is unknown.
    fn server(&mut self, url: &str, node: &At<'d>) -> Server {
        let end = url.find(['?', '#']).unwrap_or(url.len());
        let (whole, rest) = url.split_at(end);
        if !rest.is_empty() {
            let message = format!("the URL of the server has `{rest}`, which is left out");
            self.report(Code::OddServer, message, &node.origin);
        }
        let url = whole.trim().replace("{{", "{").replace("}}", "}");
        let written = url.trim_end_matches('/').to_owned();
        let url = self.absolute(&url, node);
        let url = url.trim_end_matches('/').to_owned();
        let is_relative = !has_scheme(&written) && url != format!("https://{written}");
        let variables = template_names(&url);
        let variables = variables.into_iter().map(|name| self.variable(name, node));
        Server {
            variables: variables.collect(),
            relative: is_relative.then_some(written),
            ..Server::new(host_name(&url), url.clone())
        }
    }

    /// A URL with its scheme and host, or with variables in their place; empty if nothing of it is known.
    fn absolute(&mut self, url: &str, node: &At<'d>) -> String {
        if has_scheme(url) {
            return url.to_owned();
        }
        let host = url.split('/').next().unwrap_or_default();
        match url {
            "" | "/" => String::new(),
            url if url.starts_with("//") => format!("https:{url}"),
            url if url.starts_with('/') => format!("{{{ORIGIN}}}{}", without_dots(url)),
            // A host without a scheme, such as `example.com/v1`; not `v1.2`.
            url if is_host(host) => {
                let message = format!("the URL of the server, `{url}`, has no scheme");
                self.report(Code::OddServer, message, &node.origin);
                format!("https://{url}")
            }
            url if url.contains(['$', '<', '>', ' ']) => {
                let message = format!("`{url}` is not the URL of a server: callers set it");
                self.report(Code::OddServer, message, &node.origin);
                String::new()
            }
            url => format!("{{{BASE}}}{}", without_dots(url)),
        }
    }

    /// The variable of a URL with this name. One that the document does not define, or defines without a default, is set by
    /// callers.
    fn variable(&mut self, name: &str, node: &At<'d>) -> ServerVariable {
        let declared = node.get("variables");
        let Some(declared) = declared.and_then(|variables| variables.get(name)) else {
            let description = match name {
                ORIGIN => Some("Scheme and host: `https://api.example.com`."),
                BASE => Some("What is in front of the path: `https://api.example.com`."),
                _ => None,
            };
            return ServerVariable {
                name: name.to_owned(),
                default: None,
                choices: Vec::new(),
                description: description.map(str::to_owned),
                origin: node.origin.clone(),
            };
        };
        let default = declared.scalar_text("default");
        let mut choices = declared.texts_of("enum");
        let is_other = |default: &&String| !choices.is_empty() && !choices.contains(default);
        if let Some(default) = default.as_ref().filter(is_other) {
            let message = format!("the default `{default}` is not among the variable's values");
            self.report(Code::OddServer, message, &declared.origin);
            choices.insert(0, default.clone());
        }
        ServerVariable {
            name: name.to_owned(),
            default,
            choices,
            description: declared.prose_of("description"),
            origin: declared.origin,
        }
    }

    /// The server of a Swagger 2 document.
    fn version2_server(&mut self) -> Server {
        let root = self.root.clone();
        let host = root.scalar_text("host").unwrap_or_default();
        let host = host.trim().trim_end_matches('/');
        let (scheme, host) = match host.split_once("://") {
            Some((scheme, host)) => (Some(scheme.to_owned()), host),
            None => (None, host),
        };
        let schemes = root.get("schemes");
        let single = schemes.as_ref().and_then(At::text);
        let listed = root.texts_of("schemes").into_iter().chain(single);
        let listed: Vec<String> = listed.map(|scheme| scheme.to_ascii_lowercase()).collect();
        let first = listed.first().cloned();
        let chosen = match listed.iter().any(|scheme| scheme == "https") {
            true => Some("https".to_owned()),
            false => first,
        };
        let scheme = scheme.or(chosen).unwrap_or_else(|| "https".to_owned());
        let base = root.scalar_text("basePath").unwrap_or_default();
        let base = base.trim().trim_matches('/');
        let path = format!("/{base}");
        let url = match host {
            "" => path,
            host => format!("{scheme}://{host}{path}"),
        };
        self.server(&url, &root)
    }
}

/// Whether the first segment of a URL without a scheme is a host: `localhost`, a name with dots and a last part of letters, or
/// one with a port.
fn is_host(segment: &str) -> bool {
    let (name, port) = segment.split_once(':').unwrap_or((segment, ""));
    let is_port = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    let last = name.rsplit_once('.').map(|(_, last)| last);
    let is_name = |c: char| c.is_ascii_alphanumeric() || "-.{}_".contains(c);
    !name.is_empty()
        && name.chars().all(is_name)
        && (name == "localhost"
            || is_port
            || last.is_some_and(|last| {
                last.len() > 1 && last.chars().all(|c| c.is_ascii_alphabetic())
            }))
}

/// Whether a description is a name: `Sandbox`, `Production server`.
fn is_name(description: &str) -> bool {
    let text = description.trim().trim_end_matches('.');
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == ' ';
    text.len() <= 40 && text.split(' ').count() <= 3 && text.chars().all(is_part)
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
