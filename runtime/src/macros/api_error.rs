//! The table of an operation's documented errors.

/// Implements the error type of an operation: an enum whose variants it lists with the statuses and codes of the documented
/// errors.
///
/// ```text
/// api_error!(cases ENUM(VARIANT(404), VARIANT(400, "code"), VARIANT(500 to 599), VARIANT(409) as BODY, ..));
/// api_error!(cases ENUM(..); other as BODY);
/// ```
///
/// The enum has a variant `Other` for all other errors, which is not listed. A response is matched by status and code first,
/// then by code, then by status, then by a range of statuses. Each variant holds the
/// [`ErrorResponse`](crate::ErrorResponse), or a [`TypedErrorResponse`](crate::TypedErrorResponse) where the type of its
/// body is given. [`ApiError::response`](crate::ApiError::response) returns the response of any of them. `Debug`, `Display`
/// and `Error` are implemented, too.
///
/// ```
/// use posthaste_runtime::{ErrorResponse, Json, TypedErrorResponse, api_error};
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
///
/// /// The errors of a move.
/// #[non_exhaustive]
/// pub enum MoveError {
///     /// The item is being changed; the body names by whom.
///     Conflict(TypedErrorResponse<Json>),
///     /// The service is down.
///     ServerError(ErrorResponse),
///     /// Any other error response.
///     Other(TypedErrorResponse<Json>),
/// }
/// api_error!(cases MoveError(Conflict(409) as Json, ServerError(500 to 599)); other as Json);
///
/// fn who(error: MoveError) -> Option<Json> {
///     match error {
///         MoveError::Conflict(refused) => refused.body()?.get("by").cloned(),
///         _ => None,
///     }
/// }
/// ```
#[macro_export]
macro_rules! api_error {
    (cases $error:ident(
        $($variant:ident($first:literal $(to $last:literal)? $(, $code:literal)?) $(as $body:ty)?),* $(,)?
    ) $(; other as $other:ty)?) => {
        impl $crate::ApiError for $error {
            #[inline]
            fn cases() -> $crate::Cases<Self> {
                $crate::Cases {
                    documented: &[$($crate::api_error!(@ case $first $(to $last)? $(, $code)?)),*],
                    variants: &[$($crate::api_error!(@ new $variant $(as $body)?)),*],
                    other: $crate::api_error!(@ new Other $(as $other)?),
                }
            }

            #[inline]
            fn parts(&self) -> (&'static str, &$crate::ErrorResponse) {
                match self {
                    $(Self::$variant(response) => (
                        stringify!($variant),
                        $crate::api_error!(@ response response $(as $body)?),
                    ),)*
                    Self::Other(response) => ("Other", $crate::api_error!(@ response response $(as $other)?)),
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
    (@ case $status:literal $(, $code:literal)?) => { $crate::api_error!(@ case $status to $status $(, $code)?) };
    (@ case $first:literal to $last:literal) => {
        $crate::Case { first: $first, last: $last, code: ::std::option::Option::None }
    };
    (@ case $first:literal to $last:literal, $code:literal) => {
        $crate::Case { first: $first, last: $last, code: ::std::option::Option::Some($code) }
    };
    (@ new $variant:ident) => { Self::$variant };
    (@ new $variant:ident as $body:ty) => {
        |response| Self::$variant($crate::TypedErrorResponse::<$body>::read(response))
    };
    (@ response $response:ident) => { $response };
    (@ response $response:ident as $body:ty) => { $response.response() };
}
