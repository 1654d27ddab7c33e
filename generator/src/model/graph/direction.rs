//! Which types are used in requests, which in responses, and by how many operations.

use super::visit;
use crate::ground::index::IndexVec;
use crate::model::api::{Api, OperationInput, Type, TypeId, TypeShape};

/// The directions of every type.
#[derive(Debug, Clone)]
pub struct Directions {
    read: IndexVec<TypeId, bool>,
    write: IndexVec<TypeId, bool>,
    /// How many operations use it, counted up to two.
    operations: IndexVec<TypeId, usize>,
}

impl Directions {
    pub fn of(api: &Api) -> Self {
        let mut directions = Self {
            read: api.types.ids().map(|_| false).collect(),
            write: api.types.ids().map(|_| false).collect(),
            operations: api.types.ids().map(|_| 0).collect(),
        };
        let mut seen: IndexVec<TypeId, usize> = api.types.ids().map(|_| usize::MAX).collect();
        for (index, operation) in api.operations.iter().enumerate() {
            let sent = operation.inputs().filter_map(OperationInput::ty);
            let received = operation.response_types();
            mark(api, sent, first(&mut directions.write));
            mark(api, received, first(&mut directions.read));
            mark(api, visit::operation_types(operation), |id| {
                // All that a type refers to is used at least as often, so a type that was counted twice is not visited again.
                let count = &mut directions.operations[id];
                let counts = *count < 2 && seen[id] != index;
                seen[id] = index;
                *count += usize::from(counts);
                counts
            });
        }
        directions.complete_unions(api);
        directions
    }

    /// Types of a union in use are read and written, since a union implements both directions.
    fn complete_unions(&mut self, api: &Api) {
        let unions = api.types.iter_enumerated().filter(|(id, def)| {
            let used = self.read(*id) || self.write(*id);
            used && matches!(def.shape, TypeShape::Union(_))
        });
        let types: Vec<Type> = unions.map(|(id, _)| Type::Named(id)).collect();
        mark(api, &types, first(&mut self.read));
        mark(api, &types, first(&mut self.write));
    }

    /// Whether responses use it.
    pub fn read(&self, id: TypeId) -> bool {
        self.read.get(id).copied().unwrap_or_default()
    }

    /// Whether several operations use it.
    pub fn is_common(&self, id: TypeId) -> bool {
        self.operations.get(id).is_some_and(|count| *count > 1)
    }

    /// Whether requests use it.
    pub fn write(&self, id: TypeId) -> bool {
        self.write.get(id).copied().unwrap_or_default()
    }
}

/// A function that marks an id and returns whether it was not marked before.
fn first(marks: &mut IndexVec<TypeId, bool>) -> impl FnMut(TypeId) -> bool + '_ {
    |id| !std::mem::replace(&mut marks[id], true)
}

/// Calls `visit` with every named type that these types refer to; where it returns `true`, its fields and variants follow.
fn mark<'a>(
    api: &'a Api,
    types: impl IntoIterator<Item = &'a Type>,
    mut visit: impl FnMut(TypeId) -> bool,
) {
    let mut open: Vec<&Type> = types.into_iter().collect();
    while let Some(ty) = open.pop() {
        match ty {
            Type::Array(item) | Type::Map(item) | Type::Nullable(item) => open.push(item),
            Type::Named(id) => {
                let Some(def) = api.types.get(*id).filter(|_| visit(*id)) else {
                    continue;
                };
                open.extend(visit::shape_types(&def.shape));
            }
            _ => {}
        }
    }
}
