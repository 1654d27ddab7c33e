//! Bodies that only saved requests have, and forms that are written as text.

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::super::model::{Body, BodyKind, Collection, Item, Pair, Request};
use super::super::template;
use super::{items_mut, requests_mut};

/// Methods whose bodies have no defined meaning (RFC 9110).
const WITHOUT_BODY: &[&str] = &["GET", "HEAD", "OPTIONS"];

/// Gives a request without a body that of the `originalRequest` of a saved success, else of the first saved response.
pub(super) fn take_from_saved_requests(collection: &mut Collection) {
    for item in items_mut(collection) {
        let is_write = !WITHOUT_BODY.contains(&item.request.method.as_str());
        if !is_write || item.request.body.as_ref().is_some_and(is_filled) {
            continue;
        }
        let Some((body, content_type)) = saved_body(item) else {
            continue;
        };
        item.request.body = Some(body);
        if !item.request.headers.iter().any(is_content_type) {
            item.request.headers.extend(content_type);
        }
    }
}

/// The body of a saved request, with the header that says its type.
fn saved_body(item: &Item) -> Option<(Body, Option<Pair>)> {
    let filled = item.responses.iter().filter_map(|saved| {
        let request = saved.original.as_deref()?;
        let body = request.body.as_ref().filter(|body| is_filled(body))?;
        Some((saved.code, request, body))
    });
    let is_success = |code: Option<u16>| matches!(code, Some(200..300));
    let found = filled.clone().find(|(code, ..)| is_success(*code));
    let (_, request, body) = found.or_else(|| filled.clone().next())?;
    let header = request.headers.iter().find(|pair| is_content_type(pair));
    Some((body.clone(), header.cloned()))
}

fn is_filled(body: &Body) -> bool {
    match &body.kind {
        BodyKind::Raw { text, .. } => !text.trim().is_empty(),
        BodyKind::UrlEncoded(pairs) => !pairs.is_empty(),
        BodyKind::FormData(parts) => !parts.is_empty(),
        BodyKind::File { .. } | BodyKind::GraphQl { .. } => true,
    }
}

fn is_content_type(pair: &Pair) -> bool {
    !pair.disabled && pair.is_header("content-type")
}

/// Reads raw bodies that are forms by their media type and by their text as such.
pub(super) fn read_raw_forms(collection: &mut Collection) {
    for item in items_mut(collection) {
        // Some exporters leave out the headers of saved requests.
        let is_form = says_form(&item.request);
        for request in requests_mut(item) {
            if !is_form && !says_form(request) {
                continue;
            }
            let Some(body) = &mut request.body else {
                continue;
            };
            if let BodyKind::Raw { text, .. } = &body.kind
                && let Some(pairs) = form_pairs(text, body)
            {
                body.kind = BodyKind::UrlEncoded(pairs);
            }
        }
    }
}

fn says_form(request: &Request) -> bool {
    let mut headers = request.headers.iter().filter(|pair| is_content_type(pair));
    headers.any(|pair| {
        let value = pair.text().trim().to_ascii_lowercase();
        value.starts_with("application/x-www-form-urlencoded")
    })
}

/// The pairs of a form; `None` if the text is empty, looks like JSON or XML, or has a part without `=` or with a key that is no
/// word.
fn form_pairs(text: &str, body: &Body) -> Option<Vec<Pair>> {
    let text = text.trim();
    if text.is_empty() || text.starts_with(['{', '[', '<', '"']) && template::whole(text).is_none()
    {
        return None;
    }
    let pairs = template::split_outside(text, '&').into_iter();
    let pairs = pairs.map(str::trim).filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (key, value) = pair.split_once('=')?;
            let is_key = !key.is_empty() && !key.contains(char::is_whitespace);
            is_key.then(|| {
                Pair::new(
                    &decoded(key),
                    Some(Value::from(decoded(value))),
                    &body.origin,
                )
            })
        })
        .collect()
}

/// A text without the encoding of forms, its templates unchanged.
fn decoded(text: &str) -> String {
    let plain = |text: &str| {
        let text = text.replace('+', " ");
        percent_decode_str(&text).decode_utf8_lossy().into_owned()
    };
    template::map(text, plain, template::of)
}
