//! What a shape wants to be called, from the shortest name on.

use crate::model::api::{ServiceId, TypeDef, TypeShape};

use super::english::{is_determiner, is_generic, is_preposition, is_verb, singular};
use super::method::subjects;
use super::shape::Context;
use super::usage::{Role, Route};
use super::words::Words;

/// What the source's own name becomes, with more of its place.
pub(super) fn declared(context: &Context<'_>, route: &Route<'_>, name: &str) -> Vec<Words> {
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

pub(super) fn service(context: &Context<'_>, route: &Route<'_>) -> ServiceId {
    context.api.operations[route.operation].service
}

/// `Member`, then `GroupMember`: the key and what its path is about; no operation's name.
pub(super) fn common<'a>(
    context: &'a Context<'a>,
    route: &'a Route<'a>,
    def: &'a TypeDef,
) -> impl Iterator<Item = Words> + 'a {
    let mut keys = keys(route);
    let own = keys.pop();
    let is_bare_enum = matches!(def.shape, TypeShape::Enum(_)) && keys.is_empty();
    let is_telling = |own: &Words| !is_generic_name(own) && !is_bare_enum;
    let alone = own.clone().filter(is_telling);
    let owned = own.as_ref().zip(keys.last());
    let owned = owned.map(|(own, owner)| part_of(&one_of(owner), own));
    let placed = lazily(move || by_place(context, route, own.as_ref()));
    alone.into_iter().chain(owned).chain(placed)
}

/// What a key, or nothing, is called after what its path is about.
fn by_place(context: &Context<'_>, route: &Route<'_>, own: Option<&Words>) -> Vec<Words> {
    let operation = &context.api.operations[route.operation];
    let noun = &context.nouns[operation.service.0 as usize];
    let [short, long] = subjects(operation, noun);
    let whole = Words(noun.one()).joined(&long.0);
    let is_answer = matches!(route.role, Role::Response(_));
    let Some(own) = own else {
        let suffix = if is_answer { "response" } else { "request" };
        return [short, long, whole].map(|words| words.and(suffix)).to_vec();
    };
    let mut all = [&short, &long, &whole]
        .map(|subject| part_of(subject, own))
        .to_vec();
    let suffix = if is_answer { "info" } else { "input" };
    all.push(part_of(&whole, own).and(suffix));
    all
}

/// What is made only when it is reached.
fn lazily<I: IntoIterator>(make: impl FnOnce() -> I) -> impl Iterator<Item = I::Item> {
    std::iter::once_with(make).flatten()
}

pub(super) fn inferred<'a>(
    context: &'a Context<'a>,
    route: &'a Route<'a>,
    def: &'a TypeDef,
) -> impl Iterator<Item = Words> + 'a {
    let stem = &context.stems[route.operation];
    let keys: Vec<Words> = keys(route);
    let all = match keys.split_last() {
        None => root(stem, route),
        Some((own, parents)) => nested(stem, parents, own, def),
    };
    let told = move || {
        let role = match route.role {
            Role::Response(_) => "response",
            Role::Request | Role::Value(_) => "request",
        };
        let whole = keys
            .iter()
            .fold(stem.clone(), |words, key| part_of(&words, key));
        let told = keys
            .iter()
            .fold(stem.clone().and(role), |words, key| words.then(&key.0));
        let noun = Words(context.nouns[service(context, route).0 as usize].one());
        [whole, told.clone(), noun.then(&told.0)]
    };
    all.into_iter().chain(lazily(told))
}

/// The words of the keys on the way, the last of a list's in the singular.
pub(super) fn keys(route: &Route<'_>) -> Vec<Words> {
    let mut keys: Vec<Words> = match &route.role {
        Role::Value(name) => vec![Words::of_wire(name)],
        _ => Vec::new(),
    };
    for key in &route.path {
        if *key != "[]" {
            keys.push(Words::of_wire(key));
        } else if let Some(last) = keys.last_mut().and_then(|words| words.0.last_mut()) {
            *last = singular(last);
        }
    }
    keys
}

/// `ListUsersResponse`, `UpdateUserRequest`; the item of a list at the root is what is listed.
fn root(stem: &Words, route: &Route<'_>) -> Vec<Words> {
    if !route.path.is_empty() {
        let item = one_of(&thing(stem));
        return vec![item, stem.clone().and("item")];
    }
    let suffix = match route.role {
        Role::Response(_) => "response",
        Role::Request | Role::Value(_) => "request",
    };
    vec![stem.clone().and(suffix)]
}

/// Whether every word says nothing of what it names.
fn is_generic_name(words: &Words) -> bool {
    words
        .0
        .iter()
        .all(|word| is_generic(word) || is_generic(&singular(word)))
}

/// The words for one of many.
fn one_of(words: &Words) -> Words {
    let mut one = words.clone();
    if let Some(last) = one.0.last_mut() {
        *last = singular(last);
    }
    one
}

/// What the operation is about: its words without the verb and what leads to the noun.
fn thing(stem: &Words) -> Words {
    let Some((verb, rest)) = stem.0.split_first().filter(|(verb, _)| is_verb(verb)) else {
        return stem.clone();
    };
    let leads = |word: &&String| is_preposition(word) || is_determiner(word);
    let noun: Vec<String> = rest.iter().skip_while(leads).cloned().collect();
    match noun.first().map(String::as_str) {
        // `check in or check out`
        None | Some("or" | "and") => Words(vec![verb.clone()]).then(rest),
        Some(_) => Words(noun),
    }
}

/// The owner's words, then its part's, of which none is said twice: a channel's `list channel members` holds
/// a `list channel member`.
fn part_of(owner: &Words, part: &Words) -> Words {
    let same = |(one, other): (&String, &String)| singular(one) == singular(other);
    let shared = (1..=owner.len().min(part.len())).rev().find(|length| {
        let end = &owner.0[owner.len() - length..];
        end.iter().zip(&part.0).all(same)
    });
    let kept = owner.len() - shared.unwrap_or_default();
    Words(owner.0[..kept].to_vec()).then(&part.0)
}

/// `User`, then `MeetingSettings`, then `CreateMeetingSettings`.
fn nested(stem: &Words, parents: &[Words], own: &Words, def: &TypeDef) -> Vec<Words> {
    let mut all = Vec::new();
    let is_enum = matches!(def.shape, TypeShape::Enum(_));
    if !(is_generic_name(own) || is_enum && parents.is_empty()) {
        all.push(own.clone());
    }
    if is_enum && parents.is_empty() {
        return vec![part_of(&one_of(&thing(stem)), own), part_of(stem, own)];
    }
    let owner = one_of(&parents.last().cloned().unwrap_or_else(|| thing(stem)));
    // A meeting's meeting says no more than a meeting.
    if !owner.0.ends_with(&own.0) {
        all.push(part_of(&owner, own));
    }
    all.push(part_of(stem, own));
    all
}
