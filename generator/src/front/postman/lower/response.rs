//! Saved responses: the responses and the errors of an operation.

use std::borrow::Cow;
use std::fmt::Display;

use indexmap::IndexMap;
use serde::de::IgnoredAny;

use crate::ground::diagnostic::Code;
use crate::infer::{ErrorFact, Shape, body_error, error_facts, is_cut, success_text};
use crate::model::api::{Content, ErrorCase, Response, Status, Type};
use crate::model::profile::Profile;

use super::super::model::{Pair, SavedResponse};
use super::super::variables::text;
use super::super::wire::{essence, is_json_type};
use super::Lowering;
use super::exchange::cookie;
use super::group::Group;
use super::value::is_placeholder;
use crate::ground::secret;

/// Headers that say nothing about the operation.
const PASSING: &[&str] = &[
    "connection",
    "content-encoding",
    "content-length",
    "date",
    "keep-alive",
    "transfer-encoding",
];

/// How many characters of a response's name a message has.
const LONGEST_NAME: usize = 80;

/// The shapes of the JSON examples of one operation, by status, so that failures do not widen the type of a success.
type Shapes = IndexMap<Status, Shape>;

/// The kind of a saved body. Of the kinds of one status, the last in this order is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Empty,
    Text,
    Bytes,
    Json,
}

/// The documented responses and errors of one operation.
#[derive(Default)]
pub(super) struct Answers {
    pub(super) responses: Vec<Response>,
    pub(super) errors: Vec<ErrorCase>,
}

/// The saved responses of one status that are successes.
struct Success<'c> {
    saved: Vec<&'c SavedResponse>,
    kind: Kind,
}

impl Lowering<'_> {
    /// The responses and errors that the saved responses of a group document.
    pub(super) fn answers(&mut self, group: &Group<'_>, name: &str) -> Answers {
        let mut successes: IndexMap<Status, Success<'_>> = IndexMap::new();
        let mut shapes = Shapes::new();
        let mut errors = Vec::new();
        for saved in group.responses() {
            let facts = self.error_facts(saved);
            if is_cut(self.profile, &saved.name) {
                let message = "the response's name ends where converters cut names";
                self.report(Code::NameCut, message, &saved.origin);
            }
            let success = is_success(self.profile, saved, &facts);
            if success {
                let status = self.status(saved, &group.first().method);
                let kind = self.kind(saved, status, &mut shapes);
                let success = successes.entry(status).or_insert(Success {
                    saved: Vec::new(),
                    kind,
                });
                success.saved.push(saved);
                success.kind = success.kind.max(kind);
            }
            if !success {
                self.check_error_body(saved);
            }
            for fact in facts {
                add_error(&mut errors, saved, fact);
            }
        }
        // A `GET` whose empty responses state JSON returns JSON of which the source has no example.
        if group.first().method == "GET"
            && let Some(success) = successes.get_mut(&Status::Code(200))
            && success.kind == Kind::Empty
        {
            let mut types = success.saved.iter().filter_map(|saved| media_type(saved));
            if types.any(|kind| is_json_type(&kind)) {
                success.kind = Kind::Json;
            }
        }
        errors.sort_by_key(|case: &ErrorCase| case.code.is_none());
        let successes = successes.into_iter();
        let responses = successes
            .filter_map(|(status, success)| self.response(name, status, &success, &shapes))
            .collect();
        Answers { responses, errors }
    }

    /// Reports an error whose body is said to be JSON by its content type and is not.
    fn check_error_body(&mut self, saved: &SavedResponse) {
        let text = body(saved).unwrap_or_default();
        let is_stated = media_type(saved).is_some_and(|stated| is_json_type(&stated));
        if !is_stated || text.trim().is_empty() || is_placeholder(&text) {
            return;
        }
        if let Err(error) = serde_json::from_str::<IgnoredAny>(&text)
            && Shape::from_json_text(&text).is_err()
        {
            self.report_no_json(saved, &error);
        }
    }

    /// The status of a success. A `GET` with a JSON body under `204` or `205`, which have no body, counts as `200`, for it
    /// has no other use than its body; the status of other methods is kept.
    fn status(&mut self, saved: &SavedResponse, method: &str) -> Status {
        let is_mislabelled =
            matches!(saved.code, Some(204 | 205)) && method == "GET" && shows_json(saved);
        if is_mislabelled {
            let message = "a read documents a body under a status that has none; it counts as 200";
            self.report(Code::BodyUnderNoContent, message, &saved.origin);
            return Status::Code(200);
        }
        saved.code.map_or(Status::Default, Status::Code)
    }

    /// The errors that a saved response documents, by its name, else by the code in its body.
    fn error_facts(&self, saved: &SavedResponse) -> Vec<ErrorFact> {
        let mut facts = error_facts(self.profile, &saved.name, saved.code);
        let is_error = saved.code.is_some_and(|code| code >= 400);
        let body = saved.body.as_deref().filter(|_| is_error);
        let body = body.unwrap_or_default();
        if facts.iter().all(|fact| fact.code.is_none())
            && let Some(fact) = body_error(self.profile, body, saved.code)
        {
            let of_name = facts.into_iter().map(|fact| fact.message);
            let mut messages = std::iter::once(fact.message).chain(of_name);
            let message = messages.find(|text| !text.trim().is_empty());
            let message = secret::hide_in_prose(&message.unwrap_or_default()).into_owned();
            facts = vec![ErrorFact { message, ..fact }];
        }
        facts
    }

    /// The kind of a body: JSON if it can be parsed as JSON, else by its content type and language.
    fn kind(&mut self, saved: &SavedResponse, status: Status, shapes: &mut Shapes) -> Kind {
        let body = body(saved)
            .and(saved.body.as_deref())
            .unwrap_or_default()
            .trim();
        let stated = media_type(saved).unwrap_or_default();
        if matches!(status, Status::Code(204 | 205 | 304)) {
            return Kind::Empty;
        }
        if is_binary(&stated) {
            return Kind::Bytes;
        }
        if body.is_empty() {
            return Kind::Empty;
        }
        let json = stated.contains("json") || saved.language.as_deref() == Some("json");
        let quoted =
            (json && is_placeholder(body)).then(|| serde_json::Value::from(body).to_string());
        let mut others = ["xml", "html", "javascript", "csv"].iter();
        let is_other = others.any(|kind| stated.contains(kind)) || body.starts_with('<');
        if quoted.is_none() && is_other {
            return Kind::Text;
        }
        match Shape::from_json_text(quoted.as_deref().unwrap_or(body)) {
            Ok(shape) => {
                shapes.entry(status).or_default().merge(shape);
                Kind::Json
            }
            Err(error) => {
                if json {
                    self.report_no_json(saved, &error);
                }
                Kind::Text
            }
        }
    }

    /// Reports that a saved response is said to be JSON and is not.
    fn report_no_json(&mut self, saved: &SavedResponse, error: &dyn Display) {
        let name = shown_name(saved);
        let message = format!("the saved response{name} is said to be JSON and is not: {error}");
        let help = "callers get text; mend the body of the saved response for a typed answer";
        self.report_with_help(Code::BodyNotJson, message, &saved.origin, help);
    }

    fn response(
        &mut self,
        name: &str,
        status: Status,
        success: &Success<'_>,
        shapes: &Shapes,
    ) -> Option<Response> {
        let lead = success.saved.first()?;
        let stated = || success.saved.iter().find_map(|saved| media_type(saved));
        let content = match success.kind {
            Kind::Empty => Content::Empty,
            Kind::Text => Content::Text(stated().unwrap_or_else(|| text_type(lead).to_owned())),
            Kind::Bytes => {
                Content::Bytes(stated().unwrap_or_else(|| "application/octet-stream".to_owned()))
            }
            Kind::Json => Content::Json(shapes.get(&status).map_or(Type::Any, |shape| {
                shape.lower(&mut self.api, &[name.to_owned()], &lead.origin)
            })),
        };
        let body = success.saved.iter().find_map(|saved| body(saved));
        Some(Response {
            description: success_text(self.profile, &lead.name)
                .filter(|text| !text.trim().is_empty()),
            name: lead.name.clone(),
            headers: headers(&lead.headers),
            example: body.map(|body| secret::hide_in_example(&body).into_owned()),
            ..Response::new(status, content, lead.origin.clone())
        })
    }
}

/// The status and the name of a saved response as a part of a message: ` 200 \`made\``.
pub(super) fn shown_name(saved: &SavedResponse) -> String {
    let status = saved
        .code
        .map_or_else(String::new, |code| format!(" {code}"));
    let name = secret::hide_in_prose(saved.name.trim());
    let name: String = name.chars().take(LONGEST_NAME).collect();
    match name.is_empty() {
        true => status,
        false => format!("{status} `{}`", name.escape_debug()),
    }
}

/// The body, unless it is blank. A body that is a JSON string of JSON, as some exporters write it, is that JSON.
fn body(saved: &SavedResponse) -> Option<Cow<'_, str>> {
    let body = saved.body.as_deref();
    let body = body.filter(|body| !body.trim().is_empty())?;
    let is_string = body.trim_start().starts_with('"');
    let inner = Some(body).filter(|_| is_string);
    let inner = inner.and_then(|body| serde_json::from_str::<String>(body).ok());
    let holds_json = |text: &String| text.trim_start().starts_with(['{', '[']);
    match inner.filter(|text| holds_json(text) || text.trim().is_empty()) {
        Some(text) if text.trim().is_empty() => None,
        Some(text) => Some(Cow::Owned(text)),
        None => Some(Cow::Borrowed(body)),
    }
}

/// Whether a body is a JSON object or list that is not empty.
fn shows_json(saved: &SavedResponse) -> bool {
    let value = body(saved).and_then(|text| serde_json::from_str::<serde_json::Value>(&text).ok());
    match value {
        Some(serde_json::Value::Object(object)) => !object.is_empty(),
        Some(serde_json::Value::Array(list)) => !list.is_empty(),
        _ => false,
    }
}

/// Whether a saved response documents a success. A status below 400 with an error code in the name is one only if it also
/// has a body or text about a success; `300` is none.
fn is_success(profile: &Profile, saved: &SavedResponse, facts: &[ErrorFact]) -> bool {
    match saved.code {
        None => true,
        Some(300 | 400..) => false,
        Some(_) if facts.iter().all(|fact| fact.code.is_none()) => true,
        Some(_) => {
            let text = success_text(profile, &saved.name).unwrap_or_default();
            body(saved).is_some() || !text.trim().is_empty()
        }
    }
}

/// Adds an error, or its message to the error of the same status and code.
fn add_error(errors: &mut Vec<ErrorCase>, saved: &SavedResponse, fact: ErrorFact) {
    let Some(status) = fact.status.or(saved.code) else {
        return;
    };
    // Redirections are no errors, unless they have an error code.
    if fact.code.is_none() && status < 400 && status != 300 {
        return;
    }
    // A message of digits repeats a status or a code.
    let has_words = |message: &String| message.chars().any(|c| !c.is_ascii_digit());
    let message = Some(fact.message.trim().to_owned()).filter(has_words);
    let body = saved.body.as_deref();
    let body = body.filter(|body| !body.trim().is_empty() && status >= 300);
    let example = body.map(|body| secret::hide_in_example(body).into_owned());
    let mut cases = errors.iter_mut();
    match cases.find(|case| case.status == Status::Code(status) && case.code == fact.code) {
        Some(case) => {
            let message = message.filter(|message| !case.messages.contains(message));
            case.messages.extend(message);
            case.example = case.example.take().or(example);
        }
        None => errors.push(ErrorCase {
            messages: message.into_iter().collect(),
            example,
            name: saved.name.clone(),
            ..ErrorCase::new(Status::Code(status), fact.code, saved.origin.clone())
        }),
    }
}

/// The `Content-Type` without parameters, in lower case.
fn media_type(saved: &SavedResponse) -> Option<String> {
    let mut headers = saved.headers.iter();
    let pair = headers.find(|pair| pair.key.eq_ignore_ascii_case("content-type"))?;
    let essence = essence(pair.value.as_ref()?.as_str()?);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/+-._".contains(c);
    (essence.contains('/') && essence.chars().all(is_plain)).then_some(essence)
}

fn is_binary(media_type: &str) -> bool {
    const BINARY: [&str; 7] = [
        "application/octet-stream",
        "application/pdf",
        "application/zip",
        "application/gzip",
        "image/",
        "audio/",
        "video/",
    ];
    BINARY.iter().any(|start| media_type.starts_with(start)) && media_type != "image/svg+xml"
}

fn text_type(saved: &SavedResponse) -> &'static str {
    match saved.language.as_deref() {
        Some("xml") => "application/xml",
        Some("html") => "text/html",
        _ => "text/plain",
    }
}

/// The headers that say something about the operation, without secrets.
pub(super) fn headers(pairs: &[Pair]) -> Vec<(String, String)> {
    let header = |pair: &Pair| {
        let lower = pair.key.to_ascii_lowercase();
        if lower == "set-cookie" {
            return Some((pair.key.clone(), cookie(pair)?));
        }
        let value = text(pair.value.as_ref()?);
        if lower.is_empty() || PASSING.contains(&lower.as_str()) || is_placeholder(&value) {
            return None;
        }
        Some((pair.key.clone(), secret::header_example(&pair.key, &value)?))
    };
    pairs.iter().filter_map(header).collect()
}
