//! Removes types that nothing uses.

use crate::ground::index::IndexVec;
use crate::model::api::{Api, TypeId};
use crate::model::graph::visit;

/// Removes types that no operation uses, directly or through other types, and renumbers the rest without gaps.
pub(super) fn prune(api: &mut Api) {
    let types = api.operations.iter().flat_map(visit::operation_types);
    let mut pending: Vec<TypeId> = types.filter_map(visit::target).map(|(id, _)| id).collect();
    let mut reached: IndexVec<TypeId, Option<TypeId>> = api.types.ids().map(|_| None).collect();
    while let Some(id) = pending.pop() {
        let (Some(slot), Some(def)) = (reached.get_mut(id), api.types.get(id)) else {
            continue;
        };
        if slot.replace(id).is_none() {
            let inner = visit::shape_types(&def.shape).into_iter();
            pending.extend(inner.filter_map(visit::target).map(|(id, _)| id));
        }
    }
    visit::keep(api, &reached);
}
