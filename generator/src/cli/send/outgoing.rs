//! From Postman's request to the runtime's raw one.

use std::time::Duration;

use camino::Utf8Path;
use posthaste_runtime::raw::{RawBody, RawContent, RawPart, RawRequest};

use super::proof::proof;
use crate::postman::wire::{WireBody, WirePart, WireRequest, WireSource};

/// As many redirects as Postman follows.
const REDIRECTS: usize = 10;

/// The request as the runtime sends it; files are looked for beside the collection.
///
/// # Errors
/// In words, why it cannot be signed.
pub(super) fn outgoing(
    wire: &WireRequest,
    folder: &Utf8Path,
    timeout: Duration,
) -> Result<RawRequest, String> {
    Ok(RawRequest {
        method: wire.method.clone(),
        url: format!("{}://{}{}", wire.scheme, wire.host, wire.target),
        headers: wire.headers.clone(),
        body: body(&wire.body, folder),
        credentials: wire.auth.as_ref().map(proof).transpose()?,
        redirects: REDIRECTS,
        timeout: Some(timeout),
    })
}

fn body(body: &WireBody, folder: &Utf8Path) -> RawBody {
    match body {
        WireBody::Empty => RawBody::Empty,
        WireBody::Text(text) => RawBody::Bytes(None, text.clone().into()),
        WireBody::Form(text) => {
            let media_type = "application/x-www-form-urlencoded".to_owned();
            RawBody::Bytes(Some(media_type), text.clone().into())
        }
        WireBody::Multipart(parts) => {
            let there = |part: &&WirePart| match &part.source {
                WireSource::Bytes(_) => true,
                // As Postman does; whoever prints the exchange sees that the part is gone.
                WireSource::Path(path) => folder.join(path).is_file(),
            };
            RawBody::Multipart(
                parts
                    .iter()
                    .filter(there)
                    .map(|one| part(one, folder))
                    .collect(),
            )
        }
        WireBody::File(WireSource::Bytes(bytes)) => RawBody::Bytes(None, bytes.clone().into()),
        WireBody::File(WireSource::Path(path)) => RawBody::File(folder.join(path).into()),
    }
}

fn part(part: &WirePart, folder: &Utf8Path) -> RawPart {
    RawPart {
        name: part.name.clone(),
        file_name: part.file_name.clone(),
        media_type: part.content_type.clone(),
        content: match &part.source {
            WireSource::Bytes(bytes) => RawContent::Bytes(bytes.clone().into()),
            WireSource::Path(path) => RawContent::Path(folder.join(path).into()),
        },
    }
}

/// The files that a request names and that are not there.
pub(super) fn missing_files<'w>(wire: &'w WireRequest, folder: &Utf8Path) -> Vec<&'w str> {
    let paths: Vec<&str> = match &wire.body {
        WireBody::Multipart(parts) => parts.iter().filter_map(|part| path(&part.source)).collect(),
        WireBody::File(source) => path(source).into_iter().collect(),
        _ => Vec::new(),
    };
    paths
        .into_iter()
        .filter(|path| !folder.join(path).is_file())
        .collect()
}

fn path(source: &WireSource) -> Option<&str> {
    match source {
        WireSource::Path(path) => Some(path),
        WireSource::Bytes(_) => None,
    }
}
