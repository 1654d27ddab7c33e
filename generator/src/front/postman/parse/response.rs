//! Saved responses.

use serde_json::Value;

use super::super::model::SavedResponse;
use super::Reader;
use super::at::{At, PostmanValue, scalar_or_json, status_code};

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
    /// The saved responses in the member `response`.
    pub(super) fn responses(&mut self, parent: &At<'_>) -> Vec<SavedResponse> {
        let entries = self.response_objects(parent, "response").into_iter();
        entries.map(|entry| self.response(&entry)).collect()
    }

    /// The entries of a list of saved responses that are objects; warns of the others, except `null`.
    pub(super) fn response_objects<'a>(&mut self, parent: &At<'a>, key: &str) -> Vec<At<'a>> {
        let mut entries = parent.elements_of(key);
        entries.retain(|entry| {
            if !entry.value.is_object() && !entry.value.is_null() {
                let message = "a saved response that is no object is left out";
                self.wrong_shape(message, &entry.origin);
            }
            entry.value.is_object()
        });
        entries
    }

    fn response(&mut self, at: &At<'_>) -> SavedResponse {
        self.count_member("cookies", at, "cookie");
        self.count_unknown_keys(at, KEYS);
        let original = at.get("originalRequest");
        SavedResponse {
            name: at.name().unwrap_or_default(),
            code: self.code(at),
            status: at.scalar_text("status"),
            headers: self.headers(at, "header"),
            body: at.get("body").map(|body| scalar_or_json(body.value)),
            language: at.lowercase("_postman_previewlanguage"),
            original: original.map(|request| Box::new(self.request(&request))),
            origin: at.origin.clone(),
        }
    }

    /// The status of a saved response, a number or digits; `None` means any status.
    fn code(&mut self, at: &At<'_>) -> Option<u16> {
        let Some(code) = at.get("code") else {
            return at.scalar_text("status").as_deref().and_then(leading_code);
        };
        let text = code.text().unwrap_or_default();
        let is_number = text.trim().parse::<u16>().is_ok();
        if !is_number && code.value != &Value::String(String::new()) {
            let message = "a status that is no number stands for any status";
            self.wrong_shape(message, &code.origin);
        }
        status_code(&text)
    }
}

/// The code that a status such as `404 Not Found` begins with.
fn leading_code(status: &str) -> Option<u16> {
    let code = status_code(status.split_whitespace().next()?)?;
    (code < 600).then_some(code)
}
