//! Sends a request exactly as it is written. It is the library of `posthaste send`, shares redirects, signatures and
//! transport with generated clients, and has no stable API.

mod cookies;
mod recording;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method};

use self::cookies::Jar;
use self::recording::Recording;
use crate::auth::Credentials;
use crate::body::{Content, File, Part, Payload, Prepared};
use crate::client::Request;
use crate::error::{Error, ErrorResponse, Failure, RequestError, Response};
use crate::execute::{InFlight, Vendor, send_following_redirects, signed, with_timeout};
use crate::ground::secret::is_secret_name;
use crate::ground::url;
use crate::operation::Scheme;
use crate::transport::{CONNECTIONS, Transport, default_transport};

/// A request that is sent exactly as it is written. Only the media type of the body (if no header sets it),
/// credentials, `Host` and `Content-Length` are added, in this order.
#[derive(Debug, Clone)]
pub struct RawRequest {
    /// The method.
    pub method: String,
    /// The whole URL, percent-encoded.
    pub url: String,
    /// The headers, in order.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: RawBody,
    /// The credentials with their scheme, if it is signed.
    pub credentials: Option<(Credentials, Scheme)>,
    /// The maximum number of redirects; with 0 none is followed.
    pub redirects: usize,
    /// Whether redirects keep the method and the body, whatever their status.
    pub keep_method: bool,
    /// The timeout of the whole exchange.
    pub timeout: Option<Duration>,
    /// The maximum size of the response in bytes, after decompression. A larger one is an error of the kind
    /// [`TooLarge`](crate::TransportErrorKind::TooLarge).
    pub largest_answer: usize,
}

/// The body of a request.
#[derive(Debug, Clone, Default)]
pub enum RawBody {
    /// Nothing
    #[default]
    Empty,
    /// Bytes, with their media type
    Bytes(Option<String>, Bytes),
    /// A file on disk, whose media type is guessed
    File(PathBuf),
    /// A multipart form with a random boundary
    Multipart(Vec<RawPart>),
}

/// One part of a multipart form.
#[derive(Debug, Clone)]
pub struct RawPart {
    /// The name of the field.
    pub name: String,
    /// The name of the file.
    pub file_name: Option<String>,
    /// The media type, if it is to be sent.
    pub media_type: Option<String>,
    /// The content.
    pub content: RawContent,
}

/// The content of a part.
#[derive(Debug, Clone)]
pub enum RawContent {
    /// These bytes
    Bytes(Bytes),
    /// A file on disk, whose media type is guessed if the part has none
    Path(PathBuf),
}

/// The sent requests, and the response.
#[derive(Debug)]
pub struct Exchange {
    /// The heads of all sent requests: the first one, the one after a challenge, and those after redirects. Values of
    /// secret headers are marked as sensitive.
    pub sent: Vec<Parts>,
    /// The body of the first request; `None` without a body, and for a body with a file on disk.
    pub body: Option<Bytes>,
    /// The last response, whatever its status.
    pub response: Response<Bytes>,
}

/// Sends raw requests with one connection pool.
pub struct RawClient {
    transport: Arc<dyn Transport>,
    jar: Option<Arc<Jar>>,
}

impl RawClient {
    /// A client with the built-in HTTP client.
    ///
    /// # Errors
    /// Why the HTTP client cannot be created.
    pub fn new(connect_timeout: Duration) -> Result<RawClient, String> {
        Ok(RawClient {
            transport: default_transport(connect_timeout, CONNECTIONS)?,
            jar: None,
        })
    }

    /// Keeps the cookies of responses, and sends them with later requests (RFC 6265).
    #[must_use]
    pub fn keep_cookies(mut self) -> RawClient {
        self.jar = Some(Arc::default());
        self
    }

    /// A client with another transport.
    pub fn over(transport: impl Transport) -> RawClient {
        RawClient {
            transport: Arc::new(transport),
            jar: None,
        }
    }

    /// Sends a request, and returns the response whatever its status.
    ///
    /// # Errors
    /// Errors before there is a response, and redirects that cannot be followed.
    pub async fn send(&self, request: RawRequest) -> Result<Exchange, Error<ErrorResponse>> {
        let limit = request.timeout;
        with_timeout(limit, self.exchange(request))
            .await
            .map_err(Failure::into_error)
    }

    /// Sends the request of a call once, as the client sends it that the call was made with: with its servers, credentials
    /// and limits. It returns the response whatever its status.
    ///
    /// # Errors
    /// A value cannot be sent, or as for [`RawClient::send`].
    pub async fn send_call(&self, call: Request) -> Result<Exchange, Error<ErrorResponse>> {
        let data = call.into_data();
        let limit = data.timeout.or(data.shared.timeout);
        let largest = data.shared.session.largest;
        let exchange = async {
            let in_flight = signed(data).await?;
            self.exchange_in_flight(in_flight, largest).await
        };
        with_timeout(limit, exchange)
            .await
            .map_err(Failure::into_error)
    }

    async fn exchange(&self, request: RawRequest) -> Result<Exchange, Failure> {
        let largest = request.largest_answer;
        let uri = url::parse(&request.url).map_err(|why| RequestError::new("URL", why))?;
        let method = Method::from_bytes(request.method.as_bytes()).map_err(|_| {
            RequestError::new(request.method.as_str(), "this is not an HTTP method")
        })?;
        let body = to_payload(request.body).prepare().await?;
        let headers = headers(&request.headers, &body)?;
        let in_flight = InFlight {
            method,
            uri,
            headers,
            body,
            signers: request.credentials.into_iter().collect(),
            vendor: Vendor::UNKNOWN,
            keep: &[],
            redirects: request.redirects,
            keep_method: request.keep_method,
            followed: 0,
            repeatable: false,
        };
        self.exchange_in_flight(in_flight, largest).await
    }

    async fn exchange_in_flight(
        &self,
        mut in_flight: InFlight,
        largest: usize,
    ) -> Result<Exchange, Failure> {
        let sent_body = Some(&in_flight.body).filter(|body| body.is_some());
        let sent_body = sent_body.and_then(Prepared::bytes);
        let recording = Recording {
            transport: self.transport.clone(),
            jar: self.jar.clone(),
            sent: Mutex::default(),
        };
        let response = send_following_redirects(&recording, &mut in_flight).await?;
        let (parts, body) = response.into_parts();
        let response = Response::new(
            parts.status,
            parts.headers,
            body.collect_up_to(largest).await?,
        );
        Ok(Exchange {
            sent: recording.into_sent(),
            body: sent_body,
            response,
        })
    }
}

fn to_payload(body: RawBody) -> Payload {
    match body {
        RawBody::Empty => Payload::None,
        RawBody::Bytes(media_type, bytes) => Payload::Plain {
            media_type,
            content: Content::Bytes(bytes),
        },
        RawBody::File(path) => Payload::file(File::path(path)),
        RawBody::Multipart(parts) => Payload::Multipart(parts.into_iter().map(to_part).collect()),
    }
}

fn to_part(part: RawPart) -> Part {
    let RawPart {
        name,
        file_name,
        media_type,
        content,
    } = part;
    match content {
        RawContent::Bytes(bytes) => Part {
            name,
            file_name,
            media_type,
            content: Content::Bytes(bytes),
        },
        RawContent::Path(path) => {
            let file = File::path(path);
            let file_name = file_name.or(Some(file.name));
            Part {
                name,
                file_name,
                media_type: media_type.or(file.media_type),
                content: file.content,
            }
        }
    }
}

fn headers(lines: &[(String, String)], body: &Prepared) -> Result<HeaderMap, RequestError> {
    let mut headers = HeaderMap::new();
    for (name, value) in lines {
        let unusable = || RequestError::new(name.as_str(), "the header cannot be sent");
        let key = HeaderName::try_from(name.trim()).map_err(|_| unusable())?;
        let mut value = HeaderValue::from_bytes(&latin1_bytes(value)).map_err(|_| unusable())?;
        value.set_sensitive(is_secret_name(name));
        headers.try_append(key, value).map_err(|_| unusable())?;
    }
    let Some(media_type) = &body.media_type else {
        return Ok(headers);
    };
    // The body contains its boundary.
    if media_type.starts_with("multipart/form-data; boundary=") {
        headers.remove(http::header::CONTENT_TYPE);
    }
    if !headers.contains_key(http::header::CONTENT_TYPE) {
        let value = HeaderValue::from_str(media_type)
            .map_err(|_| RequestError::new("Content-Type", "the header cannot be sent"))?;
        headers.insert(http::header::CONTENT_TYPE, value);
    }
    Ok(headers)
}

/// The bytes of a header as Node.js writes them: one byte per character if all characters are in Latin-1.
fn latin1_bytes(value: &str) -> Vec<u8> {
    let bytes: Result<Vec<u8>, _> = value
        .chars()
        .map(|char| u8::try_from(u32::from(char)))
        .collect();
    bytes.unwrap_or_else(|_| value.as_bytes().to_vec())
}
