//! The settings that all calls of a client share.

use std::time::Duration;

use crate::auth::{Credentials, Session};
use crate::error::{AuthenticationError, RequestError};
use crate::operation::{Operation, Scheme};
use crate::policy::Limiter;

/// The settings and connections that all calls of a client, and its clones, share.
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
