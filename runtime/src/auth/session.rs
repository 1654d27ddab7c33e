//! Tokens that come and go.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::error::AuthenticationError;
use crate::ground::BoxFuture;
use crate::ground::secret::Secret;
use crate::operation::ApiInfo;
use crate::policy::{Budget, Clock, Observer, Retries};
use crate::transport::Transport;

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
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").finish_non_exhaustive()
    }
}
