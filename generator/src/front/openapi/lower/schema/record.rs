//! Objects: records of their properties, or maps.

use crate::model::api::{Access, Bounds, Field, Record, Type, TypeShape};
use crate::read::source::At;

use super::super::super::value::OpenApiValue;
use super::super::Lowering;
use super::super::parameter::bounds;
use super::read::{default, never};
use super::{Place, Schema, Typed, names};

impl<'d> Lowering<'d> {
    /// The type of an object: a record where it declares properties, else a map.
    pub(super) fn object(&mut self, schema: &Schema<'d>, place: &Place) -> Type {
        let is_closed = schema.additional.is_none() && schema.is_object;
        if schema.properties.is_empty() && !is_closed {
            return self.map(schema, place);
        }
        let id = self.declare(schema, place, TypeShape::Record(Record::default()));
        let mut fields = Vec::new();
        for (name, nodes) in &schema.properties {
            fields.extend(self.field(schema, place, name, nodes));
        }
        let extra = schema.additional.is_some().then(|| self.map(schema, place));
        if let Some(def) = self.api.types.get_mut(id) {
            def.shape = TypeShape::Record(Record { fields, extra });
        }
        Type::Named(id)
    }

    fn map(&mut self, schema: &Schema<'d>, place: &Place) -> Type {
        let values = schema
            .additional
            .clone()
            .filter(|values| values.value.is_object());
        let values = values.map(|values| self.schema(&values, &place.step("{}")));
        Type::Map(Box::new(values.map_or(Type::Any, Typed::item)))
    }

    /// A property as a field; `None` where no value is allowed for it.
    fn field(
        &mut self,
        schema: &Schema<'d>,
        place: &Place,
        name: &str,
        nodes: &[At<'d>],
    ) -> Option<Field> {
        if nodes.iter().any(never) {
            return None;
        }
        let typed = self.schemas(nodes, &place.step(name));
        let own = nodes
            .iter()
            .map(bounds)
            .find(|own| *own != Bounds::default());
        Some(Field {
            required: schema.required.contains(name),
            nullable: typed.nullable,
            clearable: typed.nullable,
            access: access(nodes),
            constant: typed.constant,
            default: nodes.iter().find_map(default).or(typed.default),
            bounds: own.unwrap_or(typed.bounds),
            declared_name: nodes.iter().find_map(|node| names::of(self.profile, node)),
            deprecated: nodes.iter().any(|node| node.flag("deprecated")),
            description: self.field_description(nodes, &typed.ty),
            ..Field::new(name, in_json(typed.ty))
        })
    }

    /// What the property itself says, else what the schema says that it refers to, unless its type says it.
    fn field_description(&mut self, nodes: &[At<'d>], ty: &Type) -> Option<String> {
        let own = nodes.iter().find_map(|node| node.prose_of("description"));
        if own.is_some() || matches!(ty, Type::Named(_)) {
            return own;
        }
        self.read_schema(nodes).description
    }
}

/// The direction of a property; a document that declares both, or neither, means both.
pub(in super::super) fn access(nodes: &[At<'_>]) -> Access {
    let declares = |flag: &str| nodes.iter().any(|node| node.flag(flag));
    match (declares("readOnly"), declares("writeOnly")) {
        (true, false) => Access::Read,
        (false, true) => Access::Write,
        _ => Access::Both,
    }
}

/// The type of a value inside JSON, which cannot hold bytes.
pub(super) fn in_json(ty: Type) -> Type {
    match ty {
        Type::Binary => Type::string(),
        Type::Array(item) => Type::Array(Box::new(in_json(*item))),
        Type::Map(value) => Type::Map(Box::new(in_json(*value))),
        Type::Nullable(value) => Type::Nullable(Box::new(in_json(*value))),
        ty => ty,
    }
}
