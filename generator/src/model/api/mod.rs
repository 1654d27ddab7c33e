//! The API as its service means it: inert data, without a letter of Rust or of Postman in it.
//!
//! Front ends produce an [`Api`], `refine` rewrites it, `rust`, `mock`, `snippet` and `diff` read it.
//! Every text here is the source's own (Markdown or HTML as found); whoever prints it makes it safe.

mod body;
mod input;
mod notes;
mod operation;
mod provenance;
mod response;
mod security;
#[cfg(test)]
pub(crate) mod testing;
mod types;

pub use body::{Body, BodyKind, FormField};
pub use input::OperationInput;
pub use notes::{NoteKey, NoteStyle, Notes};
pub use operation::{
    Bounds, Effects, Example, Location, Operation, OperationId, OperationKey, PageStyle,
    Pagination, Parameter, PathEncoding, QueryStyle, Service, ServiceId, Value,
};
pub use provenance::{OperationProvenance, Provenance, ProvenanceId, Skipped, source_path};
pub use response::{Content, ErrorCase, Response, Status};
pub use security::{ApiKeyPlace, OAuth2, SchemeId, SecurityKind, SecurityScheme};
pub use types::{
    EnumValue, Field, Record, StringFormat, Type, TypeDef, TypeId, TypeShape, Union, Variant,
};

use crate::ground::diagnostic::Origin;

/// Everything that one client is made from.
#[derive(Debug, Clone, Default)]
pub struct Api {
    /// What its maker calls it: the collection's name.
    pub title: String,
    /// The maker's version of it, where one is stated.
    pub version: Option<String>,
    /// Prose about the whole.
    pub description: Option<String>,
    /// Where it is served; the first is the default one.
    pub servers: Vec<Server>,
    /// How callers prove who they are; operations point into this list.
    pub security: Vec<SecurityScheme>,
    /// Groups of operations, in the order of their first appearance.
    pub services: Vec<Service>,
    /// The operations, in the source's order.
    pub operations: Vec<Operation>,
    /// Named shapes; [`Type`] points into this list by [`TypeId`].
    pub types: Vec<TypeDef>,
}

impl Api {
    /// The shape behind an id.
    pub fn type_def(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0 as usize]
    }

    /// Adds a shape and returns its id.
    pub fn add_type(&mut self, def: TypeDef) -> TypeId {
        let id = TypeId(u32::try_from(self.types.len()).unwrap_or(u32::MAX));
        self.types.push(def);
        id
    }

    /// The service that an operation belongs to.
    pub fn service(&self, id: ServiceId) -> &Service {
        &self.services[id.0 as usize]
    }
}

/// A base that paths are joined to.
#[derive(Debug, Clone, PartialEq)]
pub struct Server {
    /// What distinguishes it from others: the base variable's name (`baseUrl`) or the host.
    pub name: String,
    /// The base with `{variable}` placeholders and no trailing slash; empty where the source gives
    /// none and the caller must.
    pub url: String,
    /// The placeholders, in the order of their appearance.
    pub variables: Vec<ServerVariable>,
    /// Prose about it.
    pub description: Option<String>,
}

impl Server {
    /// A server without variables.
    pub fn new(name: impl Into<String>, url: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            url: url.into(),
            variables: Vec::new(),
            description: None,
        }
    }
}

/// A placeholder of a [`Server`].
#[derive(Debug, Clone, PartialEq)]
pub struct ServerVariable {
    /// Its name as the source spells it.
    pub name: String,
    /// The value that holds unless the caller sets one; never a secret.
    pub default: Option<String>,
    /// The values that the source declares, if it does.
    pub choices: Vec<String>,
    /// Prose about it.
    pub description: Option<String>,
    /// Where it stands.
    pub origin: Origin,
}
