//! What a call answers, and in which other media types.

use crate::ground::prose;
use crate::model::api::{Content, Inference, Operation, Response};
use crate::rust::name::{self, OperationNames};

use super::model::{Answer, AnswerEnum, AnswerReader, AnswerVariant};
use super::response_docs;
use super::types::{TypeRef, Types};

/// The answer of a call: an enum where the document declares several for different statuses, else that of the first documented
/// success that has a body. `call` is the method as docs link to it.
pub(super) fn answer(
    types: &Types<'_>,
    prose: &prose::ProseCache,
    operation: &Operation,
    names: &OperationNames,
    call: &str,
) -> Answer {
    if let Some(choice) = choice(types, prose, operation, names, call) {
        return Answer::Choice(choice);
    }
    let contents: Vec<&Content> = operation
        .successes()
        .map(|response| &response.content)
        .collect();
    let may_be_empty = contents.iter().any(|content| **content == Content::Empty);
    if let Some(ty) = contents.iter().find_map(|content| content.json()) {
        let is_inferred = inference(operation).is_some();
        let ty = match types.owned(ty) {
            ty if is_inferred => TypeRef::Inferred(Box::new(ty)),
            ty => ty,
        };
        return if may_be_empty {
            Answer::Optional(ty)
        } else {
            Answer::Json(ty)
        };
    }
    let mut raw = contents
        .iter()
        .filter(|content| ***content != Content::Empty);
    match raw.next() {
        Some(content) => of_content(types, content),
        None if may_be_empty => Answer::Empty,
        // No success is documented: the caller gets the bytes.
        None => Answer::Bytes,
    }
}

/// What the type of the answer is inferred from, if none is documented.
pub(super) fn inference(operation: &Operation) -> Option<&Inference> {
    let mut responses = operation.responses.iter();
    responses.find_map(|response| response.inferred.as_ref())
}

fn of_content(types: &Types<'_>, content: &Content) -> Answer {
    match content {
        Content::Empty => Answer::Empty,
        Content::Json(ty) => Answer::Json(types.owned(ty)),
        Content::Text(_) => Answer::Text,
        Content::Bytes(_) => Answer::Bytes,
    }
}

/// The enum of several answers. `None` where the successes with a body have the same one, and for lists, whose pages are all
/// of one type.
fn choice(
    types: &Types<'_>,
    prose: &prose::ProseCache,
    operation: &Operation,
    names: &OperationNames,
    call: &str,
) -> Option<AnswerEnum> {
    if operation.pagination.is_some() {
        return None;
    }
    let mut successes: Vec<&Response> = operation
        .successes()
        .filter(|response| response.declared)
        .collect();
    // A response is read as the first answer with its status: a status of its own precedes its range.
    successes.sort_by_key(|response| response.status);
    let mut variants: Vec<AnswerVariant> = Vec::new();
    for response in successes {
        let answer = of_content(types, &response.content);
        match variants.iter_mut().find(|variant| variant.answer == answer) {
            Some(variant) => variant.statuses.push(response.status),
            None => variants.push(AnswerVariant {
                docs: response_docs::answer(prose, response),
                name: name::answer_variant(response.status),
                statuses: vec![response.status],
                answer,
            }),
        }
    }
    let bodies = variants
        .iter()
        .filter(|variant| variant.answer != Answer::Empty);
    (bodies.count() > 1).then(|| AnswerEnum {
        docs: vec![format!("The answers to {call}.")],
        name: names.answer.to_string(),
        variants,
    })
}

/// The methods that read other media types, in the document's order.
pub(super) fn readers(
    types: &Types<'_>,
    operation: &Operation,
    names: &OperationNames,
) -> Vec<AnswerReader> {
    let readers = names.readers.iter().filter_map(|(media_type, name)| {
        let mut alternatives = operation
            .successes()
            .flat_map(|response| &response.alternatives);
        let found = alternatives.find(|other| other.media_type == *media_type)?;
        let answer = (!is_stream(media_type)).then(|| of_content(types, &found.content));
        Some(AnswerReader {
            docs: response_docs::reader(media_type, answer.is_none()),
            name: name.to_string(),
            media_type: media_type.clone(),
            answer,
        })
    });
    readers.collect()
}

/// Whether a body of this media type is a sequence that a service may send piece by piece, without an end in sight.
pub(super) fn is_stream(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    let is_sequence = [
        "jsonl",
        "x-jsonlines",
        "x-jsonl",
        "x-ndjson",
        "ndjson",
        "json-seq",
        "stream+json",
    ];
    essence == "text/event-stream"
        || essence
            .strip_prefix("application/")
            .is_some_and(|subtype| is_sequence.contains(&subtype))
}
