//! Calls: requests with the type of their response.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;

use super::{Download, Downloading, Items, Pages, Request};
use crate::error::{Answers, ApiError, Error, ErrorResponse, Failure, Response, read_answer};
use crate::execute::{self, Read, Slot};
use crate::ground::BoxFuture;
use crate::json::{Decode, Encode};

/// A call that is ready to be sent, with the options of this one call. `.await` sends it, and so does `.send()`, whose result
/// has status and headers, too.
///
/// A call owns what it needs, so it can be returned, stored, and given to `tokio::spawn`.
///
/// ```no_run
/// use std::time::Duration;
/// use posthaste_runtime::{Call, Client, Json};
///
/// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
/// let call = client.by_hand("GET", "/reports").read_as::<Json>();
/// let report = call.with_timeout(Duration::from_secs(90)).with_header("Prefer", "wait=60").await?;
/// # let _ = report;
/// # Ok(()) }
/// ```
pub trait Call: Sized + Send + 'static {
    /// The body of a successful response.
    type Answer: Send + 'static;
    /// The documented errors of the operation.
    type Error: ApiError;

    /// The request that will be sent.
    #[doc(hidden)]
    fn request(&mut self) -> &mut Request;

    /// The request that will be sent.
    #[doc(hidden)]
    fn into_request(self) -> Request;

    /// Sets the timeout of this call, in the place of the client's.
    #[must_use]
    fn with_timeout(mut self, limit: Duration) -> Self {
        self.request().with_timeout(limit);
        self
    }

    /// Sets the maximum number of attempts of this call, including the first.
    #[must_use]
    fn with_attempts(mut self, attempts: u32) -> Self {
        self.request().with_attempts(attempts);
        self
    }

    /// Sets a header of this call. Headers of the message framing and of the connection, like `Content-Length` and
    /// `Transfer-Encoding`, cannot be set: the call fails, and nothing is sent.
    #[must_use]
    fn with_header(mut self, name: &str, value: &str) -> Self {
        self.request().with_header(name, value);
        self
    }

    /// Replaces the body of this call by these bytes, written by the caller in any media type that the service accepts.
    #[must_use]
    fn with_body(mut self, media_type: &str, body: impl Into<bytes::Bytes>) -> Self {
        self.request().bytes(media_type, body);
        self
    }

    /// Adds a query parameter to this call. Parameters of the same name are kept.
    #[must_use]
    fn with_query(mut self, name: &str, value: &str) -> Self {
        self.request().with_query(name, value);
        self
    }

    /// Adds a field to the body of this call: to a form, a multipart form or a JSON object. A request without a body
    /// gets a JSON object.
    #[must_use]
    fn with_field(mut self, name: &str, value: &dyn Encode) -> Self {
        self.request().with_field(name, value);
        self
    }

    /// Sends the request, and decodes the JSON of the response as another type.
    fn read_as<T: Decode>(self) -> Sending<T, Self::Error> {
        Sending::new(self.into_request(), Reader::json())
    }

    /// Reads the response while it arrives, for responses of any size.
    fn download(self) -> Downloading<Self::Error> {
        Downloading::of(self.into_request())
    }

    /// Sends the request, and returns the response unchanged, whatever its status.
    fn raw(self) -> Sending<Bytes, Self::Error> {
        Sending::raw(self.into_request())
    }
}

/// What generated calls read in another media type than their own.
impl Request {
    /// Sends the request, which accepts only this media type, and decodes the JSON of the response.
    pub fn accept_json<T: Decode, E: ApiError>(self, media_type: &str) -> Sending<T, E> {
        Sending::new(self.accepting(media_type), Reader::json())
    }

    /// Sends the request, which accepts only this media type, and returns the text of the response.
    pub fn accept_text<E: ApiError>(self, media_type: &str) -> Sending<String, E> {
        Sending::new(self.accepting(media_type), Reader::text())
    }

    /// Sends the request, which accepts only this media type, and returns the bytes of the response.
    pub fn accept_bytes<E: ApiError>(self, media_type: &str) -> Sending<Bytes, E> {
        Sending::new(self.accepting(media_type), Reader::bytes())
    }

    /// Sends the request, which accepts only this media type, and reads the response while it arrives.
    pub fn accept_stream<E: ApiError>(self, media_type: &str) -> Downloading<E> {
        Downloading::of(self.accepting(media_type))
    }

    fn accepting(mut self, media_type: &str) -> Self {
        self.with_header("Accept", media_type);
        self
    }
}

/// A call of an operation that the client does not have. Its errors are not typed.
#[must_use = "a call does nothing until it is awaited"]
pub struct UntypedCall<T> {
    request: Request,
    reader: Reader<T>,
}

impl Request {
    /// A call whose response is JSON.
    pub fn read_as<T: Decode>(self) -> UntypedCall<T> {
        let reader = Reader::json();
        UntypedCall {
            request: self,
            reader,
        }
    }

    /// A call whose response is text.
    pub fn read_text(self) -> UntypedCall<String> {
        let reader = Reader::text();
        UntypedCall {
            request: self,
            reader,
        }
    }

    /// A call whose response is read as bytes.
    pub fn read_bytes(self) -> UntypedCall<Bytes> {
        let reader = Reader::bytes();
        UntypedCall {
            request: self,
            reader,
        }
    }

    /// A call whose response has no body, or one that is ignored.
    pub fn read_nothing(self) -> UntypedCall<()> {
        let reader = Reader::nothing();
        UntypedCall {
            request: self,
            reader,
        }
    }
}

impl<T> UntypedCall<T> {
    /// Sends the request. The result is the response with status and headers.
    pub fn send(self) -> Sending<T, ErrorResponse> {
        Sending::new(self.request, self.reader)
    }
}

impl<T: Send + 'static> Call for UntypedCall<T> {
    type Answer = T;
    type Error = ErrorResponse;

    fn request(&mut self) -> &mut Request {
        &mut self.request
    }

    fn into_request(self) -> Request {
        self.request
    }
}

impl<T> IntoFuture for UntypedCall<T> {
    type Output = Result<T, Error<ErrorResponse>>;
    type IntoFuture = Awaiting<T, ErrorResponse>;

    fn into_future(self) -> Self::IntoFuture {
        self.send().into()
    }
}

impl<T> fmt::Debug for UntypedCall<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("UntypedCall").field(&self.request).finish()
    }
}

/// What becomes of a call can be given to `tokio::spawn`, too.
const _: () = {
    const fn can_be_spawned<F: IntoFuture<IntoFuture: Send, Output: Send> + Send + 'static>() {}
    const fn can_be_kept<T: Send + 'static>() {}
    const fn assert<T: Decode, E: ApiError>() {
        can_be_spawned::<UntypedCall<T>>();
        can_be_spawned::<Sending<T, E>>();
        can_be_spawned::<Awaiting<T, E>>();
        can_be_spawned::<Downloading<E>>();
        can_be_kept::<Items<T, E>>();
        can_be_kept::<Pages<T, E>>();
        can_be_kept::<Download>();
    }
    assert::<(), ErrorResponse>();
};

/// How the body of a response is decoded: a function that creates the decoder, which sets the slot.
pub struct Reader<T>(fn(&Slot<Response<T>>) -> Read);

impl Reader<()> {
    /// The body is ignored.
    pub fn nothing() -> Self {
        Reader(|slot| slot.decoder(|response| Ok(response.with_body(()))))
    }
}

impl Reader<Bytes> {
    /// The body is returned as bytes.
    pub fn bytes() -> Self {
        Reader(|slot| slot.decoder(Ok))
    }
}

impl Reader<String> {
    /// The body is text.
    pub fn text() -> Self {
        Reader(|slot| slot.decoder(Response::text))
    }
}

impl<T: Answers> Reader<T> {
    /// The body is what the status says.
    pub fn answers() -> Self {
        Reader(|slot| slot.decoder(read_answer))
    }
}

impl<T: Decode> Reader<T> {
    /// The body is JSON.
    pub fn json() -> Self {
        Reader(|slot| slot.decoder(Response::json))
    }
}

/// A request that is being sent; its result is the response with status and headers.
#[must_use = "futures do nothing until they are awaited"]
pub struct Sending<T, E> {
    response: BoxFuture<'static, Result<(), Failure>>,
    slot: Slot<Response<T>>,
    error: PhantomData<fn() -> E>,
}

impl<T, E: ApiError> Sending<T, E> {
    /// Sends a request, and decodes the response by a reader.
    #[doc(hidden)]
    pub fn new(request: Request, reader: Reader<T>) -> Self {
        let slot = Slot::default();
        let read = (reader.0)(&slot);
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

impl<E> Sending<Bytes, E> {
    /// Sends a request, and returns the response unchanged, whatever its status.
    #[doc(hidden)]
    pub fn raw(request: Request) -> Self {
        let slot = Slot::default();
        Sending {
            response: Box::pin(execute::send_raw(request.into_data(), slot.decoder(Ok))),
            slot,
            error: PhantomData,
        }
    }
}

impl<T, E: ApiError> Future for Sending<T, E> {
    type Output = Result<Response<T>, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let response = ready!(self.response.as_mut().poll(cx));
        let response = response.and_then(|()| self.slot.take());
        Poll::Ready(response.map_err(Failure::into_error))
    }
}

/// A request that is being sent; its result is the body of the response.
#[must_use = "futures do nothing until they are awaited"]
pub struct Awaiting<T, E>(Sending<T, E>);

impl<T, E> From<Sending<T, E>> for Awaiting<T, E> {
    #[inline]
    fn from(sending: Sending<T, E>) -> Self {
        Awaiting(sending)
    }
}

impl<T, E: ApiError> Future for Awaiting<T, E> {
    type Output = Result<T, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0)
            .poll(cx)
            .map(|response| response.map(Response::into_body))
    }
}
