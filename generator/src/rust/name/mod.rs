//! Every identifier of the client, decided once.
//!
//! Names of the lock come first, and everything else is named against them. A name is made from what the thing itself is
//! (its words in the source, its URL, where it is used), never from its position: items in another order get the same
//! names. Where two things of one scope would have the same name, both are qualified.
//!
//! Words of this room:
//! - the *noun* of a service: the words by which names of its operations mention it (`user` in `Update a user's password`), which
//!   methods leave out because the service's handle says them already;
//! - a *pin*: a name that a thing has in the lock, and therefore keeps;
//! - the *stem* of an operation: what the names of its own types begin with (`UpdatePassword` in `UpdatePasswordError`);
//! - a *claim*: all names that a thing may have, the best first, and the properties whose words qualify it where those are taken;
//! - *folded*: without case and underscores, as names are compared.

mod body;
mod candidates;
mod distinct;
mod english;
mod error;
mod framework;
mod ident;
mod lists;
mod lock;
mod meaning;
mod member;
mod message;
mod method;
mod noun;
mod operation;
mod path;
mod phrase;
mod reader;
mod reserved;
mod scope;
mod segment;
mod sentence;
mod service;
mod shape;
#[cfg(test)]
mod tests;
mod words;

pub use error::{ErrorVariant, answer_variant, codes, variant_of};
pub use ident::Ident;
pub use lock::{Entry, Lock, LockError, Named};

use std::collections::BTreeSet;

use crate::ground::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::api::{Api, OperationId, SchemeId, ServiceId, TypeId};

use candidates::Context;
use lock::{LockKeys, Pins, names_of_types, pinned_types};
use scope::Unresolved;

/// The identifiers of a client, by the ids of what they name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    services: Vec<ServiceNames>,
    operations: Vec<OperationNames>,
    types: Vec<TypeNames>,
    servers: Vec<ServerNames>,
    schemes: Vec<Ident>,
    unresolved: Vec<Unresolved>,
}

/// The names of a server whose URL has variables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerNames {
    /// The type.
    pub name: Ident,
    /// Its fields and setters, in the order of the server's variables.
    pub variables: Vec<Ident>,
}

/// The names of a group of operations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceNames {
    /// The module, the client's method and, with dashes, the cargo feature.
    pub module: Ident,
    /// The type that holds the methods: `Users`.
    pub handle: Ident,
    /// The cargo feature: `sip-phones`.
    pub feature: String,
}

/// The names of one operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationNames {
    /// The handle's method: `update_password`.
    pub method: Ident,
    /// The constant that describes the operation: `UPDATE_PASSWORD`.
    pub constant: Ident,
    /// What its own types start with, and its builder's name: `UpdatePassword`.
    pub stem: Ident,
    /// Its error enum: `UpdatePasswordError`.
    pub error: Ident,
    /// The struct of its arguments, where a call has many: `UpdatePasswordParams`.
    pub params: Ident,
    /// The error enum's variants, before `Other`.
    pub variants: Vec<ErrorVariant>,
    /// The arguments and setters, in the order of [`Operation::inputs`](crate::model::api::Operation::inputs).
    pub inputs: Vec<Ident>,
    /// The enum of its answers, where it answers in several ways: `UpdatePasswordAnswer`.
    pub answer: Ident,
    /// The methods of its call that read other media types, each with its media type.
    pub readers: Vec<(String, Ident)>,
}

/// The names of one type.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypeNames {
    /// The one service that uses it; none where several share it or nothing uses it.
    pub home: Option<ServiceId>,
    /// The services that use it.
    pub services: BTreeSet<ServiceId>,
    /// The type: `User`; none where nothing uses it.
    pub name: Option<Ident>,
    /// Its fields or variants, in their order.
    pub members: Vec<Ident>,
    /// Names that it had in modules before several of them shared it.
    pub aliases: Vec<(ServiceId, Ident)>,
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

    /// The names of a server, by its index in the API.
    pub fn server(&self, index: usize) -> &ServerNames {
        &self.servers[index]
    }

    /// The setter for the credentials of a scheme.
    pub fn scheme(&self, id: SchemeId) -> &Ident {
        &self.schemes[id.0 as usize]
    }

    /// The names of all types, in the API's order.
    pub fn types(&self) -> impl Iterator<Item = &TypeNames> {
        self.types.iter()
    }

    /// A warning for each new name that ends in a number, because no word of its thing differs from those of the others.
    pub fn diagnostics(&self) -> Diagnostics {
        let mut diagnostics = Diagnostics::new();
        for Unresolved { name, key } in &self.unresolved {
            let message = format!(
                "`{name}` ends in a number: no word differs between `{key}` and others of its name"
            );
            let help =
                format!("change `{name}` to a name of your own in names.lock; later runs keep it");
            diagnostics.push(Diagnostic::new(Code::NumberedName, message).help(help));
        }
        diagnostics
    }

    /// The names of a type.
    pub fn ty(&self, id: TypeId) -> &TypeNames {
        &self.types[id.0 as usize]
    }
}

/// Names everything in an API by rule.
pub fn names(api: &Api) -> Names {
    locked_names(api, &Lock::default())
}

/// Names everything in an API; what has a name in the lock keeps it.
pub fn locked_names(api: &Api, lock: &Lock) -> Names {
    names_and_lock(api, lock).0
}

/// As [`locked_names`], with the lock that keeps the names from now on. With that lock, the names are the same again: each
/// of them is found by a key that only its thing has, and what has no pin is named against the pins.
pub fn names_and_lock(api: &Api, lock: &Lock) -> (Names, Lock) {
    let keys = LockKeys::of(api);
    let names = names_against(&keys, lock);
    let lock = Lock::of(&keys, &names);
    (names, lock)
}

fn names_against(keys: &LockKeys<'_>, lock: &Lock) -> Names {
    let api = keys.api;
    let (pins, type_pins) = (Pins::new(lock, keys), pinned_types(lock, keys));
    let mut unresolved = Vec::new();
    let nouns = service::nouns(api);
    let services = service::names(api, &pins.services(api), &mut unresolved);
    let (operations, stems) = operation::names(
        api,
        &nouns,
        &services,
        &pins,
        &names_of_types(&type_pins, &services),
        &mut unresolved,
    );
    let taken = operation::taken(api, &services, &operations);
    let context = Context {
        api,
        stems: &stems,
        nouns: &nouns,
        usage: &keys.usage,
    };
    let types = shape::names(&context, &services, &taken, &type_pins, &mut unresolved);
    let servers = service::servers(api, &mut unresolved);
    let schemes = service::schemes(api, &mut unresolved);
    Names {
        services,
        operations,
        types,
        servers,
        schemes,
        unresolved,
    }
}

/// A text as the name of a function or an argument.
pub fn function(text: &str) -> String {
    reserved::escaped(words::Words::of(text).snake())
}

/// A text as the name of a constant: `X_RATE_LIMIT`.
pub fn constant(text: &str) -> String {
    let name = words::Words::of_wire(text).snake().to_ascii_uppercase();
    match words::starts_with_digit(&name) {
        true => format!("N{name}"),
        false => name,
    }
}

/// A text as the name of a package: `zoom-client`.
pub fn package(text: &str) -> String {
    let words = words::Words::of(text);
    let words = if words.is_empty() {
        words.and("api")
    } else {
        words.limited(method::LIMIT)
    };
    let name = words.0.join("-");
    let library = name.replace('-', "_");
    if words::starts_with_digit(&name) {
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
