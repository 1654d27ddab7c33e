//! A running mock, spoken to over its socket.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};

use super::Mock;
use crate::model::api::testing::{api_with_bearer_token, operation, origin};
use crate::model::api::{
    Api, Content, ErrorCase, Operation, Response, SchemeId, SecurityAlternative, Status, Type,
};

fn case(status: u16, code: Option<&str>, message: &str) -> ErrorCase {
    let status = Status::Code(status);
    ErrorCase {
        messages: vec![message.to_owned()],
        name: format!("{status} {message}"),
        ..ErrorCase::new(status, code.map(str::to_owned), origin())
    }
}

fn response(status: u16, content: Content, example: Option<&str>) -> Response {
    Response {
        name: format!("answer {status}"),
        headers: vec![
            ("X-Kept".to_owned(), "1".to_owned()),
            ("Content-Length".to_owned(), "999".to_owned()),
        ],
        example: example.map(str::to_owned),
        ..Response::new(Status::Code(status), content, origin())
    }
}

fn an_api() -> Api {
    let put = Operation {
        responses: vec![response(204, Content::Empty, None)],
        errors: vec![
            case(400, Some("300"), "too old"),
            case(404, Some("1001"), "who?"),
        ],
        security: vec![SecurityAlternative::of(SchemeId(0))],
        ..operation("PUT", "/users/{userId}/password")
    };
    let me = Operation {
        responses: vec![response(
            200,
            Content::Json(Type::Any),
            Some("{\"me\":true}"),
        )],
        ..operation("GET", "/users/me")
    };
    let one = Operation {
        responses: vec![response(
            200,
            Content::Json(Type::Any),
            Some("{\"me\":false}"),
        )],
        ..operation("GET", "/users/{userId}")
    };
    Api {
        operations: vec![put, one, me],
        ..api_with_bearer_token()
    }
}

/// Sends a request and returns the whole answer as text.
fn ask(request: &str) -> String {
    let mock = Mock::start(an_api(), 0).expect("a port");
    let mut socket = TcpStream::connect(mock.address()).expect("a connection");
    let request = request.replace('\n', "\r\n");
    let request = format!("{request}\r\nHost: x\r\nConnection: close\r\n\r\n");
    socket.write_all(request.as_bytes()).expect("sent");
    socket.shutdown(Shutdown::Write).expect("half closed");
    let mut answer = String::new();
    socket.read_to_string(&mut answer).expect("an answer");
    answer
}

const PUT: &str = "PUT /users/me/password HTTP/1.1\nAuthorization: Bearer t";

#[test]
fn the_first_success_by_default() {
    let answer = ask(PUT);
    assert!(
        answer.starts_with("HTTP/1.1 204 No Content\r\n"),
        "{answer}"
    );
    assert!(!answer.contains("content-type"), "{answer}");
}

#[test]
fn a_header_chooses_by_status_or_name() {
    let answer = ask(&format!("{PUT}\nx-mock-response-code: 404"));
    assert!(answer.starts_with("HTTP/1.1 404 "), "{answer}");
    assert!(
        answer.ends_with("{\"code\":1001,\"message\":\"who?\"}"),
        "{answer}"
    );
    let answer = ask(&format!("{PUT}\nx-mock-response-name: 400 too old"));
    assert!(
        answer.starts_with("HTTP/1.1 400 ") && answer.contains("\"code\":300"),
        "{answer}"
    );
    let answer = ask(&format!("{PUT}\nx-mock-response-code: 418"));
    assert!(answer.contains("\"known\":[204,400,404]"), "{answer}");
}

#[test]
fn credentials_are_asked_for() {
    let answer = ask("PUT /users/me/password HTTP/1.1");
    assert!(
        answer.starts_with("HTTP/1.1 401 ") && answer.contains("bearer token"),
        "{answer}"
    );
    assert!(answer.contains("www-authenticate: Bearer\r\n"), "{answer}");
}

#[test]
fn literal_paths_win_and_the_base_path_is_optional() {
    assert!(ask("GET /users/me HTTP/1.1").ends_with("{\"me\":true}"));
    assert!(ask("GET /v2/users/me HTTP/1.1").ends_with("{\"me\":true}"));
    assert!(ask("GET /users/you?x=1 HTTP/1.1").ends_with("{\"me\":false}"));
}

#[test]
fn headers_are_repeated_unless_they_describe_the_saved_exchange() {
    let answer = ask("GET /users/me HTTP/1.1");
    assert!(
        answer.contains("x-kept: 1\r\n") && answer.contains("content-length: 11\r\n"),
        "{answer}"
    );
    assert!(
        answer.contains("content-type: application/json\r\n"),
        "{answer}"
    );
}

#[test]
fn unknown_paths_and_methods_are_told() {
    let answer = ask("GET /user/me/pasword HTTP/1.1");
    assert!(answer.starts_with("HTTP/1.1 404 "), "{answer}");
    assert!(answer.contains("GET /users/me"), "{answer}");
    let answer = ask("POST /users/me HTTP/1.1");
    assert!(
        answer.starts_with("HTTP/1.1 405 ") && answer.contains("allow: GET\r\n"),
        "{answer}"
    );
}

#[test]
fn head_is_get_without_a_body() {
    let answer = ask("HEAD /users/me HTTP/1.1");
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(
        answer.ends_with("\r\n\r\n") && answer.contains("content-length: 11"),
        "{answer}"
    );
}
