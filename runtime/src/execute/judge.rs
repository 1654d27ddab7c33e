//! What an answer means to the operation that it answers.

use bytes::Bytes;
use http::StatusCode;

use crate::auth::Session;
use crate::error::{
    AuthenticationError, Case, Error, ErrorResponse, Failure, Response, Untyped, select,
};
use crate::json::Json;
use crate::operation::{ErrorFormat, Operation};

/// Whether an answer is the operation's success, and which of its errors if it is not.
pub(crate) fn judge(
    session: &Session,
    operation: &Operation,
    cases: &[Case],
    response: Response<Bytes>,
) -> Result<Response<Bytes>, Failure> {
    let (status, format) = (response.status(), &session.info.errors);
    let documented = operation.success.contains(&status.as_u16());
    let is_success = status.is_success() || documented;
    if status == StatusCode::NO_CONTENT || (is_success && !hides_error(cases, format, &response)) {
        return Ok(response);
    }
    let response = ErrorResponse::read(response, session.info, session.now());
    let case = select(cases, status, response.code());
    Err(Failure(match (case, status) {
        // One way to tell it, so that one arm of a `match` handles it for every operation.
        (_, StatusCode::TOO_MANY_REQUESTS) => Error::RateLimited(response),
        (None, StatusCode::UNAUTHORIZED) => {
            Error::Authentication(AuthenticationError::refused(response))
        }
        _ => Error::Api(Untyped { case, response }),
    }))
}

/// Whether a success carries a code that the operation documents as an error.
fn hides_error(cases: &[Case], format: &ErrorFormat, response: &Response<Bytes>) -> bool {
    // Looking costs a second reading, so only operations that document codes pay for it.
    let may = format.tells_success() || cases.iter().any(Case::has_code);
    if !may {
        return false;
    }
    // The encoding must not decide whether an error is seen: the text is what a type would be read from.
    let text = response.utf8();
    if !text.trim_ascii_start().starts_with(b"{") {
        return false;
    }
    let Some(body) = Json::sketch(&text, &format.paths()) else {
        return false;
    };
    let code = format.code_of(&body);
    code.is_some_and(|code| {
        cases.iter().any(|case| case.is_code(&code)) || format.is_error(&body, &code)
    })
}
