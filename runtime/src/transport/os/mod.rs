//! The built-in HTTP client, which needs the sockets of an operating system. Targets without one get `no_os.rs` instead.

mod connect;
mod http_client;

#[cfg(feature = "tower")]
pub(super) use http_client::kind_of;

use std::sync::Arc;
use std::time::Duration;

use super::Transport;

/// The built-in HTTP client with a maximum number of connections in use.
pub(crate) fn default_transport(
    connect_timeout: Duration,
    connections: usize,
) -> Result<Arc<dyn Transport>, String> {
    let client = http_client::HttpClient::new(connect_timeout, connections)?;
    Ok(Arc::new(client))
}
