//! The device authorization grant (RFC 8628).

use std::time::Duration;

use super::Tokens;
use super::credentials::Settings;
use super::renew::field;
use crate::auth::Session;
use crate::error::TokenError;
use crate::json::Json;

const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";
/// The default interval of polling.
const INTERVAL: Duration = Duration::from_secs(5);
/// The default time that the user has.
const LIFE: Duration = Duration::from_secs(600);

/// What the user needs in order to consent on another device.
#[derive(Debug, Clone)]
pub struct DevicePrompt {
    url: String,
    complete_url: Option<String>,
    user_code: String,
    expires_in: Duration,
}

impl DevicePrompt {
    /// The URL that the user must visit.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The URL including the code, for a link or a QR code.
    pub fn complete_url(&self) -> Option<&str> {
        self.complete_url.as_deref()
    }

    /// The code that the user must enter.
    pub fn user_code(&self) -> &str {
        &self.user_code
    }

    /// How long the code is valid.
    pub fn expires_in(&self) -> Duration {
        self.expires_in
    }
}

/// The function that shows the prompt.
pub(super) struct Prompt(Box<dyn Fn(&DevicePrompt) + Send + Sync>);

impl Prompt {
    pub(super) fn new(show: impl Fn(&DevicePrompt) + Send + Sync + 'static) -> Prompt {
        Prompt(Box::new(show))
    }
}

/// Shows the prompt, and polls until there are tokens or an error.
pub(super) async fn poll_for_tokens(
    settings: &Settings,
    prompt: &Prompt,
    session: &Session,
) -> Result<Tokens, TokenError> {
    let service = &session.tokens;
    let url = settings.device_url(service);
    if url.is_empty() {
        let unknown = "it is not known where device codes are asked for: set `.device_url(url)`";
        return Err(TokenError::unable(unknown));
    }
    let scope = settings.scopes.join(" ");
    let scope = Some(field("scope", &scope)).filter(|field| !field.1.is_empty());
    let mut fields: Vec<_> = scope.into_iter().collect();
    // This endpoint requires the client id in the form, however the client authenticates.
    fields.push(field("client_id", &settings.client_id));
    let response = settings.post(session, url, fields, true).await?;
    let body = Json::from_slice(response.body()).unwrap_or_default();
    let text = |names: [&str; 2]| {
        let found = names.into_iter().find_map(|name| body.get(name)?.as_str());
        found.map(str::to_owned)
    };
    let seconds = |name: &str| {
        let seconds = body.get(name).and_then(Json::as_f64);
        seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
    };
    let refused = || TokenError::refused(&response);
    let device_code = text(["device_code"; 2]).ok_or_else(refused)?;
    let shown = DevicePrompt {
        url: text(["verification_uri", "verification_url"]).ok_or_else(refused)?,
        complete_url: text(["verification_uri_complete", "verification_url_complete"]),
        user_code: text(["user_code"; 2]).ok_or_else(refused)?,
        expires_in: seconds("expires_in").unwrap_or(LIFE),
    };
    (prompt.0)(&shown);
    let mut interval = seconds("interval").unwrap_or(INTERVAL);
    let end = session.clock.elapsed().saturating_add(shown.expires_in);
    loop {
        session.clock.sleep(interval).await;
        let fields = vec![
            field("grant_type", GRANT),
            field("device_code", &device_code),
        ];
        let error = match settings.request(session, fields, false).await {
            Ok(tokens) => return Ok(tokens),
            Err(error) => error,
        };
        match error.error() {
            Some("authorization_pending") => {}
            Some("slow_down") => interval += INTERVAL,
            None if error.is_transient() => {}
            _ => return Err(error),
        }
        if session.clock.elapsed() >= end {
            return Err(error);
        }
    }
}
