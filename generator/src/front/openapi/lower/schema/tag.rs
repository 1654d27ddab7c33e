//! The key whose value determines the variant of a union.

use std::collections::BTreeSet;

use crate::ground::diagnostic::Code;
use crate::model::api::{Type, Variant};
use crate::read::source::At;

use super::super::super::reference::reference;
use super::super::super::value::OpenApiValue;
use super::super::{Lowering, key};
use super::Schema;

/// A key whose value determines the variant of a union.
pub(super) struct Tag {
    pub(super) key: String,
    /// The values that mean each variant.
    pub(super) values: Vec<Vec<String>>,
}

/// The values of a discriminator with the schemas that they mean.
pub(super) type Mapping<'d> = Vec<(&'d str, At<'d>)>;

impl Tag {
    pub(super) fn new(key: String) -> Self {
        Self {
            key,
            values: Vec::new(),
        }
    }

    /// Whether each variant has a value, and no value means two of them.
    pub(super) fn is_clear(&self) -> bool {
        let distinct: BTreeSet<&String> = self.values.iter().flatten().collect();
        let is_complete = self.values.iter().all(|values| !values.is_empty());
        is_complete && distinct.len() == self.values.iter().flatten().count()
    }

    /// A variant, which is called by its value where it has only one.
    pub(super) fn variant(name: String, values: &[String], ty: Type) -> Variant {
        match values {
            [only] => Variant::new(only, ty),
            values => Variant {
                values: values.to_vec(),
                ..Variant::new(name, ty)
            },
        }
    }
}

impl<'d> Lowering<'d> {
    /// The key whose value determines the variant; `None` where there is no such key, or where two variants have one value.
    /// Schemas that only the mapping names become alternatives, too.
    pub(super) fn tag(
        &mut self,
        schema: &Schema<'d>,
        alternatives: &mut Vec<At<'d>>,
    ) -> Option<Tag> {
        let discriminator = schema.discriminator.clone();
        let declared = discriminator
            .as_ref()
            .and_then(|found| self.discriminator_key(found));
        let is_declared = declared.is_some();
        let mut tag = Tag::new(match declared {
            Some(key) => key,
            None => self.common_constant(alternatives)?,
        });
        let mapping = discriminator.filter(|_| is_declared);
        let mapping = mapping
            .map(|found| self.mapping(&found))
            .unwrap_or_default();
        let mut all = alternatives.clone();
        self.add_mapped(&mapping, &mut all);
        for node in &all {
            let values = self.tag_values(node, &tag.key, &mapping);
            tag.values.push(values);
        }
        if tag.is_clear() {
            *alternatives = all;
            return Some(tag);
        }
        None
    }

    /// The name of a discriminator's key, which version 2 writes instead of the object.
    pub(super) fn discriminator_key(&self, discriminator: &At<'d>) -> Option<String> {
        discriminator
            .text()
            .or_else(|| discriminator.scalar_text("propertyName"))
    }

    /// The entries of a mapping. Entries with values and schemas in each other's place are read the other way round.
    pub(super) fn mapping(&mut self, discriminator: &At<'d>) -> Mapping<'d> {
        let mut mapping: Mapping<'d> = Vec::new();
        for (value, target) in discriminator.entries_of("mapping") {
            let Some(text) = target.text() else {
                continue;
            };
            let named = |text: &str| self.references.named(text, &target.origin);
            let reversed = || Some((target.value.as_str()?, named(value)?));
            let entry = named(&text).map(|schema| (value, schema)).or_else(reversed);
            match entry {
                Some(entry) => mapping.push(entry),
                None => {
                    let message = format!("nothing is at `{text}`, which `{value}` is mapped to");
                    let key = format!("mapping {:?}", target.origin);
                    self.report_once(key, Code::Unresolved, message, &target.origin);
                }
            }
        }
        mapping
    }

    /// Adds the schemas that a mapping names and that are no alternatives.
    fn add_mapped(&mut self, mapping: &Mapping<'d>, alternatives: &mut Vec<At<'d>>) {
        for (_, schema) in mapping {
            let own = key(&schema.origin);
            let is_known = |node: &At<'d>| {
                let target = self.references.target(node);
                target.is_ok_and(|target| key(&target.origin) == own)
            };
            if !alternatives.iter().any(is_known) {
                alternatives.push(schema.clone());
            }
        }
    }

    /// The index of the alternative for values whose tag is missing or unknown.
    pub(super) fn default_variant(
        &mut self,
        schema: &Schema<'d>,
        alternatives: &[At<'d>],
    ) -> Option<usize> {
        let written = schema.discriminator.as_ref()?.get("defaultMapping")?;
        let target = self.references.named(&written.text()?, &written.origin)?;
        alternatives.iter().position(|node| {
            let own = self.references.target(node);
            own.is_ok_and(|own| own.origin == target.origin)
        })
    }

    /// The values of the tag that mean a schema: those of the mapping, else its constant, else what an extension says, else
    /// its name.
    pub(super) fn tag_values(
        &mut self,
        node: &At<'d>,
        tag: &str,
        mapping: &Mapping<'d>,
    ) -> Vec<String> {
        let target = self
            .references
            .target(node)
            .unwrap_or_else(|_| node.clone());
        let mapped = mapping
            .iter()
            .filter(|(_, schema)| schema.origin == target.origin);
        let mapped: Vec<String> = mapped.map(|(value, _)| (*value).to_owned()).collect();
        if !mapped.is_empty() {
            return mapped;
        }
        let constants = self.constants(node, tag);
        if !constants.is_empty() {
            return constants;
        }
        let mut extensions = self.profile.extensions().discriminator_values.iter();
        if let Some(value) = extensions.find_map(|key| target.scalar_text(key)) {
            return vec![value];
        }
        let name = self.component(&target);
        name.filter(|_| reference(node).is_some() || node.origin == target.origin)
            .into_iter()
            .collect()
    }

    /// The values that a mapping has for the component of a name.
    pub(super) fn mapped_values(&self, name: &str, mapping: &Mapping<'d>) -> Vec<String> {
        let own = mapping
            .iter()
            .filter(|(_, schema)| self.component(schema).as_deref() == Some(name));
        own.map(|(value, _)| (*value).to_owned()).collect()
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
