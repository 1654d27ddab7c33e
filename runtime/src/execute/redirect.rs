//! One request on its way to its final answer: signed, sent, challenged, redirected.

use http::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE,
    HOST, HeaderValue, IF_RANGE, LOCATION, RANGE, USER_AGENT,
};
use http::{HeaderMap, Method, StatusCode, Uri, request::Parts};

use super::Vendor;
use crate::auth::Credentials;
use crate::body::{Body, Prepared};
use crate::error::{Failure, RequestError, TransportError, TransportErrorKind};
use crate::ground::url;
use crate::operation::Scheme;
use crate::transport::Transport;

/// A request and what may happen to it on the way.
pub(crate) struct Flight {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Prepared,
    pub(crate) signer: Option<(Credentials, Scheme)>,
    /// Where the body, the credentials and the caller's headers may be sent beside the origin.
    pub(crate) vendor: Vendor,
    /// Statuses that are an answer even where they could be followed.
    pub(crate) keep: &'static [u16],
    /// How many redirects are followed; the next one is an error. With 0 none is followed.
    pub(crate) redirects: usize,
    /// How many of them were.
    pub(crate) followed: usize,
    /// Whether the request may arrive twice.
    pub(crate) repeatable: bool,
}

/// Sends a request until the answer is final. `on_send` sees each head before it goes out. After a fault, the
/// flight stands where it happened.
pub(crate) async fn fly(
    transport: &dyn Transport,
    flight: &mut Flight,
    on_send: &mut (dyn FnMut(&Parts) + Send),
) -> Result<http::Response<Body>, Failure> {
    loop {
        let answer = flight.send(transport, on_send).await?;
        let Some(location) = flight.redirect_of(&answer) else {
            return Ok(answer);
        };
        let status = answer.status();
        // A connection whose answer was read to its end is used again.
        let _ = answer.into_body().discard().await;
        if flight.followed == flight.redirects {
            return Err(fault(format!("more than {} redirects", flight.redirects)).into());
        }
        flight.followed += 1;
        flight.turn(status, &location)?;
    }
}

fn fault(why: String) -> TransportError {
    TransportError::new(TransportErrorKind::Redirect, why)
}

impl Flight {
    /// Sends the request once, and once more if the service asks for a proof of the credentials.
    async fn send(
        &self,
        transport: &dyn Transport,
        on_send: &mut (dyn FnMut(&Parts) + Send),
    ) -> Result<http::Response<Body>, Failure> {
        let answer = transport.send(self.request(None, on_send)?).await?;
        let challenge = (answer.status() == StatusCode::UNAUTHORIZED).then(|| {
            self.signer
                .as_ref()?
                .0
                .challenge(&self.signer.as_ref()?.1, answer.headers())
        });
        let challenge = challenge.flatten().filter(|_| !self.body.is_spent());
        let Some(challenge) = challenge else {
            return Ok(answer);
        };
        let _ = answer.into_body().discard().await;
        Ok(transport
            .send(self.request(Some(&challenge), on_send)?)
            .await?)
    }

    fn request(
        &self,
        challenge: Option<&str>,
        on_send: &mut (dyn FnMut(&Parts) + Send),
    ) -> Result<http::Request<Body>, Failure> {
        let request = http::Request::builder()
            .method(self.method.clone())
            .uri(self.uri.clone());
        let request = request
            .body(self.body.open())
            .map_err(|e| RequestError::new("URL", e.to_string()))?;
        let (mut parts, body) = request.into_parts();
        parts.headers = self.headers.clone();
        if let Some((credentials, scheme)) = &self.signer {
            credentials.sign(scheme, &mut parts, self.body.bytes().as_deref(), challenge)?;
        }
        if !parts.headers.contains_key(HOST) {
            let host = HeaderValue::from_str(&url::host_header(&parts.uri));
            parts.headers.insert(
                HOST,
                host.map_err(|_| RequestError::new("URL", "the host is no text"))?,
            );
        }
        let length = self.body.length.filter(|_| self.tells_length());
        if let (Some(length), false) = (length, parts.headers.contains_key(CONTENT_LENGTH)) {
            parts
                .headers
                .insert(CONTENT_LENGTH, HeaderValue::from(length));
        }
        on_send(&parts);
        Ok(http::Request::from_parts(parts, body))
    }

    /// A method that usually has a body says so when it has none.
    fn tells_length(&self) -> bool {
        self.body.is_some()
            || !matches!(
                self.method,
                Method::GET | Method::HEAD | Method::OPTIONS | Method::TRACE | Method::DELETE
            )
    }

    /// Where the answer sends us, if it does and we go.
    fn redirect_of(&self, answer: &http::Response<Body>) -> Option<HeaderValue> {
        let status = answer.status().as_u16();
        let follows = matches!(status, 301 | 302 | 303 | 307 | 308) && !self.keep.contains(&status);
        let location = answer
            .headers()
            .get(LOCATION)
            .filter(|_| follows && self.redirects > 0);
        location.cloned()
    }

    /// Makes this the request that follows a redirect.
    fn turn(&mut self, status: StatusCode, location: &HeaderValue) -> Result<(), TransportError> {
        let location = String::from_utf8_lossy(location.as_bytes());
        let uri = url::resolve(&self.uri, &location)
            .map_err(|why| fault(format!("the service points to what is no URL: {why}")))?;
        if self.becomes_get(status) {
            self.become_get();
        }
        if self.body.is_spent() {
            return Err(fault(
                "the service wants the body elsewhere, and it came from a stream".to_owned(),
            ));
        }
        if let Some(why) = self.vendor.refusal(&self.uri, &uri) {
            self.leave(&uri, why)?;
        }
        self.headers.remove(HOST);
        self.uri = uri;
        Ok(())
    }

    /// Whether the request that follows a redirect is a GET without a body (RFC 9110, 15.4).
    fn becomes_get(&self, status: StatusCode) -> bool {
        match status {
            StatusCode::SEE_OTHER => self.method != Method::HEAD,
            // As browsers have always done, whatever the standard once said.
            StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND => self.method == Method::POST,
            _ => false,
        }
    }

    fn become_get(&mut self) {
        // What the first request asked for is done; looking at the outcome can be repeated.
        self.repeatable = true;
        self.method = Method::GET;
        self.body = Prepared::none();
        for name in [
            CONTENT_TYPE,
            CONTENT_LENGTH,
            CONTENT_ENCODING,
            CONTENT_LANGUAGE,
        ] {
            self.headers.remove(name);
        }
    }

    /// Makes this a request that may be sent to a place that is not trusted: a GET or HEAD without a body, without
    /// credentials, and with no headers but those that name the form and the part of the answer (RFC 9110, sections 12.5 and 14.2).
    fn leave(&mut self, to: &Uri, why: &str) -> Result<(), TransportError> {
        let only_reads = matches!(self.method, Method::GET | Method::HEAD) && !self.body.is_some();
        if !only_reads {
            let (method, place) = (&self.method, url::origin_text(to));
            return Err(fault(format!(
                "the service redirects this {method} to {place}, {why}: nothing was sent there"
            )));
        }
        self.signer = None;
        let all = std::mem::take(&mut self.headers);
        for name in [ACCEPT, ACCEPT_ENCODING, IF_RANGE, RANGE, USER_AGENT] {
            if let Some(value) = all.get(&name) {
                self.headers.insert(name, value.clone());
            }
        }
        Ok(())
    }
}
