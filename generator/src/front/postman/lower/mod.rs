//! Lowering: from a collection, its variables and what evidence tells, to the API that is meant.

mod body;
mod credentials;
mod example;
mod form;
mod graphql;
mod group;
mod header;
mod json;
mod operation;
mod parameter;
mod response;
mod route;
mod security;
mod server;
mod signature;
mod survey;
mod value;

#[cfg(test)]
mod tests;

use indexmap::{IndexMap, IndexSet};

use crate::ground::diagnostic::{Code, Diagnostic, Diagnostics, SourceId};
use crate::model::api::{Api, Provenance, SchemeId, ServiceId, Skipped};
use crate::model::profile::Profile;

use super::model::{Collection, Environment};
use super::resolve::{self, Placed};
use super::variables::Scope;
use super::wire::is_token;
pub(super) use credentials::credentials;
use group::{Draft, Group};
use server::Base;

/// The API that a collection describes, its variables filled from the environments.
///
/// Nothing that one item has wrong costs more than that item: it is then in [`Provenance::skipped`] and
/// among the diagnostics.
pub(super) fn lower(
    collection: &Collection,
    environments: &[Environment],
    profile: &Profile,
) -> (Api, Provenance, Diagnostics) {
    let mut lowering = Lowering {
        scope: Scope::new(collection, environments),
        profile,
        converted: collection.converted,
        api: Api {
            title: collection.name.clone(),
            version: collection.version.clone(),
            description: collection.description.clone(),
            ..Api::default()
        },
        provenance: Provenance::default(),
        diagnostics: Diagnostics::new(),
        bases: IndexMap::new(),
        groups: IndexMap::new(),
        groups_by_letters: IndexMap::new(),
        schemes: IndexMap::new(),
        told: IndexSet::new(),
    };
    lowering.survey(collection);
    let drafts = lowering.drafts(collection);
    for group in Group::of(drafts, profile) {
        group.tell(&mut lowering.diagnostics);
        lowering.operation(&group, collection);
    }
    (lowering.api, lowering.provenance, lowering.diagnostics)
}

/// The state of one lowering.
struct Lowering<'p> {
    scope: Scope,
    profile: &'p Profile,
    converted: bool,
    api: Api,
    provenance: Provenance,
    diagnostics: Diagnostics,
    /// Bases by their text: most items share a few.
    bases: IndexMap<String, Base>,
    /// The places of the API's services by their names, and by the letters of these.
    groups: IndexMap<String, ServiceId>,
    groups_by_letters: IndexMap<String, ServiceId>,
    /// The places of the API's security schemes by what `Debug` shows of them.
    schemes: IndexMap<String, SchemeId>,
    /// Findings about places that many requests share.
    told: IndexSet<(Code, Option<(SourceId, String)>)>,
}

impl Lowering<'_> {
    /// The items whose URL is understood; the others are skipped aloud.
    fn drafts<'c>(&mut self, collection: &'c Collection) -> Vec<Draft<'c>> {
        let items = resolve::items(collection);
        self.provenance.requests = items.len();
        items
            .into_iter()
            .filter_map(|placed| self.draft(placed))
            .collect()
    }

    fn draft<'c>(&mut self, placed: Placed<'c>) -> Option<Draft<'c>> {
        let request = &placed.item.request;
        let url = &request.url;
        if url.empty || (url.host.trim().is_empty() && url.path.iter().all(String::is_empty)) {
            self.skip(&placed, Code::MissingUrl, "it has no URL".to_owned());
            return None;
        }
        if !is_token(&request.method) {
            self.skip(
                &placed,
                Code::BadMethod,
                format!("`{}` is no HTTP method", request.method.escape_debug()),
            );
            return None;
        }
        let base = self.base(url);
        let route = self.route(url);
        self.check_variables(url, &route, base.server);
        self.learn_variables(url, base.server);
        let signature = self.signature(placed.item);
        Some(Draft {
            placed,
            base,
            route,
            signature,
        })
    }

    /// Adds a finding, unless its like was added for the same place.
    fn tell_once(&mut self, diagnostic: Diagnostic) {
        let place = diagnostic.origin.as_ref();
        let place = place.map(|origin| (origin.source(), origin.pointer()));
        if self.told.insert((diagnostic.code, place)) {
            self.diagnostics.push(diagnostic);
        }
    }

    fn skip(&mut self, placed: &Placed<'_>, code: Code, reason: String) {
        let message = format!("`{}` is skipped: {reason}", placed.label().escape_debug());
        self.diagnostics
            .push(Diagnostic::new(code, message).at(&placed.item.origin));
        let origin = placed.item.origin.clone();
        self.provenance.skipped.push(Skipped {
            source_path: placed.label(),
            reason,
            origin,
        });
    }
}
