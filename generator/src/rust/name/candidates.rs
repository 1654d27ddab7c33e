//! The candidates for a type's name, from the shortest on.

use crate::model::api::{Api, ServiceId, TypeDef, TypeShape};
use crate::model::graph::{PathStart, TypeUsage, UsagePath};

use super::english::{is_determiner, is_generic, is_preposition, is_verb, singular};
use super::error;
use super::noun::Noun;
use super::path::subjects;
use super::words::Words;

/// What the names of types are made from.
pub(super) struct Context<'a> {
    pub api: &'a Api,
    /// What each operation's own types start with, as words.
    pub stems: &'a [Words],
    /// What each service is called in names of its operations.
    pub nouns: &'a [Noun],
    pub usage: &'a [TypeUsage<'a>],
}

impl Context<'_> {
    fn service(&self, path: &UsagePath<'_>) -> ServiceId {
        self.api.operations[path.operation].service
    }

    fn noun(&self, path: &UsagePath<'_>) -> &Noun {
        &self.nouns[self.service(path).0 as usize]
    }

    fn stem(&self, path: &UsagePath<'_>) -> Words {
        self.stems[path.operation].clone()
    }

    /// Whether operations of different stems use a type.
    pub(super) fn is_common(&self, usage: &TypeUsage<'_>) -> bool {
        let mut stems = usage.paths.iter().map(|path| &self.stems[path.operation]);
        let first = stems.next();
        stems.any(|other| Some(other) != first)
    }
}

/// The source's own name, then with more of where it is used.
pub(super) fn declared(context: &Context<'_>, path: &UsagePath<'_>, name: &str) -> [Words; 3] {
    let words = Words::of_wire(name);
    let noun = Words(context.noun(path).singular());
    [
        words.clone(),
        noun.then(&words.0),
        context.stem(path).then(&words.0),
    ]
}

/// For a type that several operations use: `Member`, then `GroupMember`: the key and what the URL is about, without an
/// operation's name.
pub(super) fn common<'a>(
    context: &'a Context<'a>,
    path: &'a UsagePath<'a>,
    def: &'a TypeDef,
) -> impl Iterator<Item = Words> + 'a {
    let mut keys = keys(path);
    let own = keys.pop();
    let is_bare_enum = matches!(def.shape, TypeShape::Enum(_)) && keys.is_empty();
    let alone = own.clone();
    let alone = alone.filter(|own| !is_bare_enum && !is_generic_name(own));
    let owned = own.as_ref().zip(keys.last());
    let owned = owned.map(|(own, owner)| part_of(&owner.clone().with_singular_end(), own));
    let by_url = lazily(move || by_url(context, path, own.as_ref()));
    alone.into_iter().chain(owned).chain(by_url)
}

/// For the whole answer, or the whole body, of several operations: the words that all of them have in their names or the last
/// fixed segments of their paths, with `Response` or `Request`. `None` where they share none.
pub(super) fn shared(context: &Context<'_>, usage: &TypeUsage<'_>) -> Option<Words> {
    let whole = |path: &&UsagePath<'_>| {
        let is_whole = matches!(path.start, PathStart::Response(_) | PathStart::Request);
        path.keys.is_empty() && is_whole
    };
    let mut paths = usage.paths.iter().filter(whole);
    let first = paths.next()?;
    if paths.clone().count() + 1 < usage.paths.len() {
        return None;
    }
    let mut shared = words_of(context, first);
    for path in paths {
        let words = words_of(context, path);
        shared.retain(|word| words.iter().any(|other| singular(other) == singular(word)));
    }
    let is_said = |word: &String| !is_verb(word) && !is_preposition(word) && !is_determiner(word);
    shared.retain(|word| is_said(word) && !is_generic(word));
    let words = Words(shared).with_singular_end();
    (!words.is_empty()).then(|| words.then(&direction(first)))
}

/// The words of an operation's name, and those of the last fixed segment of its path that its name has not.
fn words_of(context: &Context<'_>, path: &UsagePath<'_>) -> Vec<String> {
    let mut words = context.stem(path).0;
    let operation = &context.api.operations[path.operation];
    let segments = operation.key.path.rsplit('/');
    let last = segments
        .filter(|segment| !segment.is_empty() && !segment.contains('{'))
        .map(Words::of)
        .next();
    for word in last.unwrap_or_default().0 {
        if !words.iter().any(|own| singular(own) == singular(&word)) {
            words.push(word);
        }
    }
    words
}

/// The subject of the operation's URL with the key, or without one.
fn by_url(context: &Context<'_>, path: &UsagePath<'_>, own: Option<&Words>) -> Vec<Words> {
    let noun = context.noun(path);
    let [short, long] = subjects(&context.api.operations[path.operation], noun);
    let whole = Words(noun.singular()).joined(&long.0);
    let is_response = matches!(path.start, PathStart::Response(_) | PathStart::Failure(_));
    let Some(own) = own else {
        return [short, long, whole]
            .map(|words| words.then(&direction(path)))
            .to_vec();
    };
    let mut all = [&short, &long, &whole]
        .map(|subject| part_of(subject, own))
        .to_vec();
    let suffix = if is_response { "info" } else { "input" };
    all.push(part_of(&whole, own).and(suffix));
    all
}

/// The words for where a type is used. The error enum of an operation has the word `error` alone.
fn direction(path: &UsagePath<'_>) -> Vec<String> {
    let words: &[&str] = match path.start {
        PathStart::Response(_) => &["response"],
        PathStart::Failure(_) => &["error", "body"],
        PathStart::Request | PathStart::Value { .. } => &["request"],
    };
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// The items of a list that is made only when the first of them is asked for.
fn lazily<I: IntoIterator>(make: impl FnOnce() -> I) -> impl Iterator<Item = I::Item> {
    std::iter::once_with(make).flatten()
}

/// For a type that one operation uses: by its keys and the operation's stem.
pub(super) fn own<'a>(
    context: &'a Context<'a>,
    path: &'a UsagePath<'a>,
    def: &'a TypeDef,
) -> impl Iterator<Item = Words> + 'a {
    let stem = context.stem(path);
    let keys: Vec<Words> = keys(path);
    let short = match keys.split_last() {
        None => root(&stem, path),
        Some((own, parents)) => nested(&stem, parents, own, def),
    };
    let long = move || {
        let parts = keys.iter();
        let whole = parts.fold(stem.clone(), |words, key| part_of(&words, key));
        let with_direction = stem.clone().then(&direction(path));
        let every_key = keys
            .iter()
            .fold(with_direction, |words, key| words.then(&key.0));
        let noun = Words(context.noun(path).singular());
        [whole, every_key.clone(), noun.then(&every_key.0)]
    };
    short.into_iter().chain(lazily(long))
}

/// The properties in which types with the same candidates may differ: where they are used, then by which service, and
/// what is in them.
pub(super) fn properties(context: &Context<'_>, path: &UsagePath<'_>, def: &TypeDef) -> Vec<Words> {
    let keys = keys(path);
    let keys = keys.into_iter();
    let by_keys = keys.fold(context.stem(path), |words, key| words.then(&key.0));
    let declared = def.declared_name.as_deref().map(Words::of_wire);
    let path_keys = path.keys.iter();
    let path_keys = path_keys.flat_map(|key| Words::of_wire(&key.replace("[]", "item")).0);
    let start = match path.start {
        PathStart::Response(status) | PathStart::Failure(status) => {
            Words::of(&error::reason(status))
        }
        PathStart::Request | PathStart::Value { .. } => Words(vec!["request".to_owned()]),
    };
    let members = member_keys(&def.shape).into_iter();
    vec![
        declared.unwrap_or_else(|| by_keys.clone()),
        by_keys,
        Words(path_keys.collect()),
        start,
        Words(context.noun(path).singular()),
        Words(members.flat_map(|key| Words::of_wire(key).0).collect()),
    ]
}

/// What a shape's members are called on the wire.
pub(super) fn member_keys(shape: &TypeShape) -> Vec<&str> {
    match shape {
        TypeShape::Record(record) => {
            let fields = record.fields.iter();
            fields.map(|field| field.name.as_str()).collect()
        }
        TypeShape::Enum(values) => values.iter().map(|value| value.value.as_str()).collect(),
        TypeShape::Identifier => Vec::new(),
        TypeShape::Union(union) => {
            let variants = union.variants.iter();
            variants.map(|variant| variant.name.as_str()).collect()
        }
    }
}

/// The words of the keys on a path; behind a key, `[]` puts it into the singular.
fn keys(path: &UsagePath<'_>) -> Vec<Words> {
    let mut keys: Vec<Words> = match path.start {
        PathStart::Value { name, .. } => vec![Words::of_wire(name)],
        _ => Vec::new(),
    };
    for key in &path.keys {
        if *key != "[]" {
            keys.push(Words::of_wire(key));
        } else if let Some(last) = keys.last_mut().and_then(|words| words.0.last_mut()) {
            *last = singular(last);
        }
    }
    keys
}

/// `ListUsersResponse`, `UpdateUserRequest`; the item of a list at the root is what is listed.
fn root(stem: &Words, path: &UsagePath<'_>) -> Vec<Words> {
    if path.keys.is_empty() {
        return vec![stem.clone().then(&direction(path))];
    }
    let item = subject(stem).with_singular_end();
    vec![item, stem.clone().and("item")]
}

/// Whether no word says what is named.
fn is_generic_name(words: &Words) -> bool {
    words.0.iter().all(|word| is_generic(word))
}

/// What the operation is about: its words without the verb and what leads to the noun.
fn subject(stem: &Words) -> Words {
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

/// The owner's words, then its part's; words with which the owner ends and the part begins are there once: a channel's
/// `list channel members` holds a `list channel member`.
fn part_of(owner: &Words, part: &Words) -> Words {
    let same = |(left, right): (&String, &String)| singular(left) == singular(right);
    let shared = (1..=owner.len().min(part.len())).rev().find(|length| {
        let end = &owner.0[owner.len() - length..];
        end.iter().zip(&part.0).all(same)
    });
    let kept = owner.len() - shared.unwrap_or_default();
    Words(owner.0[..kept].to_vec()).then(&part.0)
}

/// `User`, then `MeetingSettings`, then `CreateMeetingSettings`.
fn nested(stem: &Words, parents: &[Words], own: &Words, def: &TypeDef) -> Vec<Words> {
    if matches!(def.shape, TypeShape::Enum(_)) && parents.is_empty() {
        let subject = subject(stem).with_singular_end();
        return vec![part_of(&subject, own), part_of(stem, own)];
    }
    let mut all = Vec::new();
    if !is_generic_name(own) {
        all.push(own.clone());
    }
    let owner = parents.last().cloned().unwrap_or_else(|| subject(stem));
    let owner = owner.with_singular_end();
    // A meeting's meeting says no more than a meeting.
    if !owner.0.ends_with(&own.0) {
        all.push(part_of(&owner, own));
    }
    all.push(part_of(stem, own));
    all
}
