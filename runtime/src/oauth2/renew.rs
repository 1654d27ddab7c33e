//! Renewal of tokens: one request for all waiting calls, and saved before use.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::sync::Mutex;

use super::credentials::{FirstGrant, Settings};
use super::{OAuth2, Tokens, device};
use crate::auth::{AccessToken, Session};
use crate::error::{Response, TokenError};
use crate::execute::in_current_span;
use crate::ground::percent;
use crate::json::Json;
use crate::operation::TokenService;

/// After a failed renewal, a token that is still valid is used this long before the next attempt.
const PAUSE: Duration = Duration::from_secs(10);

/// The state that clones of the credentials share.
#[derive(Default)]
pub(super) struct Shared {
    /// How many renewals have ended, successfully or not.
    rounds: AtomicU64,
    pub(super) state: Mutex<State>,
}

#[derive(Default)]
pub(super) struct State {
    tokens: Option<Tokens>,
    /// Whether the service refused the access token.
    refused: bool,
    /// Whether the tokens have not been saved yet.
    unsaved: bool,
    /// Whether the store was read.
    loaded: bool,
    /// Whether a grant that can be used once was used.
    spent: bool,
    /// After a failed early renewal, the time of the next attempt.
    paused_until: Option<SystemTime>,
    /// The result of the last renewal.
    last: Option<RenewalResult>,
}

/// The result of a renewal, for the calls that waited for it.
struct RenewalResult {
    round: u64,
    result: Result<AccessToken, TokenError>,
    /// The limits of the call that requested the renewal.
    attempts: u32,
    deadline: Option<Duration>,
}

impl State {
    pub(super) fn tokens(&self) -> Option<&Tokens> {
        self.tokens.as_ref()
    }

    pub(super) fn refuse(&mut self, token: &str) {
        // Another call may have renewed the token already.
        self.refused |= self
            .tokens()
            .is_some_and(|tokens| tokens.access_token() == token);
    }

    pub(super) fn has_refresh_token(&self) -> bool {
        self.tokens()
            .is_some_and(|tokens| tokens.refresh_token().is_some())
    }

    /// The result of the last renewal, if it ended after this call began to wait. A token that has expired since is
    /// returned, too: otherwise each waiting call would request another one.
    fn result_since(
        &self,
        waiting_since: u64,
        session: &Session,
    ) -> Option<Result<AccessToken, TokenError>> {
        let last = self
            .last
            .as_ref()
            .filter(|last| last.round > waiting_since)?;
        let needs_own_renewal = match &last.result {
            Ok(_) => self.refused,
            Err(error) => {
                error.is_transient() && session.may_try_longer(last.attempts, last.deadline)
            }
        };
        (!needs_own_renewal).then(|| last.result.clone())
    }

    /// The access token, if it can be used without a renewal or a save.
    fn usable_token(&self, now: SystemTime) -> Option<AccessToken> {
        let tokens = self.tokens()?;
        let paused = || self.paused_until.is_some_and(|end| now < end) && tokens.is_valid(now);
        let ready = !self.refused && !self.unsaved && (tokens.is_fresh(now) || paused());
        ready.then(|| access_token(tokens))
    }
}

impl Shared {
    pub(super) fn with_tokens(tokens: Tokens) -> Shared {
        Shared {
            rounds: AtomicU64::new(0),
            state: Mutex::new(State {
                tokens: Some(tokens),
                ..State::default()
            }),
        }
    }
}

fn access_token(tokens: &Tokens) -> AccessToken {
    let token = AccessToken::new(tokens.access_token());
    match tokens.server() {
        Some(server) => token.base_url(server),
        None => token,
    }
}

/// Returns a valid token, renewed if necessary.
pub(super) async fn token(oauth2: &OAuth2, session: &Session) -> Result<AccessToken, TokenError> {
    let waiting_since = oauth2.shared.rounds.load(Ordering::SeqCst);
    let state = oauth2.shared.state.lock().await;
    let loaded = state.loaded || oauth2.settings.store.is_none();
    if let Some(token) = state.usable_token(session.now()).filter(|_| loaded) {
        return Ok(token);
    }
    drop(state);
    // A caller that stops waiting must not cancel the renewal: the server may already have invalidated the old
    // refresh token.
    let (oauth2, session) = (oauth2.clone(), session.clone());
    let renewal = async move { renew_once(&oauth2, &session, waiting_since).await };
    let renewal = tokio::spawn(in_current_span(renewal));
    let stopped = |_| Err(TokenError::unable("the renewal was stopped"));
    renewal.await.unwrap_or_else(stopped)
}

/// Renews the token, unless another task has tried it since this one began to wait.
async fn renew_once(
    oauth2: &OAuth2,
    session: &Session,
    waiting_since: u64,
) -> Result<AccessToken, TokenError> {
    let mut state = oauth2.shared.state.lock().await;
    if let Some(result) = state.result_since(waiting_since, session) {
        return result;
    }
    let result = load_or_renew(&oauth2.settings, &mut state, session).await;
    let round = oauth2.shared.rounds.fetch_add(1, Ordering::SeqCst) + 1;
    state.last = Some(RenewalResult {
        round,
        result: result.clone(),
        attempts: session.retries.attempts,
        deadline: session.deadline,
    });
    result
}

async fn load_or_renew(
    settings: &Settings,
    state: &mut State,
    session: &Session,
) -> Result<AccessToken, TokenError> {
    load(settings, state).await?;
    save(settings, state).await?;
    if let Some(token) = state.usable_token(session.now()) {
        return Ok(token);
    }
    match request_tokens(settings, state, session).await {
        Ok(tokens) => {
            let tokens = tokens.or_refresh_token_of(state.tokens());
            let token = access_token(&tokens);
            state.tokens = Some(tokens);
            (state.refused, state.unsaved, state.paused_until) = (false, true, None);
            save(settings, state).await?;
            Ok(token)
        }
        Err(error) => {
            let now = session.now();
            state.paused_until = now.checked_add(PAUSE);
            // If the failed renewal was early, the current token is still valid.
            state.usable_token(now).ok_or(error)
        }
    }
}

/// Tokens of the store are newer than those that the program started with.
async fn load(settings: &Settings, state: &mut State) -> Result<(), TokenError> {
    if let Some(store) = settings.store.as_ref().filter(|_| !state.loaded) {
        if let Some(tokens) = store.load().await.map_err(TokenError::store)? {
            state.tokens = Some(tokens);
        }
        state.loaded = true;
    }
    Ok(())
}

async fn save(settings: &Settings, state: &mut State) -> Result<(), TokenError> {
    if let (Some(store), Some(tokens), true) = (&settings.store, &state.tokens, state.unsaved) {
        store.save(tokens).await.map_err(TokenError::store)?;
    }
    state.unsaved = false;
    Ok(())
}

/// Requests new tokens, by the refresh token if there is one, and by the first grant otherwise.
async fn request_tokens(
    settings: &Settings,
    state: &mut State,
    session: &Session,
) -> Result<Tokens, TokenError> {
    let refresh_token = state
        .tokens()
        .and_then(Tokens::refresh_token)
        .map(str::to_owned);
    match (&settings.first, refresh_token) {
        (FirstGrant::Repeatable { grant }, _) => {
            let fields = settings.first_fields(grant);
            settings.request(session, fields, true).await
        }
        (first, Some(refresh_token)) => {
            let fields = vec![
                field("grant_type", "refresh_token"),
                field("refresh_token", &refresh_token),
            ];
            // Not retried: the server may have replaced the refresh token, and using the old one again may look like
            // theft.
            let result = settings.request(session, fields, false).await;
            let gone = |error: &TokenError| error.error() == Some("invalid_grant");
            if matches!(first, FirstGrant::Device(_)) && result.as_ref().is_err_and(gone) {
                // The user can be asked again.
                state
                    .tokens
                    .iter_mut()
                    .for_each(Tokens::forget_refresh_token);
            }
            result
        }
        (FirstGrant::OneTime { grant }, None) if !state.spent => {
            let fields = settings.first_fields(grant);
            let result = settings.request(session, fields, false).await;
            state.spent = !result.as_ref().is_err_and(TokenError::was_not_received);
            result
        }
        (FirstGrant::Device(prompt), None) => {
            device::poll_for_tokens(settings, prompt, session).await
        }
        _ => Err(TokenError::unable(
            "the token is used up and there is none to renew it by: sign in again",
        )),
    }
}

pub(super) fn field(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

impl Settings {
    /// The token endpoint; empty if unknown.
    pub(super) fn token_url<'a>(&'a self, service: &'a TokenService) -> &'a str {
        self.token_url.as_deref().unwrap_or(service.token_url)
    }

    /// The endpoint for a request with these fields: that of tokens, or the service's own for their renewal.
    fn endpoint<'a>(&'a self, service: &'a TokenService, fields: &[(String, String)]) -> &'a str {
        let renews = fields
            .iter()
            .any(|(name, value)| name == "grant_type" && value == "refresh_token");
        match service.refresh_url {
            "" => self.token_url(service),
            url if renews && self.token_url.is_none() => url,
            _ => self.token_url(service),
        }
    }

    /// The device authorization endpoint; empty if unknown.
    pub(super) fn device_url<'a>(&'a self, service: &'a TokenService) -> &'a str {
        self.device_url.as_deref().unwrap_or(service.device_url)
    }

    fn first_fields(&self, grant: &str) -> Vec<(String, String)> {
        let mut fields = vec![field("grant_type", grant)];
        fields.extend(
            self.parameters
                .iter()
                .map(|(name, value)| field(name, value.reveal())),
        );
        if !self.scopes.is_empty() {
            fields.push(field("scope", &self.scopes.join(" ")));
        }
        fields
    }

    /// Requests tokens from the authorization server.
    pub(super) async fn request(
        &self,
        session: &Session,
        fields: Vec<(String, String)>,
        repeatable: bool,
    ) -> Result<Tokens, TokenError> {
        let service = &session.tokens;
        let url = self.endpoint(service, &fields);
        if url.is_empty() {
            let unknown = "it is not known where tokens are asked for: set `.token_url(url)`";
            return Err(TokenError::unable(unknown));
        }
        let secrets = self.secrets_of(&fields);
        let response = self.post(session, url, fields, repeatable).await?;
        let body = Json::from_slice(response.body()).unwrap_or_default();
        let tokens = Tokens::read(&body, service.base_url_field, session.now());
        tokens
            .filter(|_| response.status().is_success())
            .ok_or_else(|| TokenError::refused_hiding(&response, &secrets))
    }

    /// The secrets of a token request, plain and encoded, which are removed from error messages of the server.
    fn secrets_of(&self, fields: &[(String, String)]) -> Vec<String> {
        let is_public = |name: &str| {
            matches!(
                name,
                "grant_type" | "scope" | "client_id" | "redirect_uri" | "username" | "audience"
            )
        };
        let own = fields.iter().filter(|field| !is_public(&field.0));
        let mut secrets: Vec<String> = own.map(|field| field.1.clone()).collect();
        if let Some(secret) = &self.client_secret {
            let (id, encoded) = (
                percent::encode(&self.client_id),
                percent::encode(secret.reveal()),
            );
            secrets.push(STANDARD.encode(format!("{id}:{encoded}")));
            secrets.push(secret.reveal().to_owned());
        }
        let encoded: Vec<_> = secrets
            .iter()
            .map(|secret| percent::encode(secret))
            .collect();
        secrets.extend(encoded);
        // The longest first, because one secret may contain another.
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        secrets
    }

    /// Sends a form with the client's authentication.
    pub(super) async fn post(
        &self,
        session: &Session,
        url: &str,
        mut fields: Vec<(String, String)>,
        repeatable: bool,
    ) -> Result<Response<bytes::Bytes>, TokenError> {
        let in_body = self.in_body.unwrap_or(session.tokens.client_in_body);
        let mut authorization = None;
        match &self.client_secret {
            Some(secret) if !in_body => {
                // RFC 6749, 2.3.1: id and secret are encoded before they are joined.
                let (id, secret) = (
                    percent::encode(&self.client_id),
                    percent::encode(secret.reveal()),
                );
                authorization = Some(format!(
                    "Basic {}",
                    STANDARD.encode(format!("{id}:{secret}"))
                ));
            }
            secret => {
                fields.retain(|field| field.0 != "client_id");
                fields.push(field("client_id", &self.client_id));
                fields.extend(
                    secret
                        .iter()
                        .map(|secret| field("client_secret", secret.reveal())),
                );
            }
        }
        let authorization = authorization.as_deref();
        session
            .post_form(url, fields, authorization, repeatable)
            .await
    }
}
