//! The request that Postman would put on the wire for an item, to the byte.
//!
//! Where generated clients differ from Postman on purpose, so does this: the value of a path variable is one segment, the
//! value of a query pair is one value, and a base and a path are joined by one slash. The requests contain secrets: only
//! `send` uses them.

mod auth;
mod body;
mod head;

use crate::ground::diagnostic::{Code, Diagnostic};

use super::encode;
use super::model::Url;
use super::resolve::Placed;
use super::template;
use super::url::{self, Parts};
use super::variables::{Scope, text};

pub use auth::WireAuth;
pub use body::{WireBody, WirePart, WireSource};
pub(crate) use body::{
    base_name, essence, graphql, is_json_type, is_pruned, language_type, without_comments,
};
pub(crate) use head::is_token;

/// One request, ready to be sent.
#[derive(Clone)]
pub struct WireRequest {
    /// In upper case.
    pub method: String,
    /// `http` or `https`, in lower case.
    pub scheme: String,
    /// Host and, where stated, port.
    pub host: String,
    /// Path and query, encoded; begins with `/`.
    pub target: String,
    /// Headers in order. The sender adds `Host`, the length, the content type of a multipart form and default headers of its
    /// own.
    pub headers: Vec<(String, String)>,
    /// Its body.
    pub body: WireBody,
    /// An auth that is computed from the finished request (digest, AWS, …); simple ones (bearer, basic, API key, OAuth 2
    /// token) are in the headers or the target already.
    pub auth: Option<WireAuth>,
    /// Templates and path variables without a value, as the request has them.
    pub unresolved: Vec<String>,
}

/// The request that Postman would send for an item.
///
/// # Errors
/// The item has no URL or no host, its method is not an HTTP token, or a header cannot be sent.
pub fn request(placed: &Placed<'_>, scope: &Scope) -> Result<WireRequest, Diagnostic> {
    let request = &placed.item.request;
    if request.url.empty {
        // The request of an item without one has the origin of the item.
        let message = match request.origin == placed.item.origin {
            true => "the item holds no request: there is nothing to send",
            false => "the request has no URL",
        };
        return Err(Diagnostic::new(Code::MissingUrl, message).at(&request.url.origin));
    }
    let method = scope.fill(&request.method);
    if !head::is_token(&method) {
        let message = format!("`{}` is no HTTP method", request.method);
        return Err(Diagnostic::new(Code::BadMethod, message).at(&request.origin));
    }
    let mut unresolved = Vec::new();
    let address = address(&request.url, scope, &mut unresolved);
    let parts = Parts::of(&address);
    let origin = [parts.scheme, Some(parts.host), parts.port];
    if let Some(name) = origin
        .into_iter()
        .flatten()
        .flat_map(template::names)
        .next()
    {
        return Err(unset(name, &request.url));
    }
    if parts.host.is_empty() {
        let help = match template::names(&request.url.host).next() {
            Some(name) => format!("`{{{{{name}}}}}` must hold one: --var {name}=https://…"),
            None => "write it as https://host/path".to_owned(),
        };
        return Err(Diagnostic::new(Code::MissingUrl, "the URL names no host")
            .at(&request.url.origin)
            .help(help));
    }
    let headers = head::headers(&request.headers, scope)?;
    let mut wire = WireRequest {
        method,
        scheme: parts.scheme.unwrap_or("http").to_ascii_lowercase(),
        host: parts.port.map_or(parts.host.to_owned(), |port| {
            format!("{}:{port}", parts.host)
        }),
        target: target(&parts),
        headers,
        body: WireBody::Empty,
        auth: None,
        unresolved,
    };
    if let Some(body) = body::sent(placed.item) {
        let stated = wire.header("content-type").is_some();
        body::apply(&mut wire, body, scope);
        if placed.item.behavior.no_content_type && !stated {
            wire.headers
                .retain(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
        }
    }
    auth::apply(&mut wire, placed.auth, parts.credentials, scope);
    wire.note_unresolved();
    Ok(wire)
}

/// The error for a request whose host has a variable without a value.
fn unset(name: &str, url: &Url) -> Diagnostic {
    let message = format!("nothing gives `{{{{{name}}}}}` a value, so there is no host to send to");
    let help = format!(
        "set it with --var {name}=VALUE, or pass the environment that sets it with --env FILE"
    );
    Diagnostic::new(Code::UnsetVariable, message)
        .at(&url.origin)
        .help(help)
}

/// The URL with its templates filled and its query encoded.
fn address(url: &Url, scope: &Scope, unresolved: &mut Vec<String>) -> String {
    let mut base = String::new();
    if let Some(protocol) = &url.protocol {
        base.extend([protocol.trim_end_matches("://"), "://"]);
    }
    let credentials = url.credentials.iter();
    base.extend(credentials.flat_map(|credentials| [credentials.as_str(), "@"]));
    base.push_str(&url.host);
    base.extend(url.port.iter().flat_map(|port| [":", port.as_str()]));
    let segments = url.path.iter();
    let segments: Vec<String> = segments
        .map(|segment| self::segment(segment, url, scope, unresolved))
        .collect();
    let base = scope.fill(&base);
    let address = match segments.as_slice() {
        [] => base,
        [only] if only.is_empty() => format!("{}/", base.strip_suffix('/').unwrap_or(&base)),
        _ => url::join(&base, &segments.join("/")),
    };
    match query(url, scope) {
        Some(query) => format!("{address}?{query}"),
        None => address,
    }
}

fn segment(segment: &str, url: &Url, scope: &Scope, unresolved: &mut Vec<String>) -> String {
    let Some((name, rest)) = url::path_variable(segment) else {
        return scope.fill(segment);
    };
    let Some(value) = path_value(name, url, scope) else {
        unresolved.push(format!(":{name}"));
        return scope.fill(segment);
    };
    encode::segment(&value) + &scope.fill(rest)
}

/// The value of a path variable: that of the caller, else the declared one. As Postman does, only strings count.
fn path_value(name: &str, url: &Url, scope: &Scope) -> Option<String> {
    if let Some(value) = scope.passed(name) {
        return Some(value.to_owned());
    }
    let mut variables = url.variables.iter();
    let variable = variables.rfind(|variable| variable.key == name)?;
    let text = variable.value.as_ref()?.as_str()?;
    let is_text = !matches!(variable.kind.as_deref(), Some("number" | "boolean"));
    (is_text && !text.is_empty()).then(|| scope.fill(text))
}

fn query(url: &Url, scope: &Scope) -> Option<String> {
    let pairs = url.query.iter().filter(|pair| !pair.disabled);
    let pairs: Vec<String> = pairs
        .map(|pair| {
            let key = encode::query_key(&scope.fill(&pair.key));
            match &pair.value {
                Some(value) => key + "=" + &encode::query_value(&scope.fill(&text(value))),
                None => key,
            }
        })
        .collect();
    (!pairs.is_empty()).then(|| pairs.join("&"))
}

fn target(parts: &Parts<'_>) -> String {
    let mut target = encode::path(&parts.path.replace('\\', "/"));
    if target.is_empty() {
        target.push('/');
    }
    if let Some(query) = parts.query {
        target.push('?');
        target.push_str(&encode::query(query));
    }
    target
}

impl WireRequest {
    /// The value of the first header of this name, whatever its case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// Replaces all headers of this name by one.
    fn replace_header(&mut self, name: &str, value: String) {
        self.headers
            .retain(|(key, _)| !key.eq_ignore_ascii_case(name));
        self.headers.push((name.to_owned(), value));
    }

    /// Adds the templates without a value that the request has to `unresolved`, each once.
    fn note_unresolved(&mut self) {
        let target = self.target.replace("%7B", "{").replace("%7D", "}");
        let headers = self.headers.iter().map(|(_, value)| value.as_str());
        let texts = [self.host.as_str(), &target].into_iter();
        for text in texts.chain(headers).chain(self.body.texts()) {
            let names = template::names(text);
            self.unresolved.extend(names.map(template::of));
        }
        let mut seen = indexmap::IndexSet::new();
        self.unresolved.retain(|name| seen.insert(name.clone()));
    }
}

impl std::fmt::Debug for WireRequest {
    /// Writes neither headers nor body, which may contain secrets.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let path = self.target.split('?').next().unwrap_or_default();
        write!(f, "{} {}://{}{path}", self.method, self.scheme, self.host)
    }
}

#[cfg(test)]
mod tests;
