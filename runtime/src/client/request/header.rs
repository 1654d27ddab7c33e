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

    pub(super) fn set_header(&mut self, name: &str, value: &str) {
        match checked(name, value) {
            Ok((key, value)) => {
                if self.0.headers.try_insert(key, value).is_err() {
                    self.set_error(name, "there are too many headers");
                }
            }
            Err(why) => self.set_error(name, why),
        }
    }
}

/// A header that callers may set; the error says why it cannot be sent.
pub(in crate::client) fn checked(
    name: &str,
    value: &str,
) -> Result<(HeaderName, HeaderValue), &'static str> {
    let key = HeaderName::try_from(name.trim()).map_err(|_| "this is not the name of a header")?;
    if TRANSPORT.contains(&key.as_str()) {
        return Err("only the HTTP client itself writes this header");
    }
    let mut value = HeaderValue::from_bytes(value.trim().as_bytes())
        .map_err(|_| "a header cannot carry line breaks or control characters")?;
    value.set_sensitive(is_secret_name(name));
    Ok((key, value))
}
