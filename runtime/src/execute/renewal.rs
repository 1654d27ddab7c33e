//! Tokens that are renewed while a call goes on.

use std::sync::Arc;

use super::Failure;
use crate::auth::{AccessToken, Credentials, Scheme, Session, TokenSource};

/// A token that can be renewed, once in a call.
pub(super) struct Renewal {
    pub(super) source: Arc<dyn TokenSource>,
    scheme: Scheme,
    pub(super) token: AccessToken,
    renewed: bool,
}

impl Renewal {
    pub(super) async fn of(
        session: &Session,
        signer: Option<&(Credentials, Scheme)>,
    ) -> Result<Option<Renewal>, Failure> {
        let Some((credentials, scheme)) = signer else {
            return Ok(None);
        };
        let Some(source) = credentials.token_source() else {
            return Ok(None);
        };
        let token = source.token(session).await?;
        Ok(Some(Renewal {
            source,
            scheme: *scheme,
            token,
            renewed: false,
        }))
    }

    pub(super) fn signer(&self) -> (Credentials, Scheme) {
        (Credentials::bearer(self.token.reveal()), self.scheme)
    }

    /// Gets another token in the place of one that was refused, if this is the first and there is another.
    pub(super) async fn renew(&mut self, session: &Session) -> Result<bool, Failure> {
        if self.renewed || !self.source.refused(&self.token).await {
            return Ok(false);
        }
        self.renewed = true;
        self.token = self.source.token(session).await?;
        Ok(true)
    }
}
