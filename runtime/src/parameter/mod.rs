//! The values of parameters as text, in each part of a request and each style.

mod characters;
mod deep;
mod expand;
mod style;
#[cfg(test)]
mod tests;

pub use style::ParamStyle;

use characters::{Characters, Problem};
use expand::Layout;
use style::Kind;

use crate::ground::percent::QueryEncoding;
use crate::json::Json;

const NOT_FINITE: Problem = "it holds a number that is not finite";

/// A value of the path, percent-encoded. `null` and values of which nothing is sent are an empty text.
///
/// # Errors
/// The value is not a finite number, or its text is empty and the style does not accept that.
pub(crate) fn in_path(name: &str, value: &Json, style: ParamStyle) -> Result<String, Problem> {
    let (names, values) = characters::of_path(style.reserved);
    let (first, between, named) = match style.kind {
        Kind::Label => (".", ".", None),
        Kind::Matrix => (";", ";", Some("")),
        _ => ("", ",", None),
    };
    let layout = Layout {
        first,
        between,
        joined: encoded_separator(style),
        named,
        names,
        values,
    };
    let text = layout.expand(name, &*content(value, style)?, style.explode)?;
    let text = text.unwrap_or_default();
    // As segments, these would mean the current and the parent directory.
    Ok(match (text.as_str(), style.kind) {
        ("", _) if !style.empty => return Err("a parameter of the path must not be empty"),
        (".", Kind::Label) => text,
        ("..", Kind::Label) => ".%2E".to_owned(),
        ("." | "..", _) => text.replace('.', "%2E"),
        _ => text,
    })
}

/// The pairs of a query, encoded and joined by `&`; empty where nothing is sent.
///
/// # Errors
/// The value is not a finite number.
pub(crate) fn in_query(
    name: &str,
    value: &Json,
    style: ParamStyle,
    encoding: QueryEncoding,
) -> Result<String, Problem> {
    let (names, values) = characters::of_query(encoding, style.reserved);
    let value = content(value, style)?;
    if style.kind == Kind::Deep {
        return deep::pairs(name, &value, names, values);
    }
    let layout = Layout {
        first: "",
        between: "&",
        joined: encoded_separator(style),
        named: Some("="),
        names,
        values,
    };
    Ok(layout
        .expand(name, &value, style.explode)?
        .unwrap_or_default())
}

/// A whole query from one value.
///
/// # Errors
/// The value is not a finite number.
pub(crate) fn whole_query(value: &Json, style: ParamStyle) -> Result<String, Problem> {
    match style.kind {
        Kind::UrlEncoded => url_encoded(value),
        _ => {
            let (_, values) = characters::of_query(QueryEncoding::Strict, style.reserved);
            values.of(&expand::text(&*content(value, style)?))
        }
    }
}

/// The value of a header, as it is; `None` where nothing is sent.
///
/// # Errors
/// The value is not a finite number.
pub(crate) fn in_header(value: &Json, style: ParamStyle) -> Result<Option<String>, Problem> {
    let layout = Layout {
        first: "",
        between: ",",
        joined: match style.kind {
            Kind::Space => " ",
            Kind::Pipe => "|",
            Kind::Tab => "\t",
            _ => ",",
        },
        named: None,
        names: Characters::Unchanged,
        values: Characters::Unchanged,
    };
    layout.expand("", &*content(value, style)?, style.explode)
}

/// The pairs of the `Cookie` header, joined by `; `; `None` where nothing is sent.
///
/// # Errors
/// The value is not a finite number, or is to be sent as it is and contains a character that no cookie can.
pub(crate) fn in_cookie(
    name: &str,
    value: &Json,
    style: ParamStyle,
) -> Result<Option<String>, Problem> {
    let (names, octets) = characters::of_cookie();
    let (names, values) = match style.kind {
        Kind::Cookie => (names, Characters::OfCookie),
        Kind::Json => (names, octets),
        _ => (names, characters::of_path(false).1),
    };
    let layout = Layout {
        first: "",
        between: "; ",
        joined: encoded_separator(style),
        named: Some("="),
        names,
        values,
    };
    layout.expand(name, &*content(value, style)?, style.explode)
}

/// The separator of joined items where values are percent-encoded.
fn encoded_separator(style: ParamStyle) -> &'static str {
    match style.kind {
        Kind::Space => "%20",
        Kind::Pipe => "%7C",
        Kind::Tab => "%09",
        _ => ",",
    }
}

/// The value, or its text where a media type says how it is written.
fn content(value: &Json, style: ParamStyle) -> Result<std::borrow::Cow<'_, Json>, Problem> {
    if !value.is_finite() {
        return Err(NOT_FINITE);
    }
    Ok(match style.kind {
        Kind::Json => std::borrow::Cow::Owned(Json::String(value.to_string())),
        Kind::UrlEncoded => std::borrow::Cow::Owned(Json::String(url_encoded(value)?)),
        _ => std::borrow::Cow::Borrowed(value),
    })
}

/// The text of an `application/x-www-form-urlencoded` value: lists are repeated, and a space is `+`.
fn url_encoded(value: &Json) -> Result<String, Problem> {
    let style = ParamStyle::FORM.exploded();
    let pairs = match value {
        Json::Object(_) => in_query("", value, style, QueryEncoding::Strict)?,
        other => in_query(
            "",
            &Json::Object(vec![(String::new(), other.clone())]),
            style,
            QueryEncoding::Strict,
        )?,
    };
    Ok(pairs.replace("%20", "+"))
}
