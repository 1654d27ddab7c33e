//! Reading and writing files piece by piece, and work that blocks. Targets without an operating system use
//! `no_disk.rs` instead.

mod partial;
mod reader;

pub(crate) use partial::Partial;
pub(crate) use reader::{Reader, length};

/// Runs blocking work on a thread for it, or on the current thread outside of a tokio runtime. Work that has begun is
/// finished even if the caller is dropped.
pub(crate) async fn run_blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> T {
    if tokio::runtime::Handle::try_current().is_err() {
        return work();
    }
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(stopped) => match stopped.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            // The runtime is shutting down, and this task with it.
            Err(_) => std::future::pending().await,
        },
    }
}
