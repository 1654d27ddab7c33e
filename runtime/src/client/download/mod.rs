//! Answers that are read as they come, however large they are.

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
use crate::execute::{RequestData, within};
use crate::ground::BoxFuture;
use crate::ground::disk::Partial;

use self::resume::Fingerprint;
use self::resume::{announced, asks_for_part, may_repeat};

/// What a download has to be.
#[derive(Debug, Clone, Default)]
pub(crate) struct Expected {
    pub(crate) bytes: Option<u64>,
    pub(crate) media_type: Option<String>,
    pub(crate) anything: bool,
}

/// A call whose answer is to be read as it comes. Awaiting it sends the request; what comes is refused if it is
/// a web page or an error of the service, whatever its status says.
#[must_use = "a download does nothing until it is awaited"]
pub struct Downloading<'c, E> {
    request: Request<'c>,
    expected: Expected,
    error: PhantomData<fn() -> E>,
}

impl<'c, E: ApiError> Downloading<'c, E> {
    /// A download of what a request is answered with.
    pub fn of(request: Request<'c>) -> Self {
        Downloading {
            request,
            expected: Expected::default(),
            error: PhantomData,
        }
    }

    /// Refuses what has another size, in bytes.
    pub fn expect_bytes(mut self, size: u64) -> Self {
        self.expected.bytes = Some(size);
        self
    }

    /// Refuses what is not called this: `application/pdf`, or `video/` for any video.
    pub fn expect_media_type(mut self, media_type: impl Into<String>) -> Self {
        self.expected.media_type = Some(media_type.into());
        self
    }

    /// Takes whatever a success carries, even web pages and what looks like an error.
    pub fn accept_anything(mut self) -> Self {
        self.expected.anything = true;
        self
    }
}

impl<'c, E: ApiError> IntoFuture for Downloading<'c, E> {
    type Output = Result<Download<'c>, Error<E>>;
    type IntoFuture = BoxFuture<'c, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let opening = open::open(
            self.request.into_data(),
            E::cases().documented,
            self.expected,
        );
        Box::pin(async move { opening.await.map_err(Failure::typed) })
    }
}

impl<E> fmt::Debug for Downloading<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Downloading").field(&self.request).finish()
    }
}

/// An answer whose body is on its way. A connection that breaks is made anew: the rest is asked for where the service
/// gave a strong validator, which must still hold (`If-Range`, RFC 9110, section 13.1.5). Otherwise all of it is asked
/// for again, and it is an error if that begins with other bytes than those that came before. What is delivered is
/// always one version of the file.
///
/// The call's timeout was for the way here; from now on it is how long the service may be silent.
///
/// ```no_run
/// # use posthaste_runtime::{Call, ErrorResponse};
/// # async fn example(call: Call<'_, (), ErrorResponse>) -> Result<(), Box<dyn std::error::Error>> {
/// let recording = call.download().expect_media_type("video/").await?;
/// recording.to_file("recording.mp4").await?;
/// # Ok(()) }
/// ```
pub struct Download<'c> {
    /// What was asked, to ask for the rest.
    request: RequestData<'c>,
    head: Response<()>,
    body: Body,
    /// How many bytes came.
    position: u64,
    /// How many of the bytes that come next came before.
    skip: u64,
    total: Option<u64>,
    /// The size that the caller expects.
    expected: Option<u64>,
    silence: Option<Duration>,
    /// How many faults there were in a row without a new byte.
    cuts: u32,
    /// How often the file was asked for from its beginning again.
    restarts: u32,
    /// What came, and what of it came again while `is_repeated`.
    received: Fingerprint,
    repeated: Fingerprint,
    is_repeated: bool,
    /// The body broke and is not replaced yet.
    is_cut: bool,
    is_failed: bool,
}

impl<'c> Download<'c> {
    pub(crate) fn new(
        request: RequestData<'c>,
        head: Response<()>,
        body: Body,
        silence: Option<Duration>,
        expected: Option<u64>,
    ) -> Self {
        Download {
            request,
            total: announced(head.headers(), &body),
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

    /// How many bytes it has in all, if the service says so.
    pub fn length(&self) -> Option<u64> {
        self.total
    }

    /// The next bytes, or `None` at the end.
    ///
    /// # Errors
    /// The connection breaks again and again, the file changed meanwhile, the rest is not there any more, or there are
    /// more or fewer bytes than the service announced or [`Downloading::expect_bytes`] said.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error<ErrorResponse>> {
        self.next().await.map_err(Failure::typed)
    }

    /// Writes all of it, and gives how many bytes there were. Writing blocks: this is for memory, pipes and
    /// other things that are fast.
    ///
    /// # Errors
    /// As [`Download::chunk`], and what keeps it from being written.
    pub async fn to_writer(
        mut self,
        writer: &mut (dyn Write + Send),
    ) -> Result<u64, Error<ErrorResponse>> {
        while let Some(bytes) = self.chunk().await? {
            writer.write_all(&bytes).map_err(unwritable)?;
        }
        writer.flush().map_err(unwritable)?;
        Ok(self.position)
    }

    /// Writes all of it to a file, and gives how many bytes there were. It is written to a new file with a name of its
    /// own in the same folder (`.download-*.part`) and renamed when it is whole. Until then a file of this name stays as
    /// it is; several downloads to one path do not mix, and the last that ends stays. A symbolic link of this name is
    /// replaced, not followed. A failure removes the new file and nothing else.
    ///
    /// # Errors
    /// As [`Download::chunk`], and what keeps the file from being written.
    pub async fn to_file(mut self, path: impl AsRef<Path>) -> Result<u64, Error<ErrorResponse>> {
        let mut file = Partial::create(path.as_ref()).await.map_err(unwritable)?;
        while let Some(bytes) = self.chunk().await? {
            file.write(&bytes).await.map_err(unwritable)?;
        }
        file.finish().await.map_err(unwritable)?;
        Ok(self.position)
    }

    /// All of it in memory.
    ///
    /// # Errors
    /// As [`Download::chunk`].
    pub async fn bytes(self) -> Result<Bytes, Error<ErrorResponse>> {
        let mut all = Vec::new();
        self.to_writer(&mut all).await?;
        Ok(all.into())
    }

    async fn next(&mut self) -> Result<Option<Bytes>, Failure> {
        // After an error it is not known what the body still holds.
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
                Ok(None) => self.cut(),
                Err(fault) => fault,
            };
            // Whoever stops waiting for what follows must not take the broken body's end for the file's.
            self.is_cut = true;
            self.resume(fault).await?;
            self.is_cut = false;
        }
    }

    async fn receive(&mut self) -> Result<Option<Bytes>, Failure> {
        if self.is_cut {
            return Err(self.cut());
        }
        let body = &mut self.body;
        let next = async { Ok::<_, Failure>(body.chunk().await.transpose()?) };
        within(self.silence, next).await
    }

    fn cut(&self) -> Failure {
        let came = self.position;
        let short = match self.total {
            Some(total) => format!("{came} of {total} bytes came"),
            None => format!("{came} bytes came"),
        };
        TransportError::new(TransportErrorKind::Cut, short).into()
    }
}

fn unwritable(error: std::io::Error) -> Error<ErrorResponse> {
    Error::Transport(TransportError::new(TransportErrorKind::Write, error))
}

impl fmt::Debug for Download<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("head", &self.head)
            .field("position", &self.position)
            .field("length", &self.total)
            .finish_non_exhaustive()
    }
}
