//! Errors that do not depend on the operation's error type.

use super::{ApiError, Error, ErrorResponse};

/// An error response, with the index of its documented error instead of a value of the operation's error type.
pub(crate) struct Untyped {
    pub(crate) case: Option<usize>,
    pub(crate) response: ErrorResponse,
}

/// An error without the operation's error type, so that the code that returns it is compiled once and not for each
/// operation.
pub(crate) struct Failure(pub(crate) Error<Untyped>);

impl Failure {
    pub(crate) fn into_error<E: ApiError>(self) -> Error<E> {
        self.0
            .map_api(|untyped| E::cases().error(untyped.case, untyped.response))
    }

    /// Records the number of attempts.
    pub(crate) fn with_attempts(mut self, attempts: u32) -> Failure {
        match &mut self.0 {
            Error::Transport(error) => error.set_attempts(attempts),
            Error::Timeout(error) => error.set_attempts(attempts),
            _ => {}
        }
        self
    }
}

macro_rules! failure_from {
    ($($error:ident),*) => {$(
        impl From<super::$error> for Failure {
            fn from(error: super::$error) -> Failure {
                Failure(failure_from!(@ $error error))
            }
        }
    )*};
    (@ RequestError $error:ident) => { Error::Request($error) };
    (@ TransportError $error:ident) => { Error::Transport($error) };
    (@ TimeoutError $error:ident) => { Error::Timeout($error) };
    (@ AuthenticationError $error:ident) => { Error::Authentication($error) };
    (@ DecodeError $error:ident) => { Error::Decode($error) };
    (@ PageError $error:ident) => { Error::Page($error) };
}
failure_from!(
    RequestError,
    TransportError,
    TimeoutError,
    AuthenticationError,
    DecodeError,
    PageError
);
