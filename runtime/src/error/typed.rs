//! Error responses whose body has a documented type.

use std::fmt;

use http::StatusCode;

use super::{DecodeError, ErrorResponse};
use crate::json::Decode;

/// An error response whose body has a documented type.
///
/// A body that is not of this type is no further error: [`body`](Self::body) is then `None`, and status, code, message and
/// the bytes are in [`response`](Self::response).
pub struct TypedErrorResponse<B> {
    response: ErrorResponse,
    /// Boxed, because errors should be small: every `Result` of the call is at least as large.
    body: Box<Result<B, DecodeError>>,
}

impl<B: Decode> TypedErrorResponse<B> {
    /// Decodes the body of a response.
    #[doc(hidden)]
    pub fn read(response: ErrorResponse) -> Self {
        let body = Box::new(response.decode());
        Self { response, body }
    }
}

impl<B> TypedErrorResponse<B> {
    /// The body; `None` if it is not of the documented type.
    pub fn body(&self) -> Option<&B> {
        self.body.as_ref().as_ref().ok()
    }

    /// Returns the body; `None` if it is not of the documented type.
    pub fn into_body(self) -> Option<B> {
        self.body.ok()
    }

    /// Why the body is not of the documented type, if it is not.
    pub fn decode_error(&self) -> Option<&DecodeError> {
        self.body.as_ref().as_ref().err()
    }

    /// The response with everything else: headers, field errors, the bytes.
    pub fn response(&self) -> &ErrorResponse {
        &self.response
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// The service's error code; a number is returned as text.
    pub fn code(&self) -> Option<&str> {
        self.response.code()
    }

    /// The service's message.
    pub fn message(&self) -> Option<&str> {
        self.response.message()
    }
}

/// As [`ErrorResponse`] is displayed.
impl<B> fmt::Display for TypedErrorResponse<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.response.fmt(f)
    }
}

/// As [`ErrorResponse`] is shown, whose body may contain secrets.
impl<B> fmt::Debug for TypedErrorResponse<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.response, f)
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use bytes::Bytes;
    use http::{HeaderMap, StatusCode};

    use super::*;
    use crate::error::{ApiError, Response};
    use crate::operation::ApiInfo;

    /// The errors of a call.
    #[non_exhaustive]
    enum CallError {
        /// With a number.
        Conflict(TypedErrorResponse<i64>),
        /// Without a type.
        ServerError(ErrorResponse),
        /// Any other.
        Other(TypedErrorResponse<String>),
    }
    crate::api_error!(cases CallError(Conflict(409) as i64, ServerError(500 to 599)); other as String);

    fn error(status: u16, body: &'static str) -> CallError {
        let status = StatusCode::from_u16(status).unwrap();
        let response = Response::new(
            status,
            HeaderMap::new(),
            Bytes::from_static(body.as_bytes()),
        );
        let info = ApiInfo::new("test", "1.0.0");
        let response = ErrorResponse::read(response, &info, SystemTime::UNIX_EPOCH);
        let cases = CallError::cases();
        let case = crate::error::find_case(cases.documented, status, response.code());
        cases.error(case, response)
    }

    #[test]
    fn a_body_of_the_documented_type_is_decoded() {
        let CallError::Conflict(conflict) = error(409, "7") else {
            panic!("a conflict");
        };
        assert_eq!(
            (conflict.body(), conflict.decode_error().is_none()),
            (Some(&7), true)
        );
        assert_eq!(conflict.into_body(), Some(7));
        let CallError::Other(other) = error(404, r#""gone""#) else {
            panic!("another error");
        };
        assert_eq!(other.body().map(String::as_str), Some("gone"));
        assert!(matches!(error(503, ""), CallError::ServerError(_)));
    }

    #[test]
    fn a_body_of_another_type_leaves_status_code_message_and_bytes() {
        let body = r#"{"code": 7, "message": "Taken."}"#;
        let error = error(409, body);
        assert_eq!(error.response().status(), 409);
        let CallError::Conflict(conflict) = error else {
            panic!("a conflict");
        };
        assert_eq!(conflict.body(), None);
        assert_eq!(conflict.decode_error().map(DecodeError::path), Some("$"));
        assert_eq!(
            (conflict.code(), conflict.message()),
            (Some("7"), Some("Taken."))
        );
        assert_eq!(conflict.response().body(), body);
        assert!(conflict.response().decode::<i64>().is_err());
        assert_eq!(conflict.to_string(), "409 Conflict, code 7: Taken.");
    }
}
