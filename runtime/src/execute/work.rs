//! What is done with an answer once it is there: it is judged and read, which takes long where it is large.

use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use super::Read;
use crate::error::{DecodeError, Failure, RequestError, Response};
use crate::ground::disk::aside;

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

/// Where a value is put that may be read on another thread. It keeps the types of answers out of what sends
/// requests, which is compiled once.
pub(crate) struct Slot<T>(Arc<Mutex<Option<T>>>);

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Slot(Arc::default())
    }
}

impl<T> Clone for Slot<T> {
    fn clone(&self) -> Self {
        Slot(self.0.clone())
    }
}

impl<T> Slot<T> {
    pub(crate) fn put(&self, value: T) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(value);
    }

    /// The value, once it was read.
    pub(crate) fn take(&self) -> Result<T, Failure> {
        let mut value = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let missing = || RequestError::new("answer", "it was handed out before");
        Ok(value.take().ok_or_else(missing)?)
    }
}

impl<T: Send + 'static> Slot<Response<T>> {
    /// Reads an answer into this slot.
    pub(crate) fn filled_by(
        &self,
        read: fn(Response<Bytes>) -> Result<Response<T>, DecodeError>,
    ) -> Read {
        let slot = self.clone();
        Box::new(move |response| {
            slot.put(read(response)?);
            Ok(())
        })
    }
}
