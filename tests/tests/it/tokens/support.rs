//! An API with an authorization server, both the test's own.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use posthaste_tests::canary::CANARY;
use posthaste_tests::clock::TestClock;
use posthaste_tests::server::{Answer, Server};
use zoom_client::Error;
use zoom_client::runtime::{
    ApiInfo, BoxFuture, Client, ClientBuilder, Credentials, ErrorResponse, OAuth2, Operation,
    Place, Scheme, Server as ServerRow, StoreError, TokenError, TokenService, TokenStore, Tokens,
};

pub(crate) static READ: Operation = Operation::new("GET", "/things").secured(0);
pub(crate) static CREATE: Operation = Operation::new("POST", "/things").secured(0);
pub(crate) const HOUR: Duration = Duration::from_secs(3600);

/// An API whose servers are the test's own.
pub(crate) fn api(service: &Server, authorization: &Server) -> &'static ApiInfo {
    let text = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
    let servers = vec![ServerRow::new(
        "baseUrl",
        text(format!("{}/v2", service.url())),
    )];
    let tokens = TokenService::new(text(format!("{}/token", authorization.url())))
        .device_url(text(format!("{}/device", authorization.url())))
        .authorization_url("https://zoo.example/authorize")
        .base_url_field("api_url");
    let info = ApiInfo::new("zoo", "1")
        .servers(Vec::leak(servers))
        .schemes(&[Scheme::OAuth2 {
            prefix: "Bearer",
            place: Place::Header,
        }])
        .oauth2(tokens)
        .hosts(&["127.0.0.1:*"]);
    Box::leak(Box::new(info))
}

pub(crate) struct Zoo {
    pub(crate) service: Server,
    pub(crate) authorization: Server,
    pub(crate) clock: TestClock,
    pub(crate) client: Client,
}

impl Zoo {
    pub(crate) fn new(
        service: Vec<Answer>,
        tokens: Vec<Answer>,
        credentials: impl Into<Credentials>,
    ) -> Self {
        let (service, authorization) = (Server::start(service), Server::start(tokens));
        let clock = TestClock::new();
        let client = ClientBuilder::new(api(&service, &authorization))
            .credentials(credentials)
            .clock(clock.clone())
            .build()
            .expect("a client");
        Self {
            service,
            authorization,
            clock,
            client,
        }
    }

    pub(crate) async fn read(&self) -> Result<(), Error<ErrorResponse>> {
        self.client.request(&READ).read_nothing().await
    }

    /// How so many calls ended that were made at once, each by a task of its own.
    pub(crate) async fn read_at_once(
        self: &Arc<Self>,
        count: usize,
    ) -> Vec<Result<(), Error<ErrorResponse>>> {
        let task = |_| {
            let zoo = self.clone();
            tokio::spawn(async move { zoo.read().await })
        };
        let tasks: Vec<_> = (0..count).map(task).collect();
        let mut outcomes = Vec::new();
        for task in tasks {
            outcomes.push(task.await.expect("no panic"));
        }
        outcomes
    }

    /// The tokens that arrived at the service, in order, without the canary in each.
    pub(crate) fn bearers(&self) -> Vec<String> {
        let received = self.service.received();
        let bearer = |one: &str| without_canary(one.trim_start_matches("Bearer "));
        received
            .iter()
            .map(|request| bearer(request.header("authorization").unwrap_or("none")))
            .collect()
    }

    /// The forms that arrived at the authorization server, in order, without the canary in each token.
    pub(crate) fn forms(&self) -> Vec<String> {
        let text = |body: &[u8]| without_canary(&String::from_utf8_lossy(body));
        self.authorization
            .received()
            .iter()
            .map(|request| text(&request.body))
            .collect()
    }
}

/// The text as the test wrote it.
pub(crate) fn without_canary(text: &str) -> String {
    text.replace(CANARY, "")
}

pub(crate) fn ok() -> Answer {
    Answer::new(204, &[], "")
}

pub(crate) fn refusal() -> Answer {
    Answer::json(401, r#"{"code":124,"message":"Access token is expired."}"#)
}

/// Tokens as the authorization server gives them, with a canary in each that is looked for in all that is logged.
pub(crate) fn token(access: &str, refresh: Option<&str>) -> Answer {
    let refresh = refresh.map_or(String::new(), |token| {
        format!(r#","refresh_token":"{token}{CANARY}""#)
    });
    let body = format!(
        r#"{{"access_token":"{access}{CANARY}","token_type":"bearer","expires_in":"3600"{refresh}}}"#
    );
    Answer::json(200, &body)
}

pub(crate) fn service_account() -> OAuth2 {
    OAuth2::client_credentials("the id", "s/ecret")
}

/// A store that fails to order and remembers what it was given.
#[derive(Clone, Default)]
pub(crate) struct Store {
    pub(crate) broken: Arc<AtomicBool>,
    pub(crate) saved: Arc<Mutex<Vec<String>>>,
}

impl TokenStore for Store {
    fn load(&self) -> BoxFuture<'_, Result<Option<Tokens>, StoreError>> {
        let last = self.saved.lock().expect("the store").last().cloned();
        Box::pin(async move { Ok(last.as_deref().and_then(Tokens::from_json)) })
    }

    fn save<'s>(&'s self, tokens: &'s Tokens) -> BoxFuture<'s, Result<(), StoreError>> {
        Box::pin(async {
            if self.broken.load(Ordering::SeqCst) {
                return Err("the disk is full".into());
            }
            let kept = without_canary(&tokens.to_json());
            self.saved.lock().expect("the store").push(kept);
            Ok(())
        })
    }
}

pub(crate) fn token_error(outcome: Result<(), Error<ErrorResponse>>) -> TokenError {
    match outcome {
        Err(Error::Authentication(error)) => error.token_error().expect("a token error").clone(),
        other => panic!("an error of authentication was expected: {other:?}"),
    }
}
