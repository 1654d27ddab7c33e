//! Credentials, signatures, and sources of tokens.

#[cfg(feature = "aws")]
mod aws;
mod challenge;
mod credentials;
#[cfg(feature = "digest")]
mod digest;
#[cfg(any(
    feature = "aws",
    feature = "digest",
    feature = "oauth1",
    feature = "hawk",
    feature = "jwt"
))]
mod hash;
#[cfg(feature = "hawk")]
mod hawk;
#[cfg(feature = "jwt")]
mod jwt;
#[cfg(feature = "oauth1")]
mod oauth1;
mod place;
mod session;

#[cfg(feature = "aws")]
pub use aws::AwsV4;
pub use credentials::Credentials;
#[cfg(feature = "hawk")]
pub use hawk::Hawk;
#[cfg(feature = "jwt")]
pub use jwt::Jwt;
#[cfg(feature = "oauth1")]
pub use oauth1::{OAuth1, Signature};
pub use session::{AccessToken, Session, TokenSource};
