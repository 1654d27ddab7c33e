//! Requests, whose values are set one by one.

mod body;
mod by_hand;
pub(super) mod header;
mod styled;

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, HeaderName};

use super::{Client, ListStyle, Param};
use crate::body::Payload;
use crate::error::RequestError;
use crate::execute::RequestData;
use crate::ground::percent;
use crate::json::{Encode, Json};
use crate::operation::Operation;

/// A request of one operation. Generated code sets its values and wraps it in a [`Call`](crate::Call).
///
/// If a value cannot be sent, sending the request returns the error.
pub struct Request(Box<RequestData>);

impl Request {
    pub(crate) fn new(client: &Client, operation: &'static Operation) -> Self {
        Request(Box::new(RequestData {
            shared: client.shared.clone(),
            operation,
            path: Vec::new(),
            target: None,
            by_hand: None,
            query: String::new(),
            spread: Vec::new(),
            headers: HeaderMap::new(),
            cookies: Vec::new(),
            payload: Payload::None,
            timeout: None,
            attempts: None,
            problem: None,
        }))
    }

    /// The operation that is called.
    pub fn operation(&self) -> &'static Operation {
        self.0.operation
    }

    /// Sets a path parameter. The value is one percent-encoded segment, and must not be empty.
    pub fn path(&mut self, name: &str, value: &dyn Param) {
        self.path_value(name, value, |value| value)
    }

    /// Sets a path parameter that the service decodes twice if it contains a slash, as base64 may. A value without a
    /// slash is encoded once.
    pub fn path_twice(&mut self, name: &str, value: &dyn Param) {
        self.path_value(name, value, |value| match value.contains('/') {
            true => percent::encode(&value),
            false => value,
        })
    }

    fn path_value(&mut self, name: &str, value: &dyn Param, prepare: fn(String) -> String) {
        self.check_value(name, value);
        let text = value.to_param();
        if text.is_empty() {
            self.set_error(name, "a parameter of the path must not be empty");
        }
        let mut segment = String::new();
        percent::push_segment(&mut segment, &prepare(text.into_owned()));
        self.0.path.push((name.to_owned(), segment));
    }

    /// Sets a query parameter.
    pub fn query(&mut self, name: &str, value: &dyn Param) {
        self.check_value(name, value);
        let encoding = self.0.query_encoding();
        percent::set_query(&mut self.0.query, name, &value.to_param(), encoding);
    }

    /// Sets a query parameter to a list.
    pub fn query_list<P: Param>(&mut self, name: &str, values: &[P], style: ListStyle) {
        for value in values {
            self.check_value(name, value);
        }
        let texts = values.iter().map(|value| value.to_param().into_owned());
        let list = Json::Array(texts.map(Json::String).collect());
        match style {
            ListStyle::Brackets => self.set_query(&format!("{name}[]"), &list, style.written()),
            _ => self.set_query(name, &list, style.written()),
        }
    }

    /// Sets a query parameter without a value.
    pub fn query_flag(&mut self, name: &str) {
        percent::remove_query(&mut self.0.query, name);
        let encoding = self.0.query_encoding();
        percent::push_query(&mut self.0.query, name, None, encoding);
    }

    /// Adds a query parameter to this call. Parameters of the same name are kept.
    pub fn with_query(&mut self, name: &str, value: &str) {
        let encoding = self.0.query_encoding();
        percent::push_query(&mut self.0.query, name, Some(value), encoding);
    }

    /// Adds a field to the body of this call: to a form, a multipart form or a JSON object. A request without a body
    /// gets a JSON object.
    pub fn with_field(&mut self, name: &str, value: &dyn Encode) {
        let value = value.encode();
        if !value.is_finite() {
            self.set_error(name, "it holds a number that is not finite");
            return;
        }
        if !self.0.payload.add(name, &value) {
            self.set_error(
                name,
                "the body has no fields that this one could be added to",
            );
        }
    }

    /// Sets the timeout of this call.
    pub fn with_timeout(&mut self, limit: Duration) {
        self.0.timeout = Some(limit);
    }

    /// Sets the maximum number of attempts, including the first.
    pub fn with_attempts(&mut self, attempts: u32) {
        self.0.attempts = Some(attempts.max(1));
    }

    fn check_value(&mut self, name: &str, value: &dyn Param) {
        if let Some(problem) = value.problem() {
            self.set_error(name, problem);
        }
    }

    /// Keeps the first error.
    fn set_error(&mut self, subject: &str, reason: &str) {
        self.0
            .problem
            .get_or_insert_with(|| RequestError::new(subject, reason));
    }

    pub(crate) fn into_data(self) -> RequestData {
        *self.0
    }
}

/// Does not show values.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let RequestData {
            operation,
            headers,
            payload,
            timeout,
            ..
        } = &*self.0;
        let body = match payload {
            Payload::None => "none".to_owned(),
            Payload::Plain { content, .. } => format!("{content:?}"),
            Payload::Object(members) => format!("{} members", members.len()),
            Payload::Form(fields) => format!("{} fields", fields.len()),
            Payload::Multipart(parts) => format!("{} parts", parts.len()),
        };
        f.debug_struct("Request")
            .field("method", &operation.method)
            .field("path", &operation.path)
            .field("query_bytes", &self.0.query.len())
            .field(
                "headers",
                &headers.keys().map(HeaderName::as_str).collect::<Vec<_>>(),
            )
            .field("body", &body)
            .field("timeout", timeout)
            .finish()
    }
}
