//! The operations of one resource: `POST /x` and what is done with `/x/{id}`.

use indexmap::IndexMap;

use crate::model::api::{Api, Operation};

/// The operations that read or write one record, and the one that lists them.
pub(super) struct Resource {
    /// The indices of the operations that create, read or change a record.
    pub(super) operations: Vec<usize>,
    /// The index of the operation that lists the records.
    pub(super) list: Option<usize>,
}

/// What an operation does with a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Record,
    Create,
    List,
}

impl Resource {
    /// The resources of an API of which there is an operation with one record: others may be actions.
    pub(super) fn all(api: &Api) -> Vec<Self> {
        let mut parts: IndexMap<(usize, String), Vec<(usize, Part)>> = IndexMap::new();
        for (index, operation) in api.operations.iter().enumerate() {
            if let Some((path, part)) = part(operation) {
                parts
                    .entry((operation.server, path))
                    .or_default()
                    .push((index, part));
            }
        }
        let has_record =
            |parts: &&Vec<(usize, Part)>| parts.iter().any(|(_, part)| *part == Part::Record);
        parts
            .values()
            .filter(has_record)
            .map(|parts| Self::of(parts))
            .collect()
    }

    fn of(parts: &[(usize, Part)]) -> Self {
        let of = |wanted: fn(Part) -> bool| {
            let parts = parts.iter().filter(move |(_, part)| wanted(*part));
            parts.map(|(index, _)| *index)
        };
        Self {
            operations: of(|part| part != Part::List).collect(),
            list: of(|part| part == Part::List).next(),
        }
    }
}

/// The path of the resource without the names of its parameters, and what the operation does with it; `None` where that is
/// something else.
fn part(operation: &Operation) -> Option<(String, Part)> {
    let path = operation.key.path.trim_end_matches('/');
    let (before, last) = path.rsplit_once('/')?;
    let is_record = last.starts_with('{') && last.ends_with('}') && !before.is_empty();
    let part = match (operation.key.method.as_str(), is_record) {
        ("GET" | "PUT" | "PATCH", true) => Part::Record,
        ("POST", false) => Part::Create,
        ("GET", false) => Part::List,
        _ => return None,
    };
    let path = if is_record { before } else { path };
    Some((without_names(path), part))
}

/// The path with `{}` for each parameter.
fn without_names(path: &str) -> String {
    let segments = path
        .split('/')
        .map(|segment| match segment.starts_with('{') {
            true => "{}",
            false => segment,
        });
    segments.collect::<Vec<_>>().join("/")
}
