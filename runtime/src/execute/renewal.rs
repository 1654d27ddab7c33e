//! Renewal of tokens during a call.

use std::sync::Arc;

use super::retry::Retrying;
use crate::auth::{AccessToken, Credentials, Session, TokenSource};
use crate::error::Failure;
use crate::operation::Scheme;

/// The current tokens of a call, and their sources. Usually there is one at most.
#[derive(Default)]
pub(super) struct Renewals(Vec<Renewal>);

/// A token, and its source.
struct Renewal {
    /// The position among the signers of the request.
    position: usize,
    source: Arc<dyn TokenSource>,
    /// The client's session, with the limits of the call and the authorization server of the scheme.
    session: Session,
    scheme: Scheme,
    token: AccessToken,
    renewed: bool,
}

impl Renewals {
    /// Requests the tokens of those signers that are sources, and puts them into their places.
    pub(super) async fn start(
        retrying: &Retrying<'_>,
        signers: &mut [(Credentials, Scheme)],
    ) -> Result<Renewals, Failure> {
        let mut renewals = Vec::new();
        for (position, (credentials, scheme)) in signers.iter().enumerate() {
            let Some(source) = credentials.token_source() else {
                continue;
            };
            let (attempts, deadline) = (retrying.attempts, retrying.deadline);
            let session = Session {
                tokens: credentials.token_service(retrying.session.info),
                ..retrying.session.with_limits(attempts, deadline)
            };
            let token = source.token(&session).await?;
            renewals.push(Renewal {
                position,
                source,
                session,
                scheme: *scheme,
                token,
                renewed: false,
            });
        }
        let renewals = Renewals(renewals);
        renewals.sign(signers);
        Ok(renewals)
    }

    /// The base URL of the account, if a token came with one.
    pub(super) fn region(&self) -> Option<&str> {
        self.0.iter().find_map(|renewal| renewal.token.server())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Requests other tokens after the service refused these. Returns `false` the second time, or if no source has another
    /// token.
    pub(super) async fn renew(
        &mut self,
        signers: &mut [(Credentials, Scheme)],
    ) -> Result<bool, Failure> {
        let mut is_renewed = false;
        for renewal in &mut self.0 {
            if renewal.renewed || !renewal.source.refused(&renewal.token).await {
                continue;
            }
            renewal.renewed = true;
            renewal.token = renewal.source.token(&renewal.session).await?;
            is_renewed = true;
        }
        self.sign(signers);
        Ok(is_renewed)
    }

    /// Requests the tokens that are valid now.
    pub(super) async fn refresh(
        &mut self,
        signers: &mut [(Credentials, Scheme)],
    ) -> Result<(), Failure> {
        for renewal in &mut self.0 {
            renewal.token = renewal.source.token(&renewal.session).await?;
        }
        self.sign(signers);
        Ok(())
    }

    /// Puts the tokens into the places of their sources.
    fn sign(&self, signers: &mut [(Credentials, Scheme)]) {
        for renewal in &self.0 {
            if let Some(signer) = signers.get_mut(renewal.position) {
                *signer = (Credentials::bearer(renewal.token.reveal()), renewal.scheme);
            }
        }
    }
}
