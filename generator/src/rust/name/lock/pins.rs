//! The parts of an API that a lock has names for.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::ground::index::Id;
use crate::model::api::{Api, Operation, ServiceId, TypeId};

use super::super::ServiceNames;
use super::super::candidates::member_keys;
use super::super::scope::fold;
use super::keys::{LockKeys, without_details};
use super::{Lock, Method, Shape};

/// The earlier names of an API's operations and modules.
pub(in crate::rust::name) struct Pins<'l> {
    lock: &'l Lock,
    operations: Vec<Option<MethodEntry<'l>>>,
}

/// A method of the lock.
#[derive(Debug, Clone, Copy)]
struct MethodEntry<'l> {
    module: &'l str,
    name: &'l str,
    method: &'l Method,
}

/// The earlier names of a type.
#[derive(Debug, Clone, Default)]
pub(in crate::rust::name) struct ShapePin<'l> {
    /// Its name and its members' names.
    pub(in crate::rust::name) name: Option<(&'l str, &'l Shape)>,
    /// Whether several modules shared it.
    pub(in crate::rust::name) shared: bool,
    /// The modules in which it had a name, with these names.
    pub(in crate::rust::name) modules: BTreeMap<&'l str, &'l str>,
}

impl<'l> Pins<'l> {
    pub(in crate::rust::name) fn new(lock: &'l Lock, keys: &LockKeys<'_>) -> Self {
        let operations = operations(lock, keys);
        Self { lock, operations }
    }

    /// The earlier method of an operation, and what belongs to it.
    pub(in crate::rust::name) fn operation(&self, index: usize) -> Option<(&'l str, &'l Method)> {
        let entry = self.operations.get(index).copied().flatten()?;
        Some((entry.name, entry.method))
    }

    /// The earlier module of each service: the one of its own name, else the one that most of its operations come
    /// from, unless another service has it.
    pub(in crate::rust::name) fn services(&self, api: &Api) -> Vec<Option<&'l str>> {
        let modules = self.lock.modules.iter();
        let by_group: BTreeMap<&str, &'l str> = modules
            .map(|(name, module)| (module.group.as_str(), name.as_str()))
            .collect();
        let services = api.services.iter();
        let mut pins: Vec<Option<&'l str>> = services
            .map(|service| by_group.get(service.name.as_str()).copied())
            .collect();
        let mut counts: BTreeMap<(&'l str, ServiceId), usize> = BTreeMap::new();
        for (operation, pin) in api.operations.iter().zip(&self.operations) {
            let service = api.services.get(operation.service);
            let is_declared = service.is_some_and(|service| service.declared);
            if let Some(entry) = pin.filter(|_| !is_declared) {
                *counts.entry((entry.module, operation.service)).or_default() += 1;
            }
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|&((module, service), count)| (Reverse(count), module, service));
        let mut used: BTreeSet<&str> = pins.iter().flatten().copied().collect();
        for ((module, service), _) in counts {
            if let Some(pin @ None) = pins.get_mut(service.0 as usize)
                && used.insert(module)
            {
                *pin = Some(module);
            }
        }
        pins
    }
}

/// Operations by their whole keys; those that are left by method and path alone.
fn operations<'l>(lock: &'l Lock, keys: &LockKeys<'_>) -> Vec<Option<MethodEntry<'l>>> {
    let mut left: BTreeMap<&str, Vec<MethodEntry<'l>>> = BTreeMap::new();
    for (module, content) in &lock.modules {
        for (name, method) in &content.methods {
            let entries = left.entry(&method.operation).or_default();
            entries.push(MethodEntry {
                module,
                name,
                method,
            });
        }
    }
    let api = keys.api;
    let mut pins = vec![None; api.operations.len()];
    take_pins(&mut pins, &mut left, lock, api, &keys.operations);
    let mut by_short: BTreeMap<&str, Vec<MethodEntry<'l>>> = BTreeMap::new();
    for (key, entries) in left {
        let short = key.split_once(" # ").map_or(key, |(short, _)| short);
        by_short.entry(short).or_default().extend(entries);
    }
    take_pins(&mut pins, &mut by_short, lock, api, &keys.short);
    pins
}

/// Gives each operation that has no pin the entry of its key; of several entries, the one in its own group.
fn take_pins<'l>(
    pins: &mut [Option<MethodEntry<'l>>],
    left: &mut BTreeMap<&str, Vec<MethodEntry<'l>>>,
    lock: &Lock,
    api: &Api,
    keys: &[String],
) {
    let group = |entry: &MethodEntry<'_>| Some(&lock.modules.get(entry.module)?.group);
    let service = |operation: &Operation| Some(&api.services.get(operation.service)?.name);
    for ((pin, operation), key) in pins.iter_mut().zip(&api.operations).zip(keys) {
        if pin.is_none()
            && let Some(entries) = left.get_mut(key.as_str())
            && !entries.is_empty()
        {
            let own = entries
                .iter()
                .position(|entry| group(entry) == service(operation));
            *pin = Some(entries.remove(own.unwrap_or_default()));
        }
    }
}

/// A type of the lock.
#[derive(Debug, Clone, Copy)]
struct TypeEntry<'l> {
    /// None where several modules share it.
    module: Option<&'l str>,
    name: &'l str,
    shape: &'l Shape,
}

/// The earlier names of every type. A name goes to the type that has most of its paths; where several have as many, to the
/// one that has most of its members. Names that are left go to types by paths without details.
pub(in crate::rust::name) fn pinned_types<'l>(
    lock: &'l Lock,
    keys: &LockKeys<'_>,
) -> Vec<ShapePin<'l>> {
    let mut pins = vec![ShapePin::default(); keys.usage.len()];
    let mut left = type_entries(lock);
    for without in [false, true] {
        let mut used = BTreeSet::new();
        for (index, entry) in ranked(keys, &left, without) {
            let pin: &mut ShapePin<'l> = &mut pins[index];
            let has_name = match entry.module {
                None => pin.shared,
                Some(module) => pin.modules.contains_key(module),
            };
            if has_name || !used.insert((entry.module, entry.name)) {
                continue;
            }
            match entry.module {
                // The name by which all modules know it is its own.
                None => (pin.name, pin.shared) = (Some((entry.name, entry.shape)), true),
                Some(module) => {
                    pin.modules.insert(module, entry.name);
                    pin.name.get_or_insert((entry.name, entry.shape));
                }
            }
        }
        left.retain(|entry| !used.contains(&(entry.module, entry.name)));
    }
    pins
}

fn type_entries(lock: &Lock) -> Vec<TypeEntry<'_>> {
    let modules = lock.modules.iter().flat_map(|(module, content)| {
        let types = content.types.iter();
        types.map(move |(name, shape)| TypeEntry {
            module: Some(module),
            name,
            shape,
        })
    });
    let shared = lock.shared.iter().map(|(name, shape)| TypeEntry {
        module: None,
        name,
        shape,
    });
    modules.chain(shared).collect()
}

/// The pairs of a type's index and an entry with a common path, the most similar first.
fn ranked<'l>(
    keys: &LockKeys<'_>,
    entries: &[TypeEntry<'l>],
    without: bool,
) -> Vec<(usize, TypeEntry<'l>)> {
    let text = |path: &String| match without {
        true => without_details(path),
        false => path.clone(),
    };
    let mut by_path: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (entry, at) in entries.iter().zip(0..) {
        for path in &entry.shape.used {
            by_path.entry(text(path)).or_default().push(at);
        }
    }
    let mut counts: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    if !by_path.is_empty() {
        for (index, paths) in keys.type_paths.iter().enumerate() {
            let paths: BTreeSet<String> = paths.iter().map(text).collect();
            for at in paths.iter().filter_map(|path| by_path.get(path)).flatten() {
                *counts.entry((*at, index)).or_default() += 1;
            }
        }
    }
    let mut pairs: Vec<((usize, usize), usize)> = counts.into_iter().collect();
    pairs.sort_by_cached_key(|&((at, index), count)| {
        let entry = &entries[at];
        let now = member_keys(&keys.api.types[TypeId::at(index)].shape);
        let earlier = entry.shape.members.values().map(String::as_str);
        let similarity = similarity(&earlier.collect(), &now.into_iter().collect());
        let shortest = keys.usage[index].shortest.as_ref();
        (
            Reverse(count),
            Reverse(similarity),
            entry.module,
            entry.name,
            shortest,
        )
    });
    let pair = |((at, index), _): ((usize, usize), usize)| (index, entries[at]);
    pairs.into_iter().map(pair).collect()
}

/// How many members two types have in common, less those that only one has.
fn similarity(earlier: &BTreeSet<&str>, now: &BTreeSet<&str>) -> isize {
    let both = earlier.intersection(now).count();
    let either = earlier.union(now).count();
    2 * both.cast_signed() - either.cast_signed()
}

/// The folded names that each service's module must leave free for the types that had them.
pub(in crate::rust::name) fn names_of_types(
    pins: &[ShapePin<'_>],
    services: &[ServiceNames],
) -> Vec<BTreeSet<String>> {
    let mut names: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (module, name) in pins.iter().flat_map(|pin| &pin.modules) {
        names.entry(module).or_default().insert(fold(name));
    }
    let services = services.iter();
    services
        .map(|service| names.remove(&*service.module).unwrap_or_default())
        .collect()
}
