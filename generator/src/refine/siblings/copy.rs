//! Copies of records for answers.

use std::collections::BTreeMap;

use crate::model::api::{
    Access, Api, Field, Record, StringFormat, Type, TypeDef, TypeId, TypeShape,
};

/// The greatest depth of records in each other that are copied; what is deeper is any JSON.
const DEPTH: usize = 8;

/// Copies of records, each made once.
#[derive(Default)]
pub(super) struct Copier {
    copies: BTreeMap<TypeId, TypeId>,
}

impl Copier {
    /// The copy of a record for answers: all fields are optional, and secrets, which services do not return, are left out.
    /// `None` for types that are no records.
    pub(super) fn copy(&mut self, api: &mut Api, id: TypeId) -> Option<TypeId> {
        self.copy_at(api, id, DEPTH)
    }

    fn copy_at(&mut self, api: &mut Api, id: TypeId, depth: usize) -> Option<TypeId> {
        if let Some(copy) = self.copies.get(&id) {
            return Some(*copy);
        }
        let def = api.types.get(id)?.clone();
        let TypeShape::Record(record) = &def.shape else {
            return None;
        };
        let empty = TypeShape::Record(Record::default());
        let copy = api.add_type(TypeDef {
            shape: empty,
            declared_name: None,
            ..def.clone()
        });
        self.copies.insert(id, copy);
        let is_secret = |field: &&Field| {
            field.ty == Type::String(StringFormat::Password) || field.access == Access::Write
        };
        let fields = record.fields.iter().filter(|field| !is_secret(field));
        let fields: Vec<Field> = fields
            .map(|field| Field {
                ty: self.copied(api, &field.ty, depth - 1),
                required: false,
                clearable: false,
                constant: None,
                access: Access::Both,
                ..field.clone()
            })
            .collect();
        if let Some(def) = api.types.get_mut(copy) {
            def.shape = TypeShape::Record(Record::new(fields));
        }
        Some(copy)
    }

    fn copied(&mut self, api: &mut Api, ty: &Type, depth: usize) -> Type {
        match ty {
            _ if depth == 0 => Type::Any,
            Type::Array(item) => Type::Array(Box::new(self.copied(api, item, depth - 1))),
            Type::Map(value) => Type::Map(Box::new(self.copied(api, value, depth - 1))),
            Type::Named(id) => match api.types.get(*id).map(|def| &def.shape) {
                Some(TypeShape::Enum(_)) => ty.clone(),
                _ => self.copy_at(api, *id, depth).map_or(Type::Any, Type::Named),
            },
            Type::Binary => Type::string(),
            other => other.clone(),
        }
    }
}
