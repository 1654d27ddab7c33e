//! What a client knows of its API before the first call.

use http::HeaderMap;

use crate::auth::Scheme;
use crate::error::FieldError;
use crate::json::Json;
use crate::json::sketch::{Sketch, steps};
use crate::limit::Plan;
use crate::rate::RateFormat;

/// An API: its name, servers, ways to authenticate, and how it writes errors.
///
/// ```
/// use posthaste_runtime::{ApiInfo, Scheme, Server};
///
/// static API: ApiInfo = ApiInfo::new("zoo-client", "1.0.0")
///     .servers(&[Server::new("baseUrl", "https://zoo.example/v1")])
///     .schemes(&[Scheme::Bearer { prefix: "Bearer" }]);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct ApiInfo {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    pub(crate) servers: &'static [Server],
    pub(crate) schemes: &'static [Scheme],
    pub(crate) errors: ErrorFormat,
    pub(crate) oauth2: TokenService,
    pub(crate) hosts: &'static [&'static str],
    pub(crate) rates: RateFormat,
    pub(crate) plans: &'static [Plan],
}

impl ApiInfo {
    /// An API by the name and version of its client, which make up the `User-Agent`.
    pub const fn new(name: &'static str, version: &'static str) -> ApiInfo {
        ApiInfo {
            name,
            version,
            servers: &[],
            schemes: &[],
            errors: ErrorFormat::DEFAULT,
            oauth2: TokenService::new(""),
            hosts: &[],
            rates: RateFormat::DEFAULT,
            plans: &[],
        }
    }

    /// The servers; the first is the one that `base_url` of the builder replaces.
    #[must_use]
    pub const fn servers(mut self, servers: &'static [Server]) -> ApiInfo {
        self.servers = servers;
        self
    }

    /// The ways to authenticate, which operations point at by position.
    #[must_use]
    pub const fn schemes(mut self, schemes: &'static [Scheme]) -> ApiInfo {
        self.schemes = schemes;
        self
    }

    /// Where tokens are had.
    #[must_use]
    pub const fn oauth2(mut self, service: TokenService) -> ApiInfo {
        self.oauth2 = service;
        self
    }

    /// The hosts that are the vendor's own, `zoo.example` or `*.zoo.example`: bodies and credentials are kept on
    /// redirects between them, and a region that a token names and links to pages are followed only there. They stand
    /// for the scheme's default port; `zoo.example:8443` adds a port, `zoo.example:*` every port.
    #[must_use]
    pub const fn hosts(mut self, hosts: &'static [&'static str]) -> ApiInfo {
        self.hosts = hosts;
        self
    }

    /// How the service tells which of its limits a call ran into.
    #[must_use]
    pub const fn rates(mut self, format: RateFormat) -> ApiInfo {
        self.rates = format;
        self
    }

    /// How often the vendor's plans allow calls.
    #[must_use]
    pub const fn plans(mut self, plans: &'static [Plan]) -> ApiInfo {
        self.plans = plans;
        self
    }

    /// How the service writes errors.
    #[must_use]
    pub const fn errors(mut self, errors: ErrorFormat) -> ApiInfo {
        self.errors = errors;
        self
    }
}

/// An authorization server (RFC 6749), as far as it is known. Addresses that are not known are empty.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(not(feature = "oauth2"), allow(dead_code))]
pub struct TokenService {
    pub(crate) token_url: &'static str,
    pub(crate) authorization_url: &'static str,
    pub(crate) device_url: &'static str,
    pub(crate) client_in_body: bool,
    pub(crate) base_url_field: &'static str,
}

impl TokenService {
    /// A server by the address at which tokens are asked for.
    pub const fn new(token_url: &'static str) -> TokenService {
        TokenService {
            token_url,
            authorization_url: "",
            device_url: "",
            client_in_body: false,
            base_url_field: "",
        }
    }

    /// Where users consent.
    #[must_use]
    pub const fn authorization_url(mut self, url: &'static str) -> TokenService {
        self.authorization_url = url;
        self
    }

    /// Where codes for another device are had.
    #[must_use]
    pub const fn device_url(mut self, url: &'static str) -> TokenService {
        self.device_url = url;
        self
    }

    /// The client's id and secret are wanted in the form instead of a header.
    #[must_use]
    pub const fn client_in_body(mut self) -> TokenService {
        self.client_in_body = true;
        self
    }

    /// The field next to the token that names the server of the account's region.
    #[must_use]
    pub const fn base_url_field(mut self, name: &'static str) -> TokenService {
        self.base_url_field = name;
        self
    }
}

/// A place where the API is served.
#[derive(Debug, Clone, Copy)]
pub struct Server {
    pub(crate) name: &'static str,
    pub(crate) url: &'static str,
}

impl Server {
    /// A server by name and URL. A URL that is empty or holds `{variables}` must be set on the builder.
    pub const fn new(name: &'static str, url: &'static str) -> Server {
        Server { name, url }
    }
}

/// Where a service's error bodies and headers hold what. Paths go inwards with `/`; the first that
/// leads to a value counts.
#[derive(Debug, Clone, Copy)]
pub struct ErrorFormat {
    code: &'static [&'static str],
    message: &'static [&'static str],
    fields: &'static [&'static str],
    field_name: &'static [&'static str],
    field_message: &'static [&'static str],
    request_id: &'static [&'static str],
    request_id_in_body: &'static [&'static str],
    success_codes: Option<&'static [&'static str]>,
}

impl ErrorFormat {
    /// The spellings that most services use.
    pub const DEFAULT: ErrorFormat = ErrorFormat {
        code: &[
            "code",
            "error/code",
            "errorCode",
            "error_code",
            "errors/0/code",
            "error/type",
            "error",
        ],
        message: &[
            "message",
            "error/message",
            "error_message",
            "errorMessage",
            "error_description",
            "detail",
            "errors/0/message",
            "reason",
            "title",
            "error",
            "",
        ],
        fields: &[
            "errors",
            "error/errors",
            "fieldErrors",
            "details",
            "error/details",
        ],
        field_name: &["field", "name", "path", "parameter", "property", "location"],
        field_message: &["message", "description", "reason", "detail", ""],
        request_id: &[
            "x-request-id",
            "request-id",
            "x-correlation-id",
            "x-trace-id",
        ],
        request_id_in_body: &[
            "request_id",
            "requestId",
            "trace_id",
            "traceId",
            "error/request_id",
        ],
        success_codes: None,
    };

    /// Paths to the service's own code.
    #[must_use]
    pub const fn code(mut self, paths: &'static [&'static str]) -> ErrorFormat {
        self.code = paths;
        self
    }

    /// Paths to the message.
    #[must_use]
    pub const fn message(mut self, paths: &'static [&'static str]) -> ErrorFormat {
        self.message = paths;
        self
    }

    /// Paths to the list of what is wrong with single fields; within an item, paths to the field's name
    /// and to the message.
    #[must_use]
    pub const fn fields(
        mut self,
        list: &'static [&'static str],
        name: &'static [&'static str],
        message: &'static [&'static str],
    ) -> ErrorFormat {
        (self.fields, self.field_name, self.field_message) = (list, name, message);
        self
    }

    /// Headers that hold the request's id.
    #[must_use]
    pub const fn request_id(mut self, headers: &'static [&'static str]) -> ErrorFormat {
        self.request_id = headers;
        self
    }

    /// Paths to the request's id in the body, where no header holds it.
    #[must_use]
    pub const fn request_id_in_body(mut self, paths: &'static [&'static str]) -> ErrorFormat {
        self.request_id_in_body = paths;
        self
    }

    /// Codes that mean success: an answer with another code **and** a message is an error, whatever its status.
    /// Without, only codes that an operation documents as errors make a success one.
    #[must_use]
    pub const fn success_codes(mut self, codes: &'static [&'static str]) -> ErrorFormat {
        self.success_codes = Some(codes);
        self
    }

    /// Where an answer's code and message may stand.
    pub(crate) fn paths(&self) -> [&'static [&'static str]; 2] {
        [self.code, self.message]
    }

    /// Where anything that an error answer is read for may stand.
    pub(crate) fn all_paths(&self) -> Vec<Vec<&'static str>> {
        let alone = [self.code, self.message, self.request_id_in_body].concat();
        let mut paths: Vec<_> = alone.into_iter().map(steps).collect();
        for list in self.fields {
            for inner in [self.field_name, self.field_message].concat() {
                paths.push([steps(list), vec!["*"], steps(inner)].concat());
            }
        }
        paths
    }

    /// Whether codes of successes are known.
    pub(crate) fn tells_success(&self) -> bool {
        self.success_codes.is_some()
    }

    /// Whether a success carries what is an error.
    pub(crate) fn is_error(&self, body: &Json, code: &str) -> bool {
        let means_success = |codes: &[&str]| codes.contains(&code);
        self.success_codes
            .is_some_and(|codes| !means_success(codes) && self.message_of(body).is_some())
    }

    pub(crate) fn code_of(&self, body: &Json) -> Option<String> {
        // A longer text may stand where a code does, but is none.
        first_text(body, self.code, LONGEST_CODE)
    }

    pub(crate) fn message_of(&self, body: &Json) -> Option<String> {
        first_text(body, self.message, usize::MAX)
    }

    /// What is wrong with single fields, and of how many more items the list is longer than what is read of it.
    pub(crate) fn fields_of(&self, body: &Sketch) -> (Vec<FieldError>, usize) {
        let mut lists = self.fields.iter();
        let list = lists.find_map(|path| Some((*path, at(&body.tree, path)?.as_array()?)));
        let Some((path, items)) = list else {
            return (Vec::new(), 0);
        };
        let text = |item: &Json, paths: &[&str]| first_text(item, paths, usize::MAX);
        let read = |item: &Json| {
            let message = text(item, self.field_message)?;
            Some(FieldError::new(text(item, self.field_name), message))
        };
        let more = body.items_at(path).saturating_sub(items.len());
        (items.iter().filter_map(read).collect(), more)
    }

    pub(crate) fn request_id_of(&self, headers: &HeaderMap, body: &Json) -> Option<String> {
        let values = self.request_id.iter().filter_map(|name| headers.get(*name));
        values
            .filter_map(|value| value.to_str().ok())
            .map(str::to_owned)
            .next()
            .or_else(|| first_text(body, self.request_id_in_body, LONGEST_CODE))
    }
}

fn at<'j>(body: &'j Json, path: &str) -> Option<&'j Json> {
    path.split('/')
        .filter(|step| !step.is_empty())
        .try_fold(body, |value, step| value.at(&[step]))
}

/// In bytes, what a code or the id of a request has at most.
const LONGEST_CODE: usize = 1024;

/// The first path that leads to a number, or to text of at most so many bytes.
fn first_text(body: &Json, paths: &[&str], longest: usize) -> Option<String> {
    paths
        .iter()
        .filter_map(|path| at(body, path))
        .find_map(|value| match value {
            Json::String(text) if !text.is_empty() && text.len() <= longest => Some(text.clone()),
            Json::Number(number) => Some(number.to_string()),
            _ => None,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<String>, Option<String>, usize) {
        let format = ErrorFormat::DEFAULT;
        let body = Sketch::read(text.as_bytes(), &format.all_paths()).unwrap_or_default();
        (
            format.code_of(&body.tree),
            format.message_of(&body.tree),
            format.fields_of(&body).0.len(),
        )
    }

    #[test]
    fn finds_code_and_message_in_many_spellings() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            read(r#"{"code":300,"message":"m"}"#),
            (some("300"), some("m"), 0)
        );
        assert_eq!(
            read(r#"{"error":{"code":"E1","message":"m"}}"#),
            (some("E1"), some("m"), 0)
        );
        assert_eq!(
            read(r#"{"error":"invalid_grant","error_description":"m"}"#),
            (some("invalid_grant"), some("m"), 0)
        );
        assert_eq!(
            read(r#"{"code":"","message":"m","errors":[{"field":"f","message":"x"}, "y"]}"#),
            (None, some("m"), 2)
        );
        assert_eq!(read("[]"), (None, None, 0));
    }
}
