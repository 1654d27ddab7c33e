//! Parts of an API for tests.

use super::{
    Api, Body, BodyKind, Content, Field, FormField, Location, Operation, OperationKey, Parameter,
    Record, Response, SecurityKind, SecurityScheme, Server, ServiceId, Status, Type, TypeDef,
    TypeShape,
};
use crate::ground::diagnostic::{Origin, SourceId};

pub(crate) fn origin() -> Origin {
    Origin::root(SourceId(0))
}

/// A text parameter; required if it is a part of the path.
pub(crate) fn parameter(name: &str, location: Location) -> Parameter {
    Parameter::new(name, location, Type::string(), origin())
}

/// An optional query parameter.
pub(crate) fn query(name: &str, ty: Type) -> Parameter {
    Parameter::new(name, Location::Query, ty, origin())
}

/// A required form field.
pub(crate) fn field(name: &str, ty: Type) -> FormField {
    FormField {
        required: true,
        ..FormField::new(name, ty, origin())
    }
}

/// A required body.
pub(crate) fn body(kind: BodyKind, media_type: &str) -> Body {
    Body {
        required: true,
        ..Body::new(kind, media_type, origin())
    }
}

/// A response with status 200.
pub(crate) fn ok(content: Content) -> Response {
    Response::new(Status::Code(200), content, origin())
}

/// An operation that takes nothing and documents nothing; its name is method and path.
pub(crate) fn operation(method: &str, path: &str) -> Operation {
    Operation {
        name: format!("{method} {path}"),
        ..Operation::new(OperationKey::new(method, path), ServiceId(0), origin())
    }
}

/// An API with one server and one scheme, and no operation.
pub(crate) fn api_with_bearer_token() -> Api {
    let bearer = SecurityKind::Bearer {
        prefix: "Bearer".to_owned(),
    };
    Api {
        servers: vec![Server::new("baseUrl", "https://api.example.com/v2")],
        security: vec![SecurityScheme::new(bearer, origin())].into(),
        ..Api::default()
    }
}

/// Adds records of 60 fields, each field of the next record, and returns the first: a value of it has 60 to the power of 8
/// parts.
pub(crate) fn deep_records(api: &mut Api) -> Type {
    let mut ty = Type::string();
    for level in 0..8 {
        let fields = (0..60).map(|index| Field::new(format!("field{index}"), ty.clone()));
        let record = Record {
            fields: fields.collect(),
            extra: None,
        };
        let path = vec![format!("Level{level}")];
        ty = Type::Named(api.add_type(TypeDef::new(path, TypeShape::Record(record), origin())));
    }
    ty
}
