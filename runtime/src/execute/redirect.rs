//! Sending one request: signing, challenges and redirects.

use http::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE,
    HOST, HeaderValue, IF_RANGE, LOCATION, RANGE, USER_AGENT,
};
use http::{HeaderMap, Method, StatusCode, Uri};

use super::Vendor;
use crate::auth::Credentials;
use crate::body::{Body, Prepared};
use crate::error::{Failure, RequestError, TransportError, TransportErrorKind};
use crate::ground::url;
use crate::operation::Scheme;
use crate::transport::Transport;

/// A request that is being sent, with what redirects need to know.
pub(crate) struct InFlight {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Prepared,
    /// The credentials that are added before the request is sent, each with its scheme.
    pub(crate) signers: Vec<(Credentials, Scheme)>,
    /// The hosts to which redirects may send the body, the credentials and the caller's headers.
    pub(crate) vendor: Vendor,
    /// Statuses of redirects that the operation documents as successes; they are not followed.
    pub(crate) keep: &'static [u16],
    /// The maximum number of redirects; a further one is an error. With 0 no redirect is followed.
    pub(crate) redirects: usize,
    /// Whether redirects keep the method and the body, whatever their status.
    pub(crate) keep_method: bool,
    /// How many redirects were followed.
    pub(crate) followed: usize,
    /// Whether the request may be sent again after the service may have received it.
    pub(crate) repeatable: bool,
}

/// Sends a request and follows redirects until the response is not a redirect. After an error, `in_flight` is the request
/// that failed.
pub(crate) async fn send_following_redirects(
    transport: &dyn Transport,
    in_flight: &mut InFlight,
) -> Result<http::Response<Body>, Failure> {
    loop {
        let response = in_flight.send(transport).await?;
        let Some(location) = in_flight.location_to_follow(&response) else {
            return Ok(response);
        };
        let status = response.status();
        // A connection can be reused after its response was read.
        let _ = response.into_body().discard().await;
        if in_flight.followed == in_flight.redirects {
            return Err(
                redirect_error(format!("more than {} redirects", in_flight.redirects)).into(),
            );
        }
        in_flight.followed += 1;
        in_flight.follow(status, &location)?;
    }
}

fn redirect_error(why: String) -> TransportError {
    TransportError::new(TransportErrorKind::Redirect, why)
}

impl InFlight {
    /// Sends the request once, and once more if the response contains a challenge for the credentials.
    async fn send(&self, transport: &dyn Transport) -> Result<http::Response<Body>, Failure> {
        let response = transport.send(self.request(None)?).await?;
        let mut signers = self.signers.iter();
        let challenge = match response.status() {
            StatusCode::UNAUTHORIZED => signers.find_map(|(credentials, scheme)| {
                credentials.challenge(scheme, response.headers())
            }),
            _ => None,
        };
        let challenge = challenge.filter(|_| !self.body.is_spent());
        let Some(challenge) = challenge else {
            return Ok(response);
        };
        let _ = response.into_body().discard().await;
        Ok(transport.send(self.request(Some(&challenge))?).await?)
    }

    fn request(&self, challenge: Option<&str>) -> Result<http::Request<Body>, Failure> {
        let request = http::Request::builder()
            .method(self.method.clone())
            .uri(self.uri.clone());
        let request = request
            .body(self.body.open())
            .map_err(|e| RequestError::new("URL", e.to_string()))?;
        let (mut parts, body) = request.into_parts();
        parts.headers = self.headers.clone();
        for (credentials, scheme) in &self.signers {
            credentials.sign(scheme, &mut parts, self.body.bytes().as_deref(), challenge)?;
        }
        if !parts.headers.contains_key(HOST) {
            let host = HeaderValue::from_str(&url::host_header(&parts.uri));
            parts.headers.insert(
                HOST,
                host.map_err(|_| RequestError::new("URL", "the host is no text"))?,
            );
        }
        let length = self.body.length.filter(|_| self.sends_length());
        if let (Some(length), false) = (length, parts.headers.contains_key(CONTENT_LENGTH)) {
            parts
                .headers
                .insert(CONTENT_LENGTH, HeaderValue::from(length));
        }
        Ok(http::Request::from_parts(parts, body))
    }

    /// Methods that usually have a body send `Content-Length: 0` without one.
    fn sends_length(&self) -> bool {
        self.body.is_some()
            || !matches!(
                self.method,
                Method::GET | Method::HEAD | Method::OPTIONS | Method::TRACE | Method::DELETE
            )
    }

    /// The `Location` of the response, if it is a redirect that is to be followed.
    fn location_to_follow(&self, response: &http::Response<Body>) -> Option<HeaderValue> {
        let status = response.status().as_u16();
        let follows = matches!(status, 301 | 302 | 303 | 307 | 308) && !self.keep.contains(&status);
        let location = response
            .headers()
            .get(LOCATION)
            .filter(|_| follows && self.redirects > 0);
        location.cloned()
    }

    /// Changes the request to the one that a redirect asks for.
    fn follow(&mut self, status: StatusCode, location: &HeaderValue) -> Result<(), TransportError> {
        let location = String::from_utf8_lossy(location.as_bytes());
        let uri = url::resolve(&self.uri, &location).map_err(|why| {
            redirect_error(format!("the service points to what is no URL: {why}"))
        })?;
        if self.becomes_get(status) {
            self.become_get();
        }
        if self.body.is_spent() {
            return Err(redirect_error(
                "the service wants the body elsewhere, and it came from a stream".to_owned(),
            ));
        }
        if let Some(why) = self.vendor.why_untrusted(&self.uri, &uri) {
            self.strip_for_untrusted_host(&uri, why)?;
        }
        self.headers.remove(HOST);
        self.uri = uri;
        Ok(())
    }

    /// Whether a redirect changes the method to GET and removes the body (RFC 9110, 15.4).
    fn becomes_get(&self, status: StatusCode) -> bool {
        match status {
            _ if self.keep_method => false,
            StatusCode::SEE_OTHER => self.method != Method::HEAD,
            // RFC 9110 allows this for historical reasons, and browsers do it.
            StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND => self.method == Method::POST,
            _ => false,
        }
    }

    fn become_get(&mut self) {
        // The service has acted on the first request. The GET that follows can be repeated.
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

    /// Changes the request so that it may be sent to an untrusted host: it must be GET or HEAD without a body, and
    /// loses its credentials and all headers except those that select the form or a part of the response (RFC 9110,
    /// sections 12.5 and 14.2).
    fn strip_for_untrusted_host(&mut self, to: &Uri, why: &str) -> Result<(), TransportError> {
        let only_reads = matches!(self.method, Method::GET | Method::HEAD) && !self.body.is_some();
        if !only_reads {
            let (method, origin) = (&self.method, url::origin_text(to));
            return Err(redirect_error(format!(
                "the service redirects this {method} to {origin}, {why}: nothing was sent there"
            )));
        }
        self.signers.clear();
        let all = std::mem::take(&mut self.headers);
        for name in [ACCEPT, ACCEPT_ENCODING, IF_RANGE, RANGE, USER_AGENT] {
            if let Some(value) = all.get(&name) {
                self.headers.insert(name, value.clone());
            }
        }
        Ok(())
    }
}
