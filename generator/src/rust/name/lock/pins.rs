//! What of an API had a name before.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::api::{Api, Operation, ServiceId};

use super::super::ServiceNames;
use super::ways::{Ways, keys};
use super::{Lock, Method, Shape};

/// The earlier names of an API's parts, by their places in it.
pub(in crate::rust::name) struct Pins<'l> {
    lock: &'l Lock,
    /// The module, the method and what belongs to it.
    operations: Vec<Option<(&'l str, &'l str, &'l Method)>>,
}

/// The earlier names of a shape.
#[derive(Debug, Clone, Default)]
pub(in crate::rust::name) struct ShapePin<'l> {
    /// Its name and its members' names.
    pub(in crate::rust::name) name: Option<(&'l str, &'l Shape)>,
    /// Whether several modules shared it.
    pub(in crate::rust::name) shared: bool,
    /// The modules in which it had a name, with these names.
    pub(in crate::rust::name) modules: BTreeMap<&'l str, &'l str>,
}

/// How many members an earlier shape and one of now have in common, less those that only one has; both in order.
fn common(known: &[&str], now: &[&str]) -> isize {
    let (mut left, mut right, mut both) = (known, now, 0_usize);
    while let ([one, ones @ ..], [other, others @ ..]) = (left, right) {
        let order = one.cmp(other);
        both += usize::from(order.is_eq());
        left = if order.is_le() { ones } else { left };
        right = if order.is_ge() { others } else { right };
    }
    let either = known.len() + now.len() - both;
    2 * both.cast_signed() - either.cast_signed()
}

fn in_order(mut keys: Vec<&str>) -> Vec<&str> {
    keys.sort_unstable();
    keys.dedup();
    keys
}

impl<'l> Pins<'l> {
    pub(in crate::rust::name) fn new(lock: &'l Lock, ways: &Ways<'_>) -> Self {
        let operations = operations(lock, ways);
        Self { lock, operations }
    }

    /// The earlier module of each service: of its own name, else the one that most of its operations come
    /// from, if nothing bears that name any more.
    pub(in crate::rust::name) fn services(&self, api: &Api) -> Vec<Option<&'l str>> {
        let by_name: BTreeMap<&str, &'l str> = self
            .lock
            .modules
            .iter()
            .map(|(name, module)| (module.service.as_str(), name.as_str()))
            .collect();
        let mut pins: Vec<Option<&'l str>> = api
            .services
            .iter()
            .map(|service| by_name.get(service.name.as_str()).copied())
            .collect();
        let mut votes: BTreeMap<(&'l str, ServiceId), usize> = BTreeMap::new();
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
        let mut given: BTreeSet<&str> = pins.iter().flatten().copied().collect();
        for ((module, service), _) in votes {
            if let Some(pin @ None) = pins.get_mut(service.0 as usize)
                && given.insert(module)
            {
                *pin = Some(module);
            }
        }
        pins
    }

    /// The earlier method of an operation, and what belongs to it.
    pub(in crate::rust::name) fn operation(&self, index: usize) -> Option<(&'l str, &'l Method)> {
        let (_, name, method) = self.operations.get(index).copied().flatten()?;
        Some((name, method))
    }

    /// The earlier names of every shape. A name goes to the shape that has most of its routes; where several
    /// travel the same ways, to the one that has most of its members.
    pub(in crate::rust::name) fn shapes(&self, ways: &Ways<'_>) -> Vec<ShapePin<'l>> {
        let mut pins = vec![ShapePin::default(); ways.uses.len()];
        let mut given = BTreeSet::new();
        for (index, entry) in self.ranked(ways) {
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

    /// Which shape may be which earlier one, the likeliest first.
    fn ranked(&self, ways: &Ways<'_>) -> Vec<(usize, Entry<'l>)> {
        let entries: Vec<Entry<'l>> = self.entries().collect();
        let mut known: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, entry) in entries.iter().enumerate() {
            for route in &entry.shape.routes {
                known.entry(route).or_default().push(place);
            }
        }
        if known.is_empty() {
            return Vec::new();
        }
        let mut votes: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for (index, (used, routes)) in ways.uses.iter().zip(&ways.routes).enumerate() {
            let older = ways.older_routes(used);
            let older: BTreeSet<&str> = older.iter().map(String::as_str).collect();
            let newer = routes.iter().map(String::as_str);
            let newer = newer.filter(|route| !older.contains(route));
            for route in newer.chain(older.iter().copied()) {
                for &place in known.get(route).into_iter().flatten() {
                    *votes.entry((place, index)).or_default() += 1;
                }
            }
        }
        let types = ways.api.types.iter();
        let now: Vec<Vec<&str>> = types.map(|def| in_order(keys(&def.shape))).collect();
        let earlier = entries.iter().map(|entry| entry.shape.members.values());
        let earlier: Vec<Vec<&str>> = earlier
            .map(|keys| in_order(keys.map(String::as_str).collect()))
            .collect();
        let mut votes: Vec<((usize, usize), usize)> = votes.into_iter().collect();
        votes.sort_by_cached_key(|&((place, index), count)| {
            let entry = &entries[place];
            (
                Reverse(count),
                Reverse(common(&earlier[place], &now[index])),
                entry.module,
                entry.name,
                ways.uses[index].route.as_ref(),
            )
        });
        let pair = |((place, index), _): ((usize, usize), usize)| (index, entries[place]);
        votes.into_iter().map(pair).collect()
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
fn operations<'l>(lock: &'l Lock, ways: &Ways<'_>) -> Vec<Option<(&'l str, &'l str, &'l Method)>> {
    let api = ways.api;
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
    for ((pin, operation), key) in operations.zip(&ways.full) {
        let entries = left.get_mut(key.as_str());
        *pin = entries.and_then(|left| take(left, operation));
    }
    let mut by_key: BTreeMap<&str, Vec<(&'l str, &'l str, &'l Method)>> = BTreeMap::new();
    for (key, entries) in left {
        let key = key.split_once(" # ").map_or(key, |(key, _)| key);
        by_key.entry(key).or_default().extend(entries);
    }
    let operations = pins.iter_mut().zip(&api.operations);
    for ((pin, operation), key) in operations.zip(ways.short()) {
        if pin.is_none() {
            let entries = by_key.get_mut(key);
            *pin = entries.and_then(|left| take(left, operation));
        }
    }
    pins
}

/// What a module must leave free for the shapes that had a name in it.
pub(in crate::rust::name) fn kept(
    pins: &[ShapePin<'_>],
    services: &[ServiceNames],
) -> Vec<BTreeSet<String>> {
    let mut kept: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (module, name) in pins.iter().flat_map(|pin| &pin.modules) {
        let names = kept.entry(module).or_default();
        names.insert(super::super::scope::fold(name));
    }
    let of = |service: &ServiceNames| kept.remove(service.module.as_str()).unwrap_or_default();
    services.iter().map(of).collect()
}
