//! From a request to what goes on the wire.

use http::header::{ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_TYPE, RANGE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};

use super::deliver::Reading;
use super::{Flight, RequestData, Shared, Vendor};
use crate::auth::{Credentials, Session};
use crate::error::{Failure, RequestError};
use crate::ground::url;
use crate::operation::{Operation, Scheme};
use crate::transport::coding;

/// How many redirects a call follows.
const REDIRECTS: usize = 10;

/// The credentials of a request and the way to present them, if it needs any; nothing is sent for a request
/// that cannot be sent.
pub(super) fn signer(
    request: &mut RequestData<'_>,
) -> Result<Option<(Credentials, Scheme)>, Failure> {
    if let Some(problem) = request.problem.take() {
        return Err(problem.into());
    }
    // Who sets the header by hand means it.
    if request.headers.contains_key(AUTHORIZATION) {
        return Ok(None);
    }
    let shared = &request.shared;
    match request.whole_url() {
        Some(url) if !is_own(shared, url) => Ok(None),
        _ => Ok(shared.signer(request.operation)?),
    }
}

/// Whether a URL is the service's own, or on one of the vendor's hosts.
fn is_own(shared: &Shared, url: &str) -> bool {
    let Ok(url) = url::parse(url) else {
        return false;
    };
    let servers = shared
        .servers
        .iter()
        .filter_map(|server| url::parse(server).ok());
    let vendor = Vendor::of(shared.session.info);
    servers
        .into_iter()
        .any(|server| vendor.trusts(&server, &url))
}

/// Refuses to send credentials unencrypted to another machine, unless the builder allowed it.
pub(super) fn refuse_exposure(session: &Session, flight: &Flight) -> Result<(), RequestError> {
    if session.http_credentials || flight.signer.is_none() || !url::is_exposed(&flight.uri) {
        return Ok(());
    }
    let place = url::origin_text(&flight.uri);
    Err(RequestError::new(place, url::WHY_EXPOSED))
}

/// Puts together what is sent; nothing is sent yet. `region` is the server that the account lives on.
pub(super) async fn flight(
    mut request: RequestData<'_>,
    region: Option<&str>,
    reading: Reading,
) -> Result<Flight, Failure> {
    let shared = &request.shared;
    let operation = request.operation;
    let url = match (request.target.take(), request.whole_url()) {
        (Some(url), _) => url,
        (None, Some(url)) => url::with_query(url, &request.query),
        (None, None) => {
            let path = request.filled_path()?;
            url::join(shared.server(operation.server)?, &path, &request.query)
        }
    };
    let uri = url::parse(&url).map_err(|why| RequestError::new("URL", why))?;
    let vendor = Vendor::of(shared.session.info);
    // A link to a page may name a region itself.
    let at_home = || {
        let server = shared.server(operation.server).ok();
        let server = server.and_then(|server| url::parse(server).ok());
        server.is_some_and(|server| url::same_origin(&server, &uri))
    };
    let movable = !shared.chosen.contains(&operation.server) && request.whole_url().is_none();
    let region = region.filter(|_| movable && at_home());
    let region = region.and_then(|region| regional(&uri, region, vendor));
    let method = Method::from_bytes(operation.method.as_bytes())
        .map_err(|_| RequestError::new(operation.method, "this is not an HTTP method"))?;
    let body = request.payload.prepare().await?;
    let mut headers = headers(
        operation,
        request.headers,
        body.media_type.as_deref(),
        &shared.session.user_agent,
    )?;
    if let (Reading::Whole, Some(encodings)) = (reading, coding::ACCEPTED) {
        // What is read in pieces is counted and resumed as it is stored.
        if !headers.contains_key(ACCEPT_ENCODING) && !headers.contains_key(RANGE) {
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(encodings));
        }
    }
    Ok(Flight {
        method,
        uri: region.unwrap_or(uri),
        headers,
        body,
        signer: None,
        vendor,
        keep: operation.success,
        redirects: REDIRECTS,
        followed: 0,
        repeatable: operation.idempotent,
    })
}

/// A URL at the server of a region, if both are the vendor's own.
fn regional(uri: &Uri, region: &str, vendor: Vendor) -> Option<Uri> {
    let region = url::parse(region).ok()?;
    let trusted = vendor.trusts(uri, &region);
    trusted.then(|| url::moved(uri, &region)).flatten()
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
