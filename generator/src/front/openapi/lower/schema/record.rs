//! Objects: records of their properties, or maps.

use crate::model::api::{Field, Record, Type, TypeShape};
use crate::read::source::At;

use super::super::super::value::OpenApiValue;
use super::super::Lowering;
use super::{Place, Schema};

impl<'d> Lowering<'d> {
    /// The type of an object: a record where it declares properties, else a map.
    pub(super) fn object(&mut self, schema: &Schema<'d>, place: &Place) -> Type {
        if schema.properties.is_empty() {
            return self.map(schema, place);
        }
        let id = self.declare(
            schema,
            place,
            TypeShape::Record(Record { fields: Vec::new() }),
        );
        let mut fields = Vec::new();
        for (name, nodes) in &schema.properties {
            fields.extend(self.field(schema, place, name, nodes));
        }
        if let Some(def) = self.api.types.get_mut(id) {
            def.shape = TypeShape::Record(Record { fields });
        }
        Type::Named(id)
    }

    fn map(&mut self, schema: &Schema<'d>, place: &Place) -> Type {
        let values = schema
            .additional
            .clone()
            .filter(|values| values.value.is_object());
        let values = values.map(|values| self.schema(&values, &place.step("{}")));
        let values = values.filter(|values| !values.nullable);
        Type::Map(Box::new(values.map_or(Type::Any, |values| values.ty)))
    }

    /// A property as a field; `None` where no value is allowed for it.
    fn field(
        &mut self,
        schema: &Schema<'d>,
        place: &Place,
        name: &str,
        nodes: &[At<'d>],
    ) -> Option<Field> {
        if nodes
            .iter()
            .any(|node| node.value == &serde_json::Value::Bool(false))
        {
            return None;
        }
        let typed = self.schemas(nodes, &place.step(name));
        // What only the server sets is never required of a request.
        let read_only = nodes.iter().any(|node| node.flag("readOnly"));
        let required = schema.required.contains(name) && !read_only;
        Some(Field {
            required,
            nullable: typed.nullable,
            clearable: typed.nullable && !required,
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

/// The type of a value inside JSON, which cannot hold bytes.
pub(super) fn in_json(ty: Type) -> Type {
    match ty {
        Type::Binary => Type::string(),
        Type::Array(item) => Type::Array(Box::new(in_json(*item))),
        ty => ty,
    }
}
