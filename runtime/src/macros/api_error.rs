//! The table of an operation's documented errors.

/// Implements the error type of an operation: an enum whose variants it lists with the statuses and codes of the documented
/// errors.
///
/// ```text
/// api_error!(cases ENUM(VARIANT(404), VARIANT(400, "code"), ..));
/// ```
///
/// The enum has a variant `Other` for all other errors, which is not listed. A response is matched by status and code first,
/// then by code, then by status. Each variant holds the [`ErrorResponse`](crate::ErrorResponse), which
/// [`ApiError::response`](crate::ApiError::response) returns for any of them. `Debug`, `Display` and `Error` are implemented,
/// too.
///
/// ```
/// use posthaste_runtime::{ErrorResponse, api_error};
///
/// /// The errors of a rename.
/// #[non_exhaustive]
/// pub enum RenameError {
///     /// The name is taken.
///     NameTaken(ErrorResponse),
///     /// The item does not exist.
///     NotFound(ErrorResponse),
///     /// Any other error response.
///     Other(ErrorResponse),
/// }
/// api_error!(cases RenameError(NameTaken(400, "300"), NotFound(404)));
/// ```
#[macro_export]
macro_rules! api_error {
    (cases $error:ident($($variant:ident($status:literal $(, $code:literal)?)),* $(,)?)) => {
        impl $crate::ApiError for $error {
            #[inline]
            fn cases() -> $crate::Cases<Self> {
                $crate::Cases {
                    documented: &[$($crate::api_error!(@ case $status $(, $code)?)),*],
                    variants: &[$(Self::$variant),*],
                    other: Self::Other,
                }
            }

            #[inline]
            fn parts(&self) -> (&'static str, &$crate::ErrorResponse) {
                match self {
                    $(Self::$variant(response) => (stringify!($variant), response),)*
                    Self::Other(response) => ("Other", response),
                }
            }
        }

        impl ::std::fmt::Debug for $error {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::private::debug_error(self, f)
            }
        }

        impl ::std::fmt::Display for $error {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt($crate::ApiError::response(self), f)
            }
        }

        impl ::std::error::Error for $error {}
    };
    (@ case $status:literal) => { $crate::Case { status: $status, code: ::std::option::Option::None } };
    (@ case $status:literal, $code:literal) => {
        $crate::Case { status: $status, code: ::std::option::Option::Some($code) }
    };
}
