//! Files that are read and written in pieces, and work that blocks. Targets without an operating system get
//! `no_disk.rs` instead.

mod partial;
mod reader;

pub(crate) use partial::Partial;
pub(crate) use reader::{Reader, length};

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
