//! Operations, from the items of a group.

use crate::ground::title::Title;
use crate::infer::{OperationFacts, operation_facts};
use crate::model::api::{
    Effects, Location, Operation, OperationKey, Parameter, PathEncoding, SecurityAlternative,
};

use crate::model::profile::ALIAS_OF_CALLER;

use super::super::model::Collection;
use super::Lowering;
use super::group::Group;
use super::rpc::separate_call;
use super::service::Place;

impl Lowering<'_> {
    /// Adds the operation of a group.
    pub(super) fn operation(
        &mut self,
        group: &Group<'_>,
        place: &Place<'_>,
        collection: &Collection,
    ) {
        let lead = group.lead();
        let name = lead.name();
        let facts = operation_facts(
            self.profile,
            lead.item.description.as_deref().unwrap_or_default(),
        );
        let service = self.service(group, place, collection);
        let authentication = self.authentication(group);
        let mut parameters = self.path_parameters(group, &name);
        set_double_encoding(&mut parameters, &facts);
        let auth_key = authentication.query.as_deref();
        parameters.extend(self.query_parameters(group, &name, auth_key));
        let mut body = self.body(group, &name);
        let mut examples = self.examples(group);
        if let Some(body) = &mut body {
            separate_call(&self.api, body, &mut examples);
        }
        let auth_header = authentication.header.as_deref();
        // A request of no text states its `Content-Type` itself, as in Postman.
        let has_body = body.as_ref().is_some_and(|body| !body.is_optional_any());
        parameters.extend(self.header_parameters(group, &name, auth_header, has_body));
        let answers = self.answers(group, &name);
        let server = facts
            .host
            .as_deref()
            .map_or(group.base.server, |host| self.named_server(host));
        let mut notes = facts.notes;
        for parameter in &parameters {
            let aliases = parameter.notes.get(ALIAS_OF_CALLER);
            notes.set(ALIAS_OF_CALLER, aliases.to_vec());
        }
        let source_paths = group.items().map(|placed| placed.label()).collect();
        let key = OperationKey::new(&group.first().method, &group.route().template);
        let operation = Operation {
            name: group.name().to_owned(),
            groups: lead
                .folders
                .iter()
                .map(|folder| folder.name.clone())
                .collect(),
            description: Some(facts.text).filter(|text| !text.trim().is_empty()),
            server,
            parameters,
            body,
            responses: answers.responses,
            errors: answers.errors,
            security: authentication
                .scheme
                .map(SecurityAlternative::of)
                .into_iter()
                .collect(),
            effects: Effects {
                deprecated: facts.effects.deprecated || Title::of(&lead.item.name).deprecated,
                ..facts.effects
            },
            notes,
            examples,
            exchanges: self.exchanges(group),
            provenance: Some(self.provenance.add(source_paths)),
            ..Operation::new(key, service, lead.item.origin.clone())
        };
        self.api.operations.push(operation);
    }
}

/// Where the description of the operation asks for double encoding and that of no parameter does: marks the only parameter
/// of the path, or those whose name or description mentions a UUID.
fn set_double_encoding(parameters: &mut [Parameter], facts: &OperationFacts) {
    let is_twice = |parameter: &Parameter| parameter.encoding == PathEncoding::Twice;
    if !facts.double_encode || parameters.iter().any(is_twice) {
        return;
    }
    let in_path = |parameter: &&Parameter| parameter.location == Location::Path;
    let is_only = parameters.iter().filter(in_path).count() == 1;
    let is_uuid = |text: &str| text.to_ascii_lowercase().contains("uuid");
    for parameter in parameters {
        if parameter.location != Location::Path {
            continue;
        }
        let description = parameter.description.as_deref();
        if is_only || is_uuid(&parameter.name) || description.is_some_and(is_uuid) {
            parameter.encoding = PathEncoding::Twice;
        }
    }
}
