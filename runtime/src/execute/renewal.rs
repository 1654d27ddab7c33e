//! Renewal of tokens during a call.

use std::sync::Arc;

use super::retry::Retrying;
use crate::auth::{AccessToken, Credentials, Session, TokenSource};
use crate::error::Failure;
use crate::operation::Scheme;

/// The current token of a call, and its source.
pub(super) struct Renewal {
    source: Arc<dyn TokenSource>,
    /// The client's session, with the limits of the call.
    session: Session,
    scheme: Scheme,
    pub(super) token: AccessToken,
    renewed: bool,
}

impl Renewal {
    pub(super) async fn start(
        retrying: &Retrying<'_>,
        signer: Option<&(Credentials, Scheme)>,
    ) -> Result<Option<Renewal>, Failure> {
        let Some((credentials, scheme)) = signer else {
            return Ok(None);
        };
        let Some(source) = credentials.token_source() else {
            return Ok(None);
        };
        let (attempts, deadline) = (retrying.attempts, retrying.deadline);
        let session = retrying.session.with_limits(attempts, deadline);
        let token = source.token(&session).await?;
        Ok(Some(Renewal {
            source,
            session,
            scheme: *scheme,
            token,
            renewed: false,
        }))
    }

    pub(super) fn signer(&self) -> (Credentials, Scheme) {
        (Credentials::bearer(self.token.reveal()), self.scheme)
    }

    /// Requests another token after the service refused this one. Returns `false` the second time, or if the source
    /// has no other token.
    pub(super) async fn renew(&mut self) -> Result<bool, Failure> {
        if self.renewed || !self.source.refused(&self.token).await {
            return Ok(false);
        }
        self.renewed = true;
        self.refresh().await?;
        Ok(true)
    }

    /// Requests the token that is valid now.
    pub(super) async fn refresh(&mut self) -> Result<(), Failure> {
        self.token = self.source.token(&self.session).await?;
        Ok(())
    }
}
