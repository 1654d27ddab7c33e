//! A request that knows what its answer means.

use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;

use crate::error::{ApiError, DecodeError, Error};
use crate::execute::{self, Failure};
use crate::json::Decode;
use crate::operation::Operation;
use crate::request::Request;
use crate::response::Response;
use crate::transport::BoxFuture;
use crate::watch;

crate::calls!(Call);

/// What calls have as items whose answers are no pages of a list.
#[derive(Debug, Clone, Copy)]
pub enum NotAList {}

type Reader<T> = fn(Response<Bytes>) -> Result<Response<T>, DecodeError>;

/// What an answer means: how its body is read, and the types of it, of the operation's errors and of a list's
/// items.
pub struct Meaning<T, E, I> {
    read: Reader<T>,
    types: PhantomData<fn() -> (E, I)>,
}

impl<E, I> Meaning<(), E, I> {
    /// The body does not matter.
    pub fn nothing() -> Self {
        Self::new(|response| Ok(response.with_body(())))
    }
}

impl<E, I> Meaning<Bytes, E, I> {
    /// The body is what it is.
    pub fn bytes() -> Self {
        Self::new(Ok)
    }
}

impl<E, I> Meaning<String, E, I> {
    /// The body is text.
    pub fn text() -> Self {
        Self::new(Response::text)
    }
}

impl<T: Decode, E, I> Meaning<T, E, I> {
    /// The body is JSON.
    pub fn json() -> Self {
        Self::new(Response::json)
    }
}

impl<T, E, I> Meaning<T, E, I> {
    fn new(read: Reader<T>) -> Self {
        let types = PhantomData;
        Meaning { read, types }
    }
}

impl<T, E: ApiError, I> Meaning<T, E, I> {
    /// Sends a request whose answer means this.
    pub fn send(self, request: Request<'_>) -> Sending<'_, T, E> {
        Sending {
            operation: request.operation(),
            answer: Box::pin(execute::call(request, E::cases().documented)),
            read: self.read,
            error: PhantomData,
        }
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

impl<'c, E> Sending<'c, Bytes, E> {
    /// Sends a request whose answer is taken as it comes, whatever its status.
    #[doc(hidden)]
    pub fn raw(request: Request<'c>) -> Self {
        Sending {
            operation: request.operation(),
            answer: Box::pin(execute::raw(request)),
            read: Ok,
            error: PhantomData,
        }
    }
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

impl<'c, T, E> From<Sending<'c, T, E>> for Awaiting<'c, T, E> {
    #[inline]
    fn from(sending: Sending<'c, T, E>) -> Self {
        Awaiting(sending)
    }
}

impl<T, E: ApiError> Future for Awaiting<'_, T, E> {
    type Output = Result<T, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0)
            .poll(cx)
            .map(|answer| answer.map(Response::into_body))
    }
}
