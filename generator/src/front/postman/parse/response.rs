//! Saved responses.

use serde_json::Value;

use crate::ground::diagnostic::Code;

use super::super::model::SavedResponse;
use super::Reader;
use super::at::At;
use super::pair::scalar_or_json;

const KEYS: &[&str] = &[
    "name",
    "code",
    "status",
    "header",
    "body",
    "cookie",
    "originalRequest",
    "_postman_previewlanguage",
    "_postman_previewtype",
    "responseTime",
    "responseSize",
    "timings",
];

impl Reader {
    pub(super) fn responses(&mut self, list: &At<'_>) -> Vec<SavedResponse> {
        list.elements()
            .iter()
            .filter_map(|entry| self.response(entry))
            .collect()
    }

    fn response(&mut self, at: &At<'_>) -> Option<SavedResponse> {
        if !at.value.is_object() {
            if !at.value.is_null() {
                self.warn(
                    Code::WrongShape,
                    "a saved response that is no object is left out",
                    &at.origin,
                );
            }
            return None;
        }
        self.unused_member("cookies", at, "cookie");
        self.unknown_keys(at, KEYS);
        Some(SavedResponse {
            name: at.name().unwrap_or_default(),
            code: self.code(at),
            status: at.string("status"),
            headers: at
                .get("header")
                .map(|list| self.headers(&list))
                .unwrap_or_default(),
            body: at.get("body").map(|body| scalar_or_json(body.value)),
            language: at
                .string("_postman_previewlanguage")
                .map(|text| text.to_ascii_lowercase()),
            original: at
                .get("originalRequest")
                .map(|request| Box::new(self.request(&request))),
            origin: at.origin.clone(),
        })
    }

    /// A status as a number or digits; anything else stands for any.
    fn code(&mut self, at: &At<'_>) -> Option<u16> {
        let Some(code) = at.get("code") else {
            return at.string("status").as_deref().and_then(leading_code);
        };
        let number = code.text().and_then(|text| text.trim().parse::<u16>().ok());
        if number.is_none() && code.value != &Value::String(String::new()) {
            let message = "a status that is no number stands for any status";
            self.warn(Code::WrongShape, message, &code.origin);
        }
        number.filter(|code| (100..=999).contains(code))
    }
}

/// Without a code, a status such as `404 Not Found` tells it.
fn leading_code(status: &str) -> Option<u16> {
    let code = status.split_whitespace().next()?.parse().ok()?;
    (100..600).contains(&code).then_some(code)
}
