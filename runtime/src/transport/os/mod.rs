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

/// The built-in HTTP client.
pub(crate) fn default_transport(connect_timeout: Duration) -> Result<Arc<dyn Transport>, String> {
    Ok(Arc::new(http_client::HttpClient::new(connect_timeout)?))
}
