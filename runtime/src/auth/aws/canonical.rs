//! The canonical request, which client and service compute alike.

use http::Uri;
use http::header::CONTENT_TYPE;
use http::request::Parts;

use crate::ground::{percent, url};

/// The path is encoded once for S3, and twice for all other services.
pub(super) fn path(path: &str, is_s3: bool) -> String {
    let encode = |segment: &str| match is_s3 {
        true => percent::encode(&percent::decode(segment)),
        false => percent::encode(segment),
    };
    path.split('/').map(encode).collect::<Vec<_>>().join("/")
}

pub(super) fn query(query: &str) -> String {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let encode = |text: &str| percent::encode(&percent::decode(text));
    let mut pairs: Vec<(String, String)> = pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (encode(name), encode(value)))
        .collect();
    pairs.sort();
    pairs
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect::<Vec<_>>()
        .join("&")
}

/// The signed headers, sorted by name. Headers that HTTP clients add by themselves are not signed.
pub(super) fn signed_headers(parts: &Parts) -> Vec<(String, String)> {
    let mut headers = vec![("host".to_owned(), url::host_header(&parts.uri))];
    for name in parts.headers.keys() {
        if *name == CONTENT_TYPE || name.as_str().starts_with("x-amz-") {
            let values = parts.headers.get_all(name).iter();
            let values = values.map(|value| one_space(&String::from_utf8_lossy(value.as_bytes())));
            headers.push((
                name.as_str().to_owned(),
                values.collect::<Vec<_>>().join(","),
            ));
        }
    }
    headers.sort();
    headers
}

pub(super) fn names(headers: &[(String, String)]) -> String {
    headers
        .iter()
        .map(|(name, _)| name.as_str())
        .collect::<Vec<_>>()
        .join(";")
}

fn one_space(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The region and the service in a host name `service.region.amazonaws.com`.
pub(super) fn of_host(uri: &Uri) -> (&str, &str) {
    let host = uri.host().unwrap_or_default();
    let labels: Vec<&str> = host
        .strip_suffix(".amazonaws.com")
        .map_or(Vec::new(), |h| h.split('.').collect());
    match labels.as_slice() {
        [.., service, region] => (region, service),
        [service] => ("us-east-1", service),
        [] => ("us-east-1", "execute-api"),
    }
}
