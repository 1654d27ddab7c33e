//! Responses: successes and failures.

use crate::ground::diagnostic::Code;
use crate::infer::{ErrorFact, error_facts, success_text};
use crate::model::api::{Content, ErrorCase, Response, ResponseHeader, Status};
use crate::read::source::At;

use super::super::value::OpenApiValue;
use super::content::Bodies;
use super::{Call, Lowering};

/// The documented responses, errors and headers of one operation.
#[derive(Default)]
pub(super) struct Answers {
    pub(super) responses: Vec<Response>,
    pub(super) errors: Vec<ErrorCase>,
    pub(super) headers: Vec<ResponseHeader>,
}

impl<'d> Lowering<'d> {
    /// The responses and errors that an operation declares. `default` is every failure that is not declared by itself, and
    /// also the success where no other is declared. Without any success its body is empty.
    pub(super) fn answers(&mut self, call: &Call<'d>, operation: &str) -> Answers {
        let mut answers = Answers::default();
        let declared = self.declared_responses(call);
        let has_success = declared.iter().any(|(status, _)| status.is_success());
        for (status, node) in &declared {
            let is_success = status.is_success() || (*status == Status::Default && !has_success);
            if is_success {
                self.success(*status, node, call, operation, &mut answers);
            }
            if is_failure(*status) {
                self.failure(*status, node, call, operation, &mut answers.errors);
            }
            self.response_headers(node, operation, &mut answers.headers);
        }
        if answers.responses.is_empty() {
            let origin = &call.operation.origin;
            let empty = Response::new(Status::Default, Content::Empty, origin.clone());
            answers.responses.push(empty);
        }
        answers.errors.sort_by_key(|case| case.code.is_none());
        answers
    }

    /// The responses by their statuses, in the document's order. A key that names no status is reported and left out.
    fn declared_responses(&mut self, call: &Call<'d>) -> Vec<(Status, At<'d>)> {
        let mut declared: Vec<(Status, At<'d>)> = Vec::new();
        for (key, node) in call.operation.entries_of("responses") {
            let statuses = statuses_of_key(key);
            if statuses.is_empty() && !key.starts_with("x-") {
                let message = format!("the response `{key}` is left out, because it is no status");
                self.report(Code::BadStatus, message, &node.origin);
            }
            let node = match statuses.is_empty() {
                true => None,
                false => self.followed(&node),
            };
            let Some(node) = node else { continue };
            for status in statuses {
                if declared.iter().all(|(other, _)| *other != status) {
                    declared.push((status, node.clone()));
                }
            }
        }
        declared
    }

    /// Adds a success, and the failures with this status that its description documents by their codes.
    fn success(
        &mut self,
        status: Status,
        node: &At<'d>,
        call: &Call<'d>,
        operation: &str,
        answers: &mut Answers,
    ) {
        let Bodies {
            content,
            media_type,
            alternatives,
            declaration,
        } = self.bodies(status, node, call, &[operation]);
        if let Some(declaration) = &declaration {
            self.check_example(declaration, &content);
        }
        let mut description = node.prose_of("description");
        if status.is_success() {
            let text = description.clone().unwrap_or_default();
            let facts = error_facts(self.profile, &text, code_of(status));
            let coded: Vec<ErrorFact> = facts
                .into_iter()
                .filter(|fact| fact.code.is_some())
                .collect();
            if !coded.is_empty() {
                description = success_text(self.profile, &text);
            }
            add_errors(
                &mut answers.errors,
                coded,
                ErrorCase::new(status, None, node.origin.clone()),
            );
        }
        answers.responses.push(Response {
            description,
            media_type,
            alternatives,
            declared: true,
            example: declaration.and_then(|declaration| self.media_example(&declaration)),
            ..Response::new(status, content, node.origin.clone())
        });
    }

    /// Adds the failures of a status: one for each vendor code in its description, else one without a code.
    fn failure(
        &mut self,
        status: Status,
        node: &At<'d>,
        call: &Call<'d>,
        operation: &str,
        errors: &mut Vec<ErrorCase>,
    ) {
        let bodies = self.bodies(status, node, call, &[operation, "error"]);
        if let Some(declaration) = &bodies.declaration {
            self.check_example(declaration, &bodies.content);
        }
        let example = bodies
            .declaration
            .as_ref()
            .and_then(|declaration| self.media_example(declaration));
        let description = node.prose_of("description").unwrap_or_default();
        // Without a status of its own the text documents a failure all the same.
        let facts = error_facts(self.profile, &description, code_of(status).or(Some(500)));
        let case = ErrorCase {
            body: bodies.declared_type(),
            example,
            ..ErrorCase::new(status, None, node.origin.clone())
        };
        add_errors(errors, facts, case);
    }
}

/// Adds a case for each fact, or its message to the case of the same status and code.
fn add_errors(errors: &mut Vec<ErrorCase>, facts: Vec<ErrorFact>, case: ErrorCase) {
    for ErrorFact { code, message, .. } in facts {
        let message = Some(message.trim().to_owned()).filter(|message| !message.is_empty());
        let mut cases = errors.iter_mut();
        match cases.find(|known| known.status == case.status && known.code == code) {
            Some(known) => known.messages.extend(message),
            None => errors.push(ErrorCase {
                code,
                messages: message.into_iter().collect(),
                ..case.clone()
            }),
        }
    }
}

/// The number of a status, as far as it has one.
fn code_of(status: Status) -> Option<u16> {
    match status {
        Status::Code(code) => Some(code),
        Status::Range(hundred) => Some(hundred * 100),
        Status::Default => None,
    }
}

/// Whether responses of this status are failures. Redirects and informational responses are none.
fn is_failure(status: Status) -> bool {
    matches!(
        status,
        Status::Code(300 | 400..) | Status::Range(4..) | Status::Default
    )
}

/// The statuses that a key of `responses` names: `404`, `4XX`, `default`, and what people write instead (`200 OK`,
/// `200,201`, `4**`, `20X`). None for extensions and for what names no status.
fn statuses_of_key(key: &str) -> Vec<Status> {
    let parts = key.split([',', '/', '|']);
    let statuses: Option<Vec<Status>> = parts.map(status_of_text).collect();
    statuses.unwrap_or_default()
}

fn status_of_text(text: &str) -> Option<Status> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("default") {
        return Some(Status::Default);
    }
    let (digits, rest) = text.split_at_checked(3)?;
    if rest.starts_with(|next: char| next.is_ascii_alphanumeric()) {
        return None;
    }
    if let Ok(code) = digits.parse::<u16>() {
        return (100..=599).contains(&code).then_some(Status::Code(code));
    }
    let hundred = digits.get(..1)?.parse().ok()?;
    let is_open = |digit: char| "xX*".contains(digit);
    let mut others = digits.chars().skip(1);
    let is_range = others.all(|digit| is_open(digit) || digit == '0');
    ((1..=5).contains(&hundred) && is_range).then_some(Status::Range(hundred))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_responses_are_read_as_people_write_them() {
        let statuses = |key| {
            let statuses = statuses_of_key(key).into_iter();
            statuses
                .map(|status| status.to_string())
                .collect::<Vec<_>>()
                .join(" ")
        };
        for (key, expected) in [
            ("200", "200"),
            ("200 OK", "200"),
            ("200,201", "200 201"),
            ("4XX", "4XX"),
            ("2xx", "2XX"),
            ("4**", "4XX"),
            ("20X", "2XX"),
            ("Default", "default"),
            ("x-note", ""),
            ("success", ""),
            ("2000", ""),
            ("999", ""),
            ("é", ""),
        ] {
            assert_eq!(statuses(key), expected, "{key}");
        }
    }
}
