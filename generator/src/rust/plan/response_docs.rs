//! The docs of what a call answers.

use crate::ground::prose::{ProseCache, code, wrapped};
use crate::model::api::{Operation, Response, Status};

use super::answer::is_stream;
use super::model::Docs;

/// How an answer is read that is a stream of values.
pub(super) fn stream(operation: &Operation) -> Docs {
    let mut accepted = operation.accepted().into_iter();
    let media_type = accepted.find(|media_type| is_stream(media_type));
    let text = media_type.map(|media_type| {
        format!(
            "The answer is a stream ({}): `.download()` reads it while it arrives.",
            code(media_type)
        )
    });
    text.map(|text| wrapped(&text)).unwrap_or_default()
}

/// The documented headers of the responses.
pub(super) fn response_headers(operation: &Operation) -> Docs {
    let names = operation.response_headers.iter();
    let names: Vec<String> = names.map(|header| code(&header.name)).collect();
    match names.is_empty() {
        true => Docs::new(),
        false => wrapped(&format!(
            "Headers of the response, of which the module `headers` has the types: {}.",
            names.join(", ")
        )),
    }
}

/// The docs of one of several answers: `200`, and what the document says of it.
pub(super) fn answer(prose: &ProseCache, response: &Response) -> Docs {
    let status = match response.status {
        Status::Default => "Any other status".to_owned(),
        status => format!("`{status}`"),
    };
    let description = response.description.as_deref();
    let text = description.map(|text| prose.line(text)).unwrap_or_default();
    match text.as_str() {
        "" => vec![format!("{status}.")],
        text => wrapped(&format!("{status}: {text}")),
    }
}

/// The docs of a method that reads the answer in another media type.
pub(super) fn reader(media_type: &str, is_stream: bool) -> Docs {
    let media_type = code(media_type);
    wrapped(&match is_stream {
        true => {
            format!("Sends the request, and reads the answer as {media_type} while it arrives.")
        }
        false => format!("Sends the request, and reads the answer as {media_type}."),
    })
}
