//! Passes over the API, in order: each removes something or adds facts.

mod correct;
mod dedupe;
mod error;
mod identify;
mod merge;
mod paginate;
#[cfg(test)]
mod profile_tests;
mod prune;
mod publish;
mod secret;
mod select;
mod share;
mod siblings;
#[cfg(test)]
mod tests;

pub use merge::merge;
pub use publish::publish;
pub use select::{Pattern, Selection};

use crate::ground::diagnostic::Diagnostics;
use crate::model::api::{Api, Provenance};
use crate::model::profile::Profile;

/// Runs all passes; those that split or remove operations change the provenance, too.
pub fn refine(
    mut api: Api,
    provenance: &mut Provenance,
    profile: &Profile,
    selection: &Selection,
) -> (Api, Diagnostics) {
    prune::prune(&mut api);
    identify::identify(&mut api);
    // Before the corrections, which know single fields better.
    secret::mark(&mut api, profile);
    let mut diagnostics = correct::correct(&mut api, provenance, profile);
    // After the corrections, which address operations of the documents, and give some of them other names.
    diagnostics.append(select::select(&mut api, provenance, selection));
    share::share_enums(&mut api);
    // The selection, corrections and shared enums may have removed the last use of a type.
    prune::prune(&mut api);
    diagnostics.append(paginate::paginate(&mut api, provenance, profile));
    dedupe::dedupe(&mut api);
    // After the merge of equal types, so that no type of a request becomes that of an answer.
    siblings::infer_answers(&mut api);
    (api, diagnostics)
}
