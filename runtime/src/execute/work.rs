//! What is done with an answer once it is there: it is judged and read, which takes long where it is large.

use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use super::{Failure, Read};
use crate::error::{DecodeError, RequestError};
use crate::response::Response;
use crate::transport::aside;

/// From this size in bytes on, an answer is read on a thread where blocking is allowed. Handing it over costs some
/// microseconds; reading one megabyte of JSON takes milliseconds.
const LARGE: usize = 1024 * 1024;

/// Judges an answer, and reads it.
pub(super) type Work = Box<dyn FnOnce(Response<Bytes>) -> Result<(), Failure> + Send>;

/// Does the work; where it takes long, beside the async threads, so that others go on and the call's time can end.
pub(super) async fn done(answer: Response<Bytes>, work: Work) -> Result<(), Failure> {
    if answer.body().len() < LARGE {
        return work(answer);
    }
    aside(move || work(answer)).await
}

/// Where an answer is put that may be read on another thread. It keeps the types of answers out of what sends
/// requests, which is compiled once.
pub(crate) struct Slot<T>(Arc<Mutex<Option<Response<T>>>>);

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Slot(Arc::default())
    }
}

impl<T> Slot<T> {
    /// The answer, once it was read.
    pub(crate) fn take(&self) -> Result<Response<T>, Failure> {
        let mut answer = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let missing = || RequestError::new("answer", "it was handed out before");
        Ok(answer.take().ok_or_else(missing)?)
    }
}

impl<T: Send + 'static> Slot<T> {
    /// Reads an answer into this slot.
    pub(crate) fn filled_by(
        &self,
        read: fn(Response<Bytes>) -> Result<Response<T>, DecodeError>,
    ) -> Read {
        let slot = self.0.clone();
        Box::new(move |response| {
            let answer = read(response)?;
            *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
            Ok(())
        })
    }
}
