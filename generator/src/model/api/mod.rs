//! The API that a client is generated from: data that names neither the format of its source nor anything of Rust.
//!
//! Front ends produce an [`Api`], `refine` changes it, `rust` and `commands` read it.
//! Every text is the source's own (Markdown or HTML); the code that prints it must escape it.

mod body;
mod input;
mod notes;
mod operation;
mod parameter;
mod provenance;
mod response;
mod security;
#[cfg(test)]
pub(crate) mod testing;
mod types;

pub use body::{Body, BodyKind, FormField, OtherBody, ValueFormat};
pub use input::OperationInput;
pub use notes::{NoteKey, NoteStyle, Notes};
pub use operation::{
    Effects, Example, Exchange, Operation, OperationId, OperationKey, PageStyle, Pagination,
    Service, ServiceId, Value,
};
pub use parameter::{Bounds, Location, Parameter, ParameterStyle, PathEncoding, StyleForm};
pub use provenance::{OperationProvenance, Provenance, ProvenanceId, Skipped, source_path};
pub use response::{
    Alternative, Content, ErrorCase, Inference, InferenceKind, Response, ResponseHeader, Status,
};
pub use security::{
    ApiKeyPlace, OAuth2, OAuth2Flow, Requirement, SchemeId, Scope, SecurityAlternative,
    SecurityKind, SecurityScheme,
};
pub use types::{
    Access, EnumValue, Field, ISO_8601, Record, StringFormat, Type, TypeDef, TypeId, TypeShape,
    Union, Variant,
};

use crate::ground::diagnostic::Origin;
use crate::ground::index::{IndexVec, ids};

ids!(OperationId, SchemeId, ServiceId, TypeId);

/// An API: servers, security schemes, operations and types.
#[derive(Debug, Clone, Default)]
pub struct Api {
    /// The title of the source.
    pub title: String,
    /// The version, if the source declares one.
    pub version: Option<String>,
    /// The description of the whole API.
    pub description: Option<String>,
    /// The servers; the first is the default.
    pub servers: Vec<Server>,
    /// The security schemes; [`Operation::security`] refers to them.
    pub security: IndexVec<SchemeId, SecurityScheme>,
    /// Groups of operations, in the order of their first appearance.
    pub services: IndexVec<ServiceId, Service>,
    /// The operations, in the source's order.
    pub operations: Vec<Operation>,
    /// The named types; [`Type::Named`] holds an index.
    pub types: IndexVec<TypeId, TypeDef>,
}

impl Api {
    /// The named type with this id.
    pub fn type_def(&self, id: TypeId) -> &TypeDef {
        &self.types[id]
    }

    /// Adds a named type and returns its id.
    pub fn add_type(&mut self, def: TypeDef) -> TypeId {
        self.types.push(def)
    }

    /// The schemes that a way to authenticate needs, in its order.
    pub fn schemes_of<'a>(
        &'a self,
        alternative: &'a SecurityAlternative,
    ) -> impl Iterator<Item = &'a SecurityScheme> {
        let needed = alternative.schemes.iter();
        needed.filter_map(|requirement| self.security.get(requirement.scheme))
    }

    /// The service with this id.
    pub fn service(&self, id: ServiceId) -> &Service {
        &self.services[id]
    }
}

/// A base URL; the paths of operations are appended to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Server {
    /// Its name: a variable of the source (`baseUrl`) or the host.
    pub name: String,
    /// The URL with `{variable}` placeholders and without a trailing slash; empty if only the caller knows it.
    pub url: String,
    /// The variables, in the order of the URL.
    pub variables: Vec<ServerVariable>,
    /// Its description.
    pub description: Option<String>,
    /// The URL as the source has it, where it is relative to the URL that the source was read from.
    pub relative: Option<String>,
    /// The index of the server that it can take the place of, such as a sandbox that of production; `None` for the default.
    pub instead_of: Option<usize>,
}

impl Server {
    /// A server without variables.
    pub fn new(name: impl Into<String>, url: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            url: url.into(),
            variables: Vec::new(),
            description: None,
            relative: None,
            instead_of: None,
        }
    }
}

/// A variable in the URL of a [`Server`].
#[derive(Debug, Clone, PartialEq)]
pub struct ServerVariable {
    /// Its name in the source.
    pub name: String,
    /// The default value; never a secret.
    pub default: Option<String>,
    /// The possible values, if the source declares them.
    pub choices: Vec<String>,
    /// Its description.
    pub description: Option<String>,
    /// Its location in the source.
    pub origin: Origin,
}
