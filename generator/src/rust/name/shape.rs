//! The names of types, each in the module that declares it.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::api::{ServiceId, TypeDef, TypeId, TypeShape};
use crate::model::graph::{PathStart, TypeUsage, UsagePath};

use super::candidates::{Context, common, declared, member_keys, own, properties, shared};
use super::ident::Ident;
use super::lock::ShapePin;
use super::member::{EnumMember, MemberPins, fields, variants};
use super::reserved::is_type;
use super::scope::{Claim, Scope, Style, Unresolved, fold, settle};
use super::words::Words;
use super::{ServiceNames, TypeNames};

/// The longest name of a type, in letters.
const LIMIT: usize = 48;

/// The names of every type; those that nothing uses stay empty. `taken` are the other names in each service's module.
pub(super) fn names(
    context: &Context<'_>,
    services: &[ServiceNames],
    taken: &BTreeMap<ServiceId, BTreeSet<String>>,
    pins: &[ShapePin<'_>],
    unresolved: &mut Vec<Unresolved>,
) -> Vec<TypeNames> {
    let mut names: Vec<TypeNames> = context
        .usage
        .iter()
        .zip(pins)
        .map(|(usage, pin)| unnamed(usage, pin, services))
        .collect();
    let (none, no_pins) = (BTreeSet::new(), MemberPins::new());
    let aliases = folded_aliases(&names);
    // Shared types come first, and no new name in a module is the name of a shared type.
    let mut shared: BTreeSet<String> = taken.values().flatten().cloned().collect();
    for (home, ids) in by_home(context, &names) {
        let of_home = |sets| {
            home.and_then(|home| BTreeMap::get(sets, &home))
                .unwrap_or(&none)
        };
        let scope = Scope {
            style: Style::Pascal,
            taken: &[of_home(taken)],
            avoided: &[of_home(&aliases), &shared],
            suffixes: &[],
            limit: LIMIT,
        };
        let settled = type_names(context, &scope, &ids, pins, unresolved);
        if home.is_none() {
            shared = settled.iter().map(|name| fold(name)).collect();
        }
        for (id, name) in ids.iter().zip(settled) {
            let index = id.0 as usize;
            let pins = pins[index]
                .name
                .map_or(&no_pins, |(_, shape)| &shape.members);
            names[index].members = members(&context.api.type_def(*id).shape, pins, unresolved);
            names[index].name = Some(name);
        }
    }
    names
}

/// Where a type is declared, and by which other names modules know it.
fn unnamed(usage: &TypeUsage<'_>, pin: &ShapePin<'_>, services: &[ServiceNames]) -> TypeNames {
    // A type that was shared stays so, or its path would change with the last but one service that uses it.
    let home = match usage.services.first() {
        Some(only) if usage.services.len() == 1 && !pin.shared => Some(*only),
        _ => None,
    };
    let alias = |id: &ServiceId| {
        let module = &services.get(id.0 as usize)?.module;
        let name = pin.modules.get(&**module)?;
        Some((*id, Ident::new((*name).to_owned())))
    };
    let aliases = match home {
        Some(_) => Vec::new(),
        None => usage.services.iter().filter_map(alias).collect(),
    };
    TypeNames {
        home,
        services: usage.services.clone(),
        aliases,
        ..TypeNames::default()
    }
}

/// The types that something uses, by the service that declares them.
fn by_home(context: &Context<'_>, names: &[TypeNames]) -> BTreeMap<Option<ServiceId>, Vec<TypeId>> {
    let mut homes: BTreeMap<Option<ServiceId>, Vec<TypeId>> = BTreeMap::new();
    for (index, (usage, name)) in context.usage.iter().zip(names).enumerate() {
        if usage.shortest.is_some() {
            let id = TypeId(u32::try_from(index).unwrap_or(u32::MAX));
            homes.entry(name.home).or_default().push(id);
        }
    }
    homes
}

/// The names under which modules know shared types, folded.
fn folded_aliases(names: &[TypeNames]) -> BTreeMap<ServiceId, BTreeSet<String>> {
    let mut aliases: BTreeMap<ServiceId, BTreeSet<String>> = BTreeMap::new();
    for (service, alias) in names.iter().flat_map(|name| &name.aliases) {
        aliases.entry(*service).or_default().insert(fold(alias));
    }
    aliases
}

/// The names of the types of one module, or of the shared ones. A profile's name counts as a pin, and before the lock's.
fn type_names(
    context: &Context<'_>,
    scope: &Scope<'_>,
    ids: &[TypeId],
    pins: &[ShapePin<'_>],
    unresolved: &mut Vec<Unresolved>,
) -> Vec<Ident> {
    let given: Vec<Option<String>> = ids
        .iter()
        .map(|id| given_name(context.api.type_def(*id)))
        .collect();
    let pinned = ids.iter().zip(&given).map(|(id, given)| {
        let locked = || Some(pins[id.0 as usize].name?.0);
        let name = given.as_deref().or_else(locked);
        name.filter(|name| !is_type(name))
    });
    let pinned: Vec<Option<&str>> = pinned.collect();
    let first = |index: usize| {
        candidates(context, ids[index])
            .next()
            .unwrap_or_else(fallback)
    };
    let claim = |index: usize| claim(context, ids[index]);
    settle(scope, &pinned, &first, &claim, unresolved)
}

/// The name that a profile gives a type.
fn given_name(def: &TypeDef) -> Option<String> {
    let name = type_name(Words::of_wire(def.given_name.as_deref()?));
    Some(name).filter(|name| !name.is_empty())
}

fn fallback() -> String {
    "Value".to_owned()
}

fn claim(context: &Context<'_>, id: TypeId) -> Claim {
    let def = context.api.type_def(id);
    let mut candidates: Vec<String> = candidates(context, id).collect();
    if candidates.is_empty() {
        candidates.push(fallback());
    }
    match naming_path(context, id).0 {
        Some(path) => Claim {
            candidates,
            properties: properties(context, path, def),
            key: format!(
                "{} {:?} {}",
                path.operation_key,
                path.start,
                path.keys.join("/")
            ),
        },
        None => Claim {
            candidates,
            properties: Vec::new(),
            key: def.path.join("/"),
        },
    }
}

/// The names that a type may have, made one by one.
fn candidates<'a>(context: &'a Context<'a>, id: TypeId) -> Box<dyn Iterator<Item = String> + 'a> {
    let def = context.api.type_def(id);
    let (Some(path), is_common) = naming_path(context, id) else {
        return Box::new(std::iter::once("Unused".to_owned()));
    };
    let free = |words: Words| Some(type_name(words)).filter(|name| !is_type(name));
    match &def.declared_name {
        Some(name) => Box::new(declared(context, path, name).into_iter().filter_map(free)),
        // Where the words of two types are the same, they are called after one of their operations.
        None if is_common => {
            let shared = shared(context, &context.usage[id.0 as usize]);
            let all = common(context, path, def).chain(own(context, path, def));
            Box::new(shared.into_iter().chain(all).filter_map(free))
        }
        None => Box::new(own(context, path, def).filter_map(free)),
    }
}

/// The path after which a type is named, and whether operations of several names share it: then its name has no
/// operation's name in it.
fn naming_path<'a>(context: &'a Context<'a>, id: TypeId) -> (Option<&'a UsagePath<'a>>, bool) {
    let usage = &context.usage[id.0 as usize];
    let is_common = context.is_common(usage);
    let with_key = is_common.then(|| shortest_with_key(usage)).flatten();
    (with_key.or(usage.shortest.as_ref()), is_common)
}

/// The shortest path on which a key, a parameter or a form field gives a type a name of its own.
fn shortest_with_key<'a>(usage: &'a TypeUsage<'a>) -> Option<&'a UsagePath<'a>> {
    let has_key = |path: &&UsagePath<'_>| {
        matches!(path.start, PathStart::Value { .. }) || path.keys.iter().any(|key| *key != "[]")
    };
    let with_key = usage.paths.iter().filter(has_key);
    with_key.min_by_key(|path| (path.keys.len(), *path))
}

fn type_name(words: Words) -> String {
    Style::Pascal.name(&words.condensed(LIMIT))
}

/// The name of the field that holds a record's other members, beside the names of its fields.
fn rest(names: &[Ident]) -> Ident {
    let mut name = "extra".to_owned();
    while names.iter().any(|other| **other == *name) {
        name.push_str("_members");
    }
    Ident::new(name)
}

/// The names of a shape's members in their order; that of a record's other members comes last.
fn members(shape: &TypeShape, pins: &MemberPins, unresolved: &mut Vec<Unresolved>) -> Vec<Ident> {
    match shape {
        TypeShape::Record(record) => {
            let declared = record.fields.iter();
            let declared: Vec<_> = declared
                .map(|field| field.declared_name.as_deref())
                .collect();
            let mut names = fields(&member_keys(shape), &declared, pins, unresolved);
            let rest = record.extra.is_some().then(|| rest(&names));
            names.extend(rest);
            names
        }
        TypeShape::Identifier => Vec::new(),
        TypeShape::Enum(values) => {
            let values = values.iter().map(|value| EnumMember {
                value: &value.value,
                given: value.given_name.as_deref(),
                declared: value.declared_name.as_deref(),
                meaning: value.description.as_deref(),
            });
            variants(&values.collect::<Vec<_>>(), pins, unresolved)
        }
        TypeShape::Union(union) => {
            let values = union.variants.iter();
            let values = values.map(|variant| EnumMember::new(&variant.name));
            variants(&values.collect::<Vec<_>>(), pins, unresolved)
        }
    }
}
