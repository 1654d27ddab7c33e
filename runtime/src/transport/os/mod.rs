//! What stands on an operating system's sockets and disks. For targets without one, `no_os.rs` stands in its place.

mod connect;
mod disk;
mod http_client;
mod partial;

pub(super) use disk::Reader;
pub(crate) use disk::length;
#[cfg(feature = "tower")]
pub(super) use http_client::kind_of;
pub(crate) use partial::Partial;

use std::sync::Arc;
use std::time::Duration;

use super::Transport;

/// Runs what takes long on a thread where blocking is allowed; on this one where there is no runtime that has
/// such threads. Once begun it runs to its end, even after its caller was dropped.
pub(crate) async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    if tokio::runtime::Handle::try_current().is_err() {
        return work();
    }
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(stopped) => match stopped.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            // The runtime is being stopped, and this task with it.
            Err(_) => std::future::pending().await,
        },
    }
}

/// The built-in HTTP client, with so many connections in use at a time at most.
pub(crate) fn default_transport(
    connect_timeout: Duration,
    connections: usize,
) -> Result<Arc<dyn Transport>, String> {
    let client = http_client::HttpClient::new(connect_timeout, connections)?;
    Ok(Arc::new(client))
}
