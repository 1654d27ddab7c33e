//! Front ends: documents of one format each, lowered to an [`Api`].

pub mod openapi;
pub mod postman;

use indexmap::IndexMap;

use crate::ground::diagnostic::Diagnostics;
use crate::model::api::{Api, Provenance};
use crate::model::profile::Profile;
use crate::read::detect::unreadable_input;
use crate::read::source::Document;

/// A front end: the reader of one format. Its value holds what was passed beside the inputs, such as environments.
pub trait Front {
    /// A document of the format, parsed and not yet lowered.
    type Input;

    /// Whether a document has the front end's format.
    fn detect(document: &Document) -> bool;

    /// Parses a document that [`Front::detect`] accepts; `None` where the diagnostics say why it cannot be read.
    /// `name` names an API that has no name of its own.
    fn parse(document: &Document, name: &str) -> (Option<Self::Input>, Diagnostics);

    /// How many requests an input describes that have a URL.
    fn count_requests(input: &Self::Input) -> usize;

    /// How many parts of each kind an input declares, by the name of the kind; empty where the format has no such kinds.
    fn counts(_input: &Self::Input) -> IndexMap<&'static str, usize> {
        IndexMap::new()
    }

    /// The API that an input describes, and where its parts come from. A request that cannot be read is left out with
    /// a diagnostic.
    fn lower(&self, input: &Self::Input, profile: &Profile) -> (Api, Provenance, Diagnostics);
}

/// Parses a document by the front end `F`; a document of another format is refused with a diagnostic that names it.
pub fn parse<F: Front>(document: &Document, name: &str) -> (Option<F::Input>, Diagnostics) {
    if F::detect(document) {
        return F::parse(document, name);
    }
    let mut diagnostics = Diagnostics::new();
    diagnostics.push(unreadable_input(document));
    (None, diagnostics)
}
