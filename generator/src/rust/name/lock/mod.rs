//! `names.lock`: the names of an earlier run, which stay whatever is added beside them.
//!
//! Everything is found again by what it is for the service: operations by method and path, types by where they are used,
//! members by their keys. Neither folders, items' names nor their order matter.

mod entry;
mod keys;
mod old;
mod pins;
mod text;

pub use entry::{Entry, Named};
pub(super) use keys::LockKeys;
pub(super) use pins::{Pins, ShapePin, names_of_types, pinned_types};
pub use text::LockError;

use std::collections::BTreeMap;

use serde::Deserialize;

use super::candidates::member_keys;
use super::member::MemberPins;
use super::operation::input_keys;
use super::{Ident, Names, TypeNames};

/// How many of a type's paths are kept: the type is found again by any of them.
const KEPT_PATHS: usize = 6;

/// The names of an earlier run. Without any, everything is named by rule.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    #[serde(default, rename = "mod", deserialize_with = "text::modules")]
    pub(super) modules: BTreeMap<String, Module>,
    /// The types that several modules share.
    #[serde(default, deserialize_with = "text::names")]
    pub(super) shared: BTreeMap<String, Shape>,
}

/// A service's module.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Module {
    /// What the source calls the group.
    pub(super) group: String,
    #[serde(default, rename = "fn", deserialize_with = "text::names")]
    pub(super) methods: BTreeMap<String, Method>,
    #[serde(default, rename = "type", deserialize_with = "text::names")]
    pub(super) types: BTreeMap<String, Shape>,
}

/// An operation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Method {
    /// Its method and path, its item's name, and what else it takes to find it again.
    pub(super) operation: String,
    /// The builder's name, and what its types start with.
    #[serde(deserialize_with = "text::name")]
    pub(super) stem: String,
    /// The location and wire name of each argument and setter.
    #[serde(default, rename = "input", deserialize_with = "text::names")]
    pub(super) inputs: MemberPins,
    /// The status and code of each variant of the error enum.
    #[serde(default, rename = "error", deserialize_with = "text::names")]
    pub(super) errors: MemberPins,
}

/// A record, an enum or a union.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Shape {
    /// Where it is used.
    pub(super) used: Vec<String>,
    /// The key of each field, the value or shape of each variant.
    #[serde(default, rename = "member", deserialize_with = "text::names")]
    pub(super) members: MemberPins,
}

impl Lock {
    /// The lock that keeps the names of an API.
    pub(super) fn of(keys: &LockKeys<'_>, names: &Names) -> Self {
        let api = keys.api;
        let mut lock = Self::default();
        let named = api.operations.iter().zip(&names.operations);
        for ((operation, named), key) in named.zip(&keys.operations) {
            let inputs = named.inputs.iter().map(Ident::to_string);
            let variants = named.variants.iter();
            let method = Method {
                operation: key.clone(),
                stem: named.stem.to_string(),
                inputs: inputs.zip(input_keys(operation)).collect(),
                errors: variants
                    .map(|variant| (variant.name.to_string(), variant.key()))
                    .collect(),
            };
            let module = lock.module(names, operation.service.0);
            module.methods.insert(named.method.to_string(), method);
        }
        for ((def, named), paths) in api.types.iter().zip(&names.types).zip(&keys.type_paths) {
            let members = named.members.iter().map(Ident::to_string);
            let keys = member_keys(&def.shape).into_iter().map(str::to_owned);
            let shape = Shape {
                used: paths.iter().take(KEPT_PATHS).cloned().collect(),
                members: members.zip(keys).collect(),
            };
            if let Some(name) = &named.name {
                lock.insert_type(names, named, name, shape);
            }
        }
        for (service, named) in api.services.iter().zip(&names.services) {
            if let Some(module) = lock.modules.get_mut(&*named.module) {
                module.group.clone_from(&service.name);
            }
        }
        lock
    }

    fn module(&mut self, names: &Names, service: u32) -> &mut Module {
        let module = &names.services[service as usize].module;
        self.modules.entry(module.to_string()).or_default()
    }

    fn insert_type(&mut self, names: &Names, named: &TypeNames, name: &Ident, shape: Shape) {
        for (service, alias) in &named.aliases {
            let alias_shape = Shape {
                members: BTreeMap::new(),
                used: shape.used.clone(),
            };
            let module = self.module(names, service.0);
            module.types.insert(alias.to_string(), alias_shape);
        }
        let home = match named.home {
            Some(service) => &mut self.module(names, service.0).types,
            None => &mut self.shared,
        };
        home.insert(name.to_string(), shape);
    }
}
