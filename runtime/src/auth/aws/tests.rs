use super::*;
use std::time::{Duration, UNIX_EPOCH};

fn signed(
    keys: AwsV4,
    scheme: Scheme,
    request: http::Request<()>,
    body: &[u8],
    at: u64,
) -> Result<Parts, AuthenticationError> {
    let (mut parts, ()) = request.into_parts();
    keys.sign_at(
        &scheme,
        &mut parts,
        Some(body),
        UNIX_EPOCH + Duration::from_secs(at),
    )?;
    Ok(parts)
}

fn get(url: &str) -> http::Request<()> {
    let mut request = http::Request::new(());
    *request.uri_mut() = url.parse().unwrap_or_default();
    request
}

fn suite_keys() -> AwsV4 {
    AwsV4::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
}

const SUITE: Scheme = Scheme::AwsV4 {
    region: "us-east-1",
    service: "service",
    place: Place::Header,
};
/// 2015-08-30T12:36:00Z
const SUITE_TIME: u64 = 1_440_938_160;

fn signature(parts: &Parts) -> Option<&str> {
    parts
        .headers
        .get("authorization")?
        .to_str()
        .ok()?
        .rsplit_once("Signature=")
        .map(|s| s.1)
}

// The next two are from AWS's test suite.
#[test]
fn get_vanilla() -> Result<(), AuthenticationError> {
    let request = get("https://example.amazonaws.com/");
    let parts = signed(suite_keys(), SUITE, request, b"", SUITE_TIME)?;
    let expected = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";
    assert_eq!(signature(&parts), Some(expected));
    Ok(())
}

#[test]
fn get_vanilla_query_order_key_case() -> Result<(), AuthenticationError> {
    let request = get("https://example.amazonaws.com/?Param2=value2&Param1=value1");
    let parts = signed(suite_keys(), SUITE, request, b"", SUITE_TIME)?;
    let expected = "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500";
    assert_eq!(signature(&parts), Some(expected));
    Ok(())
}

/// The example of a presigned URL in the documentation of S3.
#[test]
fn s3_presigned_url() -> Result<(), AuthenticationError> {
    let keys = AwsV4::new(
        "AKIAIOSFODNN7EXAMPLE",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    );
    let scheme = Scheme::AwsV4 {
        region: "us-east-1",
        service: "s3",
        place: Place::Query,
    };
    let request = get("https://examplebucket.s3.amazonaws.com/test.txt");
    let parts = signed(keys, scheme, request, b"", 1_369_353_600)?;
    let query = parts.uri.query().unwrap_or_default();
    let expected = "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";
    assert!(
        query.ends_with(&format!("&X-Amz-Signature={expected}")),
        "{query}"
    );
    Ok(())
}

#[test]
fn region_and_service_are_read_from_the_host() {
    let of = |url: &str| {
        let uri = url.parse().unwrap_or_default();
        let (region, service) = canonical::of_host(&uri);
        format!("{region} {service}")
    };
    assert_eq!(
        of("https://abc.execute-api.eu-west-1.amazonaws.com/x"),
        "eu-west-1 execute-api"
    );
    assert_eq!(of("https://iam.amazonaws.com/"), "us-east-1 iam");
    assert_eq!(of("https://api.example.com/"), "us-east-1 execute-api");
}

#[test]
fn a_streamed_body_is_only_for_s3() {
    let (mut parts, ()) = get("https://example.com/").into_parts();
    assert!(suite_keys().sign(&SUITE, &mut parts, None).is_err());
}
