//! The table of the answers of an operation that answers in several ways.

/// Implements an enum of answers: its variants with their statuses and what their bodies are.
///
/// ```text
/// answers!(read ENUM(VARIANT(200) as json TYPE, VARIANT(202) as text, VARIANT(206 to 299) as bytes, VARIANT(204) as nothing));
/// ```
///
/// A response is read as the first variant with its status, and as the first of all if it has another status.
///
/// ```
/// use posthaste_runtime::{Json, answers};
///
/// /// The answers to an order.
/// #[derive(Debug, Clone, PartialEq)]
/// pub enum OrderAnswer {
///     /// The order.
///     Created(Json),
///     /// It is made later.
///     Accepted(String),
///     /// There was nothing to do.
///     NoContent,
/// }
/// answers!(read OrderAnswer(Created(201) as json Json, Accepted(202) as text, NoContent(204) as nothing));
/// ```
#[macro_export]
macro_rules! answers {
    (read $answers:ident(
        $($variant:ident($first:literal $(to $last:literal)?) as $kind:ident $($body:ty)?),* $(,)?
    )) => {
        impl $crate::Answers for $answers {
            #[inline]
            fn documented() -> &'static [$crate::Answer<Self>] {
                &[$($crate::Answer {
                    first: $first,
                    last: $crate::answers!(@ last $first $($last)?),
                    read: |response| $crate::answers!(@ $kind response, $variant $(, $body)?),
                }),*]
            }
        }
    };
    (@ last $first:literal) => { $first };
    (@ last $first:literal $last:literal) => { $last };
    (@ json $response:ident, $variant:ident, $body:ty) => {
        ::std::result::Result::Ok($response.json::<$body>()?.map(Self::$variant))
    };
    (@ text $response:ident, $variant:ident) => {
        ::std::result::Result::Ok($response.text()?.map(Self::$variant))
    };
    (@ bytes $response:ident, $variant:ident) => {
        ::std::result::Result::Ok($response.map(Self::$variant))
    };
    (@ nothing $response:ident, $variant:ident) => {
        ::std::result::Result::Ok($response.map(|_| Self::$variant))
    };
}
