//! Turns a request as Postman would send it into a request of the runtime.

use std::time::Duration;

use posthaste_runtime::raw::{RawBody, RawContent, RawPart, RawRequest};

use super::credentials::credentials;
use super::files::{Files, Found, Refusal};
use crate::front::postman::model::Behavior;
use crate::front::postman::wire::{WireBody, WirePart, WireRequest, WireSource};

/// How many redirects Postman follows unless an item says otherwise.
const REDIRECTS: usize = 10;

/// How long a response may take, and how many bytes it may have.
#[derive(Debug, Clone, Copy)]
pub(super) struct ResponseLimits {
    pub(super) timeout: Duration,
    pub(super) largest_answer: usize,
}

/// Converts a request for the runtime; reads no file.
///
/// # Errors
/// The request cannot be signed; a message says why.
pub(super) fn runtime_request(
    wire: &WireRequest,
    behavior: Behavior,
    files: &Files,
    limits: ResponseLimits,
) -> Result<RawRequest, String> {
    Ok(RawRequest {
        method: wire.method.clone(),
        url: format!("{}://{}{}", wire.scheme, wire.host, wire.target),
        headers: wire.headers.clone(),
        body: runtime_body(&wire.body, files),
        credentials: wire.auth.as_ref().map(credentials).transpose()?,
        redirects: match (behavior.no_redirects, behavior.most_redirects) {
            (true, _) => 0,
            (false, most) => most.map_or(REDIRECTS, usize::from),
        },
        keep_method: behavior.keep_method,
        timeout: Some(limits.timeout),
        largest_answer: limits.largest_answer,
    })
}

fn runtime_body(body: &WireBody, files: &Files) -> RawBody {
    match body {
        WireBody::Empty => RawBody::Empty,
        WireBody::Text(text) => RawBody::Bytes(None, text.clone().into()),
        WireBody::Form(text) => {
            let media_type = "application/x-www-form-urlencoded".to_owned();
            RawBody::Bytes(Some(media_type), text.clone().into())
        }
        // As in Postman, a part whose file does not exist is left out. `missing_files` reports it.
        WireBody::Multipart(parts) => RawBody::Multipart(
            parts
                .iter()
                .filter_map(|part| runtime_part(part, files))
                .collect(),
        ),
        WireBody::File(WireSource::Bytes(bytes)) => RawBody::Bytes(None, bytes.clone().into()),
        WireBody::File(WireSource::Path(path)) => match files.find(path) {
            Found::File(path) => RawBody::File(path),
            _ => RawBody::File(path.into()),
        },
    }
}

fn runtime_part(part: &WirePart, files: &Files) -> Option<RawPart> {
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

/// The files of a request that do not exist.
pub(super) fn missing_files<'w>(wire: &'w WireRequest, files: &Files) -> Vec<&'w str> {
    let mut paths = file_paths(wire);
    paths.retain(|path| files.find(path) == Found::Missing);
    paths
}

/// The files of a request that must not be sent.
pub(super) fn refused_files<'w>(wire: &'w WireRequest, files: &Files) -> Vec<(&'w str, Refusal)> {
    let refused = |path| match files.find(path) {
        Found::Refused(reason) => Some((path, reason)),
        _ => None,
    };
    file_paths(wire).into_iter().filter_map(refused).collect()
}

fn file_paths(wire: &WireRequest) -> Vec<&str> {
    match &wire.body {
        WireBody::Multipart(parts) => parts
            .iter()
            .filter_map(|part| file_path(&part.source))
            .collect(),
        WireBody::File(source) => file_path(source).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn file_path(source: &WireSource) -> Option<&str> {
    match source {
        WireSource::Path(path) => Some(path),
        WireSource::Bytes(_) => None,
    }
}
