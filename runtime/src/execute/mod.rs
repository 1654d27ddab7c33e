//! The way of one request to its response: prepared, signed, sent, redirected, retried, and judged.

mod deliver;
mod judge;
mod pacing;
mod prepare;
mod redirect;
mod renewal;
mod request;
mod retry;
mod shared;
mod vendor;
mod watch;
mod work;

pub(crate) use deliver::send_token_request;
#[cfg(feature = "raw")]
pub(crate) use deliver::signed;
pub(crate) use judge::judge;
pub(crate) use redirect::InFlight;
#[cfg(feature = "raw")]
pub(crate) use redirect::send_following_redirects;
pub(crate) use request::RequestData;
pub(crate) use retry::wait_after_broken_connection;
pub(crate) use shared::{Defaults, Shared};
pub(crate) use vendor::Vendor;
pub(crate) use watch::Watch;
#[cfg(feature = "oauth2")]
pub(crate) use watch::in_current_span;
pub(crate) use work::Slot;

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use bytes::Bytes;

use self::deliver::Reading;
use self::work::Work;
use crate::body::Body;
use crate::error::{Case, DecodeError, Error, Failure, Response, TimeoutError};

/// Decodes a successful response. It may run after the call has timed out.
pub(crate) type Read = Box<dyn FnOnce(Response<Bytes>) -> Result<(), DecodeError> + Send>;

/// Sends a request, and decodes the response if it is a success.
pub(crate) async fn send_and_decode(
    request: RequestData,
    cases: &'static [Case],
    read: Read,
) -> Result<(), Failure> {
    let shared = request.shared.clone();
    let (operation, judging) = (request.operation, shared.clone());
    let work = move |response| {
        let response = judge::judge(&judging.session, operation, cases, response)?;
        Ok(read(response)?)
    };
    let calling = async {
        let result = send_and_process(request, Box::new(work)).await;
        if let Err(Failure(Error::Decode(_))) = &result {
            watch::log_undecodable(operation);
        }
        result
    };
    let session = &shared.session;
    Watch { operation, session }.call(calling).await
}

/// Sends a request, and accepts every response.
pub(crate) async fn send_raw(request: RequestData, read: Read) -> Result<(), Failure> {
    let (operation, shared) = (request.operation, request.shared.clone());
    let session = &shared.session;
    let work = move |response| Ok(read(response)?);
    let calling = send_and_process(request, Box::new(work));
    Watch { operation, session }.call(calling).await
}

/// Sends a request, retries it if necessary, and processes the response, all within the timeout.
async fn send_and_process(request: RequestData, work: Work) -> Result<(), Failure> {
    let limit = request.timeout.or(request.shared.timeout);
    let sent = AtomicU32::new(0);
    let answering = async {
        let response = deliver::deliver(request, limit, Reading::Whole, &sent).await?;
        work::process(response.collect().await?, work).await
    };
    let result = with_timeout(limit, answering).await;
    result.map_err(|failure| failure.with_attempts(sent.load(Ordering::Relaxed)))
}

/// Sends a request. The body of a successful response is not read yet.
pub(crate) async fn send_streaming(
    request: RequestData,
    limit: Option<Duration>,
) -> Result<Response<Body>, Failure> {
    let sent = AtomicU32::new(0);
    let response = with_timeout(
        limit,
        deliver::deliver(request, limit, Reading::Open, &sent),
    )
    .await;
    response.map_err(|failure| failure.with_attempts(sent.load(Ordering::Relaxed)))
}

/// Runs a future with a timeout.
pub(crate) async fn with_timeout<T>(
    limit: Option<Duration>,
    future: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    let Some(limit) = limit else {
        return future.await;
    };
    match tokio::time::timeout(limit, future).await {
        Ok(result) => result,
        Err(_) => Err(TimeoutError::new(limit).into()),
    }
}

#[cfg(test)]
mod tests;
