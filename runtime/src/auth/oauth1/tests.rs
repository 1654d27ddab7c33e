use super::*;
use http::HeaderValue;

const HEADER: Scheme = Scheme::OAuth1 {
    method: "HMAC-SHA1",
    place: Place::Header,
};

fn request(method: http::Method, url: &str) -> Parts {
    let mut request = http::Request::new(());
    *request.method_mut() = method;
    *request.uri_mut() = url.parse().unwrap_or_default();
    request.into_parts().0
}

/// The example of RFC 5849, section 1.2: the request for a photo.
#[test]
fn the_example_of_rfc_5849_has_its_signature() -> Result<(), AuthenticationError> {
    let keys = OAuth1::new("dpf43f3p2l4k3l03", "kd94hf93k423kf44")
        .token("nnch734d00sl2jdk", "pfkkdhi9sl3r4s00")
        .realm("Photos")
        .fixed(137_131_202, "chapoH");
    let url = "http://photos.example.net/photos?file=vacation.jpg&size=original";
    let mut parts = request(http::Method::GET, url);
    // The example of the RFC has no version, which changes the signature base string.
    let parameters: Vec<_> = keys
        .parameters(Signature::HmacSha1)
        .into_iter()
        .filter(|parameter| parameter.0 != "oauth_version")
        .collect();
    let proof = keys.proof(Signature::HmacSha1, &parts, &parameters, "");
    assert_eq!(proof, "MdpQcU8iPSUjWoN/UDMsK2sui9I=");
    keys.sign(&HEADER, &mut parts, None)?;
    let header = parts
        .headers
        .get("authorization")
        .map(HeaderValue::as_bytes)
        .unwrap_or_default();
    assert!(header.starts_with(b"OAuth realm=\"Photos\",oauth_consumer_key=\"dpf43f3p2l4k3l03\""));
    Ok(())
}

/// An example of Twitter's documentation, with a form as body.
#[test]
fn the_example_of_twitter_has_its_signature() -> Result<(), AuthenticationError> {
    let keys = OAuth1::new(
        "xvz1evFS4wEEPTGEFPHBog",
        "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw",
    )
    .token(
        "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb",
        "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE",
    )
    .fixed(1_318_622_958, "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg");
    let url = "https://api.twitter.com/1.1/statuses/update.json?include_entities=true";
    let mut parts = request(http::Method::POST, url);
    let form = HeaderValue::from_static("application/x-www-form-urlencoded");
    parts.headers.insert(CONTENT_TYPE, form);
    let body = b"status=Hello%20Ladies%20%2B%20Gentlemen%2C%20a%20signed%20OAuth%20request%21";
    keys.sign(&HEADER, &mut parts, Some(body))?;
    let header = parts
        .headers
        .get("authorization")
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    assert!(
        header.contains("oauth_signature=\"hCtSmYh%2BiHYCEqBWrE7C7hYmtUk%3D\""),
        "{header}"
    );
    Ok(())
}

#[test]
fn parameters_can_go_into_the_query() -> Result<(), AuthenticationError> {
    let keys = OAuth1::new("k", "s&").fixed(1, "n");
    let scheme = Scheme::OAuth1 {
        method: "PLAINTEXT",
        place: Place::Query,
    };
    let mut parts = request(http::Method::GET, "https://h/a?b=c");
    keys.sign(&scheme, &mut parts, None)?;
    let expected = "b=c&oauth_consumer_key=k&oauth_signature_method=PLAINTEXT&oauth_timestamp=1\
             &oauth_nonce=n&oauth_version=1.0&oauth_signature=s%2526%26";
    assert_eq!(parts.uri.query(), Some(expected));
    assert!(!parts.headers.contains_key("authorization"));
    Ok(())
}
