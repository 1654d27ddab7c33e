//! The settings that all calls of a client share.

use std::time::Duration;

use http::HeaderMap;

use crate::auth::{Credentials, Session};
use crate::error::{AuthenticationError, RequestError};
use crate::operation::{Operation, Scheme};
use crate::policy::Limiter;

/// The settings and connections that all calls of a client, and its clones, share.
pub(crate) struct Shared {
    /// The URLs of the API's servers, in their order.
    pub(crate) servers: Vec<String>,
    pub(crate) credentials: Vec<Credentials>,
    /// What the user sends with each call.
    pub(crate) defaults: Defaults,
    pub(crate) timeout: Option<Duration>,
    /// The indices of the servers whose URLs the user set.
    pub(crate) replaced_servers: Vec<usize>,
    pub(crate) session: Session,
    pub(crate) limiter: Option<Limiter>,
}

/// Headers and query parameters that the user of a client sends with each call, in place of an operation's own.
#[derive(Default)]
pub(crate) struct Defaults {
    pub(crate) headers: HeaderMap,
    pub(crate) query: Vec<(String, String)>,
}

impl Shared {
    /// The URL of the server with this index.
    pub(crate) fn server(&self, index: usize) -> Result<&str, RequestError> {
        let missing = || RequestError::new("server", format!("the client has no server {index}"));
        self.servers
            .get(index)
            .map(String::as_str)
            .ok_or_else(missing)
    }

    /// The credentials for an operation with their scheme; `None` if it needs none.
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
                .find(|credentials| credentials.fits(scheme))
            {
                return Ok(Some((fit.clone(), *scheme)));
            }
        }
        // If the API declares no schemes, the first credentials are sent with every request.
        if self.session.info.schemes.is_empty() && !operation.anonymous {
            let first = self.credentials.first();
            return Ok(first.map(|credentials| (credentials.clone(), credentials.own_scheme())));
        }
        let builder_calls: Vec<String> = schemes.map(Scheme::builder_call).collect();
        if builder_calls.is_empty() || operation.anonymous {
            return Ok(None);
        }
        Err(AuthenticationError::missing(builder_calls.join(" or ")))
    }
}
