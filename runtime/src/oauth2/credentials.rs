//! OAuth 2: grants, and tokens that are renewed before anyone notices.

use std::fmt;
use std::sync::Arc;

use super::renew::Shared;
use super::{DevicePrompt, TokenStore, Tokens, device, renew};
use crate::auth::{AccessToken, Credentials, Session, TokenSource};
use crate::error::AuthenticationError;
use crate::ground::BoxFuture;
use crate::ground::secret::Secret;
use crate::operation::ApiInfo;

/// Credentials that get their tokens from an authorization server (RFC 6749) and renew them: ahead of their
/// expiry, once however many calls wait, and once more when the service refuses one.
///
/// Copies share their tokens. What is not set is taken from what is known of the API.
///
/// ```
/// use posthaste_runtime::OAuth2;
///
/// let service = OAuth2::client_credentials("client id", "client secret").scopes(["read", "write"]);
/// // A grant that only one vendor has is data.
/// let account = OAuth2::grant("account_credentials", "client id", "client secret")
///     .parameter("account_id", "a1");
/// // What a user granted earlier.
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
    pub(super) first: First,
    /// More fields of the first token request.
    pub(super) parameters: Vec<(String, Secret)>,
    pub(super) scopes: Vec<String>,
    pub(super) token_url: Option<String>,
    pub(super) device_url: Option<String>,
    pub(super) in_body: Option<bool>,
    pub(super) store: Option<Arc<dyn TokenStore>>,
}

/// How the first tokens are had.
#[derive(Clone)]
pub(super) enum First {
    /// Asked for, as often as needed.
    Ask { grant: String },
    /// Asked for with what is good only once.
    Once { grant: &'static str },
    /// The user is sent to another device.
    Device(Arc<device::Prompt>),
    /// They are there.
    Given,
}

impl OAuth2 {
    fn new(client_id: impl Into<String>, client_secret: Option<Secret>, first: First) -> OAuth2 {
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

    /// Tokens for the client itself.
    pub fn client_credentials(
        client_id: impl Into<String>,
        client_secret: impl Into<String>,
    ) -> OAuth2 {
        OAuth2::grant("client_credentials", client_id, client_secret)
    }

    /// Tokens by a grant type of any name, which may be asked for again and again. What it needs is set by
    /// [`OAuth2::parameter`].
    pub fn grant(
        grant_type: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: impl Into<String>,
    ) -> OAuth2 {
        let grant = grant_type.into();
        let secret = Secret::new(client_secret);
        OAuth2::new(client_id, Some(secret), First::Ask { grant })
    }

    /// Tokens of a user who consented in a browser; [`SignIn`] leads there and back.
    pub fn authorization_code(
        client_id: impl Into<String>,
        code: impl Into<String>,
        redirect_uri: impl Into<String>,
    ) -> OAuth2 {
        let grant = "authorization_code";
        OAuth2::new(client_id, None, First::Once { grant })
            .parameter("code", code)
            .parameter("redirect_uri", redirect_uri)
    }

    /// Tokens of a user who consented earlier.
    pub fn refresh_token(
        client_id: impl Into<String>,
        client_secret: impl Into<String>,
        refresh_token: impl Into<String>,
    ) -> OAuth2 {
        let tokens = Tokens::of_refresh_token(Secret::new(refresh_token));
        OAuth2::tokens(client_id, tokens).client_secret(client_secret)
    }

    /// Tokens from where they were kept.
    pub fn tokens(client_id: impl Into<String>, tokens: Tokens) -> OAuth2 {
        let mut one = OAuth2::new(client_id, None, First::Given);
        one.shared = Arc::new(Shared::of(tokens));
        one
    }

    /// Tokens of a user who consents on another device (RFC 8628). The prompt is to show the user where to
    /// go; the first call waits until the user is done.
    pub fn device(
        client_id: impl Into<String>,
        prompt: impl Fn(&DevicePrompt) + Send + Sync + 'static,
    ) -> OAuth2 {
        let prompt = Arc::new(device::Prompt::new(prompt));
        OAuth2::new(client_id, None, First::Device(prompt))
    }

    fn set(mut self, change: impl FnOnce(&mut Settings)) -> OAuth2 {
        change(Arc::make_mut(&mut self.settings));
        self
    }

    /// Sets the client's secret.
    pub fn client_secret(self, secret: impl Into<String>) -> OAuth2 {
        self.set(|settings| settings.client_secret = Some(Secret::new(secret)))
    }

    /// Adds a field to the first request for tokens.
    pub fn parameter(self, name: impl Into<String>, value: impl Into<String>) -> OAuth2 {
        let field = (name.into(), Secret::new(value));
        self.set(|settings| settings.parameters.push(field))
    }

    /// Asks for scopes. Without, the server decides.
    pub fn scopes<S: Into<String>>(self, scopes: impl IntoIterator<Item = S>) -> OAuth2 {
        self.set(|settings| settings.scopes.extend(scopes.into_iter().map(Into::into)))
    }

    /// Sets where tokens are asked for, in place of what is known of the API.
    pub fn token_url(self, url: impl Into<String>) -> OAuth2 {
        self.set(|settings| settings.token_url = Some(url.into()))
    }

    /// Sets where codes for another device are asked for, in place of what is known of the API.
    pub fn device_url(self, url: impl Into<String>) -> OAuth2 {
        self.set(|settings| settings.device_url = Some(url.into()))
    }

    /// Sends the client's id and secret in the form (`true`) or as HTTP basic authentication (`false`), in place
    /// of what is known of the API.
    pub fn client_in_body(self, yes: bool) -> OAuth2 {
        self.set(|settings| settings.in_body = Some(yes))
    }

    /// Keeps tokens where they outlive the process. What it has is used first.
    pub fn store(self, store: impl TokenStore) -> OAuth2 {
        self.set(|settings| settings.store = Some(Arc::new(store)))
    }

    /// The tokens as they are now, if there are any yet.
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
        let mut urls = vec![self.settings.token_url(&api.oauth2)];
        if matches!(self.settings.first, First::Device(_)) {
            urls.push(self.settings.device_url(&api.oauth2));
        }
        urls
    }

    fn refused<'a>(&'a self, token: &'a AccessToken) -> BoxFuture<'a, bool> {
        Box::pin(async move {
            let mut state = self.shared.state.lock().await;
            state.refuse(token.reveal());
            state.has_refresh_token()
                || matches!(self.settings.first, First::Ask { .. } | First::Device(_))
        })
    }
}

impl From<OAuth2> for Credentials {
    fn from(oauth2: OAuth2) -> Credentials {
        Credentials::source(oauth2)
    }
}

/// Neither secrets nor tokens are shown.
impl fmt::Debug for OAuth2 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OAuth2")
            .field("client_id", &self.settings.client_id)
            .field("scopes", &self.settings.scopes)
            .finish_non_exhaustive()
    }
}
