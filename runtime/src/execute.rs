//! From a request to an answer that is judged.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};

use crate::error::{
    ApiError, AuthenticationError, Case, Error, ErrorResponse, RequestError, TimeoutError, select,
};
use crate::info::ErrorFormat;
use crate::json::Json;
use crate::operation::Operation;
use crate::redirect::{self, Flight};
use crate::request::{Inner, Request};
use crate::response::Response;
use crate::url;

/// An error answer whose operation is not known by type yet.
pub(crate) struct Untyped {
    case: Option<usize>,
    response: ErrorResponse,
}

/// What went wrong, before the operation's type is put on it. Everything here is compiled once, not once
/// for each operation.
pub(crate) struct Failure(Error<Untyped>);

impl Failure {
    pub(crate) fn typed<E: ApiError>(self) -> Error<E> {
        self.0
            .map_api(|untyped| E::from_case(untyped.case, untyped.response))
    }
}

macro_rules! failure_from {
    ($($error:ident),*) => {$(
        impl From<crate::error::$error> for Failure {
            fn from(error: crate::error::$error) -> Failure {
                Failure(failure_from!(@ $error error))
            }
        }
    )*};
    (@ RequestError $error:ident) => { Error::Request($error) };
    (@ TransportError $error:ident) => { Error::Transport($error) };
    (@ TimeoutError $error:ident) => { Error::Timeout($error) };
    (@ AuthenticationError $error:ident) => { Error::Authentication($error) };
}
failure_from!(
    RequestError,
    TransportError,
    TimeoutError,
    AuthenticationError
);

/// Sends a request and judges the answer.
pub(crate) async fn call(
    request: Request<'_>,
    cases: &'static [Case],
) -> Result<Response<Bytes>, Failure> {
    let (operation, format) = (request.operation(), request.error_format());
    let response = raw(request).await?;
    judge(operation, cases, format, response)
}

/// Sends a request within its timeout.
pub(crate) async fn raw(request: Request<'_>) -> Result<Response<Bytes>, Failure> {
    let request = request.into_inner();
    let limit = request.timeout.or(request.client.shared.timeout);
    within(limit, exchange(request)).await
}

/// Runs a future with a limit on its time.
pub(crate) async fn within<T>(
    limit: Option<Duration>,
    future: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    let Some(limit) = limit else {
        return future.await;
    };
    match tokio::time::timeout(limit, future).await {
        Ok(result) => result,
        Err(_) => Err(TimeoutError::new(limit).into()),
    }
}

async fn exchange(mut request: Inner<'_>) -> Result<Response<Bytes>, Failure> {
    if let Some(problem) = request.problem.take() {
        return Err(problem.into());
    }
    let shared = &request.client.shared;
    let operation = request.operation;
    let path = request.filled_path()?;
    let url = url::join(shared.server(operation.server)?, &path, &request.query);
    let uri = url::parse(&url).map_err(|why| RequestError::new("URL", why))?;
    let method = Method::from_bytes(operation.method.as_bytes())
        .map_err(|_| RequestError::new(operation.method, "this is not an HTTP method"))?;
    // Who sets the header by hand means it.
    let signer = if request.headers.contains_key(AUTHORIZATION) {
        None
    } else {
        shared.signer(operation)?
    };
    let body = request.payload.prepare().await?;
    let headers = headers(
        operation,
        request.headers,
        body.media_type.as_deref(),
        &shared.user_agent,
    )?;
    let flight = Flight {
        method,
        uri,
        headers,
        body,
        signer,
        keep: operation.success,
        redirects: 10,
    };
    let answer = redirect::fly(&*shared.transport, flight, &mut |_| {}).await?;
    let (parts, body) = answer.into_parts();
    Ok(Response::new(
        parts.status,
        parts.headers,
        body.collect().await?,
    ))
}

/// The operation's own headers, those of the call in their place, and what every request carries.
fn headers(
    operation: &Operation,
    own: HeaderMap,
    media_type: Option<&str>,
    user_agent: &str,
) -> Result<HeaderMap, RequestError> {
    let mut headers = HeaderMap::new();
    for (name, value) in operation.headers {
        let unusable = || RequestError::new(*name, "the header cannot be sent");
        let name = HeaderName::try_from(*name).map_err(|_| unusable())?;
        headers.insert(name, HeaderValue::from_str(value).map_err(|_| unusable())?);
    }
    headers.extend(own);
    let is_form = media_type.is_some_and(|media_type| media_type.starts_with("multipart/"));
    let defaults = [
        (CONTENT_TYPE, media_type),
        (ACCEPT, Some("*/*")),
        (USER_AGENT, Some(user_agent)),
    ];
    for (name, value) in defaults {
        let Some(value) = value else { continue };
        // Only the body knows its boundary, so its word on the media type is the last.
        if !headers.contains_key(&name) || (is_form && name == CONTENT_TYPE) {
            let value = HeaderValue::from_str(value);
            let value =
                value.map_err(|_| RequestError::new(name.as_str(), "no header can carry it"))?;
            headers.insert(name, value);
        }
    }
    Ok(headers)
}

/// Whether an answer is the operation's success, and which of its errors if it is not.
fn judge(
    operation: &Operation,
    cases: &[Case],
    format: &ErrorFormat,
    response: Response<Bytes>,
) -> Result<Response<Bytes>, Failure> {
    let status = response.status();
    let documented = operation.success.contains(&status.as_u16());
    let is_success = status.is_success() || documented;
    if status == StatusCode::NO_CONTENT || (is_success && !hides_error(cases, format, &response)) {
        return Ok(response);
    }
    let response = ErrorResponse::read(response, format, SystemTime::now());
    let case = select(cases, status, response.code());
    Err(Failure(match (case, status) {
        (None, StatusCode::TOO_MANY_REQUESTS) => Error::RateLimited(response),
        (None, StatusCode::UNAUTHORIZED) => {
            Error::Authentication(AuthenticationError::refused(response))
        }
        _ => Error::Api(Untyped { case, response }),
    }))
}

/// Whether a success carries a code that the operation documents as an error.
fn hides_error(cases: &[Case], format: &ErrorFormat, response: &Response<Bytes>) -> bool {
    // Looking costs a second parse, so only operations that document codes pay for it.
    if !cases.iter().any(Case::has_code) || !response.body().trim_ascii_start().starts_with(b"{") {
        return false;
    }
    let Ok(body) = Json::from_slice(response.body()) else {
        return false;
    };
    let code = format.code_of(&body);
    code.is_some_and(|code| cases.iter().any(|case| case.is_code(&code)))
}
