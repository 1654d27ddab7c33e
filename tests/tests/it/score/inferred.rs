//! The facts that Posthaste infers from a collection.

use camino::Utf8Path;
use posthaste::make::Inputs;
use posthaste::model::api::{
    Api, Body, BodyKind, Content, Location, Operation, Record, StringFormat, Type, TypeId,
    TypeShape,
};
use posthaste::read::config::Client;

use super::fact::{Fact, Facts, Section, below, operation_key};

/// Reads a collection with a profile.
pub(crate) fn read(collection: &Utf8Path, profile: &Utf8Path) -> Facts {
    let client = Client {
        inputs: vec![collection.to_owned()],
        profile: Some(profile.to_owned()),
        ..Client::default()
    };
    let inputs = Inputs::read(&client).expect("the collection is readable");
    let api = inputs.understand().api;
    let mut reader = Reader {
        api: &api,
        facts: Facts::default(),
        operation: String::new(),
        section: Section::Parameter,
    };
    for operation in &api.operations {
        reader.operation(operation);
    }
    reader.facts
}

struct Reader<'a> {
    api: &'a Api,
    facts: Facts,
    operation: String,
    section: Section,
}

impl Reader<'_> {
    fn operation(&mut self, operation: &Operation) {
        self.operation = operation_key(&operation.key.method, &operation.key.path);
        self.facts.operations.insert(self.operation.clone());
        self.section = Section::Parameter;
        let queries = operation.parameters.iter();
        for query in queries.filter(|parameter| parameter.location == Location::Query) {
            self.add(&query.name, &query.ty, Some(query.required));
        }
        self.section = Section::Body;
        if let Some(body) = &operation.body {
            self.body(body);
        }
        self.section = Section::Response;
        let mut answers = operation.responses.iter();
        if let Some(ty) = answers.find_map(|answer| match &answer.content {
            Content::Json(ty) => Some(ty),
            _ => None,
        }) {
            self.inside("", ty, &mut Vec::new());
        }
    }

    fn body(&mut self, body: &Body) {
        match &body.kind {
            BodyKind::Json(ty) => self.inside("", ty, &mut Vec::new()),
            BodyKind::Form(fields) | BodyKind::Multipart(fields) | BodyKind::Object(fields) => {
                for field in fields {
                    self.add(&field.name, &field.ty, Some(field.required));
                }
            }
            BodyKind::Text | BodyKind::Bytes | BodyKind::GraphQl { .. } => {}
        }
    }

    fn add(&mut self, path: &str, ty: &Type, required: Option<bool>) {
        self.put(path, ty, required, &mut Vec::new());
    }

    fn put(&mut self, path: &str, ty: &Type, required: Option<bool>, above: &mut Vec<TypeId>) {
        let mut fact = self.fact(ty);
        fact.required = required;
        let place = (self.operation.clone(), self.section, path.to_owned());
        self.facts.by_place.insert(place, fact);
        self.inside(path, ty, above);
    }

    fn inside(&mut self, path: &str, ty: &Type, above: &mut Vec<TypeId>) {
        match ty {
            Type::Array(element) => self.put(&format!("{path}[]"), element, None, above),
            Type::Named(id) if !above.contains(id) => {
                above.push(*id);
                if let TypeShape::Record(record) = &self.api.type_def(*id).shape {
                    self.record(path, record, above);
                }
                above.pop();
            }
            _ => {}
        }
    }

    fn record(&mut self, path: &str, record: &Record, above: &mut Vec<TypeId>) {
        for field in &record.fields {
            self.put(
                &below(path, &field.name),
                &field.ty,
                Some(field.required),
                above,
            );
        }
    }

    fn fact(&self, ty: &Type) -> Fact {
        let kind = match ty {
            Type::Any => "any",
            Type::Boolean => "boolean",
            Type::Integer | Type::Unsigned => "integer",
            Type::Number | Type::BigNumber => "number",
            Type::String(_) | Type::Binary => "string",
            Type::Array(_) => "array",
            Type::Map(_) => "object",
            Type::Named(id) => return self.named(*id),
            Type::Nullable(inner) => return self.fact(inner),
        };
        Fact {
            kind,
            format: format(ty),
            ..Fact::default()
        }
    }

    fn named(&self, id: TypeId) -> Fact {
        match &self.api.type_def(id).shape {
            TypeShape::Record(_) => Fact {
                kind: "object",
                ..Fact::default()
            },
            TypeShape::Union(union) => Fact {
                kind: if union.tag.is_some() { "object" } else { "any" },
                ..Fact::default()
            },
            TypeShape::Identifier => Fact {
                kind: "string",
                ..Fact::default()
            },
            TypeShape::Enum(values) => Fact {
                kind: match values.iter().all(|value| value.numeric) {
                    true => "integer",
                    false => "string",
                },
                choices: values.iter().map(|value| value.value.clone()).collect(),
                ..Fact::default()
            },
        }
    }
}

fn format(ty: &Type) -> Option<String> {
    let word = match ty {
        Type::Binary => "binary",
        Type::String(StringFormat::Date) => "date",
        Type::String(StringFormat::DateTime) => "date-time",
        Type::String(StringFormat::Uuid) => "uuid",
        Type::String(StringFormat::Email) => "email",
        Type::String(StringFormat::Url) => "uri",
        Type::String(StringFormat::Other(other)) => other,
        _ => return None,
    };
    Some(word.to_owned())
}
