//! The values of one request.

use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

use super::Shared;
use crate::body::Payload;
use crate::error::RequestError;
use crate::ground::percent::QueryEncoding;
use crate::operation::Operation;

/// Which characters of an operation's query are percent-encoded.
pub(crate) fn query_encoding(operation: &Operation) -> QueryEncoding {
    match operation.strict_query {
        true => QueryEncoding::Strict,
        false => QueryEncoding::Lenient,
    }
}

/// The values of one request, which `client::Request` fills in and this room sends.
#[derive(Clone)]
pub(crate) struct RequestData {
    pub(crate) shared: Arc<Shared>,
    pub(crate) operation: &'static Operation,
    /// The percent-encoded values of path parameters.
    pub(crate) path: Vec<(String, String)>,
    /// A URL that replaces the server's URL, the path and the query.
    pub(crate) target: Option<String>,
    /// A path that replaces the operation's.
    pub(crate) by_hand: Option<String>,
    /// The percent-encoded query so far.
    pub(crate) query: String,
    /// The names in the query of each parameter that is written under other names than its own.
    pub(crate) spread: Vec<(String, Vec<String>)>,
    pub(crate) headers: HeaderMap,
    /// The cookies by parameter, each with its pairs joined by `; `.
    pub(crate) cookies: Vec<(String, String)>,
    pub(crate) payload: Payload,
    pub(crate) timeout: Option<Duration>,
    /// The maximum number of attempts, if this call has its own.
    pub(crate) attempts: Option<u32>,
    pub(crate) problem: Option<RequestError>,
}

impl RequestData {
    /// Which characters of the query are percent-encoded.
    pub(crate) fn query_encoding(&self) -> QueryEncoding {
        query_encoding(self.operation)
    }

    /// The path of the operation with the values of its parameters.
    pub(crate) fn path_with_values(&self) -> Result<String, RequestError> {
        if let Some(path) = &self.by_hand {
            return Ok(path.clone());
        }
        let mut path = String::new();
        let mut rest = self.operation.path;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            let value = self.path.iter().rev().find(|entry| entry.0 == name);
            let missing = || RequestError::new(name, "the path needs a value for it");
            path.push_str(before);
            path.push_str(&value.ok_or_else(missing)?.1);
            rest = after;
        }
        path.push_str(rest);
        Ok(path)
    }

    /// The path of a request by hand, if it is a whole URL.
    pub(crate) fn whole_url(&self) -> Option<&str> {
        let text = self.by_hand.as_deref()?;
        (text.starts_with("https://") || text.starts_with("http://")).then_some(text)
    }
}
