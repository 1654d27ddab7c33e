//! Applies the actions of overlays to a tree.

use serde_json::Value;

use crate::ground::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::read::source::{Document, SourceMap};

use super::nearby::Words;
use super::shadow::Shadow;
use super::work;
use super::{Action, Change, Overlay};

/// The outcomes of the actions over all inputs of a client.
#[derive(Debug, Default)]
pub struct Session {
    outcomes: Vec<Outcome>,
    words: Words,
}

/// The outcome of an action. Over several inputs, the greatest one is kept.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    #[default]
    NoMatch,
    Matched,
    /// To evaluate the target would visit more than [`work::LIMIT`] values.
    Refused,
}

/// Applies overlays in their order to a document, and to each file of a document that is a directory.
pub fn apply(
    overlays: &[Overlay],
    document: &mut Document,
    sources: &mut SourceMap,
    session: &mut Session,
) {
    if overlays.is_empty() {
        return;
    }
    let count = actions(overlays).count();
    session.outcomes.resize(count, Outcome::default());
    session.words.add(&document.value);
    let mut shadow = Shadow::new(&document.value);
    for (action, outcome) in actions(overlays).zip(&mut session.outcomes) {
        *outcome = apply_action(action, &mut document.value, &mut shadow).max(*outcome);
    }
    sources.set_moved(document.origin.source(), shadow.moved_lists());
    for (_, file) in &mut document.files {
        apply(overlays, file, sources, session);
    }
}

/// The action after which a document is empty, with the document before it. The document is not empty before the first
/// action and is empty after the last; the action is found by bisection.
pub fn emptying<'a>(
    overlays: &'a [Overlay],
    document: &Document,
    is_empty: impl Fn(&Document) -> bool,
) -> Option<(&'a Action, Document)> {
    let actions: Vec<&Action> = actions(overlays).collect();
    // After `start` actions the document is not empty, after `end` actions it is.
    let (mut start, mut before) = (0, document.clone());
    let mut end = actions.len();
    while end - start > 1 {
        let middle = start + (end - start) / 2;
        let mut changed = before.clone();
        apply_all(actions.get(start..middle)?, &mut changed);
        if is_empty(&changed) {
            end = middle;
        } else {
            (start, before) = (middle, changed);
        }
    }
    let action = actions.get(start)?;
    Some((action, before))
}

fn actions(overlays: &[Overlay]) -> impl Iterator<Item = &Action> {
    overlays.iter().flat_map(|overlay| &overlay.actions)
}

/// Applies actions to a document, and to each file of a document that is a directory, without recording outcomes.
fn apply_all(actions: &[&Action], document: &mut Document) {
    let mut shadow = Shadow::new(&document.value);
    for action in actions {
        apply_action(action, &mut document.value, &mut shadow);
    }
    for (_, file) in &mut document.files {
        apply_all(actions, file);
    }
}

impl Session {
    /// An error for each action that was refused; if there is none, for each action that matched nothing in any input.
    pub fn failures(&self, overlays: &[Overlay]) -> Diagnostics {
        let outcomes: Vec<_> = actions(overlays).zip(&self.outcomes).collect();
        let mut diagnostics = Diagnostics::new();
        for (action, outcome) in &outcomes {
            if **outcome == Outcome::Refused {
                diagnostics.push(refused(action));
            }
        }
        if !diagnostics.is_empty() {
            // An action may match nothing because an earlier one was refused.
            return diagnostics;
        }
        for (action, outcome) in outcomes {
            if *outcome == Outcome::NoMatch {
                diagnostics.push(self.unmatched(action));
            }
        }
        diagnostics
    }

    fn unmatched(&self, action: &Action) -> Diagnostic {
        let message = format!("`{}` finds nothing in any input", action.written);
        let unmatched = Diagnostic::new(Code::Unmatched, message).at(&action.origin);
        match self.words.suggestion(&action.written) {
            Some(help) => unmatched.help(help),
            None => unmatched,
        }
    }
}

fn refused(action: &Action) -> Diagnostic {
    let message = format!(
        "`{}` would visit more than {} million values",
        action.written,
        work::LIMIT / 1_000_000
    );
    Diagnostic::new(Code::BadOverlay, message)
        .at(&action.origin)
        .help("write the path with fewer `..`, and filters without `$..` and `$[*]`")
}

fn apply_action(action: &Action, root: &mut Value, shadow: &mut Shadow) -> Outcome {
    if work::estimate(&action.written, root) > work::LIMIT {
        return Outcome::Refused;
    }
    // In document order and without duplicates: a path can match a value twice, and items in reverse order.
    let located = action.target.query_located(root).dedup();
    let pointers: Vec<String> = located
        .iter()
        .map(|node| node.location().to_json_pointer())
        .collect();
    // In reverse order, so that a removed item does not move one that is still to be changed.
    for pointer in pointers.iter().rev() {
        match &action.change {
            Change::Remove => remove(root, shadow, pointer),
            Change::Update(update) => {
                let beside = shadow.descendant(&tokens(pointer));
                if let Some(target) = root.pointer_mut(pointer) {
                    merge(target, beside, update, true);
                }
            }
        }
    }
    match pointers.is_empty() {
        true => Outcome::NoMatch,
        false => Outcome::Matched,
    }
}

fn remove(root: &mut Value, shadow: &mut Shadow, pointer: &str) {
    let steps = tokens(pointer);
    let Some((last, parents)) = steps.split_last() else {
        // The root cannot be removed.
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
    if let Some(shadow) = shadow.descendant(parents).filter(|_| removed) {
        shadow.remove(last);
    }
}

/// Updates a value: members of objects are merged, lists are appended, other values are replaced. If the target of the
/// action is a list and the update is not, the update is appended as an item.
fn merge(target: &mut Value, mut shadow: Option<&mut Shadow>, update: &Value, is_target: bool) {
    match (target, update) {
        (Value::Object(fields), Value::Object(updates)) => {
            for (key, update) in updates {
                match fields.get_mut(key) {
                    Some(field) => {
                        let beside = shadow.as_mut().and_then(|shadow| {
                            let token = [key.clone()];
                            shadow.descendant(&token)
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

/// The tokens of a JSON pointer (RFC 6901).
fn tokens(pointer: &str) -> Vec<String> {
    let tokens = pointer.split('/').skip(1);
    tokens
        .map(|token| token.replace("~1", "/").replace("~0", "~"))
        .collect()
}
