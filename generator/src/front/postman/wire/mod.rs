//! The request that Postman would put on the wire for an item, to the byte.
//!
//! Where the project differs from Postman on purpose, it does so here as in the lowering: a path
//! variable's value is one segment, a query value one value, a base and a path meet at one slash.
//! Secrets live only here: this is what `send` sends and nothing else reads.

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
pub(crate) use body::{base_name, is_json_type, is_pruned, language_type, without_comments};
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
    /// Path and query, encoded; starts with `/`.
    pub target: String,
    /// Header lines in order. `Host`, lengths, a multipart form's content type and the sender's own
    /// default headers are the sender's business.
    pub headers: Vec<(String, String)>,
    /// What it carries.
    pub body: WireBody,
    /// A proof that must be computed from the finished request (digest, AWS, …); simple proofs
    /// (bearer, basic, API key, OAuth 2 token) already stand in headers or target.
    pub auth: Option<WireAuth>,
    /// Templates and path variables without a value, as they still stand in the request.
    pub unresolved: Vec<String>,
}

/// The request that Postman would send for an item.
///
/// # Errors
/// The item has no URL or no host, its method is no HTTP token, or a header cannot be sent.
pub fn request(placed: &Placed<'_>, scope: &Scope) -> Result<WireRequest, Diagnostic> {
    let request = &placed.item.request;
    if request.url.empty {
        // What stands in the item's own place was never written.
        let message = match request.origin == placed.item.origin {
            true => "the item holds no request: there is nothing to send",
            false => "the request has no URL",
        };
        return Err(Diagnostic::new(Code::MissingUrl, message).at(&request.url.origin));
    }
    let method = scope.resolve(&request.method).text;
    if !head::is_token(&method) {
        let message = format!("`{}` is no HTTP method", request.method);
        return Err(Diagnostic::new(Code::BadMethod, message).at(&request.origin));
    }
    let mut unresolved = Vec::new();
    let address = address(&request.url, scope, &mut unresolved);
    let parts = Parts::of(&address);
    let place = [parts.scheme, Some(parts.host), parts.port];
    if let Some(name) = place.into_iter().flatten().flat_map(template::names).next() {
        return Err(unset(name, &request.url));
    }
    if parts.host.is_empty() {
        let base = template::names(&request.url.host).next();
        let help = match base {
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

/// Nowhere to send a request to, as nothing sets the variable that says where.
fn unset(name: &str, url: &Url) -> Diagnostic {
    let message = format!("nothing gives `{{{{{name}}}}}` a value, so there is no host to send to");
    let help = format!(
        "set it with --var {name}=VALUE, or pass the environment that sets it with --env FILE"
    );
    Diagnostic::new(Code::UnsetVariable, message)
        .at(&url.origin)
        .help(help)
}

/// The URL's text with values in their places, its query already encoded.
fn address(url: &Url, scope: &Scope, unresolved: &mut Vec<String>) -> String {
    let protocol = url
        .protocol
        .as_deref()
        .map(|protocol| protocol.trim_end_matches("://"));
    let mut base = protocol
        .map(|protocol| format!("{protocol}://"))
        .unwrap_or_default();
    base.extend(
        url.credentials
            .iter()
            .flat_map(|credentials| [credentials.as_str(), "@"]),
    );
    base.push_str(&url.host);
    base.extend(url.port.iter().flat_map(|port| [":", port.as_str()]));
    let segments: Vec<String> = url
        .path
        .iter()
        .map(|segment| self::segment(segment, url, scope, unresolved))
        .collect();
    let base = scope.resolve(&base).text;
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
        return scope.resolve(segment).text;
    };
    let Some(value) = path_value(name, url, scope) else {
        unresolved.push(format!(":{name}"));
        return scope.resolve(segment).text;
    };
    encode::segment(&value) + &scope.resolve(rest).text
}

/// Only text counts, as for Postman; what the caller gives by hand counts too.
fn path_value(name: &str, url: &Url, scope: &Scope) -> Option<String> {
    let declared = url
        .variables
        .iter()
        .rfind(|variable| variable.key == name)
        .and_then(|variable| {
            let text = variable
                .value
                .as_ref()?
                .as_str()
                .filter(|text| !text.is_empty())?;
            let typed = variable
                .kind
                .as_deref()
                .is_some_and(|kind| ["number", "boolean"].contains(&kind));
            (!typed).then(|| scope.resolve(text).text)
        });
    scope.given(name).map(str::to_owned).or(declared)
}

fn query(url: &Url, scope: &Scope) -> Option<String> {
    let pairs: Vec<String> = url
        .query
        .iter()
        .filter(|pair| !pair.disabled)
        .map(|pair| {
            let key = encode::query_key(&scope.resolve(&pair.key).text);
            match &pair.value {
                Some(value) => key + "=" + &encode::query_value(&scope.resolve(&text(value)).text),
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

    /// Puts a header in the place of all of its name.
    fn replace_header(&mut self, name: &str, value: String) {
        self.headers
            .retain(|(key, _)| !key.eq_ignore_ascii_case(name));
        self.headers.push((name.to_owned(), value));
    }

    /// Gathers the templates that are left over, each once.
    fn note_unresolved(&mut self) {
        let mut texts = vec![self.host.clone()];
        texts.push(self.target.replace("%7B", "{").replace("%7D", "}"));
        texts.extend(self.headers.iter().map(|(_, value)| value.clone()));
        texts.extend(self.body.texts().map(str::to_owned));
        for text in texts {
            self.unresolved
                .extend(template::names(&text).map(|name| format!("{{{{{name}}}}}")));
        }
        let mut seen = indexmap::IndexSet::new();
        self.unresolved.retain(|name| seen.insert(name.clone()));
    }
}

impl std::fmt::Debug for WireRequest {
    /// Without header values and body, which may hold secrets.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let path = self.target.split('?').next().unwrap_or_default();
        write!(f, "{} {}://{}{path}", self.method, self.scheme, self.host)
    }
}

#[cfg(test)]
mod tests;
