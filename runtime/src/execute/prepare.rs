//! Conversion of a request's values to a method, a URL, headers and a body.

use http::header::{
    ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_TYPE, COOKIE, RANGE, USER_AGENT,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};

use super::deliver::Reading;
use super::request::query_encoding;
use super::{Defaults, InFlight, RequestData, Shared, Vendor};
use crate::auth::{Credentials, Session};
use crate::error::{Failure, RequestError};
use crate::ground::{percent, url};
use crate::operation::{Operation, Scheme};
use crate::transport::coding;

/// The maximum number of redirects of a call.
const REDIRECTS: usize = 10;

/// The credentials for a request with their schemes. None if the operation needs none, if the caller set `Authorization`, or if
/// the URL is not trusted. An error if a value of the request cannot be sent.
pub(super) fn signers(request: &mut RequestData) -> Result<Vec<(Credentials, Scheme)>, Failure> {
    if let Some(problem) = request.problem.take() {
        return Err(problem.into());
    }
    // An `Authorization` header of the caller replaces the credentials.
    if request.headers.contains_key(AUTHORIZATION) {
        return Ok(Vec::new());
    }
    let shared = &request.shared;
    match request.whole_url() {
        Some(url) if !is_trusted(shared, url) => Ok(Vec::new()),
        _ => Ok(shared.signers(request.operation)?),
    }
}

/// Whether credentials may be sent to a URL: it has the origin of one of the servers, or one of the vendor's hosts.
fn is_trusted(shared: &Shared, url: &str) -> bool {
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
pub(super) fn refuse_exposure(session: &Session, in_flight: &InFlight) -> Result<(), RequestError> {
    if session.http_credentials || in_flight.signers.is_empty() || !url::is_exposed(&in_flight.uri)
    {
        return Ok(());
    }
    let origin = url::origin_text(&in_flight.uri);
    Err(RequestError::new(origin, url::WHY_EXPOSED))
}

/// Builds the request. `region` is the base URL of the account, if the token came with one.
pub(super) async fn in_flight(
    mut request: RequestData,
    region: Option<&str>,
    reading: Reading,
) -> Result<InFlight, Failure> {
    let shared = &request.shared;
    let operation = request.operation;
    let is_stranger = request
        .whole_url()
        .is_some_and(|url| !is_trusted(shared, url));
    let none = Defaults::default();
    let defaults = if is_stranger { &none } else { &shared.defaults };
    let url = match (request.target.take(), request.whole_url()) {
        (Some(url), _) => url,
        (None, Some(url)) => url::with_query(url, &query(operation, defaults, &request.query)),
        (None, None) => {
            let path = request.path_with_values()?;
            let query = query(operation, defaults, &request.query);
            url::join(shared.server(operation.server)?, &path, &query)
        }
    };
    let uri = url::parse(&url).map_err(|why| RequestError::new("URL", why))?;
    let vendor = Vendor::of(shared.session.info);
    // A link to the next page may contain the base URL of the account already.
    let at_home = || {
        let server = shared.server(operation.server).ok();
        let server = server.and_then(|server| url::parse(server).ok());
        server.is_some_and(|server| url::same_origin(&server, &uri))
    };
    let movable =
        !shared.replaced_servers.contains(&operation.server) && request.whole_url().is_none();
    let region = region.filter(|_| movable && at_home());
    let region = region.and_then(|region| at_region(&uri, region, vendor));
    let method = Method::from_bytes(operation.method.as_bytes())
        .map_err(|_| RequestError::new(operation.method, "this is not an HTTP method"))?;
    let body = request.payload.prepare().await?;
    let mut headers = headers(
        operation,
        &defaults.headers,
        request.headers,
        &request.cookies,
        body.media_type.as_deref(),
        &shared.session.user_agent,
    )?;
    if let (Reading::Whole, Some(encodings)) = (reading, coding::ACCEPTED) {
        // Downloads count and resume the bytes as they are stored, so they are not compressed.
        if !headers.contains_key(ACCEPT_ENCODING) && !headers.contains_key(RANGE) {
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(encodings));
        }
    }
    Ok(InFlight {
        method,
        uri: region.unwrap_or(uri),
        headers,
        body,
        signers: Vec::new(),
        vendor,
        keep: operation.success,
        redirects: REDIRECTS,
        keep_method: false,
        followed: 0,
        repeatable: operation.idempotent,
    })
}

/// Moves a URL to the base URL of the account, if both are the vendor's.
fn at_region(uri: &Uri, region: &str, vendor: Vendor) -> Option<Uri> {
    let region = url::parse(region).ok()?;
    let trusted = vendor.trusts(uri, &region);
    trusted.then(|| url::with_origin(uri, &region)).flatten()
}

/// The query of a call, after the parameters that only the operation or the client sets. Those of the client replace those
/// of the operation.
fn query(operation: &Operation, defaults: &Defaults, own: &str) -> String {
    let of_operation = operation.query.iter().copied();
    let of_client = defaults.query.iter();
    let of_client = of_client.map(|(name, value)| (name.as_str(), value.as_str()));
    let mut query = String::new();
    for (name, value) in of_operation.chain(of_client) {
        if percent::get_query(own, name).is_none() {
            percent::set_query(&mut query, name, value, query_encoding(operation));
        }
    }
    let parts = [query.as_str(), own].into_iter();
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.join("&")
}

/// The headers of the operation, replaced by those of the client and of the call, and the default ones.
fn headers(
    operation: &Operation,
    of_client: &HeaderMap,
    own: HeaderMap,
    cookies: &[(String, String)],
    media_type: Option<&str>,
    user_agent: &str,
) -> Result<HeaderMap, RequestError> {
    let mut headers = HeaderMap::new();
    for (name, value) in operation.headers {
        let unusable = || RequestError::new(*name, "the header cannot be sent");
        let name = HeaderName::try_from(*name).map_err(|_| unusable())?;
        headers.insert(name, HeaderValue::from_str(value).map_err(|_| unusable())?);
    }
    headers.extend(of_client.clone());
    headers.extend(own);
    add_cookies(&mut headers, cookies)?;
    let is_form = media_type.is_some_and(|media_type| media_type.starts_with("multipart/"));
    let defaults = [
        (CONTENT_TYPE, media_type),
        (ACCEPT, Some("*/*")),
        (USER_AGENT, Some(user_agent)),
    ];
    for (name, value) in defaults {
        let Some(value) = value else { continue };
        // The media type of a multipart body contains the boundary, so it replaces any other.
        if !headers.contains_key(&name) || (is_form && name == CONTENT_TYPE) {
            let value = HeaderValue::from_str(value);
            let value =
                value.map_err(|_| RequestError::new(name.as_str(), "no header can carry it"))?;
            headers.insert(name, value);
        }
    }
    Ok(headers)
}

/// Adds the cookies of a call to the one `Cookie` header, after those that another header has.
fn add_cookies(headers: &mut HeaderMap, cookies: &[(String, String)]) -> Result<(), RequestError> {
    let Some((first, _)) = cookies.first() else {
        return Ok(());
    };
    let before = headers.get(COOKIE).and_then(|value| value.to_str().ok());
    let own = cookies.iter().map(|(_, pairs)| pairs.as_str());
    let all: Vec<&str> = before.into_iter().chain(own).collect();
    let value = HeaderValue::from_str(&all.join("; "));
    let mut value = value.map_err(|_| RequestError::new(first, "no cookie can carry it"))?;
    value.set_sensitive(true);
    headers.insert(COOKIE, value);
    Ok(())
}
