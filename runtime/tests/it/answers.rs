//! What comes of every kind of answer, the misbehaving ones above all.

mod downloads;
mod hostile;

use std::time::{Duration, Instant};

use posthaste_runtime::{ApiError, Call, Error, ErrorResponse, TransportError, TransportErrorKind};

use crate::support::zoo::{Animal, RenameError, Zoo};
use crate::support::{Answer, Server};

async fn rename(answer: Answer) -> Result<(), Error<RenameError>> {
    let server = Server::start([answer]).await;
    Zoo::at(&server).rename("me", "Leo").await
}

async fn get(answer: Answer) -> Result<Animal, Error<ErrorResponse>> {
    let server = Server::start([answer]).await;
    Zoo::at(&server).get("me").await
}

const TAKEN: &str =
    r#"{"code": 300, "message": "taken", "errors": [{"field": "name", "message": "again"}]}"#;

#[tokio::test]
async fn successes() {
    assert!(rename(Answer::no_content()).await.is_ok());
    // Nothing may follow 204, but some services write a body all the same, even one with an error code.
    let body = Answer::json("204 No Content", "");
    assert!(rename(body).await.is_ok());
    for status in ["200 OK", "201 Created", "202 Accepted", "299 Odd"] {
        assert!(rename(Answer::json(status, "")).await.is_ok(), "{status}");
        assert!(
            rename(Answer::json(status, r#"{"code": 0, "message": "success"}"#))
                .await
                .is_ok()
        );
    }
}

#[tokio::test]
async fn status_and_code_choose_the_variant() {
    let error = rename(Answer::json("400 Bad Request", TAKEN))
        .await
        .expect_err("400");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(400));
    let Error::Api(RenameError::BadRequest300(detail)) = error else {
        panic!("{error}")
    };
    assert_eq!(
        (detail.code(), detail.message()),
        (Some("300"), Some("taken"))
    );
    let field = detail
        .field_errors()
        .first()
        .map(|error| (error.field(), error.message()));
    assert_eq!(field, Some((Some("name"), "again")));
    assert_eq!(
        detail.to_string(),
        "400 Bad Request, code 300: taken; name: again"
    );
    assert_eq!(&detail.body()[..], TAKEN.as_bytes());

    // The status is another one than documented, even a success: the code decides.
    for status in ["409 Conflict", "200 OK", "500 Internal Server Error"] {
        let error = rename(Answer::json(status, TAKEN)).await.expect_err(status);
        assert!(
            matches!(error, Error::Api(RenameError::BadRequest300(_))),
            "{status}: {error}"
        );
    }
    let error = rename(Answer::json("404 Not Found", r#"{"code": "1001"}"#))
        .await
        .expect_err("404");
    assert!(
        matches!(error, Error::Api(RenameError::NotFound1001(_))),
        "{error}"
    );
    let error = rename(Answer::json("404 Not Found", r#"{"code": 7}"#))
        .await
        .expect_err("404");
    assert!(
        matches!(error, Error::Api(RenameError::NotFound(_))),
        "{error}"
    );
    let error = rename(Answer::new("400 Bad Request", &[], ""))
        .await
        .expect_err("400");
    let Error::Api(RenameError::BadRequest(detail)) = error else {
        panic!("{error}")
    };
    assert_eq!(
        (detail.code(), detail.message(), detail.body().len()),
        (None, None, 0)
    );
    // `ApiError::response` gives the answer's details without a match.
    let error = RenameError::Other(detail);
    assert_eq!(error.response().status().as_u16(), 400);
}

#[tokio::test]
async fn an_error_within_a_success_is_seen_in_every_encoding() {
    let utf16: Vec<u8> = "\u{feff}{\"code\": 300}"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let bodies: [(&str, &[u8]); 4] = [
        ("application/json", b"\xEF\xBB\xBF{\"code\": 300}"),
        ("application/json", &utf16),
        (
            "application/json; charset=utf-16le",
            utf16.get(2..).unwrap(),
        ),
        (
            "application/json; charset=windows-1252",
            b"{\"code\": 300, \"message\": \"d\xE9j\xE0 pris\"}",
        ),
    ];
    for (media_type, body) in bodies {
        let answer = Answer::new("200 OK", &[("Content-Type", media_type)], body);
        let result = rename(answer).await;
        assert!(
            matches!(result, Err(Error::Api(RenameError::BadRequest300(_)))),
            "{media_type}: {result:?}"
        );
    }
}

#[tokio::test]
async fn an_undocumented_answer_keeps_everything() {
    let headers = [("Content-Type", "text/html"), ("X-Request-Id", "r-1")];
    let answer = Answer::new("500 Internal Server Error", &headers, "<h1>Oops</h1>");
    let error = rename(answer).await.expect_err("500");
    let Error::Api(RenameError::Other(detail)) = error else {
        panic!("{error}")
    };
    assert_eq!(detail.status().as_u16(), 500);
    assert_eq!(detail.headers()["content-type"], "text/html");
    assert_eq!(
        (&detail.body()[..], detail.request_id()),
        (&b"<h1>Oops</h1>"[..], Some("r-1"))
    );
}

#[tokio::test]
async fn rate_limits_and_refused_credentials_have_names() {
    for (value, seconds) in [
        ("7", Some(7)),
        ("Sun, 06 Nov 1994 08:49:37 GMT", Some(0)),
        ("later", None),
    ] {
        let answer = Answer::new("429 Too Many Requests", &[("Retry-After", value)], "");
        let error = rename(answer).await.expect_err("429");
        assert!(error.is_transient());
        let Error::RateLimited(detail) = error else {
            panic!("{error}")
        };
        assert_eq!(detail.retry_after().map(|wait| wait.as_secs()), seconds);
    }
    let error = rename(Answer::json("401 Unauthorized", r#"{"code":124}"#))
        .await
        .expect_err("401");
    assert_eq!(error.response().and_then(ErrorResponse::code), Some("124"));
    assert!(matches!(error, Error::Authentication(_)), "{error}");
    assert!(matches!(error.into_untyped(), Error::Authentication(_)));
}

#[tokio::test]
async fn only_what_may_pass_is_transient() {
    for (status, passes) in [
        ("429 Too Many Requests", true),
        ("502 Bad Gateway", true),
        ("503 Service Unavailable", true),
        ("504 Gateway Timeout", true),
        ("500 Internal Server Error", false),
        ("501 Not Implemented", false),
        ("404 Not Found", false),
        ("401 Unauthorized", false),
    ] {
        let error = rename(Answer::json(status, "{}")).await.expect_err(status);
        assert_eq!(error.is_transient(), passes, "{status}");
    }
    use TransportErrorKind::{Body, Connect, Cut, Dns, Redirect, Tls};
    for (kind, passes) in [
        (Dns, true),
        (Connect, true),
        (Cut, true),
        (Tls, false),
        (Redirect, false),
        (Body, false),
    ] {
        let error: Error<ErrorResponse> = Error::Transport(TransportError::new(kind, "no"));
        assert_eq!(error.is_transient(), passes, "{kind:?}");
    }
}

#[tokio::test]
async fn errors_about_bodies_say_where() {
    let error = get(Answer::json(
        "200 OK",
        r#"{"id": 7, "young": [{"legs": "four"}]}"#,
    ))
    .await;
    let Err(Error::Decode(error)) = error else {
        panic!("{error:?}")
    };
    assert_eq!((error.path(), error.offset()), ("$.young[0].legs", None));
    assert_eq!(error.reason(), "expected a whole number, found a string");

    let broken = r#"{"id": "a "quoted" b"}"#;
    let error = get(Answer::json("200 OK", broken)).await;
    let Err(Error::Decode(error)) = error else {
        panic!("{error:?}")
    };
    assert_eq!((error.path(), error.offset()), ("$.id", Some(12)));
    assert_eq!(&error.body()[..], broken.as_bytes());

    let page = Answer::new(
        "200 OK",
        &[("Content-Type", "text/html")],
        "<html>log in</html>",
    );
    let error = get(page).await;
    let Err(Error::Decode(error)) = error else {
        panic!("{error:?}")
    };
    assert!(
        error
            .to_string()
            .ends_with("at $ (byte 1); it is called text/html"),
        "{error}"
    );
}

#[tokio::test]
async fn bodies_are_read_tolerantly() {
    let body = "\u{feff}{\"id\": 7, \"legs\": \"4\", \"young\": null, \"new\": {\"x\": [1]}}";
    let animal = get(Answer::json("200 OK", body)).await.expect("an animal");
    assert_eq!(
        (animal.id.as_deref(), animal.legs, animal.young.len()),
        (Some("7"), Some(4), 0)
    );
    let animal = get(Answer::json("200 OK", r#"{"legs": ""}"#))
        .await
        .expect("an animal");
    assert_eq!(animal, Animal::default());
    let animal = get(Answer::no_content()).await.expect("nothing");
    assert_eq!(animal, Animal::default());
}

#[tokio::test]
async fn an_error_that_is_almost_json_or_in_another_form_keeps_its_code() {
    for (body, message) in [
        (
            r#"{"code":300,"message":"The field "topic" is too long."}"#,
            r#"The field "topic" is too long."#,
        ),
        ("{\"code\":300,\"message\":\"two\nlines\"}", "two\nlines"),
        (r#"[{"code":300,"message":"taken"}]"#, "taken"),
        (r#"{"code":300.0,"message":"taken"}"#, "taken"),
        (r#"{"code":"0300","message":"taken"}"#, "taken"),
        (r#"{"Code":300,"Message":"taken"}"#, "taken"),
        (r#"{"code":300,"message":"taken \ud83d"}"#, "taken \u{fffd}"),
    ] {
        let error = rename(Answer::json("400 Bad Request", body)).await;
        let Err(Error::Api(RenameError::BadRequest300(response))) = error else {
            panic!("{body}: {error:?}")
        };
        assert_eq!(response.message(), Some(message), "{body}");
        assert_eq!(response.body(), body.as_bytes());
    }
}

#[tokio::test]
async fn an_empty_value_of_another_type_does_not_fail_the_answer() {
    for body in [
        r#"{"id": "a", "young": {}}"#,
        r#"{"id": "a", "young": false}"#,
        r#"{"id": "a", "young": [null]}"#,
        r#"{"id": "a", "legs": []}"#,
    ] {
        let animal = get(Answer::json("200 OK", body)).await.expect(body);
        assert_eq!((animal.id.as_deref(), animal.legs), (Some("a"), None));
        assert!(animal.young.is_empty());
    }
    let listed = get(Answer::json("200 OK", r#"[{"id": "a"}]"#)).await;
    assert!(matches!(listed, Err(Error::Decode(_))), "{listed:?}");
}

#[tokio::test]
async fn a_connection_cut_short_is_no_success() {
    let cases = [
        "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"id\": 1}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{\"id\": 1}\r\n",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "",
        "SSH-2.0-OpenSSH\r\n",
    ];
    for bytes in cases {
        let error = get(Answer::cut(bytes)).await.expect_err(bytes);
        let Error::Transport(error) = error else {
            panic!("{bytes:?}: {error}")
        };
        assert_eq!(error.kind(), TransportErrorKind::Cut, "{bytes:?}: {error}");
        assert!(error.may_have_been_received());
    }
}

#[tokio::test]
async fn connections_that_cannot_be_made() {
    let refused = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        format!("http://{}", listener.local_addr().expect("an address"))
    };
    let plain = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let plain_url = format!("https://{}", plain.local_addr().expect("an address"));
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = plain.accept().await {
            let _ = tokio::io::AsyncWriteExt::write_all(&mut stream, b"220 no TLS here\r\n").await;
        }
    });
    for (url, kind) in [
        (refused, TransportErrorKind::Connect),
        ("http://name.invalid".to_owned(), TransportErrorKind::Dns),
        (plain_url, TransportErrorKind::Tls),
    ] {
        let zoo: Zoo = Zoo::builder()
            .base_url(&url)
            .bearer("t")
            .allow_http_credentials(true)
            .build()
            .expect("a client");
        let Err(Error::Transport(error)) = zoo.get("me").await else {
            panic!("{url}")
        };
        assert_eq!(error.kind(), kind, "{url}: {error}");
        assert!(!error.may_have_been_received());
    }
}

#[tokio::test]
async fn time_runs_out() {
    let slow = Answer::json("200 OK", "{}").after(Duration::from_secs(5));
    let server = Server::start([slow]).await;
    let zoo = Zoo::at(&server);
    let start = Instant::now();
    let limit = Duration::from_millis(100);
    let error = zoo.get("me").with_timeout(limit).await.expect_err("late");
    let Error::Timeout(error) = error else {
        panic!("{error}")
    };
    assert_eq!(error.limit(), limit);
    assert!(start.elapsed() < Duration::from_secs(3));
    // The head may come in time and the body not.
    let server = Server::start([Answer::json("200 OK", "{}")]).await;
    let zoo: Zoo = Zoo::builder()
        .base_url(&server.url)
        .bearer("t")
        .timeout(limit)
        .build()
        .expect("a client");
    assert!(zoo.get("me").await.is_ok());
}

#[tokio::test]
async fn the_raw_answer_comes_whatever_its_status() {
    let server = Server::start([Answer::json("418 I'm a teapot", "short")]).await;
    let zoo = Zoo::at(&server);
    let response = zoo.rename("me", "x").raw().await.expect("an answer");
    assert_eq!(
        (response.status().as_u16(), &response.body()[..]),
        (418, &b"short"[..])
    );
    let server = Server::start([Answer::json("200 OK", r#"[{"id": 1}]"#)]).await;
    let response = Zoo::at(&server).list().send().await.expect("a list");
    assert_eq!(response.header("content-type"), Some("application/json"));
    assert_eq!(response.into_body().len(), 1);
}

#[tokio::test]
async fn calls_outlive_their_client_and_can_be_spawned() {
    let server = Server::start([Answer::json("200 OK", r#"[{"id": 1}]"#)]).await;
    let (call, other) = {
        let zoo = Zoo::at(&server);
        (zoo.list().page_size(1), zoo.list())
    };
    let sending = tokio::spawn(call.send());
    let awaiting = tokio::spawn(other.into_future());
    let response = sending.await.expect("no panic").expect("a list");
    assert_eq!(response.status(), 200);
    let animals = awaiting.await.expect("no panic").expect("a list");
    assert_eq!(animals.len(), 1);
}

#[tokio::test]
async fn connections_are_used_again() {
    let server = Server::start([Answer::json("200 OK", "{}")]).await;
    let zoo = Zoo::at(&server);
    let spawned = tokio::spawn(async move {
        for _ in 0..3 {
            zoo.get("me").await.expect("an animal");
        }
    });
    spawned.await.expect("futures can move between threads");
    assert_eq!(server.received().len(), 3);
}
