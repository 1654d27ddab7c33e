//! Whole answers and bodies that only look alike: what is created at `/makers` and at `/dial-types` are types of their own,
//! although both have an id, a name and a URL.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use crate::ground::words::{lowercase_words, singular};
use crate::model::api::{Api, BodyKind, Content, Operation, Type, TypeId, TypeShape};
use crate::model::graph::visit;

/// From so many unrelated operations on, one shape is an envelope of the whole API.
const ENVELOPE: usize = 4;

/// The types that are equal to others but belong to unrelated operations, with a text for each group that belongs together.
pub(super) fn contexts(api: &Api) -> BTreeMap<TypeId, String> {
    let roots = roots(api);
    let mut alike: IndexMap<Vec<&str>, Vec<(TypeId, &BTreeSet<String>)>> = IndexMap::new();
    let inside = inside(api);
    let mut shared: BTreeSet<Vec<&str>> = BTreeSet::new();
    for (id, def) in api.types.iter_enumerated() {
        let TypeShape::Record(record) = &def.shape else {
            continue;
        };
        let mut names: Vec<&str> = record
            .fields
            .iter()
            .map(|field| field.name.as_str())
            .collect();
        names.sort_unstable();
        match roots.get(&id).filter(|_| !inside.contains(&id)) {
            Some(words) => alike.entry(names).or_default().push((id, words)),
            None => {
                shared.insert(names);
            }
        }
    }
    let mut contexts = BTreeMap::new();
    for (names, types) in alike {
        if types.len() < 2 || shared.contains(&names) {
            continue;
        }
        let groups = related(&types);
        if (2..ENVELOPE).contains(&groups.len()) {
            for (index, group) in groups.iter().enumerate() {
                contexts.extend(group.iter().map(|id| (*id, format!("unrelated {index}"))));
            }
        }
    }
    contexts
}

/// The types that are whole answers or bodies, with the words that all their operations are about.
fn roots(api: &Api) -> BTreeMap<TypeId, BTreeSet<String>> {
    let mut roots: BTreeMap<TypeId, BTreeSet<String>> = BTreeMap::new();
    for operation in &api.operations {
        let answers = operation
            .responses
            .iter()
            .map(|response| match response.content {
                Content::Json(Type::Named(id)) => Some(id),
                _ => None,
            });
        let body = operation.body.as_ref().map(|body| match body.kind {
            BodyKind::Json(Type::Named(id)) => Some(id),
            _ => None,
        });
        for id in answers.chain(body).flatten() {
            roots.entry(id).or_default().extend(subjects(operation));
        }
    }
    roots
}

/// The types that other types or lists hold.
fn inside(api: &Api) -> BTreeSet<TypeId> {
    let of_types = api
        .types
        .iter()
        .flat_map(|def| visit::shape_types(&def.shape));
    let held = of_types.filter_map(visit::target).map(|(id, _)| id);
    let of_operations = api.operations.iter().flat_map(visit::operation_types);
    let lists = of_operations.filter_map(visit::target);
    held.chain(lists.filter(|(_, direct)| !direct).map(|(id, _)| id))
        .collect()
}

/// The words of an operation's name behind the first, which says what is done, and of the last fixed segment of its path.
fn subjects(operation: &Operation) -> BTreeSet<String> {
    let name = lowercase_words(&operation.name);
    let words: Vec<&str> = words(&name).collect();
    let skipped = usize::from(words.len() > 1);
    let segments = operation.key.path.rsplit('/');
    let mut fixed = segments.filter(|segment| !segment.is_empty() && !segment.contains('{'));
    let last = fixed.next().map(lowercase_words).unwrap_or_default();
    let of_path = self::words(&last).map(singular);
    let of_name = words.into_iter().skip(skipped).map(singular);
    of_path.chain(of_name).collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| word.len() > 2)
}

/// The types in groups; each is related to another one of its group by a word.
fn related(types: &[(TypeId, &BTreeSet<String>)]) -> Vec<BTreeSet<TypeId>> {
    let mut groups: Vec<(BTreeSet<TypeId>, BTreeSet<String>)> = Vec::new();
    for (id, words) in types {
        let mut merged = (BTreeSet::from([*id]), (*words).clone());
        groups.retain(|(ids, others)| {
            let is_related = !others.is_disjoint(words);
            if is_related {
                merged.0.extend(ids);
                merged.1.extend(others.iter().cloned());
            }
            !is_related
        });
        groups.push(merged);
    }
    groups.into_iter().map(|(ids, _)| ids).collect()
}
