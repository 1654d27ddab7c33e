/// Declares the type of a crate's calls: a request with what its answer means, which options can be set on and
/// which `.await` sends. `T` is what is answered, `E` what the operation fails with, and `I` an item of what is
/// answered page by page.
///
/// A crate declares its own, for methods can only be added to a type where it is declared: see
/// [`call!`](crate::call).
#[macro_export]
macro_rules! calls {
    ($call:ident) => {
        /// A call of an operation, ready to be sent. Awaiting it gives the answer's body; [`send`](Self::send)
        /// gives status and headers, too.
        ///
        /// `T` is what is answered, `E` what the operation fails with, and `I` an item where a list is answered page
        /// by page. An operation with values to set has a name of its own for its calls, whose page shows them;
        /// what every call can do stands first on this one.
        #[must_use = "a call does nothing until it is awaited"]
        pub struct $call<'c, T, E, I = $crate::NotAList>(
            pub(crate) $crate::Request<'c>,
            pub(crate) $crate::private::Meaning<T, E, I>,
        );

        impl<'c, E> $call<'c, (), E> {
            /// A call whose answer has no body that matters.
            #[inline]
            pub fn for_nothing(request: $crate::Request<'c>) -> Self {
                Self(request, $crate::private::Meaning::nothing())
            }
        }

        impl<'c, E> $call<'c, $crate::bytes::Bytes, E> {
            /// A call that is answered with bytes of any kind.
            #[inline]
            pub fn for_bytes(request: $crate::Request<'c>) -> Self {
                Self(request, $crate::private::Meaning::bytes())
            }
        }

        impl<'c, E> $call<'c, ::std::string::String, E> {
            /// A call that is answered with text.
            #[inline]
            pub fn for_text(request: $crate::Request<'c>) -> Self {
                Self(request, $crate::private::Meaning::text())
            }
        }

        impl<'c, T: $crate::Decode, E> $call<'c, T, E> {
            /// A call that is answered with JSON. An answer without a body is read as `null`.
            #[inline]
            pub fn for_json(request: $crate::Request<'c>) -> Self {
                Self(request, $crate::private::Meaning::json())
            }
        }

        impl<'c, T: $crate::Decode, E: $crate::ApiError, I: $crate::Decode> $call<'c, T, E, I> {
            /// A call that is answered with a page of a list, in JSON.
            #[inline]
            pub fn for_list(request: $crate::Request<'c>) -> Self {
                Self(request, $crate::private::Meaning::json())
            }

            /// All items; each further page is asked for when its first item is.
            #[inline]
            pub fn items(self) -> $crate::Items<'c, I, E> {
                $crate::Items::new(self.0)
            }

            /// All pages; each is asked for when its turn comes.
            #[inline]
            pub fn pages(self) -> $crate::Pages<'c, T, E> {
                $crate::Pages::new(self.0)
            }
        }

        impl<'c, T, E: $crate::ApiError, I> $call<'c, T, E, I> {
            /// The operation that is called.
            #[inline]
            pub fn operation(&self) -> &'static $crate::Operation {
                self.0.operation()
            }

            /// Sets how long this call may take, in place of the client's timeout.
            #[inline]
            pub fn with_timeout(self, limit: ::std::time::Duration) -> Self {
                Self(self.0.with_timeout(limit), self.1)
            }

            /// Sets how often the request may be sent, the first time included, in place of the client's limit.
            #[inline]
            pub fn with_attempts(self, attempts: u32) -> Self {
                Self(self.0.with_attempts(attempts), self.1)
            }

            /// Sets a header. An `Authorization` header set here takes the place of the client's credentials.
            #[inline]
            pub fn with_header(self, name: &str, value: &str) -> Self {
                Self(self.0.with_header(name, value), self.1)
            }

            /// Adds a query parameter.
            #[inline]
            pub fn with_query(self, name: &str, value: &str) -> Self {
                Self(self.0.with_query(name, value), self.1)
            }

            /// Adds a field to the body: to a form, a form of parts or a JSON object, which a request without a
            /// body gets.
            #[inline]
            pub fn with_field(self, name: &str, value: &dyn $crate::Encode) -> Self {
                Self(self.0.with_field(name, value), self.1)
            }

            /// Sends the request; the answer comes with status and headers.
            #[inline]
            pub fn send(self) -> $crate::Sending<'c, T, E> {
                self.1.send(self.0)
            }

            /// Sends the request; the answer is read as another type than the operation's, of your own perhaps.
            #[inline]
            pub fn read_as<U: $crate::Decode>(self) -> $crate::Sending<'c, U, E> {
                $crate::private::Meaning::<U, E, I>::json().send(self.0)
            }

            /// Sends the request; the answer's body is read as it comes, to a file or piece by piece.
            #[inline]
            pub fn download(self) -> $crate::Downloading<'c, E> {
                $crate::Downloading::of(self.0)
            }

            /// Sends the request; the answer comes as it is, whatever its status.
            #[inline]
            pub fn raw(self) -> $crate::Sending<'c, $crate::bytes::Bytes, E> {
                $crate::Sending::raw(self.0)
            }
        }

        impl<'c, T, E: $crate::ApiError, I> ::std::future::IntoFuture for $call<'c, T, E, I> {
            type Output = ::std::result::Result<T, $crate::Error<E>>;
            type IntoFuture = $crate::Awaiting<'c, T, E>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                self.send().into()
            }
        }

        impl<T, E, I> ::std::fmt::Debug for $call<'_, T, E, I> {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_tuple(stringify!($call)).field(&self.0).finish()
            }
        }
    };
}

/// Names the call of an operation with what it answers, fails with and, for lists, has as items; and adds a
/// method to it for each value that may be set.
///
/// A row names a value, its type (none for a switch), and where the value goes. A value may not be called like
/// what every call has, nor begin with `with_`. The type of calls has to be the crate's own, by
/// [`calls!`](crate::calls), and each operation needs an error of its own: calls of equal types are one type, whose
/// values could meet.
///
/// ```
/// use posthaste_runtime::{api_error, call, calls};
///
/// calls!(Call);
///
/// api_error! {
///     /// What fails.
///     pub enum ListUsersError {}
/// }
///
/// call! {
///     /// Lists the users.
///     pub type ListUsers = Call<Vec<String>, ListUsersError, String> {
///         /// How many stand on a page, at most 300.
///         page_size: i64 => query("page_size", &page_size),
///         /// Those who left, too.
///         all => query("all", &"true"),
///     }
/// }
/// # async fn _example(call: ListUsers<'_>) -> Result<(), Box<dyn std::error::Error>> {
/// let mut users = call.page_size(30).all().items();
/// while let Some(user) = users.try_next().await? {
///     println!("{user}");
/// }
/// # Ok(()) }
/// ```
#[macro_export]
macro_rules! call {
    (
        $(#[$docs:meta])*
        pub type $name:ident = $call:ident<$($of:ty),+> {
            $($(#[$about:meta])* $setter:ident $(: $value:ty)? => $step:ident $operands:tt),* $(,)?
        }
    ) => {
        $(#[$docs])*
        pub type $name<'c> = $call<'c, $($of),+>;

        impl $name<'_> {
            $(
                $(#[$about])*
                #[inline]
                pub fn $setter(self $(, $setter: $value)?) -> Self {
                    Self(self.0.$step $operands, self.1)
                }
            )*
        }
    };
}
