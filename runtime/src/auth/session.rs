//! Tokens that expire, and what their sources need of the client.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::error::AuthenticationError;
use crate::ground::BoxFuture;
use crate::ground::secret::Secret;
use crate::operation::{ApiInfo, TokenService};
use crate::policy::{Budget, Clock, Observer, Retries};
use crate::transport::Transport;

/// A source of tokens that expire.
///
/// `OAuth2` (feature `oauth2`) is one; a vault or a metadata service may be another:
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
    /// Returns a valid token. It is called before each attempt of each call, from several tasks at once.
    fn token<'a>(
        &'a self,
        session: &'a Session,
    ) -> BoxFuture<'a, Result<AccessToken, AuthenticationError>>;

    /// The URLs to which secrets are sent for a token. Building the client fails if one of them is `http://`, except
    /// on loopback or with `allow_http_credentials(true)`.
    fn endpoints<'a>(&'a self, _api: &'a ApiInfo) -> Vec<&'a str> {
        Vec::new()
    }

    /// Called after the service refused this token with `401`. Returns whether another token can be requested; if so,
    /// the call is sent once more with it.
    fn refused<'a>(&'a self, _token: &'a AccessToken) -> BoxFuture<'a, bool> {
        Box::pin(async { false })
    }
}

/// A token, and possibly the base URL of its account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessToken {
    token: Secret,
    base_url: Option<String>,
}

impl AccessToken {
    /// An access token.
    pub fn new(token: impl Into<String>) -> AccessToken {
        AccessToken {
            token: Secret::new(token),
            base_url: None,
        }
    }

    /// Sets the base URL of the account. It is used only if its host is one of the API's.
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

/// What a source of tokens may use of a client: the API, the clock and the connections.
#[derive(Clone)]
pub struct Session {
    pub(crate) info: &'static ApiInfo,
    /// The authorization server of the scheme that a token is for.
    #[cfg_attr(not(feature = "oauth2"), allow(dead_code))]
    pub(crate) tokens: TokenService,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) retries: Retries,
    /// The retry budget, which all calls of the client and its requests for tokens share.
    pub(crate) budget: Arc<Budget>,
    /// When the timeout of the current call expires, as `elapsed` of the clock.
    pub(crate) deadline: Option<Duration>,
    pub(crate) user_agent: String,
    /// The maximum size in bytes of a response that is read into memory.
    pub(crate) largest: usize,
    /// Whether credentials may be sent over `http://` to other machines.
    pub(crate) http_credentials: bool,
    /// The function that is called with each event.
    pub(crate) observer: Option<Observer>,
}

impl Session {
    /// The description of the API.
    pub fn info(&self) -> &'static ApiInfo {
        self.info
    }

    /// The time of day.
    pub fn now(&self) -> SystemTime {
        self.clock.now()
    }

    /// The same session with the limits of one call.
    pub(crate) fn with_limits(&self, attempts: u32, deadline: Option<Duration>) -> Session {
        Session {
            retries: self.retries.clone().attempts(attempts),
            deadline,
            ..self.clone()
        }
    }

    /// Whether this session has more attempts or more time than these limits. Deadlines that differ by less than a
    /// second count as equal.
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
