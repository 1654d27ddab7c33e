//! The builder of clients.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderValue};

use super::Client;
use super::request::header;
use crate::auth::{Credentials, Session};
#[cfg(feature = "oauth2")]
use crate::error::AuthenticationError;
use crate::error::BuildError;
use crate::execute::{Defaults, Shared};
use crate::ground::{Escaped, url};
#[cfg(feature = "oauth2")]
use crate::oauth2::SignIn;
use crate::operation::{ApiInfo, Plan};
use crate::policy::{Budget, Clock, Event, Limiter, Observer, Retries, SystemClock};
use crate::transport::{CONNECTIONS, Transport, default_transport};

/// The default timeout for making a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// The default timeout of a call.
const TIMEOUT: Duration = Duration::from_secs(60);
/// The default maximum size of a response, in bytes.
const LARGEST: usize = 64 * 1024 * 1024;

/// A URL that replaces one of the API's servers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerUrl {
    index: usize,
    url: String,
}

impl ServerUrl {
    /// Replaces the server with this index.
    pub fn new(index: usize, url: impl Into<String>) -> ServerUrl {
        ServerUrl {
            index,
            url: url.into(),
        }
    }
}

/// Builds a client. `C` is the type of the generated client.
///
/// ```
/// use posthaste_runtime::{ApiInfo, Client, ClientBuilder, Server};
/// use std::time::Duration;
///
/// static API: ApiInfo = ApiInfo::new("zoo-client", "1.0.0")
///     .servers(&[Server::new("baseUrl", "https://zoo.example/v1")]);
///
/// let client: Client = ClientBuilder::new(&API)
///     .bearer("<access_token>")
///     .timeout(Duration::from_secs(10))
///     .build()?;
/// # let _ = client;
/// # Ok::<(), posthaste_runtime::BuildError>(())
/// ```
#[must_use = "a builder does nothing until build() is called"]
pub struct ClientBuilder<C> {
    info: &'static ApiInfo,
    servers: Vec<ServerUrl>,
    credentials: Vec<Credentials>,
    headers: Vec<(String, String)>,
    query: Vec<(String, String)>,
    user_agent: Option<String>,
    timeout: Option<Duration>,
    connect_timeout: Duration,
    connections: usize,
    transport: Option<Arc<dyn Transport>>,
    clock: Option<Arc<dyn Clock>>,
    retries: Retries,
    largest: usize,
    http_credentials: bool,
    plan: Option<String>,
    limiter: Option<Limiter>,
    observer: Option<Observer>,
    client: PhantomData<fn() -> C>,
}

impl<C: From<Client>> ClientBuilder<C> {
    /// A builder with the API's servers and no credentials.
    pub fn new(info: &'static ApiInfo) -> Self {
        ClientBuilder {
            info,
            servers: Vec::new(),
            credentials: Vec::new(),
            headers: Vec::new(),
            query: Vec::new(),
            user_agent: None,
            timeout: Some(TIMEOUT),
            connect_timeout: CONNECT_TIMEOUT,
            connections: CONNECTIONS,
            transport: None,
            clock: None,
            retries: Retries::default(),
            largest: LARGEST,
            http_credentials: false,
            plan: None,
            limiter: None,
            observer: None,
            client: PhantomData,
        }
    }

    /// Replaces the URL of the API's first server.
    pub fn base_url(self, url: impl Into<String>) -> Self {
        self.server(ServerUrl::new(0, url))
    }

    /// Replaces the URL of one of the API's servers.
    pub fn server(mut self, server: impl Into<ServerUrl>) -> Self {
        self.servers.push(server.into());
        self
    }

    /// Sends a bearer token with each request that needs one.
    pub fn bearer(self, token: impl Into<String>) -> Self {
        self.credentials(Credentials::bearer(token))
    }

    /// Sends a user name and a password with each request that needs them.
    pub fn basic(self, user: impl Into<String>, password: impl Into<String>) -> Self {
        self.credentials(Credentials::basic(user, password))
    }

    /// Sends an API key with each request that needs one.
    pub fn api_key(self, key: impl Into<String>) -> Self {
        self.credentials(Credentials::api_key(key))
    }

    /// Adds credentials of any kind. An operation uses the first ones that fit its authentication schemes.
    pub fn credentials(mut self, credentials: impl Into<Credentials>) -> Self {
        self.credentials.push(credentials.into());
        self
    }

    /// Sets the credentials for one of the API's schemes, by its index. A generated client has a setter for each scheme, which
    /// calls this.
    #[doc(hidden)]
    pub fn credentials_for(mut self, scheme: usize, credentials: impl Into<Credentials>) -> Self {
        let tokens = self.info.token_service(scheme);
        self.credentials
            .retain(|credentials| credentials.scheme() != Some(scheme));
        self.credentials(credentials.into().for_scheme(scheme, tokens))
    }

    /// Allows sending credentials unencrypted, over `http://`, to other machines. By default, a client with
    /// credentials can be built only for `https://` servers and for loopback (127.0.0.0/8, `::1`, `localhost`), and
    /// the same holds for token endpoints.
    pub fn allow_http_credentials(mut self, allow: bool) -> Self {
        self.http_credentials = allow;
        self
    }

    /// Begins the sign-in of a user in a browser, who is redirected to `redirect_uri`.
    ///
    /// # Errors
    /// The authorization endpoint of the API is unknown, or the system has no random numbers.
    #[cfg(feature = "oauth2")]
    pub fn sign_in(
        &self,
        client_id: impl Into<String>,
        redirect_uri: impl Into<String>,
    ) -> Result<SignIn, AuthenticationError> {
        let url = self.info.oauth2.authorization_url;
        if url.is_empty() {
            let unknown = "it is not known where users consent: use `SignIn::new(url, ..)`";
            return Err(AuthenticationError::unusable(unknown));
        }
        SignIn::new(url, client_id, redirect_uri)
    }

    /// Sets the timeout of a call. It includes all attempts, redirects, waiting for a connection, and reading the
    /// body. The default is 60 seconds.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// Removes the timeout of calls, for long uploads and downloads.
    pub fn no_timeout(mut self) -> Self {
        self.timeout = None;
        self
    }

    /// Sets the timeout for making a connection. The default is 10 seconds.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// Sets the maximum number of requests that the built-in HTTP client sends at the same time, at least 1. With
    /// HTTP/1.1 each of them uses a connection until its response was read or dropped. Further requests wait, in
    /// order, within the timeout of their calls. The default is 256.
    ///
    /// Up to 32 idle connections per host are kept, for 60 seconds.
    pub fn max_connections(mut self, connections: usize) -> Self {
        self.connections = connections;
        self
    }

    /// Sets the maximum size of a response in bytes. It limits both the compressed and the decompressed size.
    /// Downloads are not limited. The default is 64 MiB.
    pub fn largest_answer(mut self, bytes: usize) -> Self {
        self.largest = bytes;
        self
    }

    /// Sets a header of every call, such as the version of the API. It replaces one that an operation sends by itself,
    /// and a call can replace it by `with_header`.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sets a query parameter of every call, such as the version of the API. It replaces one that an operation sends by
    /// itself, and a call can replace it by `with_query`.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.query.push((name.into(), value.into()));
        self
    }

    /// Sets the `User-Agent`. The default is the client's name and version.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// Replaces the built-in HTTP client.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Sets how often a request is sent again, and how long the client waits before.
    pub fn retries(mut self, retries: Retries) -> Self {
        self.retries = retries;
        self
    }

    /// Delays calls to keep within the rate limits of one of the vendor's plans.
    pub fn plan(mut self, name: impl Into<String>) -> Self {
        self.plan = Some(name.into());
        self
    }

    /// Delays calls by a limiter that other clients of the same account share.
    pub fn limiter(mut self, limiter: Limiter) -> Self {
        self.limiter = Some(limiter);
        self
    }

    /// Sets a function that is called with each event of a call, for logs and metrics. It delays the call, so it
    /// should be quick. It replaces a function that was set before.
    ///
    /// ```
    /// use posthaste_runtime::{ApiInfo, Client, ClientBuilder, EventKind, Server};
    ///
    /// static API: ApiInfo = ApiInfo::new("zoo-client", "1.0.0")
    ///     .servers(&[Server::new("baseUrl", "https://zoo.example/v1")]);
    ///
    /// let client: Client = ClientBuilder::new(&API)
    ///     .observe(|event| {
    ///         if let EventKind::Answered { status, took } = event.kind {
    ///             println!("{} {status} in {took:?}", event.operation.name);
    ///         }
    ///     })
    ///     .build()?;
    /// # let _ = client;
    /// # Ok::<(), posthaste_runtime::BuildError>(())
    /// ```
    pub fn observe(mut self, observer: impl Fn(&Event) + Send + Sync + 'static) -> Self {
        self.observer = Some(Arc::new(observer));
        self
    }

    /// Uses another clock than the system's, for tests.
    #[doc(hidden)]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// Builds the client. Nothing is sent.
    ///
    /// # Errors
    /// [`BuildError`] names the setting that is missing or invalid, and how to correct it.
    pub fn build(self) -> Result<C, BuildError> {
        let info = self.info;
        let servers = self.server_urls()?;
        for credentials in &self.credentials {
            credentials
                .validate()
                .map_err(|why| BuildError::new("the credentials", why))?;
            self.refuse_other_kind(credentials)?;
        }
        self.check_encryption(&servers)?;
        let user_agent = self
            .user_agent
            .unwrap_or_else(|| format!("{}/{}", info.name, info.version));
        if HeaderValue::from_str(&user_agent).is_err() {
            return Err(BuildError::new(
                "the user agent",
                "it holds characters that no header can carry",
            ));
        }
        let limiter = match (self.limiter, &self.plan) {
            (None, Some(name)) => Some(Limiter::new(plan(info, name)?)),
            (limiter, _) => limiter,
        };
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(self.connect_timeout, self.connections)
                .map_err(|why| BuildError::new("the HTTP client", why))?,
        };
        let defaults = Defaults {
            headers: default_headers(&self.headers)?,
            query: self.query,
        };
        let shared = Shared {
            servers,
            defaults,
            replaced_servers: self.servers.iter().map(|server| server.index).collect(),
            credentials: self.credentials,
            timeout: self.timeout,
            limiter,
            session: Session {
                info,
                tokens: info.oauth2,
                transport,
                clock: self.clock.unwrap_or_else(|| Arc::new(SystemClock)),
                budget: Arc::new(Budget::new(self.retries.budget)),
                deadline: None,
                retries: self.retries,
                user_agent,
                largest: self.largest,
                http_credentials: self.http_credentials,
                observer: self.observer,
            },
        };
        Ok(C::from(Client {
            shared: Arc::new(shared),
        }))
    }

    /// Refuses credentials of another kind than the scheme for which they are set.
    fn refuse_other_kind(&self, credentials: &Credentials) -> Result<(), BuildError> {
        let scheme = credentials
            .scheme()
            .and_then(|index| Some((index, self.info.schemes.get(index)?)));
        match scheme {
            Some((index, scheme)) if !credentials.fits(scheme) => Err(BuildError::new(
                format!("the credentials of {}", self.info.builder_call(index)),
                "the scheme needs credentials of another kind",
            )),
            _ => Ok(()),
        }
    }

    /// Refuses to send credentials unencrypted to servers and token endpoints. Of the API's servers only the first
    /// one is checked here, because the others may be unused; requests to them are checked when they are sent.
    fn check_encryption(&self, servers: &[String]) -> Result<(), BuildError> {
        if self.http_credentials || self.credentials.is_empty() {
            return Ok(());
        }
        let is_used =
            |index: usize| index == 0 || self.servers.iter().any(|server| server.index == index);
        let used = servers
            .iter()
            .enumerate()
            .filter(|(index, _)| is_used(*index))
            .map(|(_, url)| url.as_str());
        let sources: Vec<_> = self
            .credentials
            .iter()
            .filter_map(|credentials| {
                let oauth2 = credentials.token_service(self.info);
                let api = ApiInfo {
                    oauth2,
                    ..*self.info
                };
                Some((credentials.token_source()?, api))
            })
            .collect();
        let endpoints = sources
            .iter()
            .flat_map(|(source, api)| source.endpoints(api));
        for text in used.chain(endpoints) {
            if url::parse(text).is_ok_and(|url| url::is_exposed(&url)) {
                let subject = format!("the URL `{}`", url::for_display(text));
                return Err(BuildError::new(subject, url::WHY_EXPOSED));
            }
        }
        Ok(())
    }

    /// The URLs of the API's servers, with those that the user replaced.
    fn server_urls(&self) -> Result<Vec<String>, BuildError> {
        let mut urls: Vec<String> = self.info.servers.iter().map(|s| s.url.to_owned()).collect();
        if urls.is_empty() {
            urls.push(String::new());
        }
        for ServerUrl { index, url } in &self.servers {
            let refuse = |why| BuildError::new(format!("the URL `{}`", url::for_display(url)), why);
            url::parse(url).map_err(refuse)?;
            if url::has_user(url) {
                return Err(refuse(
                    "set the user by `.basic(user, password)`".to_owned(),
                ));
            }
            match urls.get_mut(*index) {
                Some(slot) => slot.clone_from(url),
                None => {
                    return Err(BuildError::new(
                        format!("server {index}"),
                        "the API has no such server",
                    ));
                }
            }
        }
        let first = urls.first().map(String::as_str).unwrap_or_default();
        if first.is_empty() || first.contains('{') {
            let name = self
                .info
                .servers
                .first()
                .map_or("base URL", |server| server.name);
            return Err(BuildError::new(
                format!("the server `{name}`"),
                "the API does not say where it is served: set `.base_url(\"https://...\")`",
            ));
        }
        Ok(urls)
    }
}

/// The headers of every call, the last of each name.
fn default_headers(headers: &[(String, String)]) -> Result<HeaderMap, BuildError> {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        let refuse = |why: &str| BuildError::new(format!("the header `{}`", Escaped(name)), why);
        let (name, value) = header::checked(name, value).map_err(refuse)?;
        map.insert(name, value);
    }
    Ok(map)
}

fn plan(info: &'static ApiInfo, name: &str) -> Result<&'static Plan, BuildError> {
    let found = info.plans.iter().find(|plan| plan.name == name);
    found.ok_or_else(|| {
        let names: Vec<&str> = info.plans.iter().map(|plan| plan.name).collect();
        let hint = match names.as_slice() {
            [] => "no plan of the API is known: use `.limiter(Limiter::new(&plan))`".to_owned(),
            names => format!("the API's plans are {}", names.join(", ")),
        };
        BuildError::new(format!("the plan `{name}`"), hint)
    })
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("api", &self.info.name)
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}
