//! Targets of corrections, from the locations that a profile writes: `query.page_size`, `body.settings.host`,
//! `response.200.users[].id`.

use crate::model::api::{
    Api, BodyKind, Content, Field, FormField, Location, Operation, Parameter, Type, TypeId,
    TypeShape,
};
use crate::model::graph::visit;
use crate::refine::error::CorrectionError;

/// A part of the API that has a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Node {
    /// The parameter with this index.
    Parameter(usize),
    /// The field with this index of a form.
    FormField(usize),
    /// A body that is one JSON value.
    Body,
    /// The response with this index.
    Response(usize),
    /// The field with this index of a record.
    Field(TypeId, usize),
}

/// What a correction changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Target {
    /// The index of the operation.
    pub(super) operation: usize,
    pub(super) node: Node,
    /// How many lists and maps of the node's type the location leads into.
    pub(super) depth: usize,
}

/// What is left of a location after a node was found.
type Found<'t> = Result<(Node, &'t str), CorrectionError>;

/// The target at a location of an operation.
pub(super) fn find(api: &Api, operation: usize, location: &str) -> Result<Target, CorrectionError> {
    let Some(source) = api.operations.get(operation) else {
        return Err(CorrectionError::new("there is no such operation"));
    };
    let (head, rest) = location.split_once('.').unwrap_or((location, ""));
    let (node, rest) = match head {
        "path" => parameter(source, Location::Path, rest)?,
        "query" => parameter(source, Location::Query, rest)?,
        "header" => parameter(source, Location::Header, rest)?,
        "cookie" => parameter(source, Location::Cookie, rest)?,
        "response" => response(source, rest)?,
        _ if head == "body" || head.starts_with("body[") || head.starts_with("body{") => {
            body(source, location.get("body".len()..).unwrap_or_default())?
        }
        _ => {
            let heads = ["path", "query", "header", "cookie", "body", "response"];
            let reason = format!("a location begins with one of `{}`", heads.join("`, `"));
            return Err(CorrectionError::unknown_name(reason, head, heads));
        }
    };
    let target = Target {
        operation,
        node,
        depth: 0,
    };
    descend(api, target, rest)
}

/// The index of the longest name at the beginning of a text, since names may contain dots, and the text after it.
fn leading_name<'t>(
    text: &'t str,
    names: &[&str],
    owner: &str,
) -> Result<(usize, &'t str), CorrectionError> {
    let after = |name: &str| {
        let rest = text.strip_prefix(name)?;
        (rest.is_empty() || rest.starts_with(['.', '[', '{'])).then_some(rest)
    };
    let names_with_index = names.iter().enumerate();
    let matching = names_with_index.filter_map(|(index, name)| Some((index, after(name)?)));
    matching.min_by_key(|(_, rest)| rest.len()).ok_or_else(|| {
        let word = text.split(['.', '[', '{']).next().unwrap_or(text);
        let reason = format!("{owner} has no `{word}`");
        CorrectionError::unknown_name(reason, word, names.iter().copied())
    })
}

fn parameter<'t>(operation: &Operation, location: Location, text: &'t str) -> Found<'t> {
    let parameters = operation.parameters.iter().enumerate();
    let (indices, names): (Vec<usize>, Vec<&str>) = parameters
        .filter(|(_, parameter)| parameter.location == location)
        .map(|(index, parameter)| (index, parameter.name.as_str()))
        .unzip();
    let (found, rest) = leading_name(text, &names, &format!("the {}", location.as_str()))?;
    let index = indices.get(found).copied().unwrap_or_default();
    Ok((Node::Parameter(index), rest))
}

fn response<'t>(operation: &Operation, text: &'t str) -> Found<'t> {
    let responses = operation.responses.iter();
    let statuses: Vec<String> = responses
        .map(|response| response.status.to_string())
        .collect();
    let names: Vec<&str> = statuses.iter().map(String::as_str).collect();
    let (index, rest) = leading_name(text, &names, "the list of successful responses")?;
    Ok((Node::Response(index), rest))
}

fn body<'t>(operation: &Operation, text: &'t str) -> Found<'t> {
    let Some(body) = &operation.body else {
        return Err(CorrectionError::new("there is no body"));
    };
    match (&body.kind, body.kind.fields()) {
        (_, Some(fields)) => {
            let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
            let text = text.strip_prefix('.').unwrap_or(text);
            let (index, rest) = leading_name(text, &names, "the body")?;
            Ok((Node::FormField(index), rest))
        }
        (BodyKind::Json(_), None) => Ok((Node::Body, text)),
        _ => Err(CorrectionError::new("the body has no fields")),
    }
}

/// Follows the rest of a location into lists, maps and records.
fn descend(api: &Api, mut target: Target, mut rest: &str) -> Result<Target, CorrectionError> {
    while !rest.is_empty() {
        let after = rest.strip_prefix("[]").or_else(|| rest.strip_prefix("{}"));
        match (after, type_at(api, target)) {
            (Some(after), Some(Type::Array(_) | Type::Map(_))) => {
                target.depth += 1;
                rest = after;
            }
            (Some(_), _) => {
                let reason = format!("there is no list before `{rest}`");
                return Err(CorrectionError::new(reason));
            }
            (None, Some(Type::Named(id))) if rest.starts_with('.') => {
                let name = rest.get(1..).unwrap_or_default();
                let (index, after) = leading_name(name, &field_names(api, *id), "the object")?;
                (target.node, target.depth, rest) = (Node::Field(*id, index), 0, after);
            }
            _ => {
                let reason = format!("the type before `{rest}` is no object");
                return Err(CorrectionError::new(reason));
            }
        }
    }
    Ok(target)
}

fn field_names(api: &Api, id: TypeId) -> Vec<&str> {
    match api.types.get(id).map(|def| &def.shape) {
        Some(TypeShape::Record(record)) => {
            let fields = record.fields.iter();
            fields.map(|field| field.name.as_str()).collect()
        }
        _ => Vec::new(),
    }
}

/// The type of a target.
pub(super) fn type_at(api: &Api, target: Target) -> Option<&Type> {
    let operation = api.operations.get(target.operation)?;
    let mut ty = match target.node {
        Node::Parameter(index) => &operation.parameters.get(index)?.ty,
        Node::FormField(index) => &operation.body.as_ref()?.kind.fields()?.get(index)?.ty,
        Node::Body => operation.body.as_ref()?.kind.value_type()?,
        Node::Response(index) => match &operation.responses.get(index)?.content {
            Content::Json(ty) => ty,
            _ => return None,
        },
        Node::Field(id, index) => visit::shape_type(&api.types.get(id)?.shape, index)?,
    };
    for _ in 0..target.depth {
        ty = ty.inner()?;
        if let Type::Nullable(value) = ty {
            ty = value;
        }
    }
    Some(ty)
}

/// Gives a target another type. A response of another kind becomes JSON.
pub(super) fn set_type(api: &mut Api, target: Target, ty: Type) {
    if let Some(slot) = type_at_mut(api, target) {
        *slot = ty;
    }
}

fn type_at_mut(api: &mut Api, target: Target) -> Option<&mut Type> {
    let mut ty = match target.node {
        Node::Field(id, index) => &mut field_mut(api, id, index)?.ty,
        Node::Parameter(index) => &mut parameter_mut(api, target.operation, index)?.ty,
        Node::FormField(index) => &mut form_field_mut(api, target.operation, index)?.ty,
        Node::Body => {
            let operation = api.operations.get_mut(target.operation)?;
            operation.body.as_mut()?.kind.value_type_mut()?
        }
        Node::Response(index) => {
            let operation = api.operations.get_mut(target.operation)?;
            let content = &mut operation.responses.get_mut(index)?.content;
            if !matches!(content, Content::Json(_)) {
                *content = Content::Json(Type::Any);
            }
            match content {
                Content::Json(ty) => ty,
                Content::Empty | Content::Text(_) | Content::Bytes(_) => return None,
            }
        }
    };
    for _ in 0..target.depth {
        ty = ty.inner_mut()?;
        if let Type::Nullable(value) = ty {
            ty = value;
        }
    }
    Some(ty)
}

pub(super) fn field_mut(api: &mut Api, id: TypeId, index: usize) -> Option<&mut Field> {
    match &mut api.types.get_mut(id)?.shape {
        TypeShape::Record(record) => record.fields.get_mut(index),
        _ => None,
    }
}

pub(super) fn parameter_mut(
    api: &mut Api,
    operation: usize,
    index: usize,
) -> Option<&mut Parameter> {
    api.operations.get_mut(operation)?.parameters.get_mut(index)
}

pub(super) fn form_field_mut(
    api: &mut Api,
    operation: usize,
    index: usize,
) -> Option<&mut FormField> {
    let body = api.operations.get_mut(operation)?.body.as_mut()?;
    body.kind.fields_mut()?.get_mut(index)
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
            let shape = TypeShape::Record(Record::new(fields));
            api.add_type(TypeDef::new(Vec::new(), shape, origin()))
        };
        let inner = record(vec![Field::new("c", Type::string())]);
        let outer = record(vec![
            Field::new("a.b", Type::Array(Box::new(Type::Named(inner)))),
            Field::new("a", Type::string()),
            Field::new("m", Type::Map(Box::new(Type::Integer))),
        ]);
        let mut posted = operation("POST", "/x");
        posted.parameters = vec![parameter("q", Location::Query)];
        posted.body = Some(body(BodyKind::Json(Type::Named(outer)), "application/json"));
        api.operations.push(posted);
        api
    }

    #[test]
    fn the_longest_name_counts_and_brackets_lead_into_lists_and_maps() {
        let api = api();
        let ty = |text: &str| {
            let target = find(&api, 0, text).map_err(|error| error.reason)?;
            type_at(&api, target).cloned().ok_or_else(String::new)
        };
        assert_eq!(ty("body.a"), Ok(Type::string()));
        assert_eq!(ty("body.a.b[].c"), Ok(Type::string()));
        assert_eq!(ty("body.m{}"), Ok(Type::Integer));
        assert_eq!(ty("query.q"), Ok(Type::string()));
        for invalid in [
            "body.a[]",
            "body.a.c",
            "body.a.b.c",
            "body.m{}x",
            "query",
            "path.q",
            "",
            "body..a",
        ] {
            assert!(ty(invalid).is_err(), "{invalid}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(pieces in proptest::collection::vec("body|query|[.]|a[.]b|a|c|m|\\[\\]|\\{\\}|q|\\PC", 0..9)) {
            let api = api();
            let text = pieces.concat();
            if let Ok(target) = find(&api, 0, &text) {
                prop_assert!(type_at(&api, target).is_some(), "{}", text);
            }
        }
    }
}
