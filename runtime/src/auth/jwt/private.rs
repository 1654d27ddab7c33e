//! Signatures with private keys.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::rand::SystemRandom;
use ring::signature::{self, EcdsaKeyPair, RsaKeyPair};

use crate::error::AuthenticationError;

/// Signs with a private key (PEM) by the JWA name of the algorithm.
pub(super) fn sign(
    algorithm: &str,
    pem: &str,
    text: &[u8],
) -> Result<Vec<u8>, AuthenticationError> {
    let unknown = || AuthenticationError::unusable("the token's algorithm is not known");
    let unusable =
        || AuthenticationError::unusable("the private key cannot be used with its algorithm");
    let der = pem_to_der(pem).ok_or_else(unusable)?;
    let random = SystemRandom::new();
    if let Some(algorithm) = ecdsa(algorithm) {
        let key = EcdsaKeyPair::from_pkcs8(algorithm, &der, &random).map_err(|_| unusable())?;
        return Ok(key
            .sign(&random, text)
            .map_err(|_| unusable())?
            .as_ref()
            .to_vec());
    }
    let encoding = rsa(algorithm).ok_or_else(unknown)?;
    let key = RsaKeyPair::from_pkcs8(&der).or_else(|_| RsaKeyPair::from_der(&der));
    let key = key.map_err(|_| unusable())?;
    let mut proof = vec![0; key.public().modulus_len()];
    key.sign(encoding, &random, text, &mut proof)
        .map_err(|_| unusable())?;
    Ok(proof)
}

fn ecdsa(algorithm: &str) -> Option<&'static signature::EcdsaSigningAlgorithm> {
    match algorithm {
        "ES256" => Some(&signature::ECDSA_P256_SHA256_FIXED_SIGNING),
        "ES384" => Some(&signature::ECDSA_P384_SHA384_FIXED_SIGNING),
        _ => None,
    }
}

fn rsa(algorithm: &str) -> Option<&'static dyn signature::RsaEncoding> {
    match algorithm {
        "RS256" => Some(&signature::RSA_PKCS1_SHA256),
        "RS384" => Some(&signature::RSA_PKCS1_SHA384),
        "RS512" => Some(&signature::RSA_PKCS1_SHA512),
        "PS256" => Some(&signature::RSA_PSS_SHA256),
        "PS384" => Some(&signature::RSA_PSS_SHA384),
        "PS512" => Some(&signature::RSA_PSS_SHA512),
        _ => None,
    }
}

/// The bytes of the first PEM block.
fn pem_to_der(pem: &str) -> Option<Vec<u8>> {
    let body = pem.split("-----").nth(2)?;
    let text: String = body.chars().filter(|char| !char.is_whitespace()).collect();
    STANDARD.decode(text).ok()
}
