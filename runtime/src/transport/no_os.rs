//! The functions of `os` for targets without an operating system: there is no built-in HTTP client.

use std::sync::Arc;
use std::time::Duration;

use super::Transport;
#[cfg(feature = "tower")]
use crate::error::{TransportError, TransportErrorKind};

/// The kind of the innermost transport error among the causes.
#[cfg(feature = "tower")]
pub(super) fn kind_of(error: &(dyn std::error::Error + 'static)) -> Option<TransportErrorKind> {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<TransportError>() {
            return Some(error.kind());
        }
        cause = error.source();
    }
    None
}

pub(crate) fn default_transport(_: Duration, _: usize) -> Result<Arc<dyn Transport>, String> {
    Err("there is none for this target: set one by `.transport(..)`".to_owned())
}
