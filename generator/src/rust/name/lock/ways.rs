//! By what an API's operations and shapes are found again, in this run's rounds and in later runs.

use std::collections::BTreeMap;

use indexmap::IndexSet;

use crate::model::api::{Api, Operation, TypeShape};

use super::super::usage::{Role, Route, Use, usage};
use super::operation_key;

/// An API with the texts that a lock knows its parts by.
pub(in crate::rust::name) struct Ways<'a> {
    pub(in crate::rust::name) api: &'a Api,
    pub(in crate::rust::name) uses: Vec<Use<'a>>,
    /// Each operation's method and path, and whether several operations share them: one URL of JSON-RPC, GraphQL
    /// or SOAP.
    short: Vec<(String, bool)>,
    /// Each operation's method and path, and the item's name on one line; of twins in all of that, also what
    /// their bodies hold.
    pub(super) full: Vec<String>,
    /// The ways to each shape, the shortest first. The item's name stands in them where method and path do not
    /// tell which operation is meant.
    pub(super) routes: Vec<Vec<String>>,
}

impl<'a> Ways<'a> {
    pub(in crate::rust::name) fn of(api: &'a Api) -> Self {
        let keys = api.operations.iter().map(|one| operation_key(&one.key));
        let keys: Vec<String> = keys.collect();
        let mut ways = Self {
            api,
            uses: usage(api),
            full: full_keys(api, &keys),
            short: with_twins(keys),
            routes: Vec::new(),
        };
        ways.routes = ways.uses.iter().map(|used| ways.routes(used)).collect();
        ways
    }

    /// Each operation's method and path.
    pub(super) fn short(&self) -> impl Iterator<Item = &str> {
        self.short.iter().map(|(key, _)| key.as_str())
    }

    fn routes(&self, used: &Use<'_>) -> Vec<String> {
        let mut routes: Vec<&Route<'_>> = used.routes.iter().collect();
        routes.sort_by(|one, other| (one.path.len(), *one).cmp(&(other.path.len(), *other)));
        let keys: IndexSet<String> = routes.iter().map(|route| self.route(route, true)).collect();
        keys.into_iter().collect()
    }

    /// The ways to a shape by which a lock may know it: it may be older than the second operation of a method and
    /// path.
    pub(super) fn older_routes(&self, used: &Use<'_>) -> Vec<String> {
        let is_shared = |route: &&Route<'_>| self.short[route.operation].1;
        let routes = used.routes.iter().filter(is_shared);
        routes.map(|route| self.route(route, false)).collect()
    }

    fn route(&self, route: &Route<'_>, named: bool) -> String {
        let (key, is_shared) = &self.short[route.operation];
        let mut text = key.clone();
        if *is_shared && named {
            text.push('#');
            safe(&self.api.operations[route.operation].name, &mut text);
        }
        match &route.role {
            Role::Response(_) => text.push_str(" response "),
            Role::Request => text.push_str(" request "),
            Role::Value(name) => {
                text.push_str(" value:");
                safe(name, &mut text);
                text.push(' ');
            }
        }
        if route.path.is_empty() {
            text.push('.');
        }
        for (place, key) in route.path.iter().enumerate() {
            if place > 0 {
                text.push('.');
            }
            safe(key, &mut text);
        }
        text
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

fn full_keys(api: &Api, keys: &[String]) -> Vec<String> {
    let full = api.operations.iter().zip(keys).map(full_key);
    let full = with_twins(full.collect()).into_iter().zip(&api.operations);
    full.map(|((mut key, has_twin), operation)| {
        if has_twin {
            let held = super::super::carried::keys(operation, &api.types);
            key.push_str(&format!(" # {}", held.0.join(" ")));
        }
        key
    })
    .collect()
}

fn full_key((operation, key): (&Operation, &String)) -> String {
    let words: Vec<&str> = operation.name.split_whitespace().collect();
    format!("{key} # {}", words.join(" "))
}

/// Each text, and whether it is there more than once.
fn with_twins(texts: Vec<String>) -> Vec<(String, bool)> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for text in &texts {
        *seen.entry(text).or_default() += 1;
    }
    let several: Vec<bool> = texts.iter().map(|text| seen[text.as_str()] > 1).collect();
    texts.into_iter().zip(several).collect()
}

/// Adds a key without the signs that part routes from each other.
fn safe(key: &str, text: &mut String) {
    for letter in key.chars() {
        match letter.is_alphanumeric() || "_-[]{}$@:/".contains(letter) {
            true => text.push(letter),
            false => text.push_str(&format!("%{:X}", u32::from(letter))),
        }
    }
}
