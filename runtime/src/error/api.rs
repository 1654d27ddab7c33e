//! Which documented case an error answer is.

use std::fmt;

use http::StatusCode;

use super::ErrorResponse;

/// A documented error: a status, and perhaps the service's own code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Case {
    status: u16,
    code: Option<&'static str>,
}

impl Case {
    /// A case that only the status tells.
    pub const fn status(status: u16) -> Case {
        Case { status, code: None }
    }

    /// A case that the service's own code tells.
    pub const fn code(status: u16, code: &'static str) -> Case {
        Case {
            status,
            code: Some(code),
        }
    }

    pub(crate) fn has_code(&self) -> bool {
        self.code.is_some()
    }

    pub(crate) fn is_code(&self, code: &str) -> bool {
        self.code == Some(code)
    }
}

/// An operation's error type; [`api_error!`](crate::api_error) writes the implementation.
pub trait ApiError: std::error::Error + Sized + 'static {
    /// The documented cases.
    const CASES: &'static [Case];

    /// What makes the error of each of [`ApiError::CASES`].
    const VARIANTS: &'static [fn(ErrorResponse) -> Self];

    /// What makes the error of an undocumented answer.
    const OTHER: fn(ErrorResponse) -> Self;

    /// The error for a position in [`ApiError::CASES`], or for an undocumented answer.
    fn from_case(case: Option<usize>, response: ErrorResponse) -> Self {
        match case.and_then(|case| Self::VARIANTS.get(case)) {
            Some(variant) => variant(response),
            None => Self::OTHER(response),
        }
    }

    /// The case's name in the program, and the service's answer.
    fn parts(&self) -> (&'static str, &ErrorResponse);

    /// The service's answer.
    fn response(&self) -> &ErrorResponse {
        self.parts().1
    }

    /// The service's answer alone.
    fn into_response(self) -> ErrorResponse {
        self.response().clone()
    }
}

/// The error type of an operation that documents none.
impl ApiError for ErrorResponse {
    const CASES: &'static [Case] = &[];
    const VARIANTS: &'static [fn(ErrorResponse) -> Self] = &[];
    const OTHER: fn(ErrorResponse) -> Self = |response| response;

    fn parts(&self) -> (&'static str, &ErrorResponse) {
        ("ErrorResponse", self)
    }
}

/// How an error enum shows itself: its variant, and what it holds. What [`api_error!`](crate::api_error)
/// forwards to.
pub fn debug_error<E: ApiError>(error: &E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (variant, response) = error.parts();
    f.debug_tuple(variant).field(response).finish()
}

/// The position of the case that an answer is: its status and code together, else its code alone
/// (services do not keep to the statuses that they document), else its status alone.
pub(crate) fn select(cases: &[Case], status: StatusCode, code: Option<&str>) -> Option<usize> {
    let position = |test: &dyn Fn(&Case) -> bool| cases.iter().position(test);
    let status = status.as_u16();
    let by_code = || {
        let code = code?;
        position(&|case| case.status == status && case.code == Some(code))
            .or_else(|| position(&|case| case.code == Some(code)))
    };
    by_code().or_else(|| position(&|case| case.status == status && case.code.is_none()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASES: &[Case] = &[
        Case::code(400, "300"),
        Case::code(404, "1001"),
        Case::code(409, "300"),
        Case::status(400),
        Case::status(404),
    ];

    #[test]
    fn status_and_code_then_code_then_status() {
        let select = |status: u16, code| {
            select(
                CASES,
                StatusCode::from_u16(status).unwrap_or_default(),
                code,
            )
        };
        assert_eq!(select(400, Some("300")), Some(0));
        assert_eq!(select(409, Some("300")), Some(2));
        assert_eq!(select(500, Some("300")), Some(0));
        assert_eq!(select(200, Some("1001")), Some(1));
        assert_eq!(select(400, Some("7")), Some(3));
        assert_eq!(select(404, None), Some(4));
        assert_eq!(select(500, None), None);
        assert_eq!(select(409, None), None);
    }
}
