//! Saved responses: what an operation answers, successes and failures apart.

use std::borrow::Cow;

use indexmap::IndexMap;

use crate::ground::diagnostic::{Code, Diagnostic};
use crate::infer::{ErrorFact, Shape, body_error, error_facts, is_cut, success_text};
use crate::model::api::{Content, ErrorCase, Response, Status, Type};
use crate::model::profile::Profile;

use super::super::model::{Pair, SavedResponse};
use super::super::variables::text;
use super::super::wire::is_json_type;
use super::Lowering;
use super::group::Group;
use super::value::is_placeholder;
use crate::ground::secret;

/// Header lines that say nothing of the operation.
const PASSING: &[&str] = &[
    "connection",
    "content-encoding",
    "content-length",
    "date",
    "keep-alive",
    "set-cookie",
    "transfer-encoding",
];

/// The shapes of the JSON examples of one operation, by status, so that failures do not widen the type of a success.
type Shapes = IndexMap<Status, Shape>;

/// What a saved body is, before all of one status are seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Empty,
    Text,
    Bytes,
    Json,
}

/// The documented answers of one operation.
#[derive(Default)]
pub(super) struct Answers {
    pub(super) responses: Vec<Response>,
    pub(super) errors: Vec<ErrorCase>,
}

/// The successes of one status.
struct Success<'c> {
    saved: Vec<&'c SavedResponse>,
    kind: Kind,
}

impl Lowering<'_> {
    /// What the group's saved responses document.
    pub(super) fn answers(&mut self, group: &Group<'_>, name: &str) -> Answers {
        let mut successes: IndexMap<Status, Success<'_>> = IndexMap::new();
        let mut shapes = Shapes::new();
        let mut errors = Vec::new();
        for saved in group.responses() {
            let facts = self.failures(saved);
            if is_cut(self.profile, &saved.name) {
                let message = "the response's name ends where converters cut names";
                self.diagnostics
                    .push(Diagnostic::new(Code::NameCut, message).at(&saved.origin));
            }
            if is_success(self.profile, saved, &facts) {
                let status = self.status(saved, &group.first().method);
                let kind = self.kind(saved, status, &mut shapes);
                let one = successes.entry(status).or_insert(Success {
                    saved: Vec::new(),
                    kind,
                });
                one.saved.push(saved);
                one.kind = one.kind.max(kind);
            }
            for fact in facts {
                add_error(&mut errors, saved, fact);
            }
        }
        for (status, one) in &mut successes {
            // A read that answers JSON and shows none has lost its example, not its answer.
            let stated =
                |saved: &&SavedResponse| media_type(saved).is_some_and(|kind| is_json_type(&kind));
            if group.first().method == "GET"
                && *status == Status::Code(200)
                && one.kind == Kind::Empty
                && one.saved.iter().any(stated)
            {
                one.kind = Kind::Json;
            }
        }
        errors.sort_by_key(|case: &ErrorCase| case.code.is_none());
        let responses = successes
            .into_iter()
            .filter_map(|(status, one)| self.response(name, status, &one, &shapes))
            .collect();
        Answers { responses, errors }
    }

    /// The status of a saved success. `204` and `205` carry no body: a read that shows one under them is
    /// labelled wrongly, for what else would it be for. Writes are believed, whatever they show.
    fn status(&mut self, saved: &SavedResponse, method: &str) -> Status {
        let is_mislabelled =
            matches!(saved.code, Some(204 | 205)) && method == "GET" && shows_json(saved);
        if is_mislabelled {
            let message = "a read documents a body under a status that has none; it counts as 200";
            self.diagnostics
                .push(Diagnostic::new(Code::BodyUnderNoContent, message).at(&saved.origin));
            return Status::Code(200);
        }
        saved.code.map_or(Status::Default, Status::Code)
    }

    /// The failures that a saved response documents: by its name, else by the code in its body.
    fn failures(&self, saved: &SavedResponse) -> Vec<ErrorFact> {
        let mut facts = error_facts(self.profile, &saved.name, saved.code);
        let body = saved
            .body
            .as_deref()
            .filter(|_| saved.code.is_some_and(|code| code >= 400))
            .unwrap_or_default();
        if facts.iter().all(|fact| fact.code.is_none())
            && let Some(told) = body_error(self.profile, body, saved.code)
        {
            let named = facts
                .into_iter()
                .map(|fact| fact.message)
                .find(|text| !text.trim().is_empty());
            let message = if told.message.trim().is_empty() {
                named.unwrap_or_default()
            } else {
                told.message
            };
            let message = secret::hide_in_prose(&message).into_owned();
            facts = vec![ErrorFact { message, ..told }];
        }
        facts
    }

    /// What a body is: JSON if it reads as such, else by its content type and language.
    fn kind(&self, saved: &SavedResponse, status: Status, shapes: &mut Shapes) -> Kind {
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
        let other = ["xml", "html", "javascript", "csv"]
            .iter()
            .any(|kind| stated.contains(kind))
            || body.starts_with('<');
        if quoted.is_none() && other {
            return Kind::Text;
        }
        match Shape::from_json_text(quoted.as_deref().unwrap_or(body)) {
            Ok(shape) => {
                shapes.entry(status).or_default().merge(shape);
                Kind::Json
            }
            Err(_) => Kind::Text,
        }
    }

    fn response(
        &mut self,
        name: &str,
        status: Status,
        one: &Success<'_>,
        shapes: &Shapes,
    ) -> Option<Response> {
        let lead = one.saved.first()?;
        let stated = || one.saved.iter().find_map(|saved| media_type(saved));
        let content = match one.kind {
            Kind::Empty => Content::Empty,
            Kind::Text => Content::Text(stated().unwrap_or_else(|| text_type(lead).to_owned())),
            Kind::Bytes => {
                Content::Bytes(stated().unwrap_or_else(|| "application/octet-stream".to_owned()))
            }
            Kind::Json => Content::Json(shapes.get(&status).map_or(Type::Any, |shape| {
                shape.lower(&mut self.api, &[name.to_owned()], &lead.origin)
            })),
        };
        let body = one.saved.iter().find_map(|saved| body(saved));
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

/// A body with something in it, to be shown. JSON that was written into a JSON text, as some exporters
/// do, is taken out of it again.
fn body(saved: &SavedResponse) -> Option<Cow<'_, str>> {
    let body = saved
        .body
        .as_deref()
        .filter(|body| !body.trim().is_empty())?;
    let inner = body
        .trim_start()
        .starts_with('"')
        .then(|| serde_json::from_str::<String>(body).ok())
        .flatten();
    let inner =
        inner.filter(|text| text.trim_start().starts_with(['{', '[']) || text.trim().is_empty());
    match inner {
        Some(text) if text.trim().is_empty() => None,
        Some(text) => Some(Cow::Owned(text)),
        None => Some(Cow::Borrowed(body)),
    }
}

/// Whether a body is JSON with anything in it.
fn shows_json(saved: &SavedResponse) -> bool {
    let value = body(saved).and_then(|text| serde_json::from_str::<serde_json::Value>(&text).ok());
    match value {
        Some(serde_json::Value::Object(object)) => !object.is_empty(),
        Some(serde_json::Value::Array(list)) => !list.is_empty(),
        _ => false,
    }
}

/// Whether a saved response documents a success. One below 400 that names an error code does so only
/// if it says or carries something besides; `300` is no answer that a client could go on with.
fn is_success(profile: &Profile, saved: &SavedResponse, facts: &[ErrorFact]) -> bool {
    match saved.code {
        None => true,
        Some(300 | 400..) => false,
        Some(_) if facts.iter().all(|fact| fact.code.is_none()) => true,
        Some(_) => {
            let carries = body(saved).is_some();
            carries
                || success_text(profile, &saved.name).is_some_and(|text| !text.trim().is_empty())
        }
    }
}

/// Adds a failure, or its message to a known one.
fn add_error(errors: &mut Vec<ErrorCase>, saved: &SavedResponse, fact: ErrorFact) {
    let Some(status) = fact.status.or(saved.code) else {
        return;
    };
    // Redirections are answers; a bare one documents no failure.
    if fact.code.is_none() && status < 400 && status != 300 {
        return;
    }
    // A message of digits repeats a status or a code.
    let telling = |message: &String| message.chars().any(|c| !c.is_ascii_digit());
    let message = Some(fact.message.trim().to_owned()).filter(telling);
    let body = saved
        .body
        .as_deref()
        .filter(|body| !body.trim().is_empty() && status >= 300);
    let example = body.map(|body| secret::hide_in_example(body).into_owned());
    match errors
        .iter_mut()
        .find(|case| case.status == status && case.code == fact.code)
    {
        Some(known) => {
            known
                .messages
                .extend(message.filter(|message| !known.messages.contains(message)));
            known.example = known.example.take().or(example);
        }
        None => errors.push(ErrorCase {
            messages: message.into_iter().collect(),
            example,
            name: saved.name.clone(),
            ..ErrorCase::new(status, fact.code, saved.origin.clone())
        }),
    }
}

/// The `Content-Type` without parameters, in lower case.
fn media_type(saved: &SavedResponse) -> Option<String> {
    let pair = saved
        .headers
        .iter()
        .find(|pair| pair.key.eq_ignore_ascii_case("content-type"))?;
    let value = pair.value.as_ref()?.as_str()?;
    let essence = value
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let plain = essence.contains('/')
        && essence
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "/+-._".contains(c));
    plain.then_some(essence)
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

fn headers(pairs: &[Pair]) -> Vec<(String, String)> {
    pairs
        .iter()
        .filter(|pair| !PASSING.contains(&pair.key.to_ascii_lowercase().as_str()))
        .filter_map(|pair| {
            let value = text(pair.value.as_ref()?);
            let fits = !pair.key.is_empty() && !is_placeholder(&value);
            secret::header_example(&pair.key, &value)
                .filter(|_| fits)
                .map(|value| (pair.key.clone(), value))
        })
        .collect()
}
