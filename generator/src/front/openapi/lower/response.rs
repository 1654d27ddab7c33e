//! Responses: successes and failures.

use crate::infer::{ErrorFact, error_facts};
use crate::model::api::{Content, ErrorCase, Response, Status, Type};
use crate::read::source::At;

use super::super::value::OpenApiValue;
use super::body::{MediaKind, kind_of};
use super::{Call, Lowering};

/// The documented responses and errors of one operation.
#[derive(Default)]
pub(super) struct Answers {
    pub(super) responses: Vec<Response>,
    pub(super) errors: Vec<ErrorCase>,
}

/// What a key of `responses` means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Code(u16),
    /// `2XX`: all statuses of a hundred.
    Range(u16),
    Default,
}

impl<'d> Lowering<'d> {
    /// The responses and errors that an operation declares. `default` is the success where no other is declared.
    pub(super) fn answers(&mut self, call: &Call<'d>, operation: &str) -> Answers {
        let mut answers = Answers::default();
        let mut declared = Vec::new();
        for (key, node) in call.operation.entries_of("responses") {
            if let Some(key) = status_key(key)
                && let Some(node) = self.followed(&node)
            {
                declared.push((key, node));
            }
        }
        let is_success = |key: &Key| matches!(key, Key::Code(200..=299) | Key::Range(2));
        let has_success = declared.iter().any(|(key, _)| is_success(key));
        for (key, node) in &declared {
            match key {
                Key::Code(code @ 200..=299) => {
                    answers.responses.push(self.response(
                        Status::Code(*code),
                        node,
                        call,
                        operation,
                    ));
                }
                Key::Range(2) => {
                    answers
                        .responses
                        .push(self.response(Status::Default, node, call, operation))
                }
                Key::Default if !has_success => {
                    answers
                        .responses
                        .push(self.response(Status::Default, node, call, operation));
                }
                Key::Code(code @ 300..) => self.errors(*code, node, &mut answers.errors),
                Key::Code(_) | Key::Range(_) | Key::Default => {}
            }
        }
        answers.errors.sort_by_key(|case| case.code.is_none());
        answers
    }

    fn response(
        &mut self,
        status: Status,
        node: &At<'d>,
        call: &Call<'d>,
        operation: &str,
    ) -> Response {
        let (content, media) = self.content(status, node, call, operation);
        let example = media.as_ref().and_then(|media| self.media_example(media));
        Response {
            description: node.prose_of("description"),
            example,
            ..Response::new(status, content, node.origin.clone())
        }
    }

    /// The body of a response, and the media type object that declares it.
    fn content(
        &mut self,
        status: Status,
        node: &At<'d>,
        call: &Call<'d>,
        operation: &str,
    ) -> (Content, Option<At<'d>>) {
        if matches!(status, Status::Code(204 | 205)) {
            return (Content::Empty, None);
        }
        let path = [operation.to_owned()];
        if let Some(schema) = node.get("schema") {
            let produces = self.produces(call);
            return (
                self.version2_content(&schema, &produces, &path),
                Some(node.clone()),
            );
        }
        let content = node.entries_of("content");
        let order = [MediaKind::Json, MediaKind::Text, MediaKind::Bytes];
        let found = order.into_iter().find_map(|kind| {
            let mut content = content.iter();
            content
                .find(|(media, _)| kind_of(media) == kind)
                .map(|found| (kind, found))
        });
        let Some((kind, (media_type, media))) = found else {
            return (Content::Empty, None);
        };
        let schema = media.get("schema");
        let content = match kind {
            MediaKind::Json => match schema.map(|schema| self.schema(&schema, &path)) {
                Some(typed) if typed.ty == Type::Binary => Content::Bytes((*media_type).to_owned()),
                Some(typed) => Content::Json(typed.ty),
                None => Content::Json(Type::Any),
            },
            MediaKind::Text => Content::Text((*media_type).to_owned()),
            _ => Content::Bytes((*media_type).to_owned()),
        };
        (content, Some(media.clone()))
    }

    fn produces(&self, call: &Call<'d>) -> Vec<String> {
        match call.operation.declares("produces") {
            true => call.operation.texts_of("produces"),
            false => self.root.texts_of("produces"),
        }
    }

    fn version2_content(
        &mut self,
        schema: &At<'d>,
        produces: &[String],
        path: &[String],
    ) -> Content {
        let typed = self.schema(schema, path);
        let is_json = |media: &String| kind_of(media) == MediaKind::Json;
        let media = produces
            .iter()
            .find(|media| is_json(media))
            .or(produces.first());
        let media = media.map_or("application/json", String::as_str);
        match kind_of(media) {
            _ if typed.ty == Type::Binary => Content::Bytes(media.to_owned()),
            MediaKind::Json => Content::Json(typed.ty),
            MediaKind::Text => Content::Text(media.to_owned()),
            _ => Content::Bytes(media.to_owned()),
        }
    }

    /// Adds the errors of a status: one for each vendor code in its description, else one without a code.
    fn errors(&mut self, code: u16, node: &At<'d>, errors: &mut Vec<ErrorCase>) {
        if code < 400 && code != 300 {
            return;
        }
        let description = node.prose_of("description").unwrap_or_default();
        for ErrorFact {
            code: vendor,
            message,
            ..
        } in error_facts(self.profile, &description, Some(code))
        {
            let message = Some(message.trim().to_owned()).filter(|message| !message.is_empty());
            let mut cases = errors.iter_mut();
            match cases.find(|case| case.status == code && case.code == vendor) {
                Some(case) => case.messages.extend(message),
                None => errors.push(ErrorCase {
                    messages: message.into_iter().collect(),
                    ..ErrorCase::new(code, vendor, node.origin.clone())
                }),
            }
        }
    }
}

/// What a key of `responses` means; `None` for extensions and what names no status.
fn status_key(key: &str) -> Option<Key> {
    let key = key.trim();
    if key.eq_ignore_ascii_case("default") {
        return Some(Key::Default);
    }
    let digits = key.get(..3)?;
    if let Ok(code) = digits.parse::<u16>() {
        return (100..=599).contains(&code).then_some(Key::Code(code));
    }
    let hundred = digits.get(..1)?.parse().ok()?;
    let is_range = digits[1..].chars().all(|c| "xX*".contains(c)) || digits[1..].starts_with("0X");
    is_range.then_some(Key::Range(hundred))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_responses_are_read_as_people_write_them() {
        assert_eq!(status_key("200"), Some(Key::Code(200)));
        assert_eq!(status_key("200 OK"), Some(Key::Code(200)));
        assert_eq!(status_key("4XX"), Some(Key::Range(4)));
        assert_eq!(status_key("2xx"), Some(Key::Range(2)));
        assert_eq!(status_key("Default"), Some(Key::Default));
        assert_eq!(status_key("x-note"), None);
        assert_eq!(status_key("success"), None);
    }
}
