//! What of an API had a name before.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Api, Operation, ServiceId};

use super::super::ServiceNames;
use super::super::usage::Use;
use super::write::{Several, full_keys, keys, route_keys, several};
use super::{Lock, Method, Shape, operation_key};

/// The earlier names of an API's parts, by their places in it.
pub(in crate::name) struct Pins<'l> {
    lock: &'l Lock,
    /// The module, the method and what belongs to it.
    operations: Vec<Option<(&'l str, &'l str, &'l Method)>>,
}

/// The earlier names of a shape.
#[derive(Debug, Clone, Default)]
pub(in crate::name) struct ShapePin<'l> {
    /// Its name and its members' names.
    pub(in crate::name) name: Option<(&'l str, &'l Shape)>,
    /// Whether several modules shared it.
    pub(in crate::name) shared: bool,
    /// The modules in which it had a name, with these names.
    pub(in crate::name) modules: BTreeMap<&'l str, &'l str>,
}

/// How many members an earlier shape and one of now have in common, less those that only one has.
fn common(api: &Api, index: usize, earlier: &Shape) -> isize {
    let known: BTreeSet<&str> = earlier.members.values().map(String::as_str).collect();
    let now = api.types.get(index).map(|def| keys(&def.shape));
    let now: BTreeSet<&str> = now.into_iter().flatten().collect();
    let both = known.intersection(&now).count();
    let either = known.union(&now).count();
    2 * both.cast_signed() - either.cast_signed()
}

impl<'l> Pins<'l> {
    pub(in crate::name) fn new(lock: &'l Lock, api: &Api) -> Self {
        let operations = operations(lock, api);
        Self { lock, operations }
    }

    /// The earlier module of each service: of its own name, else the one that most of its operations come
    /// from, if nothing bears that name any more.
    pub(in crate::name) fn services(&self, api: &Api) -> Vec<Option<String>> {
        let by_name: BTreeMap<&str, &str> = self
            .lock
            .modules
            .iter()
            .map(|(name, module)| (module.service.as_str(), name.as_str()))
            .collect();
        let mut pins: Vec<Option<String>> = api
            .services
            .iter()
            .map(|service| {
                by_name
                    .get(service.name.as_str())
                    .map(|&name| name.to_owned())
            })
            .collect();
        let mut votes: BTreeMap<(&str, ServiceId), usize> = BTreeMap::new();
        for (operation, pin) in api.operations.iter().zip(&self.operations) {
            let declared = api.services.get(operation.service.0 as usize);
            if let Some((module, _, _)) = pin
                && !declared.is_some_and(|service| service.declared)
            {
                *votes.entry((module, operation.service)).or_default() += 1;
            }
        }
        let mut votes: Vec<_> = votes.into_iter().collect();
        votes.sort_by_key(|&((module, service), count)| (Reverse(count), module, service));
        for ((module, service), _) in votes {
            let is_free = !pins.iter().flatten().any(|pinned| pinned == module);
            if let Some(pin @ None) = pins.get_mut(service.0 as usize).filter(|_| is_free) {
                *pin = Some(module.to_owned());
            }
        }
        pins
    }

    /// The earlier method of an operation, and what belongs to it.
    pub(in crate::name) fn operation(&self, index: usize) -> Option<(&'l str, &'l Method)> {
        let (_, name, method) = self.operations.get(index).copied().flatten()?;
        Some((name, method))
    }

    /// The earlier names of every shape. A name goes to the shape that has most of its routes; where several
    /// travel the same ways, to the one that has most of its members.
    pub(in crate::name) fn shapes(&self, api: &Api, uses: &[Use]) -> Vec<ShapePin<'l>> {
        let several = several(api);
        let mut known: BTreeMap<&str, Vec<Entry<'l>>> = BTreeMap::new();
        for entry in self.entries() {
            for route in &entry.shape.routes {
                known.entry(route).or_default().push(entry);
            }
        }
        let mut votes: BTreeMap<(Option<&str>, &str, usize), (usize, Entry<'l>)> = BTreeMap::new();
        for (index, used) in uses.iter().enumerate() {
            // A lock may be older than the second operation of a method and path.
            let mut routes = route_keys(api, used, &several);
            routes.extend(route_keys(api, used, &Several::new()));
            routes.sort();
            routes.dedup();
            for route in routes {
                for entry in known.get(route.as_str()).into_iter().flatten() {
                    let key = (entry.module, entry.name, index);
                    votes.entry(key).or_insert((0, *entry)).0 += 1;
                }
            }
        }
        let mut votes: Vec<(usize, usize, Entry<'l>)> = votes
            .into_iter()
            .map(|((_, _, index), (count, entry))| (index, count, entry))
            .collect();
        let length = |index: usize| uses.get(index).and_then(|used| used.route.as_ref());
        votes.sort_by_cached_key(|&(index, count, entry)| {
            (
                Reverse(count),
                Reverse(common(api, index, entry.shape)),
                entry.module,
                entry.name,
                length(index),
            )
        });
        let mut pins = vec![ShapePin::default(); uses.len()];
        let mut given = BTreeSet::new();
        for (index, _, entry) in votes {
            let Some(pin) = pins.get_mut(index) else {
                continue;
            };
            let has_one = match entry.module {
                None => pin.shared,
                Some(module) => pin.modules.contains_key(module),
            };
            if has_one || !given.insert((entry.module, entry.name)) {
                continue;
            }
            match entry.module {
                // The name that all modules know it by is its own.
                None => (pin.name, pin.shared) = (Some((entry.name, entry.shape)), true),
                Some(module) => {
                    pin.modules.insert(module, entry.name);
                    pin.name.get_or_insert((entry.name, entry.shape));
                }
            }
        }
        pins
    }

    fn entries(&self) -> impl Iterator<Item = Entry<'l>> {
        let modules = self.lock.modules.iter().flat_map(|(module, held)| {
            let module = Some(module.as_str());
            held.shapes.iter().map(move |(name, shape)| Entry {
                module,
                name,
                shape,
            })
        });
        let shared = self.lock.shared.iter().map(|(name, shape)| Entry {
            module: None,
            name,
            shape,
        });
        modules.chain(shared)
    }
}

/// A named shape of the lock.
#[derive(Debug, Clone, Copy)]
struct Entry<'l> {
    module: Option<&'l str>,
    name: &'l str,
    shape: &'l Shape,
}

/// Operations by method, path and name; those that are left by method and path alone.
fn operations<'l>(lock: &'l Lock, api: &Api) -> Vec<Option<(&'l str, &'l str, &'l Method)>> {
    let mut left: BTreeMap<&str, Vec<(&'l str, &'l str, &'l Method)>> = BTreeMap::new();
    for (module, held) in &lock.modules {
        for (name, method) in &held.methods {
            left.entry(&method.key)
                .or_default()
                .push((module, name, method));
        }
    }
    let mut pins = vec![None; api.operations.len()];
    // Items of one name, method and path may stand in several groups: each keeps to its own.
    let take = |left: &mut Vec<(&'l str, &'l str, &'l Method)>, operation: &Operation| {
        let service = api.services.get(operation.service.0 as usize);
        let is_own = |entry: &(&str, &str, &Method)| {
            let module = lock.modules.get(entry.0);
            module.map(|one| &one.service) == service.map(|one| &one.name)
        };
        let own = left.iter().position(is_own).unwrap_or_default();
        (own < left.len()).then(|| left.remove(own))
    };
    let operations = pins.iter_mut().zip(&api.operations);
    for ((pin, operation), key) in operations.zip(full_keys(api)) {
        let entries = left.get_mut(key.as_str());
        *pin = entries.and_then(|left| take(left, operation));
    }
    let mut by_key: BTreeMap<&str, Vec<(&'l str, &'l str, &'l Method)>> = BTreeMap::new();
    for (key, entries) in left {
        let key = key.split_once(" # ").map_or(key, |(key, _)| key);
        by_key.entry(key).or_default().extend(entries);
    }
    for (pin, operation) in pins.iter_mut().zip(&api.operations) {
        if pin.is_none() {
            let entries = by_key.get_mut(operation_key(&operation.key).as_str());
            *pin = entries.and_then(|left| take(left, operation));
        }
    }
    pins
}

/// What a module must leave free for the shapes that had a name in it.
pub(in crate::name) fn kept(
    pins: &[ShapePin<'_>],
    services: &[ServiceNames],
) -> Vec<BTreeSet<String>> {
    let of = |service: &ServiceNames| {
        pins.iter()
            .filter_map(|pin| pin.modules.get(service.module.as_str()))
            .map(|name| super::super::scope::fold(name))
            .collect()
    };
    services.iter().map(of).collect()
}
