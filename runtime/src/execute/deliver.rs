//! Sending a request, repeatedly if necessary, until there is a final response.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;

use super::pacing::Pacing;
use super::redirect::{InFlight, send_following_redirects};
use super::renewal::Renewals;
use super::retry::{Outcome, Retrying};
use super::{RequestData, Watch, prepare};
use crate::auth::Session;
use crate::body::Body;
use crate::error::{Error, Failure, Response};
use crate::operation::Operation;
use crate::policy::WaitReason;
use crate::transport::coding;

/// How much of a response is read before it is returned.
#[derive(Clone, Copy)]
pub(super) enum Reading {
    /// The whole body.
    Whole,
    /// Only the head of a successful response; the whole body of others.
    Open,
}

/// Sends a request until there is a final response. `sent` counts the attempts; it is also read after a timeout.
pub(super) async fn deliver(
    mut request: RequestData,
    limit: Option<Duration>,
    reading: Reading,
    sent: &AtomicU32,
) -> Result<Response<Body>, Failure> {
    let shared = request.shared.clone();
    let session = &shared.session;
    let operation = request.operation;
    let pacing = Pacing {
        limiter: shared.limiter.as_ref().zip(operation.rate_label),
        limit,
        deadline: limit.map(|limit| session.clock.elapsed().saturating_add(limit)),
    };
    let retrying = Retrying {
        session,
        attempts: request.attempts.unwrap_or(session.retries.attempts),
        deadline: pacing.deadline,
        paced: pacing.limiter.is_some(),
    };
    let watch = Watch { operation, session };
    let mut signers = prepare::signers(&mut request)?;
    let renewals = Renewals::start(&retrying, &mut signers).await?;
    let mut in_flight = prepare::in_flight(request, renewals.region(), reading).await?;
    in_flight.signers = signers;
    prepare::refuse_exposure(session, &in_flight)?;
    let how = (&retrying, watch);
    send(in_flight, reading, how, &pacing, renewals, sent).await
}

/// The request of a call with its credentials, to be sent once. Tokens from an authorization server are not requested.
#[cfg(feature = "raw")]
pub(crate) async fn signed(mut request: RequestData) -> Result<InFlight, Failure> {
    let shared = request.shared.clone();
    let signers = prepare::signers(&mut request)?;
    // Responses are not decompressed, so no compressed ones are requested.
    let mut in_flight = prepare::in_flight(request, None, Reading::Open).await?;
    in_flight.signers = signers;
    prepare::refuse_exposure(&shared.session, &in_flight)?;
    Ok(in_flight)
}

/// The operation of requests for tokens, in events and spans.
static TOKEN: Operation = Operation::new("POST", "").name("Ask for a token");

/// Sends a request for a token, within the limits of the call that needs the token. It is not signed.
pub(crate) async fn send_token_request(
    session: &Session,
    in_flight: InFlight,
) -> Result<Response<Bytes>, Failure> {
    let retrying = Retrying {
        session,
        attempts: session.retries.attempts,
        deadline: session.deadline,
        paced: false,
    };
    let sent = AtomicU32::new(0);
    let pacing = Pacing::default();
    let watch = Watch {
        operation: &TOKEN,
        session,
    };
    let how = (&retrying, watch);
    let renewals = Renewals::default();
    let response = send(in_flight, Reading::Whole, how, &pacing, renewals, &sent).await?;
    response.collect().await
}

async fn send(
    mut in_flight: InFlight,
    reading: Reading,
    (retrying, watch): (&Retrying<'_>, Watch<'_>),
    pacing: &Pacing<'_>,
    mut renewals: Renewals,
    sent: &AtomicU32,
) -> Result<Response<Body>, Failure> {
    let session = retrying.session;
    loop {
        let round = pacing
            .wait_for_slot(&watch, sent.load(Ordering::Relaxed))
            .await?;
        let attempts = sent.fetch_add(1, Ordering::Relaxed) + 1;
        let head = (in_flight.method.clone(), in_flight.uri.clone());
        let sending = attempt(session, &mut in_flight, reading);
        let result = watch.attempt(attempts, head, sending).await;
        // A stream that was read cannot be sent again.
        let is_spent = in_flight.body.is_spent();
        let (wait, status) = {
            let outcome = match &result {
                Ok(response) => Outcome::Response(response),
                Err(Failure(Error::Transport(fault))) => Outcome::Fault(fault),
                Err(_) => return result,
            };
            retrying.refill_budget(&outcome, attempts);
            let wait = match is_spent {
                true => None,
                false => retrying.wait(&outcome, attempts, in_flight.repeatable),
            };
            pacing.report(
                session,
                round,
                outcome.status(),
                retrying.requested_pause(&outcome),
            );
            (wait, outcome.status())
        };
        // A redirect to an untrusted host has removed the credentials.
        let signers = &mut in_flight.signers;
        if !renewals.is_empty() && !signers.is_empty() {
            let refused = status == Some(StatusCode::UNAUTHORIZED);
            if refused && renewals.renew(signers).await? && !is_spent {
                continue;
            }
            if let Some(wait) = wait {
                watch.wait(attempts, wait, WaitReason::Retry).await;
                // The token may have expired during the wait.
                renewals.refresh(signers).await?;
                continue;
            }
        }
        match wait {
            Some(wait) => watch.wait(attempts, wait, WaitReason::Retry).await,
            None => {
                return match result {
                    Ok(response) => Ok(response.with_attempts(attempts)),
                    Err(failure) => Err(failure.with_attempts(attempts)),
                };
            }
        }
    }
}

/// Sends the request once and follows redirects. The next attempt begins at the URL that the last redirect led to.
async fn attempt(
    session: &Session,
    in_flight: &mut InFlight,
    reading: Reading,
) -> Result<Response<Body>, Failure> {
    let response = send_following_redirects(&*session.transport, in_flight).await?;
    let (mut parts, body) = response.into_parts();
    let body = match reading {
        Reading::Open if parts.status.is_success() => body,
        _ => {
            let body = coding::decode(&mut parts.headers, body, session.largest);
            Body::from(body.collect_up_to(session.largest).await?)
        }
    };
    Ok(Response::new(parts.status, parts.headers, body))
}
