use super::*;
use base64::engine::general_purpose::STANDARD;
use ring::rand::SystemRandom;
use ring::signature::{self, EcdsaKeyPair, KeyPair};

fn claims() -> Json {
    r#"{"sub":"1234567890","name":"John Doe","iat":1516239022}"#
        .parse()
        .unwrap_or_default()
}

/// The example of jwt.io.
#[test]
fn shared_secret() -> Result<(), AuthenticationError> {
    let token = Jwt::hs256("your-256-bit-secret", claims()).token()?;
    let expected = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.\
             eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.\
             SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c";
    assert_eq!(token, expected);
    Ok(())
}

#[test]
fn a_token_is_signed_with_an_elliptic_curve_key() {
    let random = SystemRandom::new();
    let algorithm = &signature::ECDSA_P256_SHA256_FIXED_SIGNING;
    let key = EcdsaKeyPair::generate_pkcs8(algorithm, &random).expect("a key");
    let pem = format!(
        "-----BEGIN X-----\n{}\n-----END X-----\n",
        STANDARD.encode(&key)
    );
    let token = Jwt::private("ES256", pem, claims())
        .token()
        .expect("a token");
    let (text, proof) = token.rsplit_once('.').expect("three parts");
    let pair = EcdsaKeyPair::from_pkcs8(algorithm, key.as_ref(), &random).expect("a pair");
    let public = signature::UnparsedPublicKey::new(
        &signature::ECDSA_P256_SHA256_FIXED,
        pair.public_key().as_ref(),
    );
    let proof = URL_SAFE_NO_PAD.decode(proof).expect("base64");
    assert_eq!(public.verify(text.as_bytes(), &proof), Ok(()));
}

#[test]
fn lifetime_and_header_are_added() {
    let jwt = Jwt::hs256("s", Json::Null)
        .header("kid", "k1")
        .expires_in(Duration::from_secs(60));
    assert_eq!(
        Object::of(&Head(&jwt)).to_string(),
        r#"{"alg":"HS256","typ":"JWT","kid":"k1"}"#
    );
    assert_eq!(
        Object::of(&Claims(&jwt, 100)).to_string(),
        r#"{"iat":100,"exp":160}"#
    );
}

#[test]
fn bad_keys_and_algorithms_are_errors() {
    assert!(Jwt::shared("none", "s", Json::Null).token().is_err());
    assert!(Jwt::private("RS256", "no pem", Json::Null).token().is_err());
    assert!(
        Jwt::private("HS256", "-----A-----AAAA-----B-----", Json::Null)
            .token()
            .is_err()
    );
    assert!(!format!("{:?}", Jwt::hs256("s3cret", Json::Null)).contains("s3cret"));
}
