//! Paths: from a URL's segments to a template with parameters.

use std::collections::{BTreeMap, BTreeSet};

use crate::ground::diagnostic::{Code, Diagnostic};

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
    /// Its name, as it stands between the template's braces.
    pub(super) name: String,
    /// Its name as the source writes it.
    pub(super) source: String,
    /// Where its value comes from.
    pub(super) kind: PathKind,
}

/// How a parameter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PathKind {
    /// `:name`, whose value stands in the URL's own list.
    Declared,
    /// `{{name}}`, whose value stands in the scope.
    Template,
    /// `{name}` or `<name>`: no value.
    Marked,
}

impl Lowering<'_> {
    /// The template of a URL's path.
    pub(super) fn route(&self, url: &Url) -> Route {
        let mut route = Route::default();
        let hook = self.is_hook(url);
        for segment in &url.path {
            route.template.push('/');
            let before = route.parameters.len();
            match path_variable(segment).filter(|(name, _)| !template::any(name)) {
                Some((name, rest)) => {
                    route.parameter(name, PathKind::Declared);
                    self.literal(rest, hook, &mut route);
                }
                None => self.literal(segment, hook, &mut route),
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

    /// Whether a URL is a webhook's, whose path is a secret.
    pub(super) fn is_hook(&self, url: &Url) -> bool {
        url.path
            .iter()
            .any(|segment| secret::is_webhook_url(segment))
            || secret::is_webhook_url(&self.scope.resolve(&url.host).text)
    }

    /// Text of a path, with the templates in it; of a webhook's, without its secrets.
    fn literal(&self, text: &str, hook: bool, route: &mut Route) {
        for piece in template::pieces(text) {
            match piece {
                Piece::Text(plain)
                    if secret::is_secret_value(plain)
                        || (hook && secret::is_webhook_secret(plain)) =>
                {
                    route.parameter("token", PathKind::Marked);
                }
                Piece::Text(plain) => {
                    for stretch in marked(plain) {
                        match stretch {
                            Marked::Text(text) => route.template.push_str(&encode::path(text)),
                            Marked::Name(name) => route.parameter(name, PathKind::Marked),
                        }
                    }
                }
                Piece::Template(name) => match self.spanning(name) {
                    Some(path) => route.template.push_str(&encode::path(&path)),
                    None => route.parameter(name, PathKind::Template),
                },
            }
        }
    }

    /// The value of a variable that spans several segments, and so cannot be a parameter.
    fn spanning(&self, name: &str) -> Option<String> {
        let value = self.scope.shown(&format!("{{{{{name}}}}}"))?;
        value
            .trim_matches('/')
            .contains('/')
            .then(|| value.trim_matches('/').to_owned())
    }

    /// Tells of path variables that are declared and not used, or named in a way that hides another.
    pub(super) fn check_variables(&mut self, url: &Url, route: &Route, server: usize) {
        let of_server = |name: &str| {
            let server = self.api.servers.get(server);
            server.is_some_and(|server| server.variables.iter().any(|one| one.name == name))
        };
        for variable in url.variables.iter().filter(|one| !of_server(&one.key)) {
            if !route.names.contains(&variable.key) && !variable.key.is_empty() {
                let message = format!(
                    "the path variable `{}` stands nowhere in the path",
                    variable.key
                );
                self.diagnostics
                    .push(Diagnostic::new(Code::UnusedPathVariable, message).at(&variable.origin));
            }
        }
        for parameter in route
            .parameters
            .iter()
            .filter(|one| one.kind == PathKind::Declared)
        {
            if parameter.name.contains(':') {
                let message = format!(
                    "`:{}` is one path variable: for Postman a name ends only at a dot",
                    parameter.name
                );
                self.diagnostics
                    .push(Diagnostic::new(Code::OddPathVariable, message).at(&url.origin));
            }
        }
    }
}

impl Route {
    fn parameter(&mut self, name: &str, kind: PathKind) {
        let source = name.to_owned();
        let name = plain_name(name);
        self.template.extend(["{", &name, "}"]);
        if self.names.insert(name.clone()) {
            self.parameters.push(PathParameter { name, source, kind });
        }
    }
}

/// A name that can stand between braces in a template; a dynamic variable's without its `$`.
pub(super) fn plain_name(name: &str) -> String {
    let letters = name.trim().trim_start_matches('$').chars();
    let name: String = letters
        .map(|c| if "{}/?#\\".contains(c) { '_' } else { c })
        .collect();
    if name.is_empty() {
        UNNAMED.to_owned()
    } else {
        name
    }
}

/// What a parameter without a name is called.
const UNNAMED: &str = "value";

/// A stretch of text that may be a name in one pair of brackets.
pub(super) enum Marked<'t> {
    Text(&'t str),
    Name(&'t str),
}

/// Text in which `{name}` and `<name>` are parameters.
pub(super) fn marked(text: &str) -> Vec<Marked<'_>> {
    let mut stretches = Vec::new();
    let mut rest = text;
    let mut from = 0;
    while let Some(found) = rest.get(from..).and_then(|text| text.find(['{', '<'])) {
        let open = from + found;
        let close = if rest[open..].starts_with('{') {
            '}'
        } else {
            '>'
        };
        let inner = rest[open + 1..].split(close).next().unwrap_or_default();
        if is_name(inner) && rest[open + 1 + inner.len()..].starts_with(close) {
            stretches.extend([Marked::Text(&rest[..open]), Marked::Name(inner)]);
            rest = &rest[open + inner.len() + 2..];
            from = 0;
        } else {
            from = open + 1;
        }
    }
    stretches.push(Marked::Text(rest));
    stretches
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || "_-. ".contains(c))
}

/// What a URL declares of its path variables, by their plain names; the last of equal names.
pub(super) fn declared(url: &Url) -> BTreeMap<String, &Variable> {
    let named = url.variables.iter();
    named
        .map(|variable| (plain_name(&variable.key), variable))
        .collect()
}
