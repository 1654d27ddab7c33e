//! Parts of an API for tests.

use super::{
    Api, Body, BodyKind, Content, FormField, Location, Operation, OperationKey, Parameter,
    Response, SecurityKind, SecurityScheme, Server, ServiceId, Status, Type,
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
