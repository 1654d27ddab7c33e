//! Bodies: their kinds and types.

use crate::ground::diagnostic::Code;
use crate::infer::Shape;
use crate::model::api::{Body, BodyKind, Type};

use super::super::model::{self, Request};
use super::super::template;
use super::super::variables::text;
use super::super::wire::{is_json_type, is_pruned, language_type};
use super::Lowering;
use super::group::Group;
use super::json;

/// The kind of a raw body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RawKind {
    Empty,
    Json,
    Text,
}

impl Lowering<'_> {
    /// The body of a group's operation. Its kind is that of the first item with a body; where none has one, a write that says
    /// it sends JSON takes any.
    pub(super) fn body(&mut self, group: &Group<'_>, name: &str) -> Option<Body> {
        let body = self.shown_body(group, name);
        body.or_else(|| self.unknown_json(group))
    }

    /// An optional body of any JSON, for a write whose requests declare JSON and have no text.
    fn unknown_json(&self, group: &Group<'_>) -> Option<Body> {
        let mut items = group.items();
        let declaring = items.find(|placed| {
            let request = &placed.item.request;
            let stated = self.content_type(request).unwrap_or_default();
            let is_write = ["POST", "PUT", "PATCH"].contains(&request.method.as_str());
            is_write && (is_json_type(&stated) || is_empty_json(request))
        })?;
        let request = &declaring.item.request;
        let media_type = self
            .content_type(request)
            .filter(|stated| is_json_type(stated));
        let media_type = media_type.unwrap_or_else(|| "application/json".to_owned());
        let body = Body::new(
            BodyKind::Json(Type::Any),
            media_type,
            request.origin.clone(),
        );
        Some(Body {
            required: false,
            ..body
        })
    }

    fn shown_body(&mut self, group: &Group<'_>, name: &str) -> Option<Body> {
        let lead = group
            .items()
            .find(|placed| placed.item.request.body.is_some())?;
        let request = &lead.item.request;
        let body = request.body.as_ref()?;
        if is_pruned(lead.item) {
            let message = format!(
                "Postman sends no body with {}: this one is left out",
                request.method
            );
            self.report(Code::PrunedBody, message, &body.origin);
            return None;
        }
        let stated = self.content_type(request);
        let (kind, usual) = match &body.kind {
            model::BodyKind::Raw { text, language } => {
                self.raw(group, name, request, text, language.as_deref())?
            }
            model::BodyKind::UrlEncoded(_) => (
                BodyKind::Form(self.form_fields(group, name)?),
                "application/x-www-form-urlencoded",
            ),
            model::BodyKind::FormData(_) => (
                BodyKind::Multipart(self.parts(group, name)?),
                "multipart/form-data",
            ),
            model::BodyKind::File { src, .. } => (
                BodyKind::Bytes,
                media_type_of(src.as_deref().unwrap_or_default()),
            ),
            model::BodyKind::GraphQl {
                query,
                operation,
                variables,
            } => {
                let (operation, variables) = (operation.as_deref(), variables.as_deref());
                let kind = self.graphql(body, name, query, operation, variables);
                (kind, "application/json")
            }
        };
        let multipart = matches!(kind, BodyKind::Multipart(_));
        let media_type = stated
            .filter(|_| !multipart)
            .unwrap_or_else(|| usual.to_owned());
        Some(Body::new(kind, media_type, body.origin.clone()))
    }

    /// The value of the enabled `Content-Type` header, if it is plain ASCII without templates.
    pub(super) fn content_type(&self, request: &Request) -> Option<String> {
        let mut headers = request.headers.iter();
        let pair = headers.rfind(|pair| !pair.disabled && pair.is_header("content-type"))?;
        let value = self.scope.fill(&text(pair.value.as_ref()?));
        let value = value.trim();
        let is_plain = value.chars().all(|c| matches!(c, ' '..='~')) && !template::any(value);
        (!value.is_empty() && is_plain).then(|| value.to_owned())
    }

    fn raw(
        &mut self,
        group: &Group<'_>,
        name: &str,
        request: &Request,
        text: &str,
        language: Option<&str>,
    ) -> Option<(BodyKind, &'static str)> {
        let kind = match self.raw_kind(request, text, language) {
            RawKind::Empty => return None,
            RawKind::Text => BodyKind::Text,
            RawKind::Json => BodyKind::Json(self.json_type(group, name)),
        };
        Some((kind, language_type(language)))
    }

    /// The kind of a raw body, by its language, its content type and its text.
    pub(super) fn raw_kind(
        &self,
        request: &Request,
        text: &str,
        language: Option<&str>,
    ) -> RawKind {
        let text = text.trim();
        if text.is_empty() {
            return RawKind::Empty;
        }
        let stated = self.content_type(request).unwrap_or_default();
        let states_json = language == Some("json") || is_json_type(&stated);
        let mut others = ["xml", "html", "ndjson", "csv"].iter();
        let states_other = ["xml", "html", "javascript"].contains(&language.unwrap_or_default())
            || others.any(|kind| stated.contains(kind));
        let looks = json::looks_like_json(text);
        let parses = || Shape::from_json_text(&json::for_inference(text, &self.scope)).is_ok();
        match template::whole(text) {
            Some(_) if states_json => RawKind::Json,
            Some(_) => RawKind::Text,
            None if states_other || is_markup(text) => RawKind::Text,
            None if states_json && looks => RawKind::Json,
            None if (states_json || looks) && parses() => RawKind::Json,
            None => RawKind::Text,
        }
    }

    /// The type of all JSON bodies of a group.
    fn json_type(&mut self, group: &Group<'_>, name: &str) -> Type {
        let mut shape = Shape::default();
        let mut read = false;
        let mut origin = &group.first().origin;
        for (own, request) in group.all_requests() {
            let Some(body) = &request.body else { continue };
            let model::BodyKind::Raw { text, .. } = &body.kind else {
                continue;
            };
            let text = match template::whole(text.trim()) {
                Some(_) => self.scope.fill(text.trim()),
                None => text.clone(),
            };
            if text.trim().is_empty() || template::whole(&text).is_some() {
                continue;
            }
            match Shape::from_json_text(&json::for_inference(&text, &self.scope)) {
                Ok(other) => {
                    shape.merge(other);
                    if !read {
                        origin = &body.origin;
                    }
                    read = true;
                }
                Err(error) if own => {
                    let message = format!("the body is said to be JSON and is not: {error}");
                    let help = "callers give any JSON value; mend the body in the collection for a typed one";
                    self.report_with_help(Code::BodyNotJson, message, &body.origin, help);
                }
                Err(_) => {}
            }
        }
        match read {
            true => shape.lower(&mut self.api, &[name.to_owned()], origin),
            false => Type::Any,
        }
    }
}

/// Whether a request has a raw body of JSON without text.
fn is_empty_json(request: &Request) -> bool {
    let kind = request.body.as_ref().map(|body| &body.kind);
    let Some(model::BodyKind::Raw { text, language }) = kind else {
        return false;
    };
    text.trim().is_empty() && language.as_deref() == Some("json")
}

/// Whether the first character outside templates is `<`.
fn is_markup(text: &str) -> bool {
    let first = template::find_outside(text, |c| !c.is_whitespace());
    first.is_some_and(|index| text[index..].starts_with('<'))
}

/// The media type of a file by the extension of its name.
fn media_type_of(name: &str) -> &'static str {
    let extension = name.rsplit_once('.');
    let extension = extension.map(|(_, extension)| extension.to_ascii_lowercase());
    match extension.as_deref() {
        Some("json") => "application/json",
        Some("xml") => "application/xml",
        Some("txt" | "log") => "text/plain",
        Some("csv") => "text/csv",
        Some("html" | "htm") => "text/html",
        Some("pdf") => "application/pdf",
        Some("zip") => "application/zip",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("gif") => "image/gif",
        _ => "application/octet-stream",
    }
}
