//! Answers that are made to fill memory and logs, or that hold secrets.

use posthaste_runtime::{Call, Error, ErrorResponse, Json, record};

use super::{get, rename};
use crate::support::zoo::{GET, RenameError, Zoo};
use crate::support::{Answer, Server, filled};

async fn refusal(body: &str) -> Error<RenameError> {
    let answer = Answer::json("400 Bad Request", body);
    rename(answer).await.expect_err("400")
}

fn response(error: &Error<RenameError>) -> &ErrorResponse {
    error.response().expect("an answer")
}

/// What may stand in a log: one line, short, without characters that steer a terminal or a reader.
fn assert_is_harmless(text: &str) {
    assert!(text.len() < 6000, "{} bytes", text.len());
    let is_hazardous = |c: char| c.is_control() || ('\u{2028}'..='\u{202e}').contains(&c);
    assert!(!text.contains(is_hazardous), "{text:?}");
}

#[tokio::test]
async fn of_a_long_list_of_field_errors_some_are_kept_and_the_others_are_counted() {
    let zeros = "0,".repeat(2_000_000);
    let error = refusal(&format!(
        r#"{{"code":300,"message":"no","errors":[{zeros}0]}}"#
    ))
    .await;
    assert!(matches!(error, Error::Api(RenameError::BadRequest300(_))));
    let answer = response(&error);
    assert_eq!((answer.code(), answer.message()), (Some("300"), Some("no")));
    let kept = answer.field_errors().len();
    assert!((12..100).contains(&kept), "{kept}");
    assert_eq!(kept + answer.more_field_errors(), 2_000_001);
    assert!(answer.body().len() > 4_000_000);
    assert!(error.to_string().contains("and 1999993 more"), "{error}");
    assert_is_harmless(&error.to_string());
    assert_is_harmless(&format!("{error:?}"));
}

#[tokio::test]
async fn control_characters_of_a_service_are_shown_as_escapes_and_kept_in_its_message() {
    const HOSTILE: &str =
        "no\\u001b]0;owned\\u0007\\u001b[31m\\r\\n2026-01-01 INFO all is well\u{202e}";
    let plain = "no\u{1b}]0;owned\u{7}\u{1b}[31m\r\n2026-01-01 INFO all is well\u{202e}";
    let body = format!(
        r#"{{"code":"{HOSTILE}","message":"{HOSTILE}","request_id":"{HOSTILE}",
            "errors":[{{"field":"{HOSTILE}","message":"{HOSTILE}"}}]}}"#
    );
    let error = refusal(&body).await;
    assert_eq!(response(&error).message(), Some(plain));
    assert_eq!(response(&error).request_id(), Some(plain));
    assert!(error.to_string().contains("\\u{1b}]0;owned"), "{error}");
    assert_is_harmless(&error.to_string());
    assert_is_harmless(&format!("{error:?}"));
    assert_is_harmless(&format!("{:?}", response(&error).field_errors()));
}

#[tokio::test]
async fn a_message_of_ten_megabytes_is_shortened_where_it_is_shown() {
    let long = "x".repeat(10_000_000);
    let body = format!(r#"{{"code":300,"message":"{long}","errors":["{long}"]}}"#);
    let error = refusal(&body).await;
    assert_eq!(response(&error).message(), Some(long.as_str()));
    assert!(error.to_string().contains("(10000000 bytes)"), "{error}");
    assert_is_harmless(&error.to_string());
    assert_is_harmless(&format!("{error:?}"));
}

#[tokio::test]
async fn a_deeply_nested_member_costs_neither_code_nor_message() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for place in ["trace", "errors", "details"] {
        let error = refusal(&format!(
            r#"{{"{place}":{deep},"code":300,"message":"no"}}"#
        ))
        .await;
        let found = (response(&error).code(), response(&error).message());
        assert_eq!(found, (Some("300"), Some("no")), "{place}");
    }
}

/// What a service answers.
#[derive(Clone, Default)]
pub struct Meeting {
    pub id: Option<i64>,
    pub start_url: Option<String>,
    pub password: Option<String>,
    pub leader_pin: Option<i64>,
    pub download_access_token: Option<String>,
    pub password_required: Option<bool>,
    pub topic: Option<String>,
    pub hosts: Vec<Host>,
    pub settings: Json,
    pub invitation: Option<String>,
    pub r#type: Option<i64>,
}
record!(read write Meeting(
    id,
    start_url,
    password,
    leader_pin,
    download_access_token,
    password_required,
    topic,
    hosts,
    settings,
    invitation,
    r#type("type")
));

/// Somebody.
#[derive(Clone, Default)]
pub struct Host {
    pub host_key: Option<String>,
    pub token: Option<bool>,
    pub name: String,
}
record!(read write Host(host_key, token, name));

const MEETING: &str = r#"{"id":1,"start_url":"https://zoo.example/s/1?zak=ZAKCANARY","password":"PWCANARY",
    "leader_pin":48151623,"download_access_token":"DLCANARY","password_required":true,"topic":"Feeding","type":2,
    "hosts":[{"host_key":"HKCANARY","token":true,"name":"Leo"}],
    "settings":{"deep":[{"apiKey":"AKCANARY","n":7}]},
    "invitation":"Join: https://zoo.example/j/1?pwd=IVCANARY or use Bearer c4n4ryCANARY\nnow"}"#;

fn assert_hides_canaries(text: &str) {
    for secret in ["CANARY", "48151623"] {
        assert!(!text.contains(secret), "{text}");
    }
}

#[tokio::test]
async fn secrets_in_answers_are_not_in_their_debug_but_in_their_fields() {
    let server = Server::start([Answer::json("200 OK", MEETING)]).await;
    let zoo = Zoo::at(&server);
    let call = || {
        let request = filled(zoo.request(&GET), |request| request.path("animalId", &"1"));
        request.read_as::<Meeting>()
    };
    let meeting = call().await.expect("a meeting");
    let tree: Json = MEETING.parse().expect("JSON");
    let whole = call()
        .raw()
        .await
        .expect("an answer")
        .json::<Meeting>()
        .expect("a meeting");
    let raw = call().raw().await.expect("an answer");
    for text in [
        format!("{meeting:?}"),
        format!("{meeting:#?}"),
        format!("{tree:?}"),
        format!("{tree:#?}"),
        format!("{whole:?}"),
        format!("{raw:?}"),
        format!("{:?}", raw.clone().text().expect("text")),
    ] {
        assert_hides_canaries(&text);
    }
    let shown = format!("{meeting:?}");
    let expected = "Meeting { id: Some(1), start_url: Some(\"https://zoo.example/s/1?[hidden]\"), \
        password: Some([hidden]), leader_pin: Some([hidden]), download_access_token: Some([hidden]), \
        password_required: Some(true), topic: Some(\"Feeding\"), hosts: [Host { host_key: Some([hidden]), \
        token: Some(true), name: \"Leo\" }], settings: Object([(\"deep\", Array([Object([(\"apiKey\", [hidden]), ";
    assert!(shown.starts_with(expected), "{shown}");
    assert!(shown.ends_with("type: Some(2) }"), "{shown}");
    assert!(format!("{raw:?}").contains(&format!("[{} bytes]", MEETING.len())));
    assert_eq!(meeting.password.as_deref(), Some("PWCANARY"));
}

#[tokio::test]
async fn an_answer_of_another_shape_says_so_in_few_words() {
    let name = "\u{202e}".repeat(1000);
    let body = format!(r#"{{"young":[{{"legs":{{"{name}":1}}}}]}}"#);
    let error = get(Answer::json("200 OK", &body)).await.expect_err("legs");
    assert_is_harmless(&error.to_string());
    assert_is_harmless(&format!("{error:?}"));
}

#[cfg(feature = "oauth2")]
#[tokio::test]
async fn what_a_token_endpoint_echoes_of_the_request_is_hidden() {
    use posthaste_runtime::OAuth2;
    let server = Server::start([Answer::json(
        "400 Bad Request",
        r#"{"error":"invalid_client","error_description":"bad\u001b[31m secret s3cr3t CANARY+/ for aWQ6czNjcjN0K0NBTkFSWSUyQiUyRg==, client_secret=s3cr3t%20CANARY%2B%2F"}"#,
    )])
    .await;
    for in_body in [false, true] {
        let account = OAuth2::client_credentials("id", "s3cr3t CANARY+/").client_in_body(in_body);
        let zoo = Zoo::builder()
            .base_url(&server.url)
            .credentials(account.token_url(format!("{}/token", server.url)))
            .build()
            .expect("a client");
        let error = zoo.get("1").await.expect_err("no token");
        for text in [error.to_string(), format!("{error:?}")] {
            assert!(
                !text.contains("CANARY") && text.contains("invalid_client"),
                "{text}"
            );
            assert!(text.contains("secret [hidden] for"), "{text}");
            assert_is_harmless(&text);
        }
    }
}
