//! Requests of operations that the client does not have.

use super::{Client, Request};
use crate::operation::Operation;

/// Any authentication scheme of the API is accepted.
const WAYS: &[&[usize]] = &[
    &[0],
    &[1],
    &[2],
    &[3],
    &[4],
    &[5],
    &[6],
    &[7],
    &[8],
    &[9],
    &[10],
    &[11],
    &[12],
    &[13],
    &[14],
    &[15],
];

const fn operation(method: &'static str) -> Operation {
    Operation::new(method, "").secured_by(WAYS).anonymous()
}

static OPERATIONS: [Operation; 7] = [
    operation("GET"),
    operation("HEAD"),
    operation("POST"),
    operation("PUT"),
    operation("PATCH"),
    operation("DELETE"),
    operation("OPTIONS"),
];

impl Request {
    /// Sets the whole URL, which replaces the server's URL and the path. URLs of other hosts than the vendor's get no
    /// credentials.
    pub fn url(&mut self, url: &str) {
        let is_whole = ["https://", "http://"]
            .iter()
            .any(|scheme| url.starts_with(scheme));
        if !is_whole {
            self.set_error("URL", "it does not begin with `https://` or `http://`");
        }
        self.0.by_hand = Some(url.to_owned());
    }

    pub(crate) fn by_hand(client: &Client, method: &str, path: &str) -> Self {
        let found = OPERATIONS
            .iter()
            .find(|operation| operation.method == method);
        let mut request = Request::new(client, found.unwrap_or(&OPERATIONS[0]));
        if found.is_none() {
            request.set_error(
                method,
                "this is not an HTTP method that can be sent by hand",
            );
        }
        request.0.by_hand = Some(path.to_owned());
        request
    }
}
