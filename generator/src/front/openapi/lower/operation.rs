//! Operations.

use crate::ground::diagnostic::{Code, Origin};
use crate::infer::{OperationFacts, operation_facts};
use crate::model::api::{
    Effects, Location, Operation, OperationKey, OperationProvenance, Parameter, ServiceId, Type,
    source_path,
};
use crate::read::source::At;

use super::super::value::OpenApiValue;
use super::path::{decoded, is_token, split_key, subject};
use super::{Call, Lowering};

impl<'d> Lowering<'d> {
    /// Adds the operation of a method of a path.
    pub(super) fn call(&mut self, call: &Call<'d>) {
        self.provenance.requests += 1;
        let operation = &call.operation;
        let (path, query) = split_key(call.path);
        let mut groups = tags(operation);
        let other_groups = groups.split_off(groups.len().min(1));
        let id = operation.scalar_text("operationId").unwrap_or_default();
        let label = match id.is_empty() {
            true => format!("{} {}", call.method, call.path),
            false => id.clone(),
        };
        let source = source_path(&groups, &label);
        if !is_token(&call.method) {
            let message = format!("`{}` is no HTTP method", call.method);
            self.report(Code::BadMethod, message.clone(), &operation.origin);
            self.skip(source, message, &operation.origin);
            return;
        }
        let service = self.service_of(&groups, &path, &operation.origin);
        let description = operation.prose_of("description");
        let facts = operation_facts(self.profile, description.as_deref().unwrap_or_default());
        let declared = self.parameters(call);
        let name = operation_name(&id, operation, call, &path);
        let placed = self.placed(&declared, &path);
        let mut parameters = self.path_parameters(&path, &placed, &name, &operation.origin);
        parameters.extend(constant_query(query, &operation.origin));
        parameters.extend(self.other_parameters(&placed, &name));
        let body = self.body(call, &declared, &name);
        let answers = self.answers(call, &name);
        let key = OperationKey::new(&call.method, &path);
        let example = self.example(&declared, &parameters, call);
        let lowered = Operation {
            name: id,
            summary: operation.prose_of("summary"),
            groups,
            effects: effects(&facts, operation),
            notes: facts.notes,
            description: Some(facts.text).filter(|text| !text.trim().is_empty()),
            server: self.server_of(call),
            parameters,
            strict_query: true,
            body,
            responses: answers.responses,
            errors: answers.errors,
            response_headers: answers.headers,
            security: self.security_of(operation),
            examples: example.into_iter().collect(),
            provenance: Some(self.provenance.operations.push(OperationProvenance {
                source_paths: vec![source],
                other_groups,
            })),
            ..Operation::new(key, service, operation.origin.clone())
        };
        self.api.operations.push(lowered);
    }

    /// The service of an operation: its first tag, else the first literal segment of its path that is not a version or the
    /// like, else the API.
    fn service_of(&mut self, groups: &[String], path: &str, origin: &Origin) -> ServiceId {
        let title = self.api.title.clone();
        let name = groups.first().map(String::as_str).or_else(|| subject(path));
        self.service(name.unwrap_or(&title), origin)
    }
}

/// The name by which the types of an operation are named.
fn operation_name(id: &str, operation: &At<'_>, call: &Call<'_>, path: &str) -> String {
    if !id.is_empty() {
        return id.to_owned();
    }
    let summary = operation.scalar_text("summary");
    summary.unwrap_or_else(|| format!("{} {path}", call.method.to_lowercase()))
}

/// The names of the tags.
fn tags(operation: &At<'_>) -> Vec<String> {
    let tags = operation.elements_of("tags");
    let names = tags
        .iter()
        .filter_map(|tag| tag.text().or_else(|| tag.scalar_text("name")));
    names.filter(|name| !name.trim().is_empty()).collect()
}

/// Facts of the description, with what the document declares.
fn effects(facts: &OperationFacts, operation: &At<'_>) -> Effects {
    Effects {
        deprecated: facts.effects.deprecated || operation.flag("deprecated"),
        ..facts.effects.clone()
    }
}

/// The pairs of a query that is part of a key in `paths`; they are always sent.
fn constant_query(query: Option<&str>, origin: &Origin) -> Vec<Parameter> {
    let pairs = query.into_iter().flat_map(|query| query.split('&'));
    let pairs = pairs.filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Parameter {
                constant: Some(decoded(value)),
                required: true,
                ..Parameter::new(
                    decoded(name),
                    Location::Query,
                    Type::string(),
                    origin.clone(),
                )
            }
        })
        .collect()
}
