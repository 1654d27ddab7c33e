//! The table of a call's types.

/// Implements a call: a struct that holds a [`Request`](crate::Request).
///
/// ```text
/// call!(json CALL(RESPONSE, ERROR));
/// call!(list CALL(RESPONSE, ERROR, ITEM));
/// call!(answers CALL(RESPONSE, ERROR));
/// call!(text CALL(ERROR));
/// call!(bytes CALL(ERROR));
/// call!(nothing CALL(ERROR));
/// ```
///
/// The first word is what the body of the response is; `list` is JSON of which further pages can be requested, `answers` is
/// an enum of what the statuses mean ([`answers!`](crate::answers)). The struct
/// gets `send`, `IntoFuture` (so that it can be awaited) and the trait [`Call`](crate::Call) with the options of one call; for
/// `list` also `items` and `pages`. It does not compile if the call could not be moved to another thread.
///
/// ```
/// use posthaste_runtime::{ErrorResponse, Json, Operation, Request, call};
///
/// /// A call that lists users.
/// #[must_use = "a call does nothing until it is awaited"]
/// pub struct ListUsers(Request);
/// call!(list ListUsers(Json, ErrorResponse, Json));
///
/// impl ListUsers {
///     /// Only users with this status.
///     pub fn status(mut self, status: &str) -> Self {
///         self.0.query("status", &status);
///         self
///     }
/// }
///
/// /// A call that deletes a user.
/// #[must_use = "a call does nothing until it is awaited"]
/// pub struct DeleteUser(Request);
/// call!(nothing DeleteUser(ErrorResponse));
/// ```
#[macro_export]
macro_rules! call {
    (nothing $call:ident($error:ty)) => { $crate::call!(@ nothing $call, (), $error); };
    (bytes $call:ident($error:ty)) => { $crate::call!(@ bytes $call, $crate::bytes::Bytes, $error); };
    (text $call:ident($error:ty)) => { $crate::call!(@ text $call, ::std::string::String, $error); };
    (answers $call:ident($answer:ty, $error:ty)) => { $crate::call!(@ answers $call, $answer, $error); };
    (json $call:ident($answer:ty, $error:ty)) => { $crate::call!(@ json $call, $answer, $error); };
    (list $call:ident($answer:ty, $error:ty, $item:ty)) => {
        $crate::call!(@ json $call, $answer, $error);

        impl $call {
            /// The items of all pages. Pages are requested when they are needed.
            #[inline]
            pub fn items(self) -> $crate::Items<$item, $error> {
                $crate::Items::new(self.0)
            }

            /// All pages. Each is requested when it is needed.
            #[inline]
            pub fn pages(self) -> $crate::Pages<$answer, $error> {
                $crate::Pages::new(self.0)
            }
        }
    };
    (@ $body:ident $call:ident, $answer:ty, $error:ty) => {
        impl $call {
            /// Sends the request. The result is the response with status and headers; `.await` without this returns
            /// only its body.
            #[inline]
            pub fn send(self) -> $crate::Sending<$answer, $error> {
                $crate::Sending::new(self.0, $crate::private::Reader::$body())
            }
        }

        impl $crate::Call for $call {
            type Answer = $answer;
            type Error = $error;

            #[inline]
            fn request(&mut self) -> &mut $crate::Request {
                &mut self.0
            }

            #[inline]
            fn into_request(self) -> $crate::Request {
                self.0
            }
        }

        impl ::std::future::IntoFuture for $call {
            type Output = ::std::result::Result<$answer, $crate::Error<$error>>;
            type IntoFuture = $crate::Awaiting<$answer, $error>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                self.send().into()
            }
        }

        impl ::std::fmt::Debug for $call {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_tuple(stringify!($call)).field(&self.0).finish()
            }
        }
    };
}
