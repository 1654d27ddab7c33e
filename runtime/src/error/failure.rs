//! Failures before the operation's error type is known.

use super::{ApiError, Error, ErrorResponse};

/// An error answer whose operation is not known by type yet.
pub(crate) struct Untyped {
    pub(crate) case: Option<usize>,
    pub(crate) response: ErrorResponse,
}

/// What went wrong, before the operation's type is put on it. Everything here is compiled once, not once
/// for each operation.
pub(crate) struct Failure(pub(crate) Error<Untyped>);

impl Failure {
    pub(crate) fn typed<E: ApiError>(self) -> Error<E> {
        self.0
            .map_api(|untyped| E::cases().error(untyped.case, untyped.response))
    }

    /// The same, found at the last of so many attempts.
    pub(crate) fn after(mut self, attempts: u32) -> Failure {
        match &mut self.0 {
            Error::Transport(error) => error.after(attempts),
            Error::Timeout(error) => error.after(attempts),
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
