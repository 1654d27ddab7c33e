//! Every place of the API that points to a named shape.

use indexmap::IndexMap;

use crate::model::api::{
    Api, Content, Operation, OperationInput, Type, TypeDef, TypeId, TypeShape,
};

/// The named shape that a type is, or is a list or map of; `true` where it stands there itself.
pub fn target(ty: &Type) -> Option<(TypeId, bool)> {
    let mut inner = ty;
    let mut direct = true;
    loop {
        match inner {
            Type::Array(element) | Type::Map(element) => {
                inner = element;
                direct = false;
            }
            Type::Named(id) => return Some((*id, direct)),
            _ => return None,
        }
    }
}

fn target_mut(ty: &mut Type) -> Option<&mut TypeId> {
    let mut inner = ty;
    loop {
        match inner {
            Type::Array(element) | Type::Map(element) => inner = element,
            Type::Named(id) => return Some(id),
            _ => return None,
        }
    }
}

/// The types that an operation names.
pub fn operation_types(operation: &Operation) -> impl Iterator<Item = &Type> {
    let inputs = operation.inputs().filter_map(OperationInput::ty);
    inputs.chain(operation.response_types())
}

/// Changes the id of every named shape that an operation refers to.
fn map_operation(operation: &mut Operation, map: impl Fn(TypeId) -> TypeId) {
    let change = |ty: &mut Type| {
        if let Some(id) = target_mut(ty) {
            *id = map(*id);
        }
    };
    operation.input_types_mut().for_each(&change);
    for response in &mut operation.responses {
        if let Content::Json(ty) = &mut response.content {
            change(ty);
        }
    }
}

/// The types that a shape holds: a field's or a variant's each, by their index.
pub fn shape_types(shape: &TypeShape) -> Vec<&Type> {
    match shape {
        TypeShape::Record(record) => record.fields.iter().map(|field| &field.ty).collect(),
        TypeShape::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
        TypeShape::Enum(_) | TypeShape::Identifier => Vec::new(),
    }
}

/// The type of the field or variant with this index.
pub fn shape_type(shape: &TypeShape, index: usize) -> Option<&Type> {
    match shape {
        TypeShape::Record(record) => record.fields.get(index).map(|field| &field.ty),
        TypeShape::Union(union) => union.variants.get(index).map(|variant| &variant.ty),
        TypeShape::Enum(_) | TypeShape::Identifier => None,
    }
}

/// Changes every id in a shape.
pub fn map_shape(shape: &mut TypeShape, map: impl Fn(TypeId) -> TypeId) {
    let change = |ty: &mut Type| {
        if let Some(id) = target_mut(ty) {
            *id = map(*id);
        }
    };
    match shape {
        TypeShape::Record(record) => record
            .fields
            .iter_mut()
            .for_each(|field| change(&mut field.ty)),
        TypeShape::Union(union) => {
            union
                .variants
                .iter_mut()
                .for_each(|variant| change(&mut variant.ty));
        }
        TypeShape::Enum(_) | TypeShape::Identifier => {}
    }
}

/// Changes every id, in shapes and operations.
pub fn renumber(api: &mut Api, map: impl Fn(TypeId) -> TypeId) {
    for def in &mut api.types {
        map_shape(&mut def.shape, &map);
    }
    for operation in &mut api.operations {
        map_operation(operation, &map);
    }
}

/// Gives an operation types of its own, equal to those that it shares; they are met under its new name.
pub fn copy(api: &mut Api, operation: &mut Operation, name: &str) {
    let mut copies: IndexMap<TypeId, TypeId> = IndexMap::new();
    let mut open: Vec<TypeId> = operation_types(operation)
        .filter_map(|ty| target(ty).map(|(id, _)| id))
        .collect();
    while let Some(id) = open.pop() {
        let Some(def) = api
            .types
            .get(id.0 as usize)
            .filter(|_| !copies.contains_key(&id))
        else {
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
        if let Some(def) = api.types.get_mut(id.0 as usize) {
            map_shape(&mut def.shape, copied);
        }
    }
    map_operation(operation, copied);
}

/// Keeps the shapes that `map` sends to themselves and not to nothing, and points everything to where
/// its shape then stands.
pub fn keep(api: &mut Api, map: &[Option<TypeId>]) {
    let mut places: Vec<Option<TypeId>> = vec![None; api.types.len()];
    let mut kept: Vec<TypeDef> = Vec::new();
    for (index, def) in std::mem::take(&mut api.types).into_iter().enumerate() {
        let own = u32::try_from(index).ok().map(TypeId);
        if own.is_some() && map.get(index).copied().flatten() == own {
            places[index] = u32::try_from(kept.len()).ok().map(TypeId);
            kept.push(def);
        }
    }
    let place = |id: TypeId| {
        let stands_for = map.get(id.0 as usize).copied().flatten().unwrap_or(id);
        places
            .get(stands_for.0 as usize)
            .copied()
            .flatten()
            .unwrap_or(id)
    };
    api.types = kept;
    renumber(api, place);
}
