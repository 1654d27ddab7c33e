//! Types that nothing uses go.

use crate::model::api::{Api, TypeId};

use crate::model::graph::visit;

/// Drops types that no operation reaches and numbers the rest without gaps, in their order.
pub(super) fn prune(api: &mut Api) {
    let mut open: Vec<TypeId> = Vec::new();
    for ty in api.operations.iter().flat_map(visit::operation_types) {
        open.extend(visit::target(ty).map(|(id, _)| id));
    }
    let mut reached: Vec<Option<TypeId>> = vec![None; api.types.len()];
    while let Some(id) = open.pop() {
        let index = id.0 as usize;
        let (Some(slot), Some(def)) = (reached.get_mut(index), api.types.get(index)) else {
            continue;
        };
        if slot.replace(id).is_none() {
            let inner = visit::shape_types(&def.shape)
                .into_iter()
                .filter_map(visit::target);
            open.extend(inner.map(|(id, _)| id));
        }
    }
    visit::keep(api, &reached);
}
