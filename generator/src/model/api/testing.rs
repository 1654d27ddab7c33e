//! Small pieces of an API, for the tests of the rooms that read one.

use super::{
    Body, BodyKind, Bounds, Effects, FormField, Location, Operation, OperationKey, Parameter,
    PathEncoding, QueryStyle, ServiceId, Type,
};
use crate::ground::diagnostic::{Origin, SourceId};

pub(crate) fn origin() -> Origin {
    Origin::root(SourceId(0))
}

/// A text parameter; required where it is a part of the path.
pub(crate) fn parameter(name: &str, location: Location) -> Parameter {
    Parameter {
        name: name.to_owned(),
        location,
        ty: Type::string(),
        style: QueryStyle::Repeated,
        encoding: PathEncoding::Once,
        required: location == Location::Path,
        constant: None,
        default: None,
        bounds: Bounds::default(),
        accepts_me: false,
        deprecated: false,
        description: None,
        examples: Vec::new(),
        origin: origin(),
    }
}

/// A required form field.
pub(crate) fn field(name: &str, ty: Type) -> FormField {
    FormField {
        name: name.to_owned(),
        ty,
        json: false,
        required: true,
        content_type: None,
        default: None,
        bounds: Bounds::default(),
        deprecated: false,
        description: None,
        examples: Vec::new(),
        origin: origin(),
    }
}

/// A required body.
pub(crate) fn body(kind: BodyKind, media_type: &str) -> Body {
    Body {
        kind,
        media_type: media_type.to_owned(),
        required: true,
        description: None,
        origin: origin(),
    }
}

/// An operation that asks for nothing and documents nothing.
pub(crate) fn operation(method: &str, path: &str) -> Operation {
    Operation {
        key: OperationKey {
            method: method.to_owned(),
            path: path.to_owned(),
        },
        name: format!("{method} {path}"),
        declared_name: None,
        folders: Vec::new(),
        service: ServiceId(0),
        description: None,
        server: 0,
        parameters: Vec::new(),
        body: None,
        responses: Vec::new(),
        errors: Vec::new(),
        security: None,
        effects: Effects::default(),
        pagination: None,
        examples: Vec::new(),
        items: Vec::new(),
        origin: origin(),
    }
}
