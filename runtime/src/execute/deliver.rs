//! A request on its way: as often as it takes and may be tried.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;

use super::{Failure, prepare};
use crate::auth::{AccessToken, Credentials, Scheme, Session, TokenSource};
use crate::error::Error;
use crate::redirect::{self, Flight};
use crate::request::Inner;
use crate::response::Response;
use crate::retry::{Budget, Outcome, Retrying};
use crate::transport::Body;

/// Sends a request until there is an answer to be judged. `sent` counts the attempts, for whoever stops
/// waiting. The answer's body has arrived when this is done.
pub(super) async fn deliver(
    mut request: Inner<'_>,
    limit: Option<Duration>,
    sent: &AtomicU32,
) -> Result<Response<Body>, Failure> {
    let shared = request.client.shared.clone();
    let session = &shared.session;
    let retrying = Retrying {
        policy: &session.retries,
        budget: &shared.budget,
        clock: &*session.clock,
        attempts: request.attempts.unwrap_or(session.retries.attempts),
        deadline: limit.map(|limit| session.clock.elapsed().saturating_add(limit)),
    };
    let signer = prepare::signer(&mut request)?;
    let mut renewal = Renewal::of(session, signer.as_ref()).await?;
    let region = renewal.as_ref().and_then(|renewal| renewal.token.server());
    let mut flight = prepare::flight(request, region).await?;
    flight.signer = match &renewal {
        Some(renewal) => Some(renewal.signer()),
        None => signer,
    };
    send(session, flight, &retrying, renewal.as_mut(), sent).await
}

/// Sends a form for a token, which needs none itself.
pub(crate) async fn repeat(session: &Session, flight: Flight) -> Result<Response<Bytes>, Failure> {
    let retrying = Retrying {
        policy: &session.retries,
        budget: &Budget::new(session.retries.budget),
        clock: &*session.clock,
        attempts: session.retries.attempts,
        deadline: None,
    };
    let answer = send(session, flight, &retrying, None, &AtomicU32::new(0)).await?;
    answer.collect().await
}

async fn send(
    session: &Session,
    mut flight: Flight,
    retrying: &Retrying<'_>,
    mut renewal: Option<&mut Renewal>,
    sent: &AtomicU32,
) -> Result<Response<Body>, Failure> {
    loop {
        let attempts = sent.fetch_add(1, Ordering::Relaxed) + 1;
        let result = attempt(session, &mut flight).await;
        let outcome = match &result {
            Ok(answer) => Outcome::Answer(answer.status(), answer.headers()),
            Err(Failure(Error::Transport(fault))) => Outcome::Fault(fault),
            Err(_) => return result,
        };
        let wait = retrying.wait(&outcome, attempts, flight.repeatable);
        // Who was redirected to strangers carries no credentials any more.
        if let (Some(renewal), Some(signer)) = (renewal.as_deref_mut(), &mut flight.signer) {
            let refused = matches!(outcome, Outcome::Answer(StatusCode::UNAUTHORIZED, _));
            if refused && renewal.renew(session).await? {
                *signer = renewal.signer();
                continue;
            }
            if let Some(wait) = wait {
                session.clock.sleep(wait).await;
                // It may have expired meanwhile.
                renewal.token = renewal.source.token(session).await?;
                *signer = renewal.signer();
                continue;
            }
        }
        match wait {
            Some(wait) => session.clock.sleep(wait).await,
            None => {
                return match result {
                    Ok(answer) => Ok(answer.after(attempts)),
                    Err(failure) => Err(failure.after(attempts)),
                };
            }
        }
    }
}

/// Sends a request once, along its redirects. What was followed is not followed again by the next attempt.
async fn attempt(session: &Session, flight: &mut Flight) -> Result<Response<Body>, Failure> {
    let answer = redirect::fly(&*session.transport, flight, &mut |_| {}).await?;
    let (parts, body) = answer.into_parts();
    let body = Body::from(body.collect().await?);
    Ok(Response::new(parts.status, parts.headers, body))
}

/// A token that can be renewed, once in a call.
struct Renewal {
    source: Arc<dyn TokenSource>,
    scheme: Scheme,
    token: AccessToken,
    renewed: bool,
}

impl Renewal {
    async fn of(
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

    fn signer(&self) -> (Credentials, Scheme) {
        (Credentials::bearer(self.token.reveal()), self.scheme)
    }

    /// Gets another token in the place of one that was refused, if this is the first and there is another.
    async fn renew(&mut self, session: &Session) -> Result<bool, Failure> {
        if self.renewed || !self.source.refused(&self.token).await {
            return Ok(false);
        }
        self.renewed = true;
        self.token = self.source.token(session).await?;
        Ok(true)
    }
}
