//! Places in an operation: `query.page_size`, `body.settings.host`, `response.200.users[].id`.

use crate::model::api::{
    Api, BodyKind, Content, Location, Operation, Status, Type, TypeId, TypeShape,
};
use crate::model::graph::visit;

use crate::refine::error::CorrectionError;

/// Something that has a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holder {
    Parameter(usize),
    /// A field of a form.
    FormField(usize),
    /// A body that is one JSON value.
    Body,
    Response(usize),
    /// A field of a record.
    Field(TypeId, usize),
}

/// A holder, and how many lists and maps lie between it and what is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) holder: Holder,
    pub(super) inside: usize,
}

/// The place that a text leads to.
pub(super) fn find(api: &Api, index: usize, text: &str) -> Result<Place, CorrectionError> {
    let Some(operation) = api.operations.get(index) else {
        return Err(CorrectionError::new("there is no such operation"));
    };
    let (head, rest) = text.split_once('.').unwrap_or((text, ""));
    let (holder, rest) = match head {
        "path" => parameter(operation, Location::Path, rest)?,
        "query" => parameter(operation, Location::Query, rest)?,
        "header" => parameter(operation, Location::Header, rest)?,
        "response" => response(operation, rest)?,
        _ if head == "body" || head.starts_with("body[") || head.starts_with("body{") => {
            body(operation, text.get("body".len()..).unwrap_or_default())?
        }
        _ => {
            let heads = ["path", "query", "header", "body", "response"];
            let why = format!("a location begins with one of `{}`", heads.join("`, `"));
            return Err(CorrectionError::unknown_name(why, head, heads));
        }
    };
    descend(api, index, holder, rest)
}

/// One of several names at the beginning of a text, and what stands behind it.
fn leading<'t>(
    text: &'t str,
    names: &[&str],
    of: &str,
) -> Result<(usize, &'t str), CorrectionError> {
    let behind = |name: &str| {
        let rest = text.strip_prefix(name)?;
        (rest.is_empty() || rest.starts_with(['.', '[', '{'])).then_some(rest)
    };
    let fitting = names
        .iter()
        .enumerate()
        .filter_map(|(place, name)| Some((place, behind(name)?)));
    // A name may have dots in it: the longest one counts.
    fitting.min_by_key(|(_, rest)| rest.len()).ok_or_else(|| {
        let word = text.split(['.', '[', '{']).next().unwrap_or(text);
        let why = format!("{of} has no `{word}`");
        CorrectionError::unknown_name(why, word, names.iter().copied())
    })
}

fn parameter<'t>(
    operation: &Operation,
    location: Location,
    text: &'t str,
) -> Result<(Holder, &'t str), CorrectionError> {
    let here = |one: &(usize, &crate::model::api::Parameter)| one.1.location == location;
    let all: Vec<_> = operation
        .parameters
        .iter()
        .enumerate()
        .filter(here)
        .collect();
    let names: Vec<&str> = all.iter().map(|(_, one)| one.name.as_str()).collect();
    let (found, rest) = leading(text, &names, &format!("the {}", location.as_str()))?;
    let place = all.get(found).map_or(0, |(index, _)| *index);
    Ok((Holder::Parameter(place), rest))
}

fn response<'t>(
    operation: &Operation,
    text: &'t str,
) -> Result<(Holder, &'t str), CorrectionError> {
    let status = |status: Status| match status {
        Status::Code(code) => code.to_string(),
        Status::Default => "default".to_owned(),
    };
    let names: Vec<String> = operation
        .responses
        .iter()
        .map(|one| status(one.status))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (found, rest) = leading(text, &names, "the list of successful responses")?;
    Ok((Holder::Response(found), rest))
}

fn body<'t>(operation: &Operation, text: &'t str) -> Result<(Holder, &'t str), CorrectionError> {
    let Some(body) = &operation.body else {
        return Err(CorrectionError::new("there is no body"));
    };
    match (&body.kind, body.kind.fields()) {
        (_, Some(fields)) => {
            let names: Vec<&str> = fields.iter().map(|one| one.name.as_str()).collect();
            let text = text.strip_prefix('.').unwrap_or(text);
            let (found, rest) = leading(text, &names, "the body")?;
            Ok((Holder::FormField(found), rest))
        }
        (BodyKind::Json(_), None) => Ok((Holder::Body, text)),
        _ => Err(CorrectionError::new("the body has no fields")),
    }
}

fn descend(
    api: &Api,
    index: usize,
    mut holder: Holder,
    mut rest: &str,
) -> Result<Place, CorrectionError> {
    let mut inside = 0;
    while !rest.is_empty() {
        let place = Place { holder, inside };
        let ty = type_at(api, index, place);
        let closed = rest.strip_prefix("[]").or_else(|| rest.strip_prefix("{}"));
        match (closed, ty) {
            (Some(behind), Some(Type::Array(_) | Type::Map(_))) => {
                (rest, inside) = (behind, inside + 1);
            }
            (Some(_), _) => {
                return Err(CorrectionError::new(format!(
                    "there is no list in front of `{rest}`"
                )));
            }
            (None, Some(Type::Named(id))) if rest.starts_with('.') => {
                let names = fields(api, *id);
                let (found, behind) =
                    leading(rest.get(1..).unwrap_or_default(), &names, "the object")?;
                (holder, inside, rest) = (Holder::Field(*id, found), 0, behind);
            }
            _ => {
                return Err(CorrectionError::new(format!(
                    "nothing is known to stand before `{rest}`"
                )));
            }
        }
    }
    Ok(Place { holder, inside })
}

fn fields(api: &Api, id: TypeId) -> Vec<&str> {
    match api.types.get(id.0 as usize).map(|def| &def.shape) {
        Some(TypeShape::Record(record)) => {
            record.fields.iter().map(|one| one.name.as_str()).collect()
        }
        _ => Vec::new(),
    }
}

/// The type at a place.
pub(super) fn type_at(api: &Api, index: usize, place: Place) -> Option<&Type> {
    let operation = api.operations.get(index)?;
    let mut ty = match place.holder {
        Holder::Parameter(at) => &operation.parameters.get(at)?.ty,
        Holder::FormField(at) => &operation.body.as_ref()?.kind.fields()?.get(at)?.ty,
        Holder::Body => operation.body.as_ref()?.kind.value_type()?,
        Holder::Response(at) => match &operation.responses.get(at)?.content {
            Content::Json(ty) => ty,
            _ => return None,
        },
        Holder::Field(id, at) => visit::shape_type(&api.types.get(id.0 as usize)?.shape, at)?,
    };
    for _ in 0..place.inside {
        match ty {
            Type::Array(inner) | Type::Map(inner) => ty = inner,
            _ => return None,
        }
    }
    Some(ty)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::api::testing::{body, operation, origin, parameter};
    use crate::model::api::{Field, Record, TypeDef};

    /// One operation whose body is `{ "a.b": [{ "c": text }], "a": text, "m": { key: text } }`.
    fn api() -> Api {
        let mut api = Api::default();
        let mut record = |fields| {
            let shape = TypeShape::Record(Record { fields });
            api.add_type(TypeDef::new(Vec::new(), shape, origin()))
        };
        let inner = record(vec![Field::new("c", Type::string())]);
        let outer = record(vec![
            Field::new("a.b", Type::Array(Box::new(Type::Named(inner)))),
            Field::new("a", Type::string()),
            Field::new("m", Type::Map(Box::new(Type::Integer))),
        ]);
        let mut one = operation("POST", "/x");
        one.parameters = vec![parameter("q", Location::Query)];
        one.body = Some(body(BodyKind::Json(Type::Named(outer)), "application/json"));
        api.operations.push(one);
        api
    }

    #[test]
    fn the_longest_name_counts_and_brackets_lead_inside() {
        let api = api();
        let ty = |text: &str| {
            let place = find(&api, 0, text).map_err(|error| error.reason)?;
            type_at(&api, 0, place).cloned().ok_or_else(String::new)
        };
        assert_eq!(ty("body.a"), Ok(Type::string()));
        assert_eq!(ty("body.a.b[].c"), Ok(Type::string()));
        assert_eq!(ty("body.m{}"), Ok(Type::Integer));
        assert_eq!(ty("query.q"), Ok(Type::string()));
        for wrong in [
            "body.a[]",
            "body.a.c",
            "body.a.b.c",
            "body.m{}x",
            "query",
            "path.q",
            "",
            "body..a",
        ] {
            assert!(ty(wrong).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(pieces in proptest::collection::vec("body|query|[.]|a[.]b|a|c|m|\\[\\]|\\{\\}|q|\\PC", 0..9)) {
            let api = api();
            let text = pieces.concat();
            if let Ok(place) = find(&api, 0, &text) {
                prop_assert!(type_at(&api, 0, place).is_some(), "{}", text);
            }
        }
    }
}
