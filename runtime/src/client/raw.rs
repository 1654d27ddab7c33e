//! Sending a request exactly as it is written down. This is what `posthaste send` stands on; it shares
//! redirects, signatures and transport with generated clients, and promises nothing to anyone else.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method};

use crate::auth::Credentials;
use crate::body::{Content, File, Part, Payload, Prepared};
use crate::error::{Error, ErrorResponse, Failure, RequestError, Response};
use crate::execute::{Flight, Vendor, fly, within};
use crate::ground::secret::is_secret_name;
use crate::ground::url;
use crate::operation::Scheme;
use crate::transport::{CONNECTIONS, Transport, default_transport};

/// A request as it shall be sent. Nothing is added but the body's media type where it has one of its
/// own and no header names one, credentials, `Host`, and `Content-Length`, in this order.
#[derive(Debug, Clone)]
pub struct RawRequest {
    /// The method.
    pub method: String,
    /// The whole URL, encoded.
    pub url: String,
    /// Header lines in their order.
    pub headers: Vec<(String, String)>,
    /// What it carries.
    pub body: RawBody,
    /// How it is signed, if it is.
    pub credentials: Option<(Credentials, Scheme)>,
    /// How many redirects are followed.
    pub redirects: usize,
    /// How long all of it may take.
    pub timeout: Option<Duration>,
    /// How many bytes the answer may have after decompression; more is an error of the kind
    /// [`TooLarge`](crate::TransportErrorKind::TooLarge).
    pub largest_answer: usize,
}

/// What a request carries.
#[derive(Debug, Clone, Default)]
pub enum RawBody {
    /// Nothing
    #[default]
    Empty,
    /// Bytes, with their media type
    Bytes(Option<String>, Bytes),
    /// A file from disk, its media type guessed
    File(PathBuf),
    /// A form of parts; a boundary is made up
    Multipart(Vec<RawPart>),
}

/// One part of a form.
#[derive(Debug, Clone)]
pub struct RawPart {
    /// The field's name.
    pub name: String,
    /// The file's name, for a file.
    pub file_name: Option<String>,
    /// The media type, if it shall be told.
    pub media_type: Option<String>,
    /// What it holds.
    pub content: RawContent,
}

/// What a part holds.
#[derive(Debug, Clone)]
pub enum RawContent {
    /// These bytes
    Bytes(Bytes),
    /// A file's; its media type is guessed where the part names none
    Path(PathBuf),
}

/// What was sent, and what came back.
#[derive(Debug)]
pub struct Exchange {
    /// The head of each request that went out: the first, one after a challenge, those after redirects.
    /// Secret values are marked as sensitive.
    pub sent: Vec<Parts>,
    /// The last answer, whatever its status.
    pub response: Response<Bytes>,
}

/// Sends raw requests over one pool of connections.
pub struct RawClient {
    transport: Arc<dyn Transport>,
}

impl RawClient {
    /// A client over the built-in transport.
    ///
    /// # Errors
    /// A text that says why the transport cannot be made.
    pub fn new(connect_timeout: Duration) -> Result<RawClient, String> {
        Ok(RawClient {
            transport: default_transport(connect_timeout, CONNECTIONS)?,
        })
    }

    /// A client over another transport.
    pub fn over(transport: impl Transport) -> RawClient {
        RawClient {
            transport: Arc::new(transport),
        }
    }

    /// Sends a request. Every answer is a success, whatever its status.
    ///
    /// # Errors
    /// What goes wrong before there is an answer, and redirects that cannot be followed.
    pub async fn send(&self, request: RawRequest) -> Result<Exchange, Error<ErrorResponse>> {
        let limit = request.timeout;
        within(limit, self.exchange(request))
            .await
            .map_err(Failure::typed)
    }

    async fn exchange(&self, request: RawRequest) -> Result<Exchange, Failure> {
        let largest = request.largest_answer;
        let uri = url::parse(&request.url).map_err(|why| RequestError::new("URL", why))?;
        let method = Method::from_bytes(request.method.as_bytes()).map_err(|_| {
            RequestError::new(request.method.as_str(), "this is not an HTTP method")
        })?;
        let body = payload(request.body).prepare().await?;
        let headers = headers(&request.headers, &body)?;
        let mut flight = Flight {
            method,
            uri,
            headers,
            body,
            signer: request.credentials,
            vendor: Vendor::UNKNOWN,
            keep: &[],
            redirects: request.redirects,
            followed: 0,
            repeatable: false,
        };
        let mut sent = Vec::new();
        let keep = &mut |parts: &Parts| sent.push(parts.clone());
        let answer = fly(&*self.transport, &mut flight, keep).await?;
        let (parts, body) = answer.into_parts();
        let response = Response::new(
            parts.status,
            parts.headers,
            body.collect_up_to(largest).await?,
        );
        Ok(Exchange { sent, response })
    }
}

fn payload(body: RawBody) -> Payload {
    match body {
        RawBody::Empty => Payload::None,
        RawBody::Bytes(media_type, bytes) => Payload::Plain {
            media_type,
            content: Content::Bytes(bytes),
        },
        RawBody::File(path) => Payload::file(File::path(path)),
        RawBody::Multipart(parts) => Payload::Multipart(parts.into_iter().map(part).collect()),
    }
}

fn part(part: RawPart) -> Part {
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
        let mut value = HeaderValue::from_bytes(&latin(value)).map_err(|_| unusable())?;
        value.set_sensitive(is_secret_name(name));
        headers.try_append(key, value).map_err(|_| unusable())?;
    }
    let Some(media_type) = &body.media_type else {
        return Ok(headers);
    };
    // Only the body knows its boundary.
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

/// A header's bytes as Node writes them: one for each character as long as all of them fit.
fn latin(value: &str) -> Vec<u8> {
    let bytes: Result<Vec<u8>, _> = value
        .chars()
        .map(|char| u8::try_from(u32::from(char)))
        .collect();
    bytes.unwrap_or_else(|_| value.as_bytes().to_vec())
}
