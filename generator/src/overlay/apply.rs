//! Actions on a tree.

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Document, SourceMap};

use super::nearby::Words;
use super::shadow::Shadow;
use super::{Action, Change, Overlay};

/// Which actions have found something, over all inputs of a client.
#[derive(Debug, Default)]
pub struct Session {
    found: Vec<Vec<bool>>,
    words: Words,
}

/// Applies overlays in their order to a document, and to each file of one that is a directory.
pub fn apply(
    overlays: &[Overlay],
    document: &mut Document,
    sources: &mut SourceMap,
    session: &mut Session,
) {
    if overlays.is_empty() {
        return;
    }
    let found = overlays
        .iter()
        .map(|overlay| vec![false; overlay.actions.len()]);
    session.found.resize_with(overlays.len(), Vec::new);
    for (all, own) in session.found.iter_mut().zip(found) {
        if all.is_empty() {
            *all = own;
        }
    }
    session.words.add(&document.value);
    let mut shadow = Shadow::of(&document.value);
    for (overlay, found) in overlays.iter().zip(&mut session.found) {
        for (action, found) in overlay.actions.iter().zip(found) {
            *found |= act(action, &mut document.value, &mut shadow);
        }
    }
    sources.moved(document.origin.source(), shadow.moved());
    for (_, file) in &mut document.files {
        apply(overlays, file, sources, session);
    }
}

impl Session {
    /// The actions that found nothing in any input.
    pub fn unmatched(&self, overlays: &[Overlay]) -> Diagnostics {
        let mut diagnostics = Diagnostics::new();
        for (overlay, found) in overlays.iter().zip(&self.found) {
            for (action, _) in overlay
                .actions
                .iter()
                .zip(found)
                .filter(|(_, found)| !**found)
            {
                let message = format!("`{}` finds nothing in any input", action.written);
                let unmatched = Diagnostic::new(Code::Unmatched, message).at(&action.origin);
                diagnostics.push(match self.words.help(&action.written) {
                    Some(help) => unmatched.help(help),
                    None => unmatched,
                });
            }
        }
        diagnostics
    }
}

/// Whether the action found anything.
fn act(action: &Action, root: &mut Value, shadow: &mut Shadow) -> bool {
    let located = action.target.query_located(root);
    let pointers: Vec<String> = located
        .iter()
        .map(|node| node.location().to_json_pointer())
        .collect();
    // Backwards, so that what goes moves nothing that is still to be changed.
    for pointer in pointers.iter().rev() {
        match &action.change {
            Change::Remove => remove(root, shadow, pointer),
            Change::Update(update) => {
                let beside = shadow.at(&tokens(pointer));
                if let Some(target) = root.pointer_mut(pointer) {
                    merge(target, beside, update, true);
                }
            }
        }
    }
    !pointers.is_empty()
}

fn remove(root: &mut Value, shadow: &mut Shadow, pointer: &str) {
    let steps = tokens(pointer);
    let Some((last, parents)) = steps.split_last() else {
        // The whole document cannot go.
        return;
    };
    let parent = pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
    let removed = match root.pointer_mut(parent) {
        Some(Value::Object(fields)) => fields.shift_remove(last).is_some(),
        Some(Value::Array(items)) => match last.parse::<usize>() {
            Ok(index) if index < items.len() => {
                items.remove(index);
                true
            }
            _ => false,
        },
        _ => false,
    };
    if let Some(shadow) = shadow.at(parents).filter(|_| removed) {
        shadow.remove(last);
    }
}

/// Members of objects are merged, lists get longer, everything else is replaced. A list that is the
/// target itself gets the update as one item, unless that is a list, too.
fn merge(target: &mut Value, mut shadow: Option<&mut Shadow>, update: &Value, is_target: bool) {
    match (target, update) {
        (Value::Object(fields), Value::Object(updates)) => {
            for (key, update) in updates {
                match fields.get_mut(key) {
                    Some(field) => {
                        let beside = shadow.as_mut().and_then(|shadow| {
                            let token = [key.clone()];
                            shadow.at(&token)
                        });
                        merge(field, beside, update, false);
                    }
                    None => {
                        fields.insert(key.clone(), update.clone());
                    }
                }
            }
        }
        (Value::Array(items), Value::Array(more)) => {
            items.extend(more.iter().cloned());
            if let Some(shadow) = shadow {
                more.iter().for_each(|_| shadow.push());
            }
        }
        (Value::Array(items), item) if is_target => {
            items.push(item.clone());
            if let Some(shadow) = shadow {
                shadow.push();
            }
        }
        (target, update) => {
            *target = update.clone();
            if let Some(shadow) = shadow {
                *shadow = Shadow::default();
            }
        }
    }
}

/// The keys of an RFC 6901 pointer.
fn tokens(pointer: &str) -> Vec<String> {
    let tokens = pointer.split('/').skip(1);
    tokens
        .map(|token| token.replace("~1", "/").replace("~0", "~"))
        .collect()
}
