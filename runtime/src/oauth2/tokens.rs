//! Tokens, and stores for them.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::ground::BoxFuture;
use crate::ground::secret::Secret;
use crate::ground::time::unix_seconds;
use crate::json::{Json, Object, Write};

/// Tokens are renewed this long before they expire; those with a lifetime below ten times as long after nine tenths of it.
const AHEAD: Duration = Duration::from_secs(300);

/// An access token with what the authorization server returned beside it. `Debug` shows no secret.
///
/// ```
/// use posthaste_runtime::Tokens;
///
/// let kept = r#"{"access_token":"a","refresh_token":"r","expires_at":1795651200}"#;
/// let tokens = Tokens::from_json(kept).ok_or("no tokens")?;
/// assert_eq!(tokens.to_json(), kept);
/// # Ok::<(), &str>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tokens {
    access_token: Secret,
    refresh_token: Option<Secret>,
    expires_at: Option<SystemTime>,
    renew_at: Option<SystemTime>,
    scope: Option<String>,
    base_url: Option<String>,
}

impl Tokens {
    /// An access token without a known expiry.
    pub fn new(access_token: impl Into<String>) -> Tokens {
        Tokens {
            access_token: Secret::new(access_token),
            refresh_token: None,
            expires_at: None,
            renew_at: None,
            scope: None,
            base_url: None,
        }
    }

    /// A refresh token only. The first call requests an access token.
    pub(super) fn of_refresh_token(refresh_token: Secret) -> Tokens {
        Tokens {
            refresh_token: Some(refresh_token),
            expires_at: Some(UNIX_EPOCH),
            renew_at: Some(UNIX_EPOCH),
            ..Tokens::new("")
        }
    }

    /// The tokens of a response of the authorization server; `None` if it has no access token.
    pub(super) fn read(body: &Json, base_url_field: &str, now: SystemTime) -> Option<Tokens> {
        let text = |name: &str| body.get(name)?.as_str().filter(|text| !text.is_empty());
        // Some servers send the number as text.
        let seconds = body.get("expires_in").and_then(|value| match value {
            Json::String(text) => text.trim().parse().ok(),
            other => other.as_f64(),
        });
        let life = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        let ends = |life: Duration| now.checked_add(life);
        Some(Tokens {
            access_token: Secret::new(text("access_token")?),
            refresh_token: text("refresh_token").map(Secret::new),
            expires_at: life.and_then(ends),
            renew_at: life.map(|life| life - AHEAD.min(life / 10)).and_then(ends),
            scope: text("scope").map(str::to_owned),
            base_url: text(base_url_field).map(str::to_owned),
        })
    }

    /// Parses tokens that [`Tokens::to_json`] returned.
    pub fn from_json(text: &str) -> Option<Tokens> {
        let json: Json = text.parse().ok()?;
        let mut tokens = Tokens::read(&json, "base_url", UNIX_EPOCH)?;
        let seconds = json.get("expires_at").and_then(Json::as_i64);
        tokens.expires_at = seconds
            .and_then(|seconds| u64::try_from(seconds).ok())
            .and_then(|seconds| UNIX_EPOCH.checked_add(Duration::from_secs(seconds)));
        tokens.renew_at = tokens.expires_at.and_then(|end| end.checked_sub(AHEAD / 5));
        Some(tokens)
    }

    /// The tokens as JSON, for storing them. It is secret.
    pub fn to_json(&self) -> String {
        Object::of(self).to_string()
    }

    /// The access token. It is secret.
    pub fn access_token(&self) -> &str {
        self.access_token.reveal()
    }

    /// The refresh token, if there is one. It is secret.
    pub fn refresh_token(&self) -> Option<&str> {
        self.refresh_token.as_ref().map(Secret::reveal)
    }

    /// When the access token expires, if it is known.
    pub fn expires_at(&self) -> Option<SystemTime> {
        self.expires_at
    }

    /// The granted scope, if the server returned it.
    pub fn scope(&self) -> Option<&str> {
        self.scope.as_deref()
    }

    pub(super) fn server(&self) -> Option<&str> {
        self.base_url.as_deref()
    }

    /// Whether it is too early to renew the access token.
    pub(super) fn is_fresh(&self, now: SystemTime) -> bool {
        self.renew_at.is_none_or(|end| now < end)
    }

    /// Whether the access token has not expired.
    pub(super) fn is_valid(&self, now: SystemTime) -> bool {
        self.expires_at.is_none_or(|end| now < end)
    }

    /// Keeps the old refresh token if the response has none.
    pub(super) fn or_refresh_token_of(mut self, before: Option<&Tokens>) -> Tokens {
        if self.refresh_token.is_none() {
            self.refresh_token = before.and_then(|before| before.refresh_token.clone());
        }
        self
    }

    pub(super) fn forget_refresh_token(&mut self) {
        self.refresh_token = None;
    }
}

impl Write for Tokens {
    fn write(&self, object: &mut Object) {
        object.put("access_token", &self.access_token());
        object.put("refresh_token", &self.refresh_token());
        let seconds = self.expires_at.map(unix_seconds);
        object.put("expires_at", &seconds.and_then(|at| i64::try_from(at).ok()));
        object.put("scope", &self.scope);
        object.put("base_url", &self.base_url);
    }
}

/// The error of a store.
pub type StoreError = Box<dyn std::error::Error + Send + Sync>;

/// A persistent store of tokens.
///
/// Many servers invalidate a refresh token when it is used: if the new tokens are lost, the user must sign in again.
/// New tokens are therefore saved **before** they are used, and calls fail until they are saved.
///
/// ```
/// use posthaste_runtime::{BoxFuture, StoreError, TokenStore, Tokens};
/// use std::path::PathBuf;
///
/// struct InFile(PathBuf);
///
/// impl TokenStore for InFile {
///     fn load(&self) -> BoxFuture<'_, Result<Option<Tokens>, StoreError>> {
///         Box::pin(async { Ok(std::fs::read_to_string(&self.0).ok().as_deref().and_then(Tokens::from_json)) })
///     }
///     fn save<'s>(&'s self, tokens: &'s Tokens) -> BoxFuture<'s, Result<(), StoreError>> {
///         Box::pin(async { Ok(std::fs::write(&self.0, tokens.to_json())?) })
///     }
/// }
/// ```
pub trait TokenStore: Send + Sync + 'static {
    /// Loads the tokens that were saved last. Called once, before the first token is needed.
    ///
    /// # Errors
    /// The tokens cannot be read. The call fails, and the next call tries again.
    fn load(&self) -> BoxFuture<'_, Result<Option<Tokens>, StoreError>>;

    /// Saves tokens, replacing the previous ones. They must survive a crash after this has returned.
    ///
    /// # Errors
    /// The tokens cannot be saved. The call fails, and the next call tries again.
    fn save<'s>(&'s self, tokens: &'s Tokens) -> BoxFuture<'s, Result<(), StoreError>>;
}

impl fmt::Debug for dyn TokenStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenStore")
    }
}
