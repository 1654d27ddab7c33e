//! The items that are one operation: equal in method, base, path and shape of the body.

mod examples;

use indexmap::{IndexMap, IndexSet};

use crate::ground::diagnostic::Code;
use crate::model::profile::{Profile, Split, SplitBy};

use super::super::model::{Auth, Item, Request, SavedResponse};
use super::super::resolve::Placed;
use super::Lowering;
use super::dispatch::{Constant, Place};
use super::refusal::tests_refusal;
use super::route::Route;
use super::server::Base;

/// How many joined items a message names; the operation lists them all.
const LISTED: usize = 5;

/// An item with a URL and a valid method.
pub(super) struct Draft<'c> {
    pub(super) placed: Placed<'c>,
    pub(super) base: Base,
    pub(super) route: Route,
    /// The kind and the keys of its body; see `signature`.
    pub(super) signature: String,
    /// The values that tell its action from the others of its path.
    pub(super) constants: Vec<Constant>,
}

/// Items that are one operation; never empty.
pub(super) struct Group<'c> {
    pub(super) base: Base,
    /// What the names of its items have in common, where they are examples of one call.
    common_name: Option<String>,
    lead: Draft<'c>,
    others: Vec<Draft<'c>>,
}

impl<'c> Group<'c> {
    /// The groups of the items, in the order of their first items.
    pub(super) fn of(drafts: Vec<Draft<'c>>, profile: &Profile) -> Vec<Self> {
        let mut groups: IndexMap<(String, String, Option<Base>, String), Self> = IndexMap::new();
        for draft in drafts {
            let method = draft.placed.item.request.method.clone();
            let (base, signature) = corrected_key(&draft, profile)
                .unwrap_or_else(|| (Some(draft.base.clone()), draft.signature.clone()));
            let key = (method, draft.route.template.clone(), base, signature);
            match groups.get_mut(&key) {
                Some(group) => group.push(draft),
                None => {
                    let base = draft.base.clone();
                    groups.insert(
                        key,
                        Self {
                            base,
                            common_name: None,
                            lead: draft,
                            others: Vec::new(),
                        },
                    );
                }
            }
        }
        examples::joined(groups.into_values().collect(), profile)
    }

    /// The name of the operation: that of its leading item, or what the names of all have in common.
    pub(super) fn name(&self) -> &str {
        let common = self.common_name.as_deref();
        common.unwrap_or(&self.lead.placed.item.name)
    }

    /// Adds an item. The first one leads, unless it tests a refusal and this one does not.
    fn push(&mut self, mut draft: Draft<'c>) {
        let is_refusal = |draft: &Draft<'_>| tests_refusal(draft.placed.item);
        if is_refusal(&self.lead) && !is_refusal(&draft) {
            std::mem::swap(&mut self.lead, &mut draft);
        }
        self.others.push(draft);
    }

    /// The value that the operation sends by itself under a name, which is in lower case for headers.
    pub(super) fn constant(&self, place: Place, name: &str) -> Option<&str> {
        let mut constants = self.lead.constants.iter();
        let found = constants.find(|constant| constant.place == place && constant.name == name);
        found.map(|constant| constant.value.as_str())
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

    /// The auth of the leading item; where it has none, that of the first item that has one.
    pub(super) fn auth(&self) -> &'c Auth {
        let mut all = self.items().map(|placed| placed.auth);
        all.find(|auth| matches!(auth, Auth::Scheme(_)))
            .unwrap_or(self.lead.placed.auth)
    }

    /// The path.
    pub(super) fn route(&self) -> &Route {
        &self.lead.route
    }

    /// The saved responses of all items, in order.
    pub(super) fn responses(&self) -> impl Iterator<Item = &'c SavedResponse> {
        self.items().flat_map(|placed| &placed.item.responses)
    }

    /// The requests of the items, then those of their saved responses.
    pub(super) fn requests(&self) -> impl Iterator<Item = &'c Request> {
        self.all_requests().map(|(_, request)| request)
    }

    /// As [`Group::requests`], each with whether it is the request of an item.
    pub(super) fn all_requests(&self) -> impl Iterator<Item = (bool, &'c Request)> {
        let own = self.items().map(|placed| (true, &placed.item.request));
        let saved = self.items().flat_map(|placed| saved_requests(placed.item));
        own.chain(saved.map(|request| (false, request)))
    }
}

/// The requests of an item's saved responses. Those that the service refused as malformed are left out where it accepted
/// another one: what only they contain may be the reason.
fn saved_requests(item: &Item) -> impl Iterator<Item = &Request> {
    let saved = item.responses.iter().filter_map(|response| {
        let request = response.original.as_deref()?;
        Some((response.code, request))
    });
    let is_accepted = |(code, _): (Option<u16>, _)| matches!(code, Some(200..300));
    let has_accepted = saved.clone().any(is_accepted);
    saved
        .filter(move |(code, _)| !(has_accepted && matches!(code, Some(400 | 422))))
        .map(|(_, request)| request)
}

impl Lowering<'_> {
    /// Reports which items are joined in a group, and that they differ in their auth.
    pub(super) fn report_joined(&mut self, group: &Group<'_>) {
        if group.others.is_empty() {
            return;
        }
        let more = match group.others.len().saturating_sub(LISTED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let others = group.others.iter().take(LISTED);
        let labels: Vec<String> = others
            .map(|draft| format!("`{}`", draft.placed.label()))
            .collect();
        let key = format!("{} {}", group.first().method, group.route().template);
        let message = format!(
            "`{}` is joined with {}{more}: equal method, path and shape of the body ({key})",
            group.lead().label(),
            labels.join(", "),
        );
        let origin = &group.lead().item.origin;
        self.report(Code::Joined, message, origin);
        let kinds: IndexSet<&str> = group.items().map(|placed| kind(placed.auth)).collect();
        if kinds.len() > 1 {
            let kinds: Vec<&str> = kinds.into_iter().collect();
            let message = format!(
                "items of `{key}` differ in their auth ({}): the operation has {}",
                kinds.join(", "),
                kind(group.auth()),
            );
            let help = "give an item that is called otherwise a path or a body of its own";
            self.report_with_help(Code::AuthDiffers, message, origin, help);
        }
    }
}

/// The base and the signature that an item is grouped by, where the profile says that items of its method and path are one
/// operation, or one operation each.
fn corrected_key(draft: &Draft<'_>, profile: &Profile) -> Option<(Option<Base>, String)> {
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

/// The name of an auth in messages.
fn kind(auth: &Auth) -> &str {
    match auth {
        Auth::Scheme(scheme) => &scheme.kind,
        Auth::Inherit | Auth::None => "none",
    }
}
