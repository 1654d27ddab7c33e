//! The heads of requests as they are sent.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use http::request::Parts;
use http::{Request, Response};

use super::cookies::Jar;
use crate::body::Body;
use crate::ground::{BoxFuture, TransportError};
use crate::transport::Transport;

/// A transport that adds the cookies of a jar, keeps those of responses, and records the heads of the requests.
pub(super) struct Recording {
    pub(super) transport: Arc<dyn Transport>,
    pub(super) jar: Option<Arc<Jar>>,
    pub(super) sent: Mutex<Vec<Parts>>,
}

impl Recording {
    /// The heads of the requests that were sent.
    pub(super) fn into_sent(self) -> Vec<Parts> {
        self.sent
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Recording {
    fn send(
        &self,
        mut request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let uri = request.uri().clone();
        if let Some(jar) = &self.jar {
            jar.add_to(&uri, request.headers_mut(), SystemTime::now());
        }
        let (head, body) = request.into_parts();
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        sent.push(head.clone());
        drop(sent);
        let sending = self.transport.send(Request::from_parts(head, body));
        Box::pin(async move {
            let response = sending.await?;
            if let Some(jar) = &self.jar {
                jar.keep(&uri, response.headers(), SystemTime::now());
            }
            Ok(response)
        })
    }
}
