//! Every documented answer of `users().update_password`, and those that nobody documented.

use std::time::Duration;

use posthaste_tests::canary::CANARY;
use posthaste_tests::server::{Answer, Server};
use zoom_client::runtime::Retries;
use zoom_client::users::UpdatePasswordError;
use zoom_client::{ApiError, Client, Error, ErrorCode};

type Outcome = Result<(), Error<UpdatePasswordError>>;

async fn answered(answer: Answer) -> Outcome {
    let server = Server::start(vec![answer]);
    let client = Client::builder()
        .base_url(server.url())
        .bearer(CANARY)
        // What one answer means is looked at here; what follows it is in replay.rs.
        .retries(Retries::none())
        .build()
        .expect("a client");
    client.users().update_password("me", "n3w-Passw0rd!").await
}

fn api(outcome: Outcome) -> UpdatePasswordError {
    match outcome {
        Err(Error::Api(error)) => error,
        other => panic!("an API error was expected: {other:?}"),
    }
}

#[tokio::test]
async fn no_content_is_success() {
    answered(Answer::new(204, &[], "")).await.expect("204");
}

#[tokio::test]
async fn a_204_is_success_whatever_its_body() {
    let answer = Answer::raw("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n{\"code\":300}")
        .cut_after(400);
    answered(answer).await.expect("204");
}

#[tokio::test]
async fn code_300_under_400_has_its_variant() {
    let error = api(answered(Answer::json(400, r#"{"code":300,"message":"Too short."}"#)).await);
    assert!(
        matches!(error, UpdatePasswordError::InvalidPassword(_)),
        "{error:?}"
    );
    assert_eq!(error.response().status().as_u16(), 400);
    assert_eq!(error.response().code(), Some("300"));
    assert_eq!(error.response().message(), Some("Too short."));
    assert!(error.to_string().contains("Too short."), "{error}");
}

#[tokio::test]
async fn code_1001_under_404_has_its_variant() {
    let error = api(answered(Answer::json(
        404,
        r#"{"code":1001,"message":"No such user."}"#,
    ))
    .await);
    assert!(
        matches!(error, UpdatePasswordError::UserNotFound(_)),
        "{error:?}"
    );
}

#[tokio::test]
async fn one_enum_knows_the_codes_of_all_calls() {
    let code = |error: &UpdatePasswordError| error.response().code().map(ErrorCode::from);
    let answer = |code: &str| Answer::json(404, &format!("{{\"code\":{code},\"message\":\"?\"}}"));
    let error = api(answered(answer("1001")).await);
    assert_eq!(code(&error), Some(ErrorCode::UserNotFound));
    // The password's call does not document it, and still it is known.
    let error = api(answered(answer("3001")).await);
    assert_eq!(code(&error), Some(ErrorCode::MeetingNotFound));
    let error = api(answered(answer("99")).await);
    assert_eq!(code(&error), Some(ErrorCode::Unknown("99".to_owned())));
}

#[tokio::test]
async fn bare_statuses_have_their_variants() {
    let error = api(answered(Answer::json(400, r#"{"code":777,"message":"?"}"#)).await);
    assert!(
        matches!(error, UpdatePasswordError::BadRequest(_)),
        "{error:?}"
    );
    let error = api(answered(Answer::new(404, &[], "")).await);
    assert!(
        matches!(error, UpdatePasswordError::NotFound(_)),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_documented_code_wins_over_the_status() {
    let error = api(answered(Answer::json(200, r#"{"code":300,"message":"Too short."}"#)).await);
    assert!(
        matches!(error, UpdatePasswordError::InvalidPassword(_)),
        "{error:?}"
    );
    assert_eq!(error.response().status().as_u16(), 200);
    let error = api(answered(Answer::json(409, r#"{"code":1001}"#)).await);
    assert!(
        matches!(error, UpdatePasswordError::UserNotFound(_)),
        "{error:?}"
    );
}

#[tokio::test]
async fn html_under_500_keeps_status_headers_and_bytes() {
    let page = "<html><h1>Oops</h1></html>";
    let answer = Answer::new(
        500,
        &[("content-type", "text/html"), ("x-zm-trackingid", "abc")],
        page,
    );
    let error = api(answered(answer).await);
    assert!(matches!(error, UpdatePasswordError::Other(_)), "{error:?}");
    assert_eq!(error.response().status().as_u16(), 500);
    assert_eq!(error.response().headers()["x-zm-trackingid"], "abc");
    assert_eq!(error.response().request_id(), Some("abc"));
    assert_eq!(error.response().body().as_ref(), page.as_bytes());
    assert_eq!(error.response().code(), None);
}

#[tokio::test]
async fn an_empty_400_is_the_bare_status() {
    let error = api(answered(Answer::new(400, &[], "")).await);
    assert!(
        matches!(error, UpdatePasswordError::BadRequest(_)),
        "{error:?}"
    );
    assert!(error.response().body().is_empty());
}

#[tokio::test]
async fn json_that_ends_in_the_middle_is_kept_as_bytes() {
    let body = r#"{"co"#;
    let error = api(answered(Answer::json(400, body)).await);
    assert!(
        matches!(error, UpdatePasswordError::BadRequest(_)),
        "{error:?}"
    );
    assert_eq!(error.response().body().as_ref(), body.as_bytes());
}

#[tokio::test]
async fn a_code_is_read_beside_quotes_that_are_not_escaped() {
    let body = r#"{"code":300,"message":"a "quoted" word"}"#;
    let error = api(answered(Answer::json(400, body)).await);
    assert!(
        matches!(error, UpdatePasswordError::InvalidPassword(_)),
        "{error:?}"
    );
    assert_eq!(error.response().body().as_ref(), body.as_bytes());
}

#[tokio::test]
async fn too_many_requests_says_when_to_retry() {
    let answer = Answer::new(
        429,
        &[("retry-after", "7")],
        r#"{"code":429,"message":"Slow down."}"#,
    );
    match answered(answer).await {
        Err(Error::RateLimited(response)) => {
            assert_eq!(response.retry_after(), Some(Duration::from_secs(7)));
            assert_eq!(response.message(), Some("Slow down."));
        }
        other => panic!("a rate limit was expected: {other:?}"),
    }
}

#[tokio::test]
async fn a_body_that_is_cut_is_a_transport_error() {
    let answer = Answer::json(400, r#"{"code":300,"message":"Too short."}"#).cut_short_by(10);
    match answered(answer).await {
        Err(Error::Transport(error)) => assert!(!error.to_string().is_empty()),
        other => panic!("a transport error was expected: {other:?}"),
    }
}

#[tokio::test]
async fn an_undocumented_success_is_a_success() {
    answered(Answer::json(200, "{}")).await.expect("200");
}
