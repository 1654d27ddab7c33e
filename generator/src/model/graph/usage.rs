//! Which operations use a type, and where in them it is found.

use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;

use crate::model::api::{Api, Body, BodyKind, Operation, ServiceId, Status, Type, TypeShape};

/// Where an operation names the type with which a path begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PathStart<'a> {
    /// In the response of this status; 4 is `4XX`, and 0 is any status.
    Response(u16),
    /// In the body of a failure of this status, which is numbered in the same way.
    Failure(u16),
    /// In the body.
    Request,
    /// In a parameter or a form field.
    Value {
        /// Its name on the wire.
        name: &'a str,
        /// `path`, `query`, `header`, `form` or, for the variables of a query of GraphQL, `request`.
        location: &'static str,
    },
}

/// A path from an operation to a type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct UsagePath<'a> {
    /// The keys to follow, `[]` for the items of a list or the values of a map.
    pub keys: Vec<&'a str>,
    /// The operation's method and path, and its item's name.
    pub operation_key: Rc<str>,
    /// Where it begins.
    pub start: PathStart<'a>,
    /// The operation's index in the API.
    pub operation: usize,
}

/// How a type is used.
#[derive(Debug, Clone, Default)]
pub struct TypeUsage<'a> {
    /// The services whose operations use it.
    pub services: BTreeSet<ServiceId>,
    /// The shortest path to it; of equally short ones the first in order, whatever the order of operations.
    pub shortest: Option<UsagePath<'a>>,
    /// The shortest path from each place where an operation names types.
    pub paths: Vec<UsagePath<'a>>,
}

/// The usage of every type, by its index in the API.
pub fn type_usage(api: &Api) -> Vec<TypeUsage<'_>> {
    let mut usage = vec![TypeUsage::default(); api.types.len()];
    for (index, operation) in api.operations.iter().enumerate() {
        let key: Rc<str> = format!("{} {}", operation.key, operation.name).into();
        for (ty, start) in root_types(operation) {
            let path = UsagePath {
                keys: Vec::new(),
                operation_key: key.clone(),
                start,
                operation: index,
            };
            follow(api, operation.service, ty, path, &mut usage);
        }
    }
    usage
}

/// The types of an operation's parameters, body and responses, which may be lists, maps or scalars.
fn root_types(operation: &Operation) -> Vec<(&Type, PathStart<'_>)> {
    let parameters = operation.parameters.iter().map(|parameter| {
        let start = PathStart::Value {
            name: &parameter.name,
            location: parameter.location.as_str(),
        };
        (&parameter.ty, start)
    });
    let body = operation.body.as_ref().map_or_else(Vec::new, body_types);
    let responses = operation.responses.iter().flat_map(|response| {
        let start = PathStart::Response(status_code(response.status));
        response.types().map(move |ty| (ty, start))
    });
    let failures = operation.errors.iter().filter_map(|case| {
        let start = PathStart::Failure(status_code(case.status));
        Some((case.body.as_ref()?, start))
    });
    let inputs = parameters.chain(body);
    inputs.chain(responses).chain(failures).collect()
}

fn status_code(status: Status) -> u16 {
    match status {
        Status::Code(code) => code,
        Status::Range(hundred) => hundred,
        Status::Default => 0,
    }
}

fn body_types(body: &Body) -> Vec<(&Type, PathStart<'_>)> {
    let value = |name, location| PathStart::Value { name, location };
    match &body.kind {
        BodyKind::Json(ty) => vec![(ty, PathStart::Request)],
        BodyKind::Object(fields) | BodyKind::Form(fields) | BodyKind::Multipart(fields) => fields
            .iter()
            .map(|field| (&field.ty, value(field.name.as_str(), "form")))
            .collect(),
        BodyKind::GraphQl { variables, .. } => variables
            .iter()
            .map(|ty| (ty, value("variables", "request")))
            .collect(),
        BodyKind::Text | BodyKind::Bytes => Vec::new(),
    }
}

/// Records the path of every type that is reached from `root`, breadth first, so that the shortest path to a type is found
/// first.
fn follow<'a>(
    api: &'a Api,
    service: ServiceId,
    root: &'a Type,
    start: UsagePath<'a>,
    usage: &mut [TypeUsage<'a>],
) {
    if !has_named_type(root) {
        return;
    }
    let mut seen = BTreeSet::new();
    let mut queue = VecDeque::from([(root, start)]);
    while let Some((ty, mut path)) = queue.pop_front() {
        match ty {
            Type::Array(item) | Type::Map(item) => {
                path.keys.push("[]");
                queue.push_back((item, path));
            }
            Type::Nullable(value) => queue.push_back((value, path)),
            Type::Named(id) if seen.insert(*id) => {
                let Some(def) = api.types.get(*id) else {
                    continue;
                };
                for (name, ty) in members(&def.shape).filter(|(_, ty)| has_named_type(ty)) {
                    let mut next = path.clone();
                    next.keys.push(name);
                    queue.push_back((ty, next));
                }
                usage[id.0 as usize].add(service, path);
            }
            _ => {}
        }
    }
}

impl<'a> TypeUsage<'a> {
    fn add(&mut self, service: ServiceId, path: UsagePath<'a>) {
        self.services.insert(service);
        let is_first = self.shortest.as_ref().is_none_or(|shortest| {
            let lengths = path.keys.len().cmp(&shortest.keys.len());
            lengths.then_with(|| path.cmp(shortest)).is_lt()
        });
        if is_first {
            self.shortest = Some(path.clone());
        }
        self.paths.push(path);
    }
}

fn has_named_type(ty: &Type) -> bool {
    match ty {
        Type::Array(item) | Type::Map(item) | Type::Nullable(item) => has_named_type(item),
        Type::Named(_) => true,
        _ => false,
    }
}

/// The types of a shape's members, with their keys.
fn members(shape: &TypeShape) -> impl Iterator<Item = (&str, &Type)> {
    let (fields, extra, variants): (&[_], _, &[_]) = match shape {
        TypeShape::Record(record) => (&record.fields, record.extra.as_ref(), &[]),
        TypeShape::Union(union) => (&[], None, &union.variants),
        TypeShape::Enum(_) | TypeShape::Identifier => (&[], None, &[]),
    };
    let fields = fields.iter().map(|field| (field.name.as_str(), &field.ty));
    // The step into the map is `[]`.
    let fields = fields.chain(extra.and_then(Type::inner).map(|ty| ("[]", ty)));
    let variants = variants.iter();
    fields.chain(variants.map(|variant| (variant.name.as_str(), &variant.ty)))
}
