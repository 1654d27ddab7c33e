//! The client that a generated one wraps, and its builder, requests, calls, lists and downloads.

#[cfg(feature = "blocking")]
mod blocking;
mod builder;
mod call;
mod download;
mod paging;
mod param;
#[cfg(feature = "raw")]
pub mod raw;
mod request;
#[cfg(feature = "oauth2")]
mod sign_in;

#[cfg(feature = "blocking")]
pub use blocking::Wait;
pub use builder::{ClientBuilder, ServerUrl};
pub use call::{Awaiting, Call, Reader, Sending, UntypedCall};
pub use download::{Download, Downloading};
pub use paging::{Items, Pages, Position};
pub use param::{ListStyle, Param};
pub use request::Request;

use std::fmt;
use std::sync::Arc;

#[cfg(feature = "oauth2")]
use crate::auth::Session;
use crate::execute::Shared;
use crate::ground::url;
use crate::operation::{ApiInfo, Operation};
use crate::policy::Limiter;

/// A client of an API. Clones share servers, credentials and connections.
#[derive(Clone)]
pub struct Client {
    pub(crate) shared: Arc<Shared>,
}

impl Client {
    /// Begins a request of an operation.
    pub fn request(&self, operation: &'static Operation) -> Request {
        Request::new(self, operation)
    }

    /// Begins a request of an operation that this client does not have: with any method, and with a path below the
    /// first server (percent-encoded, possibly with a query) or a whole URL. Credentials, retries and errors are as
    /// for other calls. URLs of other hosts than the vendor's get no credentials.
    ///
    /// ```no_run
    /// use posthaste_runtime::{Client, Json};
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let mut request = client.by_hand("GET", "/beta/rooms");
    /// request.query("size", &3);
    /// let rooms: Json = request.read_as().await?;
    /// # let _ = rooms;
    /// # Ok(()) }
    /// ```
    pub fn by_hand(&self, method: &str, path: &str) -> Request {
        Request::by_hand(self, method, path)
    }

    /// The servers' URLs, for `Debug`.
    fn servers(&self) -> Vec<&str> {
        self.shared
            .servers
            .iter()
            .map(|url| url::for_display(url))
            .collect()
    }

    /// The description of the API.
    pub fn info(&self) -> &'static ApiInfo {
        self.shared.session.info
    }

    /// The rate limiter, to be shared with other clients of the same account.
    pub fn limiter(&self) -> Option<&Limiter> {
        self.shared.limiter.as_ref()
    }

    #[cfg(feature = "oauth2")]
    pub(crate) fn session(&self) -> &Session {
        &self.shared.session
    }
}

/// Credentials show no secrets.
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
