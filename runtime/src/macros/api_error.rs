/// Declares an operation's error type: an enum with a variant for each documented status and code, and `Other`
/// for everything else. Status and code together count before the code alone, and that before the status alone.
///
/// All variants hold the [`ErrorResponse`](crate::ErrorResponse), whose methods the error has, too. The error itself is not
/// `Clone`: `error.clone()` is the answer without its variant.
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
            /// Any other answer that is not a success.
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
