//! A canary in every secret: on every path of a call, it arrives where it should and shows nowhere.

use std::error::Error as StdError;
use std::fmt::Debug;
use std::time::Duration;

use posthaste_tests::canary::{CANARY, refuse, shows, watch};
use posthaste_tests::clock::TestClock;
use posthaste_tests::server::{Answer, Server};
use zoom_client::runtime::auth::{AwsV4, Hawk, Jwt, OAuth1};
use zoom_client::runtime::bytes::Bytes;
use zoom_client::runtime::webhook::{self, Webhook};
use zoom_client::runtime::{
    AccessToken, ApiInfo, AuthenticationError, Body, BoxFuture, Call, Client, ClientBuilder,
    Credentials, Error, ErrorResponse, File, Json, OAuth2, Operation, Place, Request, Retries,
    Scheme, Server as ServerRow, Session, SignIn, TokenService, TokenSource, TokenStore, Tokens,
    UntypedCall,
};

static READ: Operation = Operation::new("GET", "/things/{id}").secured(0);
static WRITE: Operation = Operation::new("PUT", "/things/{id}").secured(0);

const BEARER: Scheme = Scheme::Bearer { prefix: "Bearer" };
const QUERY: Scheme = Scheme::OAuth2 {
    prefix: "",
    place: Place::Query,
};

fn leaked<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn text(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

fn key(name: &'static str, place: Place) -> Scheme {
    Scheme::ApiKey {
        name,
        place,
        prefix: "",
    }
}

struct Source;

impl TokenSource for Source {
    fn token<'a>(
        &'a self,
        _: &'a Session,
    ) -> BoxFuture<'a, Result<AccessToken, AuthenticationError>> {
        Box::pin(async { Ok(AccessToken::new(CANARY)) })
    }
    fn refused<'a>(&'a self, _: &'a AccessToken) -> BoxFuture<'a, bool> {
        Box::pin(async { true })
    }
}

/// A store that loses what it is given, and says so.
struct Lossy;

impl TokenStore for Lossy {
    fn load(&self) -> BoxFuture<'_, Result<Option<Tokens>, zoom_client::runtime::StoreError>> {
        Box::pin(async { Ok(None) })
    }
    fn save<'s>(
        &'s self,
        _: &'s Tokens,
    ) -> BoxFuture<'s, Result<(), zoom_client::runtime::StoreError>> {
        Box::pin(async { Err("the disk is full".into()) })
    }
}

fn claims() -> Json {
    "{\"sub\":\"1\"}".parse().expect("claims")
}

/// Every way to authenticate, with the canary in whatever is secret of it.
fn secrets() -> Vec<(Scheme, Credentials)> {
    let aws = Scheme::AwsV4 {
        region: "r",
        service: "s",
        place: Place::Header,
    };
    let aws_query = Scheme::AwsV4 {
        region: "r",
        service: "s",
        place: Place::Query,
    };
    let oauth1 = |method| Scheme::OAuth1 {
        method,
        place: Place::Header,
    };
    let hawk = Scheme::Hawk {
        algorithm: "sha256",
    };
    let jwt = Scheme::Jwt {
        prefix: "Bearer",
        place: Place::Header,
        name: "",
    };
    let oauth2 = Scheme::OAuth2 {
        prefix: "Bearer",
        place: Place::Header,
    };
    let account = || OAuth2::client_credentials("id", CANARY);
    let code = OAuth2::authorization_code("id", CANARY, "https://app.example/");
    let user = OAuth2::refresh_token("id", CANARY, CANARY);
    vec![
        (BEARER, Credentials::bearer(CANARY)),
        (Scheme::Basic, Credentials::basic("user", CANARY)),
        (key("X-Odd", Place::Header), Credentials::api_key(CANARY)),
        (key("odd", Place::Query), Credentials::api_key(CANARY)),
        (key("odd", Place::Cookie), Credentials::api_key(CANARY)),
        (QUERY, Credentials::bearer(CANARY)),
        (Scheme::Digest, Credentials::digest("user", CANARY)),
        (aws, AwsV4::new("key", CANARY).session_token(CANARY).into()),
        (
            aws_query,
            AwsV4::new("key", CANARY).session_token(CANARY).into(),
        ),
        (
            oauth1("HMAC-SHA1"),
            OAuth1::new("key", CANARY).token(CANARY, CANARY).into(),
        ),
        (
            oauth1("PLAINTEXT"),
            OAuth1::new("key", CANARY).token("t", CANARY).into(),
        ),
        (hawk, Hawk::new("id", CANARY).into()),
        (jwt, Jwt::hs256(CANARY, claims()).into()),
        (jwt, Jwt::private("RS256", CANARY, claims()).into()),
        (
            BEARER,
            Credentials::hook(|request, _| {
                request
                    .headers
                    .insert("x-odd", CANARY.parse().map_err(|_| "no")?);
                Ok(())
            }),
        ),
        (BEARER, Credentials::source(Source)),
        (oauth2, account().parameter("odd", CANARY).into()),
        (oauth2, account().client_in_body(true).into()),
        (oauth2, account().store(Lossy).into()),
        (oauth2, code.parameter("code_verifier", CANARY).into()),
        (oauth2, user.into()),
        (
            oauth2,
            OAuth2::device("id", |_| {}).client_secret(CANARY).into(),
        ),
    ]
}

/// What may come of a request.
fn answers() -> Vec<Vec<Answer>> {
    let json = |status, body: &str| Answer::json(status, body);
    let busy = Answer::new(503, &[("retry-after", "1")], "");
    let challenge = [(
        "www-authenticate",
        "Digest realm=\"r\", nonce=\"n\", qop=\"auth\"",
    )];
    let away = format!("http://localhost:1/?token={CANARY}");
    let inside = format!("http://user:{CANARY}@[::1/");
    let cookie = format!("session={CANARY}");
    let done = || Answer::new(204, &[("set-cookie", &cookie)], "");
    vec![
        vec![done()],
        vec![busy, done()],
        vec![json(200, "{\"id\":\"c4n4ry")],
        vec![json(200, &format!("{{\"legs\":\"{CANARY}\"}}"))],
        vec![json(400, "{\"code\":300,\"message\":\"no\"}")],
        vec![
            Answer::new(401, &challenge, "{}"),
            Answer::new(401, &[], "{}"),
        ],
        vec![json(429, "{\"message\":\"slow down\"}")],
        vec![json(500, &format!("<html>{CANARY}"))],
        vec![Answer::reset()],
        vec![Answer::reset_midway()],
        vec![Answer::json(200, "{\"id\":1}").cut_short_by(3)],
        vec![Answer::raw(format!("HTTP/1.1 {CANARY}\r\n\r\n"))],
        vec![Answer::new(307, &[("location", &away)], "")],
        vec![Answer::new(302, &[("location", &inside)], "")],
        vec![Answer::new(
            302,
            &[("location", &format!("/x?token={CANARY}"))],
            "",
        )],
        vec![Answer::new(200, &[("content-encoding", "gzip")], CANARY)],
        vec![Answer::new(200, &[], vec![b'x'; 5000])],
    ]
}

/// What an authorization server may say.
fn tokens() -> Vec<Answer> {
    let good = format!("{{\"access_token\":\"{CANARY}\",\"refresh_token\":\"{CANARY}\"}}");
    let broken = good.replace("\"}", "");
    vec![
        Answer::json(200, &good),
        Answer::json(200, &broken),
        Answer::json(400, "{\"error\":\"invalid_grant\"}"),
        Answer::reset(),
    ]
}

fn client(service: &Server, token: &Server, scheme: Scheme, credentials: Credentials) -> Client {
    let servers = leaked([ServerRow::new("baseUrl", text(service.url()))]);
    let oauth2 = TokenService::new(text(format!("{}/token", token.url())));
    let oauth2 = oauth2.device_url(text(format!("{}/device", token.url())));
    let info = ApiInfo::new("zoo", "1").servers(servers).oauth2(oauth2);
    let info = leaked(info.schemes(leaked([scheme])));
    let builder: ClientBuilder<Client> = ClientBuilder::new(info);
    let builder = builder
        .credentials(credentials)
        .clock(TestClock::new())
        .largest_answer(4000)
        .retries(Retries::new().attempts(2))
        .timeout(Duration::from_secs(5))
        .observe(|event| refuse("an event", &format!("{event:?}")));
    refuse("a builder", &format!("{builder:?}"));
    let client = builder.build().expect("a client");
    refuse("a client", &format!("{client:?}"));
    client
}

/// Looks at all that a program can print of an outcome.
fn look<T: Debug>(what: &str, outcome: Result<T, Error<ErrorResponse>>) {
    let Err(error) = outcome else { return };
    let mut texts = format!(
        "{error}\n{error:?}\n{:?}\n",
        error.response().map(ErrorResponse::message)
    );
    let mut source: Option<&(dyn StdError + 'static)> = error.source();
    while let Some(error) = source {
        texts.push_str(&format!("{error}\n{error:?}\n"));
        source = error.source();
    }
    if let Error::Transport(fault) = &error {
        texts.push_str(&format!("{:?}", fault.cause()));
    }
    refuse(what, &texts);
}

/// The request with values.
fn filled(mut request: Request, fill: impl FnOnce(&mut Request)) -> Request {
    fill(&mut request);
    request
}

/// Calls in all their forms, with secrets of their own in path, query, headers and body.
async fn call_all(client: &Client) {
    let read = || {
        filled(client.request(&READ), |request| {
            request.path("id", &CANARY);
            request.query("odd", &CANARY);
        })
    };
    let write = || {
        filled(client.request(&WRITE), |request| {
            request.path("id", &CANARY);
            request.header("X-Odd", &CANARY);
        })
    };
    let json = || -> UntypedCall<Json> { read().read_as::<Json>() };
    let form = filled(write(), |request| request.field("password", &CANARY));
    let parts = filled(write(), |request| {
        request.part("password", &CANARY);
        request.part_file("odd", File::bytes(CANARY, CANARY.as_bytes()));
    });
    let stream = Body::from_chunks([Ok(Bytes::from(CANARY))]);
    let stream = filled(write(), |request| request.file(File::stream("odd", stream)));
    refuse(
        "a request",
        &format!("{:?} {form:?} {parts:?} {stream:?}", read()),
    );
    refuse(
        "a call",
        &format!("{:?}", json().with_header("Proxy-Authorization", CANARY)),
    );
    look("a call", json().await);
    look(
        "a header by hand",
        json().with_header("Authorization", CANARY).await,
    );
    for request in [form, parts, stream] {
        let call = request.read_nothing();
        look("a call with a body", call.await);
    }
    match json().download().await {
        Ok(file) => {
            refuse("a download", &format!("{file:?}"));
            look("a download", file.bytes().await.map(|_| ()));
        }
        Err(error) => look("a download", Err::<(), _>(error)),
    }
    let path = format!("/odd?token={CANARY}");
    let call = client.by_hand("GET", &path).read_as::<Json>();
    look("a call by hand", call.await);
}

#[tokio::test]
async fn a_canary_put_into_every_secret_never_shows() {
    watch();
    let mut arrivals = 0;
    for (index, (scheme, credentials)) in secrets().into_iter().enumerate() {
        refuse("credentials", &format!("{credentials:?}"));
        let all = answers();
        // Every way to authenticate meets four kinds of answers, and all together every kind several times.
        for step in 0..4 {
            let service = Server::start(all[(index * 5 + step * 7) % all.len()].clone());
            let token = Server::start(vec![tokens()[(index + step) % 4].clone()]);
            let client = client(&service, &token, scheme, credentials.clone());
            call_all(&client).await;
            let sent = |request: &posthaste_tests::server::Received| {
                shows(&request.head) || shows(&String::from_utf8_lossy(&request.body))
            };
            let received = [service.received(), token.received()].concat();
            arrivals += received.iter().filter(|request| sent(request)).count();
        }
    }
    // It was not kept from showing by not being there.
    assert!(arrivals > 200, "{arrivals}");
}

#[tokio::test]
async fn every_answer_hides_it() {
    watch();
    for answers in answers() {
        let service = Server::start(answers);
        let token = Server::start(vec![tokens().remove(0)]);
        let credentials = Credentials::bearer(CANARY);
        call_all(&client(&service, &token, BEARER, credentials.clone())).await;
        call_all(&client(&service, &token, QUERY, credentials)).await;
    }
    for token in tokens() {
        let service = Server::start(vec![Answer::new(401, &[], "{}")]);
        let token = Server::start(vec![token]);
        let user = OAuth2::refresh_token("id", CANARY, CANARY);
        call_all(&client(&service, &token, BEARER, user.into())).await;
    }
}

#[tokio::test]
async fn no_connection_hides_it() {
    watch();
    let token = Server::start(vec![Answer::new(204, &[], "")]);
    let at = |url: &str| {
        let builder: ClientBuilder<Client> = ClientBuilder::new(leaked(ApiInfo::new("zoo", "1")));
        let builder = builder.base_url(url).bearer(CANARY).clock(TestClock::new());
        let builder = builder.allow_http_credentials(true);
        let builder = builder.connect_timeout(Duration::from_millis(300));
        builder.retries(Retries::none()).build().expect("a client")
    };
    for url in ["http://127.0.0.1:1/x", "https://127.0.0.1:1/"] {
        call_all(&at(url)).await;
    }
    // Nobody may know for long whether there is such a name, so one call will do.
    let nowhere = at("http://nowhere.invalid/");
    let call = nowhere.by_hand("GET", "/").read_as::<Json>();
    look("a name without an address", call.await);
    // It speaks no TLS.
    call_all(&at(&token.url().replace("http://", "https://"))).await;
    let slow = Server::start(vec![
        Answer::new(204, &[], "").after(Duration::from_secs(60)),
    ]);
    let slow = at(&slow.url());
    let call = filled(slow.request(&READ), |request| request.path("id", &CANARY)).read_as::<Json>();
    look(
        "a timeout",
        call.with_timeout(Duration::from_millis(50)).await,
    );
}

#[test]
fn what_cannot_be_used_hides_it() {
    watch();
    let new = || -> ClientBuilder<Client> { ClientBuilder::new(leaked(ApiInfo::new("zoo", "1"))) };
    let urls = [
        format!("https://user:{CANARY}@zoo.example/"),
        format!("https://zoo.example/?token={CANARY} x"),
        format!("ftp://zoo.example/?token={CANARY}"),
        format!("user:{CANARY}@zoo.example"),
    ];
    for url in urls {
        let refused = new().base_url(&url).build().map(|_| ());
        refuse("a URL", &format!("{refused:?}"));
    }
    for secret in [
        format!("{CANARY}\n"),
        format!("{CANARY}\0"),
        format!("é{CANARY}"),
    ] {
        let built = new()
            .base_url("https://h/")
            .bearer(&secret)
            .user_agent(&secret)
            .build();
        refuse("a token", &format!("{:?}", built.map(|_| ())));
    }
    let kept = format!("{{\"access_token\":\"{CANARY}\",\"refresh_token\":\"{CANARY}\"}}");
    refuse(
        "tokens",
        &format!("{:?}", Tokens::from_json(&kept).expect("tokens")),
    );
    let sign_in = SignIn::new("https://h/", "id", "https://app.example/");
    let sign_in = sign_in.expect("a sign-in").resume(CANARY, CANARY);
    refuse("a sign-in", &format!("{sign_in:?}"));
    for answer in [
        format!("https://app.example/?code={CANARY}&state=other"),
        format!("https://app.example/?error=access_denied&state={CANARY}"),
        format!("https://app.example/?code={CANARY}&state={CANARY}"),
    ] {
        let done = sign_in.clone().finish(&answer);
        refuse("the end of a sign-in", &format!("{done:?}"));
    }
    let scheme = webhook::Scheme::new("x-signature", "{body}");
    let webhook = Webhook::new(scheme, CANARY).or_secret(CANARY);
    let none = webhook.verify(&Default::default(), CANARY.as_bytes());
    refuse("a webhook", &format!("{webhook:?} {none:?}"));
}
