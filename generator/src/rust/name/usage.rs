//! Which operations use a type, and where.

use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;

use crate::model::api::{
    Api, Body, BodyKind, Content, Operation, ServiceId, Status, Type, TypeShape,
};

/// How a type's way from its operation begins.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role<'a> {
    /// It is the answer of this status (0 for any), or a part of it.
    Response(u16),
    /// It is the body, or a part of it.
    Request,
    /// It is the value of a parameter or a form field of this name, or a part of it.
    Value(&'a str),
}

/// One way from an operation to a type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Route<'a> {
    /// The keys to walk, `[]` for a list's items.
    pub path: Vec<&'a str>,
    /// The operation's method and path, and its item's name.
    pub key: Rc<str>,
    /// Where it begins.
    pub role: Role<'a>,
    /// The operation's place in the API.
    pub operation: usize,
}

/// What is known of a type's use.
#[derive(Debug, Clone, Default)]
pub(super) struct Use<'a> {
    /// The services that reach it.
    pub services: BTreeSet<ServiceId>,
    /// The shortest way to it, the first by key among equals: whatever the order of operations.
    pub route: Option<Route<'a>>,
    /// Every way to it: the shortest from each place where an operation names types.
    pub routes: Vec<Route<'a>>,
}

/// The use of every type, by its place in the API.
pub(super) fn usage(api: &Api) -> Vec<Use<'_>> {
    let mut uses = vec![Use::default(); api.types.len()];
    for (index, operation) in api.operations.iter().enumerate() {
        let key: Rc<str> = format!("{} {}", operation.key, operation.name).into();
        let start = |role| Route {
            path: Vec::new(),
            key: key.clone(),
            role,
            operation: index,
        };
        for (ty, role) in roots(operation) {
            walk(api, operation.service, ty, start(role), &mut uses);
        }
    }
    uses
}

/// The types that an operation names itself.
fn roots(operation: &Operation) -> Vec<(&Type, Role<'_>)> {
    let parameters = operation
        .parameters
        .iter()
        .map(|one| (&one.ty, Role::Value(&one.name)));
    let body = operation.body.as_ref().map_or_else(Vec::new, of_body);
    let responses = operation
        .responses
        .iter()
        .filter_map(|response| match &response.content {
            Content::Json(ty) => Some((ty, Role::Response(code(response.status)))),
            _ => None,
        });
    parameters.chain(body).chain(responses).collect()
}

fn code(status: Status) -> u16 {
    match status {
        Status::Code(code) => code,
        Status::Default => 0,
    }
}

fn of_body(body: &Body) -> Vec<(&Type, Role<'_>)> {
    match &body.kind {
        BodyKind::Json(ty) => vec![(ty, Role::Request)],
        BodyKind::Object(fields) | BodyKind::Form(fields) | BodyKind::Multipart(fields) => fields
            .iter()
            .map(|one| (&one.ty, Role::Value(&one.name)))
            .collect(),
        BodyKind::GraphQl { variables, .. } => variables
            .iter()
            .map(|ty| (ty, Role::Value("variables")))
            .collect(),
        BodyKind::Text | BodyKind::Bytes => Vec::new(),
    }
}

/// Breadth first, so that the shortest way is found first; each type once an operation and role.
fn walk<'a>(
    api: &'a Api,
    service: ServiceId,
    root: &'a Type,
    start: Route<'a>,
    uses: &mut [Use<'a>],
) {
    if !names_any(root) {
        return;
    }
    let mut seen = BTreeSet::new();
    let mut queue = VecDeque::from([(root, start)]);
    while let Some((ty, mut route)) = queue.pop_front() {
        match ty {
            Type::Array(item) | Type::Map(item) => {
                route.path.push("[]");
                queue.push_back((item, route));
            }
            Type::Named(id) if seen.insert(*id) => {
                let Some(def) = api.types.get(id.0 as usize) else {
                    continue;
                };
                for (name, ty) in members(&def.shape).filter(|(_, ty)| names_any(ty)) {
                    let mut next = route.clone();
                    next.path.push(name);
                    queue.push_back((ty, next));
                }
                note(&mut uses[id.0 as usize], service, route);
            }
            _ => {}
        }
    }
}

fn note<'a>(used: &mut Use<'a>, service: ServiceId, route: Route<'a>) {
    used.services.insert(service);
    let is_first = used.route.as_ref().is_none_or(|old| {
        let lengths = route.path.len().cmp(&old.path.len());
        lengths.then_with(|| route.cmp(old)).is_lt()
    });
    if is_first {
        used.route = Some(route.clone());
    }
    used.routes.push(route);
}

/// Whether there is a named type in it.
fn names_any(ty: &Type) -> bool {
    match ty {
        Type::Array(item) | Type::Map(item) => names_any(item),
        Type::Named(_) => true,
        _ => false,
    }
}

/// The types that a shape names, with the keys under which they stand.
fn members(shape: &TypeShape) -> impl Iterator<Item = (&str, &Type)> {
    let (fields, variants): (&[_], &[_]) = match shape {
        TypeShape::Record(record) => (&record.fields, &[]),
        TypeShape::Union(union) => (&[], &union.variants),
        TypeShape::Enum(_) | TypeShape::Identifier => (&[], &[]),
    };
    let fields = fields.iter().map(|one| (one.name.as_str(), &one.ty));
    fields.chain(variants.iter().map(|one| (one.name.as_str(), &one.ty)))
}
