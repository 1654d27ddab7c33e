//! The requests that ask an authorization server for tokens.

use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method};

use crate::auth::Session;
use crate::body::Payload;
use crate::error::{Error, Failure, RequestError, Response, TokenError};
use crate::execute::{Flight, Vendor, repeat, within};
use crate::ground::url;

const UNENCRYPTED: &str = "its URL is `http://`, which would send secrets unencrypted";

/// How long the authorization server may take.
const LIMIT: Duration = Duration::from_secs(30);

impl Session {
    /// Sends an urlencoded form and gives the answer, whatever its status. It is sent again within the limits of
    /// the call that needs the token. `authorization` is a header of this
    /// name; `repeatable` is whether the request may arrive twice.
    ///
    /// # Errors
    /// There is no answer, or no such request can be sent: the URL is none, or `http://` beyond loopback without
    /// `allow_http_credentials(true)`.
    pub async fn post_form(
        &self,
        url: &str,
        fields: Vec<(String, String)>,
        authorization: Option<&str>,
        repeatable: bool,
    ) -> Result<Response<Bytes>, TokenError> {
        if !self.http_credentials && url::parse(url).is_ok_and(|url| url::is_exposed(&url)) {
            return Err(TokenError::unable(UNENCRYPTED));
        }
        let answer = async {
            let flight = self.form(url, fields, authorization, repeatable).await?;
            repeat(self, flight).await
        };
        let answer = within(Some(LIMIT), answer).await;
        answer.map_err(|Failure(error)| match error {
            Error::Transport(error) => TokenError::transport(error),
            Error::Timeout(error) => TokenError::timeout(error),
            _ => TokenError::unable("the request for it cannot be built"),
        })
    }

    async fn form(
        &self,
        to: &str,
        fields: Vec<(String, String)>,
        authorization: Option<&str>,
        repeatable: bool,
    ) -> Result<Flight, Failure> {
        let uri = url::parse(to).map_err(|why| RequestError::new("token URL", why))?;
        let body = Payload::Form(fields).prepare().await?;
        let mut headers = HeaderMap::new();
        let lines = [
            (CONTENT_TYPE, body.media_type.as_deref()),
            (ACCEPT, Some("application/json")),
            (USER_AGENT, Some(self.user_agent.as_str())),
            (AUTHORIZATION, authorization),
        ];
        for (name, value) in lines {
            let Some(value) = value else { continue };
            let mut value = HeaderValue::from_str(value)
                .map_err(|_| RequestError::new(name.as_str(), "no header can carry it"))?;
            value.set_sensitive(name == AUTHORIZATION);
            headers.insert(name, value);
        }
        Ok(Flight {
            method: Method::POST,
            uri,
            headers,
            body,
            signer: None,
            vendor: Vendor::UNKNOWN,
            keep: &[],
            redirects: 0,
            followed: 0,
            repeatable,
        })
    }
}
