//! Bodies of requests.

use crate::ground::diagnostic::Code;
use crate::model::api::{
    Access, Body, BodyKind, FormField, Location, OtherBody, ParameterStyle, Type, TypeShape,
    ValueFormat,
};
use crate::read::source::At;

use super::super::Version;
use super::super::value::OpenApiValue;
use super::parameter::bounds;
use super::schema::access;
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
        let content: Vec<(&'d str, At<'d>)> = body
            .entries_of("content")
            .into_iter()
            .map(|(media_type, media)| {
                let target = self.references.target(&media).unwrap_or(media);
                (media_type, target)
            })
            .collect();
        let (media_type, media) = chosen(&content)?;
        let schema = media.get("schema");
        let (kind, format) = self.body_kind(media_type, schema.as_ref(), media, operation)?;
        let others = content.iter().filter(|(other, _)| *other != media_type);
        let others = others
            .map(|(media_type, media)| self.other_body(media_type, media))
            .collect();
        Some(Body {
            required: body.flag("required"),
            description: body.prose_of("description"),
            fixed_type: !media_type.contains('*'),
            format,
            others,
            ..Body::new(kind, sent_type(media_type), body.origin.clone())
        })
    }

    /// The kind of a body of a media type, and how it is written if it is one value.
    fn body_kind(
        &mut self,
        media_type: &str,
        schema: Option<&At<'d>>,
        media: &At<'d>,
        operation: &str,
    ) -> Option<(BodyKind, ValueFormat)> {
        let path = [operation.to_owned()];
        let json = |kind| (kind, ValueFormat::Json);
        Some(match kind_of(media_type) {
            MediaKind::Json => {
                let ty = schema.map_or(Type::Any, |schema| self.schema(schema, &path).ty);
                json(match ty {
                    Type::Binary => BodyKind::Bytes,
                    ty => BodyKind::Json(ty),
                })
            }
            MediaKind::Form => json(BodyKind::Form(self.form(schema, media, operation, false))),
            MediaKind::Multipart => json(BodyKind::Multipart(
                self.form(schema, media, operation, true),
            )),
            MediaKind::Lines => match self.line(media, schema, &path) {
                Some(ty) => (
                    BodyKind::Json(Type::Array(Box::new(ty))),
                    ValueFormat::Lines,
                ),
                None => json(BodyKind::Text),
            },
            MediaKind::Xml => match schema.and_then(|schema| self.xml_value(schema, &path)) {
                Some((ty, description)) => (BodyKind::Json(ty), ValueFormat::Xml(description)),
                None => json(BodyKind::Text),
            },
            MediaKind::Text => json(BodyKind::Text),
            MediaKind::Bytes => json(BodyKind::Bytes),
        })
    }

    /// The type of each value of a body of lines; `None` where the document only says that it is text.
    fn line(&mut self, media: &At<'d>, schema: Option<&At<'d>>, path: &[String]) -> Option<Type> {
        if let Some(item) = media.get("itemSchema") {
            return Some(self.schema(&item, path).ty);
        }
        match self.schema(schema?, path).ty {
            Type::Array(item) => Some(*item),
            Type::String(_) | Type::Binary => None,
            item => Some(item),
        }
    }

    /// The type of a value that is written as XML, with the description of its elements; `None` for text, and where the
    /// outermost element has no name.
    fn xml_value(&mut self, schema: &At<'d>, path: &[String]) -> Option<(Type, String)> {
        let read = self.read_schema(std::slice::from_ref(schema));
        if read.properties.is_empty() && read.items.is_empty() {
            return None;
        }
        let description = self.xml(schema)?;
        Some((self.schema(schema, path).ty, description))
    }

    /// A body in another media type than the chosen one, without the types of its values.
    fn other_body(&mut self, media_type: &str, media: &At<'d>) -> OtherBody {
        let schema = media.get("schema");
        let (kind, format) = match kind_of(media_type) {
            MediaKind::Json => (BodyKind::Json(Type::Any), ValueFormat::Json),
            MediaKind::Form => (BodyKind::Form(Vec::new()), ValueFormat::Json),
            MediaKind::Multipart => (BodyKind::Multipart(Vec::new()), ValueFormat::Json),
            MediaKind::Lines => (BodyKind::Json(Type::Any), ValueFormat::Lines),
            MediaKind::Xml => match schema.and_then(|schema| self.xml(&schema)) {
                Some(description) => (BodyKind::Json(Type::Any), ValueFormat::Xml(description)),
                None => (BodyKind::Text, ValueFormat::Json),
            },
            MediaKind::Text => (BodyKind::Text, ValueFormat::Json),
            MediaKind::Bytes => (BodyKind::Bytes, ValueFormat::Json),
        };
        OtherBody {
            media_type: sent_type(media_type),
            kind,
            format,
        }
    }

    /// The fields of a form: the properties of its schema.
    fn form(
        &mut self,
        schema: Option<&At<'d>>,
        media: &At<'d>,
        operation: &str,
        multipart: bool,
    ) -> Vec<FormField> {
        let read = self.read_schema(schema.map(std::slice::from_ref).unwrap_or_default());
        let encoding = media.get("encoding");
        let mut fields = Vec::new();
        for (name, nodes) in &read.properties {
            if access(nodes) == Access::Read {
                continue;
            }
            let path = [operation.to_owned(), (*name).to_owned()];
            let ty = self.schemas(nodes, &path).ty;
            let Some(node) = nodes.first() else { continue };
            let encoding = encoding.as_ref().and_then(|encoding| encoding.get(name));
            let style = encoding
                .as_ref()
                .and_then(|encoding| self.encoding_style(encoding, name, &ty, multipart));
            let content_type = encoding.and_then(|encoding| encoding.scalar_text("contentType"));
            let content_type = content_type.filter(|text| !text.contains([',', '*']));
            let field = FormField {
                required: read.required.contains(*name),
                description: nodes.iter().find_map(|node| node.prose_of("description")),
                deprecated: nodes.iter().any(|node| node.flag("deprecated")),
                bounds: bounds(node),
                style,
                ..self.form_field(name, ty, node)
            };
            fields.push(self.with_content_type(field, content_type, multipart));
        }
        fields
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
            each: true,
            examples: self.parameter_examples(node, None, name),
            ..FormField::new(name, ty, node.origin.clone())
        }
    }

    /// A field with the content type that its encoding declares. Without one, each item of a list is a field or a part of its
    /// own; so it is always from version 3.2 on.
    fn with_content_type(
        &self,
        field: FormField,
        declared: Option<String>,
        multipart: bool,
    ) -> FormField {
        let is_declared_json = declared
            .as_deref()
            .is_some_and(|media| kind_of(media) == MediaKind::Json);
        let is_file = match &field.ty {
            Type::Array(item) => **item == Type::Binary,
            ty => *ty == Type::Binary,
        };
        let json = field.json || (is_declared_json && !is_file && !is_text(&field.ty));
        let usual = match (multipart, is_file, json) {
            (false, ..) => None,
            (true, true, _) => Some("application/octet-stream"),
            (true, false, true) => Some("application/json"),
            (true, false, false) => None,
        };
        FormField {
            json,
            each: !is_declared_json || self.version >= Version::OpenApi32,
            content_type: declared.or_else(|| usual.map(str::to_owned)),
            ..field
        }
    }

    /// The style of a field whose encoding declares one, or a part of one; `None` for scalars without reserved characters, which
    /// all styles write alike. Before version 3.1 the encoding of a part has no style.
    fn encoding_style(
        &mut self,
        encoding: &At<'d>,
        name: &str,
        ty: &Type,
        multipart: bool,
    ) -> Option<ParameterStyle> {
        let keys = ["style", "explode", "allowReserved"];
        let is_declared = keys.iter().any(|key| encoding.declares(key));
        if !is_declared || (multipart && self.version < Version::OpenApi31) {
            return None;
        }
        let style = self.declared_style(encoding, name, Location::Query);
        let reserved = encoding.flag("allowReserved");
        let is_joined = match ty {
            Type::Array(_) | Type::Map(_) | Type::Any => true,
            Type::Named(id) => !matches!(
                self.api.type_def(*id).shape,
                TypeShape::Enum(_) | TypeShape::Identifier
            ),
            _ => false,
        };
        (is_joined || reserved).then_some(ParameterStyle { reserved, ..style })
    }

    /// The style of a list in a form of version 2; `None` where each item is a field of its own, and in parts, which are joined
    /// by nothing.
    fn collection_style(&mut self, node: &At<'d>, name: &str, ty: &Type) -> Option<ParameterStyle> {
        let is_list = matches!(ty, Type::Array(item) if **item != Type::Binary);
        let style = is_list.then(|| self.declared_style(node, name, Location::Query))?;
        (!style.explode).then_some(style)
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
            let style = self.collection_style(node, &name, &ty);
            lowered.push(FormField {
                style,
                required: node.flag("required"),
                description: node.prose_of("description"),
                bounds: bounds(node),
                ..self.form_field(&name, ty, node)
            });
        }
        let has_file = lowered.iter().any(|field| field.ty == Type::Binary);
        let is_multipart = has_file || consumes.iter().any(|media| media.starts_with("multipart/"));
        let typed = lowered.into_iter();
        let typed = typed.map(|field| {
            let style = field.style.filter(|_| !is_multipart);
            let field = FormField { style, ..field };
            self.with_content_type(field, None, is_multipart)
        });
        let lowered: Vec<FormField> = typed.collect();
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
        let schema = node.get("schema");
        let written = match kind_of(media) {
            // Such a body has fields, which version 2 declares one by one.
            MediaKind::Form | MediaKind::Multipart => None,
            _ => self.body_kind(media, schema.as_ref(), node, operation),
        };
        let (kind, format) = written.unwrap_or_else(|| {
            let path = [operation.to_owned()];
            let ty = schema.as_ref().map(|schema| self.schema(schema, &path).ty);
            (BodyKind::Json(ty.unwrap_or(Type::Any)), ValueFormat::Json)
        });
        let media = match (&kind, &format) {
            (BodyKind::Json(_), ValueFormat::Json) if kind_of(media) != MediaKind::Json => {
                "application/json"
            }
            _ => media,
        };
        let others = consumes.iter().filter(|other| *other != media);
        let others = others.map(|media| self.other_body(media, node)).collect();
        if consumes.len() > 1 && matches!(kind, BodyKind::Text) {
            let message =
                "the body may be of several types, of which none is JSON; callers pass text";
            self.report(Code::BodyNotJson, message, &node.origin);
        }
        Body {
            required: node.flag("required"),
            description: node.prose_of("description"),
            fixed_type: !media.contains('*'),
            name: node.scalar_text("name"),
            format,
            others,
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
    /// Several JSON values.
    Lines,
    Xml,
    Text,
    Bytes,
}

/// The media types of several JSON values.
const LINES: &[&str] = &[
    "application/jsonl",
    "application/jsonlines",
    "application/x-jsonl",
    "application/x-jsonlines",
    "application/ndjson",
    "application/x-ndjson",
    "application/json-seq",
    "application/stream+json",
];

fn is_text(ty: &Type) -> bool {
    matches!(ty, Type::String(_))
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
        essence if LINES.contains(&essence) => MediaKind::Lines,
        _ if is_json => MediaKind::Json,
        "*/*" | "application/*" | "" | "json" => MediaKind::Json,
        "application/x-www-form-urlencoded" => MediaKind::Form,
        essence if essence.starts_with("multipart/") => MediaKind::Multipart,
        essence if essence.ends_with("/xml") || essence.ends_with("+xml") => MediaKind::Xml,
        essence if essence.starts_with("text/") || essence.ends_with("yaml") => MediaKind::Text,
        _ => MediaKind::Bytes,
    }
}

/// The media type that a client sends: JSON, then a form, then text, then bytes, then XML; the first of several of one kind.
fn chosen<'c, 'd>(content: &'c [(&'d str, At<'d>)]) -> Option<(&'d str, &'c At<'d>)> {
    let order = [
        MediaKind::Json,
        MediaKind::Multipart,
        MediaKind::Form,
        MediaKind::Lines,
        MediaKind::Text,
        MediaKind::Bytes,
        MediaKind::Xml,
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
