//! Which operations use a type, and where.

use std::collections::{BTreeSet, VecDeque};

use crate::api::{Api, Body, BodyKind, Content, Operation, ServiceId, Status, Type, TypeShape};

/// How a type's way from its operation begins.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// It is the answer of this status (0 for any), or a part of it.
    Response(u16),
    /// It is the body, or a part of it.
    Request,
    /// It is the value of a parameter or a form field of this name, or a part of it.
    Value(String),
}

/// One way from an operation to a type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Route {
    /// The keys to walk, `[]` for a list's items.
    pub path: Vec<String>,
    /// The operation's method and path.
    pub key: String,
    /// Where it begins.
    pub role: Role,
    /// The operation's place in the API.
    pub operation: usize,
}

/// What is known of a type's use.
#[derive(Debug, Clone, Default)]
pub(super) struct Use {
    /// The services that reach it.
    pub services: BTreeSet<ServiceId>,
    /// The shortest way to it, the first by key among equals: whatever the order of operations.
    pub route: Option<Route>,
    /// Every way to it: the shortest from each place where an operation names types.
    pub routes: Vec<Route>,
}

/// The use of every type, by its place in the API.
pub(super) fn usage(api: &Api) -> Vec<Use> {
    let mut uses = vec![Use::default(); api.types.len()];
    for (index, operation) in api.operations.iter().enumerate() {
        let start = |role| Route {
            path: Vec::new(),
            key: format!("{} {}", operation.key, operation.name),
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
fn roots(operation: &Operation) -> Vec<(&Type, Role)> {
    let value = |name: &str| Role::Value(name.to_owned());
    let parameters = operation
        .parameters
        .iter()
        .map(|one| (&one.ty, value(&one.name)));
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

fn of_body(body: &Body) -> Vec<(&Type, Role)> {
    match &body.kind {
        BodyKind::Json(ty) => vec![(ty, Role::Request)],
        BodyKind::Object(fields) | BodyKind::Form(fields) | BodyKind::Multipart(fields) => fields
            .iter()
            .map(|one| (&one.ty, Role::Value(one.name.clone())))
            .collect(),
        BodyKind::GraphQl { variables, .. } => variables
            .iter()
            .map(|ty| (ty, Role::Value("variables".to_owned())))
            .collect(),
        BodyKind::Text | BodyKind::Bytes => Vec::new(),
    }
}

/// Breadth first, so that the shortest way is found first; each type once an operation and role.
fn walk(api: &Api, service: ServiceId, root: &Type, start: Route, uses: &mut [Use]) {
    let mut seen = BTreeSet::new();
    let mut queue = VecDeque::from([(root, start)]);
    while let Some((ty, mut route)) = queue.pop_front() {
        match ty {
            Type::Array(item) | Type::Map(item) => {
                route.path.push("[]".to_owned());
                queue.push_back((item, route));
            }
            Type::Named(id) if seen.insert(*id) => {
                let Some(def) = api.types.get(id.0 as usize) else {
                    continue;
                };
                for (name, ty) in members(&def.shape) {
                    let mut next = route.clone();
                    next.path.extend(name.map(str::to_owned));
                    queue.push_back((ty, next));
                }
                note(&mut uses[id.0 as usize], service, route);
            }
            _ => {}
        }
    }
}

fn note(used: &mut Use, service: ServiceId, route: Route) {
    used.services.insert(service);
    used.routes.push(route.clone());
    let rank = |route: &Route| (route.path.len(), route.clone());
    if used
        .route
        .as_ref()
        .is_none_or(|old| rank(&route) < rank(old))
    {
        used.route = Some(route);
    }
}

/// The types that a shape names, with the keys under which they stand.
fn members(shape: &TypeShape) -> Vec<(Option<&str>, &Type)> {
    match shape {
        TypeShape::Record(record) => record
            .fields
            .iter()
            .map(|field| (Some(field.name.as_str()), &field.ty))
            .collect(),
        TypeShape::Union(union) => union
            .variants
            .iter()
            .map(|one| (Some(one.name.as_str()), &one.ty))
            .collect(),
        TypeShape::Enum(_) | TypeShape::Identifier => Vec::new(),
    }
}
