//! Values as expressions, with the statements and imports that these need.

use serde_json::Value;

use crate::model::api::{Access, Type, TypeId, TypeShape, Union};
use crate::model::sample;

use super::super::item::{constant, field_type};
use super::super::types::TypeRef;
use super::Maker;
use super::source::json_list;

/// The longest JSON literal in an example, in bytes.
const LITERAL: usize = 2000;

impl Maker<'_> {
    /// An expression of an argument.
    pub(in crate::rust::plan) fn value(
        &mut self,
        name: &str,
        rust: &TypeRef,
        ty: &Type,
        text: &str,
    ) -> String {
        match rust {
            TypeRef::Reference(inner) => self.referenced(name, inner, ty, text),
            TypeRef::File => self.file(&sample::file_name(name, text.to_owned())),
            TypeRef::Vec(_) => format!(
                "vec![{}]",
                self.file(&sample::file_name(name, text.to_owned()))
            ),
            TypeRef::Local(_) | TypeRef::Shared(_) => match ty {
                Type::Named(id) => self.variant(*id, rust, text),
                _ => format!("{text:?}"),
            },
            TypeRef::Into(_) => self.quoted(text),
            TypeRef::Value(_) => format!("{}.into()", self.quoted(text)),
            scalar => number(scalar, text),
        }
    }

    fn referenced(&mut self, name: &str, inner: &TypeRef, ty: &Type, text: &str) -> String {
        let bare = &self.local(name);
        match inner {
            TypeRef::Str => self.quoted(text),
            TypeRef::Slice(item) => self.slice(bare, (item, ty), text),
            TypeRef::Json | TypeRef::Number => {
                let kind = if *inner == TypeRef::Json {
                    "Json"
                } else {
                    "Number"
                };
                self.import(kind);
                self.partial |= text.len() > LITERAL && !self.limits.whole;
                self.lets.push(format!(
                    "let {bare}: {kind} = {}.parse()?;",
                    raw(text, self.limits.whole)
                ));
                format!("&{bare}")
            }
            TypeRef::Map(_) if self.limits.whole => {
                let value = serde_json::from_str(text).unwrap_or(Value::Null);
                let depth = self.limits.depth;
                let map = self.owned(ty, inner, &value, depth, 0);
                let map = map.unwrap_or_else(|| "Default::default()".to_owned());
                self.lets.push(format!("let {bare} = {map};"));
                format!("&{bare}")
            }
            TypeRef::Map(_) => {
                self.uses.insert("std::collections::BTreeMap".to_owned());
                self.lets.push(format!("let {bare} = BTreeMap::new();"));
                format!("&{bare}")
            }
            TypeRef::Local(_) | TypeRef::Shared(_) => {
                let Type::Named(id) = ty else {
                    return format!("{text:?}");
                };
                if self.context.types.is_identifier(*id) {
                    return format!("&{}", self.identifier(inner, text));
                }
                let value = serde_json::from_str(text).unwrap_or(Value::Null);
                let record = self.record(*id, inner, &value, self.limits.depth, 0);
                self.lets.push(format!("let {bare} = {record};"));
                format!("&{bare}")
            }
            _ => format!("&{}", number(inner, text)),
        }
    }

    /// A string literal, shortened where the text is long.
    fn quoted(&mut self, text: &str) -> String {
        match text.char_indices().nth(self.limits.text) {
            Some((at, _)) => {
                self.partial = true;
                format!("{:?}", format!("{}\u{2026}", &text[..at]))
            }
            None => format!("{text:?}"),
        }
    }

    /// A slice with as many items as the limits allow; one with records is a local variable.
    fn slice(&mut self, local: &str, (item, ty): (&TypeRef, &Type), text: &str) -> String {
        let Type::Array(item_type) = ty else {
            return "&[]".to_owned();
        };
        let is_scalar = match item {
            TypeRef::Reference(_) | TypeRef::Value(_) => true,
            TypeRef::Bool | TypeRef::I64 | TypeRef::U64 | TypeRef::F64 => true,
            TypeRef::Local(_) | TypeRef::Shared(_) => self.is_enum(item_type),
            _ => false,
        };
        let items: Vec<String> = match is_scalar {
            true => self
                .items_of(text)
                .iter()
                .map(|text| match item {
                    TypeRef::Reference(_) => self.quoted(text),
                    TypeRef::Value(_) => format!("{}.into()", self.quoted(text)),
                    TypeRef::Local(_) | TypeRef::Shared(_) => {
                        self.value("item", item, item_type, text)
                    }
                    scalar => number(scalar, text),
                })
                .collect(),
            false => {
                let value: Value = serde_json::from_str(text).unwrap_or(Value::Null);
                let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
                self.partial |= items.len() > self.limits.items;
                items
                    .iter()
                    .take(self.limits.items)
                    .filter_map(|value| self.owned(item_type, item, value, self.limits.depth, 0))
                    .collect()
            }
        };
        let list = format!("[{}]", items.join(", "));
        if list.contains('\n') {
            self.lets.push(format!("let {local} = {list};"));
            return format!("&{local}");
        }
        format!("&{list}")
    }

    /// The texts of the items of a list: those of a list in JSON, else the text before the first comma.
    fn items_of(&mut self, text: &str) -> Vec<String> {
        let text = text.trim();
        if let Some(mut items) = json_list(text) {
            self.partial |= items.len() > self.limits.items;
            items.truncate(self.limits.items);
            return items;
        }
        let first = text.split(',').next().unwrap_or_default();
        self.partial |= first.len() < text.len();
        vec![first.trim().to_owned()]
    }

    pub(in crate::rust::plan) fn is_enum(&self, ty: &Type) -> bool {
        matches!(ty, Type::Named(id) if self.context.types.is_enum(*id))
    }

    pub(in crate::rust::plan) fn file(&mut self, path: &str) -> String {
        self.import("File");
        format!("File::path({path:?})")
    }

    /// The path of a type in the example, which imports it.
    fn path(&mut self, rust: &TypeRef) -> String {
        match rust {
            TypeRef::Shared(name) => {
                self.uses.insert(format!("{}::types", self.library));
                format!("types::{name}")
            }
            TypeRef::Local(name) => {
                self.import(name);
                name.clone()
            }
            _ => "Default".to_owned(),
        }
    }

    fn identifier(&mut self, rust: &TypeRef, text: &str) -> String {
        let path = self.path(rust);
        format!("{path}::new({})", self.quoted(text))
    }

    fn variant(&mut self, id: TypeId, rust: &TypeRef, text: &str) -> String {
        let path = self.path(rust);
        let Some(TypeShape::Enum(values)) = self.context.types.shape(id) else {
            return format!("{path}::default()");
        };
        let members = &self.context.types.names.ty(id).members;
        let position = values
            .iter()
            .position(|value| value.value == text)
            .or((!values.is_empty() && !self.limits.whole).then_some(0));
        match position.and_then(|at| members.get(at)) {
            Some(variant) => format!("{path}::{variant}"),
            None => format!("{path}::from({text:?})"),
        }
    }

    /// An expression of an owned value; `None` where the value has not the type, or the limits leave it out.
    fn owned(
        &mut self,
        ty: &Type,
        rust: &TypeRef,
        value: &Value,
        depth: usize,
        indent: usize,
    ) -> Option<String> {
        let text = || match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(truth) => Some(truth.to_string()),
            _ => None,
        };
        match (rust, ty) {
            (TypeRef::Option(_), Type::Nullable(_)) if value.is_null() => Some("None".to_owned()),
            (_, Type::Nullable(some)) => self.owned(some, rust, value, depth, indent),
            (TypeRef::Option(inner), _) => self
                .owned(ty, inner, value, depth, indent)
                .map(|inner| format!("Some({inner})")),
            (TypeRef::Nullable(_), _) if value.is_null() => {
                self.uses.insert(format!("{}::Nullable", self.library));
                Some("Nullable::Null".to_owned())
            }
            (TypeRef::Nullable(inner), _) => {
                self.owned(ty, inner, value, depth, indent).map(|inner| {
                    self.uses.insert(format!("{}::Nullable", self.library));
                    format!("Nullable::Value({inner})")
                })
            }
            (TypeRef::Box(inner), _) => self
                .owned(ty, inner, value, depth, indent)
                .map(|inner| format!("Box::new({inner})")),
            (TypeRef::String, _) => Some(format!("{}.to_owned()", self.quoted(&text()?))),
            (TypeRef::Value(_), _) => Some(format!("{}.into()", self.quoted(&text()?))),
            (TypeRef::Vec(item), Type::Array(item_type)) => {
                let items = value.as_array()?;
                self.partial |= items.len() > self.limits.items;
                let items: Vec<String> = items
                    .iter()
                    .take(self.limits.items)
                    .filter_map(|value| self.owned(item_type, item, value, depth, indent))
                    .collect();
                (!items.is_empty() || self.limits.whole)
                    .then(|| format!("vec![{}]", items.join(", ")))
            }
            (TypeRef::Bool | TypeRef::I64 | TypeRef::U64 | TypeRef::F64, _) => {
                Some(number(rust, &text()?))
            }
            (TypeRef::Local(_) | TypeRef::Shared(_), Type::Named(id)) => {
                if self.context.types.is_enum(*id) {
                    return Some(self.variant(*id, rust, &text()?));
                }
                if self.context.types.is_identifier(*id) {
                    return Some(self.identifier(rust, &text()?));
                }
                if let Some(TypeShape::Union(union)) = self.context.types.shape(*id) {
                    let union = union.clone();
                    return self.union((*id, &union), rust, value, depth, indent);
                }
                (depth > 0 && value.is_object())
                    .then(|| self.record(*id, rust, value, depth - 1, indent))
            }
            (TypeRef::Map(item), Type::Map(item_type)) if self.limits.whole => {
                let entries = value.as_object()?.iter().filter_map(|(key, value)| {
                    let value = self.owned(item_type, item, value, depth, indent)?;
                    Some(format!("({key:?}.to_owned(), {value})"))
                });
                let entries: Vec<String> = entries.collect();
                self.uses.insert("std::collections::BTreeMap".to_owned());
                Some(format!("BTreeMap::from([{}])", entries.join(", ")))
            }
            (TypeRef::Json | TypeRef::Number, _) if self.limits.whole => {
                Some(format!("{:?}.parse()?", value.to_string()))
            }
            _ => None,
        }
    }

    /// A variant of a union: that of the value's tag, or the only one that is a record for an object. Other values are
    /// `Unknown` in a program, and left out of an example.
    fn union(
        &mut self,
        (id, union): (TypeId, &Union),
        rust: &TypeRef,
        value: &Value,
        depth: usize,
        indent: usize,
    ) -> Option<String> {
        let tag = union
            .tag
            .as_deref()
            .and_then(|tag| value.get(tag)?.as_str());
        let mut records = (0..union.variants.len())
            .filter(|index| value.is_object() && self.is_record(&union.variants[*index].ty));
        let index = match &union.tag {
            Some(_) => union.variants.iter().position(|variant| {
                tag.is_some_and(|tag| variant.tag_values().iter().any(|own| own == tag))
            }),
            None => records.next().filter(|_| records.next().is_none()),
        };
        let path = self.path(rust);
        let known = index.and_then(|index| {
            let ty = &union.variants.get(index)?.ty;
            let name = self.context.types.names.ty(id).members.get(index)?.clone();
            let mut inner = self.context.types.owned(ty);
            if self.context.recursion.needs_box(id, index) {
                inner = TypeRef::Box(Box::new(inner));
            }
            let inner = self.owned(ty, &inner, value, depth, indent)?;
            Some(format!("{path}::{name}({inner})"))
        });
        let unknown = || format!("{path}::Unknown({:?}.parse()?)", value.to_string());
        known.or_else(|| self.limits.whole.then(unknown))
    }

    fn is_record(&self, ty: &Type) -> bool {
        let Type::Named(id) = ty else {
            return false;
        };
        matches!(self.context.types.shape(*id), Some(TypeShape::Record(_)))
    }

    fn record(
        &mut self,
        id: TypeId,
        rust: &TypeRef,
        value: &Value,
        depth: usize,
        indent: usize,
    ) -> String {
        let path = self.path(rust);
        let Some(TypeShape::Record(record)) = self.context.types.shape(id) else {
            return format!("{path}::default()");
        };
        let (record, members) = (
            record.clone(),
            self.context.types.names.ty(id).members.clone(),
        );
        let mut fields = String::new();
        let mut shown = 0;
        let pad = " ".repeat(indent + 4);
        for (index, (field, name)) in record.fields.iter().zip(&members).enumerate() {
            // What is written by itself, or not at all, needs no value.
            let is_constant = constant(field).is_some() || field.access == Access::Read;
            let Some(value) = value
                .get(&field.name)
                .filter(|_| shown < self.limits.fields && !is_constant)
            else {
                continue;
            };
            let ty = field_type(self.context, (id, index), field, false);
            if let Some(value) = self.owned(&field.ty, &ty, value, depth, indent + 4) {
                fields.push_str(&format!("{pad}{name}: {value},\n"));
                shown += 1;
            }
        }
        self.partial |= value.as_object().map_or(0, serde_json::Map::len) > shown;
        let close = " ".repeat(indent);
        match shown {
            0 => format!("{path}::default()"),
            _ if shown == record.fields.len() && record.extra.is_none() => {
                format!("{path} {{\n{fields}{close}}}")
            }
            _ => format!("{path} {{\n{fields}{pad}..{path}::default()\n{close}}}"),
        }
    }
}

fn number(ty: &TypeRef, text: &str) -> String {
    match ty {
        TypeRef::Bool => text.parse::<bool>().unwrap_or(true).to_string(),
        TypeRef::I64 => text.parse::<i64>().unwrap_or(1).to_string(),
        TypeRef::U64 => text.parse::<u64>().unwrap_or(1).to_string(),
        TypeRef::F64 => format!(
            "{:?}",
            text.parse::<f64>()
                .ok()
                .filter(|number| number.is_finite())
                .unwrap_or(1.5)
        ),
        _ => "Default::default()".to_owned(),
    }
}

/// A string literal of JSON: raw, with as many `#` as its text requires.
fn raw(text: &str, whole: bool) -> String {
    let text = if text.is_empty() { "null" } else { text };
    if whole {
        return format!("{text:?}");
    }
    if text.len() > LITERAL || text.contains('\r') {
        return "\"{}\"".to_owned();
    }
    let mut hashes = String::from("#");
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{text}\"{hashes}")
}
