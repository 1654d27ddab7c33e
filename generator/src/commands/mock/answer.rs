//! The response of the mock: a documented one, or an error that says why there is none.

use std::collections::BTreeSet;

use bytes::Bytes;
use http::header::{ALLOW, CONTENT_TYPE, HeaderName, HeaderValue, WWW_AUTHENTICATE};
use http::{HeaderMap, Response as HttpResponse, StatusCode};
use http_body_util::Full;
use serde_json::{Value, json};

use super::credentials::{Missing, missing_credentials};
use super::route::{Route, find_operation};
use crate::ground::diagnostic::nearest_of;
use crate::model::api::{Api, Content, ErrorCase, Operation, Response, Status};
use crate::model::sample;

/// A whole HTTP response.
pub(super) type Answer = HttpResponse<Full<Bytes>>;

/// Documented headers that are not sent, because they describe the connection or the body that was documented.
const NOT_SENT: &[&str] = &[
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "date",
    "keep-alive",
    "set-cookie",
    "transfer-encoding",
    "upgrade",
];

/// The response to a request.
pub(super) fn answer(
    api: &Api,
    method: &str,
    path: &str,
    query: &str,
    headers: &HeaderMap,
) -> Answer {
    match find_operation(api, method, path) {
        Route::Found(operation) => match missing_credentials(api, operation, headers, query) {
            Some(missing) => unauthorized_answer(operation, &missing),
            None => documented_answer(api, operation, headers),
        },
        Route::OtherMethods(methods) => {
            let allowed = methods.join(", ");
            let message = format!("{path} does not accept {method}, only {allowed}");
            let body = json!({ "code": 405, "message": message });
            let mut answer = json_answer(405, &body);
            if let Ok(value) = HeaderValue::from_str(&allowed) {
                answer.headers_mut().insert(ALLOW, value);
            }
            answer
        }
        Route::Unknown => {
            let asked = format!("{method} {path}");
            let operations = api.operations.iter();
            let keys: Vec<String> = operations
                .map(|operation| operation.key.to_string())
                .collect();
            let nearest = nearest_of(&asked, keys.iter().map(String::as_str), 5);
            let message = format!("the collection has no operation {asked}");
            json_answer(
                404,
                &json!({ "code": 404, "message": message, "nearest": nearest }),
            )
        }
    }
}

fn unauthorized_answer(operation: &Operation, missing: &Missing) -> Answer {
    let documented = operation.errors.iter().find(|case| case.status == 401);
    let mut answer = match documented {
        Some(case) => error_answer(case),
        None => {
            let message = format!("no credentials: this operation needs {}", missing.what);
            json_answer(401, &json!({ "code": 401, "message": message }))
        }
    };
    if let Some(challenge) = missing.challenge {
        answer
            .headers_mut()
            .insert(WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
    }
    answer
}

/// A response or an error that an operation documents.
#[derive(Clone, Copy)]
enum Documented<'a> {
    Response(&'a Response),
    Error(&'a ErrorCase),
}

impl Documented<'_> {
    fn name(&self) -> &str {
        match self {
            Self::Response(response) => &response.name,
            Self::Error(case) => &case.name,
        }
    }

    fn status(&self) -> u16 {
        match self {
            Self::Response(response) => status_of(response).as_u16(),
            Self::Error(case) => case.status,
        }
    }

    fn answer(&self, api: &Api) -> Answer {
        match self {
            Self::Response(response) => response_answer(api, response),
            Self::Error(case) => error_answer(case),
        }
    }
}

/// The documented response that the request asks for by name or by status; else the first success.
fn documented_answer(api: &Api, operation: &Operation, headers: &HeaderMap) -> Answer {
    let header = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
    let responses = operation.responses.iter().map(Documented::Response);
    let errors = operation.errors.iter().map(Documented::Error);
    let all: Vec<Documented<'_>> = responses.chain(errors).collect();
    let (found, known, asked) = if let Some(name) = header("x-mock-response-name") {
        let known: Vec<Value> = all.iter().map(|entry| Value::from(entry.name())).collect();
        let found = all.iter().find(|entry| entry.name().trim() == name);
        (found, known, "of that name")
    } else if let Some(code) = header("x-mock-response-code") {
        let known: BTreeSet<u16> = all.iter().map(Documented::status).collect();
        let known: Vec<Value> = known.into_iter().map(Value::from).collect();
        let status = code.parse::<u16>().ok();
        let found = all.iter().find(|entry| Some(entry.status()) == status);
        (found, known, "with that status")
    } else {
        let mut responses = operation.responses.iter();
        let success = responses.find(|response| status_of(response).is_success());
        return match success.or(operation.responses.first()) {
            Some(response) => response_answer(api, response),
            None => bare_answer(StatusCode::OK, None, Bytes::new()),
        };
    };
    match found {
        Some(entry) => entry.answer(api),
        None => {
            let message = format!("{} documents no response {asked}", operation.key);
            json_answer(
                404,
                &json!({ "code": 404, "message": message, "known": known }),
            )
        }
    }
}

fn status_of(response: &Response) -> StatusCode {
    match response.status {
        // After an informational response hyper expects another one.
        Status::Code(code) if code >= 200 => StatusCode::from_u16(code).unwrap_or(StatusCode::OK),
        _ => StatusCode::OK,
    }
}

fn response_answer(api: &Api, response: &Response) -> Answer {
    let example = response.example.clone();
    let mut headers = response.headers.iter();
    let content_type = headers.find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    let content_type = content_type.map(|(_, value)| value.as_str());
    let (media_type, body) = match &response.content {
        Content::Empty => (None, String::new()),
        Content::Json(ty) => {
            let media_type = content_type.filter(|value| value.contains("json"));
            let body = example.unwrap_or_else(|| sample::json(api, "", ty).to_string());
            (media_type.or(Some("application/json")), body)
        }
        Content::Text(media_type) | Content::Bytes(media_type) => (
            content_type.or(Some(media_type)),
            example.unwrap_or_default(),
        ),
    };
    let mut answer = bare_answer(status_of(response), media_type, Bytes::from(body));
    for (name, value) in &response.headers {
        let is_sent = !NOT_SENT.contains(&name.to_ascii_lowercase().as_str());
        let name = HeaderName::from_bytes(name.as_bytes());
        if let (true, Ok(name), Ok(value)) = (is_sent, name, HeaderValue::from_str(value)) {
            answer.headers_mut().append(name, value);
        }
    }
    answer
}

/// A documented error with its example as the body; without one, the body has its code and message.
fn error_answer(case: &ErrorCase) -> Answer {
    let status = StatusCode::from_u16(case.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let example = case.example.as_ref();
    if let Some(example) = example.filter(|example| !example.trim().is_empty()) {
        let media_type = match serde_json::from_str::<Value>(example) {
            Ok(_) => "application/json",
            Err(_) => "text/plain; charset=utf-8",
        };
        return bare_answer(status, Some(media_type), Bytes::from(example.clone()));
    }
    let mut body = serde_json::Map::new();
    if let Some(code) = &case.code {
        let number = code.parse::<i64>().map(Value::from);
        let value = number.unwrap_or_else(|_| Value::from(code.clone()));
        body.insert("code".to_owned(), value);
    }
    let reason = status.canonical_reason().unwrap_or("documented error");
    let message = case.messages.first().map_or(reason, String::as_str);
    body.insert("message".to_owned(), Value::from(message));
    json_answer(status.as_u16(), &Value::Object(body))
}

fn json_answer(status: u16, body: &Value) -> Answer {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = Bytes::from(body.to_string());
    bare_answer(status, Some("application/json"), body)
}

/// A response without further headers; its body is left out if the status allows none.
fn bare_answer(status: StatusCode, media_type: Option<&str>, body: Bytes) -> Answer {
    let bodiless = matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED);
    let body = if bodiless { Bytes::new() } else { body };
    let media_type = media_type.filter(|_| !body.is_empty());
    let content_type = media_type.and_then(|media_type| HeaderValue::from_str(media_type).ok());
    let mut answer = HttpResponse::new(Full::new(body));
    *answer.status_mut() = status;
    if let Some(value) = content_type {
        answer.headers_mut().insert(CONTENT_TYPE, value);
    }
    answer
}
