//! Tokens that come and go.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method};

use crate::clock::Clock;
use crate::error::{AuthenticationError, Error, RequestError, TokenError};
use crate::execute::{Failure, repeat, within};
use crate::info::ApiInfo;
use crate::payload::Payload;
use crate::redirect::Flight;
use crate::response::Response;
use crate::retry::{Budget, Retries};
use crate::secret::Secret;
use crate::transport::{BoxFuture, Transport};
use crate::url;
use crate::vendor::Vendor;
use crate::watch::Observer;

const UNENCRYPTED: &str = "its URL is `http://`, which would send secrets unencrypted";

/// How long the authorization server may take.
const LIMIT: Duration = Duration::from_secs(30);

/// Where a client's tokens come from, for tokens that expire.
///
/// `OAuth2` is one (feature `oauth2`); a vault or a metadata service may be another:
///
/// ```
/// use posthaste_runtime::{AccessToken, AuthenticationError, BoxFuture, Credentials, Session, TokenSource};
///
/// struct Vault;
///
/// impl TokenSource for Vault {
///     fn token<'a>(&'a self, _: &'a Session) -> BoxFuture<'a, Result<AccessToken, AuthenticationError>> {
///         Box::pin(async { Ok(AccessToken::new("from the vault")) })
///     }
/// }
/// let credentials = Credentials::source(Vault);
/// # let _ = credentials;
/// ```
pub trait TokenSource: Send + Sync + 'static {
    /// A token that is good now. It is asked for before each attempt of each call, from many tasks at once.
    fn token<'a>(
        &'a self,
        session: &'a Session,
    ) -> BoxFuture<'a, Result<AccessToken, AuthenticationError>>;

    /// The URLs that secrets are sent to for a token. A client is not built where one of them is `http://`, but on
    /// loopback or with `allow_http_credentials(true)`.
    fn endpoints<'a>(&'a self, _api: &'a ApiInfo) -> Vec<&'a str> {
        Vec::new()
    }

    /// The service refused this token with `401`. Whether another one can be had: then the call asks for it
    /// and is sent once more.
    fn refused<'a>(&'a self, _token: &'a AccessToken) -> BoxFuture<'a, bool> {
        Box::pin(async { false })
    }
}

/// A token, and where it is valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessToken {
    token: Secret,
    base_url: Option<String>,
}

impl AccessToken {
    /// A token.
    pub fn new(token: impl Into<String>) -> AccessToken {
        AccessToken {
            token: Secret::new(token),
            base_url: None,
        }
    }

    /// Sets the server that the account lives on. It is followed only where it is one of the API's hosts.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> AccessToken {
        self.base_url = Some(url.into());
        self
    }

    pub(crate) fn reveal(&self) -> &str {
        self.token.reveal()
    }

    pub(crate) fn server(&self) -> Option<&str> {
        self.base_url.as_deref()
    }
}

/// What a client lends to its source of tokens: its API, its clock and its connections.
#[derive(Clone)]
pub struct Session {
    pub(crate) info: &'static ApiInfo,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) retries: Retries,
    /// What all calls of the client and its requests for tokens take their further attempts from.
    pub(crate) budget: Arc<Budget>,
    /// When the time of the call that it serves is over, by the clock's `elapsed`.
    pub(crate) deadline: Option<Duration>,
    pub(crate) user_agent: String,
    /// How many bytes an answer may have that is read into memory.
    pub(crate) largest: usize,
    /// Whether credentials may be sent over `http://` to other machines.
    pub(crate) http_credentials: bool,
    /// Who is told of what happens on the way.
    pub(crate) observer: Option<Observer>,
}

impl Session {
    /// What is known of the API.
    pub fn info(&self) -> &'static ApiInfo {
        self.info
    }

    /// The time of day.
    pub fn now(&self) -> SystemTime {
        self.clock.now()
    }

    /// The same session with the limits of one call.
    pub(crate) fn limited(&self, attempts: u32, deadline: Option<Duration>) -> Session {
        Session {
            retries: self.retries.clone().attempts(attempts),
            deadline,
            ..self.clone()
        }
    }

    /// Whether it may go on trying where one with these limits had to stop. Calls of the same moment differ by
    /// less than a second and count as equal.
    #[cfg(feature = "oauth2")]
    pub(crate) fn may_try_longer(&self, attempts: u32, deadline: Option<Duration>) -> bool {
        let later = match (self.deadline, deadline) {
            (_, None) => false,
            (None, Some(_)) => true,
            (Some(own), Some(other)) => own > other.saturating_add(Duration::from_secs(1)),
        };
        later || self.retries.attempts > attempts
    }

    /// Sends an urlencoded form and gives the answer, whatever its status. It is sent again within the limits of
    /// the call that needs the token. `authorization` is a header of this
    /// name; `repeatable` is whether the request may arrive twice.
    ///
    /// # Errors
    /// There is no answer, or no such request can be sent: the URL is none, or `http://` beyond loopback without
    /// `allow_http_credentials(true)`.
    pub async fn post_form(
        &self,
        url: &str,
        fields: Vec<(String, String)>,
        authorization: Option<&str>,
        repeatable: bool,
    ) -> Result<Response<Bytes>, TokenError> {
        if !self.http_credentials && url::parse(url).is_ok_and(|url| url::is_exposed(&url)) {
            return Err(TokenError::unable(UNENCRYPTED));
        }
        let answer = async {
            let flight = self.form(url, fields, authorization, repeatable).await?;
            repeat(self, flight).await
        };
        let answer = within(Some(LIMIT), answer).await;
        answer.map_err(|Failure(error)| match error {
            Error::Transport(error) => TokenError::transport(error),
            Error::Timeout(error) => TokenError::timeout(error),
            _ => TokenError::unable("the request for it cannot be built"),
        })
    }

    async fn form(
        &self,
        to: &str,
        fields: Vec<(String, String)>,
        authorization: Option<&str>,
        repeatable: bool,
    ) -> Result<Flight, Failure> {
        let uri = url::parse(to).map_err(|why| RequestError::new("token URL", why))?;
        let body = Payload::Form(fields).prepare().await?;
        let mut headers = HeaderMap::new();
        let lines = [
            (CONTENT_TYPE, body.media_type.as_deref()),
            (ACCEPT, Some("application/json")),
            (USER_AGENT, Some(self.user_agent.as_str())),
            (AUTHORIZATION, authorization),
        ];
        for (name, value) in lines {
            let Some(value) = value else { continue };
            let mut value = HeaderValue::from_str(value)
                .map_err(|_| RequestError::new(name.as_str(), "no header can carry it"))?;
            value.set_sensitive(name == AUTHORIZATION);
            headers.insert(name, value);
        }
        Ok(Flight {
            method: Method::POST,
            uri,
            headers,
            body,
            signer: None,
            vendor: Vendor::UNKNOWN,
            keep: &[],
            redirects: 0,
            followed: 0,
            repeatable,
        })
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").finish_non_exhaustive()
    }
}
