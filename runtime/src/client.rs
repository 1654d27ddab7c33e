//! The client below a generated one.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::auth::{Credentials, Scheme, Session};
use crate::error::{AuthenticationError, RequestError};
use crate::info::ApiInfo;
use crate::limit::Limiter;
use crate::operation::Operation;
use crate::request::Request;
use crate::url;

/// Servers, credentials and connections, shared by all clones.
#[derive(Clone)]
pub struct Client {
    pub(crate) shared: Arc<Shared>,
}

pub(crate) struct Shared {
    /// One for each of the API's servers, in their order.
    pub(crate) servers: Vec<String>,
    pub(crate) credentials: Vec<Credentials>,
    pub(crate) timeout: Option<Duration>,
    /// Which of them the user set.
    pub(crate) chosen: Vec<usize>,
    pub(crate) session: Session,
    pub(crate) limiter: Option<Limiter>,
}

impl Client {
    /// Begins a request of an operation.
    pub fn request(&self, operation: &'static Operation) -> Request<'_> {
        Request::new(self, operation)
    }

    /// Begins a request by hand, for what this client does not know: any method, and a path below the first server
    /// (with parameters encoded and perhaps a query) or a whole URL. Credentials, retries and errors are those
    /// of every other call; a URL that is not on the vendor's own hosts gets no credentials.
    ///
    /// ```no_run
    /// use posthaste_runtime::{Call, Client, ErrorResponse, Json};
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let request = client.by_hand("GET", "/beta/rooms").query("size", &3);
    /// let rooms: Json = Call::<Json, ErrorResponse>::for_json(request).await?;
    /// # let _ = rooms;
    /// # Ok(()) }
    /// ```
    pub fn by_hand(&self, method: &str, path: &str) -> Request<'_> {
        Request::by_hand(self, method, path)
    }

    /// The servers' URLs as they may be shown.
    fn servers(&self) -> Vec<&str> {
        self.shared
            .servers
            .iter()
            .map(|url| url::shown(url))
            .collect()
    }

    /// What is known of the API.
    pub fn info(&self) -> &'static ApiInfo {
        self.shared.session.info
    }

    /// What makes calls wait, to be shared with other clients of the same account.
    pub fn limiter(&self) -> Option<&Limiter> {
        self.shared.limiter.as_ref()
    }

    #[cfg(feature = "oauth2")]
    pub(crate) fn session(&self) -> &Session {
        &self.shared.session
    }
}

impl Shared {
    /// The URL of the server that an operation is sent to.
    pub(crate) fn server(&self, index: usize) -> Result<&str, RequestError> {
        let missing = || RequestError::new("server", format!("the client has no server {index}"));
        self.servers
            .get(index)
            .map(String::as_str)
            .ok_or_else(missing)
    }

    /// The credentials for an operation and the way to present them; `None` where it needs none.
    pub(crate) fn signer(
        &self,
        operation: &Operation,
    ) -> Result<Option<(Credentials, Scheme)>, AuthenticationError> {
        let schemes = operation
            .secured
            .iter()
            .filter_map(|index| self.session.info.schemes.get(*index));
        for scheme in schemes.clone() {
            if let Some(fit) = self
                .credentials
                .iter()
                .find(|credentials| credentials.fit(scheme))
            {
                return Ok(Some((fit.clone(), *scheme)));
            }
        }
        // An API that says nothing of authentication still gets the credentials that a user sets.
        if self.session.info.schemes.is_empty() && !operation.anonymous {
            let first = self.credentials.first();
            return Ok(first.map(|credentials| (credentials.clone(), credentials.own_scheme())));
        }
        let wanted: Vec<String> = schemes.map(Scheme::builder_call).collect();
        if wanted.is_empty() || operation.anonymous {
            return Ok(None);
        }
        Err(AuthenticationError::missing(wanted.join(" or ")))
    }
}

/// Credentials are not shown.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("api", &self.info().name)
            .field("servers", &self.servers())
            .field("credentials", &self.shared.credentials)
            .field("timeout", &self.shared.timeout)
            .finish_non_exhaustive()
    }
}
