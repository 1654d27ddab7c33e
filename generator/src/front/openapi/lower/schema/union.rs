//! `oneOf` and `anyOf`.

use std::collections::BTreeSet;

use crate::model::api::{Type, TypeShape, Union, Variant};
use crate::read::source::At;

use super::super::super::reference::reference;
use super::super::super::value::OpenApiValue;
use super::super::Lowering;
use super::choice::enum_values;
use super::record::in_json;
use super::shape::{type_of_value, types};
use super::{Known, Place, Schema};

/// The most variants of a union; with more, the value is of any type.
const MAX_VARIANTS: usize = 200;

impl<'d> Lowering<'d> {
    /// The type of a schema with `oneOf` or `anyOf`; `None` where these say nothing of the type.
    pub(super) fn union(&mut self, schema: &Schema<'d>, place: &Place) -> Option<Type> {
        let alternatives = schema.alternatives.as_slice();
        match alternatives {
            // Properties beside alternatives count, and the alternatives, which usually add to them, do not.
            _ if !schema.properties.is_empty() => None,
            [] => None,
            [only] => Some(self.schema(only, &place.path).ty),
            _ if alternatives.len() > MAX_VARIANTS => Some(Type::Any),
            _ => Some(self.variants(schema, place, alternatives)),
        }
    }

    /// The type of alternatives: a union, or the one type that all of them are.
    fn variants(&mut self, schema: &Schema<'d>, place: &Place, alternatives: &[At<'d>]) -> Type {
        if let Some(ty) = self.string_alternatives(schema, place, alternatives) {
            return ty;
        }
        let tag = self.tag(schema, alternatives);
        let union = |variants| {
            let tag = tag.as_ref().map(|tag| tag.key.clone());
            TypeShape::Union(Union { tag, variants })
        };
        // Declared first, because an alternative may refer to the union.
        let id = self.declare(schema, place, union(Vec::new()));
        let mut variants = self.lowered_variants(place, alternatives, tag.as_ref());
        if let Some(ty) = no_union(&variants, tag.is_some()) {
            self.make_alias(place, &ty);
            return ty;
        }
        if tag.is_none() {
            distinguish(&mut variants);
        }
        if let Some(def) = self.api.types.get_mut(id) {
            def.shape = union(variants);
        }
        Type::Named(id)
    }

    /// The variants of a union: with a tag one for each of its values, else one for each type.
    fn lowered_variants(
        &mut self,
        place: &Place,
        alternatives: &[At<'d>],
        tag: Option<&Tag>,
    ) -> Vec<Variant> {
        let mut variants: Vec<Variant> = Vec::new();
        for (index, node) in alternatives.iter().enumerate() {
            let name = self.variant_name(node);
            let ty = in_json(self.schema(node, &place.step(&name)).ty);
            let names = match tag {
                Some(tag) => tag.values.get(index).cloned().unwrap_or_default(),
                None => vec![name],
            };
            for name in names {
                let is_known = |other: &Variant| match tag {
                    Some(_) => other.name == name,
                    None => other.ty == ty,
                };
                if !variants.iter().any(is_known) {
                    variants.push(Variant::new(name, ty.clone()));
                }
            }
        }
        variants
    }

    /// Sets the type at a place where a union was declared; nothing refers to that union any more, so that it is pruned.
    fn make_alias(&mut self, place: &Place, ty: &Type) {
        if let Some(Known::Lowered(typed)) = self.types.get_mut(&place.key) {
            typed.ty = ty.clone();
        }
    }

    /// The type of alternatives that are all strings: an open enum of the values that they list, or a string where they list
    /// fewer than two. `None` where one of them is no string.
    fn string_alternatives(
        &mut self,
        schema: &Schema<'d>,
        place: &Place,
        alternatives: &[At<'d>],
    ) -> Option<Type> {
        let mut values = Vec::new();
        for node in alternatives {
            let read = self.read_schema(std::slice::from_ref(node));
            let mut listed = read.values.iter();
            let only_texts = listed.all(|value| type_of_value(value.value) == "string");
            let is_text = !read.values.is_empty() || types(&read).as_slice() == ["string"];
            if !only_texts || !is_text || !read.alternatives.is_empty() {
                return None;
            }
            values.extend(read.values);
        }
        let values = enum_values(&values, &[], false);
        if values.len() < 2 {
            return Some(Type::string());
        }
        let id = self.declare(schema, place, TypeShape::Enum(values));
        Some(Type::Named(id))
    }

    /// The name of a variant: that of its component, its title, or its JSON type.
    fn variant_name(&mut self, node: &At<'d>) -> String {
        let target = self.references.target(node).ok();
        if let Some(name) = target.and_then(|target| self.component(&target)) {
            return name;
        }
        let read = self.read_schema(std::slice::from_ref(node));
        let word = types(&read).first().cloned();
        read.title.or(word).unwrap_or_else(|| "value".to_owned())
    }

    /// The key whose value determines the variant; `None` where there is no such key, or where two variants have one value.
    fn tag(&mut self, schema: &Schema<'d>, alternatives: &[At<'d>]) -> Option<Tag> {
        let declared = schema.discriminator.as_ref().and_then(|declared| {
            declared
                .text()
                .or_else(|| declared.scalar_text("propertyName"))
        });
        let key = match declared {
            Some(key) => key,
            None => self.common_constant(alternatives)?,
        };
        let mapping = schema
            .discriminator
            .as_ref()
            .map(|declared| declared.entries_of("mapping"));
        let mapping = mapping.unwrap_or_default();
        let mut values = Vec::new();
        for node in alternatives {
            values.push(self.tag_values(node, &key, &mapping));
        }
        let distinct: BTreeSet<&String> = values.iter().flatten().collect();
        let is_complete = values.iter().all(|values| !values.is_empty());
        let is_distinct = distinct.len() == values.iter().flatten().count();
        (is_complete && is_distinct).then_some(Tag { key, values })
    }

    /// The values of the tag that mean a variant: those of the mapping, else the variant's constant, else its name.
    fn tag_values(&mut self, node: &At<'d>, key: &str, mapping: &[(&str, At<'d>)]) -> Vec<String> {
        let name = self.variant_name(node);
        let written = reference(node).unwrap_or_default();
        let is_own = |target: &str| {
            target == written || target == name || target.rsplit('/').next() == Some(&name)
        };
        let mapped = mapping
            .iter()
            .filter(|(_, target)| target.text().is_some_and(|target| is_own(&target)));
        let mapped: Vec<String> = mapped.map(|(value, _)| (*value).to_owned()).collect();
        if !mapped.is_empty() {
            return mapped;
        }
        let constants = self.constants(node, key);
        match (constants.is_empty(), reference(node)) {
            (false, _) => constants,
            (true, Some(_)) => vec![name],
            (true, None) => Vec::new(),
        }
    }

    /// The values that a property of a schema may have, if it lists them.
    fn constants(&mut self, node: &At<'d>, key: &str) -> Vec<String> {
        let read = self.read_schema(std::slice::from_ref(node));
        let Some(nodes) = read.properties.get(key) else {
            return Vec::new();
        };
        let property = self.read_schema(nodes);
        property.values.iter().filter_map(At::text).collect()
    }

    /// A property that has one constant in every alternative, which differs between them.
    fn common_constant(&mut self, alternatives: &[At<'d>]) -> Option<String> {
        let first = self.read_schema(std::slice::from_ref(alternatives.first()?));
        let keys: Vec<&str> = first.properties.keys().copied().collect();
        keys.into_iter()
            .find(|key| {
                let mut seen = BTreeSet::new();
                alternatives
                    .iter()
                    .all(|node| match self.constants(node, key).as_slice() {
                        [constant] => seen.insert(constant.clone()),
                        _ => false,
                    })
            })
            .map(str::to_owned)
    }
}

/// A key whose value determines the variant of a union.
struct Tag {
    key: String,
    /// The values that mean each variant.
    values: Vec<Vec<String>>,
}

/// The type of variants that need no union: one variant, only texts, or any value among them.
fn no_union(variants: &[Variant], tagged: bool) -> Option<Type> {
    let is_text = |variant: &Variant| matches!(variant.ty, Type::String(_));
    match variants {
        [only] if !tagged => Some(only.ty.clone()),
        variants if variants.iter().all(is_text) => Some(Type::string()),
        variants if variants.iter().any(|variant| variant.ty == Type::Any) => Some(Type::Any),
        _ => None,
    }
}

/// Gives variants of equal names different ones, by their types.
fn distinguish(variants: &mut [Variant]) {
    for index in 0..variants.len() {
        let (before, rest) = variants.split_at_mut(index);
        let Some(variant) = rest.first_mut() else {
            continue;
        };
        let word = match &variant.ty {
            Type::Array(_) => "list",
            Type::Map(_) => "map",
            _ => "other",
        };
        while before.iter().any(|other| other.name == variant.name) {
            variant.name = format!("{word} {}", variant.name);
        }
    }
}
