//! What the first step of a type's path is in the docs: the title of an operation, or the type of a schema.

use indexmap::IndexMap;

use crate::ground::index::Id;
use crate::model::api::{Api, OperationId, TypeId};
use crate::rust::name::Names;

use super::docs::title;

/// What contains a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Owner {
    /// An operation with a summary, by its title.
    Operation(String),
    /// A type that the source declares by name.
    Type(TypeId),
}

/// The operations with a summary and the declared types by the names that paths of types begin with.
#[derive(Debug, Default)]
pub(super) struct Owners<'a>(IndexMap<&'a str, Owner>);

impl<'a> Owners<'a> {
    pub(super) fn new(api: &'a Api, names: &Names) -> Self {
        let operations = api.operations.iter().enumerate();
        let operations = operations.filter(|(_, operation)| operation.summary.is_some());
        let operations = operations.map(|(index, operation)| {
            let method = &names.operation(OperationId::at(index)).method;
            let title = title(operation, method);
            (operation.name.as_str(), Owner::Operation(title))
        });
        let types = api.types.iter_enumerated().filter_map(|(id, def)| {
            let name = def.declared_name.as_deref()?;
            Some((name, Owner::Type(id)))
        });
        Self(operations.chain(types).collect())
    }

    /// The operation or type of a name; `None` for names of neither.
    pub(super) fn get(&self, name: &str) -> Option<&Owner> {
        self.0.get(name)
    }
}
