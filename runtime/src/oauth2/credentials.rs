//! OAuth 2.0 credentials.

use std::fmt;
use std::sync::Arc;

use super::renew::Shared;
use super::{DevicePrompt, TokenStore, Tokens, device, renew};
use crate::auth::{AccessToken, Credentials, Session, TokenSource};
use crate::error::AuthenticationError;
use crate::ground::BoxFuture;
use crate::ground::secret::Secret;
use crate::operation::ApiInfo;

/// Credentials that request their tokens from an authorization server (RFC 6749) and renew them: before they expire,
/// with one request however many calls wait, and once more when the service refuses a token.
///
/// Clones share their tokens. Settings that are not made here are those of the API.
///
/// ```
/// use posthaste_runtime::OAuth2;
///
/// let service = OAuth2::client_credentials("client id", "client secret").scopes(["read", "write"]);
/// // A grant type of one vendor is a name with parameters.
/// let account = OAuth2::grant("account_credentials", "client id", "client secret")
///     .parameter("account_id", "a1");
/// // A refresh token that a user granted earlier.
/// let user = OAuth2::refresh_token("client id", "client secret", "refresh token");
/// # let _ = (service, account, user);
/// ```
#[derive(Clone)]
#[must_use]
pub struct OAuth2 {
    pub(super) settings: Arc<Settings>,
    pub(super) shared: Arc<Shared>,
}

#[derive(Clone)]
pub(super) struct Settings {
    pub(super) client_id: String,
    pub(super) client_secret: Option<Secret>,
    pub(super) first: FirstGrant,
    /// Additional fields of the first token request.
    pub(super) parameters: Vec<(String, Secret)>,
    pub(super) scopes: Vec<String>,
    pub(super) token_url: Option<String>,
    pub(super) device_url: Option<String>,
    pub(super) in_body: Option<bool>,
    pub(super) store: Option<Arc<dyn TokenStore>>,
}

/// How the first tokens are obtained.
#[derive(Clone)]
pub(super) enum FirstGrant {
    /// By a grant that can be used repeatedly.
    Repeatable { grant: String },
    /// By a grant that can be used once.
    OneTime { grant: &'static str },
    /// By the device authorization grant.
    Device(Arc<device::Prompt>),
    /// They were passed to the constructor.
    Obtained,
}

impl OAuth2 {
    fn new(
        client_id: impl Into<String>,
        client_secret: Option<Secret>,
        first: FirstGrant,
    ) -> OAuth2 {
        OAuth2 {
            settings: Arc::new(Settings {
                client_id: client_id.into(),
                client_secret,
                first,
                parameters: Vec::new(),
                scopes: Vec::new(),
                token_url: None,
                device_url: None,
                in_body: None,
                store: None,
            }),
            shared: Arc::default(),
        }
    }

    /// Tokens of the client itself, by the client credentials grant.
    pub fn client_credentials(
        client_id: impl Into<String>,
        client_secret: impl Into<String>,
    ) -> OAuth2 {
        OAuth2::grant("client_credentials", client_id, client_secret)
    }

    /// Tokens by a grant type of any name, which can be used repeatedly. Its parameters are set by
    /// [`OAuth2::parameter`].
    pub fn grant(
        grant_type: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: impl Into<String>,
    ) -> OAuth2 {
        let grant = grant_type.into();
        let secret = Secret::new(client_secret);
        OAuth2::new(client_id, Some(secret), FirstGrant::Repeatable { grant })
    }

    /// Tokens of a user who has consented in a browser; see [`SignIn`](crate::SignIn).
    pub fn authorization_code(
        client_id: impl Into<String>,
        code: impl Into<String>,
        redirect_uri: impl Into<String>,
    ) -> OAuth2 {
        let grant = "authorization_code";
        OAuth2::new(client_id, None, FirstGrant::OneTime { grant })
            .parameter("code", code)
            .parameter("redirect_uri", redirect_uri)
    }

    /// Tokens by a refresh token that a user granted earlier.
    pub fn refresh_token(
        client_id: impl Into<String>,
        client_secret: impl Into<String>,
        refresh_token: impl Into<String>,
    ) -> OAuth2 {
        let tokens = Tokens::of_refresh_token(Secret::new(refresh_token));
        OAuth2::tokens(client_id, tokens).client_secret(client_secret)
    }

    /// Tokens that were obtained earlier.
    pub fn tokens(client_id: impl Into<String>, tokens: Tokens) -> OAuth2 {
        let mut oauth2 = OAuth2::new(client_id, None, FirstGrant::Obtained);
        oauth2.shared = Arc::new(Shared::with_tokens(tokens));
        oauth2
    }

    /// Tokens of a user who consents on another device (RFC 8628). `prompt` shows the user where to go. The first
    /// call waits until the user has finished.
    pub fn device(
        client_id: impl Into<String>,
        prompt: impl Fn(&DevicePrompt) + Send + Sync + 'static,
    ) -> OAuth2 {
        let prompt = Arc::new(device::Prompt::new(prompt));
        OAuth2::new(client_id, None, FirstGrant::Device(prompt))
    }

    fn set(mut self, change: impl FnOnce(&mut Settings)) -> OAuth2 {
        change(Arc::make_mut(&mut self.settings));
        self
    }

    /// Sets the client secret.
    pub fn client_secret(self, secret: impl Into<String>) -> OAuth2 {
        self.set(|settings| settings.client_secret = Some(Secret::new(secret)))
    }

    /// Adds a field to the first request for tokens.
    pub fn parameter(self, name: impl Into<String>, value: impl Into<String>) -> OAuth2 {
        let field = (name.into(), Secret::new(value));
        self.set(|settings| settings.parameters.push(field))
    }

    /// Requests scopes. If none are set, the server decides.
    pub fn scopes<S: Into<String>>(self, scopes: impl IntoIterator<Item = S>) -> OAuth2 {
        self.set(|settings| settings.scopes.extend(scopes.into_iter().map(Into::into)))
    }

    /// Sets the token endpoint, instead of the API's.
    pub fn token_url(self, url: impl Into<String>) -> OAuth2 {
        self.set(|settings| settings.token_url = Some(url.into()))
    }

    /// Sets the device authorization endpoint, instead of the API's.
    pub fn device_url(self, url: impl Into<String>) -> OAuth2 {
        self.set(|settings| settings.device_url = Some(url.into()))
    }

    /// Sends the client's id and secret as fields of the form (`true`) or as HTTP basic authentication (`false`),
    /// instead of the API's way.
    pub fn client_in_body(self, yes: bool) -> OAuth2 {
        self.set(|settings| settings.in_body = Some(yes))
    }

    /// Loads tokens from a store, and saves new ones there.
    pub fn store(self, store: impl TokenStore) -> OAuth2 {
        self.set(|settings| settings.store = Some(Arc::new(store)))
    }

    /// The current tokens, if there are any.
    pub async fn current(&self) -> Option<Tokens> {
        self.shared.state.lock().await.tokens().cloned()
    }
}

impl TokenSource for OAuth2 {
    fn token<'a>(
        &'a self,
        session: &'a Session,
    ) -> BoxFuture<'a, Result<AccessToken, AuthenticationError>> {
        Box::pin(async move {
            let token = renew::token(self, session).await;
            token.map_err(AuthenticationError::token)
        })
    }

    fn endpoints<'a>(&'a self, api: &'a ApiInfo) -> Vec<&'a str> {
        let mut urls = vec![self.settings.token_url(&api.oauth2), api.oauth2.refresh_url];
        urls.retain(|url| !url.is_empty());
        if matches!(self.settings.first, FirstGrant::Device(_)) {
            urls.push(self.settings.device_url(&api.oauth2));
        }
        urls
    }

    fn refused<'a>(&'a self, token: &'a AccessToken) -> BoxFuture<'a, bool> {
        Box::pin(async move {
            let mut state = self.shared.state.lock().await;
            state.refuse(token.reveal());
            state.has_refresh_token()
                || matches!(
                    self.settings.first,
                    FirstGrant::Repeatable { .. } | FirstGrant::Device(_)
                )
        })
    }
}

impl From<OAuth2> for Credentials {
    fn from(oauth2: OAuth2) -> Credentials {
        Credentials::source(oauth2)
    }
}

/// Shows neither secrets nor tokens.
impl fmt::Debug for OAuth2 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OAuth2")
            .field("client_id", &self.settings.client_id)
            .field("scopes", &self.settings.scopes)
            .finish_non_exhaustive()
    }
}
