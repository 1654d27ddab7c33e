//! Types of answers that nobody documented, from what other operations of the same resource send or return.
//!
//! Only what is likely to hold is inferred: all fields are optional, secrets are left out, and a list is never inferred, since
//! nothing says what is around its items.

mod copy;
mod resource;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::model::api::{
    Api, Content, Inference, InferenceKind, Operation, Record, Response, Type, TypeId, TypeShape,
};

use copy::Copier;
use resource::Resource;

/// The least number of fields that make a type worth inferring.
const LEAST: usize = 2;

/// A type that an answer may have, and where it is from.
struct Evidence {
    id: TypeId,
    inference: Inference,
}

/// Gives the answers of operations that document none the type that their resource has elsewhere.
pub(super) fn infer_answers(api: &mut Api) {
    let resources = Resource::all(api);
    let bodies_hold = answers_hold_bodies(api, &resources);
    let mut found: BTreeMap<usize, Evidence> = BTreeMap::new();
    for resource in &resources {
        for index in resource
            .operations
            .iter()
            .filter(|index| lacks_answer(api, **index))
        {
            found.extend(evidence(api, resource, *index, bodies_hold).map(|found| (*index, found)));
        }
    }
    let mut copier = Copier::default();
    for (index, Evidence { id, inference }) in found {
        let Some(id) = copier.copy(api, id) else {
            continue;
        };
        let operation = api.operations.get_mut(index);
        if let Some(response) = operation.and_then(|operation| operation.responses.first_mut()) {
            response.content = Content::Json(Type::Named(id));
            response.inferred = Some(inference);
        }
    }
}

/// Whether an operation is assumed to return any JSON, and returns what it reads or writes.
fn lacks_answer(api: &Api, index: usize) -> bool {
    api.operations.get(index).is_some_and(|operation| {
        let is_any =
            |response: &Response| response.assumed && response.content == Content::Json(Type::Any);
        operation.responses.len() == 1 && operation.responses.iter().all(is_any)
    })
}

/// What an operation is likely to return: what another operation of the resource returns, else what one sends.
fn evidence(api: &Api, resource: &Resource, index: usize, bodies_hold: bool) -> Option<Evidence> {
    let others = || {
        resource
            .operations
            .iter()
            .filter_map(|index| api.operations.get(*index))
    };
    let returned = others().filter_map(|other| {
        let id = returned(other)?;
        Some((other, id, InferenceKind::Returned))
    });
    let listed = resource.list.and_then(|index| {
        let list = api.operations.get(index)?;
        Some((list, listed(list)?, InferenceKind::Listed))
    });
    let own = api.operations.get(index)?;
    let senders = std::iter::once(own).chain(others());
    let sent = senders.filter(|_| bodies_hold).filter_map(|other| {
        let id = sent(other)?;
        Some((other, id, InferenceKind::Sent))
    });
    let mut kinds = [
        most(api, returned),
        most(api, listed.into_iter()),
        most(api, sent),
    ]
    .into_iter();
    let (other, id, kind) = kinds.find_map(|found| found)?;
    let inference = Inference {
        operation: other.name.clone(),
        kind,
    };
    Some(Evidence { id, inference })
}

/// The first of the candidates with the most fields; `None` where none has enough.
fn most<'a>(
    api: &Api,
    candidates: impl Iterator<Item = (&'a Operation, TypeId, InferenceKind)>,
) -> Option<(&'a Operation, TypeId, InferenceKind)> {
    let mut best: Option<(usize, _)> = None;
    for candidate in candidates {
        let fields = record(api, candidate.1).map_or(0, |record| record.fields.len());
        if fields >= LEAST && best.as_ref().is_none_or(|(most, _)| fields > *most) {
            best = Some((fields, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

fn record(api: &Api, id: TypeId) -> Option<&Record> {
    match &api.types.get(id)?.shape {
        TypeShape::Record(record) => Some(record),
        _ => None,
    }
}

/// The named type of the documented answer.
fn returned(operation: &Operation) -> Option<TypeId> {
    let mut documented = operation
        .responses
        .iter()
        .filter(|response| !response.assumed);
    documented.find_map(|response| match response.content {
        Content::Json(Type::Named(id)) => Some(id),
        _ => None,
    })
}

/// The named type of the items of a documented answer that is a bare list.
fn listed(operation: &Operation) -> Option<TypeId> {
    let mut documented = operation
        .responses
        .iter()
        .filter(|response| !response.assumed);
    documented.find_map(|response| match &response.content {
        Content::Json(Type::Array(item)) => match **item {
            Type::Named(id) => Some(id),
            _ => None,
        },
        _ => None,
    })
}

/// The named type of the body.
fn sent(operation: &Operation) -> Option<TypeId> {
    match operation.body.as_ref()?.kind.value_type()? {
        Type::Named(id) => Some(*id),
        _ => None,
    }
}

/// Whether documented answers have the fields of the bodies of their resource, as far as there are both: where answers have
/// an object around them, most have not.
fn answers_hold_bodies(api: &Api, resources: &[Resource]) -> bool {
    let (mut agree, mut differ) = (0_usize, 0_usize);
    for resource in resources {
        let operations = || {
            resource
                .operations
                .iter()
                .filter_map(|index| api.operations.get(*index))
        };
        let body = operations().filter_map(sent).find_map(|id| record(api, id));
        let answers = operations()
            .filter_map(returned)
            .filter_map(|id| record(api, id));
        let Some(body) = body.filter(|body| body.fields.len() >= LEAST) else {
            continue;
        };
        for answer in answers {
            let has = |name: &str| answer.fields.iter().any(|field| field.name == name);
            let shared = body.fields.iter().filter(|field| has(&field.name)).count();
            match shared * 2 >= body.fields.len() {
                true => agree += 1,
                false => differ += 1,
            }
        }
    }
    agree >= differ
}
