//! Search for fields in a response's records and in their envelopes, the objects with facts about the page.

use crate::ground::words::same_letters;
use crate::model::api::{Api, Field, Record, Type, TypeId, TypeShape};

/// The deepest nesting of envelopes that is searched: `paging.cursors.after` has two.
const MAX_ENVELOPES: usize = 3;

/// The records of an API, and the names of fields that are envelopes.
#[derive(Clone, Copy)]
pub(super) struct Records<'a> {
    pub(super) api: &'a Api,
    pub(super) envelopes: &'a [String],
}

impl<'a> Records<'a> {
    /// The record that a type is.
    pub(super) fn record(&self, ty: &Type) -> Option<(TypeId, &'a Record)> {
        let Type::Named(id) = ty else { return None };
        match &self.api.types.get(*id)?.shape {
            TypeShape::Record(record) => Some((*id, record)),
            TypeShape::Enum(_) | TypeShape::Union(_) | TypeShape::Identifier => None,
        }
    }

    /// The record at a path of keys.
    pub(super) fn at_path(&self, ty: &Type, path: &[String]) -> Option<(TypeId, &'a Record)> {
        let mut record = self.record(ty)?;
        for key in path {
            let field = record.1.fields.iter().find(|field| field.name == *key)?;
            record = self.record(&field.ty)?;
        }
        Some(record)
    }

    /// The path to the field with the earliest of these names and a suitable type.
    pub(super) fn find_field(
        &self,
        ty: &Type,
        words: &[String],
        is_suitable: &dyn Fn(&Type) -> bool,
    ) -> Option<Vec<String>> {
        self.find(ty, &|record| {
            words.iter().find_map(|word| {
                let mut fields = record.fields.iter();
                let field = fields
                    .find(|field| same_letters(&field.name, word) && is_suitable(&field.ty))?;
                Some(field.name.clone())
            })
        })
    }

    /// The path to the first field that is found in a record, in one of its envelopes, or in another record directly
    /// inside it.
    pub(super) fn find(
        &self,
        ty: &Type,
        find: &dyn Fn(&Record) -> Option<String>,
    ) -> Option<Vec<String>> {
        self.find_within(ty, MAX_ENVELOPES, find)
    }

    fn find_within(
        &self,
        ty: &Type,
        depth: usize,
        find: &dyn Fn(&Record) -> Option<String>,
    ) -> Option<Vec<String>> {
        let (_, record) = self.record(ty)?;
        if let Some(name) = find(record) {
            return Some(vec![name]);
        }
        let inner = depth.checked_sub(1)?;
        let fields = record.fields.iter();
        let (envelopes, others): (Vec<&Field>, Vec<&Field>) = fields
            .filter(|field| matches!(field.ty, Type::Named(_)))
            .partition(|field| self.is_envelope(&field.name));
        let others = others.iter().filter(|_| depth == MAX_ENVELOPES);
        let mut fields = envelopes
            .iter()
            .map(|field| (field, inner))
            .chain(others.map(|field| (field, 0)));
        fields.find_map(|(field, depth)| {
            let mut path = self.find_within(&field.ty, depth, find)?;
            path.insert(0, field.name.clone());
            Some(path)
        })
    }

    fn is_envelope(&self, name: &str) -> bool {
        let mut envelopes = self.envelopes.iter();
        envelopes.any(|word| same_letters(name, word))
    }
}

/// The names of a record's fields.
pub(super) fn field_names(record: &Record) -> Vec<&str> {
    let fields = record.fields.iter();
    fields.map(|field| field.name.as_str()).collect()
}
