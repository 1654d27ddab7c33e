//! The description of an API.

use super::{ErrorFormat, Plan, RateFormat, Scheme};

/// An API: its name, servers, authentication schemes, error format and rate limits.
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
    pub(crate) setters: &'static [&'static str],
    pub(crate) errors: ErrorFormat,
    pub(crate) oauth2: TokenService,
    pub(crate) token_services: &'static [(usize, TokenService)],
    pub(crate) hosts: &'static [&'static str],
    pub(crate) rates: RateFormat,
    pub(crate) plans: &'static [Plan],
}

impl ApiInfo {
    /// An API with the name and version of its client, which form the `User-Agent`.
    pub const fn new(name: &'static str, version: &'static str) -> ApiInfo {
        ApiInfo {
            name,
            version,
            servers: &[],
            schemes: &[],
            setters: &[],
            errors: ErrorFormat::DEFAULT,
            oauth2: TokenService::new(""),
            token_services: &[],
            hosts: &[],
            rates: RateFormat::DEFAULT,
            plans: &[],
        }
    }

    /// The servers. The builder's `base_url` replaces the first one.
    #[must_use]
    pub const fn servers(mut self, servers: &'static [Server]) -> ApiInfo {
        self.servers = servers;
        self
    }

    /// The authentication schemes. Operations refer to them by index.
    #[must_use]
    pub const fn schemes(mut self, schemes: &'static [Scheme]) -> ApiInfo {
        self.schemes = schemes;
        self
    }

    /// The names of the setters for the credentials of each scheme, in the order of the schemes, for error messages.
    #[must_use]
    pub const fn setters(mut self, names: &'static [&'static str]) -> ApiInfo {
        self.setters = names;
        self
    }

    /// The authorization servers of schemes that have another one than the API, by the indices of the schemes.
    #[must_use]
    pub const fn token_services(mut self, services: &'static [(usize, TokenService)]) -> ApiInfo {
        self.token_services = services;
        self
    }

    /// The authorization server of a scheme.
    pub(crate) fn token_service(&self, scheme: usize) -> TokenService {
        let mut own = self.token_services.iter();
        own.find(|(index, _)| *index == scheme)
            .map_or(self.oauth2, |(_, service)| *service)
    }

    /// The call of the builder that sets credentials for a scheme, for messages.
    pub(crate) fn builder_call(&self, index: usize) -> String {
        let Some(scheme) = self.schemes.get(index) else {
            return format!("credentials for scheme {index}");
        };
        match self.setters.get(index) {
            Some(name) if !name.is_empty() => format!("`.{name}({})`", scheme.arguments()),
            _ => scheme.builder_call(),
        }
    }

    /// The authorization server.
    #[must_use]
    pub const fn oauth2(mut self, service: TokenService) -> ApiInfo {
        self.oauth2 = service;
        self
    }

    /// The vendor's own hosts, as `zoo.example` or `*.zoo.example`. Redirects between them keep bodies and
    /// credentials. Links to other pages, and the base URL that comes with a token, are followed only to these hosts.
    /// An entry allows the default port of the scheme; `zoo.example:8443` allows another port, `zoo.example:*` every
    /// port.
    #[must_use]
    pub const fn hosts(mut self, hosts: &'static [&'static str]) -> ApiInfo {
        self.hosts = hosts;
        self
    }

    /// How responses say which rate limit a call exceeded.
    #[must_use]
    pub const fn rates(mut self, format: RateFormat) -> ApiInfo {
        self.rates = format;
        self
    }

    /// The rate limits of the vendor's plans.
    #[must_use]
    pub const fn plans(mut self, plans: &'static [Plan]) -> ApiInfo {
        self.plans = plans;
        self
    }

    /// Where error responses hold code, message and details.
    #[must_use]
    pub const fn errors(mut self, errors: ErrorFormat) -> ApiInfo {
        self.errors = errors;
        self
    }
}

/// The endpoints of an authorization server (RFC 6749). Unknown URLs are empty.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(not(feature = "oauth2"), allow(dead_code))]
pub struct TokenService {
    pub(crate) token_url: &'static str,
    pub(crate) authorization_url: &'static str,
    pub(crate) device_url: &'static str,
    pub(crate) refresh_url: &'static str,
    pub(crate) client_in_body: bool,
    pub(crate) base_url_field: &'static str,
}

impl TokenService {
    /// An authorization server with this token endpoint.
    pub const fn new(token_url: &'static str) -> TokenService {
        TokenService {
            token_url,
            authorization_url: "",
            device_url: "",
            refresh_url: "",
            client_in_body: false,
            base_url_field: "",
        }
    }

    /// The authorization endpoint, where users consent.
    #[must_use]
    pub const fn authorization_url(mut self, url: &'static str) -> TokenService {
        self.authorization_url = url;
        self
    }

    /// The device authorization endpoint (RFC 8628).
    #[must_use]
    pub const fn device_url(mut self, url: &'static str) -> TokenService {
        self.device_url = url;
        self
    }

    /// The endpoint at which tokens are renewed, if it is not the token endpoint.
    #[must_use]
    pub const fn refresh_url(mut self, url: &'static str) -> TokenService {
        self.refresh_url = url;
        self
    }

    /// The client's id and secret are sent as fields of the form instead of in the `Authorization` header.
    #[must_use]
    pub const fn client_in_body(mut self) -> TokenService {
        self.client_in_body = true;
        self
    }

    /// The field of token responses that holds the base URL for the account.
    #[must_use]
    pub const fn base_url_field(mut self, name: &'static str) -> TokenService {
        self.base_url_field = name;
        self
    }
}

/// A server of the API.
#[derive(Debug, Clone, Copy)]
pub struct Server {
    pub(crate) name: &'static str,
    pub(crate) url: &'static str,
}

impl Server {
    /// A server with a name and a URL. A URL that is empty or has `{variables}` must be set on the builder.
    pub const fn new(name: &'static str, url: &'static str) -> Server {
        Server { name, url }
    }
}
