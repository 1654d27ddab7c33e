/// Declares the error type of an operation: an enum with a variant for each documented status and code, and `Other`
/// for all other errors. A response is matched by status and code first, then by code, then by status.
///
/// Each variant holds the [`ErrorResponse`](crate::ErrorResponse), whose methods the error has, too. The error is not
/// `Clone`: `error.clone()` clones the response.
///
/// ```
/// use posthaste_runtime::api_error;
///
/// api_error! {
///     /// What a rename fails with.
///     pub enum RenameError {
///         /// The name is taken.
///         NameTaken = (400, "300"),
///         /// There is no such thing.
///         NotFound = (404),
///     }
/// }
/// ```
#[macro_export]
macro_rules! api_error {
    (
        $(#[$docs:meta])*
        pub enum $error:ident {
            $($(#[$variant_docs:meta])* $variant:ident = ($status:literal $(, $code:literal)?)),* $(,)?
        }
    ) => {
        $(#[$docs])*
        #[non_exhaustive]
        pub enum $error {
            $($(#[$variant_docs])* $variant($crate::ErrorResponse),)*
            /// Any other error response.
            Other($crate::ErrorResponse),
        }

        impl $crate::ApiError for $error {
            #[inline]
            fn cases() -> $crate::Cases<Self> {
                $crate::Cases {
                    documented: &[$($crate::api_error!(@case $status $(, $code)?)),*],
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

        impl ::std::ops::Deref for $error {
            type Target = $crate::ErrorResponse;

            #[inline]
            fn deref(&self) -> &$crate::ErrorResponse {
                $crate::ApiError::response(self)
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
    (@case $status:literal) => { $crate::Case { status: $status, code: ::std::option::Option::None } };
    (@case $status:literal, $code:literal) => {
        $crate::Case { status: $status, code: ::std::option::Option::Some($code) }
    };
}
