//! The names of shapes, each in the module that it lives in.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::api::{Api, ServiceId, TypeDef, TypeId, TypeShape};

use super::lock::ShapePin;
use super::member::{Valued, fields, variants};
use super::method::Noun;
use super::reserved::is_type;
use super::scope::{Claims, Rules, Style, fold, settle_pinned};
use super::usage::{Role, Route, Use};
use super::wanted::{common, declared, inferred, keys, service};
use super::words::Words;
use super::{ServiceNames, TypeNames, error};

/// The longest name of a type, in letters.
const LIMIT: usize = 48;

/// What the rules need to know of the operations' names.
pub(super) struct Context<'a> {
    pub api: &'a Api,
    /// What each operation's own types start with, as words.
    pub stems: &'a [Words],
    pub nouns: &'a [Noun],
    uses: &'a [Use<'a>],
}

/// The names of every shape; those that nobody uses stay empty.
pub(super) fn names(
    api: &Api,
    nouns: &[Noun],
    (stems, services): (&[Words], &[ServiceNames]),
    taken: &BTreeMap<ServiceId, BTreeSet<String>>,
    (uses, pins): (&[Use<'_>], &[ShapePin<'_>]),
) -> Vec<TypeNames> {
    let context = Context {
        api,
        stems,
        nouns,
        uses,
    };
    let mut names = vec![TypeNames::default(); api.types.len()];
    let homes = homes(&context, services, pins, &mut names);
    let (none, unpinned) = (BTreeSet::new(), BTreeMap::new());
    let aliased = aliased(&names);
    // The shared ones come first, and no module calls anything new by a name of theirs.
    let mut shared: BTreeSet<String> = taken.values().flatten().cloned().collect();
    for (home, ids) in homes {
        let of_home = |sets| home.and_then(|home| BTreeMap::get(sets, &home));
        let shapes = Shapes {
            context: &context,
            ids: &ids,
        };
        let given = shapes.given();
        let pin = |id: &TypeId| pins[id.0 as usize].name;
        let pinned: Vec<Option<&str>> = ids
            .iter()
            .zip(&given)
            .map(|(id, given)| given.as_deref().or_else(|| Some(pin(id)?.0)))
            .map(|name| name.filter(|name| !is_type(name)))
            .collect();
        let rules = Rules {
            taken: &[of_home(taken).unwrap_or(&none)],
            avoided: &[of_home(&aliased).unwrap_or(&none), &shared],
            suffixes: &[],
            limit: LIMIT,
        };
        let settled = settle_pinned(&shapes, &pinned, rules);
        if home.is_none() {
            shared = settled.iter().map(|name| fold(name)).collect();
        }
        for (id, name) in ids.iter().zip(settled) {
            let known = pin(id).map_or(&unpinned, |(_, shape)| &shape.members);
            names[id.0 as usize].name = name;
            names[id.0 as usize].members = members(&api.type_def(*id).shape, known);
        }
    }
    names
}

/// The shapes that somebody uses, by where they stand; notes that in their names.
fn homes(
    context: &Context<'_>,
    services: &[ServiceNames],
    pins: &[ShapePin<'_>],
    names: &mut [TypeNames],
) -> BTreeMap<Option<ServiceId>, Vec<TypeId>> {
    let mut homes: BTreeMap<Option<ServiceId>, Vec<TypeId>> = BTreeMap::new();
    let all = context.uses.iter().zip(pins).zip(names).enumerate();
    for (index, ((used, pin), name)) in all {
        name.services.clone_from(&used.services);
        // What was shared stays so, or its path would change with its last but one user.
        name.home = match used.services.first() {
            Some(only) if used.services.len() == 1 && !pin.shared => Some(*only),
            _ => None,
        };
        if name.home.is_none() {
            name.aliases = aliases(pin, used, services);
        }
        if used.route.is_some() {
            let id = TypeId(u32::try_from(index).unwrap_or(u32::MAX));
            homes.entry(name.home).or_default().push(id);
        }
    }
    homes
}

/// The names that a shared shape had in modules which still use it.
fn aliases(
    pin: &ShapePin<'_>,
    used: &Use<'_>,
    services: &[ServiceNames],
) -> Vec<(ServiceId, String)> {
    let of = |id: &ServiceId| {
        let module = &services.get(id.0 as usize)?.module;
        let name = pin.modules.get(module.as_str())?;
        Some((*id, (*name).to_owned()))
    };
    used.services.iter().filter_map(of).collect()
}

/// The name that a profile gives a shape.
fn given(def: &TypeDef) -> Option<String> {
    let name = type_name(Words::of_wire(def.given_name.as_deref()?));
    Some(name).filter(|name| !name.is_empty())
}

/// The names under which modules know shared shapes, folded.
fn aliased(names: &[TypeNames]) -> BTreeMap<ServiceId, BTreeSet<String>> {
    let mut aliased: BTreeMap<ServiceId, BTreeSet<String>> = BTreeMap::new();
    for (service, name) in names.iter().flat_map(|one| &one.aliases) {
        aliased.entry(*service).or_default().insert(fold(name));
    }
    aliased
}

fn members(shape: &TypeShape, pins: &BTreeMap<String, String>) -> Vec<String> {
    match shape {
        TypeShape::Record(record) => {
            let keys: Vec<&str> = record.fields.iter().map(|one| one.name.as_str()).collect();
            fields(&keys, pins)
        }
        TypeShape::Identifier => Vec::new(),
        TypeShape::Enum(values) => {
            let valued = values.iter().map(|one| Valued {
                value: &one.value,
                told: one.description.as_deref().filter(|_| one.numeric),
            });
            variants(&valued.collect::<Vec<_>>(), pins)
        }
        TypeShape::Union(union) => {
            let valued = union.variants.iter().map(|one| Valued {
                value: &one.name,
                told: None,
            });
            variants(&valued.collect::<Vec<_>>(), pins)
        }
    }
}

/// The shapes of one module, or the shared ones.
struct Shapes<'a> {
    context: &'a Context<'a>,
    ids: &'a [TypeId],
}

impl<'a> Shapes<'a> {
    fn def(&self, place: usize) -> &'a TypeDef {
        self.context.api.type_def(self.ids[place])
    }

    fn used(&self, place: usize) -> &'a Use<'a> {
        &self.context.uses[self.ids[place].0 as usize]
    }

    /// The names that a profile gives.
    fn given(&self) -> Vec<Option<String>> {
        let ids = self.ids.iter();
        ids.map(|id| given(self.context.api.type_def(*id)))
            .collect()
    }

    /// The way after which a shape is named, and whether operations of several names share it: then it is called
    /// what it is, not after one of them.
    fn route(&self, place: usize) -> (Option<&'a Route<'a>>, bool) {
        let used = self.used(place);
        let is_common = is_common(self.context, used);
        let keyed = keyed(used).filter(|_| is_common);
        (keyed.or(used.route.as_ref()), is_common)
    }
}

impl<'a> Shapes<'a> {
    /// The names that a shape wants, made one by one.
    fn wanted(&self, place: usize) -> Box<dyn Iterator<Item = String> + 'a> {
        let (Some(route), is_common) = self.route(place) else {
            return Box::new(std::iter::once("Unused".to_owned()));
        };
        let (context, def) = (self.context, self.def(place));
        let free = |words: Words| Some(type_name(words)).filter(|name| !is_type(name));
        match &def.declared_name {
            Some(name) => Box::new(declared(context, route, name).into_iter().filter_map(free)),
            // What wants the same words as others is called after one of its operations after all.
            None if is_common => {
                let all = common(context, route, def);
                Box::new(all.chain(inferred(context, route, def)).filter_map(free))
            }
            None => Box::new(inferred(context, route, def).filter_map(free)),
        }
    }
}

impl Claims for Shapes<'_> {
    fn style(&self) -> Style {
        Style::Pascal
    }

    fn count(&self) -> usize {
        self.ids.len()
    }

    fn first(&self, place: usize) -> Option<String> {
        self.wanted(place).next()
    }

    fn candidates(&self, place: usize) -> Vec<String> {
        let mut candidates: Vec<String> = self.wanted(place).collect();
        if candidates.is_empty() {
            candidates.push("Value".to_owned());
        }
        candidates
    }

    fn tells(&self, place: usize) -> Vec<Words> {
        let (route, _) = self.route(place);
        route.map_or_else(Vec::new, |route| {
            tells(self.context, route, self.def(place))
        })
    }

    fn identity(&self, place: usize) -> String {
        match self.route(place).0 {
            Some(route) => format!("{} {:?} {}", route.key, route.role, route.path.join("/")),
            None => self.def(place).path.join("/"),
        }
    }
}

/// What tells a shape from those that want the same names: where it stands, then whose it is and what is in it.
fn tells(context: &Context<'_>, route: &Route<'_>, def: &TypeDef) -> Vec<Words> {
    let stem = &context.stems[route.operation];
    let way = |start: Words| {
        keys(route)
            .into_iter()
            .fold(start, |words, key| words.then(&key.0))
    };
    let named = def.declared_name.as_deref().map(Words::of_wire);
    let noun = Words(context.nouns[service(context, route).0 as usize].one());
    let members = match &def.shape {
        TypeShape::Record(record) => record.fields.iter().map(|one| one.name.as_str()).collect(),
        TypeShape::Enum(values) => values.iter().map(|one| one.value.as_str()).collect(),
        TypeShape::Identifier => Vec::new(),
        TypeShape::Union(union) => union.variants.iter().map(|one| one.name.as_str()).collect(),
    };
    let members: Vec<&str> = members;
    let role = match &route.role {
        Role::Response(status) => Words::of(&error::reason(*status)),
        Role::Request | Role::Value(_) => Words(vec!["request".to_owned()]),
    };
    vec![
        named.unwrap_or_else(|| way(stem.clone())),
        way(stem.clone()),
        Words(
            route
                .path
                .iter()
                .flat_map(|key| Words::of_wire(key.replace("[]", "item").as_str()).0)
                .collect(),
        ),
        role,
        noun,
        Words(
            members
                .iter()
                .flat_map(|name| Words::of_wire(name).0)
                .collect(),
        ),
    ]
}

fn type_name(words: Words) -> String {
    let name = words.condensed(LIMIT).pascal();
    if name.starts_with(|one: char| one.is_ascii_digit()) {
        format!("N{name}")
    } else {
        name
    }
}

/// The shortest of the ways on which a type has a name of its own: a key, a parameter, a form field.
fn keyed<'a>(used: &'a Use<'a>) -> Option<&'a Route<'a>> {
    let is_named = |route: &&Route<'_>| {
        matches!(route.role, Role::Value(_)) || route.path.iter().any(|key| *key != "[]")
    };
    let named = used.routes.iter().filter(is_named);
    named.min_by_key(|route| (route.path.len(), *route))
}

/// Whether operations of different names share a type.
fn is_common(context: &Context<'_>, used: &Use<'_>) -> bool {
    let mut stems = used
        .routes
        .iter()
        .map(|route| &context.stems[route.operation]);
    let first = stems.next();
    stems.any(|other| Some(other) != first)
}
