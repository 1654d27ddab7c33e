//! A request on its way: as often as it takes and may be tried.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;

use super::redirect::{Flight, fly};
use super::renewal::Renewal;
use super::retry::{Outcome, Retrying};
use super::turns::Turns;
use super::{RequestData, Watch, prepare};
use crate::auth::Session;
use crate::body::Body;
use crate::error::{Error, Failure, Response};
use crate::operation::Operation;
use crate::policy::WaitReason;
use crate::transport::coding;

/// How much of an answer is read before it is handed on.
#[derive(Clone, Copy)]
pub(super) enum Reading {
    /// All of it.
    Whole,
    /// Of a success only the head; all of anything else.
    Open,
}

/// Sends a request until there is an answer to be judged. `sent` counts the attempts, for whoever stops
/// waiting.
pub(super) async fn deliver(
    mut request: RequestData<'_>,
    limit: Option<Duration>,
    reading: Reading,
    sent: &AtomicU32,
) -> Result<Response<Body>, Failure> {
    let shared = request.shared.clone();
    let session = &shared.session;
    let operation = request.operation;
    let turns = Turns {
        limiter: shared.limiter.as_ref().zip(operation.rate_label),
        limit,
        deadline: limit.map(|limit| session.clock.elapsed().saturating_add(limit)),
    };
    let retrying = Retrying {
        session,
        attempts: request.attempts.unwrap_or(session.retries.attempts),
        deadline: turns.deadline,
        paced: turns.limiter.is_some(),
    };
    let watch = Watch { operation, session };
    let signer = prepare::signer(&mut request)?;
    let mut renewal = Renewal::of(&retrying, signer.as_ref()).await?;
    let region = renewal.as_ref().and_then(|renewal| renewal.token.server());
    let mut flight = prepare::flight(request, region, reading).await?;
    flight.signer = match &renewal {
        Some(renewal) => Some(renewal.signer()),
        None => signer,
    };
    prepare::refuse_exposure(session, &flight)?;
    let renewal = renewal.as_mut();
    send(flight, reading, (&retrying, watch), &turns, renewal, sent).await
}

/// What a request for a token is called by those who watch.
static TOKEN: Operation = Operation::new("POST", "").name("Ask for a token");

/// Sends a form for a token, which needs none itself, by the limits of the call that needs the token.
pub(crate) async fn repeat(session: &Session, flight: Flight) -> Result<Response<Bytes>, Failure> {
    let retrying = Retrying {
        session,
        attempts: session.retries.attempts,
        deadline: session.deadline,
        paced: false,
    };
    let sent = AtomicU32::new(0);
    let turns = Turns::default();
    let watch = Watch {
        operation: &TOKEN,
        session,
    };
    let how = (&retrying, watch);
    let answer = send(flight, Reading::Whole, how, &turns, None, &sent).await?;
    answer.collect().await
}

async fn send(
    mut flight: Flight,
    reading: Reading,
    (retrying, watch): (&Retrying<'_>, Watch<'_>),
    turns: &Turns<'_>,
    mut renewal: Option<&mut Renewal>,
    sent: &AtomicU32,
) -> Result<Response<Body>, Failure> {
    let session = retrying.session;
    loop {
        let round = turns.take(&watch, sent.load(Ordering::Relaxed)).await?;
        let attempts = sent.fetch_add(1, Ordering::Relaxed) + 1;
        let head = (flight.method.clone(), flight.uri.clone());
        let sending = attempt(session, &mut flight, reading);
        let result = watch.attempt(attempts, head, sending).await;
        // What was read from a stream is gone: there is nothing to send again.
        let is_spent = flight.body.is_spent();
        let (wait, status) = {
            let outcome = match &result {
                Ok(answer) => Outcome::Answer(answer),
                Err(Failure(Error::Transport(fault))) => Outcome::Fault(fault),
                Err(_) => return result,
            };
            retrying.credit(&outcome, attempts);
            let wait = match is_spent {
                true => None,
                false => retrying.wait(&outcome, attempts, flight.repeatable),
            };
            turns.tell(
                session,
                round,
                outcome.status(),
                retrying.asked_by(&outcome),
            );
            (wait, outcome.status())
        };
        // Who was redirected to strangers carries no credentials any more.
        if let (Some(renewal), Some(signer)) = (renewal.as_deref_mut(), &mut flight.signer) {
            let refused = status == Some(StatusCode::UNAUTHORIZED);
            if refused && renewal.renew().await? && !is_spent {
                *signer = renewal.signer();
                continue;
            }
            if let Some(wait) = wait {
                watch.wait(attempts, wait, WaitReason::Retry).await;
                // It may have expired meanwhile.
                renewal.again().await?;
                *signer = renewal.signer();
                continue;
            }
        }
        match wait {
            Some(wait) => watch.wait(attempts, wait, WaitReason::Retry).await,
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
async fn attempt(
    session: &Session,
    flight: &mut Flight,
    reading: Reading,
) -> Result<Response<Body>, Failure> {
    let answer = fly(&*session.transport, flight, &mut |_| {}).await?;
    let (mut parts, body) = answer.into_parts();
    let body = match reading {
        Reading::Open if parts.status.is_success() => body,
        _ => {
            let body = coding::decoded(&mut parts.headers, body, session.largest);
            Body::from(body.collect_up_to(session.largest).await?)
        }
    };
    Ok(Response::new(parts.status, parts.headers, body))
}
