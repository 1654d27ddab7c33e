//! From the names of an API to the lock that keeps them.

use std::collections::BTreeMap;

use crate::model::api::{Operation, ServiceId, TypeShape};

use super::super::{Names, OperationNames, TypeNames};
use super::ways::{Ways, keys};
use super::{Lock, Method, Module, Shape, error_key};

/// So many of a shape's routes are kept; all but one of them may go, and it is found again.
const ROUTES: usize = 6;

impl Ways<'_> {
    /// The lock that keeps these names.
    pub(in crate::rust::name) fn lock(&self, names: &Names) -> Lock {
        let api = self.api;
        let mut lock = Lock::default();
        for (service, named) in api.services.iter().zip(&names.services) {
            let module = Module {
                service: service.name.clone(),
                ..Module::default()
            };
            lock.modules.insert(named.module.clone(), module);
        }
        let named = api.operations.iter().zip(&names.operations);
        for ((operation, named), key) in named.zip(&self.full) {
            let module = lock.module(names, operation.service);
            module
                .methods
                .insert(named.method.clone(), method(operation, named, key.clone()));
        }
        let named = api.types.iter().zip(&names.types);
        for ((def, named), routes) in named.zip(&self.routes) {
            if !named.name.is_empty() {
                lock.shape(names, named, shape(&def.shape, named, routes));
            }
        }
        lock.modules
            .retain(|_, module| !module.methods.is_empty() || !module.shapes.is_empty());
        lock
    }
}

impl Lock {
    fn module(&mut self, names: &Names, id: ServiceId) -> &mut Module {
        self.modules
            .entry(names.service(id).module.clone())
            .or_default()
    }

    fn shape(&mut self, names: &Names, named: &TypeNames, shape: Shape) {
        for (service, alias) in &named.aliases {
            let also = Shape {
                members: BTreeMap::new(),
                routes: shape.routes.clone(),
            };
            self.module(names, *service)
                .shapes
                .insert(alias.clone(), also);
        }
        let home = match named.home {
            Some(service) => &mut self.module(names, service).shapes,
            None => &mut self.shared,
        };
        home.insert(named.name.clone(), shape);
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

fn shape(shape: &TypeShape, named: &TypeNames, routes: &[String]) -> Shape {
    let members = named.members.iter().cloned();
    Shape {
        routes: routes.iter().take(ROUTES).cloned().collect(),
        members: members
            .zip(keys(shape).into_iter().map(str::to_owned))
            .collect(),
    }
}
