//! `oneOf` and `anyOf`.

use std::collections::BTreeSet;

use crate::model::api::{StringFormat, Type, TypeShape, Union, Variant};
use crate::read::source::At;

use super::super::Lowering;
use super::choice::enum_values;
use super::record::in_json;
use super::shape::{type_of_value, types};
use super::tag::Tag;
use super::{Known, Place, Schema, names};

/// The most variants of a union; with more, the value is of any type.
const MAX_VARIANTS: usize = 200;

impl<'d> Lowering<'d> {
    /// The type of a schema with `oneOf` or `anyOf`; `None` where these say nothing of the type.
    pub(super) fn union(&mut self, schema: &Schema<'d>, place: &Place) -> Option<Type> {
        let alternatives = schema.alternatives.as_slice();
        match alternatives {
            [] => None,
            [only] if schema.properties.is_empty() && schema.discriminator.is_none() => {
                Some(self.schema(only, &place.path).ty)
            }
            _ if alternatives.len() > MAX_VARIANTS => {
                schema.properties.is_empty().then_some(Type::Any)
            }
            _ => self.variants(schema, place, alternatives),
        }
    }

    /// The type of alternatives: a union, or the one type that all of them are. `None` where all of them together with the
    /// properties beside them are one record.
    fn variants(
        &mut self,
        schema: &Schema<'d>,
        place: &Place,
        alternatives: &[At<'d>],
    ) -> Option<Type> {
        let has_common = !schema.properties.is_empty();
        if has_common && !self.are_objects(alternatives) {
            return None;
        }
        if !has_common && let Some(ty) = self.one_enum(schema, place, alternatives) {
            return Some(ty);
        }
        let mut alternatives = alternatives.to_vec();
        let tag = self.tag(schema, &mut alternatives);
        if let ([only], false) = (alternatives.as_slice(), has_common) {
            return Some(self.schema(only, &place.path).ty);
        }
        let default = tag
            .as_ref()
            .and_then(|_| self.default_variant(schema, &alternatives));
        let union = |variants| {
            TypeShape::Union(Union {
                tag: tag.as_ref().map(|tag| tag.key.clone()),
                default,
                variants,
            })
        };
        // Declared first, because an alternative may refer to the union.
        let id = self.declare(schema, place, union(Vec::new()));
        let common = has_common.then_some(schema);
        let mut variants = self.lowered_variants(place, &alternatives, tag.as_ref(), common);
        if let Some(ty) = no_union(&mut variants, tag.is_some()) {
            self.make_alias(place, &ty);
            return Some(ty);
        }
        if tag.is_none() {
            distinguish(&mut variants);
        }
        if let Some(def) = self.api.types.get_mut(id) {
            def.shape = union(variants);
        }
        Some(Type::Named(id))
    }

    fn are_objects(&mut self, alternatives: &[At<'d>]) -> bool {
        alternatives.iter().all(|node| {
            let read = self.read_schema(std::slice::from_ref(node));
            read.alternatives.is_empty() && types(&read).iter().all(|ty| ty == "object")
        })
    }

    /// The variants of a union: with a tag one for each alternative, else one for each type. The properties beside the
    /// alternatives, `common`, are those of each.
    fn lowered_variants(
        &mut self,
        place: &Place,
        alternatives: &[At<'d>],
        tag: Option<&Tag>,
        common: Option<&Schema<'d>>,
    ) -> Vec<Variant> {
        let mut variants: Vec<Variant> = Vec::new();
        for (index, node) in alternatives.iter().enumerate() {
            let name = self.variant_name(node);
            let path = place.step(&name);
            let ty = in_json(match common {
                Some(common) => self.extended(common, node, place, path),
                None => self.schema(node, &path).ty,
            });
            let is_text = |ty: &Type| matches!(ty, Type::String(_));
            let mut known = variants.iter_mut();
            match tag {
                Some(tag) => {
                    let values = tag.values.get(index).map(Vec::as_slice).unwrap_or_default();
                    variants.push(Tag::variant(name, values, ty));
                }
                // Texts of several formats are not distinguished by their JSON.
                None => match known
                    .find(|known| known.ty == ty || (is_text(&known.ty) && is_text(&ty)))
                {
                    Some(known) if known.ty != ty => {
                        known.ty = Type::String(StringFormat::Plain);
                    }
                    Some(_) => {}
                    None => variants.push(Variant::new(name, ty)),
                },
            }
        }
        variants
    }

    /// The type of an alternative with the properties beside the alternatives.
    fn extended(
        &mut self,
        common: &Schema<'d>,
        node: &At<'d>,
        place: &Place,
        path: Vec<String>,
    ) -> Type {
        let own = self.place(std::slice::from_ref(node), &path);
        let extended = Place {
            path,
            declared: None,
            key: format!("{} {}", place.key, own.key),
        };
        match self.types.get(&extended.key) {
            Some(Known::Lowered(typed)) => return typed.ty.clone(),
            Some(Known::Open) => return Type::Any,
            None => {}
        }
        self.types.insert(extended.key.clone(), Known::Open);
        let mut schema = self.read_schema(std::slice::from_ref(node));
        schema.add_common(common);
        self.typed(&schema, &extended).ty
    }

    /// Sets the type at a place where a union was declared; nothing refers to that union any more, so that it is pruned.
    fn make_alias(&mut self, place: &Place, ty: &Type) {
        if let Some(Known::Lowered(typed)) = self.types.get_mut(&place.key) {
            typed.ty = ty.clone();
        }
    }

    /// The type of alternatives that are all texts, or all whole numbers with listed values: an open enum of the values that they
    /// list, or text where they list less than two. `None` where one of them is something else.
    fn one_enum(
        &mut self,
        schema: &Schema<'d>,
        place: &Place,
        alternatives: &[At<'d>],
    ) -> Option<Type> {
        let (mut values, mut facts) = (Vec::new(), Vec::new());
        let mut kinds: BTreeSet<&str> = BTreeSet::new();
        for node in alternatives {
            let read = self.read_schema(std::slice::from_ref(node));
            if !read.alternatives.is_empty() {
                return None;
            }
            match read.values.is_empty() {
                true if types(&read).as_slice() == ["string"] => kinds.insert("string"),
                true => return None,
                false => false,
            };
            kinds.extend(read.values.iter().map(|value| type_of_value(value.value)));
            // The prose of an alternative with one value is the value's.
            let single = read.values.len() == 1;
            let of_values = names::of_values(self.profile, &read);
            facts.extend(of_values.into_iter().map(|(name, description)| {
                let name = name.or_else(|| read.title.clone().filter(|_| single));
                let prose = || read.description.clone().filter(|_| single);
                (name, description.or_else(prose))
            }));
            values.extend(read.values);
        }
        let numeric = match kinds.into_iter().collect::<Vec<_>>().as_slice() {
            ["string"] => false,
            ["integer"] => true,
            _ => return None,
        };
        let values = enum_values(&values, &facts, numeric);
        if values.len() < 2 {
            return (!numeric).then(Type::string);
        }
        let id = self.declare(schema, place, TypeShape::Enum(values));
        Some(Type::Named(id))
    }

    /// The name of a variant: that of its component, its title, or its JSON type.
    pub(super) fn variant_name(&mut self, node: &At<'d>) -> String {
        let target = self.references.target(node).ok();
        if let Some(name) = target.and_then(|target| self.component(&target)) {
            return name;
        }
        let read = self.read_schema(std::slice::from_ref(node));
        let word = types(&read).first().cloned();
        read.title.or(word).unwrap_or_else(|| "value".to_owned())
    }
}

/// The type of variants that need no union: one variant, only texts, or only any values. Variants of any value beside others go,
/// because a union keeps the JSON of values that fit none of its types.
fn no_union(variants: &mut Vec<Variant>, tagged: bool) -> Option<Type> {
    let is_any = |variant: &Variant| variant.ty == Type::Any;
    let kept = variants.iter().filter(|variant| !is_any(variant)).count();
    match variants.as_slice() {
        [only] if !tagged => return Some(only.ty.clone()),
        _ if tagged => return None,
        several if kept < several.len() && kept < 2 => return Some(Type::Any),
        _ => {}
    }
    variants.retain(|variant| !is_any(variant));
    None
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
