//! Opening a download: its request, and a look at the first bytes.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use super::{Download, Expected, announced_length, may_resume, requests_range};
use crate::body::Body;
use crate::error::{
    Case, DecodeError, Error, ErrorResponse, Failure, Response, TransportError, TransportErrorKind,
    Untyped, find_case,
};
use crate::execute::{
    RequestData, Watch, judge, send_streaming, wait_after_broken_connection, with_timeout,
};
use crate::json::sketch::Sketch;
use crate::operation::ApiInfo;

/// How many bytes are read first, in bytes. Error responses are shorter.
const SHORT: usize = 4096;

/// Sends the request, and checks the first bytes of the response.
pub(super) async fn open(
    request: RequestData,
    cases: &'static [Case],
    expected: Expected,
) -> Result<Download, Failure> {
    let (operation, shared) = (request.operation, request.shared.clone());
    let session = &shared.session;
    let opening = open_download(request, cases, expected);
    Watch { operation, session }.call(opening).await
}

async fn open_download(
    request: RequestData,
    cases: &'static [Case],
    expected: Expected,
) -> Result<Download, Failure> {
    let shared = &request.shared;
    let silence = request.timeout.or(shared.timeout);
    let session = &shared.session;
    let mut cuts = 0;
    let (head, start, body) = loop {
        let response = send_streaming(request.clone(), silence).await?;
        if !response.status().is_success() {
            let response = response.collect().await?;
            let (operation, status) = (request.operation, response.status());
            // Neither other statuses than 2xx nor errors have a body that is downloaded.
            judge(session, operation, cases, response.clone())?;
            let why = format!("{status} is no answer with a file");
            return Err(DecodeError::unexpected(why, response).into());
        }
        let (head, body) = response.split();
        if head.status() == StatusCode::PARTIAL_CONTENT && !requests_range(&request) {
            let why = "a part of a file came, and the whole file was asked for";
            return Err(DecodeError::unexpected(why, head.with_body(Bytes::new())).into());
        }
        match read_beginning(head.headers(), body, silence).await {
            Ok((start, body)) => break (head, start, body),
            // No bytes were returned yet, so the whole file can be requested again.
            Err(fault) => {
                cuts += 1;
                if !may_resume(&request, &fault, cuts) {
                    return Err(fault);
                }
                wait_after_broken_connection(session, cuts).await;
            }
        }
    };
    let fits = check_expected(&head, &start, body.length(), &expected);
    if let Err(why) = fits {
        return Err(DecodeError::unexpected(why, head.with_body(start)).into());
    }
    if !expected.anything && is_complete(&body, &start) {
        let response = head.clone().with_body(start);
        check_for_error(session.info, session.now(), cases, response)?;
    }
    Ok(Download::new(request, head, body, silence, expected.bytes))
}

/// Reads the first bytes of a body, and returns them and the whole body.
async fn read_beginning(
    headers: &HeaderMap,
    mut body: Body,
    silence: Option<Duration>,
) -> Result<(Bytes, Body), Failure> {
    let length = announced_length(headers, &body);
    let mut start = BytesMut::new();
    while start.len() < SHORT {
        let next = with_timeout(silence, async {
            Ok::<_, Failure>(body.chunk().await.transpose()?)
        });
        match next.await? {
            Some(bytes) => start.extend_from_slice(&bytes),
            None => {
                let received = start.len();
                if let Some(length) = length.filter(|length| *length > received as u64) {
                    let short = format!("{received} of {length} bytes came");
                    return Err(TransportError::new(TransportErrorKind::Cut, short).into());
                }
                let all = start.freeze();
                return Ok((all.clone(), Body::from(all)));
            }
        }
    }
    let start = start.freeze();
    Ok((start.clone(), body.with_prefix(start)))
}

fn is_complete(body: &Body, start: &Bytes) -> bool {
    body.bytes().is_some() || body.length() == Some(start.len() as u64)
}

/// Checks the media type, the first bytes and the size against what the caller expects.
fn check_expected(
    head: &Response<()>,
    start: &Bytes,
    length: Option<u64>,
    expected: &Expected,
) -> Result<(), String> {
    let media_type = head.header(CONTENT_TYPE.as_str()).unwrap_or_default();
    let media_type = media_type.trim().to_ascii_lowercase();
    if let Some(expected_value) = &expected.media_type {
        if !media_type.starts_with(&expected_value.to_ascii_lowercase()) {
            return Err(format!(
                "{expected_value} was expected, and it is called `{media_type}`"
            ));
        }
    } else if !expected.anything && is_web_page(&media_type, start) {
        return Err("a web page came in the place of a file".to_owned());
    }
    match (expected.bytes, length) {
        (Some(expected_value), Some(length)) if expected_value != length => Err(format!(
            "{expected_value} bytes were expected, and {length} came"
        )),
        _ => Ok(()),
    }
}

fn is_web_page(media_type: &str, start: &[u8]) -> bool {
    let start = start.trim_ascii_start();
    let start = String::from_utf8_lossy(start.get(..64).unwrap_or(start)).to_ascii_lowercase();
    media_type.starts_with("text/html")
        || start.starts_with("<!doctype html")
        || start.starts_with("<html")
}

/// Returns an error if the body is a JSON object with an error code and a message.
fn check_for_error(
    info: &'static ApiInfo,
    now: std::time::SystemTime,
    cases: &[Case],
    response: Response<Bytes>,
) -> Result<(), Failure> {
    if !response.body().trim_ascii_start().starts_with(b"{") {
        return Ok(());
    }
    let Some(Sketch { tree: body, .. }) = response.sketch(&info.errors.paths()) else {
        return Ok(());
    };
    let (code, message) = (info.errors.code_of(&body), info.errors.message_of(&body));
    if code.is_none() || message.is_none() {
        return Ok(());
    }
    let response = ErrorResponse::read(response, info, now);
    let case = find_case(cases, response.status(), response.code());
    Err(Failure(Error::Api(Untyped { case, response })))
}
