//! Lowering: from a collection and its variables to an API.

mod body;
mod checks;
mod credentials;
mod dispatch;
mod example;
mod exchange;
mod form;
mod graphql;
mod group;
mod header;
mod json;
mod operation;
mod parameter;
mod refusal;
mod response;
mod route;
mod rpc;
mod security;
mod server;
mod service;
mod signature;
mod signing;
mod survey;
mod value;
mod whole_url;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use indexmap::{IndexMap, IndexSet};

use crate::ground::diagnostic::{Code, Diagnostic, Diagnostics, Origin, SourceId};
use crate::infer::add_assumed_responses;
use crate::model::api::{Api, Provenance, SchemeId, ServiceId, Skipped};
use crate::model::profile::Profile;

use super::model::{Collection, Environment};
use super::normalize::normalized;
use super::resolve::{self, Placed};
use super::variables::Scope;
use super::wire::is_token;
pub(super) use credentials::credentials;
use group::{Draft, Group};
use server::Base;
use signing::SignedRequests;
use survey::Survey;
use whole_url::{whole_url_route, whole_url_variables};

/// The API that a collection describes, its variables filled from the environments.
///
/// An item that cannot be read is in [`Provenance::skipped`] and among the diagnostics; the others are lowered.
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
        reported: IndexSet::new(),
        survey: Survey::default(),
        signed: Vec::new(),
        whole_urls: BTreeSet::new(),
    };
    lowering.check_collection(collection);
    let collection = &normalized(collection, &lowering.scope);
    lowering.whole_urls = whole_url_variables(collection, &lowering.scope);
    let mut drafts = lowering.drafts(collection);
    dispatch::mark_actions(&mut drafts);
    refusal::join_refusals(&mut drafts);
    lowering.survey = lowering.survey(&drafts);
    lowering.note_signing(collection, &drafts);
    let groups = Group::of(drafts, profile);
    for (group, place) in groups.iter().zip(service::places(&groups)) {
        lowering.report_joined(group);
        lowering.operation(group, &place, collection);
    }
    add_assumed_responses(&mut lowering.api);
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
    /// Bases by their text in the source, since most items share a few.
    bases: IndexMap<String, Base>,
    /// The API's services by their names, and by the letters of these.
    groups: IndexMap<String, ServiceId>,
    groups_by_letters: IndexMap<String, ServiceId>,
    /// The API's security schemes by their `Debug` output.
    schemes: IndexMap<String, SchemeId>,
    /// The codes and origins of diagnostics that are reported once for each origin.
    reported: IndexSet<(Code, Option<(SourceId, String)>)>,
    survey: Survey,
    /// The requests that scripts sign.
    signed: Vec<SignedRequests>,
    /// The variables that are the whole URL of some requests.
    whole_urls: BTreeSet<String>,
}

impl Lowering<'_> {
    /// The items with a URL and a valid method; the others are skipped with a diagnostic.
    fn drafts<'c>(&mut self, collection: &'c Collection) -> Vec<Draft<'c>> {
        let items = resolve::items(collection);
        self.provenance.requests = items.len();
        let items = items.into_iter();
        items.filter_map(|placed| self.draft(placed)).collect()
    }

    fn draft<'c>(&mut self, placed: Placed<'c>) -> Option<Draft<'c>> {
        let request = &placed.item.request;
        let url = &request.url;
        if url.empty || (url.host.trim().is_empty() && url.path.iter().all(String::is_empty)) {
            self.skip(&placed, Code::MissingUrl, "it has no URL".to_owned());
            return None;
        }
        if !is_token(&request.method) {
            let reason = format!("`{}` is no HTTP method", request.method.escape_debug());
            self.skip(&placed, Code::BadMethod, reason);
            return None;
        }
        let (base, route) = match whole_url_route(url, &self.whole_urls) {
            // Its server is of no account.
            Some(route) => (Base::default(), route),
            None => (self.base(url), self.route(url)),
        };
        self.check_variables(url, &route, base.server);
        self.add_variable_choices(url, base.server);
        let signature = self.signature(placed.item);
        Some(Draft {
            placed,
            base,
            route,
            signature,
            constants: Vec::new(),
        })
    }

    /// Adds a diagnostic.
    fn report(&mut self, code: Code, message: impl Into<String>, origin: &Origin) {
        let diagnostic = Diagnostic::new(code, message).at(origin);
        self.diagnostics.push(diagnostic);
    }

    /// Adds a diagnostic with help.
    fn report_with_help(
        &mut self,
        code: Code,
        message: impl Into<String>,
        origin: &Origin,
        help: impl Into<String>,
    ) {
        let diagnostic = Diagnostic::new(code, message).at(origin);
        self.diagnostics.push(diagnostic.help(help));
    }

    /// Adds a diagnostic, unless there is one of the same code and origin.
    fn report_once(&mut self, diagnostic: Diagnostic) {
        let origin = diagnostic.origin.as_ref();
        let origin = origin.map(|origin| (origin.source(), origin.pointer()));
        if self.reported.insert((diagnostic.code, origin)) {
            self.diagnostics.push(diagnostic);
        }
    }

    fn skip(&mut self, placed: &Placed<'_>, code: Code, reason: String) {
        let label = placed.label();
        let message = format!("`{}` is skipped: {reason}", label.escape_debug());
        self.report(code, message, &placed.item.origin);
        self.provenance.skipped.push(Skipped {
            source_path: label,
            reason,
            origin: placed.item.origin.clone(),
        });
    }
}
