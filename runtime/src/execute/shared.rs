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

    /// The credentials for an operation with their schemes: those of its first way to authenticate for which the client has all.
    /// None if it needs none. An error that names the setters if the client has those of no way.
    pub(crate) fn signers(
        &self,
        operation: &Operation,
    ) -> Result<Vec<(Credentials, Scheme)>, AuthenticationError> {
        let info = self.session.info;
        // If the API declares no schemes, the first credentials are sent with every request.
        if info.schemes.is_empty() {
            let first = self.credentials.first().filter(|_| !operation.anonymous);
            let first = first.map(|credentials| (credentials.clone(), credentials.own_scheme()));
            return Ok(first.into_iter().collect());
        }
        let mut is_open = operation.anonymous || operation.secured.is_empty();
        for way in operation.secured {
            match self.signers_of(way) {
                Some(signers) if signers.is_empty() => is_open = true,
                Some(signers) => return Ok(signers),
                None => {}
            }
        }
        match is_open {
            true => Ok(Vec::new()),
            false => Err(self.missing(operation)),
        }
    }

    /// The credentials for all schemes of a way; `None` if the client has not all of them.
    fn signers_of(&self, way: &[usize]) -> Option<Vec<(Credentials, Scheme)>> {
        let mut signers: Vec<(Credentials, Scheme)> = Vec::new();
        let mut is_hooked = false;
        for index in way {
            let scheme = self.session.info.schemes.get(*index)?;
            // The transport presents the certificate.
            if *scheme == Scheme::MutualTls {
                continue;
            }
            let Some(credentials) = self.credentials_for(*index, scheme) else {
                // Schemes of one way that sign alike are satisfied by the same credentials.
                if self.alike_in(way, *index, scheme) {
                    continue;
                }
                return None;
            };
            let is_repeated = credentials.is_hook() && is_hooked;
            is_hooked |= credentials.is_hook();
            if !is_repeated {
                signers.push((credentials.clone(), *scheme));
            }
        }
        Some(signers)
    }

    /// The credentials for a scheme: those that are set for it, or the first that fit it.
    fn credentials_for(&self, index: usize, scheme: &Scheme) -> Option<&Credentials> {
        let own = |credentials: &&Credentials| credentials.scheme() == Some(index);
        let any = |credentials: &&Credentials| credentials.scheme().is_none();
        let credentials = || self.credentials.iter().filter(|own| own.fits(scheme));
        credentials().find(own).or_else(|| credentials().find(any))
    }

    /// Whether another scheme of a way is the same, and the client has credentials for it.
    fn alike_in(&self, way: &[usize], index: usize, scheme: &Scheme) -> bool {
        let others = way.iter().filter(|other| **other != index);
        others
            .filter(|other| self.session.info.schemes.get(**other) == Some(scheme))
            .any(|other| self.credentials_for(*other, scheme).is_some())
    }

    /// The error that names the setters of each way: `.key(key)` and `.token(token)`, or `.login(user, password)`.
    fn missing(&self, operation: &Operation) -> AuthenticationError {
        let info = self.session.info;
        let ways = operation.secured.iter().map(|way| {
            let is_set = |index: &&usize| info.schemes.get(**index) != Some(&Scheme::MutualTls);
            let calls = way.iter().filter(is_set);
            let calls: Vec<String> = calls.map(|index| info.builder_call(*index)).collect();
            calls.join(" and ")
        });
        AuthenticationError::missing(ways.collect::<Vec<_>>().join(" or "))
    }
}
