//! Which types travel in requests, which in answers, and with how many operations.

use super::visit;
use crate::model::api::{Api, OperationInput, Type, TypeId, TypeShape};

/// The directions of every type, by its place in the API.
#[derive(Debug, Clone)]
pub struct Directions {
    read: Vec<bool>,
    write: Vec<bool>,
    /// How many operations name it; two stand for all more.
    operations: Vec<usize>,
}

impl Directions {
    pub fn of(api: &Api) -> Self {
        let mut directions = Self {
            read: vec![false; api.types.len()],
            write: vec![false; api.types.len()],
            operations: vec![0; api.types.len()],
        };
        let mut seen = vec![usize::MAX; api.types.len()];
        for (index, operation) in api.operations.iter().enumerate() {
            let sent = operation.inputs().filter_map(OperationInput::ty);
            let received = operation.response_types();
            mark(api, sent, first(&mut directions.write));
            mark(api, received, first(&mut directions.read));
            mark(api, visit::operation_types(operation), |place| {
                // What two operations name holds nothing that fewer do.
                let count = &mut directions.operations[place];
                let counts = *count < 2 && seen[place] != index;
                seen[place] = index;
                *count += usize::from(counts);
                counts
            });
        }
        directions.complete_unions(api);
        directions
    }

    /// A union is readable and writable at once, and so must be what it holds.
    fn complete_unions(&mut self, api: &Api) {
        let used = |index: usize| self.read[index] || self.write[index];
        let is_union = |index: &usize| matches!(api.types[*index].shape, TypeShape::Union(_));
        let unions = (0..api.types.len())
            .filter(is_union)
            .filter(|index| used(*index));
        let types: Vec<Type> = unions
            .map(|index| Type::Named(TypeId(u32::try_from(index).unwrap_or(u32::MAX))))
            .collect();
        mark(api, &types, first(&mut self.read));
        mark(api, &types, first(&mut self.write));
    }

    /// Whether answers hold it.
    pub fn read(&self, id: TypeId) -> bool {
        self.read.get(id.0 as usize).copied().unwrap_or_default()
    }

    /// Whether several operations name it.
    pub fn is_common(&self, id: TypeId) -> bool {
        self.operations
            .get(id.0 as usize)
            .is_some_and(|count| *count > 1)
    }

    /// Whether requests hold it.
    pub fn write(&self, id: TypeId) -> bool {
        self.write.get(id.0 as usize).copied().unwrap_or_default()
    }
}

/// Marks what was not marked yet, and returns whether it did.
fn first(marks: &mut [bool]) -> impl FnMut(usize) -> bool + '_ {
    |place| !std::mem::replace(&mut marks[place], true)
}

/// Shows every named type within some; goes into those that are wanted.
fn mark<'a>(
    api: &'a Api,
    types: impl IntoIterator<Item = &'a Type>,
    mut is_wanted: impl FnMut(usize) -> bool,
) {
    let mut open: Vec<&Type> = types.into_iter().collect();
    while let Some(ty) = open.pop() {
        match ty {
            Type::Array(item) | Type::Map(item) => open.push(item),
            Type::Named(id) => {
                let index = id.0 as usize;
                let Some(def) = api.types.get(index).filter(|_| is_wanted(index)) else {
                    continue;
                };
                match &def.shape {
                    TypeShape::Record(record) => {
                        open.extend(record.fields.iter().map(|one| &one.ty));
                    }
                    TypeShape::Union(union) => {
                        open.extend(union.variants.iter().map(|one| &one.ty));
                    }
                    TypeShape::Enum(_) | TypeShape::Identifier => {}
                }
            }
            _ => {}
        }
    }
}
