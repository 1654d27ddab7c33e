//! Pairs of a method of the older crate and the method of the newer crate that is the same operation.

use crate::rust::plan::Crate;
use crate::rust::plan::model::{Method, Module};

use super::change::{About, Subject};

/// A method in its module.
#[derive(Clone, Copy)]
pub(super) struct PlacedMethod<'a> {
    pub module: &'a Module,
    pub method: &'a Method,
}

impl PlacedMethod<'_> {
    pub(super) fn path(&self) -> String {
        format!("{}::{}", self.module.name, self.method.name)
    }

    pub(super) fn key(&self) -> String {
        format!("{} {}", self.method.row.method, self.method.row.path)
    }

    /// Method and path without the names of the path's parameters.
    fn key_without_names(&self) -> String {
        let mut plain = String::new();
        let key = self.key();
        let mut rest = key.as_str();
        while let Some((head, tail)) = rest.split_once('{') {
            plain.extend([head, "{}"]);
            rest = tail.split_once('}').map_or("", |(_, rest)| rest);
        }
        plain + rest
    }

    pub(super) fn about(&self) -> About {
        About {
            operation: Some(self.key()),
            ..About::new(Subject::Operation, self.path())
        }
    }
}

/// An operation that both crates have.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    pub old: PlacedMethod<'a>,
    pub new: PlacedMethod<'a>,
}

/// The methods of all modules.
pub(super) fn methods(crate_: &Crate) -> Vec<PlacedMethod<'_>> {
    let methods_of = |module| {
        let place = move |method| PlacedMethod { module, method };
        let Module { methods, .. } = module;
        methods.iter().map(place)
    };
    crate_.modules.iter().flat_map(methods_of).collect()
}

/// Operations of equal HTTP method and path; of several, the method with the same path in Rust, else with
/// the same name in the source, else the first.
pub(super) fn pairs<'a>(old: &'a Crate, new: &'a Crate) -> Vec<Pair<'a>> {
    let mut free: Vec<(String, PlacedMethod<'a>)> = methods(new)
        .into_iter()
        .map(|method| (method.key_without_names(), method))
        .collect();
    let mut pairs = Vec::new();
    // Methods of the same path in Rust come first, so that a new method with the same key is not paired in their place.
    let rules: [fn(&PlacedMethod<'_>, &PlacedMethod<'_>) -> bool; 3] = [
        |old, new| old.path() == new.path(),
        |old, new| old.method.row.name == new.method.row.name,
        |_, _| true,
    ];
    let mut left: Vec<(String, PlacedMethod<'a>)> = methods(old)
        .into_iter()
        .map(|method| (method.key_without_names(), method))
        .collect();
    for rule in rules {
        left.retain(|(key, method)| {
            let same = free
                .iter()
                .position(|(other_key, other)| other_key == key && rule(method, other));
            match same {
                Some(index) => {
                    let new = free.remove(index).1;
                    pairs.push(Pair { old: *method, new });
                    false
                }
                None => true,
            }
        });
    }
    pairs
}

/// Whether both are the same method of the same crate.
pub(super) fn same(method: &PlacedMethod<'_>, other: &PlacedMethod<'_>) -> bool {
    std::ptr::eq(method.method, other.method)
}
