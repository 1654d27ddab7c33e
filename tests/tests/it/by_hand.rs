//! What the client does not know can be had all the same.

use posthaste_tests::canary::CANARY;
use posthaste_tests::clock::TestClock;
use posthaste_tests::server::{Answer, Server};
use zoom_client::runtime::{Decode, Mismatch, Serde, UntypedCall};
use zoom_client::{Call, Client, Error, ErrorResponse, Json};

fn client(server: &Server) -> Client {
    let builder = Client::builder()
        .base_url(format!("{}/v2", server.url()))
        .bearer(CANARY);
    builder.clock(TestClock::new()).build().expect("a client")
}

#[tokio::test]
async fn any_path_goes_out_with_the_same_credentials_retries_and_errors() {
    let server = Server::start(vec![
        Answer::json(503, "{}"),
        Answer::json(200, "[1]"),
        Answer::json(400, r#"{"code":300,"message":"No."}"#),
    ]);
    let client = client(&server);
    let mut request = client.runtime().by_hand("GET", "/beta/a%2Fb?x=1");
    request.query("y", &2);
    let answer = request.read_as::<Json>().send().await.expect("an answer");
    assert_eq!(
        (answer.attempts(), answer.body().to_string()),
        (2, "[1]".to_owned())
    );
    let first = &server.received()[0];
    assert_eq!(first.target(), "/v2/beta/a%2Fb?x=1&y=2");
    assert_eq!(
        first.header("authorization"),
        Some(format!("Bearer {CANARY}").as_str())
    );
    let mut request = client.runtime().by_hand("POST", "/beta");
    request.json(&vec![1, 2]);
    let error = request.read_as::<Json>().await.expect_err("a refusal");
    assert_eq!(error.response().and_then(ErrorResponse::code), Some("300"));
    assert_eq!(server.received()[2].body, b"[1,2]");
    let odd = client.runtime().by_hand("BREW", "/pot").read_nothing();
    assert!(matches!(odd.await, Err(Error::Request(_))));
    assert_eq!(server.received().len(), 3);
}

#[tokio::test]
async fn a_call_takes_more_headers_query_and_fields_than_its_operation_has() {
    let server = Server::start(vec![Answer::new(204, &[], "")]);
    let client = client(&server);
    let update = client.users().update_password("me", "n3w-Passw0rd!");
    let update = update
        .with_header("x-trace", "1")
        .with_query("dry", "true")
        .with_field("reason", &"lost");
    update.await.expect("done");
    let received = server.only();
    assert_eq!(
        (received.header("x-trace"), received.target()),
        (Some("1"), "/v2/users/me/password?dry=true")
    );
    let parts: Vec<String> = received
        .parts()
        .into_iter()
        .map(|part| String::from_utf8_lossy(&part.1).into())
        .collect();
    assert_eq!(parts, ["n3w-Passw0rd!", "lost"]);

    let body = |index: usize| String::from_utf8_lossy(&server.received()[index].body).into_owned();
    let runtime = client.runtime();
    let send = async |call: UntypedCall<()>| call.await.expect("done");
    let mut patch = runtime.by_hand("PATCH", "/a");
    patch.json(&Json::Object(vec![("a".into(), 1.into())]));
    send(patch.read_nothing().with_field("b", &true)).await;
    let post = runtime.by_hand("POST", "/a");
    send(post.read_nothing().with_field("list", &vec!["x"])).await;
    let mut form = runtime.by_hand("POST", "/a");
    form.field("a", &1);
    send(form.read_nothing().with_field("b c", &"d&e")).await;
    assert_eq!(body(1), r#"{"a":1,"b":true}"#);
    assert_eq!(body(2), r#"{"list":["x"]}"#);
    assert_eq!(body(3), "a=1&b%20c=d%26e");
    let mut fixed = runtime.by_hand("POST", "/a");
    fixed.text("text/plain", "t");
    let fixed = fixed.read_nothing().with_field("a", &1);
    assert!(matches!(fixed.await, Err(Error::Request(_))));
}

/// A type of the caller's own.
#[derive(Debug, PartialEq)]
struct Total(i64);

impl Decode for Total {
    fn decode(value: Json) -> Result<Self, Mismatch> {
        value
            .get("total_records")
            .cloned()
            .unwrap_or_default()
            .to()
            .map(Total)
    }
}

#[tokio::test]
async fn an_answer_is_read_as_the_callers_own_type() {
    let server = Server::start(vec![Answer::json(
        200,
        r#"{"total_records":"41","users":[]}"#,
    )]);
    let client = client(&server);
    let answer = client
        .users()
        .list()
        .read_as::<Total>()
        .await
        .expect("an answer");
    assert_eq!(*answer.body(), Total(41));
    let answer = client
        .users()
        .list()
        .read_as::<Serde<serde_json::Value>>()
        .await
        .expect("an answer");
    assert_eq!(answer.body().0["total_records"], "41");
    let error = client
        .users()
        .list()
        .read_as::<Serde<Vec<u8>>>()
        .await
        .expect_err("no list");
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
}
