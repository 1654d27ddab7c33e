//! Downloads: responses of any size, which are read while they arrive.

mod open;
mod range;
mod resume;

use std::fmt;
use std::io::Write;
use std::marker::PhantomData;
use std::path::Path;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use http::StatusCode;

use super::Request;
use crate::body::Body;
use crate::error::{
    ApiError, Error, ErrorResponse, Failure, Response, TransportError, TransportErrorKind,
};
use crate::execute::{RequestData, with_timeout};
use crate::ground::BoxFuture;
use crate::ground::disk::Partial;

use self::resume::Fingerprint;
use self::resume::{announced_length, may_resume, requests_range};

/// The size and media type that a download must have, and whether every successful response is accepted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Expected {
    pub(crate) bytes: Option<u64>,
    pub(crate) media_type: Option<String>,
    pub(crate) anything: bool,
}

/// A call whose response is read while it arrives. Awaiting it sends the request. A web page or an error of the
/// service is refused, even if its status is a success.
#[must_use = "a download does nothing until it is awaited"]
pub struct Downloading<E> {
    request: Request,
    expected: Expected,
    error: PhantomData<fn() -> E>,
}

impl<E: ApiError> Downloading<E> {
    /// A download of the response to this request.
    pub fn of(request: Request) -> Self {
        Downloading {
            request,
            expected: Expected::default(),
            error: PhantomData,
        }
    }

    /// Refuses a response of another size, in bytes.
    pub fn expect_bytes(mut self, size: u64) -> Self {
        self.expected.bytes = Some(size);
        self
    }

    /// Refuses a response of another media type: `application/pdf`, or `video/` for any video.
    pub fn expect_media_type(mut self, media_type: impl Into<String>) -> Self {
        self.expected.media_type = Some(media_type.into());
        self
    }

    /// Accepts any successful response, even web pages and what looks like an error.
    pub fn accept_anything(mut self) -> Self {
        self.expected.anything = true;
        self
    }
}

impl<E: ApiError> IntoFuture for Downloading<E> {
    type Output = Result<Download, Error<E>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let opening = open::open(
            self.request.into_data(),
            E::cases().documented,
            self.expected,
        );
        Box::pin(async move { opening.await.map_err(Failure::into_error) })
    }
}

impl<E> fmt::Debug for Downloading<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Downloading").field(&self.request).finish()
    }
}

/// A response whose body is arriving. After a broken connection, the rest is requested if the response had a strong
/// validator, and must still match it (`If-Range`, RFC 9110, section 13.1.5). Otherwise the whole file is requested
/// again, and it is an error if its beginning differs from the bytes before. The result is always one version of the
/// file.
///
/// The timeout of the call applies to the time until here. From here on it limits how long no bytes arrive.
///
/// ```no_run
/// # use posthaste_runtime::{Call, UntypedCall};
/// # async fn example(call: UntypedCall<()>) -> Result<(), Box<dyn std::error::Error>> {
/// let recording = call.download().expect_media_type("video/").await?;
/// recording.to_file("recording.mp4").await?;
/// # Ok(()) }
/// ```
pub struct Download {
    /// The request, for requesting the rest.
    request: RequestData,
    head: Response<()>,
    body: Body,
    /// How many bytes were received.
    position: u64,
    /// How many of the next bytes were received before.
    skip: u64,
    total: Option<u64>,
    /// The expected size.
    expected: Option<u64>,
    silence: Option<Duration>,
    /// How many connections broke in a row without a new byte.
    cuts: u32,
    /// How often the whole file was requested again.
    restarts: u32,
    /// The fingerprints of the received bytes, and of those that are received again while `is_repeated`.
    received: Fingerprint,
    repeated: Fingerprint,
    is_repeated: bool,
    /// Whether the connection broke and was not replaced yet.
    is_cut: bool,
    is_failed: bool,
}

impl Download {
    pub(crate) fn new(
        request: RequestData,
        head: Response<()>,
        body: Body,
        silence: Option<Duration>,
        expected: Option<u64>,
    ) -> Self {
        Download {
            request,
            total: announced_length(head.headers(), &body),
            head,
            body,
            position: 0,
            skip: 0,
            expected,
            silence,
            cuts: 0,
            restarts: 0,
            received: Fingerprint::EMPTY,
            repeated: Fingerprint::EMPTY,
            is_repeated: false,
            is_cut: false,
            is_failed: false,
        }
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.head.status()
    }

    /// The HTTP headers.
    pub fn headers(&self) -> &HeaderMap {
        self.head.headers()
    }

    /// The size in bytes, if the service announced it.
    pub fn length(&self) -> Option<u64> {
        self.total
    }

    /// The next bytes; `None` at the end.
    ///
    /// # Errors
    /// The connection breaks again and again; the file has changed; the rest cannot be requested; or the size differs
    /// from the announced or the expected one ([`Downloading::expect_bytes`]).
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error<ErrorResponse>> {
        self.next().await.map_err(Failure::into_error)
    }

    /// Writes all bytes, and returns their number. Writing blocks the thread, so use it for memory, pipes and other
    /// fast writers.
    ///
    /// # Errors
    /// As [`Download::chunk`], and errors of the writer.
    pub async fn to_writer(
        mut self,
        writer: &mut (dyn Write + Send),
    ) -> Result<u64, Error<ErrorResponse>> {
        while let Some(bytes) = self.chunk().await? {
            writer.write_all(&bytes).map_err(write_error)?;
        }
        writer.flush().map_err(write_error)?;
        Ok(self.position)
    }

    /// Writes all bytes to a file, and returns their number. They are written to a new file in the same directory
    /// (`.download-*.part`), which is renamed when it is complete. Until then an existing file stays unchanged.
    /// Concurrent downloads to one path do not mix; the last one to finish replaces the others. A symbolic link at
    /// the path is replaced, not followed. After an error only the new file is removed.
    ///
    /// # Errors
    /// As [`Download::chunk`], and errors of the file system.
    pub async fn to_file(mut self, path: impl AsRef<Path>) -> Result<u64, Error<ErrorResponse>> {
        let mut file = Partial::create(path.as_ref()).await.map_err(write_error)?;
        while let Some(bytes) = self.chunk().await? {
            file.write(&bytes).await.map_err(write_error)?;
        }
        file.finish().await.map_err(write_error)?;
        Ok(self.position)
    }

    /// Reads all bytes into memory.
    ///
    /// # Errors
    /// As [`Download::chunk`].
    pub async fn bytes(self) -> Result<Bytes, Error<ErrorResponse>> {
        let mut all = Vec::new();
        self.to_writer(&mut all).await?;
        Ok(all.into())
    }

    async fn next(&mut self) -> Result<Option<Bytes>, Failure> {
        // After an error the state of the body is unknown.
        if self.is_failed {
            return Err(self.fault("the download failed before"));
        }
        let outcome = self.advance().await;
        self.is_failed = outcome.is_err();
        outcome
    }

    async fn advance(&mut self) -> Result<Option<Bytes>, Failure> {
        loop {
            let fault = match self.receive().await {
                Ok(Some(bytes)) => {
                    let new = self.accept(bytes)?;
                    if !new.is_empty() {
                        return Ok(Some(new));
                    }
                    continue;
                }
                Ok(None) if self.total.is_none_or(|total| total == self.position) => {
                    self.end()?;
                    return Ok(None);
                }
                Ok(None) => self.broken_connection(),
                Err(fault) => fault,
            };
            // If this future is dropped here, the end of the broken body must not be taken for the end of the file.
            self.is_cut = true;
            self.resume(fault).await?;
            self.is_cut = false;
        }
    }

    async fn receive(&mut self) -> Result<Option<Bytes>, Failure> {
        if self.is_cut {
            return Err(self.broken_connection());
        }
        let body = &mut self.body;
        let next = async { Ok::<_, Failure>(body.chunk().await.transpose()?) };
        with_timeout(self.silence, next).await
    }

    fn broken_connection(&self) -> Failure {
        let received = self.position;
        let short = match self.total {
            Some(total) => format!("{received} of {total} bytes came"),
            None => format!("{received} bytes came"),
        };
        TransportError::new(TransportErrorKind::Cut, short).into()
    }
}

fn write_error(error: std::io::Error) -> Error<ErrorResponse> {
    Error::Transport(TransportError::new(TransportErrorKind::Write, error))
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("head", &self.head)
            .field("position", &self.position)
            .field("length", &self.total)
            .finish_non_exhaustive()
    }
}
