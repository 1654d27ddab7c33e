//! OAuth 2 tokens that are requested before the first call.

use crate::auth::TokenSource;
use crate::client::Client;
use crate::error::AuthenticationError;
use crate::oauth2::OAuth2;

impl OAuth2 {
    /// Gets tokens now, however long the user takes, so that no call has to wait for it.
    ///
    /// # Errors
    /// What keeps them from being had.
    pub async fn sign_in(&self, client: &Client) -> Result<(), AuthenticationError> {
        self.token(client.session()).await.map(drop)
    }
}
