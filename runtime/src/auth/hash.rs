//! The hash functions of the signatures.

#[cfg(any(feature = "aws", feature = "oauth1", feature = "hawk", feature = "jwt"))]
use hmac::{KeyInit, Mac};

/// Formats bytes as lower-case hexadecimal.
#[cfg(any(feature = "aws", feature = "digest"))]
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(any(feature = "aws", feature = "oauth1", feature = "hawk", feature = "jwt"))]
pub(super) fn hmac_sha256(key: &[u8], data: &[u8]) -> Vec<u8> {
    hmac::<hmac::Hmac<sha2::Sha256>>(key, data)
}

#[cfg(feature = "jwt")]
pub(super) fn hmac_sha384(key: &[u8], data: &[u8]) -> Vec<u8> {
    hmac::<hmac::Hmac<sha2::Sha384>>(key, data)
}

#[cfg(any(feature = "oauth1", feature = "jwt"))]
pub(super) fn hmac_sha512(key: &[u8], data: &[u8]) -> Vec<u8> {
    hmac::<hmac::Hmac<sha2::Sha512>>(key, data)
}

#[cfg(any(feature = "oauth1", feature = "hawk"))]
pub(super) fn hmac_sha1(key: &[u8], data: &[u8]) -> Vec<u8> {
    hmac::<hmac::Hmac<sha1::Sha1>>(key, data)
}

#[cfg(any(feature = "aws", feature = "oauth1", feature = "hawk", feature = "jwt"))]
fn hmac<M: Mac + KeyInit>(key: &[u8], data: &[u8]) -> Vec<u8> {
    // HMAC accepts keys of any length, so the error cannot occur.
    let Ok(mut mac) = <M as KeyInit>::new_from_slice(key) else {
        return Vec::new();
    };
    mac.update(data);
    mac.finalize().into_bytes().to_vec()
}

#[cfg(any(
    feature = "aws",
    feature = "digest",
    feature = "hawk",
    feature = "oauth1"
))]
pub(super) fn sha256(data: &[u8]) -> Vec<u8> {
    use sha2::Digest as _;
    sha2::Sha256::digest(data).to_vec()
}

#[cfg(any(feature = "hawk", feature = "oauth1"))]
pub(super) fn sha1(data: &[u8]) -> Vec<u8> {
    use sha1::Digest as _;
    sha1::Sha1::digest(data).to_vec()
}

#[cfg(feature = "digest")]
pub(super) fn md5(data: &[u8]) -> Vec<u8> {
    use md5::Digest as _;
    md5::Md5::digest(data).to_vec()
}
