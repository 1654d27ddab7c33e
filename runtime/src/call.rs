//! A request that knows what its answer means.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;

use crate::download::Downloading;
use crate::error::{ApiError, DecodeError, Error};
use crate::execute::{self, Failure};
use crate::json::{Decode, Encode};
use crate::operation::Operation;
use crate::request::Request;
use crate::response::Response;
use crate::transport::BoxFuture;
use crate::watch;

type Reader<T> = fn(Response<Bytes>) -> Result<Response<T>, DecodeError>;

/// A call of an operation, ready to be sent. Awaiting it gives the answer's body; [`Call::send`] gives
/// status and headers too.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<'c, T, E> {
    request: Request<'c>,
    read: Reader<T>,
    error: PhantomData<fn() -> E>,
}

impl<'c, E: ApiError> Call<'c, (), E> {
    /// A call whose answer has no body that matters.
    pub fn empty(request: Request<'c>) -> Self {
        Call::new(request, |response| Ok(response.with_body(())))
    }
}

impl<'c, E: ApiError> Call<'c, Bytes, E> {
    /// A call that is answered with bytes of any kind.
    pub fn bytes(request: Request<'c>) -> Self {
        Call::new(request, Ok)
    }
}

impl<'c, E: ApiError> Call<'c, String, E> {
    /// A call that is answered with text.
    pub fn text(request: Request<'c>) -> Self {
        Call::new(request, Response::text)
    }
}

impl<'c, T: Decode, E: ApiError> Call<'c, T, E> {
    /// A call that is answered with JSON. An answer without a body is read as `null`.
    pub fn json(request: Request<'c>) -> Self {
        Call::new(request, Response::json)
    }
}

impl<'c, T: Decode, E: ApiError> Call<'c, Option<T>, E> {
    /// A call that is answered with JSON or with nothing.
    pub fn optional(request: Request<'c>) -> Self {
        Call::new(request, Response::json)
    }
}

impl<'c, T, E: ApiError> Call<'c, T, E> {
    fn new(request: Request<'c>, read: Reader<T>) -> Self {
        Call {
            request,
            read,
            error: PhantomData,
        }
    }

    /// The operation that is called.
    pub fn operation(&self) -> &'static Operation {
        self.request.operation()
    }

    /// Sets how long this call may take, in place of the client's timeout.
    pub fn with_timeout(mut self, limit: Duration) -> Self {
        self.request = self.request.with_timeout(limit);
        self
    }

    /// Sets how often the request may be sent, the first time included, in place of the client's limit.
    pub fn with_attempts(mut self, attempts: u32) -> Self {
        self.request = self.request.with_attempts(attempts);
        self
    }

    /// Sets a header. An `Authorization` header set here takes the place of the client's credentials.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.request = self.request.with_header(name, value);
        self
    }

    /// Adds a query parameter.
    pub fn with_query(mut self, name: &str, value: &str) -> Self {
        self.request = self.request.with_query(name, value);
        self
    }

    /// Adds a field to the body: to a form, a form of parts or a JSON object, which a request without a body gets.
    pub fn with_field(mut self, name: &str, value: &dyn Encode) -> Self {
        self.request = self.request.with_field(name, value);
        self
    }

    /// Sends the request; the answer comes with status and headers.
    pub fn send(self) -> Sending<'c, T, E> {
        let operation = self.operation();
        let answer = Box::pin(execute::call(self.request, E::CASES));
        Sending {
            operation,
            answer,
            read: self.read,
            error: PhantomData,
        }
    }

    /// Sends the request; the answer is read as another type than the operation's, of your own perhaps.
    pub fn read_as<U: Decode>(self) -> Sending<'c, U, E> {
        let call: Call<'c, U, E> = Call::json(self.request);
        call.send()
    }

    /// Sends the request; the answer's body is read as it comes, to a file or piece by piece.
    pub fn download(self) -> Downloading<'c, E> {
        Downloading::of(self.request)
    }

    /// Sends the request; the answer comes as it is, whatever its status.
    pub fn raw(self) -> Sending<'c, Bytes, E> {
        let operation = self.operation();
        let answer = Box::pin(execute::raw(self.request));
        Sending {
            operation,
            answer,
            read: Ok,
            error: PhantomData,
        }
    }
}

impl<T, E> fmt::Debug for Call<'_, T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Call").field(&self.request).finish()
    }
}

impl<'c, T, E: ApiError> IntoFuture for Call<'c, T, E> {
    type Output = Result<T, Error<E>>;
    type IntoFuture = Awaiting<'c, T, E>;

    fn into_future(self) -> Awaiting<'c, T, E> {
        Awaiting(self.send())
    }
}

/// A call on its way, to be answered with status and headers.
#[must_use = "futures do nothing until they are awaited"]
pub struct Sending<'c, T, E> {
    operation: &'static Operation,
    answer: BoxFuture<'c, Result<Response<Bytes>, Failure>>,
    read: Reader<T>,
    error: PhantomData<fn() -> E>,
}

impl<T, E: ApiError> Future for Sending<'_, T, E> {
    type Output = Result<Response<T>, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let (read, operation) = (self.read, self.operation);
        self.answer.as_mut().poll(cx).map(|answer| match answer {
            Ok(response) => read(response).map_err(|error| {
                watch::unreadable(operation);
                Error::Decode(error)
            }),
            Err(failure) => Err(failure.typed()),
        })
    }
}

/// A call on its way, to be answered with its body.
#[must_use = "futures do nothing until they are awaited"]
pub struct Awaiting<'c, T, E>(Sending<'c, T, E>);

impl<T, E: ApiError> Future for Awaiting<'_, T, E> {
    type Output = Result<T, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0)
            .poll(cx)
            .map(|answer| answer.map(Response::into_body))
    }
}
