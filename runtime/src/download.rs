//! Answers that are read as they come, however large they are.

use std::fmt;
use std::io::Write;
use std::marker::PhantomData;
use std::path::Path;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use http::header::{ACCEPT_RANGES, CONTENT_RANGE, ETAG, IF_RANGE, LAST_MODIFIED, RANGE};
use http::{HeaderValue, StatusCode};

use crate::error::{
    ApiError, DecodeError, Error, ErrorResponse, TransportError, TransportErrorKind,
};
use crate::execute::{self, Failure, within};
use crate::request::{Inner, Request};
use crate::response::Response;
use crate::retry::wait_after_cut;
use crate::transport::{Body, BoxFuture, Partial};

/// What a download has to be.
#[derive(Debug, Clone, Default)]
pub(crate) struct Expected {
    pub(crate) bytes: Option<u64>,
    pub(crate) media_type: Option<String>,
    pub(crate) anything: bool,
}

/// A call whose answer is to be read as it comes. Awaiting it sends the request; what comes is refused if it is
/// a web page or the service's way to tell an error, whatever its status says.
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
        let opening = execute::open(self.request, E::cases().documented, self.expected);
        Box::pin(async move { opening.await.map_err(Failure::typed) })
    }
}

impl<E> fmt::Debug for Downloading<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Downloading").field(&self.request).finish()
    }
}

/// An answer whose body is on its way. A connection that breaks is made anew, and the rest asked for.
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
    request: Inner<'c>,
    head: Response<()>,
    body: Body,
    /// How much came.
    position: u64,
    /// How much of what comes was there before.
    skip: u64,
    total: Option<u64>,
    silence: Option<Duration>,
    /// How often in a row nothing came.
    cuts: u32,
}

impl<'c> Download<'c> {
    pub(crate) fn new(
        request: Inner<'c>,
        head: Response<()>,
        body: Body,
        silence: Option<Duration>,
    ) -> Self {
        Download {
            request,
            total: body.length(),
            head,
            body,
            position: 0,
            skip: 0,
            silence,
            cuts: 0,
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
    /// The connection breaks again and again, or the rest is not there any more.
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

    /// Writes all of it to a file, and gives how many bytes there were. It is written under another name
    /// (with `.part` behind it) and renamed when it is whole, so that what bears the name is whole.
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
        loop {
            let body = &mut self.body;
            let next = within(self.silence, async {
                Ok::<_, Failure>(body.chunk().await.transpose()?)
            });
            match next.await {
                Ok(Some(bytes)) => {
                    if let Some(new) = self.unseen(bytes) {
                        return Ok(Some(new));
                    }
                }
                Ok(None) if self.total.is_none_or(|total| total == self.position) => {
                    return Ok(None);
                }
                Ok(None) => {
                    let short = format!("{} of {:?} bytes came", self.position, self.total);
                    self.resume(TransportError::new(TransportErrorKind::Cut, short).into())
                        .await?;
                }
                Err(fault) => self.resume(fault).await?,
            }
        }
    }

    /// What of these bytes did not come before.
    fn unseen(&mut self, mut bytes: Bytes) -> Option<Bytes> {
        let known = usize::try_from(self.skip)
            .unwrap_or(usize::MAX)
            .min(bytes.len());
        self.skip -= known as u64;
        let new = bytes.split_off(known);
        self.position += new.len() as u64;
        if !new.is_empty() {
            self.cuts = 0;
        }
        (!new.is_empty()).then_some(new)
    }

    /// Asks for the rest after a fault, if it is the same and asking may help.
    async fn resume(&mut self, fault: Failure) -> Result<(), Failure> {
        let session = &self.request.client.shared.session;
        let attempts = self.request.attempts.unwrap_or(session.retries.attempts);
        self.cuts += 1;
        let refuses =
            |headers: &HeaderMap| headers.get(ACCEPT_RANGES).is_some_and(|how| how == "none");
        let may_help = matches!(&fault.0, Error::Transport(one) if one.kind() == TransportErrorKind::Cut)
            || matches!(&fault.0, Error::Timeout(_));
        if !may_help
            || self.cuts >= attempts
            || self.request.operation.method != "GET"
            || (refuses(self.head.headers()) && self.position > 0)
        {
            return Err(fault);
        }
        wait_after_cut(session, self.cuts).await;
        let mut request = self.request.clone();
        let before = validator(self.head.headers()).cloned();
        if self.position > 0 {
            let range = HeaderValue::try_from(format!("bytes={}-", self.position));
            request
                .headers
                .extend(range.ok().map(|range| (RANGE, range)));
            request
                .headers
                .extend(before.clone().map(|one| (IF_RANGE, one)));
        }
        let answer = execute::stream(request, self.silence).await?;
        let (head, body) = answer.split();
        let same = match (&before, validator(head.headers())) {
            (Some(before), Some(now)) => before == now,
            _ => true,
        };
        let start = match head.status() {
            StatusCode::PARTIAL_CONTENT => range_start(head.headers()),
            status if status.is_success() => {
                self.total = body.length().or(self.total);
                Some(0)
            }
            _ => None,
        };
        match start {
            Some(start) if same && start <= self.position => {
                self.skip = self.position - start;
                self.body = body;
                Ok(())
            }
            _ => {
                let why = "the rest of it is not there any more";
                let head = head.with_body(Bytes::new());
                Err(DecodeError::unexpected(why, head).into())
            }
        }
    }
}

fn unwritable(error: std::io::Error) -> Error<ErrorResponse> {
    Error::Transport(TransportError::new(TransportErrorKind::Write, error))
}

/// What tells one version of a file from another.
fn validator(headers: &HeaderMap) -> Option<&HeaderValue> {
    let strong = |tag: &&HeaderValue| !tag.as_bytes().starts_with(b"W/");
    headers
        .get(ETAG)
        .filter(strong)
        .or_else(|| headers.get(LAST_MODIFIED))
}

/// Where a part begins: `bytes 5-9/10`.
fn range_start(headers: &HeaderMap) -> Option<u64> {
    let range = headers.get(CONTENT_RANGE)?.to_str().ok()?;
    let range = range.trim().strip_prefix("bytes")?.trim_start();
    range.split('-').next()?.trim().parse().ok()
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
