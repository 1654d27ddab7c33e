//! Tokens from an authorization server (OAuth 2, RFC 6749).

#[cfg(feature = "oauth2")]
mod credentials;
#[cfg(feature = "oauth2")]
mod device;
mod form;
#[cfg(feature = "oauth2")]
mod pkce;
#[cfg(feature = "oauth2")]
mod renew;
#[cfg(feature = "oauth2")]
mod sign_in;
#[cfg(feature = "oauth2")]
mod tokens;

#[cfg(feature = "oauth2")]
pub use credentials::OAuth2;
#[cfg(feature = "oauth2")]
pub use device::DevicePrompt;
#[cfg(feature = "oauth2")]
pub use sign_in::SignIn;
#[cfg(feature = "oauth2")]
pub use tokens::{StoreError, TokenStore, Tokens};
