//! Which documented case an error answer is.

use std::fmt;

use http::StatusCode;

use super::ErrorResponse;

/// A documented error: a status, and perhaps the service's own code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Case {
    /// The HTTP status.
    pub status: u16,
    /// The service's own code; without one, the status alone tells.
    pub code: Option<&'static str>,
}

impl Case {
    pub(crate) fn has_code(&self) -> bool {
        self.code.is_some()
    }

    pub(crate) fn is_code(&self, code: &str) -> bool {
        self.code == Some(code)
    }
}

/// Which errors an operation documents, and what makes the program's error of each.
#[derive(Debug)]
pub struct Cases<E: 'static> {
    /// The documented ones: of an answer, the first with its status and code is taken, else the first with its
    /// code, else the first of its status that has no code.
    pub documented: &'static [Case],
    /// What makes the error of each, in the same order.
    pub variants: &'static [fn(ErrorResponse) -> E],
    /// What makes the error of an undocumented answer.
    pub other: fn(ErrorResponse) -> E,
}

impl<E> Cases<E> {
    /// The error of an answer that is the documented case of this position, or none of them.
    pub(crate) fn error(self, case: Option<usize>, response: ErrorResponse) -> E {
        let variant = case.and_then(|case| self.variants.get(case));
        variant.unwrap_or(&self.other)(response)
    }
}

/// An operation's error type; [`api_error!`](crate::api_error) writes the implementation.
pub trait ApiError: std::error::Error + Sized + 'static {
    /// Which answers there are, and the error that is made of each.
    fn cases() -> Cases<Self>;

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
    fn cases() -> Cases<Self> {
        Cases {
            documented: &[],
            variants: &[],
            other: |response| response,
        }
    }

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

    const fn case(status: u16, code: Option<&'static str>) -> Case {
        Case { status, code }
    }

    const CASES: &[Case] = &[
        case(400, Some("300")),
        case(404, Some("1001")),
        case(409, Some("300")),
        case(400, None),
        case(404, None),
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
