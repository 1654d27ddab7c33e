//! Which fields and variants need a box, because their type contains itself.

use std::collections::BTreeSet;

use crate::ground::index::IndexVec;
use crate::model::api::{Api, TypeId};

use super::visit;

/// The fields and variants through which a type contains itself without a list or a map in between.
#[derive(Debug, Clone, Default)]
pub struct Recursion {
    boxed: BTreeSet<(TypeId, usize)>,
}

/// The state of the search for a type.
#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

impl Recursion {
    /// Searches all types for members that refer to a type whose search has not ended. Every cycle has such a member;
    /// members outside of cycles are not found.
    pub fn of(api: &Api) -> Self {
        let mut found = Self::default();
        let mut states = api.types.ids().map(|_| State::New).collect();
        for id in api.types.ids() {
            found.search(api, id, &mut states);
        }
        found
    }

    /// Searches depth first, with a stack on the heap, since types may nest deeper than the call stack allows.
    fn search(&mut self, api: &Api, start: TypeId, states: &mut IndexVec<TypeId, State>) {
        let mut open: Vec<(TypeId, usize)> = vec![(start, 0)];
        while let Some((own, member)) = open.pop() {
            if member == 0 {
                if states.get(own) != Some(&State::New) {
                    continue;
                }
                states[own] = State::Open;
            }
            let def = api.types.get(own);
            let Some(ty) = def.and_then(|def| visit::shape_type(&def.shape, member)) else {
                states[own] = State::Done;
                continue;
            };
            open.push((own, member + 1));
            let Some((id, true)) = visit::target(ty) else {
                continue;
            };
            match states.get(id) {
                Some(State::Open) => {
                    self.boxed.insert((own, member));
                }
                Some(State::New) => open.push((id, 0)),
                Some(State::Done) | None => {}
            }
        }
    }

    /// Whether a type's field, or a union's variant, of this index needs a box.
    pub fn needs_box(&self, id: TypeId, index: usize) -> bool {
        self.boxed.contains(&(id, index))
    }
}

/// Whether one field needs a box; for many, make a [`Recursion`] once.
pub fn needs_box(api: &Api, id: TypeId, index: usize) -> bool {
    Recursion::of(api).needs_box(id, index)
}
