/// Declares a call: a builder of a request with a method for each value that may be set, `send`, `.await`, and
/// the options that every call has.
///
/// What is answered follows the name: `empty`, `json(Type)`, `optional(Type)`, `text` or `bytes`; then what the
/// call fails with. A row names a value, its type (none for a switch), and where the value goes.
///
/// ```
/// use posthaste_runtime::{ErrorResponse, Request, call};
///
/// call! {
///     /// Lists the users.
///     pub struct ListUsers => json(Vec<String>), ErrorResponse {
///         /// How many stand on a page, at most 300.
///         page_size: i64 => query("page_size", &page_size),
///         /// Those who left, too.
///         all => query("all", &"true"),
///     }
/// }
/// # fn _example(call: ListUsers<'_>) -> ListUsers<'_> {
/// call.page_size(30).all()
/// # }
/// ```
///
/// A builder that is written out is made a call by its name, its answer and its error:
///
/// ```
/// use posthaste_runtime::{ErrorResponse, Request, call};
///
/// pub struct ListUsers<'c>(Request<'c>);
/// call!(ListUsers => json(Vec<String>), ErrorResponse);
/// ```
#[macro_export]
macro_rules! call {
    (
        $(#[$docs:meta])*
        pub struct $name:ident => $how:ident $(($answer:ty))?, $error:ty {
            $($(#[$about:meta])* $setter:ident $(: $value:ty)? => $step:ident $operands:tt),* $(,)?
        }
    ) => {
        $(#[$docs])*
        #[must_use = "a call does nothing until it is awaited"]
        pub struct $name<'c>($crate::Request<'c>);

        impl $name<'_> {
            $(
                $(#[$about])*
                #[inline]
                pub fn $setter(self $(, $setter: $value)?) -> Self {
                    Self(self.0.$step $operands)
                }
            )*
        }
        $crate::call!($name => $how $(($answer))?, $error);
    };
    ($name:ident => empty, $error:ty $(,)?) => { $crate::call!(@ $name, empty, (), $error); };
    ($name:ident => text, $error:ty $(,)?) => {
        $crate::call!(@ $name, text, ::std::string::String, $error);
    };
    ($name:ident => bytes, $error:ty $(,)?) => {
        $crate::call!(@ $name, bytes, $crate::bytes::Bytes, $error);
    };
    ($name:ident => json($answer:ty), $error:ty $(,)?) => { $crate::call!(@ $name, json, $answer, $error); };
    ($name:ident => optional($answer:ty), $error:ty $(,)?) => {
        $crate::call!(@ $name, optional, ::std::option::Option<$answer>, $error);
    };
    (@ $name:ident, $how:ident, $answer:ty, $error:ty) => {
        impl<'c> $name<'c> {
            /// The operation that is called.
            #[inline]
            pub fn operation(&self) -> &'static $crate::Operation {
                self.0.operation()
            }

            /// Sets how long this call may take, in place of the client's timeout.
            #[inline]
            pub fn with_timeout(self, limit: ::std::time::Duration) -> Self {
                Self(self.0.with_timeout(limit))
            }

            /// Sets how often the request may be sent, the first time included, in place of the client's limit.
            #[inline]
            pub fn with_attempts(self, attempts: u32) -> Self {
                Self(self.0.with_attempts(attempts))
            }

            /// Sets a header. An `Authorization` header set here takes the place of the client's credentials.
            #[inline]
            pub fn with_header(self, name: &str, value: &str) -> Self {
                Self(self.0.with_header(name, value))
            }

            /// Adds a query parameter.
            #[inline]
            pub fn with_query(self, name: &str, value: &str) -> Self {
                Self(self.0.with_query(name, value))
            }

            /// Adds a field to the body: to a form, a form of parts or a JSON object, which a request without a body
            /// gets.
            #[inline]
            pub fn with_field(self, name: &str, value: &dyn $crate::Encode) -> Self {
                Self(self.0.with_field(name, value))
            }

            /// Sends the request; the answer is read as another type than the operation's, of your own perhaps.
            pub fn read_as<T: $crate::Decode>(self) -> $crate::Sending<'c, T, $error> {
                $crate::Call::<T, $error>::json(self.0).send()
            }

            /// Sends the request; the answer comes with status and headers.
            #[inline]
            pub fn send(self) -> $crate::Sending<'c, $answer, $error> {
                $crate::Call::<$answer, $error>::$how(self.0).send()
            }

            /// Sends the request; the answer's body is read as it comes, to a file or piece by piece.
            #[inline]
            pub fn download(self) -> $crate::Downloading<'c, $error> {
                $crate::Downloading::of(self.0)
            }

            /// Sends the request; the answer comes as it is, whatever its status.
            #[inline]
            pub fn raw(self) -> $crate::Sending<'c, $crate::bytes::Bytes, $error> {
                $crate::Call::<$answer, $error>::$how(self.0).raw()
            }
        }

        impl<'c> ::std::future::IntoFuture for $name<'c> {
            type Output = ::std::result::Result<$answer, $crate::Error<$error>>;
            type IntoFuture = $crate::Awaiting<'c, $answer, $error>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                ::std::future::IntoFuture::into_future($crate::Call::<$answer, $error>::$how(self.0))
            }
        }

        impl ::std::fmt::Debug for $name<'_> {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.0).finish()
            }
        }
    };
}
