//! Bases: from the host part of a URL to a server with typed variables.

use crate::ground::diagnostic::{Code, Diagnostic, Origin};
use crate::infer::parameter_facts;
use crate::model::api::{Server, ServerVariable};

use super::super::encode;
use super::super::model::Url;
use super::super::template::{self, Piece};
use super::super::url::Parts;
use super::Lowering;
use super::route::{Marked, marked};
use super::value::is_placeholder;
use crate::ground::secret;

/// How many variables may stand within one another in a base.
const NESTING: usize = 8;

/// No base is longer; stops variables that multiply.
const LONGEST: usize = 16 << 10;

/// A query's pair; a missing value is a bare key.
pub(super) type QueryPair = (String, Option<String>);

/// What the host part of a URL came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Base {
    /// Which of the API's servers it is.
    pub(super) server: usize,
    /// Query pairs that the base carries.
    pub(super) query: Vec<QueryPair>,
}

impl Lowering<'_> {
    /// The server of a URL; equal bases are one server.
    pub(super) fn base(&mut self, url: &Url) -> Base {
        let written = written(url);
        if let Some(known) = self.bases.get(&written) {
            return known.clone();
        }
        let base = self.new_base(&written, &url.origin);
        self.bases.insert(written, base.clone());
        base
    }

    fn new_base(&mut self, written: &str, origin: &Origin) -> Base {
        let variable = template::whole(written);
        let text = as_templates(&self.inlined(written));
        if let (Some(name), Some(_)) = (variable, template::whole(&text)) {
            return self.unknown_base(name, None, origin);
        }
        let parts = Parts::of(&text);
        if parts.host.is_empty() {
            return self.unknown_base(variable.unwrap_or(written), Some(&text), origin);
        }
        let url = self.base_url(&parts);
        if let Some(why) = unusable(&url) {
            return self.unusable_base(variable.unwrap_or(written), why, origin);
        }
        let query = self.base_query(parts.query, origin);
        let mut variables = self.server_variables(&text, origin);
        // A part that no base can hold, an odd port say, is gone with what stood in it.
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

    /// A base that only the caller knows.
    fn unknown_base(&mut self, name: &str, relative: Option<&str>, origin: &Origin) -> Base {
        let message = match relative.filter(|text| !text.is_empty()) {
            Some(path) => format!(
                "the base `{name}` is only the path `{}`: callers must give the whole base URL",
                secret::hide_in_prose(path)
            ),
            None => format!("nothing gives the value of the base `{name}`: callers must give it"),
        };
        let help = format!("pass an environment that sets `{name}` with --env");
        self.diagnostics.push(
            Diagnostic::new(Code::UnknownBase, message)
                .at(origin)
                .help(help),
        );
        Base {
            server: self.add_server(Server::new(name, ""), false),
            query: Vec::new(),
        }
    }

    /// A base that no HTTP client can call: callers give another.
    fn unusable_base(&mut self, name: &str, why: &str, origin: &Origin) -> Base {
        let name = shortened(name);
        let message =
            format!("the base `{name}` cannot be called: {why}; callers must give another");
        let help = "mend the base in the collection or its variables";
        let diagnostic = Diagnostic::new(Code::UnusableBase, message).help(help);
        self.diagnostics.push(diagnostic.at(origin));
        Base {
            server: self.add_server(Server::new(name, ""), false),
            query: Vec::new(),
        }
    }

    /// The base with every variable replaced that holds structure (a scheme, a slash) or that is the
    /// whole base; the others stay as templates.
    fn inlined(&self, written: &str) -> String {
        let mut text = written.to_owned();
        for _ in 0..NESTING {
            let whole = template::whole(&text).is_some();
            let next: String = template::pieces(&text)
                .into_iter()
                .map(|piece| match piece {
                    Piece::Text(plain) => plain.to_owned(),
                    Piece::Template(name) => self
                        .scope
                        .binding(name)
                        .filter(|binding| {
                            let secret =
                                binding.secret || secret::has_secret_segment(&binding.text);
                            !secret && !binding.text.is_empty() && !binding.null
                        })
                        .filter(|binding| whole || binding.text.contains('/'))
                        .map_or_else(
                            || format!("{{{{{name}}}}}"),
                            |binding| binding.text.trim().to_owned(),
                        ),
                })
                .collect();
            if next == text || next.len() > LONGEST {
                break;
            }
            text = next;
        }
        text
    }

    fn base_url(&self, parts: &Parts<'_>) -> String {
        let host = address(parts);
        // A leading variable without a value may bring the scheme with it.
        let open = matches!(template::pieces(&host).first(), Some(Piece::Template(name)) if self.scope.shown(&format!("{{{{{name}}}}}")).is_none());
        let scheme = match parts.scheme {
            Some(scheme) => format!("{}://", placeholders(scheme)),
            None if open => String::new(),
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
        let mut variables: Vec<ServerVariable> = Vec::new();
        for name in template::names(head) {
            if variables.iter().any(|known| known.name == name) {
                continue;
            }
            let binding = self.scope.binding(name);
            variables.push(ServerVariable {
                name: name.to_owned(),
                default: self
                    .scope
                    .shown(&format!("{{{{{name}}}}}"))
                    .filter(|value| !is_placeholder(value)),
                choices: Vec::new(),
                description: binding.and_then(|binding| binding.description.clone()),
                origin: binding.map_or(origin, |binding| &binding.origin).clone(),
            });
        }
        variables
    }

    fn base_query(&mut self, query: Option<&str>, origin: &Origin) -> Vec<QueryPair> {
        let pairs: Vec<QueryPair> = query
            .unwrap_or_default()
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| match pair.split_once('=') {
                Some((key, value)) => {
                    let value = self.scope.shown(value);
                    let shown = value.and_then(|value| secret::example(key, &value));
                    (key.to_owned(), shown)
                }
                None => (pair.to_owned(), None),
            })
            .collect();
        if !pairs.is_empty() {
            let message =
                "the base carries a query: its pairs are sent with every call, behind the path";
            self.diagnostics
                .push(Diagnostic::new(Code::BaseWithQuery, message).at(origin));
        }
        pairs
    }

    /// The index of an equal server, or of this one, newly added. A literal base is at home in any
    /// server of its URL.
    fn add_server(&mut self, server: Server, literal: bool) -> usize {
        let equal =
            |known: &Server| known.url == server.url && (literal || known.name == server.name);
        self.api.servers.iter().position(equal).unwrap_or_else(|| {
            self.api.servers.push(server);
            self.api.servers.len() - 1
        })
    }

    /// What a URL's own list tells of the server's variables; old converters keep their choices there.
    pub(super) fn learn_variables(&mut self, url: &Url, server: usize) {
        let Some(server) = self.api.servers.get_mut(server) else {
            return;
        };
        for known in &mut server.variables {
            let told = url
                .variables
                .iter()
                .find(|one| one.key == known.name && one.description.is_some());
            if let Some(told) = told.filter(|_| known.choices.is_empty()) {
                let facts = parameter_facts(self.profile, told.description.as_deref());
                known.choices = facts.choices;
                known.description = known.description.take().or(facts.text);
            }
        }
    }

    /// The server that prose names by its URL or host.
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

/// Why a client cannot call a base, if it cannot. What stands in braces may become anything.
fn unusable(url: &str) -> Option<&'static str> {
    let (scheme, rest) = url.split_once("://")?;
    if !scheme.contains('{') && !["http", "https"].contains(&scheme) {
        return Some("its scheme is neither http nor https");
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let literal: String = map_braces(authority);
    let odd = |c: char| c.is_whitespace() || c.is_control() || "\\\"<>^`|{}%".contains(c);
    let labels = literal.split(':').next().unwrap_or_default();
    let empty_label = !literal.starts_with('[')
        && (labels.is_empty() || labels.trim_end_matches('.').split('.').any(str::is_empty));
    (literal.contains(odd) || empty_label).then_some("its host is none")
}

/// The text with a letter for each `{placeholder}`.
fn map_braces(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        out.push_str(before);
        out.push('x');
        rest = behind.split_once('}').map_or("", |(_, after)| after);
    }
    out + rest
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}\u{2026}", &text[..at]),
        None => text.to_owned(),
    }
}

/// Scheme, host and port as the source writes them; credentials are auth, not base.
fn written(url: &Url) -> String {
    let protocol = url
        .protocol
        .as_deref()
        .map(|one| one.trim_end_matches("://").to_ascii_lowercase());
    let mut text = protocol
        .map(|protocol| format!("{protocol}://"))
        .unwrap_or_default();
    text.push_str(url.host.trim());
    text.extend(url.port.iter().flat_map(|port| [":", port.as_str()]));
    text
}

fn address(parts: &Parts<'_>) -> String {
    parts.port.map_or_else(
        || parts.host.to_owned(),
        |port| format!("{}:{port}", parts.host),
    )
}

/// The host, or the name of the variable that is the whole host.
fn base_name(parts: &Parts<'_>) -> String {
    template::whole(parts.host).map_or_else(|| placeholders(&address(parts)), str::to_owned)
}

/// The text with `{{name}}` for `{name}` and `<name>`.
fn as_templates(text: &str) -> String {
    let stretches = |plain: &str| -> String {
        let one = |stretch| match stretch {
            Marked::Text(text) => text.to_owned(),
            Marked::Name(name) => format!("{{{{{name}}}}}"),
        };
        marked(plain).into_iter().map(one).collect()
    };
    template::pieces(text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(plain) => stretches(plain),
            Piece::Template(name) => format!("{{{{{name}}}}}"),
        })
        .collect()
}

/// The text with `{name}` for `{{name}}`, and without any other brace.
fn placeholders(text: &str) -> String {
    map_pieces(text, |plain| plain.replace(['{', '}'], ""))
}

/// The path, encoded but for its placeholders.
fn encoded(path: &str) -> String {
    map_pieces(path, encode::path)
}

fn map_pieces(text: &str, plain: impl Fn(&str) -> String) -> String {
    template::pieces(text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => plain(text),
            Piece::Template(name) => format!("{{{name}}}"),
        })
        .collect()
}
