/// Declares the type of a crate's calls: a request with the type of its response, on which options can be set, and
/// which `.await` sends. `T` is the type of the response, `E` the operation's error, and `I` the type of a list's
/// items.
///
/// Each crate declares its own type, because methods can only be added to a type of the same crate; see
/// [`call!`](crate::call).
#[macro_export]
macro_rules! calls {
    ($call:ident) => {
        /// A call of an operation. Awaiting it sends the request and returns the body of the response;
        /// [`send`](Self::send) also returns status and headers.
        ///
        /// `T` is the type of the response, `E` the operation's error, and `I` the type of the items if the response
        /// is a page of a list. Operations with optional values have an alias of this type, which documents them. The
        /// methods of all calls are documented here.
        #[must_use = "a call does nothing until it is awaited"]
        pub struct $call<'c, T, E, I = $crate::NotAList>(
            pub(crate) $crate::Request<'c>,
            pub(crate) $crate::private::Meaning<T, E, I>,
        );

        impl<'c, E> $call<'c, (), E> {
            /// A call whose response has no content.
            #[inline]
            pub fn for_nothing(request: $crate::Request<'c>) -> Self {
                Self(request, $crate::private::Meaning::nothing())
            }
        }

        impl<'c, E> $call<'c, $crate::bytes::Bytes, E> {
            /// A call whose response is returned as bytes.
            #[inline]
            pub fn for_bytes(request: $crate::Request<'c>) -> Self {
                Self(request, $crate::private::Meaning::bytes())
            }
        }

        impl<'c, E> $call<'c, ::std::string::String, E> {
            /// A call whose response is text.
            #[inline]
            pub fn for_text(request: $crate::Request<'c>) -> Self {
                Self(request, $crate::private::Meaning::text())
            }
        }

        impl<'c, T: $crate::Decode, E> $call<'c, T, E> {
            /// A call whose response is JSON. An empty body is decoded as `null`.
            #[inline]
            pub fn for_json(request: $crate::Request<'c>) -> Self {
                Self(request, $crate::private::Meaning::json())
            }
        }

        impl<'c, T: $crate::Decode, E: $crate::ApiError, I: $crate::Decode> $call<'c, T, E, I> {
            /// A call whose response is a page of a list, in JSON.
            #[inline]
            pub fn for_list(request: $crate::Request<'c>) -> Self {
                Self(request, $crate::private::Meaning::json())
            }

            /// All items of the list. Further pages are requested when they are needed.
            #[inline]
            pub fn items(self) -> $crate::Items<'c, I, E> {
                $crate::Items::new(self.0)
            }

            /// All pages of the list. Each is requested when it is needed.
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

            /// Sets the timeout of this call, instead of the client's.
            #[inline]
            pub fn with_timeout(self, limit: ::std::time::Duration) -> Self {
                Self(self.0.with_timeout(limit), self.1)
            }

            /// Sets the maximum number of attempts, including the first, instead of the client's.
            #[inline]
            pub fn with_attempts(self, attempts: u32) -> Self {
                Self(self.0.with_attempts(attempts), self.1)
            }

            /// Sets a header. An `Authorization` header replaces the client's credentials.
            #[inline]
            pub fn with_header(self, name: &str, value: &str) -> Self {
                Self(self.0.with_header(name, value), self.1)
            }

            /// Adds a query parameter.
            #[inline]
            pub fn with_query(self, name: &str, value: &str) -> Self {
                Self(self.0.with_query(name, value), self.1)
            }

            /// Adds a field to the body: to a form, a multipart form or a JSON object. A request without a body gets
            /// a JSON object.
            #[inline]
            pub fn with_field(self, name: &str, value: &dyn $crate::Encode) -> Self {
                Self(self.0.with_field(name, value), self.1)
            }

            /// Sends the request, and returns the response with status and headers.
            #[inline]
            pub fn send(self) -> $crate::Sending<'c, T, E> {
                self.1.send(self.0)
            }

            /// Sends the request, and decodes the response as another type than the operation's.
            #[inline]
            pub fn read_as<U: $crate::Decode>(self) -> $crate::Sending<'c, U, E> {
                $crate::private::Meaning::<U, E, I>::json().send(self.0)
            }

            /// Sends the request, and returns the body while it arrives, to a file or piece by piece.
            #[inline]
            pub fn download(self) -> $crate::Downloading<'c, E> {
                $crate::Downloading::of(self.0)
            }

            /// Sends the request, and returns the response unchanged, whatever its status.
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

/// Declares an alias for the calls of an operation, with its response, its error and the items of its list; and adds
/// a method for each optional value.
///
/// A row has the name of the method, its type (none for a flag), and the setter of [`Request`](crate::Request) that
/// it calls. A method must not have the name of a method of all calls, nor begin with `with_`. `Call` must be
/// declared by [`calls!`](crate::calls) in the same crate. Each operation needs an error type of its own: aliases of
/// equal types are the same type, and their methods could conflict.
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
/// /// The number of users on a page, at most 300.
///         page_size: i64 => query("page_size", &page_size),
/// /// Includes users who left.
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
