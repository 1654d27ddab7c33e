//! What of a value requests send: members that only the service sets are left out, as typed records leave them out.

use posthaste_runtime::Json;

use crate::model::api::{Access, Api, OperationInput, Type, TypeShape};

/// The greatest depth to which types are followed into a value.
const DEPTH: usize = 64;

/// The value of an input as it is sent.
pub(super) fn sent(api: &Api, source: OperationInput<'_>, value: &Json) -> Json {
    match source.ty() {
        Some(ty) => of_type(api, ty, value, DEPTH),
        None => value.clone(),
    }
}

fn of_type(api: &Api, ty: &Type, value: &Json, depth: usize) -> Json {
    let Some(depth) = depth.checked_sub(1) else {
        return value.clone();
    };
    match (ty, value) {
        (Type::Array(item), Json::Array(items)) => {
            let items = items.iter().map(|value| of_type(api, item, value, depth));
            Json::Array(items.collect())
        }
        (Type::Map(item), Json::Object(members)) => {
            let members = members.iter();
            let members =
                members.map(|(key, value)| (key.clone(), of_type(api, item, value, depth)));
            Json::Object(members.collect())
        }
        (Type::Named(id), Json::Object(members)) => {
            let TypeShape::Record(record) = &api.type_def(*id).shape else {
                return value.clone();
            };
            let members = members.iter().filter_map(|(key, value)| {
                let field = record.fields.iter().find(|field| field.name == *key);
                let value = match field {
                    Some(field) if field.access == Access::Read => return None,
                    Some(field) => of_type(api, &field.ty, value, depth),
                    None => value.clone(),
                };
                Some((key.clone(), value))
            });
            Json::Object(members.collect())
        }
        _ => value.clone(),
    }
}
