//! Calls for programs that are not async.

use std::io;
use std::sync::OnceLock;

use tokio::runtime::{Builder, Handle, Runtime};

use crate::error::{Error, RequestError};

/// The calls of all clients share one runtime with a thread of its own: connections are kept by it and used
/// by whoever calls next, on any thread, which a runtime that runs only during calls could not offer.
static RUNTIME: OnceLock<Runtime> = OnceLock::new();

/// What keeps a thread from starting may pass, so a failure is told and not kept.
fn runtime() -> io::Result<&'static Runtime> {
    if let Some(runtime) = RUNTIME.get() {
        return Ok(runtime);
    }
    let built = Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("posthaste")
        .enable_all()
        .build()?;
    // Of two that are built at once, one stays.
    Ok(RUNTIME.get_or_init(|| built))
}

/// Waits for a call where nothing is async. It works on everything that is otherwise awaited: calls, `.send()`,
/// `.raw()`, `.download()` and what is done with it, and the next page or item of a list.
///
/// ```no_run
/// use posthaste_runtime::{Call, Client, ErrorResponse, Json, Wait};
///
/// # fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
/// let call: Call<'_, Json, ErrorResponse> = Call::for_json(client.by_hand("GET", "/rooms"));
/// let rooms = call.wait()?;
/// # let _ = rooms;
/// # Ok(()) }
/// ```
pub trait Wait: IntoFuture {
    /// Blocks this thread until there is an answer.
    ///
    /// # Errors
    /// Those of the call. On a thread of a tokio runtime, where blocking may stop everything else, nothing is sent
    /// and it fails with [`Error::Request`]: await the call there. Threads of tokio's `spawn_blocking` belong to
    /// its runtime, too; they may block, by the runtime's own `Handle::block_on`:
    ///
    /// ```no_run
    /// # use posthaste_runtime::{Call, Client, ErrorResponse, Json};
    /// # async fn example(client: Client) {
    /// let job = tokio::task::spawn_blocking(move || {
    ///     let call: Call<'_, Json, ErrorResponse> = Call::for_json(client.by_hand("GET", "/rooms"));
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
