//! Answers of operations that answer in several ways.

use bytes::Bytes;

use super::{DecodeError, Response};

/// The answers of an operation by their statuses. [`answers!`](crate::answers) implements it.
pub trait Answers: Sized + Send + 'static {
    /// The documented answers. A response is read as the first with its status, or else as the first of all.
    fn documented() -> &'static [Answer<Self>];
}

/// A documented answer.
#[derive(Debug)]
pub struct Answer<T: 'static> {
    /// The HTTP status, or the first of the range.
    pub first: u16,
    /// The last status of the range; the same as the first if it is one status.
    pub last: u16,
    /// Reads the body.
    pub read: fn(Response<Bytes>) -> Result<Response<T>, DecodeError>,
}

/// Reads a response as the answer that is documented for its status.
pub(crate) fn read_answer<T: Answers>(
    response: Response<Bytes>,
) -> Result<Response<T>, DecodeError> {
    let status = response.status().as_u16();
    let mut documented = T::documented().iter();
    let matching = documented.find(|answer| (answer.first..=answer.last).contains(&status));
    match matching.or(T::documented().first()) {
        Some(answer) => (answer.read)(response),
        None => Err(DecodeError::unexpected("no answer is documented", response)),
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, StatusCode};

    use super::*;

    /// The answers of a call.
    #[derive(Debug, PartialEq)]
    enum Made {
        /// `200`
        Ok(i64),
        /// `202`
        Accepted(String),
        /// `204`
        NoContent,
    }
    crate::answers!(read Made(Ok(200) as json i64, Accepted(202 to 203) as text, NoContent(204) as nothing));

    fn read(status: u16, body: &'static str) -> Option<Made> {
        let status = StatusCode::from_u16(status).unwrap();
        let body = Bytes::from_static(body.as_bytes());
        let response = Response::new(status, HeaderMap::new(), body);
        read_answer(response).ok().map(Response::into_body)
    }

    #[test]
    fn an_answer_is_read_by_its_status_and_else_as_the_first() {
        assert_eq!(read(200, "7"), Some(Made::Ok(7)));
        assert_eq!(read(203, "7"), Some(Made::Accepted("7".to_owned())));
        assert_eq!(read(204, "7"), Some(Made::NoContent));
        assert_eq!(read(201, "7"), Some(Made::Ok(7)));
        assert_eq!(read(201, "x"), None);
    }
}
