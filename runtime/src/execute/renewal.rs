//! Tokens that are renewed while a call goes on.

use std::sync::Arc;

use super::retry::Retrying;
use crate::auth::{AccessToken, Credentials, Session, TokenSource};
use crate::error::Failure;
use crate::operation::Scheme;

/// A token that can be renewed, once in a call.
pub(super) struct Renewal {
    source: Arc<dyn TokenSource>,
    /// The client's session, with the limits of the call.
    session: Session,
    scheme: Scheme,
    pub(super) token: AccessToken,
    renewed: bool,
}

impl Renewal {
    pub(super) async fn of(
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
        let session = retrying.session.limited(attempts, deadline);
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

    /// Gets another token in the place of one that was refused, if this is the first and there is another.
    pub(super) async fn renew(&mut self) -> Result<bool, Failure> {
        if self.renewed || !self.source.refused(&self.token).await {
            return Ok(false);
        }
        self.renewed = true;
        self.again().await?;
        Ok(true)
    }

    /// Asks for the token that is good now.
    pub(super) async fn again(&mut self) -> Result<(), Failure> {
        self.token = self.source.token(&self.session).await?;
        Ok(())
    }
}
