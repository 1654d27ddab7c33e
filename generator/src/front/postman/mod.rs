//! Postman collections: what people export, and what Postman would send for it.

pub mod model;
pub mod parse;

mod cycle;
mod dynamic;
mod encode;
mod growth;
mod lower;
mod normalize;
pub mod resolve;
mod template;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod trials;
mod url;
mod variables;
pub mod wire;

pub(crate) use template::key_prefix;
pub use variables::{DynamicValue, Scope};

use crate::ground::diagnostic::Diagnostics;
use crate::model::api::{Api, Provenance};
use crate::model::profile::Profile;
use crate::read::source::Document;

use super::Front;
use model::{Collection, Environment};

/// The front end for Postman collections, with the environments that give their variables values.
#[derive(Debug, Default)]
pub struct Postman {
    /// The environments; of equal variables the later environment's wins.
    pub environments: Vec<Environment>,
}

impl Front for Postman {
    type Input = Collection;

    fn detect(document: &Document) -> bool {
        parse::is_collection(document)
    }

    fn parse(document: &Document, name: &str) -> (Option<Collection>, Diagnostics) {
        parse::collection(document, name)
    }

    fn count_requests(collection: &Collection) -> usize {
        let items = resolve::items(collection).into_iter();
        items
            .filter(|placed| !placed.item.request.url.empty)
            .count()
    }

    fn lower(&self, collection: &Collection, profile: &Profile) -> (Api, Provenance, Diagnostics) {
        lower::lower(collection, &self.environments, profile)
    }
}

impl Postman {
    /// Parses a document as an environment or a file of globals, and warns of credentials in it that look real.
    pub fn environment(document: &Document) -> (Option<Environment>, Diagnostics) {
        let (environment, mut diagnostics) = parse::environment(document);
        if let Some(environment) = &environment {
            diagnostics.append(lower::credentials(environment));
        }
        (environment, diagnostics)
    }
}
