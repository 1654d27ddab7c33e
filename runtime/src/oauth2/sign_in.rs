//! The authorization code grant.

use super::{OAuth2, pkce};
use crate::error::AuthenticationError;
use crate::ground::percent;
use crate::ground::percent::QueryEncoding;
use crate::ground::secret::Secret;

/// Sends a user to the authorization server and handles the redirect back: the authorization code grant with PKCE
/// (RFC 7636) and a `state` against forged redirects.
///
/// ```
/// use posthaste_runtime::SignIn;
///
/// let sign_in = SignIn::new("https://auth.example/authorize", "client id", "https://app.example/back")?
///     .scopes(["read"]);
/// println!("Open {}", sign_in.url());
/// # let answered = format!("https://app.example/back?code=c&state={}", sign_in.state());
/// // The URL at which the user comes back:
/// let user = sign_in.finish(&answered)?.client_secret("client secret");
/// # let _ = user;
/// # Ok::<(), posthaste_runtime::AuthenticationError>(())
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct SignIn {
    authorization_url: String,
    client_id: String,
    redirect_uri: String,
    scopes: Vec<String>,
    parameters: Vec<(String, String)>,
    state: Secret,
    verifier: Secret,
}

impl SignIn {
    /// A sign-in at this authorization endpoint, which redirects to `redirect_uri`.
    ///
    /// # Errors
    /// The system has no random numbers.
    pub fn new(
        authorization_url: impl Into<String>,
        client_id: impl Into<String>,
        redirect_uri: impl Into<String>,
    ) -> Result<SignIn, AuthenticationError> {
        Ok(SignIn {
            authorization_url: authorization_url.into(),
            client_id: client_id.into(),
            redirect_uri: redirect_uri.into(),
            scopes: Vec::new(),
            parameters: Vec::new(),
            state: Secret::new(pkce::random_text()?),
            verifier: Secret::new(pkce::random_text()?),
        })
    }

    /// Requests scopes. If none are set, the server decides.
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> SignIn {
        self.scopes.extend(scopes.into_iter().map(Into::into));
        self
    }

    /// Adds a parameter to the URL of the authorization endpoint.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> SignIn {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Continues a sign-in that another process began, by its [state](SignIn::state) and
    /// [verifier](SignIn::verifier).
    pub fn resume(mut self, state: impl Into<String>, verifier: impl Into<String>) -> SignIn {
        (self.state, self.verifier) = (Secret::new(state), Secret::new(verifier));
        self
    }

    /// The URL that the user must visit.
    pub fn url(&self) -> String {
        let challenge = pkce::challenge(self.verifier.reveal());
        let scope = self.scopes.join(" ");
        let fixed = [
            ("response_type", "code"),
            ("client_id", &self.client_id),
            ("redirect_uri", &self.redirect_uri),
            ("scope", &scope),
            ("state", self.state.reveal()),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ];
        let own = self
            .parameters
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let mut query = String::new();
        for (name, value) in fixed
            .into_iter()
            .filter(|pair| !pair.1.is_empty())
            .chain(own)
        {
            percent::push_query(&mut query, name, Some(value), QueryEncoding::Lenient);
        }
        let mark = if self.authorization_url.contains('?') {
            '&'
        } else {
            '?'
        };
        format!("{}{mark}{query}", self.authorization_url)
    }

    /// The random `state` parameter. It is secret.
    pub fn state(&self) -> &str {
        self.state.reveal()
    }

    /// The PKCE code verifier. It is secret.
    pub fn verifier(&self) -> &str {
        self.verifier.reveal()
    }

    /// Returns credentials from the URL, or its query, at which the user came back.
    ///
    /// # Errors
    /// The user did not consent, or the redirect does not belong to this sign-in.
    pub fn finish(self, redirect: &str) -> Result<OAuth2, AuthenticationError> {
        let query = redirect
            .split_once('?')
            .map_or(redirect, |(_, query)| query);
        let query = query.split('#').next().unwrap_or_default();
        let find = |name: &str| {
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            let value = pairs.find(|pair| pair.0 == name)?.1;
            Some(percent::decode(&value.replace('+', " ")))
        };
        if find("state").as_deref() != Some(self.state.reveal()) {
            return Err(AuthenticationError::unusable(
                "the answer is not to this sign-in",
            ));
        }
        if let Some(error) = find("error") {
            let why =
                find("error_description").map_or(error.clone(), |text| format!("{error}: {text}"));
            return Err(AuthenticationError::unusable(format!(
                "the user did not consent: {why}"
            )));
        }
        let missing = || AuthenticationError::unusable("the answer holds no code");
        let code = find("code").ok_or_else(missing)?;
        let user = OAuth2::authorization_code(self.client_id, code, self.redirect_uri);
        Ok(user.parameter("code_verifier", self.verifier.reveal()))
    }
}
