//! The types of the API as Rust types.

use std::collections::BTreeSet;

use crate::model::api::{
    Access, EnumValue, Field as ApiField, Record, ServiceId, Type, TypeId, TypeShape, Union,
};
use crate::model::graph::Recursion;

use super::field_docs::{constant_text, field_docs};
use super::model::{Constant, Docs, Field, FieldRole, Item, ItemKind, ShapeVariant, Value};
use super::owner::{Owner, Owners};
use super::types::{TypeRef, Types};
use crate::ground::prose;
use crate::model::graph::Directions;

/// Facts about all types that the rules for one type use.
pub(super) struct Context<'a> {
    pub types: Types<'a>,
    pub directions: &'a Directions,
    pub recursion: &'a Recursion,
    pub prose: &'a prose::ProseCache,
    pub owners: &'a Owners<'a>,
}

/// The types of one module in the order of their names; those of the shared module with the features that need them.
pub(super) fn items(context: &Context<'_>, ids: &[TypeId]) -> Vec<Item> {
    let mut items: Vec<Item> = ids.iter().map(|id| item(context, *id)).collect();
    items.sort_by(|left, right| left.name.cmp(&right.name));
    items
}

fn item(context: &Context<'_>, id: TypeId) -> Item {
    let names = context.types.names.ty(id);
    let def = context.types.api.type_def(id);
    let features = match context.types.home {
        Some(_) => Vec::new(),
        None => features(context, &names.services),
    };
    let kind = match &def.shape {
        TypeShape::Record(record) => ItemKind::Record(fields(context, id, record)),
        TypeShape::Enum(values) => ItemKind::Enum {
            numeric: !values.is_empty() && values.iter().all(|value| value.numeric),
            values: values
                .iter()
                .zip(&names.members)
                .map(|(value, name)| enum_value(context, value, name))
                .collect(),
        },
        TypeShape::Union(union) => union_kind(context, id, union),
        TypeShape::Identifier => ItemKind::Identifier,
    };
    Item {
        docs: item_docs(context, id),
        name: names.name.as_deref().unwrap_or_default().to_owned(),
        features,
        read: context.directions.read(id),
        write: context.directions.write(id),
        kind,
    }
}

fn features(context: &Context<'_>, services: &BTreeSet<ServiceId>) -> Vec<String> {
    let mut features: Vec<String> = services
        .iter()
        .map(|id| context.types.names.service(*id).feature.clone())
        .collect();
    features.sort();
    features
}

fn item_docs(context: &Context<'_>, id: TypeId) -> Docs {
    let def = context.types.api.type_def(id);
    let prose = def
        .description
        .as_deref()
        .map(|text| context.prose.block(text))
        .filter(|lines| !lines.is_empty());
    let from_location = || {
        if matches!(def.shape, TypeShape::Identifier) {
            return identifier(&def.path);
        }
        let location = location(context, id, &def.path);
        prose::wrapped(&format!("{location}."))
    };
    prose.unwrap_or_else(from_location)
}

fn identifier(path: &[String]) -> Docs {
    let name = path
        .last()
        .map(|name| prose::code(name))
        .unwrap_or_default();
    let mut lines = prose::wrapped(&format!("An identifier: {name}."));
    let note = "It is handed in as the service gives it, slashes and all. Where it is sent it is encoded as often as the \
                service decodes it.";
    super::docs::paragraphs(&mut lines, prose::wrapped(note));
    lines
}

/// Where a type occurs, which is known of every type: `settings` in the request of *Update a user*.
fn location(context: &Context<'_>, id: TypeId, path: &[String]) -> String {
    let is_answer = context.directions.read(id);
    let is_request = context.directions.write(id);
    let Some(name) = path.first() else {
        return "A value of the API".to_owned();
    };
    let owner = match context.owners.get(name) {
        Some(Owner::Operation(title)) => format!("*{}*", emphasis(title)),
        Some(Owner::Type(owner)) if path.len() > 1 => {
            let keys = path.iter().skip(1).filter(|key| *key != "[]");
            let keys: Vec<&str> = keys.map(String::as_str).collect();
            let part = match keys.is_empty() {
                true => "One item".to_owned(),
                false => prose::code(&keys.join(".")),
            };
            let owner = context.types.names.ty(*owner).name.as_ref();
            let owner = owner.map_or_else(|| name.clone(), ToString::to_string);
            return format!("{part} of {}", prose::code(&owner));
        }
        _ => format!("*{}*", emphasis(name)),
    };
    let rest = path.get(1..).unwrap_or_default();
    let keys: Vec<&str> = rest
        .iter()
        .map(String::as_str)
        .filter(|key| *key != "[]")
        .collect();
    let others = match context.directions.is_common(id) {
        true => " and others",
        false => "",
    };
    let (whole, part) = match (is_answer, is_request) {
        (true, false) => ("answer", " in the answer of"),
        (false, true) => ("body", " in the request of"),
        _ => ("body or answer", " of"),
    };
    match (keys.is_empty(), rest.is_empty()) {
        (false, _) => format!("{}{part} {owner}{others}", prose::code(&keys.join("."))),
        (true, true) => format!("The {whole} of {owner}{others}"),
        (true, false) => format!("One item of the {whole} of {owner}{others}"),
    }
}

/// Text that is safe between asterisks.
fn emphasis(text: &str) -> String {
    let text: String = text.chars().take(120).collect();
    match prose::plain(text.trim_end_matches(['.', ' '])) {
        safe if safe.is_empty() => "a request without a name".to_owned(),
        safe => safe,
    }
}

fn fields(context: &Context<'_>, id: TypeId, record: &Record) -> Vec<Field> {
    let names = &context.types.names.ty(id).members;
    let read_only = context.directions.read(id) && !context.directions.write(id);
    let fields = record.fields.iter().zip(names).enumerate();
    let fields = fields.map(|(index, (field, name))| Field {
        docs: field_docs(context, field, name),
        name: name.to_string(),
        key: field.name.clone(),
        ty: field_type(context, (id, index), field, read_only),
        role: role(field, read_only),
    });
    let rest = record.extra.iter().zip(names.get(record.fields.len()));
    let rest = rest.map(|(ty, name)| Field {
        docs: vec!["All other members of the object.".to_owned()],
        name: name.to_string(),
        key: String::new(),
        ty: context.types.owned(ty),
        role: FieldRole::Rest,
    });
    fields.chain(rest).collect()
}

/// How a field of a record is written.
fn role(field: &ApiField, read_only: bool) -> FieldRole {
    if read_only {
        return FieldRole::Plain;
    }
    match (field.access, constant(field)) {
        (Access::Read, _) => FieldRole::Read,
        (_, Some(constant)) => FieldRole::Constant(constant),
        (_, None) => FieldRole::Plain,
    }
}

/// The value that is written where callers set none; `None` where they decide whether the field is sent.
pub(super) fn constant(field: &ApiField) -> Option<Constant> {
    let constant = field.constant.as_ref().filter(|_| field.required)?;
    match serde_json::from_str(constant).ok()? {
        serde_json::Value::String(text) => Some(Constant::Text(text)),
        serde_json::Value::Bool(truth) => Some(Constant::Boolean(truth)),
        serde_json::Value::Number(number) => number.as_i64().map(Constant::Integer),
        _ => None,
    }
}

/// The type of a field. An absent list of an answer is an empty one; other values that may be absent are an `Option`. A request
/// distinguishes `null` from an absent field where the service does.
pub(super) fn field_type(
    context: &Context<'_>,
    at: (TypeId, usize),
    field: &ApiField,
    read_only: bool,
) -> TypeRef {
    let mut ty = context.types.owned(&field.ty);
    let boxed = context.recursion.needs_box(at.0, at.1);
    if boxed {
        ty = TypeRef::Box(Box::new(ty));
    }
    let is_list = read_only && matches!(ty, TypeRef::Vec(_) | TypeRef::Map(_));
    // A record that requires a record of its own type could never end.
    let has_default = !boxed && ty != TypeRef::Number;
    let nullable = field.nullable && ty != TypeRef::Json;
    let set_by_callers = match field.access {
        Access::Both => constant(field).is_none(),
        // Only one of the directions has it.
        Access::Write => !context.directions.read(at.0),
        Access::Read => false,
    };
    let required = field.required && (read_only || set_by_callers);
    let clearable =
        field.clearable && !read_only && ty != TypeRef::Json && field.access != Access::Read;
    match (required, clearable) {
        _ if is_list || (required && !nullable && has_default) => ty,
        (true, true) => TypeRef::Nullable(Box::new(ty)),
        (false, true) => TypeRef::Nullable(Box::new(ty)).optional(),
        (_, false) => ty.optional(),
    }
}

fn enum_value(context: &Context<'_>, value: &EnumValue, name: &str) -> Value {
    let mut docs = vec![prose::code(&value.value)];
    let prose = value
        .description
        .as_deref()
        .map(|text| context.prose.line(text))
        .filter(|line| !line.is_empty());
    if let (Some(first), Some(prose)) = (docs.first_mut(), prose) {
        first.push_str(&format!(": {prose}"));
    }
    Value {
        docs,
        name: name.to_owned(),
        value: value.value.clone(),
    }
}

fn union_kind(context: &Context<'_>, id: TypeId, union: &Union) -> ItemKind {
    let names = &context.types.names.ty(id).members;
    let shapes = union
        .variants
        .iter()
        .zip(names)
        .enumerate()
        .map(|(index, (variant, name))| {
            let mut ty = context.types.owned(&variant.ty);
            if context.recursion.needs_box(id, index) {
                ty = TypeRef::Box(Box::new(ty));
            }
            let docs = match &union.tag {
                Some(tag) => {
                    let values = variant.tag_values().iter().map(|value| prose::code(value));
                    let values: Vec<String> = values.collect();
                    format!("{} is {}.", prose::code(tag), values.join(" or "))
                }
                None => format!("The shape {}.", prose::code(&variant.name)),
            };
            ShapeVariant {
                docs: vec![docs],
                name: name.to_string(),
                value: variant.name.clone(),
                tags: variant.tag_values().to_vec(),
                listed: match union.tag {
                    Some(_) => Vec::new(),
                    None => listed(context, &variant.ty),
                },
                ty,
            }
        });
    ItemKind::Union {
        tag: union.tag.clone(),
        default: union
            .default
            .and_then(|index| Some(names.get(index)?.to_string())),
        shapes: shapes.collect(),
    }
}

/// The keys that the objects of a variant have, with their constants. Those of a list's items count for the list.
fn listed(context: &Context<'_>, ty: &Type) -> Vec<(String, Option<String>)> {
    let record = match ty {
        Type::Array(item) => match &**item {
            Type::Named(id) => context.types.shape(*id),
            _ => None,
        },
        Type::Named(id) => context.types.shape(*id),
        _ => None,
    };
    let Some(TypeShape::Record(record)) = record else {
        return Vec::new();
    };
    let fields = record.fields.iter().filter(|field| {
        let is_read = field.access != Access::Write;
        field.constant.is_some() || (field.required && is_read)
    });
    let fields = fields.map(|field| {
        let constant = field.constant.as_deref().map(constant_text);
        (field.name.clone(), constant)
    });
    fields.collect()
}
