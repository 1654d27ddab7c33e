//! HTTP digest authentication (RFC 7616).

use http::request::Parts;

use super::challenge::parameter;
use super::hash::{hex, md5, sha256};
use super::place;
use crate::error::AuthenticationError;
use crate::ground::random;

/// Adds the response to a challenge.
pub(super) fn sign(
    user: &str,
    password: &str,
    challenge: &str,
    parts: &mut Parts,
    body: Option<&[u8]>,
) -> Result<(), AuthenticationError> {
    let nonce = format!("{:016x}", random());
    let target = parts
        .uri
        .path_and_query()
        .map_or("/", |target| target.as_str());
    let request = Asked {
        method: parts.method.as_str(),
        target,
        body,
    };
    let value = authorization(user, password, challenge, &request, &nonce)?;
    place::set_authorization(parts, &value)
}

/// The parts of the request that enter the digest.
struct Asked<'r> {
    method: &'r str,
    target: &'r str,
    body: Option<&'r [u8]>,
}

fn authorization(
    user: &str,
    password: &str,
    challenge: &str,
    request: &Asked<'_>,
    client_nonce: &str,
) -> Result<String, AuthenticationError> {
    let realm = parameter(challenge, "realm").unwrap_or_default();
    let nonce = parameter(challenge, "nonce").unwrap_or_default();
    let algorithm = parameter(challenge, "algorithm");
    let name = algorithm.as_deref().unwrap_or("MD5").to_ascii_uppercase();
    let hash_bytes = hash_function(name.trim_end_matches("-SESS"))?;
    let hash = |text: &str| hash_bytes(text.as_bytes());
    let quality = choose_quality(parameter(challenge, "qop"), request.body)?;

    let mut login = hash(&format!("{user}:{realm}:{password}"));
    if name.ends_with("-SESS") {
        login = hash(&format!("{login}:{nonce}:{client_nonce}"));
    }
    let mut request_hash = format!("{}:{}", request.method, request.target);
    if quality == Some("auth-int") {
        let body = hash_bytes(request.body.unwrap_or_default());
        request_hash = format!("{request_hash}:{body}");
    }
    let request_hash = hash(&request_hash);
    let proof = match quality {
        Some(quality) => hash(&format!(
            "{login}:{nonce}:00000001:{client_nonce}:{quality}:{request_hash}"
        )),
        None => hash(&format!("{login}:{nonce}:{request_hash}")),
    };

    let mut value = format!(
        "Digest username=\"{}\", realm=\"{}\", nonce=\"{}\", uri=\"{}\"",
        quoted(user),
        quoted(&realm),
        quoted(&nonce),
        request.target
    );
    if let Some(algorithm) = algorithm {
        value.push_str(&format!(", algorithm={algorithm}"));
    }
    if let Some(quality) = quality {
        value.push_str(&format!(
            ", qop={quality}, nc=00000001, cnonce=\"{client_nonce}\""
        ));
    }
    value.push_str(&format!(", response=\"{proof}\""));
    if let Some(opaque) = parameter(challenge, "opaque") {
        value.push_str(&format!(", opaque=\"{}\"", quoted(&opaque)));
    }
    Ok(value)
}

fn hash_function(algorithm: &str) -> Result<fn(&[u8]) -> String, AuthenticationError> {
    match algorithm {
        "MD5" => Ok(|bytes| hex(&md5(bytes))),
        "SHA-256" => Ok(|bytes| hex(&sha256(bytes))),
        _ => Err(AuthenticationError::unusable(
            "the service asks for a digest that is not known",
        )),
    }
}

/// Prefers `auth`, for which the body is not needed.
fn choose_quality(
    offered: Option<String>,
    body: Option<&[u8]>,
) -> Result<Option<&'static str>, AuthenticationError> {
    let Some(offered) = offered else {
        return Ok(None);
    };
    let offers = |quality| {
        offered
            .split(',')
            .any(|offer| offer.trim().eq_ignore_ascii_case(quality))
    };
    if offers("auth") {
        return Ok(Some("auth"));
    }
    if offers("auth-int") && body.is_some() {
        return Ok(Some("auth-int"));
    }
    Err(AuthenticationError::unusable(
        "the service asks for a proof that this body does not allow",
    ))
}

fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    // RFC 7616, 3.9.1
    const CHALLENGE: &str = r#"realm="http-auth@example.org", qop="auth, auth-int", nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS""#;
    const CLIENT_NONCE: &str = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

    fn proof(challenge: &str, user: &str, password: &str, target: &str) -> Option<String> {
        let request = Asked {
            method: "GET",
            target,
            body: None,
        };
        let value = authorization(user, password, challenge, &request, CLIENT_NONCE).ok()?;
        parameter(&value, "response")
    }

    #[test]
    fn vectors_of_the_standard() {
        let of = |algorithm: &str| {
            let challenge = format!("{CHALLENGE}, algorithm={algorithm}");
            proof(&challenge, "Mufasa", "Circle of Life", "/dir/index.html")
        };
        assert_eq!(
            of("MD5").as_deref(),
            Some("8ca523f5e9506fed4657c9700eebdbec")
        );
        let sha256 = "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1";
        assert_eq!(of("SHA-256").as_deref(), Some(sha256));
        assert_eq!(of("SHA-512-256"), None);
    }

    #[test]
    fn a_challenge_without_qop_gets_an_rfc_2069_response() {
        // The example of RFC 2069, with the value of its erratum.
        let challenge = r#"realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41""#;
        let found = proof(challenge, "Mufasa", "CircleOfLife", "/dir/index.html");
        assert_eq!(found.as_deref(), Some("1949323746fe6a43ef61f9606e7febea"));
    }

    #[test]
    fn a_proof_over_a_streamed_body_is_refused() {
        assert_eq!(
            proof(r#"realm="r", nonce="n", qop="auth-int""#, "u", "p", "/"),
            None
        );
    }
}
