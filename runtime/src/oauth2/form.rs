//! Requests to an authorization server.

use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method};

use crate::auth::Session;
use crate::body::{FieldText, Payload};
use crate::error::{Error, Failure, RequestError, Response, TokenError};
use crate::execute::{InFlight, Vendor, send_token_request, with_timeout};
use crate::ground::url;

const UNENCRYPTED: &str = "its URL is `http://`, which would send secrets unencrypted";

/// The timeout of a request for tokens.
const LIMIT: Duration = Duration::from_secs(30);

impl Session {
    /// Sends an urlencoded form and returns the response, whatever its status. The request is retried within the
    /// limits of the call that needs the token. `authorization` is the value of the `Authorization` header;
    /// `repeatable` is whether the request may be sent again after the server may have received it.
    ///
    /// # Errors
    /// There is no response; or the URL is invalid, or is `http://` beyond loopback without
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
        let response = async {
            let in_flight = self.form(url, fields, authorization, repeatable).await?;
            send_token_request(self, in_flight).await
        };
        let response = with_timeout(Some(LIMIT), response).await;
        response.map_err(|Failure(error)| match error {
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
    ) -> Result<InFlight, Failure> {
        let uri = url::parse(to).map_err(|why| RequestError::new("token URL", why))?;
        let fields = fields.into_iter();
        let fields = fields.map(|(name, value)| (name, FieldText::Plain(value)));
        let body = Payload::Form(fields.collect()).prepare().await?;
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
        Ok(InFlight {
            method: Method::POST,
            uri,
            headers,
            body,
            signers: Vec::new(),
            vendor: Vendor::UNKNOWN,
            keep: &[],
            redirects: 0,
            keep_method: false,
            followed: 0,
            repeatable,
        })
    }
}
