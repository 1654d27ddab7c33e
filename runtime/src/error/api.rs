//! The documented errors of an operation.

use std::fmt;

use http::StatusCode;

use super::ErrorResponse;
use super::format::is_same_code;

/// A documented error: a status or a range of them, and possibly the service's error code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Case {
    /// The HTTP status, or the first of the range.
    pub first: u16,
    /// The last status of the range; the same as the first if it is one status.
    pub last: u16,
    /// The service's error code; `None` matches every response with such a status that has no documented code.
    pub code: Option<&'static str>,
}

impl Case {
    /// Whether this is the status of the error, or one of its range.
    fn has_status(&self, status: u16) -> bool {
        (self.first..=self.last).contains(&status)
    }

    fn is_range(&self) -> bool {
        self.first != self.last
    }

    pub(crate) fn has_code(&self) -> bool {
        self.code.is_some()
    }

    /// Whether this is the service's code; numbers may be written in another way.
    pub(crate) fn is_code(&self, code: &str) -> bool {
        self.code.is_some_and(|known| is_same_code(known, code))
    }
}

/// The documented errors of an operation, with the functions that create its error type.
#[derive(Debug)]
pub struct Cases<E: 'static> {
    /// The documented errors. A response is the first error with its status and code, otherwise the first with its
    /// code, otherwise the first with its status and no code, otherwise the first with a range that contains its status.
    pub documented: &'static [Case],
    /// The functions that create the error, in the same order.
    pub variants: &'static [fn(ErrorResponse) -> E],
    /// The function that creates the error for an undocumented response.
    pub other: fn(ErrorResponse) -> E,
}

impl<E> Cases<E> {
    /// The error for the documented case with this index, or for an undocumented response.
    pub(crate) fn error(self, case: Option<usize>, response: ErrorResponse) -> E {
        let variant = case.and_then(|case| self.variants.get(case));
        variant.unwrap_or(&self.other)(response)
    }
}

/// The error type of an operation. [`api_error!`](crate::api_error) implements it.
pub trait ApiError: std::error::Error + Sized + Send + Sync + 'static {
    /// The documented errors, and how they are created.
    fn cases() -> Cases<Self>;

    /// The name of the variant, and the service's response.
    fn parts(&self) -> (&'static str, &ErrorResponse);

    /// The service's response.
    fn response(&self) -> &ErrorResponse {
        self.parts().1
    }

    /// The service's response, without the error type.
    fn into_response(self) -> ErrorResponse {
        self.response().clone()
    }
}

/// The error type of operations that document no errors.
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

/// The `Debug` output of error enums that [`api_error!`](crate::api_error) declares: the variant and the response.
pub fn debug_error<E: ApiError>(error: &E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (variant, response) = error.parts();
    f.debug_tuple(variant).field(response).finish()
}

/// The index of the documented error: by status and code, otherwise by code alone (services often use undocumented
/// statuses), otherwise by status alone, otherwise by a range of statuses.
pub(crate) fn find_case(cases: &[Case], status: StatusCode, code: Option<&str>) -> Option<usize> {
    let position = |test: &dyn Fn(&Case) -> bool| cases.iter().position(test);
    let status = status.as_u16();
    let by_code = || {
        let code = code?;
        position(&|case| case.has_status(status) && case.code == Some(code))
            .or_else(|| position(&|case| case.code == Some(code)))
            .or_else(|| position(&|case| case.has_status(status) && case.is_code(code)))
            .or_else(|| position(&|case| case.is_code(code)))
    };
    let by_status = |ranges: bool| {
        let is_candidate = |case: &Case| case.code.is_none() && case.is_range() == ranges;
        position(&|case| is_candidate(case) && case.has_status(status))
    };
    by_code()
        .or_else(|| by_status(false))
        .or_else(|| by_status(true))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn case(status: u16, code: Option<&'static str>) -> Case {
        let (first, last) = (status, status);
        Case { first, last, code }
    }

    const RANGES: &[Case] = &[
        Case {
            last: 499,
            ..case(400, None)
        },
        case(404, None),
        Case {
            last: 599,
            ..case(500, Some("9"))
        },
    ];

    #[test]
    fn a_status_of_its_own_precedes_the_range_that_contains_it() {
        let index_of = |status: u16, code| {
            let status = StatusCode::from_u16(status).unwrap_or_default();
            find_case(RANGES, status, code)
        };
        assert_eq!(index_of(404, None), Some(1));
        assert_eq!(index_of(400, None), Some(0));
        assert_eq!(index_of(499, Some("7")), Some(0));
        assert_eq!(index_of(503, Some("9")), Some(2));
        assert_eq!(index_of(503, None), None);
    }

    const CASES: &[Case] = &[
        case(400, Some("300")),
        case(404, Some("1001")),
        case(409, Some("300")),
        case(400, None),
        case(404, None),
    ];

    #[test]
    fn errors_are_matched_by_status_and_code_then_code_then_status() {
        let index_of = |status: u16, code| {
            find_case(
                CASES,
                StatusCode::from_u16(status).unwrap_or_default(),
                code,
            )
        };
        assert_eq!(index_of(400, Some("300")), Some(0));
        assert_eq!(index_of(409, Some("300")), Some(2));
        assert_eq!(index_of(500, Some("300")), Some(0));
        assert_eq!(index_of(200, Some("1001")), Some(1));
        assert_eq!(index_of(400, Some("0300")), Some(0));
        assert_eq!(index_of(409, Some("300.0")), Some(2));
        assert_eq!(index_of(400, Some("7")), Some(3));
        assert_eq!(index_of(404, None), Some(4));
        assert_eq!(index_of(500, None), None);
        assert_eq!(index_of(409, None), None);
    }
}
