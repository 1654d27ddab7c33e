//! Credentials: presented as the API wants it, and shown to nobody else.

use posthaste_runtime::{
    ApiInfo, Body, BoxFuture, Call, Client, ClientBuilder, Credentials, Error, Operation,
    Server as ApiServer, Transport, TransportError, http,
};

use crate::support::zoo::{RENAME, WITH_APP_KEY, WITH_KEY, WITH_LOGIN, Zoo};
use crate::support::{Answer, Received, Server, filled};

async fn sent(operation: &'static Operation, credentials: Vec<Credentials>) -> Received {
    let server = Server::start([Answer::no_content()]).await;
    let builder = Zoo::builder().base_url(&server.url);
    let zoo: Zoo = credentials
        .into_iter()
        .fold(builder, |builder, credentials| {
            builder.credentials(credentials)
        })
        .build()
        .expect("a client");
    zoo.request(operation)
        .read_nothing()
        .await
        .expect("an answer");
    server.only()
}

#[tokio::test]
async fn each_kind_goes_where_the_api_wants_it() {
    let basic = sent(&WITH_LOGIN, vec![Credentials::basic("u", "pä")]).await;
    assert_eq!(basic.header("authorization"), Some("Basic dTpww6Q="));
    let key = sent(&WITH_KEY, vec![Credentials::api_key("v w")]).await;
    assert_eq!(key.line(), "GET /key?fixed=1&api_key=v%20w HTTP/1.1");
    let keys = vec![
        Credentials::bearer("t"),
        Credentials::api_key("one").named("api_key"),
        Credentials::api_key("two").named("x-app-key"),
    ];
    let received = sent(&WITH_APP_KEY, keys).await;
    assert_eq!(
        (
            received.header("x-app-key"),
            received.header("authorization")
        ),
        (Some("two"), None)
    );
    let hook = Credentials::hook(|request, body| {
        let length = body.map_or("streamed".to_owned(), |body| body.len().to_string());
        request
            .headers
            .insert("x-proof", length.parse().map_err(|_| "no header")?);
        Ok(())
    });
    assert_eq!(
        sent(&WITH_APP_KEY, vec![hook]).await.header("x-proof"),
        Some("0")
    );
}

#[tokio::test]
async fn an_api_without_schemes_gets_what_the_user_sets_save_where_it_asks_for_none() {
    static SILENT: ApiInfo =
        ApiInfo::new("silent", "1.0.0").servers(&[ApiServer::new("baseUrl", "")]);
    static ANY: Operation = Operation::new("GET", "/any");
    static OPEN: Operation = Operation::new("GET", "/open").anonymous();
    let server = Server::start([Answer::no_content()]).await;
    let client: Client = ClientBuilder::new(&SILENT)
        .base_url(&server.url)
        .bearer("t0ken")
        .build()
        .expect("a client");
    for operation in [&ANY, &OPEN] {
        let call = client.request(operation).read_nothing();
        call.await.expect("an answer");
    }
    let received = server.received();
    let headers: Vec<_> = received.iter().map(|r| r.header("authorization")).collect();
    assert_eq!(headers, [Some("Bearer t0ken"), None]);
}

#[tokio::test]
async fn missing_credentials_are_an_error_before_anything_is_sent() {
    let server = Server::start([Answer::no_content()]).await;
    let zoo: Zoo = Zoo::builder()
        .base_url(&server.url)
        .api_key("k")
        .build()
        .expect("a client");
    let error = zoo.rename("me", "x").await.expect_err("no token");
    let Error::Authentication(error) = error else {
        panic!("{error}")
    };
    assert!(
        error.is_missing() && error.to_string().contains("`.bearer(token)`"),
        "{error}"
    );
    assert!(server.received().is_empty());
    // An operation that asks for none gets none; a header set by hand takes their place.
    zoo.list().raw().await.expect("an answer");
    let call = zoo.rename("me", "x").with_header("Authorization", "Mine 1");
    call.await.expect("an answer");
    let headers: Vec<_> = server
        .received()
        .iter()
        .map(|r| r.header("authorization").map(str::to_owned))
        .collect();
    assert_eq!(headers, [None, Some("Mine 1".to_owned())]);
}

#[cfg(feature = "digest")]
#[tokio::test]
async fn a_digest_is_proved_after_the_challenge_and_only_once() {
    use crate::support::zoo::WITH_DIGEST;

    let challenge =
        "Digest realm=\"zoo\", qop=\"auth\", nonce=\"n1\", opaque=\"o\", algorithm=SHA-256";
    let refusal = Answer::new(
        "401 Unauthorized",
        &[("WWW-Authenticate", challenge)],
        "who?",
    );
    let server = Server::start([refusal.clone(), Answer::no_content()]).await;
    let zoo: Zoo = Zoo::builder()
        .base_url(&server.url)
        .credentials(Credentials::digest("me", "s3cret"))
        .build()
        .expect("a client");
    let call = || {
        let request = filled(zoo.request(&WITH_DIGEST), |request| {
            request.text("text/plain", "body");
        });
        request.read_nothing()
    };
    call().await.expect("an answer");
    let [first, second] = server.received().try_into().expect("two requests");
    assert_eq!(first.header("authorization"), None);
    let proof = second.header("authorization").expect("a proof");
    assert!(
        proof.starts_with("Digest username=\"me\", realm=\"zoo\", nonce=\"n1\", uri=\"/digest\"")
    );
    assert!(
        proof.contains("algorithm=SHA-256, qop=auth, nc=00000001, cnonce=\""),
        "{proof}"
    );
    assert!(!proof.contains("s3cret"));
    assert_eq!((first.text(), second.text()), ("body", "body"));

    let server = Server::start([refusal]).await;
    let zoo: Zoo = Zoo::builder()
        .base_url(&server.url)
        .credentials(Credentials::digest("me", "wrong"))
        .build()
        .expect("a client");
    let error = zoo
        .request(&WITH_DIGEST)
        .read_nothing()
        .await
        .expect_err("refused");
    assert!(matches!(error, Error::Authentication(_)), "{error}");
    assert_eq!(server.received().len(), 2);
}

/// Gives every answer the same way, and no network.
struct Canned(&'static str);

impl Transport for Canned {
    fn send(
        &self,
        _: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let mut answer = http::Response::new(Body::from(self.0));
        *answer.status_mut() = http::StatusCode::BAD_REQUEST;
        answer.headers_mut().insert(
            "set-cookie",
            http::HeaderValue::from_static("canary-cookie"),
        );
        Box::pin(async move { Ok(answer) })
    }
}

#[tokio::test]
async fn no_secret_is_ever_shown() {
    let zoo: Zoo = Zoo::builder()
        .bearer("canary-token")
        .basic("user", "canary-password")
        .api_key("canary-key")
        .transport(Canned("canary-body"))
        .build()
        .expect("a client");
    let call = || {
        zoo.rename("canary-path", "canary-part")
            .with_header("X-Auth-Token", "canary-header")
            .with_query("token", "canary-query")
    };
    let mut shown = vec![
        format!("{zoo:?}"),
        format!("{:?}", Zoo::builder().bearer("canary-builder")),
        format!("{:?}", call()),
        format!("{:?}", zoo.list().search("canary-search")),
        format!(
            "{:?}",
            filled(zoo.request(&RENAME), |request| {
                request.json(&"canary-json");
                request.field("a", &"canary-field");
            })
        ),
        format!("{:?}", Credentials::api_key("canary-named").named("X-Key")),
        format!("{:?}", Body::from("canary-body")),
    ];
    let error = call().await.expect_err("400");
    shown.extend([format!("{error:?}"), format!("{error}")]);
    let answer = call().raw().await.expect("an answer");
    shown.push(format!("{:?}", (answer.status(), answer.headers().len())));
    let error = zoo.get("canary-id").await.expect_err("400");
    shown.push(format!("{error:?} {error}"));
    for text in shown {
        assert!(!text.contains("canary"), "{text}");
    }
}

#[tokio::test]
async fn errors_of_the_body_hide_it_too() {
    struct Fine(&'static str);
    impl Transport for Fine {
        fn send(
            &self,
            _: http::Request<Body>,
        ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
            let answer = http::Response::new(Body::from(self.0));
            Box::pin(async move { Ok(answer) })
        }
    }
    for body in [
        r#"{"legs": "canary"}"#,
        r#"{"id": "canary" canary}"#,
        "canary",
    ] {
        let zoo: Zoo = Zoo::builder()
            .bearer("t")
            .transport(Fine(body))
            .build()
            .expect("a client");
        let error = zoo.get("x").await.expect_err(body);
        assert!(matches!(error, Error::Decode(_)));
        assert!(
            !format!("{error:?} {error}").contains("canary"),
            "{error:?}"
        );
    }
}

/// The signature is what OpenSSL makes of the same text with the same key.
#[cfg(feature = "jwt")]
#[tokio::test]
async fn a_token_is_signed_with_a_private_key() {
    use crate::support::zoo::WITH_TOKEN;
    use posthaste_runtime::{Json, auth::Jwt};

    let key = include_str!("support/rsa_key.txt");
    let pem = format!("-----BEGIN X-----\n{key}-----END X-----\n");
    let claims: Json = r#"{"sub":"1"}"#.parse().expect("claims");
    let token = Credentials::from(Jwt::private("RS256", pem.clone(), claims));
    let expected = concat!(
        "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIn0.",
        "iPg6hJ3-49Z3l-Y2XPd2Qh1tHO99lWRUwL2bIZUVxmo0k8z4yDFthIzIhqFf-S34X6MoOPaITlAoRWim",
        "zKODF5ZFoT8mPbiJz0HeGEoBbKytDTEiCz2CFe-lEi3ezyxJnB1IgkC-mZ1qKJDtwCZXsxctLyEEnwhD",
        "g84MbGmLE_AnEA5R1OXsPDVRdLTaXBr9-d1IJe-25k4C9T4QwGh_kKTw6opF9cyWMjvEs0idFcbQaKH8",
        "SXIvsp-98Xj9qug_LI3ffgdGRcFOs8yoYRX9UPPRSOR1TUbIQCc-Iv8qSVuzfo6nUbg6IdvAwZvQjT8C",
        "NhCIxzKMEuxjux24KI17vw"
    );
    let sent = sent(&WITH_TOKEN, vec![token]).await;
    assert_eq!(
        sent.header("authorization"),
        Some(format!("Bearer {expected}").as_str())
    );

    let server = Server::start([Answer::no_content()]).await;
    for (algorithm, is_fit) in [
        ("PS512", true),
        ("RS384", true),
        ("ES256", false),
        ("none", false),
    ] {
        let token = Jwt::private(algorithm, pem.clone(), Json::Null);
        let builder = Zoo::builder().base_url(&server.url).credentials(token);
        let zoo: Zoo = builder.build().expect("a client");
        let answer = zoo.rename("me", "x").await;
        assert_eq!(answer.is_ok(), is_fit, "{algorithm}");
        assert!(
            is_fit || matches!(answer, Err(Error::Authentication(_))),
            "{algorithm}"
        );
    }
}
