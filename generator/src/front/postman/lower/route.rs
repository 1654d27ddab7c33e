//! Paths: from the segments of a URL to a template with parameters.

use std::collections::{BTreeMap, BTreeSet};

use crate::ground::diagnostic::Code;

use super::super::encode;
use super::super::model::{Url, Variable};
use super::super::template::{self, Piece};
use super::super::url::path_variable;
use super::Lowering;
use crate::ground::secret;

/// A path as a template.
#[derive(Debug, Clone, Default)]
pub(super) struct Route {
    /// Starts with `/`; parameters as `{name}`.
    pub(super) template: String,
    /// The parameters, in the path's order, each once.
    pub(super) parameters: Vec<PathParameter>,
    /// The literal segments, in order.
    pub(super) literals: Vec<String>,
    /// The parameters' names.
    names: BTreeSet<String>,
}

/// A parameter of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PathParameter {
    /// Its name in the template.
    pub(super) name: String,
    /// Its name in the source.
    pub(super) source: String,
    /// How the source writes it.
    pub(super) kind: PathKind,
}

/// How the source writes a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PathKind {
    /// `:name`: its value is in the variables of the URL.
    Declared,
    /// `{{name}}`: its value is in the scope.
    Template,
    /// `{name}` or `<name>`: it has no value.
    Marked,
}

impl Lowering<'_> {
    /// The template of a URL's path.
    pub(super) fn route(&self, url: &Url) -> Route {
        let mut route = Route::default();
        let hook = self.is_webhook(url);
        for segment in &url.path {
            route.template.push('/');
            let before = route.parameters.len();
            match path_variable(segment).filter(|(name, _)| !template::any(name)) {
                Some((name, rest)) => {
                    route.parameter(name, PathKind::Declared);
                    self.add_segment_text(rest, hook, &mut route);
                }
                None => self.add_segment_text(segment, hook, &mut route),
            }
            let is_secret = hook && secret::is_webhook_secret(segment);
            if before == route.parameters.len()
                && !is_secret
                && !segment.is_empty()
                && !segment.starts_with([':', '{', '<'])
            {
                route.literals.push(segment.clone());
            }
        }
        if route.template.is_empty() {
            route.template.push('/');
        }
        route
    }

    /// Whether the host or path of a URL has the words of an incoming webhook, whose path holds a secret.
    pub(super) fn is_webhook(&self, url: &Url) -> bool {
        url.path
            .iter()
            .any(|segment| secret::is_webhook_url(segment))
            || secret::is_webhook_url(&self.scope.fill(&url.host))
    }

    /// Adds text of a path and the templates in it; secrets, which the path of a webhook has, become parameters.
    fn add_segment_text(&self, text: &str, hook: bool, route: &mut Route) {
        for piece in template::pieces(text) {
            match piece {
                Piece::Text(plain)
                    if secret::is_secret_value(plain)
                        || (hook && secret::is_webhook_secret(plain)) =>
                {
                    route.parameter("token", PathKind::Marked);
                }
                Piece::Text(plain) => {
                    for part in split_at_brackets(plain) {
                        match part {
                            BracketPart::Text(text) => route.template.push_str(&encode::path(text)),
                            BracketPart::Name(name) => route.parameter(name, PathKind::Marked),
                        }
                    }
                }
                Piece::Template(name) => match self.segments_of(name) {
                    Some(path) => route.template.push_str(&encode::path(&path)),
                    None => route.parameter(name, PathKind::Template),
                },
            }
        }
    }

    /// The value of a variable, if it has several segments and so cannot be a parameter.
    fn segments_of(&self, name: &str) -> Option<String> {
        let value = self.scope.public_text(&template::of(name))?;
        let value = value.trim_matches('/');
        value.contains('/').then(|| value.to_owned())
    }

    /// Warns about declared path variables that are not used, and about names with a colon: `:from:to` is one variable, not two.
    pub(super) fn check_variables(&mut self, url: &Url, route: &Route, server: usize) {
        let server = self.api.servers.get(server);
        let variables = server.map(|server| server.variables.as_slice());
        let of_server: Vec<String> = variables
            .unwrap_or_default()
            .iter()
            .map(|variable| variable.name.clone())
            .collect();
        for variable in &url.variables {
            let key = &variable.key;
            let is_used = route.names.contains(key) || of_server.contains(key);
            if !is_used && !key.is_empty() {
                let message = format!("the path variable `{key}` stands nowhere in the path");
                self.report(Code::UnusedPathVariable, message, &variable.origin);
            }
        }
        for PathParameter { name, kind, .. } in &route.parameters {
            if *kind == PathKind::Declared && name.contains(':') {
                let message = format!(
                    "`:{name}` is one path variable: for Postman a name ends only at a dot"
                );
                self.report(Code::OddPathVariable, message, &url.origin);
            }
        }
    }
}

impl Route {
    /// A path that is nothing but the whole URL, which callers give.
    pub(super) fn whole_url(name: &str) -> Self {
        let mut route = Self::default();
        route.parameter(name, PathKind::Template);
        route
    }

    /// Whether callers give the whole URL.
    pub(super) fn is_whole_url(&self) -> bool {
        self.template.starts_with('{')
    }

    /// Adds a parameter to the template.
    fn parameter(&mut self, name: &str, kind: PathKind) {
        let source = name.to_owned();
        let name = plain_name(name);
        self.template.extend(["{", &name, "}"]);
        if self.names.insert(name.clone()) {
            self.parameters.push(PathParameter { name, source, kind });
        }
    }
}

/// The name without characters that have a meaning in a path; that of a dynamic variable without its `$`.
pub(super) fn plain_name(name: &str) -> String {
    let letters = name.trim().trim_start_matches('$').chars();
    let name: String = letters
        .map(|c| if "{}/?#\\".contains(c) { '_' } else { c })
        .collect();
    match name.is_empty() {
        true => "value".to_owned(),
        false => name,
    }
}

/// A part of a text: plain, or the name in one pair of brackets.
pub(super) enum BracketPart<'t> {
    Text(&'t str),
    Name(&'t str),
}

/// The parts of a text in which `{name}` and `<name>` are parameters.
pub(super) fn split_at_brackets(text: &str) -> Vec<BracketPart<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    let mut from = 0;
    while let Some(found) = rest.get(from..).and_then(|text| text.find(['{', '<'])) {
        let open = from + found;
        let close = match rest[open..].starts_with('{') {
            true => '}',
            false => '>',
        };
        let inner = rest[open + 1..].split(close).next().unwrap_or_default();
        if is_name(inner) && rest[open + 1 + inner.len()..].starts_with(close) {
            parts.extend([BracketPart::Text(&rest[..open]), BracketPart::Name(inner)]);
            rest = &rest[open + inner.len() + 2..];
            from = 0;
        } else {
            from = open + 1;
        }
    }
    parts.push(BracketPart::Text(rest));
    parts
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || "_-. ".contains(c))
}

/// The path variables that a URL declares, by their plain names; of equal names the last.
pub(super) fn declared(url: &Url) -> BTreeMap<String, &Variable> {
    let named = url.variables.iter();
    named
        .map(|variable| (plain_name(&variable.key), variable))
        .collect()
}
