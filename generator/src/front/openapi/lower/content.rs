//! Bodies of responses: the media type that a call accepts, and the others.

use serde_json::Value as Json;

use crate::model::api::{Alternative, Content, Status, Type};
use crate::read::source::At;

use super::super::value::OpenApiValue;
use super::body::{MediaKind, kind_of};
use super::{Call, Lowering};

/// The bodies that a response declares.
pub(super) struct Bodies<'d> {
    /// The body in the media type that a call accepts.
    pub(super) content: Content,
    /// This media type, as far as it is declared.
    pub(super) media_type: Option<String>,
    /// The bodies in other media types.
    pub(super) alternatives: Vec<Alternative>,
    /// The object that declares the first body: it has its schema and its examples.
    pub(super) declaration: Option<At<'d>>,
}

impl Bodies<'_> {
    /// The type of a body that is JSON; `None` where nothing is declared of it.
    pub(super) fn declared_type(&self) -> Option<Type> {
        let ty = self.content.json()?;
        (*ty != Type::Any).then(|| ty.clone())
    }
}

/// A media type of a response, with what declares it.
struct Media<'d> {
    name: String,
    declaration: At<'d>,
}

impl<'d> Lowering<'d> {
    /// The bodies of a response. JSON comes before text and text before bytes; of several of one kind the first counts.
    /// `names` is where they are used, in the words of the document.
    pub(super) fn bodies(
        &mut self,
        status: Status,
        node: &At<'d>,
        call: &Call<'d>,
        names: &[&str],
    ) -> Bodies<'d> {
        let has_body = call.method != "HEAD" && !matches!(status, Status::Code(204 | 205 | 304));
        let media = match has_body {
            true => self.declared_media(node, call),
            false => Vec::new(),
        };
        let order = [MediaKind::Json, MediaKind::Text, MediaKind::Bytes];
        let chosen = order.into_iter().find_map(|kind| {
            media
                .iter()
                .position(|media| response_kind(&media.name) == kind)
        });
        let Some(chosen) = chosen.and_then(|chosen| media.get(chosen)) else {
            return Bodies {
                content: Content::Empty,
                media_type: None,
                alternatives: Vec::new(),
                declaration: None,
            };
        };
        let path: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let content = self.content(chosen, &path);
        let schema = |media: &Media<'d>| media.declaration.get("schema").map(|schema| schema.value);
        let mut alternatives: Vec<Alternative> = Vec::new();
        for other in &media {
            let is_known = alternatives
                .iter()
                .any(|known| known.media_type == other.name);
            let is_same = other.name == chosen.name
                || (schema(other) == schema(chosen) && is_label_of(&content, &other.name));
            if !is_known && !is_same && !other.name.contains('*') {
                alternatives.push(Alternative {
                    media_type: other.name.clone(),
                    content: self.content(other, &path),
                });
            }
        }
        Bodies {
            content,
            media_type: Some(chosen.name.clone()),
            alternatives,
            declaration: Some(chosen.declaration.clone()),
        }
    }

    /// The media types of a response. Those of a Swagger 2 document are what the operation `produces`, JSON if it does not
    /// say.
    fn declared_media(&self, node: &At<'d>, call: &Call<'d>) -> Vec<Media<'d>> {
        if !node.declares("schema") {
            let content = node.entries_of("content").into_iter();
            let media = content.map(|(name, declaration)| Media {
                name: media_type(name),
                declaration: self.references.target(&declaration).unwrap_or(declaration),
            });
            return media.collect();
        }
        let mut produced = self.produces(call);
        if produced.is_empty() {
            produced.push("application/json".to_owned());
        }
        let media = produced.into_iter().map(|name| Media {
            name: media_type(&name),
            declaration: node.clone(),
        });
        media.collect()
    }

    /// What a Swagger 2 operation produces; some documents have one text instead of a list.
    fn produces(&self, call: &Call<'d>) -> Vec<String> {
        let owner = match call.operation.declares("produces") {
            true => &call.operation,
            false => &self.root,
        };
        match owner.get("produces").map(|produces| produces.value) {
            Some(Json::String(only)) => vec![only.clone()],
            _ => owner.texts_of("produces"),
        }
    }

    /// The body in one media type. Whatever has a binary schema is bytes.
    fn content(&mut self, media: &Media<'d>, path: &[String]) -> Content {
        let kind = response_kind(&media.name);
        let schema = media.declaration.get("schema");
        let ty = match (&schema, kind) {
            (Some(schema), MediaKind::Json) => self.schema(schema, path).ty,
            (Some(schema), _) if is_binary(schema) => Type::Binary,
            _ => Type::Any,
        };
        match kind {
            _ if ty == Type::Binary => Content::Bytes(media.name.clone()),
            MediaKind::Json => Content::Json(ty),
            MediaKind::Text => Content::Text(media.name.clone()),
            _ => Content::Bytes(media.name.clone()),
        }
    }
}

/// How a body of a response is read. XML and sequences of JSON values are read as text.
fn response_kind(media_type: &str) -> MediaKind {
    match kind_of(media_type) {
        MediaKind::Lines | MediaKind::Xml => MediaKind::Text,
        kind => kind,
    }
}

/// A media type as it is accepted: some documents have the word `json` alone.
fn media_type(name: &str) -> String {
    match name.trim() {
        "" | "json" => "application/json".to_owned(),
        name => name.to_owned(),
    }
}

/// Whether a media type with the same schema is only another name for a body: all JSON, and text that is a JSON value.
fn is_label_of(content: &Content, media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    match content {
        Content::Json(ty) => {
            let is_text = matches!(ty, Type::String(_));
            kind_of(media_type) == MediaKind::Json || (essence == "text/plain" && !is_text)
        }
        Content::Empty | Content::Text(_) | Content::Bytes(_) => false,
    }
}

/// Whether a schema declares bytes: `file` in Swagger 2, the format `binary` later.
fn is_binary(schema: &At<'_>) -> bool {
    let is = |key: &str, value: &str| schema.scalar_text(key).as_deref() == Some(value);
    is("type", "file") || is("format", "binary")
}
