//! A request and its response as text: lines of the request begin with `>`, lines of the response with `<`.

use http::HeaderMap;
use http::header::CONTENT_TYPE;
use http::request::Parts;
use posthaste_runtime::raw::Exchange;

use super::hide::Hider;
use crate::front::postman::wire::{WireBody, WirePart, WireRequest, WireSource};
use crate::ground::diagnostic::is_invisible;

/// The requests, one for each redirect, and the last response.
pub(super) fn exchange_text(wire: &WireRequest, exchange: &Exchange, hider: &Hider) -> String {
    let mut text = String::new();
    for (index, head) in exchange.sent.iter().enumerate() {
        push_head(&mut text, head, hider);
        if index == 0 {
            text.push_str(&sent_body(wire, hider));
        }
        text.push('\n');
    }
    push_response(&mut text, exchange, hider);
    text
}

/// The requests of a call, one for each redirect, and the last response.
pub(super) fn call_text(exchange: &Exchange, hider: &Hider) -> String {
    let mut text = String::new();
    for (index, head) in exchange.sent.iter().enumerate() {
        push_head(&mut text, head, hider);
        if let (0, Some(body)) = (index, &exchange.body) {
            let media_type = head.headers.get(CONTENT_TYPE);
            let media_type = media_type.and_then(|value| value.to_str().ok());
            text.push_str(&shown_body(media_type.unwrap_or_default(), body, hider));
        }
        text.push('\n');
    }
    push_response(&mut text, exchange, hider);
    text
}

fn push_response(text: &mut String, exchange: &Exchange, hider: &Hider) {
    let response = &exchange.response;
    let status = response.status();
    let reason = status.canonical_reason().unwrap_or_default();
    text.push_str(format!("< {} {reason}", status.as_u16()).trim_end());
    text.push('\n');
    push_headers(text, '<', response.headers(), hider);
    let media_type = response.header("content-type").unwrap_or_default();
    text.push_str(&shown_body(media_type, response.body(), hider));
}

fn push_head(text: &mut String, head: &Parts, hider: &Hider) {
    text.push_str(&format!(
        "> {} {}\n",
        head.method,
        hider.url(&head.uri.to_string())
    ));
    push_headers(text, '>', &head.headers, hider);
}

fn push_headers(text: &mut String, mark: char, headers: &HeaderMap, hider: &Hider) {
    for (name, value) in headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        text.push_str(&format!(
            "{mark} {name}: {}\n",
            printable(&hider.header(name.as_str(), &value))
        ));
    }
}

fn sent_body(wire: &WireRequest, hider: &Hider) -> String {
    let media_type = wire.header("content-type").unwrap_or_default();
    let file_label = |source: &WireSource| match source {
        WireSource::Bytes(bytes) => format!("[{} bytes]", bytes.len()),
        WireSource::Path(path) => format!("[file {}]", printable(path)),
    };
    match &wire.body {
        WireBody::Empty => String::new(),
        WireBody::Text(text) => body_lines(&hider.body(media_type, text)),
        WireBody::Form(text) => body_lines(&hider.body("application/x-www-form-urlencoded", text)),
        WireBody::File(source) => body_lines(&file_label(source)),
        WireBody::Multipart(parts) => {
            let part = |part: &WirePart| match &part.source {
                WireSource::Bytes(bytes) if part.file_name.is_none() => {
                    let value = hider.field(&part.name, &String::from_utf8_lossy(bytes));
                    format!("{}={}", part.name, value)
                }
                source => format!("{}={}", part.name, file_label(source)),
            };
            body_lines(&parts.iter().map(part).collect::<Vec<_>>().join("\n"))
        }
    }
}

fn shown_body(media_type: &str, bytes: &[u8], hider: &Hider) -> String {
    match std::str::from_utf8(bytes) {
        Ok("") => String::new(),
        Ok(text) => body_lines(&hider.body(media_type, text)),
        Err(_) => format!("\n[{} bytes]\n", bytes.len()),
    }
}

/// A body after an empty line, with a line break at its end.
fn body_lines(text: &str) -> String {
    format!("\n{}\n", printable(text).trim_end_matches('\n'))
}

/// A text in which characters that move a terminal's cursor or change the direction of text are replaced.
fn printable(text: &str) -> String {
    let is_printable = |c: char| !is_invisible(c) || matches!(c, '\n' | '\t');
    text.chars()
        .map(|c| if is_printable(c) { c } else { '\u{fffd}' })
        .collect()
}
