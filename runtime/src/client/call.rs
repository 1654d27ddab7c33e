//! Calls: requests with the type of their response.

use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use super::Request;
use crate::error::{ApiError, Error, Failure, Response};
use crate::execute::{self, Read, Slot};
use crate::ground::BoxFuture;
use crate::json::Decode;

crate::calls!(Call);

/// The item type of calls whose responses are not pages of a list.
#[derive(Debug, Clone, Copy)]
pub enum NotAList {}

/// Creates the function that decodes a response and sets the slot.
type Reader<T> = fn(&Slot<Response<T>>) -> Read;

/// How the body of a response is decoded, with the types of the response, the operation's error and the items of a
/// list.
pub struct Meaning<T, E, I> {
    read: Reader<T>,
    types: PhantomData<fn() -> (E, I)>,
}

impl<E, I> Meaning<(), E, I> {
    /// The body is ignored.
    pub fn nothing() -> Self {
        Self::new(|slot| slot.decoder(|response| Ok(response.with_body(()))))
    }
}

impl<E, I> Meaning<Bytes, E, I> {
    /// The body is returned as bytes.
    pub fn bytes() -> Self {
        Self::new(|slot| slot.decoder(Ok))
    }
}

impl<E, I> Meaning<String, E, I> {
    /// The body is text.
    pub fn text() -> Self {
        Self::new(|slot| slot.decoder(Response::text))
    }
}

impl<T: Decode, E, I> Meaning<T, E, I> {
    /// The body is JSON.
    pub fn json() -> Self {
        Self::new(|slot| slot.decoder(Response::json))
    }
}

impl<T, E, I> Meaning<T, E, I> {
    fn new(read: Reader<T>) -> Self {
        let types = PhantomData;
        Meaning { read, types }
    }
}

impl<T, E: ApiError, I> Meaning<T, E, I> {
    /// Sends a request, and decodes its response like this.
    pub fn send(self, request: Request<'_>) -> Sending<'_, T, E> {
        let slot = Slot::default();
        let read = (self.read)(&slot);
        Sending {
            response: Box::pin(execute::send_and_decode(
                request.into_data(),
                E::cases().documented,
                read,
            )),
            slot,
            error: PhantomData,
        }
    }
}

/// A request that is being sent; its result is the response with status and headers.
#[must_use = "futures do nothing until they are awaited"]
pub struct Sending<'c, T, E> {
    response: BoxFuture<'c, Result<(), Failure>>,
    slot: Slot<Response<T>>,
    error: PhantomData<fn() -> E>,
}

impl<'c, E> Sending<'c, Bytes, E> {
    /// Sends a request, and returns the response unchanged, whatever its status.
    #[doc(hidden)]
    pub fn raw(request: Request<'c>) -> Self {
        let slot = Slot::default();
        Sending {
            response: Box::pin(execute::send_raw(request.into_data(), slot.decoder(Ok))),
            slot,
            error: PhantomData,
        }
    }
}

impl<T, E: ApiError> Future for Sending<'_, T, E> {
    type Output = Result<Response<T>, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let response = ready!(self.response.as_mut().poll(cx));
        let response = response.and_then(|()| self.slot.take());
        Poll::Ready(response.map_err(Failure::into_error))
    }
}

/// A request that is being sent; its result is the body of the response.
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
            .map(|response| response.map(Response::into_body))
    }
}
