//! Whole documents of the reference material beside the repository, and what is understood of them.
//! A clone without it skips the tests with a message.

mod converter;
mod names;
mod openapi;
mod pages;
mod responses;
mod schemas;

use camino::Utf8Path;
use posthaste::front::postman::Postman;
use posthaste::front::{self, Front};
use posthaste::ground::diagnostic::Diagnostics;
use posthaste::model::api::Api;
use posthaste::model::profile::Profile;
use posthaste::read::source::SourceMap;
use posthaste::refine::{Selection, refine};

/// A collection of the reference material, lowered and refined, with the diagnostics; `None` where the file is not there.
fn understood(name: &str) -> Option<(Api, Diagnostics)> {
    let path = Utf8Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared")
        .join(name);
    if !path.exists() {
        eprintln!("skipped: ../shared/{name} is not there");
        return None;
    }
    let mut sources = SourceMap::new();
    let id = sources.read(&path).unwrap();
    let (document, _) = sources.document(id).unwrap();
    let (collection, _) = front::parse::<Postman>(&document, "collection");
    let profile = Profile::default();
    let (api, mut provenance, mut diagnostics) =
        Postman::default().lower(&collection.unwrap(), &profile);
    let (api, refining) = refine(api, &mut provenance, &profile, &Selection::default());
    diagnostics.append(refining);
    Some((api, diagnostics))
}
