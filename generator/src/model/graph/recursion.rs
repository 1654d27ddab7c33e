//! Which members hold their own type again and so need a box.

use std::collections::BTreeSet;

use crate::model::api::{Api, TypeId};

use super::visit;

/// The fields and variants through which a type contains itself without a list or map between.
#[derive(Debug, Clone, Default)]
pub struct Recursion {
    boxed: BTreeSet<(TypeId, usize)>,
}

/// Where the search stands with a type.
#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

impl Recursion {
    /// Finds them in all types: each member that leads back to a type which is being looked at. Every
    /// circle has one, and members off the circles have none.
    pub fn of(api: &Api) -> Self {
        let mut found = Self::default();
        let mut states = vec![State::New; api.types.len()];
        for index in 0..api.types.len() {
            found.search(api, index, &mut states);
        }
        found
    }

    /// Depth first, with a stack of its own: types may nest deeper than the machine's allows.
    fn search(&mut self, api: &Api, start: usize, states: &mut [State]) {
        let mut open: Vec<(usize, usize)> = vec![(start, 0)];
        while let Some((index, member)) = open.pop() {
            if member == 0 {
                if states.get(index) != Some(&State::New) {
                    continue;
                }
                states[index] = State::Open;
            }
            let def = api.types.get(index);
            let Some(ty) = def.and_then(|def| visit::shape_type(&def.shape, member)) else {
                states[index] = State::Done;
                continue;
            };
            open.push((index, member + 1));
            let Some((id, true)) = visit::target(ty) else {
                continue;
            };
            match states.get(id.0 as usize) {
                Some(State::Open) => {
                    let own = TypeId(u32::try_from(index).unwrap_or(u32::MAX));
                    self.boxed.insert((own, member));
                }
                Some(State::New) => open.push((id.0 as usize, 0)),
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
