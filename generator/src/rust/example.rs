//! One example call in Rust, from the collection's own values.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::api::{
    ApiKeyPlace, Body, BodyKind, Location, OAuth2, Operation, SecurityKind, Type, TypeId, TypeShape,
};
use crate::sample::{self, CallBody};

use super::given::{Limits, is_given, values};
use super::input::{Input, Source};
use super::item::{Context, field_type};
use super::model::{Answer, Example};
use super::types::TypeRef;

/// What an example is made from.
pub(super) struct Maker<'a> {
    pub context: &'a Context<'a>,
    /// The crate as code names it.
    pub library: &'a str,
    /// The operation's module.
    pub module: &'a str,
    pub limits: Limits,
    pub uses: BTreeSet<String>,
    pub lets: Vec<String>,
}

/// The names that an example is put together from.
pub(super) struct Parts<'a> {
    pub method: &'a str,
    pub params: Option<&'a str>,
    pub inputs: &'a [Input<'a>],
    pub answer: &'a Answer,
}

impl Maker<'_> {
    /// The example call of an operation.
    pub(super) fn example(mut self, operation: &Operation, parts: &Parts<'_>) -> Example {
        let required: Vec<(String, String)> = parts
            .inputs
            .iter()
            .filter(|input| input.required && input.ty.is_some())
            .map(|input| (input.name.clone(), self.argument(operation, input)))
            .collect();
        let arguments = match parts.params {
            None => required
                .into_iter()
                .map(|(_, value)| value)
                .collect::<Vec<_>>()
                .join(", "),
            Some(params) => {
                self.import(params);
                let fields: String = required
                    .iter()
                    .map(|(name, value)| format!("    {}{value},\n", label(name, value)))
                    .collect();
                self.lets
                    .push(format!("let params = {params} {{\n{fields}}};"));
                "params".to_owned()
            }
        };
        let limits = self.limits;
        let shown = parts
            .inputs
            .iter()
            .filter(|one| is_shown(operation, one, limits.whole))
            .take(limits.setters);
        let setters: Vec<(String, String)> = shown
            .map(|input| {
                let value = input.ty.as_ref().map(|_| self.argument(operation, input));
                (input.name.clone(), value.unwrap_or_default())
            })
            .collect();
        let links = [
            (self.module.to_owned(), String::new()),
            (parts.method.to_owned(), arguments),
        ];
        let link = if setters.is_empty() { "." } else { "\n    ." };
        let chain = links
            .iter()
            .chain(&setters)
            .map(|(name, value)| format!("{link}{name}({value})"));
        let call = format!("client{}", chain.collect::<String>());
        Example {
            setup: self.setup(operation),
            uses: self.uses.into_iter().collect(),
            lets: self.lets,
            call,
            answers: *parts.answer != Answer::Empty,
        }
    }

    /// The calls on the client's builder that the operation needs.
    fn setup(&mut self, operation: &Operation) -> Vec<String> {
        let api = self.context.types.api;
        let mut setup = Vec::new();
        let known = api
            .servers
            .first()
            .is_some_and(|one| super::server::default_url(one).is_some());
        if !known {
            setup.push(".base_url(\"https://api.example.com\")".to_owned());
        }
        let scheme = operation
            .security
            .and_then(|id| api.security.get(id.0 as usize));
        setup.extend(scheme.and_then(|scheme| self.credentials(&scheme.kind)));
        setup
    }

    fn credentials(&mut self, kind: &SecurityKind) -> Option<String> {
        Some(match kind {
            SecurityKind::Bearer { .. } | SecurityKind::OAuth2(OAuth2 { .. }) => {
                ".bearer(\"<access_token>\")".to_owned()
            }
            SecurityKind::Basic => ".basic(\"<user>\", \"<password>\")".to_owned(),
            SecurityKind::ApiKey {
                place: ApiKeyPlace::Header | ApiKeyPlace::Query,
                ..
            } => ".api_key(\"<api_key>\")".to_owned(),
            SecurityKind::Digest { .. } => {
                self.import("Credentials");
                ".credentials(Credentials::digest(\"<user>\", \"<password>\"))".to_owned()
            }
            _ => return None,
        })
    }

    /// Imports a name: the module's own types from the module, the rest from the root.
    fn import(&mut self, name: &str) {
        let root = matches!(name, "Credentials" | "File" | "Json" | "Number");
        let path = if root {
            format!("{}::{name}", self.library)
        } else {
            format!("{}::{}::{name}", self.library, self.module)
        };
        self.uses.insert(path);
    }

    fn argument(&mut self, operation: &Operation, input: &Input<'_>) -> String {
        let api = self.context.types.api;
        let (ty, text) = match input.source {
            Source::Parameter(one) => {
                let is_user =
                    one.location == Location::Path && one.name.to_lowercase().contains("user");
                let text = match operation.effects.accepts_me && is_user {
                    true => "me".to_owned(),
                    false => sample::parameter(api, operation, one),
                };
                (Some(&one.ty), text)
            }
            Source::Field(one) => (Some(&one.ty), sample::form_field(api, operation, one)),
            Source::Body(body) => (of_body(body), body_text(self.context, operation)),
        };
        let Some(rust) = &input.ty else {
            return String::new();
        };
        let ty = ty.unwrap_or(&Type::Any);
        match values(operation, input.source).filter(|_| self.limits.whole) {
            Some(values) => self.given(&input.name, rust, ty, &values),
            None => self.value(&input.name, rust, ty, &text),
        }
    }

    pub(super) fn value(&mut self, name: &str, rust: &TypeRef, ty: &Type, text: &str) -> String {
        match rust {
            TypeRef::Reference(inner) => self.referenced(name, inner, ty, text),
            TypeRef::File => self.file("picture.png"),
            TypeRef::Vec(_) => format!("vec![{}]", self.file("picture.png")),
            TypeRef::Local(_) | TypeRef::Shared(_) => match ty {
                Type::Named(id) => self.variant(*id, rust, text),
                _ => format!("{text:?}"),
            },
            scalar => number(scalar, text),
        }
    }

    fn referenced(&mut self, name: &str, inner: &TypeRef, ty: &Type, text: &str) -> String {
        let bare = name.strip_prefix("r#").unwrap_or(name);
        match inner {
            TypeRef::Str => format!("{:?}", self.shortened(text)),
            TypeRef::Slice(item) => {
                let first = text.split(',').next().unwrap_or_default();
                self.slice(item, ty, first, text)
            }
            TypeRef::Json | TypeRef::Number => {
                let kind = if *inner == TypeRef::Json {
                    "Json"
                } else {
                    "Number"
                };
                self.import(kind);
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
                let value = serde_json::from_str(text).unwrap_or(Value::Null);
                let record = self.record(*id, inner, &value, self.limits.depth, 0);
                self.lets.push(format!("let {bare} = {record};"));
                format!("&{bare}")
            }
            _ => format!("&{}", number(inner, text)),
        }
    }

    fn shortened(&self, text: &str) -> String {
        match text.char_indices().nth(self.limits.text) {
            Some((at, _)) => format!("{}\u{2026}", &text[..at]),
            None => text.to_owned(),
        }
    }

    fn slice(&mut self, item: &TypeRef, ty: &Type, first: &str, whole: &str) -> String {
        let Type::Array(item_type) = ty else {
            return "&[]".to_owned();
        };
        match item {
            TypeRef::Reference(_) => format!("&[{:?}]", self.shortened(first.trim())),
            TypeRef::Local(_) | TypeRef::Shared(_) if self.is_enum(item_type) => {
                let value = self.value("item", item, item_type, first.trim());
                format!("&[{value}]")
            }
            TypeRef::Bool | TypeRef::I64 | TypeRef::U64 | TypeRef::F64 => {
                let digits = first.trim().trim_start_matches('[').trim_end_matches(']');
                format!("&[{}]", number(item, digits.trim()))
            }
            _ => {
                let value: Value = serde_json::from_str(whole).unwrap_or(Value::Null);
                let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
                let items: Vec<String> = items
                    .iter()
                    .take(self.limits.items)
                    .filter_map(|one| self.owned(item_type, item, one, self.limits.depth, 0))
                    .collect();
                format!("&[{}]", items.join(", "))
            }
        }
    }

    pub(super) fn is_enum(&self, ty: &Type) -> bool {
        matches!(ty, Type::Named(id) if self.context.types.is_enum(*id))
    }

    pub(super) fn file(&mut self, path: &str) -> String {
        self.import("File");
        format!("File::path({path:?})")
    }

    /// The path of a type in an example, imported.
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

    fn variant(&mut self, id: TypeId, rust: &TypeRef, text: &str) -> String {
        let path = self.path(rust);
        let Some(TypeShape::Enum(values)) = self.context.types.shape(id) else {
            return format!("{path}::default()");
        };
        let members = &self.context.types.names.ty(id).members;
        let position = values
            .iter()
            .position(|one| one.value == text)
            .or((!values.is_empty() && !self.limits.whole).then_some(0));
        match position.and_then(|at| members.get(at)) {
            Some(variant) => format!("{path}::{variant}"),
            None => format!("{path}::from({text:?})"),
        }
    }

    /// An expression of an owned value; none where the value says nothing.
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
            (TypeRef::Option(inner), _) => self
                .owned(ty, inner, value, depth, indent)
                .map(|inner| format!("Some({inner})")),
            (TypeRef::Box(inner), _) => self
                .owned(ty, inner, value, depth, indent)
                .map(|inner| format!("Box::new({inner})")),
            (TypeRef::String, _) => Some(format!("{:?}.to_owned()", self.shortened(&text()?))),
            (TypeRef::Vec(item), Type::Array(item_type)) => {
                let items = value.as_array()?.iter().take(self.limits.items);
                let items: Vec<String> = items
                    .filter_map(|one| self.owned(item_type, item, one, depth, indent))
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
                let union = matches!(self.context.types.shape(*id), Some(TypeShape::Union(_)));
                if union && self.limits.whole {
                    return Some(self.record(*id, rust, value, 0, indent));
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
            return match self.limits.whole {
                true => format!("{path}::Unknown({:?}.parse()?)", value.to_string()),
                false => format!("{path}::default()"),
            };
        };
        let (record, members) = (
            record.clone(),
            self.context.types.names.ty(id).members.clone(),
        );
        let mut fields = String::new();
        let mut shown = 0;
        let pad = " ".repeat(indent + 4);
        for (index, (field, name)) in record.fields.iter().zip(&members).enumerate() {
            let Some(value) = value
                .get(&field.name)
                .filter(|_| shown < self.limits.fields)
            else {
                continue;
            };
            let ty = field_type(self.context, (id, index), field, false);
            if let Some(value) = self.owned(&field.ty, &ty, value, depth, indent + 4) {
                fields.push_str(&format!("{pad}{name}: {value},\n"));
                shown += 1;
            }
        }
        let close = " ".repeat(indent);
        match shown {
            0 => format!("{path}::default()"),
            _ if shown == record.fields.len() => format!("{path} {{\n{fields}{close}}}"),
            _ => format!("{path} {{\n{fields}{pad}..{path}::default()\n{close}}}"),
        }
    }
}

fn label(name: &str, value: &str) -> String {
    if name == value {
        String::new()
    } else {
        format!("{name}: ")
    }
}

/// Whether an optional value stands in the item's own example.
fn is_shown(operation: &Operation, input: &Input<'_>, whole: bool) -> bool {
    if whole {
        return !input.required && is_given(operation, input);
    }
    let Some(example) = operation.examples.first() else {
        return false;
    };
    if input.required || input.deprecated {
        return false;
    }
    match input.source {
        Source::Parameter(one) => {
            let value = example
                .query
                .iter()
                .find(|(name, _)| *name == one.name)
                .map(|(_, value)| value);
            one.location == Location::Query
                && value.is_some_and(|value| value.as_deref() != Some(""))
        }
        Source::Field(_) | Source::Body(_) => false,
    }
}

fn of_body(body: &Body) -> Option<&Type> {
    match &body.kind {
        BodyKind::Json(ty) => Some(ty),
        BodyKind::GraphQl { variables, .. } => variables.as_ref(),
        _ => None,
    }
}

fn body_text(context: &Context<'_>, operation: &Operation) -> String {
    let body = sample::call(context.types.api, operation).body;
    let text = match body {
        Some(CallBody::Text { text, .. }) => text,
        _ => String::new(),
    };
    let graphql = matches!(
        operation.body.as_ref().map(|body| &body.kind),
        Some(BodyKind::GraphQl { .. })
    );
    match serde_json::from_str::<Value>(&text) {
        Ok(value) if graphql => value
            .get("variables")
            .map(Value::to_string)
            .unwrap_or_default(),
        _ => text,
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
                .filter(|one| one.is_finite())
                .unwrap_or(1.5)
        ),
        _ => "Default::default()".to_owned(),
    }
}

/// Text as a raw literal that nothing in it can end.
fn raw(text: &str, whole: bool) -> String {
    let text = if text.is_empty() { "null" } else { text };
    if whole {
        return format!("{text:?}");
    }
    if text.len() > 2000 || text.contains('\r') {
        return "\"{}\"".to_owned();
    }
    let mut hashes = String::from("#");
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{text}\"{hashes}")
}
