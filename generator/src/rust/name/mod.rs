//! Every identifier of the client, decided once.
//!
//! A name is made from what the thing itself is (its words in the source, its path, its place), never
//! from when it arrived: items in another order get the same names. Where two things of one scope want
//! the same name, both are qualified.

mod carried;
mod contrast;
mod english;
mod error;
mod lock;
mod member;
mod method;
mod operation;
mod reserved;
mod scope;
mod service;
mod shape;
#[cfg(test)]
mod tests;
mod usage;
mod wanted;
mod words;

pub use error::{ErrorVariant, codes, variant_of};
pub use lock::{Entry, Lock, LockError, Named};

use std::collections::BTreeSet;

use crate::model::api::{Api, OperationId, ServiceId, TypeId};

/// The identifiers of a client, by the ids of what they name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    services: Vec<ServiceNames>,
    operations: Vec<OperationNames>,
    types: Vec<TypeNames>,
    servers: Vec<ServerNames>,
}

/// The names of a server whose URL has variables.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ServerNames {
    /// The type.
    pub name: String,
    /// Its fields and setters, in the order of the server's variables.
    pub variables: Vec<String>,
}

/// The names of a group of operations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceNames {
    /// The module, the client's method and, with dashes, the cargo feature.
    pub module: String,
    /// The type that holds the methods: `Users`.
    pub handle: String,
    /// The cargo feature: `sip-phones`.
    pub feature: String,
}

/// The names of one operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationNames {
    /// The handle's method: `update_password`.
    pub method: String,
    /// The constant that describes it: `UPDATE_PASSWORD`.
    pub constant: String,
    /// What its own types start with, and its builder's name: `UpdatePassword`.
    pub stem: String,
    /// Its error enum: `UpdatePasswordError`.
    pub error: String,
    /// The struct of its arguments, where they are too many to stand in a row: `UpdatePasswordParams`.
    pub params: String,
    /// The error enum's variants, before `Other`.
    pub variants: Vec<ErrorVariant>,
    /// The arguments or setters of its parameters, by their place in the operation.
    pub parameters: Vec<String>,
    /// The arguments or setters of its body's form fields, by their place in the body.
    pub fields: Vec<String>,
    /// The argument or setter of a body that is one value.
    pub body: String,
}

/// The names of one shape.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypeNames {
    /// The one service that uses it; none where several share it or nobody uses it.
    pub home: Option<ServiceId>,
    /// The services that use it.
    pub services: BTreeSet<ServiceId>,
    /// The type: `User`.
    pub name: String,
    /// Its fields or variants, in their order.
    pub members: Vec<String>,
    /// Names that it had in modules before several of them shared it.
    pub aliases: Vec<(ServiceId, String)>,
}

impl Names {
    /// The names of a service.
    pub fn service(&self, id: ServiceId) -> &ServiceNames {
        &self.services[id.0 as usize]
    }

    /// The names of an operation.
    pub fn operation(&self, id: OperationId) -> &OperationNames {
        &self.operations[id.0 as usize]
    }

    /// The names of a server, by its place in the API.
    pub fn server(&self, index: usize) -> &ServerNames {
        &self.servers[index]
    }

    /// The names of all shapes, in the API's order.
    pub fn types(&self) -> impl Iterator<Item = &TypeNames> {
        self.types.iter()
    }

    /// The names of a shape.
    pub fn ty(&self, id: TypeId) -> &TypeNames {
        &self.types[id.0 as usize]
    }
}

/// So often, at the most, things are named again until the names stay; the corpus's test holds that they do.
const ROUNDS: usize = 4;

/// Names everything in an API by rule.
pub fn names(api: &Api) -> Names {
    locked_names(api, &Lock::default())
}

/// Names everything in an API; what has a name in the lock keeps it.
pub fn locked_names(api: &Api, lock: &Lock) -> Names {
    names_and_lock(api, lock).0
}

/// As [`locked_names`], with the lock that keeps the names from now on.
///
/// What is new may be named otherwise once the rest is known, so it is named again then: the names that are
/// given are those that the next run gives.
pub fn names_and_lock(api: &Api, lock: &Lock) -> (Names, Lock) {
    let (ways, nouns) = (lock::Ways::of(api), service::nouns(api));
    let mut names = names_once(&ways, &nouns, lock);
    let mut known = ways.lock(&names);
    if known == *lock {
        return (names, known);
    }
    for _ in 0..ROUNDS {
        let next = names_once(&ways, &nouns, &known);
        if next == names {
            break;
        }
        names = next;
        let next = ways.lock(&names);
        if next == known {
            break;
        }
        known = next;
    }
    (names, known)
}

fn names_once(ways: &lock::Ways<'_>, nouns: &[method::Noun], lock: &Lock) -> Names {
    let api = ways.api;
    let pins = lock::Pins::new(lock, ways);
    let services = service::names(api, &pins.services(api));
    let shapes = pins.shapes(ways);
    let kept = lock::kept(&shapes, &services);
    let (operations, stems) = operation::names(api, nouns, &services, &pins, &kept);
    let taken = operation::taken(api, &services, &operations);
    let known = (ways.uses.as_slice(), shapes.as_slice());
    let types = shape::names(api, nouns, (&stems, &services), &taken, known);
    Names {
        services,
        operations,
        types,
        servers: service::servers(api),
    }
}

/// A text as the name of a function or of what it is given.
pub fn function(text: &str) -> String {
    reserved::escaped(words::Words::of(text).snake())
}

/// A name that cargo takes for a package: `zoom-client`.
pub fn package(text: &str) -> String {
    let words = words::Words::of(text);
    let words = if words.is_empty() {
        words.and("api")
    } else {
        words.limited(method::LIMIT)
    };
    let name = words.0.join("-");
    let library = name.replace('-', "_");
    if name.starts_with(|one: char| one.is_ascii_digit()) {
        return format!("n{name}");
    }
    let taken = reserved::escaped(library.clone()) != library
        || reserved::is_root(&library)
        || reserved::is_device(&library);
    if taken {
        format!("{name}-client")
    } else {
        name
    }
}
