//! From a request to an answer that is judged.

mod deliver;
mod judge;
mod open;
mod prepare;
mod renewal;
mod turns;
mod work;

pub(crate) use deliver::repeat;
pub(crate) use open::{open, stream};
pub(crate) use work::Slot;

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use bytes::Bytes;

use self::deliver::Reading;
use self::work::Work;
use crate::error::{ApiError, Case, DecodeError, Error, ErrorResponse, TimeoutError};
use crate::request::{Inner, Request};
use crate::response::Response;
use crate::watch::{self, Watch};

/// An error answer whose operation is not known by type yet.
pub(crate) struct Untyped {
    case: Option<usize>,
    pub(crate) response: ErrorResponse,
}

/// What went wrong, before the operation's type is put on it. Everything here is compiled once, not once
/// for each operation.
pub(crate) struct Failure(pub(crate) Error<Untyped>);

impl Failure {
    pub(crate) fn typed<E: ApiError>(self) -> Error<E> {
        self.0
            .map_api(|untyped| E::cases().error(untyped.case, untyped.response))
    }

    /// The same, found at the last of so many attempts.
    fn after(mut self, attempts: u32) -> Failure {
        match &mut self.0 {
            Error::Transport(error) => error.after(attempts),
            Error::Timeout(error) => error.after(attempts),
            _ => {}
        }
        self
    }
}

macro_rules! failure_from {
    ($($error:ident),*) => {$(
        impl From<crate::error::$error> for Failure {
            fn from(error: crate::error::$error) -> Failure {
                Failure(failure_from!(@ $error error))
            }
        }
    )*};
    (@ RequestError $error:ident) => { Error::Request($error) };
    (@ TransportError $error:ident) => { Error::Transport($error) };
    (@ TimeoutError $error:ident) => { Error::Timeout($error) };
    (@ AuthenticationError $error:ident) => { Error::Authentication($error) };
    (@ DecodeError $error:ident) => { Error::Decode($error) };
    (@ PageError $error:ident) => { Error::Page($error) };
}
failure_from!(
    RequestError,
    TransportError,
    TimeoutError,
    AuthenticationError,
    DecodeError,
    PageError
);

/// What is made of a success. It belongs to the call and ends with the call's time.
pub(crate) type Read = Box<dyn FnOnce(Response<Bytes>) -> Result<(), DecodeError> + Send>;

/// Sends a request, judges the answer and reads a success.
pub(crate) async fn read(
    request: Request<'_>,
    cases: &'static [Case],
    read: Read,
) -> Result<(), Failure> {
    let request = request.into_inner();
    let shared = request.client.shared.clone();
    let (operation, session) = (request.operation, &request.client.shared.session);
    let work = move |response| {
        let response = judge::judge(&shared.session, operation, cases, response)?;
        Ok(read(response)?)
    };
    let calling = async {
        let result = whole(request, Box::new(work)).await;
        if let Err(Failure(Error::Decode(_))) = &result {
            watch::unreadable(operation);
        }
        result
    };
    Watch { operation, session }.call(calling).await
}

/// Sends a request; every answer is read.
pub(crate) async fn raw(request: Request<'_>, read: Read) -> Result<(), Failure> {
    let request = request.into_inner();
    let (operation, session) = (request.operation, &request.client.shared.session);
    let work = move |response| Ok(read(response)?);
    let calling = whole(request, Box::new(work));
    Watch { operation, session }.call(calling).await
}

/// Sends a request, again where that is called for, and works on the answer, all within the timeout.
async fn whole(request: Inner<'_>, work: Work) -> Result<(), Failure> {
    let limit = request.timeout.or(request.client.shared.timeout);
    let sent = AtomicU32::new(0);
    let answering = async {
        let answer = deliver::deliver(request, limit, Reading::Whole, &sent).await?;
        work::done(answer.collect().await?, work).await
    };
    let result = within(limit, answering).await;
    result.map_err(|failure| failure.after(sent.load(Ordering::Relaxed)))
}

/// Runs a future with a limit on its time.
pub(crate) async fn within<T>(
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
