//! Operations with several ways to authenticate.

use posthaste_runtime::{
    ApiInfo, Client, ClientBuilder, Credentials, Error, Operation, Place, Scheme,
    Server as ApiServer,
};

use crate::support::{Answer, Server};

const fn key(name: &'static str, place: Place) -> Scheme {
    Scheme::ApiKey {
        name,
        place,
        prefix: "",
    }
}

static HARBOUR: ApiInfo = ApiInfo::new("harbour", "1.0.0")
    .servers(&[ApiServer::new("baseUrl", "")])
    .schemes(&[
        Scheme::OAuth2 {
            prefix: "Bearer",
            place: Place::Header,
        },
        key("X-Harbour-Key", Place::Header),
        key("app", Place::Query),
        key("sid", Place::Cookie),
        Scheme::MutualTls,
    ])
    .setters(&["pilot", "harbour_key", "harbour_app", "session", ""]);
static BERTHS: Operation = Operation::new("GET", "/berths").secured_by(&[&[0], &[1, 2]]);
static TIDES: Operation = Operation::new("GET", "/tides").secured(3).anonymous();
static CREW: Operation = Operation::new("GET", "/crew").secured_by(&[&[4, 0]]);
static GATES: Operation = Operation::new("GET", "/gates").secured(4);

/// What a client with these credentials, by the schemes' indices, sends: the target, and the headers for credentials.
async fn sent(operation: &'static Operation, set: &[usize]) -> Result<String, String> {
    let server = Server::start([Answer::no_content()]).await;
    let builder: ClientBuilder<Client> = ClientBuilder::new(&HARBOUR).base_url(&server.url);
    let builder = set.iter().fold(builder, |builder, scheme| {
        builder.credentials_for(
            *scheme,
            match scheme {
                0 => Credentials::bearer("t"),
                _ => Credentials::api_key(format!("k{scheme}==")),
            },
        )
    });
    let client = builder.build().map_err(|error| error.to_string())?;
    let answer = client.request(operation).read_nothing().await;
    answer.map_err(|error| match error {
        Error::Authentication(error) if server.received().is_empty() => error.to_string(),
        other => format!("unexpected: {other}"),
    })?;
    let received = server.only();
    let headers = ["authorization", "x-harbour-key", "cookie"];
    let headers = headers.map(|name| received.header(name).unwrap_or("-").to_owned());
    let line = received.line().to_owned();
    let target = line.split(' ').nth(1).unwrap_or_default();
    Ok(format!("{target} {}", headers.join(" ")))
}

#[tokio::test]
async fn the_first_alternative_whose_credentials_are_all_set_is_sent() {
    for (operation, set, expected) in [
        (&BERTHS, &[0, 1, 2][..], "/berths Bearer t - -"),
        (&BERTHS, &[0], "/berths Bearer t - -"),
        (&BERTHS, &[1, 2], "/berths?app=k2%3D%3D - k1== -"),
        (&TIDES, &[], "/tides - - -"),
        (&TIDES, &[0], "/tides - - -"),
        (&TIDES, &[3], "/tides - - sid=k3=="),
        (&CREW, &[0], "/crew Bearer t - -"),
        (&GATES, &[0], "/gates - - -"),
    ] {
        let sent = sent(operation, set).await;
        assert_eq!(sent.as_deref(), Ok(expected), "{} {set:?}", operation.path);
    }
}

#[tokio::test]
async fn an_error_before_sending_names_the_setters_of_every_alternative() {
    let error = sent(&BERTHS, &[1])
        .await
        .expect_err("half of an alternative");
    let setters = "set `.pilot(credentials)` or `.harbour_key(key)` and `.harbour_app(key)`";
    assert!(error.contains(setters), "{error}");
    let error = sent(&CREW, &[]).await.expect_err("no token");
    assert!(error.contains("set `.pilot(credentials)` on"), "{error}");
}

#[tokio::test]
async fn credentials_of_another_kind_than_the_scheme_are_refused_by_the_builder() {
    let builder: ClientBuilder<Client> = ClientBuilder::new(&HARBOUR).base_url("https://h.test");
    let built = builder
        .credentials_for(1, Credentials::basic("u", "canary-password"))
        .build();
    let Err(error) = built else {
        panic!("a password is no key")
    };
    let text = format!("{error} {error:?}");
    assert!(
        text.contains("`.harbour_key(key)`") && !text.contains("canary"),
        "{text}"
    );
}
