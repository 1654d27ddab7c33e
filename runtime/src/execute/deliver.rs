//! A request on its way: as often as it takes and may be tried.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use super::{Failure, prepare};
use crate::client::Shared;
use crate::error::Error;
use crate::redirect::{self, Flight};
use crate::request::Inner;
use crate::response::Response;
use crate::retry::{Outcome, Retrying};
use crate::transport::Body;

/// Sends a request until there is an answer to be judged. `sent` counts the attempts, for whoever stops
/// waiting. The answer's body has arrived when this is done.
pub(super) async fn deliver(
    request: Inner<'_>,
    limit: Option<Duration>,
    sent: &AtomicU32,
) -> Result<Response<Body>, Failure> {
    let shared = &request.client.shared;
    let retrying = Retrying {
        policy: &shared.retries,
        budget: &shared.budget,
        clock: &*shared.clock,
        attempts: request.attempts.unwrap_or(shared.retries.attempts),
        deadline: limit.map(|limit| shared.clock.elapsed().saturating_add(limit)),
    };
    let mut flight = prepare::flight(request).await?;
    loop {
        let attempts = sent.fetch_add(1, Ordering::Relaxed) + 1;
        let result = attempt(shared, &mut flight).await;
        let outcome = match &result {
            Ok(answer) => Outcome::Answer(answer.status(), answer.headers()),
            Err(Failure(Error::Transport(fault))) => Outcome::Fault(fault),
            Err(_) => return result,
        };
        match retrying.wait(&outcome, attempts, flight.repeatable) {
            Some(wait) => shared.clock.sleep(wait).await,
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
async fn attempt(shared: &Shared, flight: &mut Flight) -> Result<Response<Body>, Failure> {
    let answer = redirect::fly(&*shared.transport, flight, &mut |_| {}).await?;
    let (parts, body) = answer.into_parts();
    let body = Body::from(body.collect().await?);
    Ok(Response::new(parts.status, parts.headers, body))
}
