//! Renewing tokens: once however many calls wait, kept before they are used, lost never.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::sync::Mutex;

use super::credentials::{First, Settings};
use super::{OAuth2, Tokens, device};
use crate::auth::{AccessToken, Session};
use crate::error::{Response, TokenError};
use crate::execute::in_current_span;
use crate::ground::percent;
use crate::json::Json;
use crate::operation::TokenService;

/// How long a token that still works is used after its renewal failed, before renewing it is tried again.
const PAUSE: Duration = Duration::from_secs(10);

/// What copies of the credentials share.
#[derive(Default)]
pub(super) struct Shared {
    /// How many renewals came to an end, well or badly.
    rounds: AtomicU64,
    pub(super) state: Mutex<State>,
}

#[derive(Default)]
pub(super) struct State {
    tokens: Option<Tokens>,
    /// The service refused the access token.
    refused: bool,
    /// The store does not have the tokens yet.
    unsaved: bool,
    /// The store was asked.
    loaded: bool,
    /// What is good only once was used.
    spent: bool,
    /// A renewal ahead of time failed and is not tried again before this.
    paused_until: Option<SystemTime>,
    /// How the last renewal ended.
    last: Option<Ended>,
}

/// A renewal that came to an end, for the calls that waited for it.
struct Ended {
    round: u64,
    result: Result<AccessToken, TokenError>,
    /// The limits of the call that it was made for.
    attempts: u32,
    deadline: Option<Duration>,
}

impl State {
    pub(super) fn tokens(&self) -> Option<&Tokens> {
        self.tokens.as_ref()
    }

    pub(super) fn refuse(&mut self, token: &str) {
        // Another call may have renewed it meanwhile.
        self.refused |= self
            .tokens()
            .is_some_and(|tokens| tokens.access_token() == token);
    }

    pub(super) fn has_refresh_token(&self) -> bool {
        self.tokens()
            .is_some_and(|tokens| tokens.refresh_token().is_some())
    }

    /// What the last renewal came to, for a call that waited for it since it `arrived`: also a token that expired
    /// meanwhile, for asking again would give every waiting call another one of the kind.
    fn shared(&self, arrived: u64, session: &Session) -> Option<Result<AccessToken, TokenError>> {
        let last = self.last.as_ref().filter(|last| last.round > arrived)?;
        let own = match &last.result {
            Ok(_) => self.refused,
            Err(error) => {
                error.is_transient() && session.may_try_longer(last.attempts, last.deadline)
            }
        };
        (!own).then(|| last.result.clone())
    }

    /// The access token, where it needs nothing done before it is used.
    fn ready(&self, now: SystemTime) -> Option<AccessToken> {
        let tokens = self.tokens()?;
        let paused = || self.paused_until.is_some_and(|end| now < end) && tokens.is_valid(now);
        let ready = !self.refused && !self.unsaved && (tokens.is_fresh(now) || paused());
        ready.then(|| access(tokens))
    }
}

impl Shared {
    pub(super) fn of(tokens: Tokens) -> Shared {
        Shared {
            rounds: AtomicU64::new(0),
            state: Mutex::new(State {
                tokens: Some(tokens),
                ..State::default()
            }),
        }
    }
}

fn access(tokens: &Tokens) -> AccessToken {
    let token = AccessToken::new(tokens.access_token());
    match tokens.server() {
        Some(server) => token.base_url(server),
        None => token,
    }
}

/// A token that is good now.
pub(super) async fn token(one: &OAuth2, session: &Session) -> Result<AccessToken, TokenError> {
    let arrived = one.shared.rounds.load(Ordering::SeqCst);
    let state = one.shared.state.lock().await;
    let loaded = state.loaded || one.settings.store.is_none();
    if let Some(token) = state.ready(session.now()).filter(|_| loaded) {
        return Ok(token);
    }
    drop(state);
    // Who stops waiting must not stop a renewal: the server may have taken the old refresh token already.
    let (one, session) = (one.clone(), session.clone());
    let renewal = async move { obtain(&one, &session, arrived).await };
    let renewal = tokio::spawn(in_current_span(renewal));
    let stopped = |_| Err(TokenError::unable("the renewal was stopped"));
    renewal.await.unwrap_or_else(stopped)
}

/// Renews, unless another task has done so, or failed at it, since this one `arrived`.
async fn obtain(one: &OAuth2, session: &Session, arrived: u64) -> Result<AccessToken, TokenError> {
    let mut state = one.shared.state.lock().await;
    if let Some(result) = state.shared(arrived, session) {
        return result;
    }
    let result = renewed(&one.settings, &mut state, session).await;
    let round = one.shared.rounds.fetch_add(1, Ordering::SeqCst) + 1;
    state.last = Some(Ended {
        round,
        result: result.clone(),
        attempts: session.retries.attempts,
        deadline: session.deadline,
    });
    result
}

async fn renewed(
    settings: &Settings,
    state: &mut State,
    session: &Session,
) -> Result<AccessToken, TokenError> {
    load(settings, state).await?;
    save(settings, state).await?;
    if let Some(token) = state.ready(session.now()) {
        return Ok(token);
    }
    match ask(settings, state, session).await {
        Ok(tokens) => {
            let tokens = tokens.or_refresh_token_of(state.tokens());
            let token = access(&tokens);
            state.tokens = Some(tokens);
            (state.refused, state.unsaved, state.paused_until) = (false, true, None);
            save(settings, state).await?;
            Ok(token)
        }
        Err(error) => {
            let now = session.now();
            state.paused_until = now.checked_add(PAUSE);
            // What failed was ahead of time: the token at hand still works.
            state.ready(now).ok_or(error)
        }
    }
}

/// What was kept is newer than what the program was started with.
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

/// Gets new tokens, by the refresh token if there is one, else as the first ones were had.
async fn ask(
    settings: &Settings,
    state: &mut State,
    session: &Session,
) -> Result<Tokens, TokenError> {
    let refresh_token = state
        .tokens()
        .and_then(Tokens::refresh_token)
        .map(str::to_owned);
    match (&settings.first, refresh_token) {
        (First::Ask { grant }, _) => {
            let fields = settings.first_fields(grant);
            settings.request(session, fields, true).await
        }
        (first, Some(refresh_token)) => {
            let fields = vec![
                field("grant_type", "refresh_token"),
                field("refresh_token", &refresh_token),
            ];
            // A pair that is lost on the way is lost for good, and asking twice may look like theft.
            let result = settings.request(session, fields, false).await;
            let gone = |error: &TokenError| error.error() == Some("invalid_grant");
            if matches!(first, First::Device(_)) && result.as_ref().is_err_and(gone) {
                // The user can be asked again.
                state
                    .tokens
                    .iter_mut()
                    .for_each(Tokens::forget_refresh_token);
            }
            result
        }
        (First::Once { grant }, None) if !state.spent => {
            let fields = settings.first_fields(grant);
            let result = settings.request(session, fields, false).await;
            state.spent = !result.as_ref().is_err_and(TokenError::was_not_received);
            result
        }
        (First::Device(prompt), None) => device::run(settings, prompt, session).await,
        _ => Err(TokenError::unable(
            "the token is used up and there is none to renew it by: sign in again",
        )),
    }
}

pub(super) fn field(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

impl Settings {
    /// Where tokens are asked for; empty if that is not known.
    pub(super) fn token_url<'a>(&'a self, service: &'a TokenService) -> &'a str {
        self.token_url.as_deref().unwrap_or(service.token_url)
    }

    /// Where device codes are asked for; empty if that is not known.
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

    /// Asks the authorization server for tokens.
    pub(super) async fn request(
        &self,
        session: &Session,
        fields: Vec<(String, String)>,
        repeatable: bool,
    ) -> Result<Tokens, TokenError> {
        let service = &session.info.oauth2;
        let url = self.token_url(service);
        if url.is_empty() {
            let unknown = "it is not known where tokens are asked for: set `.token_url(url)`";
            return Err(TokenError::unable(unknown));
        }
        let secrets = self.secrets_of(&fields);
        let answer = self.post(session, url, fields, repeatable).await?;
        let body = Json::from_slice(answer.body()).unwrap_or_default();
        let tokens = Tokens::read(&body, service.base_url_field, session.now());
        tokens
            .filter(|_| answer.status().is_success())
            .ok_or_else(|| TokenError::refused_hiding(&answer, &secrets))
    }

    /// What of a request for tokens must not be shown when the server echoes it, in the forms in which it is sent.
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
                percent::strict(&self.client_id),
                percent::strict(secret.reveal()),
            );
            secrets.push(STANDARD.encode(format!("{id}:{encoded}")));
            secrets.push(secret.reveal().to_owned());
        }
        let encoded: Vec<_> = secrets.iter().map(|one| percent::strict(one)).collect();
        secrets.extend(encoded);
        // Of secrets that hold one another the longest goes first.
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        secrets
    }

    /// Sends a form with the proof of who the client is.
    pub(super) async fn post(
        &self,
        session: &Session,
        url: &str,
        mut fields: Vec<(String, String)>,
        repeatable: bool,
    ) -> Result<Response<bytes::Bytes>, TokenError> {
        let in_body = self.in_body.unwrap_or(session.info.oauth2.client_in_body);
        let mut authorization = None;
        match &self.client_secret {
            Some(secret) if !in_body => {
                // RFC 6749, 2.3.1: both are encoded before they are joined.
                let (id, secret) = (
                    percent::strict(&self.client_id),
                    percent::strict(secret.reveal()),
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
