//! Pre-request scripts that sign requests: clients do not run them, so callers sign by a hook.

use indexmap::IndexSet;

use crate::ground::diagnostic::{Code, Origin};
use crate::model::api::SecurityKind;

use super::super::model::{Collection, Item, Pair, SigningScript};
use super::super::template;
use super::Lowering;
use super::group::Draft;

/// Requests that a script signs.
#[derive(Debug)]
pub(super) struct SignedRequests {
    /// The position of what they are in.
    owner: Origin,
    /// What the script sets: `Date`, `Authorization`.
    names: Vec<String>,
}

impl Lowering<'_> {
    /// Warns of the scripts of a collection that sign requests, and notes which requests these are.
    pub(super) fn note_signing(&mut self, collection: &Collection, drafts: &[Draft<'_>]) {
        for script in &collection.signing {
            let items = drafts.iter().map(|draft| draft.placed.item);
            let items: Vec<&Item> = items
                .filter(|item| is_in(&item.origin, &script.owner))
                .collect();
            let names = signed_names(script, &items);
            if names.is_empty() || items.is_empty() {
                continue;
            }
            let message = format!(
                "a pre-request script sets {}, and clients do not run scripts",
                quoted(&names)
            );
            let help = "give the client a credentials hook that signs each request";
            self.report_with_help(Code::ScriptSigns, message, &script.origin, help);
            self.signed.push(SignedRequests {
                owner: script.owner.clone(),
                names,
            });
        }
    }

    /// The auth of an item that a script signs.
    pub(super) fn script_kind(&self, item: &Item) -> Option<SecurityKind> {
        let mut signed = self.signed.iter().rev();
        let found = signed.find(|signed| is_in(&item.origin, &signed.owner))?;
        let name = format!("a script that sets {}", quoted(&found.names));
        Some(SecurityKind::Custom { name })
    }
}

/// The headers that a script sets, and those headers and query keys of requests that hold a variable which it sets.
fn signed_names(script: &SigningScript, items: &[&Item]) -> Vec<String> {
    let mut names: IndexSet<String> = script.headers.iter().cloned().collect();
    let holds = |pair: &&Pair| {
        let value = pair.text();
        let mut variables = template::names(&value);
        variables.any(|name| script.variables.iter().any(|variable| variable == name))
    };
    for item in items {
        let pairs = item.request.headers.iter().chain(&item.request.url.query);
        names.extend(pairs.filter(holds).map(|pair| pair.key.trim().to_owned()));
    }
    names.into_iter().collect()
}

/// Whether a position is inside another.
fn is_in(inner: &Origin, outer: &Origin) -> bool {
    let (inside, around) = (inner.pointer(), outer.pointer());
    let rest = inside.strip_prefix(&around);
    inner.source() == outer.source()
        && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || around.is_empty())
}

fn quoted(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(" and ")
}
