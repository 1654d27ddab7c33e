//! Resuming a download after a broken connection: with the rest of the same version, or from the beginning.

use bytes::Bytes;
use http::header::{ACCEPT_RANGES, CONTENT_ENCODING, ETAG, IF_RANGE, LAST_MODIFIED, RANGE};
use http::{HeaderMap, HeaderValue, StatusCode};

use super::Download;
use super::range::{byte_range, is_changed, strong_validator};
use crate::body::Body;
use crate::error::{DecodeError, Error, Failure, Response, TransportErrorKind};
use crate::execute::{self, RequestData, wait_after_broken_connection};

const CHANGED: &str = "the file changed during the download, so the rest of the old one is gone";
const GONE: &str = "the rest of the file is gone";

/// Whether the request is sent again after `cuts` broken connections in a row without a new byte.
pub(crate) fn may_resume(request: &RequestData, fault: &Failure, cuts: u32) -> bool {
    let retries = &request.shared.session.retries;
    let is_cut = match &fault.0 {
        Error::Transport(error) => error.kind() == TransportErrorKind::Cut,
        Error::Timeout(_) => true,
        _ => false,
    };
    let attempts = request.attempts.unwrap_or(retries.attempts);
    is_cut && cuts < attempts && request.operation.method == "GET"
}

/// Whether the caller or the operation requests a range.
pub(crate) fn requests_range(request: &RequestData) -> bool {
    let mut fixed = request.operation.headers.iter();
    request.headers.contains_key(RANGE)
        || fixed.any(|(name, _)| name.eq_ignore_ascii_case(RANGE.as_str()))
}

/// A hash of bytes (FNV-1a, 64 bits), to compare the beginning of a repeated response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fingerprint(u64);

impl Fingerprint {
    pub(super) const EMPTY: Fingerprint = Fingerprint(0xcbf2_9ce4_8422_2325);

    pub(super) fn update(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// How a response to a request for the rest can be used.
enum Rest {
    /// It is the rest.
    Part { start: u64, total: Option<u64> },
    /// It is the whole file.
    Whole,
    /// It cannot be used; the whole file must be requested.
    Unfit,
}

impl Download {
    /// Requests the rest if there is a strong validator, and the whole file otherwise.
    pub(super) async fn resume(&mut self, fault: Failure) -> Result<(), Failure> {
        let session = &self.request.shared.session;
        self.cuts += 1;
        if !may_resume(&self.request, &fault, self.cuts) || requests_range(&self.request) {
            return Err(fault);
        }
        // Releases the connection, which may be the only one that the client may use.
        self.body = Body::empty();
        wait_after_broken_connection(session, self.cuts).await;
        let takes_no_ranges = self
            .headers()
            .get(ACCEPT_RANGES)
            .is_some_and(|unit| unit == "none");
        let validator = strong_validator(self.headers()).cloned();
        if let Some(validator) = validator.filter(|_| self.position > 0 && !takes_no_ranges) {
            let response = self.request_rest(&validator).await?;
            match self.classify_rest(&response, &validator)? {
                Rest::Part { start, total } => {
                    self.total = self.total.or(total);
                    self.skip = self.position - start;
                    self.is_repeated = false;
                    self.body = response.into_body();
                    return Ok(());
                }
                Rest::Whole => return self.restart(response, fault),
                Rest::Unfit => {}
            }
        }
        let response = execute::send_streaming(self.request.clone(), self.silence).await?;
        self.restart(response, fault)
    }

    async fn request_rest(&self, validator: &HeaderValue) -> Result<Response<Body>, Failure> {
        let mut request = self.request.clone();
        if let Ok(range) = HeaderValue::try_from(format!("bytes={}-", self.position)) {
            request.headers.insert(RANGE, range);
            request.headers.insert(IF_RANGE, validator.clone());
        }
        execute::send_streaming(request, self.silence).await
    }

    fn classify_rest(
        &self,
        response: &Response<Body>,
        validator: &HeaderValue,
    ) -> Result<Rest, Failure> {
        let (before, now) = (self.headers(), response.headers());
        match response.status() {
            StatusCode::OK => return Ok(Rest::Whole),
            StatusCode::RANGE_NOT_SATISFIABLE => return Ok(Rest::Unfit),
            StatusCode::PARTIAL_CONTENT if is_changed(before, now) => {
                return Err(refused(CHANGED, response));
            }
            StatusCode::PARTIAL_CONTENT => {}
            _ => return Err(refused(GONE, response)),
        }
        let name = match before.contains_key(ETAG) {
            true => ETAG,
            false => LAST_MODIFIED,
        };
        let is_same = now.get(name) == Some(validator)
            && before.get(CONTENT_ENCODING) == now.get(CONTENT_ENCODING);
        let Some(part) = byte_range(now).filter(|_| is_same) else {
            return Ok(Rest::Unfit);
        };
        let fits = part.start <= self.position
            && self.position < part.end
            && match (self.total, part.complete) {
                (Some(total), Some(complete)) => total == complete,
                (Some(total), None) => part.end <= total,
                // It would be unknown whether the end of this range is the end of the file.
                (None, complete) => complete.is_some(),
            }
            && announced_length(now, response.body())
                .is_none_or(|length| length == part.end - part.start);
        Ok(match fits {
            true => Rest::Part {
                start: part.start,
                total: part.complete,
            },
            false => Rest::Unfit,
        })
    }

    /// Restarts from the beginning of the file. The bytes that were received before are skipped and compared, because
    /// nothing else shows that they are the same.
    fn restart(&mut self, response: Response<Body>, fault: Failure) -> Result<(), Failure> {
        let attempts = self.request.shared.session.retries.attempts;
        self.restarts += 1;
        if self.restarts >= self.request.attempts.unwrap_or(attempts) {
            return Err(fault);
        }
        if response.status() != self.status() {
            return Err(refused(GONE, &response));
        }
        let total = announced_length(response.headers(), response.body());
        let is_resized = self.total.is_some() && total.is_some() && self.total != total;
        let is_too_short = total.is_some_and(|total| total < self.position);
        if is_resized || is_too_short || is_changed(self.headers(), response.headers()) {
            return Err(refused(CHANGED, &response));
        }
        self.total = self.total.or(total);
        self.skip = self.position;
        self.is_repeated = true;
        self.repeated = Fingerprint::EMPTY;
        self.body = response.into_body();
        Ok(())
    }

    /// Counts and checks received bytes; returns those that were not received before.
    pub(super) fn accept(&mut self, mut bytes: Bytes) -> Result<Bytes, Failure> {
        let repeated = usize::try_from(self.skip)
            .unwrap_or(usize::MAX)
            .min(bytes.len());
        let new = bytes.split_off(repeated);
        self.skip -= repeated as u64;
        if self.is_repeated {
            self.repeated.update(&bytes);
            if self.skip == 0 {
                self.is_repeated = false;
                if self.repeated != self.received {
                    return Err(self.fault(CHANGED));
                }
            }
        }
        self.received.update(&new);
        self.position += new.len() as u64;
        if self.total.is_some_and(|total| self.position > total) {
            return Err(self.fault("more bytes came than the service announced"));
        }
        if !new.is_empty() {
            self.cuts = 0;
        }
        Ok(new)
    }

    /// Checks a body that ended without an error.
    pub(super) fn end(&self) -> Result<(), Failure> {
        if self.skip > 0 {
            return Err(self.fault(CHANGED));
        }
        match self.expected {
            Some(expected) if expected != self.position => {
                let received = self.position;
                Err(self.fault(format!(
                    "{expected} bytes were expected, and {received} came"
                )))
            }
            _ => Ok(()),
        }
    }

    pub(super) fn fault(&self, why: impl Into<String>) -> Failure {
        DecodeError::unexpected(why, self.head.clone().with_body(Bytes::new())).into()
    }
}

/// The size of a response's body, if the service announced it. `Content-Length` is ignored if there is a
/// `Transfer-Encoding` (RFC 9112, section 6.3).
pub(crate) fn announced_length(headers: &HeaderMap, body: &Body) -> Option<u64> {
    let is_chunked = headers.contains_key(http::header::TRANSFER_ENCODING);
    let length = super::range::content_length(headers).filter(|_| !is_chunked);
    length.or(body.length())
}

fn refused(why: &str, response: &Response<Body>) -> Failure {
    let mut head = Response::new(response.status(), response.headers().clone(), Bytes::new());
    head = head.with_attempts(response.attempts());
    DecodeError::unexpected(why, head).into()
}
