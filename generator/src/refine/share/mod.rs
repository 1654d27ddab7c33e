//! Gives fields and parameters the enum of the same field elsewhere, where the source documents its values only once.

mod locations;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::api::{Api, EnumValue, StringFormat, Type, TypeId, TypeShape};

use locations::{Location, Place, Target, locations, ty_mut};

/// Gives values without documented values the enum of the same value elsewhere.
///
/// Two values are the same if their operations are about the same resource, which is the last word of a path that is no
/// parameter (`meetings` of `POST /users/{userId}/meetings` and of `GET /meetings/{meetingId}`), and if the same keys lead
/// to them from the resource: from the body of a request, its parameters, or from the resource in an answer, which may
/// be in a field or a list of its name or of a general one (`meetings[]`, `data`). The value takes the enum if all values
/// of it that examples show are documented, both are numbers or both texts without a format, and no other enum of this
/// place has all of these values. Where examples show none, only the enum of a body counts: a parameter of this name may
/// be a filter with values of its own. The enum is open, so other values are still read.
pub(super) fn share_enums(api: &mut Api) {
    let locations = locations(api);
    let mut documented: BTreeMap<&Place, Vec<TypeId>> = BTreeMap::new();
    let mut of_bodies: BTreeSet<TypeId> = BTreeSet::new();
    for location in &locations {
        if let Some(id) = enum_id(api, &location.ty) {
            if !matches!(location.target, Target::Parameter(..)) {
                of_bodies.insert(id);
            }
            let ids = documented.entry(&location.place).or_default();
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    let mut shared = Vec::new();
    for location in &locations {
        let Some(ids) = documented.get(&location.place) else {
            continue;
        };
        let ids = ids.iter().copied();
        let ids = ids.filter(|id| !location.seen.is_empty() || of_bodies.contains(id));
        if let Some(id) = enum_for(api, location, &ids.collect::<Vec<_>>()) {
            shared.push((location.target, id));
        }
    }
    for (target, id) in shared {
        if let Some(ty) = ty_mut(api, target) {
            *ty = Type::Named(id);
        }
    }
}

/// The enum that a value takes, if it takes one: of those documented for its place the one that has all of its values;
/// for a value that has an enum, the first with the same values.
fn enum_for(api: &Api, location: &Location, ids: &[TypeId]) -> Option<TypeId> {
    if let Some(own) = enum_id(api, &location.ty) {
        let first = ids.iter().copied().find(|id| same_values(api, *id, own))?;
        let best = ids
            .iter()
            .copied()
            .find(|id| same_values(api, *id, own) && is_named(api, *id));
        return Some(best.unwrap_or(first)).filter(|id| *id != own && !is_named(api, own));
    }
    let fitting = ids.iter().copied().filter(|id| fits(api, location, *id));
    let fitting: Vec<TypeId> = fitting.collect();
    let first = fitting.first().copied()?;
    let named = fitting.iter().copied().find(|id| is_named(api, *id));
    let is_one = fitting.iter().all(|id| same_values(api, *id, first));
    is_one.then(|| named.unwrap_or(first))
}

/// Whether all values that examples show of a location are values of an enum of its kind.
fn fits(api: &Api, location: &Location, id: TypeId) -> bool {
    let values = values(api, id);
    let is_number = values.iter().all(|value| value.numeric);
    let same_kind = match location.ty {
        Type::Integer | Type::Unsigned => is_number,
        Type::String(StringFormat::Plain) => !is_number,
        _ => false,
    };
    let is_value = |seen: &String| values.iter().any(|value| value.value == *seen);
    same_kind && !location.is_free && location.seen.iter().all(is_value)
}

fn enum_id(api: &Api, ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => (!values(api, *id).is_empty()).then_some(*id),
        _ => None,
    }
}

/// The values of an enum; none for other types.
fn values(api: &Api, id: TypeId) -> &[EnumValue] {
    match api.types.get(id).map(|def| &def.shape) {
        Some(TypeShape::Enum(values)) => values,
        _ => &[],
    }
}

/// Whether a profile names the enum or its values.
fn is_named(api: &Api, id: TypeId) -> bool {
    let has_name = api
        .types
        .get(id)
        .is_some_and(|def| def.given_name.is_some());
    has_name
        || values(api, id)
            .iter()
            .any(|value| value.given_name.is_some())
}

fn same_values(api: &Api, one: TypeId, other: TypeId) -> bool {
    let set = |id| -> BTreeSet<(&str, bool)> {
        let values = values(api, id).iter();
        values
            .map(|value| (value.value.as_str(), value.numeric))
            .collect()
    };
    set(one) == set(other)
}
