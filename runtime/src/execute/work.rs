//! Processing of responses. Large ones are processed on a thread for blocking work.

use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use super::Read;
use crate::error::{DecodeError, Failure, RequestError, Response};
use crate::ground::disk::run_blocking;

/// From this size in bytes, a response is processed on a thread for blocking work. Moving it there takes
/// microseconds; parsing a megabyte of JSON takes milliseconds.
const LARGE: usize = 1024 * 1024;

/// Judges and decodes a response.
pub(super) type Work = Box<dyn FnOnce(Response<Bytes>) -> Result<(), Failure> + Send>;

/// Processes a response. A large one is processed on another thread, so that other tasks run and the call can time
/// out.
pub(super) async fn process(response: Response<Bytes>, work: Work) -> Result<(), Failure> {
    if response.body().len() < LARGE {
        return work(response);
    }
    run_blocking(move || work(response)).await
}

/// A value that another thread may set. Because the value's type is not a parameter of the code that sends requests,
/// that code is compiled once.
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

    /// Takes the value after it was set.
    pub(crate) fn take(&self) -> Result<T, Failure> {
        let mut value = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let missing = || RequestError::new("answer", "it was handed out before");
        Ok(value.take().ok_or_else(missing)?)
    }
}

impl<T: Send + 'static> Slot<Response<T>> {
    /// A function that decodes a response and sets this slot.
    pub(crate) fn decoder(
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
