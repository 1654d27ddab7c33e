//! Inheritance: a schema with a discriminator and without alternatives, which others extend by `allOf`.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::model::api::{Type, TypeShape, Union, Variant};
use crate::read::source::At;

use super::super::super::reference::reference;
use super::super::super::value::OpenApiValue;
use super::super::{Lowering, key};
use super::tag::Tag;
use super::{Known, Place, Schema};

/// The schemas that extend a schema, by its key: those whose `allOf` refers to it.
pub(in super::super) type Heirs<'d> = IndexMap<String, Vec<At<'d>>>;

impl<'d> Lowering<'d> {
    /// The union of the schemas that extend this one and of what it is itself, which values have whose tag is none of theirs;
    /// `None` where it has no discriminator, or where nothing extends it.
    pub(super) fn inherited(&mut self, schema: &Schema<'d>, place: &Place) -> Option<Type> {
        let own = place.declared.clone()?;
        let discriminator = schema.discriminator.clone()?;
        let tag = self.discriminator_key(&discriminator)?;
        let heirs = self.all_heirs(&place.key);
        if heirs.is_empty() {
            return None;
        }
        let mapping = self.mapping(&discriminator);
        let mut tags = Tag::new(tag);
        for node in &heirs {
            let values = self.tag_values(node, &tags.key, &mapping);
            tags.values.push(values);
        }
        if !tags.is_clear() {
            return None;
        }
        let union = |variants, default| {
            TypeShape::Union(Union {
                tag: Some(tags.key.clone()),
                default,
                variants,
            })
        };
        let id = self.declare(schema, place, union(Vec::new(), None));
        let mut variants = Vec::new();
        for (node, values) in heirs.iter().zip(&tags.values) {
            let name = self.variant_name(node);
            let ty = self.plain(node, &place.step(&name));
            variants.push(Tag::variant(name, values, ty));
        }
        let mut values = self.mapped_values(&own, &mapping);
        if values.is_empty() {
            values.push(own.clone());
        }
        let ty = match &schema.node {
            Some(node) => self.plain(node, &place.path),
            None => Type::Any,
        };
        let default = variants.len();
        variants.push(Variant {
            values,
            ..Variant::new(own, ty)
        });
        if let Some(def) = self.api.types.get_mut(id) {
            def.shape = union(variants, Some(default));
        }
        Some(Type::Named(id))
    }

    /// The record of a schema's own fields and those of what it extends, not the union of the schemas that extend it.
    fn plain(&mut self, node: &At<'d>, path: &[String]) -> Type {
        let own = self.place(std::slice::from_ref(node), path);
        let has_heirs = !self.all_heirs(&own.key).is_empty();
        if !has_heirs && self.wrapped(node).is_none() {
            return self.schema(node, path).ty;
        }
        let plain = match has_heirs {
            // The union has the name.
            true => Place {
                path: own.step("base"),
                declared: own.declared.as_ref().map(|name| format!("{name} base")),
                key: format!("{} base", own.key),
            },
            false => own,
        };
        if let Some(Known::Lowered(typed)) = self.types.get(&plain.key) {
            return typed.ty.clone();
        }
        let schema = self.read_schema(std::slice::from_ref(node));
        self.object(&schema, &plain)
    }

    /// The schemas that extend the one with this key, directly or through each other.
    fn all_heirs(&mut self, key_of_parent: &str) -> Vec<At<'d>> {
        if self.heirs.is_none() {
            self.heirs = Some(self.heirs_of_all());
        }
        let Some(by_parent) = &self.heirs else {
            return Vec::new();
        };
        let mut seen = BTreeSet::from([key_of_parent.to_owned()]);
        let mut open = vec![key_of_parent.to_owned()];
        let mut found = Vec::new();
        while let Some(parent) = open.pop() {
            for heir in by_parent.get(&parent).into_iter().flatten() {
                let own = key(&heir.origin);
                if seen.insert(own.clone()) {
                    found.push(heir.clone());
                    open.push(own);
                }
            }
        }
        found
    }

    fn heirs_of_all(&self) -> Heirs<'d> {
        let mut heirs: Heirs<'d> = IndexMap::new();
        let components = self.root.get("components");
        let schemas = components.map(|components| components.entries_of("schemas"));
        let definitions = self.root.entries_of("definitions");
        for (_, schema) in schemas.unwrap_or_default().into_iter().chain(definitions) {
            let members = schema.elements_of("allOf");
            for member in members.iter().filter(|member| reference(member).is_some()) {
                if let Ok(parent) = self.references.target(member) {
                    heirs
                        .entry(key(&parent.origin))
                        .or_default()
                        .push(schema.clone());
                }
            }
        }
        heirs
    }
}
