//! Actions on a tree.

use serde_json::Value;

use crate::ground::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::read::source::{Document, SourceMap};

use super::nearby::Words;
use super::shadow::Shadow;
use super::work;
use super::{Action, Change, Overlay};

/// What each action did, over all inputs of a client.
#[derive(Debug, Default)]
pub struct Session {
    outcomes: Vec<Vec<Outcome>>,
    words: Words,
}

/// What an action did. Of several inputs the greatest outcome counts.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    #[default]
    FoundNothing,
    Found,
    /// Evaluating the target would have visited more than [`work::LIMIT`] values.
    Refused,
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
    let fresh = overlays
        .iter()
        .map(|overlay| vec![Outcome::default(); overlay.actions.len()]);
    session.outcomes.resize_with(overlays.len(), Vec::new);
    for (all, own) in session.outcomes.iter_mut().zip(fresh) {
        if all.is_empty() {
            *all = own;
        }
    }
    session.words.add(&document.value);
    let mut shadow = Shadow::of(&document.value);
    let outcomes = session.outcomes.iter_mut().flatten();
    for (action, outcome) in actions(overlays).zip(outcomes) {
        *outcome = act(action, &mut document.value, &mut shadow).max(*outcome);
    }
    sources.moved(document.origin.source(), shadow.moved());
    for (_, file) in &mut document.files {
        apply(overlays, file, sources, session);
    }
}

/// The action by which a document becomes empty that was not before the first and is after the last, with the
/// document before that action. Halves the list of actions again and again.
pub fn emptying<'a>(
    overlays: &'a [Overlay],
    document: &Document,
    is_empty: impl Fn(&Document) -> bool,
) -> Option<(&'a Action, Document)> {
    let actions: Vec<&Action> = actions(overlays).collect();
    let (mut filled, mut before) = (0, document.clone());
    let mut empty = actions.len();
    while empty - filled > 1 {
        let middle = filled + (empty - filled) / 2;
        let mut changed = before.clone();
        perform(actions.get(filled..middle)?, &mut changed);
        if is_empty(&changed) {
            empty = middle;
        } else {
            (filled, before) = (middle, changed);
        }
    }
    let action = actions.get(filled)?;
    Some((action, before))
}

fn actions(overlays: &[Overlay]) -> impl Iterator<Item = &Action> {
    overlays.iter().flat_map(|overlay| &overlay.actions)
}

/// Changes a document, and each file of one that is a directory, without a record of it.
fn perform(actions: &[&Action], document: &mut Document) {
    let mut shadow = Shadow::of(&document.value);
    for action in actions {
        act(action, &mut document.value, &mut shadow);
    }
    for (_, file) in &mut document.files {
        perform(actions, file);
    }
}

impl Session {
    /// The actions that were refused; where there is none, those that found nothing in any input.
    pub fn failures(&self, overlays: &[Overlay]) -> Diagnostics {
        let outcomes = self.outcomes.iter().flatten();
        let outcomes: Vec<_> = actions(overlays).zip(outcomes).collect();
        let mut diagnostics = Diagnostics::new();
        for (action, outcome) in &outcomes {
            if **outcome == Outcome::Refused {
                diagnostics.push(too_much(action));
            }
        }
        if !diagnostics.is_empty() {
            // What was not done can be why another action found nothing.
            return diagnostics;
        }
        for (action, outcome) in outcomes {
            if *outcome == Outcome::FoundNothing {
                diagnostics.push(self.unmatched(action));
            }
        }
        diagnostics
    }

    fn unmatched(&self, action: &Action) -> Diagnostic {
        let message = format!("`{}` finds nothing in any input", action.written);
        let unmatched = Diagnostic::new(Code::Unmatched, message).at(&action.origin);
        match self.words.help(&action.written) {
            Some(help) => unmatched.help(help),
            None => unmatched,
        }
    }
}

fn too_much(action: &Action) -> Diagnostic {
    let message = format!(
        "`{}` would visit more than {} million values",
        action.written,
        work::LIMIT / 1_000_000
    );
    Diagnostic::new(Code::BadOverlay, message)
        .at(&action.origin)
        .help("write the path with fewer `..`, and filters without `$..` and `$[*]`")
}

fn act(action: &Action, root: &mut Value, shadow: &mut Shadow) -> Outcome {
    if work::estimate(&action.written, root) > work::LIMIT {
        return Outcome::Refused;
    }
    // In the order of the document, each once: a path can find a value twice, and items backwards.
    let located = action.target.query_located(root).dedup();
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
    match pointers.is_empty() {
        true => Outcome::FoundNothing,
        false => Outcome::Found,
    }
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
