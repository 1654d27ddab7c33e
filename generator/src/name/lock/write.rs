//! From the names of an API to the lock that keeps them.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Api, Operation, ServiceId, TypeShape};

use super::super::usage::{Role, Route, Use, usage};
use super::super::{Names, OperationNames, TypeNames};
use super::{Lock, Method, Module, Shape, error_key, operation_key};

/// So many of a shape's routes are kept; all but one of them may go, and it is found again.
const ROUTES: usize = 6;

impl Lock {
    /// The lock that keeps these names.
    pub fn of(api: &Api, names: &Names) -> Self {
        let mut lock = Self::default();
        for (service, named) in api.services.iter().zip(&names.services) {
            let module = Module {
                service: service.name.clone(),
                ..Module::default()
            };
            lock.modules.insert(named.module.clone(), module);
        }
        let named = api.operations.iter().zip(&names.operations);
        for ((operation, named), key) in named.zip(full_keys(api)) {
            let module = lock.module(names, operation.service);
            module
                .methods
                .insert(named.method.clone(), method(operation, named, key));
        }
        let several = several(api);
        for ((def, named), used) in api.types.iter().zip(&names.types).zip(usage(api)) {
            if !named.name.is_empty() {
                lock.shape(
                    names,
                    named,
                    &shape(api, &def.shape, named, (&used, &several)),
                );
            }
        }
        lock.modules
            .retain(|_, module| !module.methods.is_empty() || !module.shapes.is_empty());
        lock
    }

    fn module(&mut self, names: &Names, id: ServiceId) -> &mut Module {
        self.modules
            .entry(names.service(id).module.clone())
            .or_default()
    }

    fn shape(&mut self, names: &Names, named: &TypeNames, shape: &Shape) {
        let home = match named.home {
            Some(service) => &mut self.module(names, service).shapes,
            None => &mut self.shared,
        };
        home.insert(named.name.clone(), shape.clone());
        for (service, alias) in &named.aliases {
            let also = Shape {
                members: BTreeMap::new(),
                ..shape.clone()
            };
            self.module(names, *service)
                .shapes
                .insert(alias.clone(), also);
        }
    }
}

fn method(operation: &Operation, named: &OperationNames, key: String) -> Method {
    Method {
        key,
        stem: named.stem.clone(),
        inputs: named
            .inputs(operation)
            .map(|(name, key)| (name.to_owned(), key))
            .collect(),
        errors: named
            .variants
            .iter()
            .map(|one| (one.name.clone(), error_key(one.status, one.code.as_deref())))
            .collect(),
    }
}

fn shape(
    api: &Api,
    shape: &TypeShape,
    named: &TypeNames,
    (used, several): (&Use, &Several),
) -> Shape {
    let mut routes = route_keys(api, used, several);
    routes.truncate(ROUTES);
    let members = named.members.iter().cloned();
    Shape {
        routes,
        members: members
            .zip(keys(shape).into_iter().map(str::to_owned))
            .collect(),
    }
}

/// What a shape's members are called on the wire.
pub(super) fn keys(shape: &TypeShape) -> Vec<&str> {
    match shape {
        TypeShape::Record(record) => record.fields.iter().map(|one| one.name.as_str()).collect(),
        TypeShape::Enum(values) => values.iter().map(|one| one.value.as_str()).collect(),
        TypeShape::Identifier => Vec::new(),
        TypeShape::Union(union) => union.variants.iter().map(|one| one.name.as_str()).collect(),
    }
}

/// Each operation's method and path, and the item's name on one line; of twins in all of that, also what their
/// bodies hold.
pub(super) fn full_keys(api: &Api) -> Vec<String> {
    let mut keys: Vec<String> = api.operations.iter().map(full_key).collect();
    let mut seen = BTreeMap::new();
    for key in &keys {
        *seen.entry(key.clone()).or_insert(0) += 1;
    }
    for (key, operation) in keys.iter_mut().zip(&api.operations) {
        if seen.get(key).is_some_and(|&times| times > 1) {
            let held = super::super::carried::keys(operation, &api.types);
            key.push_str(&format!(" # {}", held.0.join(" ")));
        }
    }
    keys
}

fn full_key(operation: &Operation) -> String {
    let words: Vec<&str> = operation.name.split_whitespace().collect();
    format!("{} # {}", operation_key(&operation.key), words.join(" "))
}

/// Methods and paths that several operations share: one URL of JSON-RPC, GraphQL or SOAP.
pub(super) type Several = BTreeSet<String>;

pub(super) fn several(api: &Api) -> Several {
    let mut seen = BTreeSet::new();
    let keys = api.operations.iter().map(|one| operation_key(&one.key));
    keys.filter(|key| !seen.insert(key.clone())).collect()
}

/// The ways to a shape as text, the shortest first. The item's name stands in them where method and path do not
/// tell which operation is meant.
pub(super) fn route_keys(api: &Api, used: &Use, several: &Several) -> Vec<String> {
    let mut routes: Vec<&Route> = used.routes.iter().collect();
    routes.sort_by(|one, other| (one.path.len(), one).cmp(&(other.path.len(), other)));
    let mut keys: Vec<String> = Vec::new();
    for route in routes {
        let key = route_key(api, route, several);
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

fn route_key(api: &Api, route: &Route, several: &Several) -> String {
    let operation = api.operations.get(route.operation).map(|one| {
        let key = operation_key(&one.key);
        match several.contains(&key) {
            true => format!("{key}#{}", safe(&one.name)),
            false => key,
        }
    });
    let role = match &route.role {
        Role::Response(_) => "response".to_owned(),
        Role::Request => "request".to_owned(),
        Role::Value(name) => format!("value:{}", safe(name)),
    };
    let path: Vec<String> = route.path.iter().map(|key| safe(key)).collect();
    let path = if path.is_empty() {
        ".".to_owned()
    } else {
        path.join(".")
    };
    format!("{} {role} {path}", operation.unwrap_or_default())
}

/// A key without the signs that part routes from each other.
fn safe(key: &str) -> String {
    let keep = |one: char| one.is_alphanumeric() || "_-[]{}$@:/".contains(one);
    let letter = |one: char| match keep(one) {
        true => one.to_string(),
        false => format!("%{:X}", u32::from(one)),
    };
    key.chars().map(letter).collect()
}
