//! Bases: from the host part of a URL to a server with variables.

use indexmap::IndexSet;

use crate::ground::diagnostic::{Code, Origin};
use crate::infer::parameter_facts;
use crate::model::api::{Server, ServerVariable};

use super::super::encode;
use super::super::model::Url;
use super::super::template::{self, Piece};
use super::super::url::Parts;
use super::Lowering;
use super::route::{BracketPart, split_at_brackets};
use super::value::is_placeholder;
use crate::ground::secret;

/// How deep variables of a base may contain variables.
const NESTING: usize = 8;

/// The longest base: variables that contain each other could make it gigabytes long.
const LONGEST: usize = 16 << 10;

/// A pair of a query; a key without `=` has no value.
pub(super) type QueryPair = (String, Option<String>);

/// What the host part of a URL is lowered to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Base {
    /// The index of the API's server.
    pub(super) server: usize,
    /// The query of the base.
    pub(super) query: Vec<QueryPair>,
}

impl Lowering<'_> {
    /// The base of a URL; URLs of equal bases have the same server.
    pub(super) fn base(&mut self, url: &Url) -> Base {
        let written = written(url);
        if let Some(base) = self.bases.get(&written) {
            return base.clone();
        }
        let base = self.new_base(&written, &url.origin);
        self.bases.insert(written, base.clone());
        base
    }

    fn new_base(&mut self, written: &str, origin: &Origin) -> Base {
        // Behind a variable may be the beginning of all paths.
        let head = written.split('/').next().unwrap_or_default();
        let variable = template::whole(head);
        let text = as_templates(&self.inlined(written));
        if let (Some(name), Some(_)) = (variable, template::whole(&text)) {
            return self.unknown_base(name, "", origin);
        }
        let parts = Parts::of(&text);
        if parts.host.is_empty() {
            return self.unknown_base(variable.unwrap_or(written), &text, origin);
        }
        let url = self.base_url(&parts);
        if let Some(reason) = unusable(&url) {
            let name = shortened(variable.unwrap_or(written));
            let message =
                format!("the base `{name}` cannot be called: {reason}; callers must give another");
            let help = "mend the base in the collection or its variables";
            self.report_with_help(Code::UnusableBase, message, origin, help);
            return self.base_without_url(&name);
        }
        let query = self.base_query(parts.query, origin);
        let mut variables = self.server_variables(&text, origin);
        // `base_url` drops parts that are malformed, such as a port of letters, with their variables.
        variables.retain(|variable| url.contains(&format!("{{{}}}", variable.name)));
        let name = variable.map_or_else(|| base_name(&parts), str::to_owned);
        let server = Server {
            variables,
            description: variable.and_then(|name| self.scope.binding(name)?.description.clone()),
            ..Server::new(name, url)
        };
        Base {
            server: self.add_server(server, variable.is_none()),
            query,
        }
    }

    /// A base without a host; `path` is the text of its value, if it has one.
    fn unknown_base(&mut self, name: &str, path: &str, origin: &Origin) -> Base {
        let message = match path {
            "" => format!("nothing gives the value of the base `{name}`: callers must give it"),
            path => format!(
                "the base `{name}` is only the path `{}`: callers must give the whole base URL",
                secret::hide_in_prose(path)
            ),
        };
        let help = format!("pass an environment that sets `{name}` with --env");
        self.report_with_help(Code::UnknownBase, message, origin, help);
        self.base_without_url(name)
    }

    /// A base whose URL callers give.
    fn base_without_url(&mut self, name: &str) -> Base {
        Base {
            server: self.add_server(Server::new(name, ""), false),
            query: Vec::new(),
        }
    }

    /// The base with each variable replaced whose value has a slash, or that is the whole base; the others stay
    /// templates.
    fn inlined(&self, written: &str) -> String {
        let mut text = written.to_owned();
        for _ in 0..NESTING {
            let is_whole = template::whole(&text).is_some();
            let next = template::map(&text, str::to_owned, |name| {
                let value = self.scope.binding(name).filter(|binding| {
                    let secret = binding.secret || secret::has_secret_segment(&binding.text);
                    let is_structure = is_whole || binding.text.contains('/');
                    !secret && !binding.text.is_empty() && !binding.null && is_structure
                });
                value.map_or_else(|| template::of(name), |value| value.text.trim().to_owned())
            });
            if next == text || next.len() > LONGEST {
                break;
            }
            text = next;
        }
        text
    }

    fn base_url(&self, parts: &Parts<'_>) -> String {
        let host = address(parts);
        // The value of a leading variable may contain the scheme, if it is unknown.
        let leads_open = match template::pieces(&host).first() {
            Some(Piece::Template(name)) => self.scope.public_text(&template::of(name)).is_none(),
            _ => false,
        };
        let scheme = match parts.scheme {
            Some(scheme) => format!("{}://", placeholders(scheme)),
            None if leads_open => String::new(),
            None => "http://".to_owned(),
        };
        let path = encoded(parts.path);
        format!(
            "{scheme}{}{}",
            placeholders(&host),
            path.trim_end_matches('/')
        )
    }

    fn server_variables(&self, text: &str, origin: &Origin) -> Vec<ServerVariable> {
        let head = text.split('?').next().unwrap_or_default();
        let names: IndexSet<&str> = template::names(head).collect();
        let variable = |name: &str| {
            let binding = self.scope.binding(name);
            let default = self.scope.public_text(&template::of(name));
            ServerVariable {
                name: name.to_owned(),
                default: default.filter(|value| !is_placeholder(value)),
                choices: Vec::new(),
                description: binding.and_then(|binding| binding.description.clone()),
                origin: binding.map_or(origin, |binding| &binding.origin).clone(),
            }
        };
        names.into_iter().map(variable).collect()
    }

    fn base_query(&mut self, query: Option<&str>, origin: &Origin) -> Vec<QueryPair> {
        let pairs = query.unwrap_or_default().split('&');
        let pairs = pairs.filter(|pair| !pair.is_empty());
        let pairs: Vec<QueryPair> = pairs
            .map(|pair| match pair.split_once('=') {
                Some((key, value)) => {
                    let value = self.scope.public_text(value);
                    let value = value.and_then(|value| secret::example(key, &value));
                    (key.to_owned(), value)
                }
                None => (pair.to_owned(), None),
            })
            .collect();
        if !pairs.is_empty() {
            let message =
                "the base carries a query: its pairs are sent with every call, behind the path";
            self.report(Code::BaseWithQuery, message, origin);
        }
        pairs
    }

    /// The index of a server of equal URL and name, else of this server, newly added. The name of a server does not count
    /// if it is `literal`, which means that no variable names it.
    fn add_server(&mut self, server: Server, literal: bool) -> usize {
        let is_equal =
            |other: &Server| other.url == server.url && (literal || other.name == server.name);
        let index = self.api.servers.iter().position(is_equal);
        index.unwrap_or_else(|| {
            self.api.servers.push(server);
            self.api.servers.len() - 1
        })
    }

    /// Adds what the variables of a URL say about those of its server: older converters write their choices there.
    pub(super) fn add_variable_choices(&mut self, url: &Url, server: usize) {
        let Some(server) = self.api.servers.get_mut(server) else {
            return;
        };
        for variable in &mut server.variables {
            let mut declared = url.variables.iter();
            let declared = declared
                .find(|declared| declared.key == variable.name && declared.description.is_some());
            if let Some(declared) = declared.filter(|_| variable.choices.is_empty()) {
                let facts = parameter_facts(self.profile, declared.description.as_deref());
                let choices = facts.choices.into_iter();
                variable.choices = choices.map(|choice| choice.value).collect();
                variable.description = variable.description.take().or(facts.text);
            }
        }
    }

    /// The index of the server of a URL or host that a description names.
    pub(super) fn named_server(&mut self, text: &str) -> usize {
        let text = match text.contains("://") {
            true => text.to_owned(),
            false => format!("https://{text}"),
        };
        let parts = Parts::of(&text);
        let server = Server::new(parts.host, self.base_url(&parts));
        self.add_server(server, true)
    }
}

/// Why a client cannot call a base, if it cannot. The variables in its braces may have any value.
fn unusable(url: &str) -> Option<&'static str> {
    let (scheme, rest) = url.split_once("://")?;
    if !scheme.contains('{') && !["http", "https"].contains(&scheme) {
        return Some("its scheme is neither http nor https");
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let literal = without_placeholders(authority);
    let odd = |c: char| c.is_whitespace() || c.is_control() || "\\\"<>^`|{}%".contains(c);
    let labels = literal.split(':').next().unwrap_or_default();
    let empty_label = !literal.starts_with('[')
        && (labels.is_empty() || labels.trim_end_matches('.').split('.').any(str::is_empty));
    (literal.contains(odd) || empty_label).then_some("its host is none")
}

/// The text with a letter for each `{placeholder}`.
fn without_placeholders(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        out.push('x');
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    out + rest
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}\u{2026}", &text[..at]),
        None => text.to_owned(),
    }
}

/// Scheme, host and port as the source writes them, without credentials.
fn written(url: &Url) -> String {
    let protocol = url.protocol.as_deref();
    let protocol = protocol.map(|text| text.trim_end_matches("://").to_ascii_lowercase());
    let mut text = protocol.map_or_else(String::new, |protocol| format!("{protocol}://"));
    text.push_str(url.host.trim());
    text.extend(url.port.iter().flat_map(|port| [":", port.as_str()]));
    text
}

fn address(parts: &Parts<'_>) -> String {
    let port = parts.port.map(|port| format!(":{port}"));
    format!("{}{}", parts.host, port.unwrap_or_default())
}

/// The host, or the name of the variable that is the whole host.
fn base_name(parts: &Parts<'_>) -> String {
    template::whole(parts.host).map_or_else(|| placeholders(&address(parts)), str::to_owned)
}

/// Replaces `{name}` and `<name>` by `{{name}}`.
fn as_templates(text: &str) -> String {
    let plain = |plain: &str| {
        let parts = split_at_brackets(plain).into_iter();
        parts
            .map(|part| match part {
                BracketPart::Text(text) => text.to_owned(),
                BracketPart::Name(name) => template::of(name),
            })
            .collect()
    };
    template::map(text, plain, template::of)
}

/// The text with `{name}` for `{{name}}`, and without any other brace.
fn placeholders(text: &str) -> String {
    let plain = |plain: &str| plain.replace(['{', '}'], "");
    template::map(text, plain, |name| format!("{{{name}}}"))
}

/// The path, encoded except for its placeholders.
fn encoded(path: &str) -> String {
    template::map(path, encode::path, |name| format!("{{{name}}}"))
}
