//! Bodies: what kind they are, and of what type.

use crate::ground::diagnostic::{Code, Diagnostic};
use crate::infer::Shape;
use crate::model::api::{Body, BodyKind, Type};

use super::super::model::{self, Request};
use super::super::template;
use super::super::variables::text;
use super::super::wire::{is_json_type, is_pruned, language_type};
use super::Lowering;
use super::group::Group;
use super::json;

/// What a raw body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RawKind {
    Empty,
    Json,
    Text,
}

impl Lowering<'_> {
    /// What the group's operation sends. The first item with a body decides its kind.
    pub(super) fn body(&mut self, group: &Group<'_>, name: &str) -> Option<Body> {
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
            self.diagnostics
                .push(Diagnostic::new(Code::PrunedBody, message).at(&body.origin));
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
            model::BodyKind::File { src, .. } => {
                (BodyKind::Bytes, guessed(src.as_deref().unwrap_or_default()))
            }
            model::BodyKind::GraphQl {
                query,
                operation,
                variables,
            } => {
                let kind = self.graphql(
                    body,
                    name,
                    query,
                    operation.as_deref(),
                    variables.as_deref(),
                );
                (kind, "application/json")
            }
        };
        let multipart = matches!(kind, BodyKind::Multipart(_));
        let media_type = stated
            .filter(|_| !multipart)
            .unwrap_or_else(|| usual.to_owned());
        Some(Body::new(kind, media_type, body.origin.clone()))
    }

    /// The enabled `Content-Type` header's value.
    pub(super) fn content_type(&self, request: &Request) -> Option<String> {
        let pair = request
            .headers
            .iter()
            .rfind(|pair| !pair.disabled && pair.key.trim().eq_ignore_ascii_case("content-type"))?;
        let value = self
            .scope
            .resolve(&text(pair.value.as_ref()?))
            .text
            .trim()
            .to_owned();
        let plain = !value.is_empty()
            && !template::any(&value)
            && value.chars().all(|c| matches!(c, ' '..='~'));
        plain.then_some(value)
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

    /// What a raw body is: by its language, its content type, and what it looks like.
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
        let stated = self.content_type(request);
        let said = language == Some("json") || stated.as_deref().is_some_and(is_json_type);
        let other = ["xml", "html", "javascript"].contains(&language.unwrap_or_default())
            || stated.as_deref().is_some_and(|stated| {
                ["xml", "html", "ndjson", "csv"]
                    .iter()
                    .any(|kind| stated.contains(kind))
            });
        let looks = json::looks_like_json(text);
        match template::whole(text) {
            Some(_) if said => RawKind::Json,
            Some(_) => RawKind::Text,
            None if other || is_markup(text) => RawKind::Text,
            None if said && looks => RawKind::Json,
            None if (said || looks) && self.reads_as_json(text) => RawKind::Json,
            None => RawKind::Text,
        }
    }

    fn reads_as_json(&self, text: &str) -> bool {
        Shape::from_json_text(&json::typed(text, &self.scope)).is_ok()
    }

    /// The type that the group's JSON bodies have in common.
    fn json_type(&mut self, group: &Group<'_>, name: &str) -> Type {
        let mut shape = Shape::default();
        let mut read = false;
        let mut origin = &group.first().origin;
        for (own, request) in group.shown_requests() {
            let Some(body) = &request.body else { continue };
            let model::BodyKind::Raw { text, .. } = &body.kind else {
                continue;
            };
            let text = match template::whole(text.trim()) {
                Some(_) => self.scope.resolve(text.trim()).text,
                None => text.clone(),
            };
            if text.trim().is_empty() || template::whole(&text).is_some() {
                continue;
            }
            match Shape::from_json_text(&json::typed(&text, &self.scope)) {
                Ok(one) => {
                    shape.merge(one);
                    if !read {
                        origin = &body.origin;
                    }
                    read = true;
                }
                Err(error) if own => {
                    let message = format!("the body is said to be JSON and is not: {error}");
                    let help = "callers give any JSON value; mend the body in the collection for a typed one";
                    self.diagnostics.push(
                        Diagnostic::new(Code::BodyNotJson, message)
                            .at(&body.origin)
                            .help(help),
                    );
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

/// Text that begins with markup, perhaps behind templates.
fn is_markup(text: &str) -> bool {
    let first = template::pieces(text)
        .into_iter()
        .find_map(|piece| match piece {
            template::Piece::Text(plain) if !plain.trim().is_empty() => {
                Some(plain.trim_start().starts_with('<'))
            }
            _ => None,
        });
    first.unwrap_or_default()
}

/// The media type of a file by its name.
pub(super) fn guessed(name: &str) -> &'static str {
    let extension = name
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase());
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
