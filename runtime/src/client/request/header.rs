//! The methods of [`Request`] that set headers.

use http::{HeaderName, HeaderValue};

use super::Request;
use crate::client::Param;
use crate::ground::secret::is_secret_name;

/// Headers of the message framing and of the connection (RFC 9110, 7.6.1; RFC 9112, 6). The transport writes them;
/// other values would truncate the body, or make the service wait for more.
const TRANSPORT: [&str; 8] = [
    "connection",
    "content-length",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

impl Request {
    /// Sets a header.
    pub fn header(&mut self, name: &str, value: &dyn Param) {
        self.check_value(name, value);
        self.set_header(name, &value.to_param());
    }

    /// Sets a header of this call. Headers of the message framing and of the connection, like `Content-Length` and
    /// `Transfer-Encoding`, cannot be set: the call fails, and nothing is sent.
    pub fn with_header(&mut self, name: &str, value: &str) {
        self.set_header(name, value);
    }

    fn set_header(&mut self, name: &str, value: &str) {
        let parsed = HeaderName::try_from(name.trim());
        match (parsed, HeaderValue::from_bytes(value.trim().as_bytes())) {
            (Ok(key), _) if TRANSPORT.contains(&key.as_str()) => {
                self.set_error(name, "only the HTTP client itself writes this header");
            }
            (Ok(key), Ok(mut value)) => {
                value.set_sensitive(is_secret_name(name));
                if self.0.headers.try_insert(key, value).is_err() {
                    self.set_error(name, "there are too many headers");
                }
            }
            (Err(_), _) => self.set_error(name, "this is not the name of a header"),
            (_, Err(_)) => self.set_error(
                name,
                "a header cannot carry line breaks or control characters",
            ),
        }
    }
}
