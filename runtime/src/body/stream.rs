//! Bodies that are produced while they are sent.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use super::{Body, body_error};
use crate::ground::{BoxFuture, TransportError};

impl Body {
    /// A body whose chunks come from an asynchronous function: `next` takes a state and returns the next bytes with
    /// the next state, or `None` at the end. An error fails the call. For example, this reads from an `AsyncRead`:
    ///
    /// ```
    /// use posthaste_runtime::{Body, bytes::Bytes};
    /// use tokio::io::AsyncReadExt;
    ///
    /// fn read(reader: impl tokio::io::AsyncRead + Unpin + Send + 'static) -> Body {
    ///     Body::unfold(reader, |mut reader| async move {
    ///         let mut chunk = vec![0; 16 * 1024];
    ///         let length = reader.read(&mut chunk).await?;
    ///         chunk.truncate(length);
    ///         Ok((length > 0).then(|| (Bytes::from(chunk), reader)))
    ///     })
    /// }
    /// ```
    pub fn unfold<S, N, F>(state: S, next: N) -> Body
    where
        S: Send + 'static,
        N: FnMut(S) -> F + Send + 'static,
        F: Future<Output = io::Result<Option<(Bytes, S)>>> + Send + 'static,
    {
        Body::from_http_body(Unfold {
            state: Some(state),
            next,
            pending: None,
        })
    }

    /// A body whose chunks come from a `Stream`.
    #[cfg(feature = "stream")]
    pub fn from_stream<S>(stream: S) -> Body
    where
        S: futures_core::Stream<Item = io::Result<Bytes>> + Send + 'static,
    {
        Body::unfold(Box::pin(stream), |mut stream| async move {
            let next = std::future::poll_fn(|cx| stream.as_mut().poll_next(cx)).await;
            Ok(next.transpose()?.map(|bytes| (bytes, stream)))
        })
    }

    /// Sets the length in bytes, so that `Content-Length` is sent. A body with another length is an error.
    #[must_use]
    pub fn with_length(self, length: u64) -> Body {
        Body::from_http_body(Sized {
            body: self,
            left: length,
            last: None,
        })
    }
}

type Step<S> = io::Result<Option<(Bytes, S)>>;

struct Unfold<S, N> {
    state: Option<S>,
    next: N,
    pending: Option<BoxFuture<'static, Step<S>>>,
}

// No field is pinned except the future, which is boxed.
impl<S, N> Unpin for Unfold<S, N> {}

impl<S, N, F> http_body::Body for Unfold<S, N>
where
    S: Send + 'static,
    N: FnMut(S) -> F + Send + 'static,
    F: Future<Output = Step<S>> + Send + 'static,
{
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let this = &mut *self;
        if let Some(state) = this.state.take() {
            this.pending = Some(Box::pin((this.next)(state)));
        }
        let Some(pending) = &mut this.pending else {
            return Poll::Ready(None);
        };
        let step = ready!(pending.as_mut().poll(cx));
        this.pending = None;
        Poll::Ready(match step.map_err(body_error) {
            Ok(None) => None,
            Ok(Some((bytes, state))) => {
                this.state = Some(state);
                Some(Ok(Frame::data(bytes)))
            }
            Err(error) => Some(Err(error)),
        })
    }
}

/// A body that must have a certain length.
struct Sized {
    body: Body,
    left: u64,
    /// The last bytes, held back until the body has ended: after `Content-Length` bytes hyper stops reading, and
    /// would not notice that the body is too long.
    last: Option<Bytes>,
}

impl http_body::Body for Sized {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let refuse = |why: &str| {
            let error = io::Error::new(io::ErrorKind::InvalidData, why);
            Poll::Ready(Some(Err(body_error(error))))
        };
        loop {
            let frame = ready!(Pin::new(&mut self.body).poll_frame(cx)).transpose()?;
            let Some(frame) = frame else {
                return match self.left {
                    0 => Poll::Ready(self.last.take().map(|last| Ok(Frame::data(last)))),
                    _ => refuse("it is shorter than it was said to be"),
                };
            };
            let data = frame.into_data().unwrap_or_default();
            match self.left.checked_sub(data.len() as u64) {
                None => return refuse("it is longer than it was said to be"),
                Some(_) if data.is_empty() => {}
                Some(0) => (self.left, self.last) = (0, Some(data)),
                Some(left) => {
                    self.left = left;
                    return Poll::Ready(Some(Ok(Frame::data(data))));
                }
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        let held_back = self.last.as_ref().map_or(0, Bytes::len);
        SizeHint::with_exact(self.left + held_back as u64)
    }
}

/// A body that can be read once. Clones share it.
#[derive(Clone)]
pub(crate) struct Once {
    body: Arc<Mutex<Option<Body>>>,
    /// The length in bytes, if it is known.
    pub(crate) length: Option<u64>,
}

impl Once {
    pub(crate) fn new(body: Body) -> Once {
        Once {
            length: body.length(),
            body: Arc::new(Mutex::new(Some(body))),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Body>> {
        // The lock is only held to take the body out, so the value is valid even after a panic.
        self.body.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The body, the first time.
    pub(crate) fn take(&self) -> io::Result<Body> {
        let spent = || io::Error::other("it came from a stream, which was read before");
        self.lock().take().ok_or_else(spent)
    }

    /// Whether it was read, or begun to be.
    pub(crate) fn is_spent(&self) -> bool {
        self.lock().is_none()
    }
}
