//! Bodies of requests.

use crate::ground::diagnostic::Code;
use crate::model::api::{Body, BodyKind, FormField, Type, TypeShape};
use crate::read::source::At;

use super::super::value::OpenApiValue;
use super::parameter::bounds;
use super::{Call, Lowering};

impl<'d> Lowering<'d> {
    /// The body of an operation: `requestBody`, or the parameters of version 2 that are in the body or the form.
    pub(super) fn body(
        &mut self,
        call: &Call<'d>,
        declared: &[At<'d>],
        operation: &str,
    ) -> Option<Body> {
        match call.operation.get("requestBody") {
            Some(body) => {
                let Some(body) = self.followed(&body) else {
                    let kind = BodyKind::Json(Type::Any);
                    return Some(Body::new(
                        kind,
                        "application/json",
                        call.operation.origin.clone(),
                    ));
                };
                self.request_body(&body, operation)
            }
            None => self.version2_body(call, declared, operation),
        }
    }

    fn request_body(&mut self, body: &At<'d>, operation: &str) -> Option<Body> {
        let content = body.entries_of("content");
        let (media_type, media) = chosen(&content)?;
        let schema = media.get("schema");
        let path = [operation.to_owned()];
        let kind = match kind_of(media_type) {
            MediaKind::Json => BodyKind::Json(match &schema {
                Some(schema) => self.schema(schema, &path).ty,
                None => Type::Any,
            }),
            MediaKind::Form => self
                .form(schema.as_ref(), media, operation)
                .map(BodyKind::Form)?,
            MediaKind::Multipart => self
                .form(schema.as_ref(), media, operation)
                .map(BodyKind::Multipart)?,
            MediaKind::Text => BodyKind::Text,
            MediaKind::Bytes => BodyKind::Bytes,
        };
        let kind = match kind {
            BodyKind::Json(Type::Binary) => BodyKind::Bytes,
            kind => kind,
        };
        Some(Body {
            required: body.flag("required"),
            description: body.prose_of("description"),
            ..Body::new(kind, sent_type(media_type), body.origin.clone())
        })
    }

    /// The fields of a form: the properties of its schema.
    fn form(
        &mut self,
        schema: Option<&At<'d>>,
        media: &At<'d>,
        operation: &str,
    ) -> Option<Vec<FormField>> {
        let read = self.read_schema(schema.map(std::slice::from_ref).unwrap_or_default());
        let encoding = media.get("encoding");
        let mut fields = Vec::new();
        for (name, nodes) in &read.properties {
            let path = [operation.to_owned(), (*name).to_owned()];
            let ty = self.schemas(nodes, &path).ty;
            let content_type = encoding
                .as_ref()
                .and_then(|encoding| encoding.get(name)?.scalar_text("contentType"));
            let content_type = content_type.filter(|text| !text.contains([',', '*']));
            let node = nodes.first()?;
            fields.push(FormField {
                required: read.required.contains(*name),
                content_type,
                description: nodes.iter().find_map(|node| node.prose_of("description")),
                deprecated: nodes.iter().any(|node| node.flag("deprecated")),
                bounds: bounds(node),
                ..self.form_field(name, ty, node)
            });
        }
        Some(fields)
    }

    /// A field with its type; objects are written as JSON.
    fn form_field(&mut self, name: &str, ty: Type, node: &At<'d>) -> FormField {
        let is_json = |ty: &Type| match ty {
            Type::Any | Type::Map(_) => true,
            Type::Named(id) => {
                matches!(
                    self.api.type_def(*id).shape,
                    TypeShape::Record(_) | TypeShape::Union(_)
                )
            }
            _ => false,
        };
        let json = match &ty {
            Type::Array(item) => is_json(item),
            ty => is_json(ty),
        };
        FormField {
            json,
            examples: self.parameter_examples(node, None, name),
            ..FormField::new(name, ty, node.origin.clone())
        }
    }

    fn version2_body(
        &mut self,
        call: &Call<'d>,
        declared: &[At<'d>],
        operation: &str,
    ) -> Option<Body> {
        let place = |node: &At<'_>| {
            node.scalar_text("in")
                .unwrap_or_default()
                .to_ascii_lowercase()
        };
        let whole = declared.iter().find(|node| place(node) == "body");
        let fields: Vec<&At<'d>> = declared
            .iter()
            .filter(|node| place(node) == "formdata")
            .collect();
        let consumes = match call.operation.declares("consumes") {
            true => call.operation.texts_of("consumes"),
            false => self.root.texts_of("consumes"),
        };
        if let Some(whole) = whole {
            return Some(self.whole_body(whole, &consumes, operation));
        }
        let first = fields.first()?;
        let origin = first.origin.clone();
        let mut lowered = Vec::new();
        for node in fields {
            let name = node.scalar_text("name").unwrap_or_default();
            let path = [operation.to_owned(), name.clone()];
            let ty = self.schema(node, &path).ty;
            lowered.push(FormField {
                required: node.flag("required"),
                description: node.prose_of("description"),
                bounds: bounds(node),
                ..self.form_field(&name, ty, node)
            });
        }
        let has_file = lowered.iter().any(|field| field.ty == Type::Binary);
        let is_multipart = has_file || consumes.iter().any(|media| media.starts_with("multipart/"));
        let (kind, media) = match is_multipart {
            true => (BodyKind::Multipart(lowered), "multipart/form-data"),
            false => (BodyKind::Form(lowered), "application/x-www-form-urlencoded"),
        };
        Some(Body::new(kind, media, origin))
    }

    /// The body of a parameter that is the whole body.
    fn whole_body(&mut self, node: &At<'d>, consumes: &[String], operation: &str) -> Body {
        let media = consumes
            .iter()
            .find(|media| kind_of(media) == MediaKind::Json);
        let media = media
            .or(consumes.first())
            .map_or("application/json", String::as_str);
        let path = [operation.to_owned()];
        let kind = match kind_of(media) {
            MediaKind::Text => BodyKind::Text,
            MediaKind::Bytes => BodyKind::Bytes,
            _ => BodyKind::Json(match node.get("schema") {
                Some(schema) => self.schema(&schema, &path).ty,
                None => Type::Any,
            }),
        };
        let media = match kind {
            BodyKind::Json(_) if kind_of(media) != MediaKind::Json => "application/json",
            _ => media,
        };
        if consumes.len() > 1 && kind_of(media) == MediaKind::Text {
            let message =
                "the body may be of several types, of which none is JSON; callers pass text";
            self.report(Code::BodyNotJson, message, &node.origin);
        }
        Body {
            required: node.flag("required"),
            description: node.prose_of("description"),
            ..Body::new(kind, sent_type(media), node.origin.clone())
        }
    }
}

/// How a media type is written and read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MediaKind {
    Json,
    Form,
    Multipart,
    Text,
    Bytes,
}

/// How a media type is written and read.
pub(super) fn kind_of(media_type: &str) -> MediaKind {
    let essence = media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let is_json = essence.ends_with("/json") || essence.ends_with("+json");
    match essence.as_str() {
        _ if is_json => MediaKind::Json,
        "*/*" | "application/*" | "" | "json" => MediaKind::Json,
        "application/x-www-form-urlencoded" => MediaKind::Form,
        essence if essence.starts_with("multipart/") => MediaKind::Multipart,
        essence
            if essence.starts_with("text/")
                || essence.ends_with("xml")
                || essence.ends_with("yaml") =>
        {
            MediaKind::Text
        }
        _ => MediaKind::Bytes,
    }
}

/// The media type that a client sends: JSON, then a form, then text, then bytes; the first of several of one kind.
fn chosen<'c, 'd>(content: &'c [(&'d str, At<'d>)]) -> Option<(&'d str, &'c At<'d>)> {
    let order = [
        MediaKind::Json,
        MediaKind::Multipart,
        MediaKind::Form,
        MediaKind::Text,
        MediaKind::Bytes,
    ];
    let mut kinds = order.into_iter();
    let found = kinds.find_map(|kind| content.iter().find(|(media, _)| kind_of(media) == kind));
    found.map(|(media, node)| (*media, node))
}

/// The media type as it is sent; ranges are none.
fn sent_type(media_type: &str) -> String {
    match media_type.contains('*') || !media_type.contains('/') {
        true => "application/json".to_owned(),
        false => media_type.to_owned(),
    }
}
