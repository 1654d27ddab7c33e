//! What the mock says: a documented answer, or a clear word why there is none.

use bytes::Bytes;
use http::header::{ALLOW, CONTENT_TYPE, HeaderName, HeaderValue, WWW_AUTHENTICATE};
use http::{HeaderMap, Response as HttpResponse, StatusCode};
use http_body_util::Full;
use serde_json::{Value, json};

use super::credentials::{Missing, missing};
use super::route::{Route, route};
use crate::ground::diagnostic::nearest_of;
use crate::model::api::{Api, Content, ErrorCase, Operation, Response, Status};
use crate::model::sample;

/// An answer ready for the wire.
pub(super) type Answer = HttpResponse<Full<Bytes>>;

/// Saved headers that belong to the exchange they were saved from.
const NOT_REPEATED: &[&str] = &[
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

/// The answer to a request.
pub(super) fn answer(
    api: &Api,
    method: &str,
    path: &str,
    query: &str,
    headers: &HeaderMap,
) -> Answer {
    match route(api, method, path) {
        Route::Found(operation) => match missing(api, operation, headers, query) {
            Some(missing) => unauthorized(operation, &missing),
            None => documented(api, operation, headers),
        },
        Route::OtherMethods(methods) => {
            let allowed = methods.join(", ");
            let message = format!("{path} is not asked with {method}, but with {allowed}");
            let body = json!({ "code": 405, "message": message });
            let mut answer = json_answer(405, &body);
            if let Ok(value) = HeaderValue::from_str(&allowed) {
                answer.headers_mut().insert(ALLOW, value);
            }
            answer
        }
        Route::Unknown => {
            let wanted = format!("{method} {path}");
            let known: Vec<String> = api
                .operations
                .iter()
                .map(|one| one.key.to_string())
                .collect();
            let nearest = nearest_of(&wanted, known.iter().map(String::as_str), 5);
            json_answer(
                404,
                &json!({
                    "code": 404,
                    "message": format!("no operation of the collection answers {wanted}"),
                    "nearest": nearest,
                }),
            )
        }
    }
}

fn unauthorized(operation: &Operation, missing: &Missing) -> Answer {
    let documented = operation.errors.iter().find(|case| case.status == 401);
    let mut answer = match documented {
        Some(case) => failure(case),
        None => {
            let message = format!("no credentials: this operation asks for {}", missing.what);
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

/// A documented answer: the one asked for by name, by status, or the first success.
fn documented(api: &Api, operation: &Operation, headers: &HeaderMap) -> Answer {
    let wish = |name: &str| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(str::trim)
    };
    if let Some(name) = wish("x-mock-response-name") {
        return by_name(api, operation, name);
    }
    if let Some(code) = wish("x-mock-response-code") {
        return by_code(api, operation, code);
    }
    let first = operation
        .responses
        .iter()
        .find(|one| status_of(one).is_success());
    match first.or_else(|| operation.responses.first()) {
        Some(response) => success(api, response),
        None => plain(StatusCode::OK, None, Bytes::new()),
    }
}

fn by_name(api: &Api, operation: &Operation, name: &str) -> Answer {
    let same = |other: &str| other.trim() == name;
    if let Some(response) = operation.responses.iter().find(|one| same(&one.name)) {
        return success(api, response);
    }
    if let Some(case) = operation.errors.iter().find(|one| same(&one.name)) {
        return failure(case);
    }
    let names: Vec<&str> = operation
        .responses
        .iter()
        .map(|one| one.name.as_str())
        .chain(operation.errors.iter().map(|one| one.name.as_str()))
        .collect();
    let message = format!("{} documents no response of that name", operation.key);
    json_answer(
        404,
        &json!({ "code": 404, "message": message, "known": names }),
    )
}

fn by_code(api: &Api, operation: &Operation, code: &str) -> Answer {
    let wanted = code.parse::<u16>().ok();
    let response = operation
        .responses
        .iter()
        .find(|one| Some(status_of(one).as_u16()) == wanted);
    if let Some(response) = response {
        return success(api, response);
    }
    if let Some(case) = operation
        .errors
        .iter()
        .find(|one| Some(one.status) == wanted)
    {
        return failure(case);
    }
    let mut known: Vec<u16> = operation
        .responses
        .iter()
        .map(|one| status_of(one).as_u16())
        .chain(operation.errors.iter().map(|one| one.status))
        .collect();
    known.sort_unstable();
    known.dedup();
    let message = format!("{} documents no response with that status", operation.key);
    json_answer(
        404,
        &json!({ "code": 404, "message": message, "known": known }),
    )
}

fn status_of(response: &Response) -> StatusCode {
    match response.status {
        // hyper would take an informational answer for the start of another one.
        Status::Code(code) if code >= 200 => StatusCode::from_u16(code).unwrap_or(StatusCode::OK),
        _ => StatusCode::OK,
    }
}

fn success(api: &Api, response: &Response) -> Answer {
    let shown = response.example.clone();
    let saved = response
        .headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    let saved = saved.map(|(_, value)| value.as_str());
    let (media_type, body) = match &response.content {
        Content::Empty => (None, String::new()),
        Content::Json(ty) => {
            let media_type = saved
                .filter(|value| value.contains("json"))
                .unwrap_or("application/json");
            (
                Some(media_type),
                shown.unwrap_or_else(|| sample::json(api, ty).to_string()),
            )
        }
        Content::Text(media_type) | Content::Bytes(media_type) => {
            (Some(saved.unwrap_or(media_type)), shown.unwrap_or_default())
        }
    };
    let mut answer = plain(status_of(response), media_type, Bytes::from(body));
    for (name, value) in &response.headers {
        let repeated = !NOT_REPEATED.contains(&name.to_ascii_lowercase().as_str());
        let name = HeaderName::from_bytes(name.as_bytes());
        if let (true, Ok(name), Ok(value)) = (repeated, name, HeaderValue::from_str(value)) {
            answer.headers_mut().append(name, value);
        }
    }
    answer
}

/// A documented failure with the body that the source shows, else with one made of its code and message.
fn failure(case: &ErrorCase) -> Answer {
    let status = StatusCode::from_u16(case.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if let Some(shown) = case
        .example
        .as_ref()
        .filter(|shown| !shown.trim().is_empty())
    {
        let json = serde_json::from_str::<Value>(shown).is_ok();
        let media_type = if json {
            "application/json"
        } else {
            "text/plain; charset=utf-8"
        };
        return plain(status, Some(media_type), Bytes::from(shown.clone()));
    }
    let mut body = serde_json::Map::new();
    if let Some(code) = &case.code {
        let number = code.parse::<i64>().ok().map(Value::from);
        body.insert(
            "code".to_owned(),
            number.unwrap_or_else(|| Value::from(code.clone())),
        );
    }
    let reason = status.canonical_reason().unwrap_or("documented failure");
    let message = case.messages.first().map_or(reason, String::as_str);
    body.insert("message".to_owned(), Value::from(message));
    json_answer(status.as_u16(), &Value::Object(body))
}

fn json_answer(status: u16, body: &Value) -> Answer {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    plain(
        status,
        Some("application/json"),
        Bytes::from(body.to_string()),
    )
}

fn plain(status: StatusCode, media_type: Option<&str>, body: Bytes) -> Answer {
    let bodiless = matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED);
    let body = if bodiless { Bytes::new() } else { body };
    let typed = media_type
        .filter(|_| !body.is_empty())
        .and_then(|media_type| HeaderValue::from_str(media_type).ok());
    let mut answer = HttpResponse::new(Full::new(body));
    *answer.status_mut() = status;
    if let Some(value) = typed {
        answer.headers_mut().insert(CONTENT_TYPE, value);
    }
    answer
}
