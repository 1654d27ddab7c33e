//! Whether a response is a success of its operation.

use bytes::Bytes;
use http::StatusCode;

use crate::auth::Session;
use crate::error::{
    AuthenticationError, Case, Error, ErrorResponse, Failure, Response, Untyped, find_case,
};
use crate::json::sketch::Sketch;
use crate::operation::{ErrorFormat, Operation};

/// Returns the response if it is a success of the operation, and the operation's error otherwise.
pub(crate) fn judge(
    session: &Session,
    operation: &Operation,
    cases: &[Case],
    response: Response<Bytes>,
) -> Result<Response<Bytes>, Failure> {
    let (status, format) = (response.status(), &session.info.errors);
    let documented = operation.success.contains(&status.as_u16());
    let is_success = status.is_success() || documented;
    if status == StatusCode::NO_CONTENT || (is_success && !contains_error(cases, format, &response))
    {
        return Ok(response);
    }
    let response = ErrorResponse::read(response, session.info, session.now());
    let case = find_case(cases, status, response.code());
    Err(Failure(match (case, status) {
        // Always the same variant, so that one arm of a `match` handles it for every operation.
        (_, StatusCode::TOO_MANY_REQUESTS) => Error::RateLimited(response),
        (None, StatusCode::UNAUTHORIZED) => {
            Error::Authentication(AuthenticationError::refused(response))
        }
        _ => Error::Api(Untyped { case, response }),
    }))
}

/// Whether a response with a status of success has an error code that the operation documents.
fn contains_error(cases: &[Case], format: &ErrorFormat, response: &Response<Bytes>) -> bool {
    // Parsing the body twice takes time, so it is done only for operations that document codes.
    let may = format.has_success_codes() || cases.iter().any(Case::has_code);
    if !may {
        return false;
    }
    // The text is converted to UTF-8 first, as for decoding: an error must be found in any encoding.
    let text = response.utf8();
    if !text.trim_ascii_start().starts_with(b"{") {
        return false;
    }
    let Some(Sketch { tree: body, .. }) = Sketch::read_leniently(&text, &format.paths()) else {
        return false;
    };
    let code = format.code_of(&body);
    code.is_some_and(|code| {
        cases.iter().any(|case| case.is_code(&code)) || format.is_error(&body, &code)
    })
}
