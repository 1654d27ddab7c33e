//! The items that are one operation: equal in method, base, path and shape of the body.

use indexmap::{IndexMap, IndexSet};

use crate::ground::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::profile::{Profile, Split, SplitBy};

use super::super::model::{Auth, Request, SavedResponse};
use super::super::resolve::Placed;
use super::route::Route;
use super::server::Base;

/// How many joined items a message names; the operation lists them all.
const LISTED: usize = 5;

/// An item whose URL is understood.
pub(super) struct Draft<'c> {
    pub(super) placed: Placed<'c>,
    pub(super) base: Base,
    pub(super) route: Route,
    /// What its body is made of; see `signature`.
    pub(super) signature: String,
}

/// Items that are one operation; never empty.
pub(super) struct Group<'c> {
    pub(super) base: Base,
    lead: Draft<'c>,
    others: Vec<Draft<'c>>,
}

impl<'c> Group<'c> {
    /// The items, those that belong together joined, in the order of their first.
    pub(super) fn of(drafts: Vec<Draft<'c>>, profile: &Profile) -> Vec<Self> {
        let mut groups: IndexMap<(String, String, Option<Base>, String), Self> = IndexMap::new();
        for draft in drafts {
            let method = draft.placed.item.request.method.clone();
            let (base, signature) = told(&draft, profile)
                .unwrap_or_else(|| (Some(draft.base.clone()), draft.signature.clone()));
            let key = (method, draft.route.template.clone(), base, signature);
            match groups.get_mut(&key) {
                Some(group) => group.others.push(draft),
                None => {
                    let base = draft.base.clone();
                    groups.insert(
                        key,
                        Self {
                            base,
                            lead: draft,
                            others: Vec::new(),
                        },
                    );
                }
            }
        }
        groups.into_values().collect()
    }

    /// The item that names the operation.
    pub(super) fn lead(&self) -> &Placed<'c> {
        &self.lead.placed
    }

    /// The items, the leading one first.
    pub(super) fn items(&self) -> impl Iterator<Item = &Placed<'c>> {
        std::iter::once(&self.lead)
            .chain(&self.others)
            .map(|draft| &draft.placed)
    }

    /// The leading item's own request.
    pub(super) fn first(&self) -> &'c Request {
        &self.lead.placed.item.request
    }

    /// The auth that holds for the leading item; where it has none, that of the first that has any.
    pub(super) fn auth(&self) -> &'c Auth {
        let mut all = self.items().map(|placed| placed.auth);
        all.find(|auth| matches!(auth, Auth::Scheme(_)))
            .unwrap_or(self.lead.placed.auth)
    }

    /// The path.
    pub(super) fn route(&self) -> Route {
        self.lead.route.clone()
    }

    /// The saved responses of all items, in order.
    pub(super) fn responses(&self) -> impl Iterator<Item = &'c SavedResponse> {
        self.items().flat_map(|placed| &placed.item.responses)
    }

    /// The items' own requests, then those that brought saved responses.
    pub(super) fn requests(&self) -> impl Iterator<Item = &'c Request> {
        self.shown_requests().map(|(_, request)| request)
    }

    /// As [`Group::requests`], each with whether it is an item's own.
    pub(super) fn shown_requests(&self) -> impl Iterator<Item = (bool, &'c Request)> {
        let own = self.items().map(|placed| (true, &placed.item.request));
        own.chain(
            self.responses()
                .filter_map(|saved| Some((false, saved.original.as_deref()?))),
        )
    }

    /// Says which items were joined, and why.
    pub(super) fn tell(&self, diagnostics: &mut Diagnostics) {
        if self.others.is_empty() {
            return;
        }
        let more = match self.others.len().saturating_sub(LISTED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let labels: Vec<String> = self
            .others
            .iter()
            .take(LISTED)
            .map(|one| format!("`{}`", one.placed.label()))
            .collect();
        let message = format!(
            "`{}` is joined with {}{more}: equal method, path and shape of the body ({} {})",
            self.lead.placed.label(),
            labels.join(", "),
            self.first().method,
            self.lead.route.template,
        );
        diagnostics.push(Diagnostic::new(Code::Joined, message).at(&self.lead.placed.item.origin));
        self.tell_auth(diagnostics);
    }

    fn tell_auth(&self, diagnostics: &mut Diagnostics) {
        let kinds: IndexSet<&str> = self.items().map(|placed| kind(placed.auth)).collect();
        if kinds.len() < 2 {
            return;
        }
        let listed: Vec<&str> = kinds.into_iter().collect();
        let message = format!(
            "items of `{} {}` differ in their auth ({}): the operation has {}",
            self.first().method,
            self.lead.route.template,
            listed.join(", "),
            kind(self.auth()),
        );
        let help = "give an item that is called otherwise a path or a body of its own";
        let diagnostic = Diagnostic::new(Code::AuthDiffers, message).help(help);
        diagnostics.push(diagnostic.at(&self.lead.placed.item.origin));
    }
}

/// What parts an item from others of its method and path where the profile says that they are one
/// operation, or that each is one.
fn told(draft: &Draft<'_>, profile: &Profile) -> Option<(Option<Base>, String)> {
    let (method, path) = (&draft.placed.item.request.method, &draft.route.template);
    let label = draft.placed.label();
    let entries = profile.corrections().iter().rev();
    let mut about = entries.filter(|entry| entry.address.matches_item(method, path, &label));
    about.find_map(|entry| match &entry.correction {
        facts if facts.join => Some((None, String::new())),
        facts if facts.split == Some(Split::By(SplitBy::Items)) => {
            let signature = format!("{} {label}", draft.signature);
            Some((Some(draft.base.clone()), signature))
        }
        _ => None,
    })
}

/// What an auth is called in messages.
fn kind(auth: &Auth) -> &str {
    match auth {
        Auth::Scheme(scheme) => &scheme.kind,
        Auth::Inherit | Auth::None => "none",
    }
}
