//! What a client knows of its API before the first call.

use super::{ErrorFormat, Plan, RateFormat, Scheme};

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
