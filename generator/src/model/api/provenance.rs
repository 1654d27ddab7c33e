//! Where the parts of an API come from, in the words of its sources.

use indexmap::IndexMap;

use crate::ground::diagnostic::Origin;
use crate::ground::index::{IndexVec, ids};

use super::Operation;

/// Where the parts of an [`Api`](super::Api) come from, and what of the sources is not in it.
///
/// A front end makes it beside the API; passes that join, split or remove operations keep it up to date.
#[derive(Debug, Clone, Default)]
pub struct Provenance {
    /// How many requests the sources hold, whether or not they are operations of the API.
    pub requests: usize,
    /// Requests that are not in the API.
    pub skipped: Vec<Skipped>,
    /// Features of the sources that are not used, by kind (`scripts`, `cookies`), with how often they occur.
    pub unused: IndexMap<String, usize>,
    /// The sources of operations; [`Operation::provenance`] is the index.
    pub operations: IndexVec<ProvenanceId, OperationProvenance>,
}

/// An index of [`Provenance::operations`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ProvenanceId(pub u32);

ids!(ProvenanceId);

/// Where one operation comes from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OperationProvenance {
    /// The requests that it was made of, as paths (`folder / … / request`); its name and prose come from the first.
    pub source_paths: Vec<String>,
    /// The groups that the source puts it into beside [`Operation::groups`].
    pub other_groups: Vec<String>,
}

/// A request that is not in the API.
#[derive(Debug, Clone, PartialEq)]
pub struct Skipped {
    /// Its path in the source: `folder / … / request`.
    pub source_path: String,
    /// Why, in one sentence.
    pub reason: String,
    /// Its location.
    pub origin: Origin,
}

impl Provenance {
    /// The paths of the requests that an operation was made of; empty if nothing is known of it.
    pub fn source_paths(&self, operation: &Operation) -> &[String] {
        let id = operation.provenance;
        id.and_then(|id| self.operations.get(id))
            .map_or(&[], |operation| &operation.source_paths)
    }

    /// The groups that the source puts an operation into beside [`Operation::groups`].
    pub fn other_groups(&self, operation: &Operation) -> &[String] {
        let id = operation.provenance;
        id.and_then(|id| self.operations.get(id))
            .map_or(&[], |operation| &operation.other_groups)
    }

    /// Adds the requests of one operation.
    pub fn add(&mut self, source_paths: Vec<String>) -> ProvenanceId {
        self.operations.push(OperationProvenance {
            source_paths,
            other_groups: Vec::new(),
        })
    }
}

/// The path of a request in these groups: `folder / … / request`.
pub fn source_path(groups: &[String], name: &str) -> String {
    let steps = groups.iter().map(String::as_str).chain([name]);
    steps.collect::<Vec<_>>().join(" / ")
}
