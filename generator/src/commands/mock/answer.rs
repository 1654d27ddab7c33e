//! The response of the mock: a documented one, or an error that says why there is none.

use std::collections::BTreeSet;

use bytes::Bytes;
use http::header::{ALLOW, CONTENT_TYPE, HeaderName, HeaderValue, WWW_AUTHENTICATE};
use http::{HeaderMap, Response as HttpResponse, StatusCode};
use http_body_util::Full;
use indexmap::IndexSet;
use serde_json::{Value, json};

use super::credentials::{Missing, missing_credentials};
use super::exchange::{self, RequestKey};
use super::page::empty_page;
use super::route::{Route, find_operation};
use crate::ground::diagnostic::nearest_of;
use crate::model::api::{Api, Content, ErrorCase, Exchange, Operation, Response, Status};
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
    body: &[u8],
) -> Answer {
    match find_operation(api, method, path) {
        Route::Found(operation) => match missing_credentials(api, operation, headers, query) {
            Some(missing) => unauthorized_answer(operation, &missing),
            None => {
                let asked = RequestKey::new(api, operation, path, query, body);
                documented_answer(api, operation, headers, &asked)
            }
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
    let documented = operation
        .errors
        .iter()
        .find(|case| case.status == Status::Code(401));
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
    Exchange(&'a Exchange),
    Response(&'a Response),
    Error(&'a ErrorCase),
}

impl Documented<'_> {
    fn name(&self) -> &str {
        match self {
            Self::Exchange(exchange) => &exchange.name,
            Self::Response(response) => &response.name,
            Self::Error(case) => &case.name,
        }
    }

    fn status(&self) -> u16 {
        match self {
            Self::Exchange(exchange) => exchange.status,
            Self::Response(response) => status_of(response).as_u16(),
            Self::Error(case) => error_status(case).as_u16(),
        }
    }

    fn answer(&self, api: &Api) -> Answer {
        match self {
            Self::Exchange(exchange) => Reply::of_exchange(exchange).answer(),
            Self::Response(response) => Reply::of_response(api, response).answer(),
            Self::Error(case) => error_answer(case),
        }
    }
}

/// The documented response that the request asks for by name or by status; else the saved one whose request is most like
/// it; else the first success.
fn documented_answer(
    api: &Api,
    operation: &Operation,
    headers: &HeaderMap,
    asked: &RequestKey,
) -> Answer {
    let header = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
    let exchanges = operation.exchanges.iter().map(Documented::Exchange);
    let responses = operation.responses.iter().map(Documented::Response);
    let errors = operation.errors.iter().map(Documented::Error);
    let documented: Vec<Documented<'_>> = responses.chain(errors).collect();
    let (found, known, chosen_by) = if let Some(name) = header("x-mock-response-name") {
        let mut all: Vec<Documented<'_>> = exchanges.collect();
        all.extend(&documented);
        let names: IndexSet<&str> = all.iter().map(Documented::name).collect();
        let known: Vec<Value> = names.into_iter().map(Value::from).collect();
        let found = all.into_iter().find(|entry| entry.name().trim() == name);
        (found, known, "of that name")
    } else if let Some(code) = header("x-mock-response-code") {
        let known: BTreeSet<u16> = exchanges
            .chain(documented.iter().copied())
            .map(|entry| entry.status())
            .collect();
        let known: Vec<Value> = known.into_iter().map(Value::from).collect();
        let status = code.parse::<u16>().ok();
        let saved = exchange::best(operation, asked, |saved| Some(saved.status) == status);
        let mut documented = documented.into_iter();
        let found = saved
            .map(Documented::Exchange)
            .or_else(|| documented.find(|entry| Some(entry.status()) == status));
        (found, known, "with that status")
    } else {
        return chosen_answer(api, operation, asked);
    };
    match found {
        Some(entry) => entry.answer(api),
        None => {
            let message = format!("{} documents no response {chosen_by}", operation.key);
            json_answer(
                404,
                &json!({ "code": 404, "message": message, "known": known }),
            )
        }
    }
}

/// The saved response whose request is most like this one, else the first success. A page of a list that was not saved is
/// empty.
fn chosen_answer(api: &Api, operation: &Operation, asked: &RequestKey) -> Answer {
    let exchange = exchange::best(operation, asked, |_| true);
    let mut responses = operation.responses.iter();
    let success = responses.find(|response| status_of(response).is_success());
    let mut reply = match (exchange, success.or(operation.responses.first())) {
        (Some(exchange), _) => Reply::of_exchange(exchange),
        (None, Some(response)) => Reply::of_response(api, response),
        (None, None) => return bare_answer(StatusCode::OK, None, Bytes::new()),
    };
    if let Some(page) = empty_page(operation, asked, exchange, &reply.body) {
        reply.body = page;
    }
    reply.answer()
}

fn status_of(response: &Response) -> StatusCode {
    match response.status {
        // After an informational response hyper expects another one.
        Status::Code(code) if code >= 200 => StatusCode::from_u16(code).unwrap_or(StatusCode::OK),
        _ => StatusCode::OK,
    }
}

/// A documented response, as it will be sent.
struct Reply<'a> {
    status: StatusCode,
    media_type: Option<&'a str>,
    headers: &'a [(String, String)],
    body: String,
}

impl<'a> Reply<'a> {
    fn of_exchange(exchange: &'a Exchange) -> Self {
        let headers = &exchange.headers;
        Self {
            status: StatusCode::from_u16(exchange.status).unwrap_or(StatusCode::OK),
            media_type: stated_type(headers).or_else(|| Some(type_of_text(&exchange.body))),
            headers,
            body: exchange.body.clone(),
        }
    }

    fn of_response(api: &Api, response: &'a Response) -> Self {
        let example = response.example.clone();
        let stated = stated_type(&response.headers);
        let (media_type, body) = match &response.content {
            Content::Empty => (None, String::new()),
            // Nothing is known of an answer that is only assumed.
            Content::Json(_) if response.assumed => (Some("application/json"), "null".to_owned()),
            Content::Json(ty) => {
                let media_type = stated.filter(|value| value.contains("json"));
                let body = example.unwrap_or_else(|| sample::json(api, "", ty).to_string());
                (media_type.or(Some("application/json")), body)
            }
            Content::Text(media_type) | Content::Bytes(media_type) => {
                (stated.or(Some(media_type)), example.unwrap_or_default())
            }
        };
        Self {
            status: status_of(response),
            media_type,
            headers: &response.headers,
            body,
        }
    }

    fn answer(self) -> Answer {
        let mut answer = bare_answer(self.status, self.media_type, Bytes::from(self.body));
        for (name, value) in self.headers {
            let is_sent = !NOT_SENT.contains(&name.to_ascii_lowercase().as_str());
            let name = HeaderName::from_bytes(name.as_bytes());
            if let (true, Ok(name), Ok(value)) = (is_sent, name, HeaderValue::from_str(value)) {
                answer.headers_mut().append(name, value);
            }
        }
        answer
    }
}

/// The documented content type.
fn stated_type(headers: &[(String, String)]) -> Option<&str> {
    let mut headers = headers.iter();
    let header = headers.find(|(name, _)| name.eq_ignore_ascii_case("content-type"))?;
    Some(header.1.as_str())
}

fn type_of_text(text: &str) -> &'static str {
    match serde_json::from_str::<Value>(text) {
        Ok(_) => "application/json",
        Err(_) => "text/plain; charset=utf-8",
    }
}

/// The status of a documented error; of a range its first one, and for any other status that of a server's error.
fn error_status(case: &ErrorCase) -> StatusCode {
    let number = match case.status {
        Status::Code(code) => code,
        Status::Range(hundred) => hundred.saturating_mul(100),
        Status::Default => 500,
    };
    StatusCode::from_u16(number).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// A documented error with its example as the body; without one, the body has its code and message.
fn error_answer(case: &ErrorCase) -> Answer {
    let status = error_status(case);
    let example = case.example.as_ref();
    if let Some(example) = example.filter(|example| !example.trim().is_empty()) {
        return bare_answer(
            status,
            Some(type_of_text(example)),
            Bytes::from(example.clone()),
        );
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
