//! Requesting OAuth 2.0 tokens before the first call.

use crate::auth::TokenSource;
use crate::client::Client;
use crate::error::AuthenticationError;
use crate::oauth2::OAuth2;

impl OAuth2 {
    /// Requests tokens now, however long the user takes, so that no call has to wait for them.
    ///
    /// # Errors
    /// The tokens cannot be obtained.
    pub async fn sign_in(&self, client: &Client) -> Result<(), AuthenticationError> {
        self.token(client.session()).await.map(drop)
    }
}
