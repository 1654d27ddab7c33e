//! Blocking calls, for programs that are not async.

use std::io;
use std::sync::OnceLock;

use tokio::runtime::{Builder, Handle, Runtime};

use crate::error::{Error, RequestError};

/// The runtime of all blocking calls. It has a thread of its own, so that pooled connections are driven between calls
/// and can be used from any thread.
static RUNTIME: OnceLock<Runtime> = OnceLock::new();

/// A failure is not stored, because the next attempt to start a thread may succeed.
fn runtime() -> io::Result<&'static Runtime> {
    if let Some(runtime) = RUNTIME.get() {
        return Ok(runtime);
    }
    let built = Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("posthaste")
        .enable_all()
        .build()?;
    // If two threads build one at the same time, the first is kept.
    Ok(RUNTIME.get_or_init(|| built))
}

/// Waits for a call in code that is not async. Implemented for everything that can be awaited: calls, `.send()`,
/// `.raw()`, `.download()` and the methods of a download, and the next page or item of a list.
///
/// ```no_run
/// use posthaste_runtime::{Client, Json, Wait};
///
/// # fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
/// let rooms: Json = client.by_hand("GET", "/rooms").read_as().wait()?;
/// # let _ = rooms;
/// # Ok(()) }
/// ```
pub trait Wait: IntoFuture {
    /// Blocks this thread until the call has finished.
    ///
    /// # Errors
    /// Those of the call. On a thread of a tokio runtime nothing is sent, and the call fails with [`Error::Request`],
    /// because blocking could stop other tasks: await the call there. Threads of tokio's `spawn_blocking` belong to
    /// the runtime, too. They may block, by the `Handle::block_on` of the runtime:
    ///
    /// ```no_run
    /// # use posthaste_runtime::{Client, Json};
    /// # async fn example(client: Client) {
    /// let job = tokio::task::spawn_blocking(move || {
    ///     let call = client.by_hand("GET", "/rooms").read_as::<Json>();
    ///     tokio::runtime::Handle::current().block_on(call.into_future())
    /// });
    /// # let _ = job.await;
    /// # }
    /// ```
    fn wait(self) -> Self::Output;
}

impl<F, T, E> Wait for F
where
    F: IntoFuture<Output = Result<T, Error<E>>>,
{
    fn wait(self) -> Result<T, Error<E>> {
        let refuse = |why: &str| Err(Error::Request(RequestError::new("wait()", why)));
        if Handle::try_current().is_ok() {
            return refuse(
                "it would block a tokio runtime; await the call, or use `Handle::block_on` where blocking is allowed",
            );
        }
        match runtime() {
            Ok(runtime) => runtime.block_on(async move { self.await }),
            Err(error) => refuse(&format!("no thread could be started for it: {error}")),
        }
    }
}
