//! The names of shapes, each in the module that it lives in.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Api, EnumValue, ServiceId, TypeDef, TypeId, TypeShape};

use super::english::{is_generic, is_verb, singular};
use super::lock::ShapePin;
use super::member::{fields, value_words, variants};
use super::method::Noun;
use super::reserved::is_type;
use super::scope::{Claim, Style, fold, settle_pinned};
use super::usage::{Role, Route, Use};
use super::words::Words;
use super::{ServiceNames, TypeNames, error};

/// The longest name of a type, in letters.
const LIMIT: usize = 48;

/// What the rules need to know of the operations' names.
struct Context<'a> {
    api: &'a Api,
    /// What each operation's own types start with, as words.
    stems: &'a [Words],
    nouns: &'a [Noun],
    uses: &'a [Use],
}

/// The names of every shape; those that nobody uses stay empty.
pub(super) fn names(
    api: &Api,
    nouns: &[Noun],
    (stems, services): (&[Words], &[ServiceNames]),
    taken: &BTreeMap<ServiceId, BTreeSet<String>>,
    (uses, pins): (&[Use], &[ShapePin<'_>]),
) -> Vec<TypeNames> {
    let context = Context {
        api,
        stems,
        nouns,
        uses,
    };
    let mut homes: BTreeMap<Option<ServiceId>, Vec<TypeId>> = BTreeMap::new();
    let mut names = vec![TypeNames::default(); api.types.len()];
    for (index, ((used, pin), name)) in uses.iter().zip(pins).zip(&mut names).enumerate() {
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
    let (none, unpinned) = (BTreeSet::new(), BTreeMap::new());
    for (home, ids) in homes {
        let taken = home
            .and_then(|service| taken.get(&service))
            .unwrap_or(&none);
        let claims: Vec<Claim> = ids.iter().map(|id| claim(&context, *id)).collect();
        let pin = |id: &TypeId| pins[id.0 as usize].name;
        let pinned: Vec<Option<String>> = ids
            .iter()
            .map(|id| pin(id).map(|(name, _)| name.to_owned()))
            .map(|name| name.filter(|name| !is_type(name)))
            .collect();
        let avoided = home.map_or_else(BTreeSet::new, |home| aliased(&names, home));
        let scope = (taken, &avoided);
        let settled = settle_pinned(&claims, &pinned, scope, |_| Vec::new(), LIMIT);
        for (id, name) in ids.iter().zip(settled) {
            let known = pin(id).map_or(&unpinned, |(_, shape)| &shape.members);
            names[id.0 as usize].name = name;
            names[id.0 as usize].members = members(&api.type_def(*id).shape, known);
        }
    }
    names
}

/// The names that a shared shape had in modules which still use it.
fn aliases(pin: &ShapePin<'_>, used: &Use, services: &[ServiceNames]) -> Vec<(ServiceId, String)> {
    let of = |id: &ServiceId| {
        let module = &services.get(id.0 as usize)?.module;
        let name = pin.modules.get(module.as_str())?;
        Some((*id, (*name).to_owned()))
    };
    used.services.iter().filter_map(of).collect()
}

/// The names under which a module knows shared shapes, folded.
fn aliased(names: &[TypeNames], home: ServiceId) -> BTreeSet<String> {
    names
        .iter()
        .flat_map(|one| &one.aliases)
        .filter(|(service, _)| *service == home)
        .map(|(_, name)| fold(name))
        .collect()
}

fn members(shape: &TypeShape, pins: &BTreeMap<String, String>) -> Vec<String> {
    match shape {
        TypeShape::Record(record) => {
            fields(record.fields.iter().map(|one| one.name.as_str()), pins)
        }
        TypeShape::Enum(values) => {
            let values = values.iter().map(|one| (meaning(one), one.value.as_str()));
            variants(values, pins)
        }
        TypeShape::Union(union) => variants(
            union
                .variants
                .iter()
                .map(|one| (value_words(&one.name), one.name.as_str())),
            pins,
        ),
    }
}

/// A number's meaning in a few words where its description gives them, else the value itself.
fn meaning(value: &EnumValue) -> Words {
    let told = value
        .description
        .as_deref()
        .map(Words::of)
        .filter(|words| value.numeric && (1..=4).contains(&words.len()));
    told.unwrap_or_else(|| value_words(&value.value))
}

fn claim(context: &Context<'_>, id: TypeId) -> Claim {
    let def = context.api.type_def(id);
    let Some(route) = context.uses[id.0 as usize].route.as_ref() else {
        return Claim {
            candidates: vec!["Unused".to_owned()],
            tells: Vec::new(),
            style: Style::Pascal,
            identity: def.path.join("/"),
        };
    };
    let all = match &def.declared_name {
        Some(name) => declared(context, route, name),
        None => inferred(context, route, def),
    };
    let mut candidates: Vec<String> = all
        .into_iter()
        .map(type_name)
        .filter(|name| !is_type(name))
        .collect();
    if candidates.is_empty() {
        candidates.push("Value".to_owned());
    }
    let identity = format!("{} {:?} {}", route.key, route.role, route.path.join("/"));
    Claim {
        candidates,
        tells: tells(context, route, def),
        style: Style::Pascal,
        identity,
    }
}

/// What tells a shape from those that want the same names: where it stands, then whose it is and what is in it.
fn tells(context: &Context<'_>, route: &Route, def: &TypeDef) -> Vec<Words> {
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

fn declared(context: &Context<'_>, route: &Route, name: &str) -> Vec<Words> {
    let words = Words::of_wire(name);
    let service = service(context, route);
    let noun = Words(context.nouns[service.0 as usize].one());
    let stem = &context.stems[route.operation];
    vec![
        words.clone(),
        noun.then(&words.0),
        stem.clone().then(&words.0),
    ]
}

fn service(context: &Context<'_>, route: &Route) -> ServiceId {
    context.api.operations[route.operation].service
}

fn inferred(context: &Context<'_>, route: &Route, def: &TypeDef) -> Vec<Words> {
    let stem = &context.stems[route.operation];
    let noun = Words(context.nouns[service(context, route).0 as usize].one());
    let keys: Vec<Words> = keys(route);
    let mut all = match keys.split_last() {
        None => root(stem, route),
        Some((own, parents)) => nested(stem, parents, own, def),
    };
    let role = match route.role {
        Role::Response(_) => "response",
        Role::Request | Role::Value(_) => "request",
    };
    let whole = keys
        .iter()
        .fold(stem.clone(), |words, key| words.then(&key.0));
    let told = keys
        .iter()
        .fold(stem.clone().and(role), |words, key| words.then(&key.0));
    all.push(whole.clone());
    all.push(told.clone());
    all.push(noun.then(&told.0));
    all
}

/// The words of the keys on the way, the last of a list's in the singular.
fn keys(route: &Route) -> Vec<Words> {
    let mut keys: Vec<Words> = match &route.role {
        Role::Value(name) => vec![Words::of_wire(name)],
        _ => Vec::new(),
    };
    for key in &route.path {
        if key != "[]" {
            keys.push(Words::of_wire(key));
        } else if let Some(last) = keys.last_mut().and_then(|words| words.0.last_mut()) {
            *last = singular(last);
        }
    }
    keys
}

/// `ListUsersResponse`, `UpdateUserRequest`; the item of a list at the root is what is listed.
fn root(stem: &Words, route: &Route) -> Vec<Words> {
    if !route.path.is_empty() {
        let mut item = thing(stem);
        if let Some(last) = item.0.last_mut() {
            *last = singular(last);
        }
        return vec![item, stem.clone().and("item")];
    }
    let suffix = match route.role {
        Role::Response(_) => "response",
        Role::Request | Role::Value(_) => "request",
    };
    vec![stem.clone().and(suffix)]
}

/// What the operation is about: its words without the verb.
fn thing(stem: &Words) -> Words {
    match stem.0.split_first() {
        Some((verb, rest)) if is_verb(verb) && !rest.is_empty() => Words(rest.to_vec()),
        _ => stem.clone(),
    }
}

/// `User`, then `MeetingSettings`, then `CreateMeetingSettings`.
fn nested(stem: &Words, parents: &[Words], own: &Words, def: &TypeDef) -> Vec<Words> {
    let mut all = Vec::new();
    let is_enum = matches!(def.shape, TypeShape::Enum(_));
    let generic = own
        .0
        .iter()
        .all(|word| is_generic(word) || is_generic(&singular(word)));
    if !(generic || is_enum && parents.is_empty()) {
        all.push(own.clone());
    }
    if is_enum && parents.is_empty() {
        return vec![stem.clone().then(&own.0)];
    }
    let mut owner = parents.last().cloned().unwrap_or_else(|| thing(stem));
    if let Some(last) = owner.0.last_mut() {
        *last = singular(last);
    }
    // A meeting's meeting says no more than a meeting.
    if !owner.0.ends_with(&own.0) {
        all.push(owner.then(&own.0));
    }
    all.push(stem.clone().then(&own.0));
    all
}
