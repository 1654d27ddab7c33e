//! From Postman's request to the runtime's raw one.

use std::time::Duration;

use posthaste_runtime::raw::{RawBody, RawContent, RawPart, RawRequest};

use super::files::{Files, Found, Refusal};
use super::proof::proof;
use crate::front::postman::wire::{WireBody, WirePart, WireRequest, WireSource};

/// As many redirects as Postman follows.
const REDIRECTS: usize = 10;

/// How long one exchange may take, and how large its answer may be, in bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) timeout: Duration,
    pub(super) largest_answer: usize,
}

/// The request as the runtime sends it.
///
/// # Errors
/// In words, why it cannot be signed.
pub(super) fn outgoing(
    wire: &WireRequest,
    files: &Files,
    limits: Limits,
) -> Result<RawRequest, String> {
    Ok(RawRequest {
        method: wire.method.clone(),
        url: format!("{}://{}{}", wire.scheme, wire.host, wire.target),
        headers: wire.headers.clone(),
        body: body(&wire.body, files),
        credentials: wire.auth.as_ref().map(proof).transpose()?,
        redirects: REDIRECTS,
        timeout: Some(limits.timeout),
        largest_answer: limits.largest_answer,
    })
}

fn body(body: &WireBody, files: &Files) -> RawBody {
    match body {
        WireBody::Empty => RawBody::Empty,
        WireBody::Text(text) => RawBody::Bytes(None, text.clone().into()),
        WireBody::Form(text) => {
            let media_type = "application/x-www-form-urlencoded".to_owned();
            RawBody::Bytes(Some(media_type), text.clone().into())
        }
        // A part without its file is left out, as Postman does; the caller was warned.
        WireBody::Multipart(parts) => RawBody::Multipart(
            parts
                .iter()
                .filter_map(|form_part| part(form_part, files))
                .collect(),
        ),
        WireBody::File(WireSource::Bytes(bytes)) => RawBody::Bytes(None, bytes.clone().into()),
        WireBody::File(WireSource::Path(path)) => match files.find(path) {
            Found::File(path) => RawBody::File(path),
            _ => RawBody::File(path.into()),
        },
    }
}

fn part(part: &WirePart, files: &Files) -> Option<RawPart> {
    let content = match &part.source {
        WireSource::Bytes(bytes) => RawContent::Bytes(bytes.clone().into()),
        WireSource::Path(path) => match files.find(path) {
            Found::File(path) => RawContent::Path(path),
            _ => return None,
        },
    };
    Some(RawPart {
        name: part.name.clone(),
        file_name: part.file_name.clone(),
        media_type: part.content_type.clone(),
        content,
    })
}

/// The files that a request names and that are not there.
pub(super) fn missing_files<'w>(wire: &'w WireRequest, files: &Files) -> Vec<&'w str> {
    let mut paths = paths(wire);
    paths.retain(|path| files.find(path) == Found::Missing);
    paths
}

/// The files that a request names and that must not be sent.
pub(super) fn refused_files<'w>(wire: &'w WireRequest, files: &Files) -> Vec<(&'w str, Refusal)> {
    let refused = |path| match files.find(path) {
        Found::Refused(why) => Some((path, why)),
        _ => None,
    };
    paths(wire).into_iter().filter_map(refused).collect()
}

fn paths(wire: &WireRequest) -> Vec<&str> {
    match &wire.body {
        WireBody::Multipart(parts) => parts.iter().filter_map(|part| path(&part.source)).collect(),
        WireBody::File(source) => path(source).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn path(source: &WireSource) -> Option<&str> {
    match source {
        WireSource::Path(path) => Some(path),
        WireSource::Bytes(_) => None,
    }
}
