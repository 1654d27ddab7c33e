//! What a request carries.

use crate::ground::diagnostic::Origin;

use super::{Bounds, Type};

/// A request's body.
#[derive(Debug, Clone)]
pub struct Body {
    /// What it is made of.
    pub kind: BodyKind,
    /// The `Content-Type` to send, without a boundary.
    pub media_type: String,
    /// Whether the call makes no sense without it.
    pub required: bool,
    /// Prose about it.
    pub description: Option<String>,
    /// Where it stands.
    pub origin: Origin,
}

impl Body {
    /// A body without prose; required if [`BodyKind::is_required`] says so.
    pub fn new(kind: BodyKind, media_type: impl Into<String>, origin: Origin) -> Self {
        Self {
            required: kind.is_required(),
            kind,
            media_type: media_type.into(),
            description: None,
            origin,
        }
    }
}

/// What a body is made of.
#[derive(Debug, Clone)]
pub enum BodyKind {
    /// One JSON value.
    Json(Type),
    /// A JSON object whose members are handed in one by one: a form that a profile sends as JSON.
    Object(Vec<FormField>),
    /// `application/x-www-form-urlencoded`.
    Form(Vec<FormField>),
    /// `multipart/form-data`.
    Multipart(Vec<FormField>),
    /// Text that the caller writes whole: XML, HTML, plain.
    Text,
    /// Bytes that the caller hands in whole: a file.
    Bytes,
    /// A GraphQL document with typed variables.
    GraphQl {
        /// The document, sent as it stands.
        query: String,
        /// Which of its operations runs, where it has several.
        operation: Option<String>,
        /// The variables: a record, or [`Type::Any`]; none where there are none.
        variables: Option<Type>,
    },
}

impl BodyKind {
    /// Whether a call makes no sense without such a body: where it is handed in whole, or a field of it is required.
    pub fn is_required(&self) -> bool {
        self.fields()
            .is_none_or(|fields| fields.iter().any(|field| field.required))
    }

    /// The fields that are handed in one by one, if it is made of such.
    pub fn fields(&self) -> Option<&[FormField]> {
        match self {
            Self::Object(fields) | Self::Form(fields) | Self::Multipart(fields) => Some(fields),
            Self::Json(_) | Self::Text | Self::Bytes | Self::GraphQl { .. } => None,
        }
    }

    /// As [`BodyKind::fields`], to be changed.
    pub fn fields_mut(&mut self) -> Option<&mut Vec<FormField>> {
        match self {
            Self::Object(fields) | Self::Form(fields) | Self::Multipart(fields) => Some(fields),
            Self::Json(_) | Self::Text | Self::Bytes | Self::GraphQl { .. } => None,
        }
    }

    /// The type of a body that is one JSON value, or of the variables of a GraphQL document.
    pub fn value_type(&self) -> Option<&Type> {
        match self {
            Self::Json(ty) => Some(ty),
            Self::GraphQl { variables, .. } => variables.as_ref(),
            _ => None,
        }
    }

    /// As [`BodyKind::value_type`], to change it.
    pub fn value_type_mut(&mut self) -> Option<&mut Type> {
        match self {
            Self::Json(ty) => Some(ty),
            Self::GraphQl { variables, .. } => variables.as_mut(),
            _ => None,
        }
    }

    /// The types of the fields, or of the one value, to change them.
    pub fn types_mut(&mut self) -> Vec<&mut Type> {
        match self.fields() {
            Some(_) => {
                let fields = self.fields_mut().into_iter().flatten();
                fields.map(|field| &mut field.ty).collect()
            }
            None => self.value_type_mut().into_iter().collect(),
        }
    }
}

/// One field of a form.
#[derive(Debug, Clone)]
pub struct FormField {
    /// Its name on the wire.
    pub name: String,
    /// What it holds: [`Type::Binary`] for a file, a record for JSON written into a text field,
    /// [`Type::Array`] where it may be repeated.
    pub ty: Type,
    /// Whether the value is written as JSON text: a record, or a list that is one value of the field.
    pub json: bool,
    /// Whether the call makes no sense without it.
    pub required: bool,
    /// The part's own content type, where the source states one.
    pub content_type: Option<String>,
    /// What the service assumes when it is absent.
    pub default: Option<String>,
    /// How large it may be.
    pub bounds: Bounds,
    /// Whether the vendor advises against it.
    pub deprecated: bool,
    /// Prose, without the markers that became facts.
    pub description: Option<String>,
    /// Values that the source shows; never secrets.
    pub examples: Vec<String>,
    /// Where it stands.
    pub origin: Origin,
}

impl FormField {
    /// An optional field of which only the type is known.
    pub fn new(name: impl Into<String>, ty: Type, origin: Origin) -> Self {
        Self {
            name: name.into(),
            ty,
            json: false,
            required: false,
            content_type: None,
            default: None,
            bounds: Bounds::default(),
            deprecated: false,
            description: None,
            examples: Vec::new(),
            origin,
        }
    }
}
