//! Bodies of requests.

use crate::ground::diagnostic::Origin;

use super::{Bounds, ParameterStyle, Type};

/// A request's body.
#[derive(Debug, Clone)]
pub struct Body {
    /// Its kind, with its fields or its type.
    pub kind: BodyKind,
    /// The `Content-Type` to send, without a boundary.
    pub media_type: String,
    /// How it is written, if it is one value.
    pub format: ValueFormat,
    /// Whether bytes are always sent with that `Content-Type`; otherwise a file is sent with its own.
    pub fixed_type: bool,
    /// In what else it may be sent, in the source's order.
    pub others: Vec<OtherBody>,
    /// Its name in the source, if it has one.
    pub name: Option<String>,
    /// Whether a call must send it.
    pub required: bool,
    /// Its description.
    pub description: Option<String>,
    /// Its location in the source.
    pub origin: Origin,
}

impl Body {
    /// A body without a description; required if [`BodyKind::is_required`] says so.
    pub fn new(kind: BodyKind, media_type: impl Into<String>, origin: Origin) -> Self {
        Self {
            required: kind.is_required(),
            kind,
            media_type: media_type.into(),
            format: ValueFormat::Json,
            fixed_type: false,
            others: Vec::new(),
            name: None,
            description: None,
            origin,
        }
    }

    /// Whether a call may go without it, and nothing is known of it but that it is JSON.
    pub fn is_optional_any(&self) -> bool {
        !self.required && matches!(self.kind, BodyKind::Json(Type::Any))
    }
}

/// How a body that is one value is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ValueFormat {
    /// As JSON.
    #[default]
    Json,
    /// Each item of a list as JSON on a line of its own.
    Lines,
    /// As XML, by this description of its elements: a JSON object as `Request::xml` of the runtime reads it.
    Xml(String),
}

/// Another media type in which a body may be sent. Its types are not part of the API: callers pass the values as they are.
#[derive(Debug, Clone)]
pub struct OtherBody {
    /// The `Content-Type` to send, without a boundary.
    pub media_type: String,
    /// Its kind; of fields, only those about which something is known beside their types.
    pub kind: BodyKind,
    /// How it is written, if it is one value.
    pub format: ValueFormat,
}

/// The kinds of bodies.
#[derive(Debug, Clone)]
pub enum BodyKind {
    /// One value: JSON, or what [`Body::format`] says.
    Json(Type),
    /// A JSON object whose members are passed one by one: a form that a profile sends as JSON.
    Object(Vec<FormField>),
    /// `application/x-www-form-urlencoded`.
    Form(Vec<FormField>),
    /// `multipart/form-data`.
    Multipart(Vec<FormField>),
    /// Text that the caller writes: XML, HTML, plain text.
    Text,
    /// Bytes: a file.
    Bytes,
    /// A GraphQL document with typed variables.
    GraphQl {
        /// The document, sent unchanged.
        query: String,
        /// The name of the operation to run, if the document has several.
        operation: Option<String>,
        /// The type of the variables: a record, or [`Type::Any`]; `None` if there are none.
        variables: Option<Type>,
    },
}

impl BodyKind {
    /// Whether a call must send such a body: it has no fields, or one of its fields is required.
    pub fn is_required(&self) -> bool {
        self.fields()
            .is_none_or(|fields| fields.iter().any(|field| field.required))
    }

    /// The fields, if the caller passes them one by one.
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

/// A field of a form, a part, or a member of an object.
#[derive(Debug, Clone)]
pub struct FormField {
    /// Its name on the wire.
    pub name: String,
    /// Its type: [`Type::Binary`] for a file, a record for a text field that holds JSON, [`Type::Array`] if it may be
    /// repeated.
    pub ty: Type,
    /// Whether the value is written as JSON text.
    pub json: bool,
    /// Whether each item of a list that is written as JSON is a text of its own.
    pub each: bool,
    /// How lists and objects are written, if it is as in a query and not as usual in the body.
    pub style: Option<ParameterStyle>,
    /// Whether a call must send it.
    pub required: bool,
    /// The content type of the part, if the source declares one; of a file, that of files that have none.
    pub content_type: Option<String>,
    /// The value of a field that is always sent and that callers do not set.
    pub constant: Option<String>,
    /// The value that the service assumes if it is absent.
    pub default: Option<String>,
    /// The bounds of its values.
    pub bounds: Bounds,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Its description, without the markers that became facts.
    pub description: Option<String>,
    /// Example values of the source, without secrets.
    pub examples: Vec<String>,
    /// Its location in the source.
    pub origin: Origin,
}

impl FormField {
    /// An optional field of which only the type is known.
    pub fn new(name: impl Into<String>, ty: Type, origin: Origin) -> Self {
        Self {
            name: name.into(),
            ty,
            json: false,
            each: false,
            style: None,
            required: false,
            content_type: None,
            constant: None,
            default: None,
            bounds: Bounds::default(),
            deprecated: false,
            description: None,
            examples: Vec::new(),
            origin,
        }
    }
}
