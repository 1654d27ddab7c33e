//! The values of requests and answers, each with its place in a resource and what examples show of it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use crate::ground::words::letters_and_digits;
use crate::model::api::{
    Api, BodyKind, Content, Example, Location as ParameterLocation, Operation, Type, TypeId,
    TypeShape, Value,
};

/// The deepest keys that are compared.
const MAX_DEPTH: usize = 6;

/// The most items of a list in an example that are read.
const MAX_ITEMS: usize = 50;

/// The most different values that are kept of a location; what has more is no enum.
const MAX_SEEN: usize = 50;

/// The longest value that is kept, in bytes.
const MAX_VALUE: usize = 60;

/// Keys in which answers have the resource, whatever it is.
const GENERAL: [&str; 8] = [
    "data", "items", "result", "results", "records", "rows", "values", "content",
];

/// The place of a value: its resource, and the keys from the resource to it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    resource: String,
    keys: Vec<String>,
}

/// What holds a value, by indexes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    /// A parameter of an operation.
    Parameter(usize, usize),
    /// A field of a form of an operation.
    FormField(usize, usize),
    /// A field of a record.
    Field(TypeId, usize),
}

/// A value with its place.
#[derive(Debug, Clone)]
pub(super) struct Location {
    pub(super) target: Target,
    pub(super) place: Place,
    pub(super) ty: Type,
    /// The distinct values in examples, as text.
    pub(super) seen: BTreeSet<String>,
    /// Whether examples show more values, or longer ones, than an enum has.
    pub(super) is_free: bool,
}

/// All locations whose value may be one of an enum. A field of a record that is used at two places is left out.
pub(super) fn locations(api: &Api) -> Vec<Location> {
    let mut collector = Collector {
        api,
        found: BTreeMap::new(),
        order: Vec::new(),
        visits: BTreeMap::new(),
    };
    for (index, operation) in api.operations.iter().enumerate() {
        if let Some(resource) = resource(&operation.key.path) {
            collector.operation(index, operation, &resource);
        }
    }
    let Collector {
        mut found, order, ..
    } = collector;
    order
        .iter()
        .filter_map(|target| found.remove(target)?)
        .collect()
}

/// The last part of a path that is no parameter.
fn resource(path: &str) -> Option<String> {
    let mut parts = path.rsplit('/').filter(|part| !part.contains('{'));
    let part = parts.find(|part| !part.is_empty())?;
    Some(letters_and_digits(part)).filter(|word| !word.is_empty())
}

/// The type at a target.
pub(super) fn ty_mut(api: &mut Api, target: Target) -> Option<&mut Type> {
    match target {
        Target::Parameter(operation, index) => {
            let operation = api.operations.get_mut(operation)?;
            Some(&mut operation.parameters.get_mut(index)?.ty)
        }
        Target::FormField(operation, index) => {
            let body = api.operations.get_mut(operation)?.body.as_mut()?;
            Some(&mut body.kind.fields_mut()?.get_mut(index)?.ty)
        }
        Target::Field(id, index) => match &mut api.types.get_mut(id)?.shape {
            TypeShape::Record(record) => Some(&mut record.fields.get_mut(index)?.ty),
            _ => None,
        },
    }
}

struct Collector<'a> {
    api: &'a Api,
    /// `None` for what has two places.
    found: BTreeMap<Target, Option<Location>>,
    order: Vec<Target>,
    visits: BTreeMap<TypeId, Visits>,
}

/// Where a record was met.
#[derive(Debug, Clone)]
struct Visits {
    /// Its first place.
    first: Place,
    /// At how many keys it was met, of those visits the two of fewest keys; `None` where all were at its first place.
    fewest: Option<[usize; 2]>,
}

impl Visits {
    /// Whether another visit shows nothing new: the record, and all that the visit reaches below it, has two places already.
    fn add(&mut self, place: &Place) -> bool {
        let keys = place.keys.len();
        let [least, second] = match self.fewest {
            Some(fewest) => fewest,
            None if self.first == *place => return false,
            None => {
                let first = self.first.keys.len();
                self.fewest = Some([keys.min(first), keys.max(first)]);
                return false;
            }
        };
        if keys >= second {
            return true;
        }
        self.fewest = Some([least.min(keys), least.max(keys)]);
        false
    }
}

impl Collector<'_> {
    fn operation(&mut self, index: usize, operation: &Operation, resource: &str) {
        let place = |key: &str| Place {
            resource: resource.to_owned(),
            keys: vec![key.to_owned()],
        };
        for (at, parameter) in operation.parameters.iter().enumerate() {
            if parameter.location == ParameterLocation::Query {
                let target = Target::Parameter(index, at);
                self.add(
                    target,
                    place(&parameter.name),
                    &parameter.ty,
                    &parameter.examples,
                );
            }
        }
        let fields = operation.body.as_ref().and_then(|body| body.kind.fields());
        for (at, field) in fields.unwrap_or_default().iter().enumerate() {
            let target = Target::FormField(index, at);
            self.add(target, place(&field.name), &field.ty, &field.examples);
        }
        let root = Place {
            resource: resource.to_owned(),
            keys: Vec::new(),
        };
        if let Some(BodyKind::Json(ty)) = operation.body.as_ref().map(|body| &body.kind) {
            let examples: Vec<Json> = operation.examples.iter().filter_map(json_body).collect();
            self.value(ty, &examples.iter().collect::<Vec<_>>(), &root);
        }
        for response in &operation.responses {
            if let Content::Json(ty) = &response.content {
                let text = response.example.as_deref();
                let example: Option<Json> = text.and_then(|text| serde_json::from_str(text).ok());
                self.answer(ty, &example.iter().collect::<Vec<_>>(), &root);
            }
        }
    }

    /// Adds an answer: the resource itself, a list of it, or an object with fields that hold either.
    fn answer(&mut self, ty: &Type, examples: &[&Json], root: &Place) {
        let (ty, examples) = items(ty, examples);
        let Some((_, fields)) = record(self.api, ty) else {
            return;
        };
        for field in fields {
            if holds_resource(&field.name, &root.resource) {
                self.value(&field.ty, &members(&examples, &field.name), root);
            }
        }
        self.value(ty, &examples, root);
    }

    /// Adds all values below a type.
    fn value(&mut self, ty: &Type, examples: &[&Json], place: &Place) {
        let (ty, examples) = items(ty, examples);
        let Some((id, fields)) = record(self.api, ty) else {
            return;
        };
        if place.keys.len() >= MAX_DEPTH || self.is_known(id, place) {
            return;
        }
        for (at, field) in fields.iter().enumerate() {
            if place.keys.is_empty()
                && holds_resource(&field.name, &place.resource)
                && record(self.api, items(&field.ty, &[]).0).is_some()
            {
                continue;
            }
            let mut keys = place.keys.clone();
            keys.push(field.name.clone());
            let place = Place {
                keys,
                ..place.clone()
            };
            let values = members(&examples, &field.name);
            match record(self.api, items(&field.ty, &[]).0) {
                Some(_) => self.value(&field.ty, &values, &place),
                None => {
                    let seen: Vec<String> = values.iter().copied().filter_map(scalar).collect();
                    self.add(Target::Field(id, at), place, &field.ty, &seen);
                }
            }
        }
    }

    /// Whether a visit of a record shows nothing new. At the root of a resource some fields are skipped, so that such a visit
    /// does not count.
    fn is_known(&mut self, id: TypeId, place: &Place) -> bool {
        if place.keys.is_empty() {
            return false;
        }
        if let Some(visits) = self.visits.get_mut(&id) {
            return visits.add(place);
        }
        let visits = Visits {
            first: place.clone(),
            fewest: None,
        };
        self.visits.insert(id, visits);
        false
    }

    fn add(&mut self, target: Target, place: Place, ty: &Type, seen: &[String]) {
        let location = self.found.entry(target).or_insert_with(|| {
            self.order.push(target);
            Some(Location {
                target,
                place: place.clone(),
                ty: ty.clone(),
                seen: BTreeSet::new(),
                is_free: false,
            })
        });
        if location
            .as_ref()
            .is_some_and(|location| location.place != place)
        {
            *location = None;
        }
        if let Some(location) = location {
            location.seen.extend(seen.iter().take(MAX_SEEN).cloned());
            location.is_free |= location.seen.len() > MAX_SEEN;
            location.is_free |= seen.iter().any(|value| value.len() > MAX_VALUE);
        }
    }
}

fn json_body(example: &Example) -> Option<Json> {
    match example.body.as_ref()? {
        Value::Text(text) => serde_json::from_str(text).ok(),
        Value::Fields(_) => None,
    }
}

/// The type and the examples of the items of a list; those themselves of what is no list.
fn items<'t, 'e>(ty: &'t Type, examples: &[&'e Json]) -> (&'t Type, Vec<&'e Json>) {
    let Type::Array(item) = ty else {
        return (ty, examples.to_vec());
    };
    let lists = examples.iter().filter_map(|example| example.as_array());
    (item, lists.flatten().take(MAX_ITEMS).collect())
}

/// The id and the fields of a record.
fn record<'a>(api: &'a Api, ty: &Type) -> Option<(TypeId, &'a [crate::model::api::Field])> {
    let Type::Named(id) = ty else { return None };
    match &api.types.get(*id)?.shape {
        TypeShape::Record(record) => Some((*id, &record.fields)),
        _ => None,
    }
}

fn members<'e>(examples: &[&'e Json], key: &str) -> Vec<&'e Json> {
    examples
        .iter()
        .filter_map(|example| example.get(key))
        .collect()
}

/// A text or a number as text; placeholders and empty texts show nothing.
fn scalar(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => {
            let shows_nothing = text.is_empty() || text.starts_with(['<', '{']) || text == "string";
            (!shows_nothing).then(|| text.clone())
        }
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Whether a field of an answer holds the resource: its key is the resource, in singular or plural, or a general one.
fn holds_resource(key: &str, resource: &str) -> bool {
    let key = letters_and_digits(key);
    let plural = |word: &str| {
        let with_y = word.strip_suffix('y').map(|stem| format!("{stem}ies"));
        [Some(format!("{word}s")), Some(format!("{word}es")), with_y]
    };
    let is_plural = |one: &str, many: &str| plural(one).iter().flatten().any(|word| word == many);
    GENERAL.contains(&key.as_str())
        || key == resource
        || is_plural(&key, resource)
        || is_plural(resource, &key)
}
