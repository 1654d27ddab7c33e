//! The references of an API to named types.

use indexmap::IndexMap;

use crate::ground::index::IndexVec;
use crate::model::api::{Api, Operation, OperationInput, Type, TypeDef, TypeId, TypeShape};

/// The named type that a type is, or is a list or map of; `true` if it is that type itself.
pub fn target(ty: &Type) -> Option<(TypeId, bool)> {
    let mut inner = ty;
    let mut direct = true;
    loop {
        match inner {
            Type::Array(element) | Type::Map(element) => {
                inner = element;
                direct = false;
            }
            Type::Nullable(value) => inner = value,
            Type::Named(id) => return Some((*id, direct)),
            _ => return None,
        }
    }
}

fn target_mut(ty: &mut Type) -> Option<&mut TypeId> {
    let mut inner = ty;
    loop {
        match inner {
            Type::Array(inside) | Type::Map(inside) | Type::Nullable(inside) => inner = inside,
            Type::Named(id) => return Some(id),
            _ => return None,
        }
    }
}

/// The types of an operation's inputs and responses.
pub fn operation_types(operation: &Operation) -> impl Iterator<Item = &Type> {
    let inputs = operation.inputs().filter_map(OperationInput::ty);
    inputs.chain(operation.response_types())
}

/// Changes every id of a named type in an operation.
fn map_operation(operation: &mut Operation, map: impl Fn(TypeId) -> TypeId) {
    let change = |ty: &mut Type| {
        if let Some(id) = target_mut(ty) {
            *id = map(*id);
        }
    };
    operation.input_types_mut().for_each(&change);
    operation.response_types_mut().for_each(&change);
}

/// The types of a shape's fields or variants, by their index; the type of a record's other members comes last.
pub fn shape_types(shape: &TypeShape) -> Vec<&Type> {
    match shape {
        TypeShape::Record(record) => {
            let fields = record.fields.iter().map(|field| &field.ty);
            fields.chain(&record.extra).collect()
        }
        TypeShape::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
        TypeShape::Enum(_) | TypeShape::Identifier => Vec::new(),
    }
}

/// The type of the field or variant with this index.
pub fn shape_type(shape: &TypeShape, index: usize) -> Option<&Type> {
    match shape {
        TypeShape::Record(record) => match record.fields.get(index) {
            Some(field) => Some(&field.ty),
            None => record
                .extra
                .as_ref()
                .filter(|_| index == record.fields.len()),
        },
        TypeShape::Union(union) => union.variants.get(index).map(|variant| &variant.ty),
        TypeShape::Enum(_) | TypeShape::Identifier => None,
    }
}

/// Changes every id of a named type in a shape.
pub fn map_shape(shape: &mut TypeShape, map: impl Fn(TypeId) -> TypeId) {
    let change = |ty: &mut Type| {
        if let Some(id) = target_mut(ty) {
            *id = map(*id);
        }
    };
    match shape {
        TypeShape::Record(record) => {
            let fields = record.fields.iter_mut().map(|field| &mut field.ty);
            fields.chain(&mut record.extra).for_each(change);
        }
        TypeShape::Union(union) => {
            union
                .variants
                .iter_mut()
                .for_each(|variant| change(&mut variant.ty));
        }
        TypeShape::Enum(_) | TypeShape::Identifier => {}
    }
}

/// Changes every id of a named type, in types and operations.
pub fn renumber(api: &mut Api, map: impl Fn(TypeId) -> TypeId) {
    for def in &mut api.types {
        map_shape(&mut def.shape, &map);
    }
    for operation in &mut api.operations {
        map_operation(operation, &map);
    }
}

/// Replaces all types that an operation uses by copies of its own, with `name` as the first step of their paths.
pub fn copy(api: &mut Api, operation: &mut Operation, name: &str) {
    let mut copies: IndexMap<TypeId, TypeId> = IndexMap::new();
    let mut open: Vec<TypeId> = operation_types(operation)
        .filter_map(|ty| target(ty).map(|(id, _)| id))
        .collect();
    while let Some(id) = open.pop() {
        let Some(def) = api.types.get(id).filter(|_| !copies.contains_key(&id)) else {
            continue;
        };
        let mut def = def.clone();
        open.extend(
            shape_types(&def.shape)
                .into_iter()
                .filter_map(target)
                .map(|(id, _)| id),
        );
        if let Some(first) = def.path.first_mut() {
            name.clone_into(first);
        }
        copies.insert(id, api.add_type(def));
    }
    let copied = |id: TypeId| copies.get(&id).copied().unwrap_or(id);
    for id in copies.values() {
        if let Some(def) = api.types.get_mut(*id) {
            map_shape(&mut def.shape, copied);
        }
    }
    map_operation(operation, copied);
}

/// Keeps the types that `map` maps to themselves, and replaces each reference to another type by one to the type that it
/// is mapped to.
pub fn keep(api: &mut Api, map: &IndexVec<TypeId, Option<TypeId>>) {
    let mut new_ids: IndexVec<TypeId, Option<TypeId>> = IndexVec::default();
    let mut kept: IndexVec<TypeId, TypeDef> = IndexVec::default();
    for def in std::mem::take(&mut api.types) {
        let own = new_ids.next_id();
        let is_kept = map.get(own).copied().flatten() == Some(own);
        new_ids.push(is_kept.then(|| kept.push(def)));
    }
    let new_id = |id: TypeId| {
        let stands_for = map.get(id).copied().flatten().unwrap_or(id);
        new_ids.get(stands_for).copied().flatten().unwrap_or(id)
    };
    api.types = kept;
    renumber(api, new_id);
}
