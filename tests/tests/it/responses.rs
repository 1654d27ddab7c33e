//! Answers that are not as they should be: too large, in another encoding, errors dressed as successes.

use posthaste_tests::canary::CANARY;
use posthaste_tests::server::{Answer, Server};
use zoom_client::Error;
use zoom_client::runtime::{
    ApiInfo, Client, ClientBuilder, ErrorFormat, ErrorResponse, Json, Operation, Retries,
    Server as ServerRow, TransportErrorKind,
};

static READ: Operation = Operation::new("GET", "/things");
static API: ApiInfo = ApiInfo::new("zoo", "1")
    .servers(&[ServerRow::new("baseUrl", "")])
    .errors(ErrorFormat::DEFAULT.success_codes(&["0", "200"]));

fn client(answer: Answer, largest: usize) -> Client {
    let server = Server::start(vec![answer]);
    let builder = ClientBuilder::new(&API).base_url(server.url());
    builder.largest_answer(largest).build().expect("a client")
}

async fn read(answer: Answer) -> Result<Json, Error<ErrorResponse>> {
    let client = client(answer, 1000);
    client.request(&READ).read_as::<Json>().await
}

#[tokio::test]
async fn an_answer_that_is_too_large_is_not_read() {
    let list = format!("[{}1]", "1,".repeat(400));
    read(Answer::json(200, &list))
        .await
        .expect("801 bytes are fine");
    let large = format!("[{}1]", "1,".repeat(800));
    let chunked = format!(
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{:x}\r\n{large}\r\n1\r\n \r\n0\r\n\r\n",
        large.len()
    );
    for answer in [
        Answer::json(200, &large),
        Answer::json(500, &large),
        Answer::raw(chunked),
    ] {
        let error = read(answer).await.map(drop).expect_err("1603 bytes");
        let Error::Transport(fault) = &error else {
            panic!("{error:?}")
        };
        assert_eq!(
            (fault.kind(), error.attempts()),
            (TransportErrorKind::TooLarge, 1)
        );
        assert!(
            error.to_string().contains("more than 1000 bytes"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn text_is_read_in_the_encoding_that_is_declared() {
    for (media_type, body) in [
        (
            "application/json; charset=iso-8859-1",
            &b"{\"name\":\"caf\xE9\"}"[..],
        ),
        (
            "application/json; charset=iso-8859-1",
            "{\"name\":\"café\"}".as_bytes(),
        ),
        ("application/json", "\u{feff}{\"name\":\"café\"}".as_bytes()),
    ] {
        let json = read(Answer::new(200, &[("content-type", media_type)], body))
            .await
            .expect("JSON");
        assert_eq!(
            json.get("name").and_then(Json::as_str),
            Some("café"),
            "{media_type}"
        );
    }
    let wide: Vec<u8> = "{\"code\":\"E1\",\"message\":\"né\"}"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let answer = Answer::new(
        400,
        &[("content-type", "application/json; charset=utf-16le")],
        wide,
    );
    let error = read(answer).await.expect_err("400");
    let answer = error.response().expect("an answer");
    assert_eq!((answer.code(), answer.message()), (Some("E1"), Some("né")));
    // An error about an unreadable body contains its bytes.
    let error = read(Answer::new(
        200,
        &[],
        b"{\"message\":\"a \"quoted\" word\"}",
    ))
    .await
    .expect_err("broken JSON");
    let Error::Decode(error) = error else {
        panic!("{error:?}")
    };
    assert!(error.body().starts_with(b"{\"message\""));
}

#[tokio::test]
async fn a_success_that_carries_an_error_code_is_an_error() {
    for body in [
        r#"{"code":3001,"message":"Gone."}"#,
        r#"{"error":{"code":"E1","message":"Gone."}}"#,
    ] {
        let Err(Error::Api(error)) = read(Answer::json(200, body)).await else {
            panic!("{body}")
        };
        assert_eq!(
            (error.status().as_u16(), error.message()),
            (200, Some("Gone."))
        );
    }
    for body in [
        r#"{"code":0,"message":"success"}"#,
        r#"{"code":200,"message":"OK"}"#,
        r#"{"code":"US","name":"a country"}"#,
        r#"{"message":"a chat's"}"#,
        r#"[{"code":1,"message":"m"}]"#,
    ] {
        read(Answer::json(200, body))
            .await
            .unwrap_or_else(|error| panic!("{body}: {error}"));
    }
}

#[tokio::test]
async fn a_429_is_a_rate_limit_whether_the_operation_documents_it_or_not() {
    let answer = || Answer::json(429, r#"{"code":4290,"message":"Come back tomorrow."}"#);
    let server = Server::start(vec![answer()]);
    let builder = zoom_client::Client::builder().base_url(server.url());
    let builder = builder.bearer(CANARY).retries(Retries::none());
    let zoom = builder.build().expect("a client");
    // Only of the first it is documented.
    let messages =
        |response: &ErrorResponse| (response.code().map(str::to_owned), response.to_string());
    let documented = zoom.groups().create().await;
    let Err(Error::RateLimited(documented)) = documented else {
        panic!("{documented:?}")
    };
    let other = zoom.users().update_password("me", "n3w").await;
    let Err(Error::RateLimited(other)) = other else {
        panic!("{other:?}")
    };
    assert_eq!(messages(&documented), messages(&other));
    assert_eq!(other.message(), Some("Come back tomorrow."));
}
