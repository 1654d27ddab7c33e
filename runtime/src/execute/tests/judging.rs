use http::StatusCode;

use super::*;
use crate::error::{Case, Error, Failure, Response};
use crate::execute::judge;
use crate::operation::ErrorFormat;

const fn case(status: u16, code: Option<&'static str>) -> Case {
    let (first, last) = (status, status);
    Case { first, last, code }
}

const CASES: &[Case] = &[case(400, Some("300")), case(429, None)];

/// The result of judging: `Ok`, or the name of the error, with the index of the documented case.
fn judged(info: &'static ApiInfo, operation: &Operation, status: u16, body: &str) -> String {
    let session = Session {
        info,
        ..session(&Script::new([]), Retries::none())
    };
    let status = StatusCode::from_u16(status).unwrap();
    let body = Bytes::from(body.to_owned());
    let response = Response::new(status, HeaderMap::new(), body);
    match judge(&session, operation, CASES, response) {
        Ok(_) => "success".to_owned(),
        Err(Failure(Error::Api(untyped))) => format!("api {:?}", untyped.case),
        Err(Failure(error)) => crate::execute::watch::error_type(&error).to_owned(),
    }
}

#[test]
fn every_2xx_without_an_error_code_is_a_success() {
    for (status, body) in [(200, ""), (201, r#"{"code":"7"}"#), (206, "text")] {
        assert_eq!(judged(&API, &READ, status, body), "success", "{status}");
    }
}

#[test]
fn another_status_is_a_success_only_if_it_is_documented() {
    static MOVED: Operation = Operation::new("GET", "/moved").success(&[302]);
    assert_eq!(judged(&API, &MOVED, 302, ""), "success");
    assert_eq!(judged(&API, &READ, 302, ""), "api None");
}

#[test]
fn a_documented_error_code_makes_a_success_an_error() {
    let body = r#"{"code":"300","message":"no"}"#;
    assert_eq!(judged(&API, &READ, 200, body), "api Some(0)");
    assert_eq!(judged(&API, &READ, 204, body), "success");
    // Not an object: its texts are no error codes.
    assert_eq!(judged(&API, &READ, 200, r#"["300"]"#), "success");
}

#[test]
fn with_declared_success_codes_any_other_code_with_a_message_is_an_error() {
    static CODED: ApiInfo =
        ApiInfo::new("zoo-client", "1.0.0").errors(ErrorFormat::DEFAULT.success_codes(&["0"]));
    for (body, expected) in [
        (r#"{"code":0,"message":"ok"}"#, "success"),
        (r#"{"code":7,"message":"no"}"#, "api None"),
        (r#"{"code":7}"#, "success"),
    ] {
        assert_eq!(judged(&CODED, &READ, 200, body), expected, "{body}");
    }
}

#[test]
fn a_429_is_rate_limited_although_the_operation_documents_it() {
    assert_eq!(judged(&API, &READ, 429, ""), "rate_limited");
}

#[test]
fn an_undocumented_401_is_an_authentication_error() {
    assert_eq!(judged(&API, &READ, 401, ""), "authentication");
    let documented = r#"{"code":"300"}"#;
    assert_eq!(judged(&API, &READ, 401, documented), "api Some(0)");
}

#[test]
fn an_undocumented_error_is_an_error_without_a_case() {
    assert_eq!(judged(&API, &READ, 500, "oops"), "api None");
}
