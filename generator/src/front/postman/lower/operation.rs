//! Operations, from the items of a group.

use crate::ground::diagnostic::Origin;
use crate::ground::words::letters_and_digits;
use crate::infer::{OperationFacts, operation_facts};
use crate::model::api::{
    Location, Operation, OperationKey, Parameter, PathEncoding, Service, ServiceId,
};

use crate::model::profile::ALIAS_OF_CALLER;

use super::super::model::{Collection, Folder};
use super::Lowering;
use super::group::Group;

impl Lowering<'_> {
    /// Adds the operation of a group.
    pub(super) fn operation(&mut self, group: &Group<'_>, collection: &Collection) {
        let lead = group.lead();
        let name = lead.name();
        let facts = operation_facts(
            self.profile,
            lead.item.description.as_deref().unwrap_or_default(),
        );
        let service = self.service(group, collection);
        let authentication = self.authentication(group);
        let mut parameters = self.path_parameters(group, &name);
        encode_twice(&mut parameters, &facts);
        let auth_key = authentication.query.as_deref();
        parameters.extend(self.query_parameters(group, &name, auth_key));
        let body = self.body(group, &name);
        let auth_header = authentication.header.as_deref();
        parameters.extend(self.header_parameters(group, &name, auth_header, body.is_some()));
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
            name: lead.item.name.clone(),
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
            security: authentication.scheme,
            effects: facts.effects,
            notes,
            examples: self.examples(group),
            provenance: Some(self.provenance.add(source_paths)),
            ..Operation::new(key, service, lead.item.origin.clone())
        };
        self.api.operations.push(operation);
    }

    /// The service of a group: its outermost folder, else the first literal segment of the path that is not a version or
    /// the like, else the collection.
    fn service(&mut self, group: &Group<'_>, collection: &Collection) -> ServiceId {
        if let Some(folder) = group
            .lead()
            .folders
            .first()
            .filter(|folder| !folder.name.trim().is_empty())
        {
            let Folder {
                name,
                description,
                origin,
                ..
            } = folder;
            return self.named_service(name, description.as_ref(), origin);
        }
        let route = group.route();
        let subject = route.literals.iter().find(|segment| !is_preamble(segment));
        let name = subject
            .or(route.literals.first())
            .unwrap_or(&collection.name)
            .clone();
        self.named_service(&name, None, &group.lead().item.origin)
    }

    fn named_service(
        &mut self,
        name: &str,
        description: Option<&String>,
        origin: &Origin,
    ) -> ServiceId {
        // A folder `Credit Notes`, and `credit_notes` in the path of an item outside folders, are one group.
        let letters = letters_and_digits(name);
        let exact = self.groups.get(name);
        let alike = || self.groups_by_letters.get(&letters);
        let id = exact.or_else(alike).copied().unwrap_or_else(|| {
            let id = self.api.services.push(Service::new(name, origin.clone()));
            self.groups.insert(name.to_owned(), id);
            // A name without letters is like no other.
            if !letters.is_empty() {
                self.groups_by_letters.insert(letters, id);
            }
            id
        });
        if let Some(service) = self.api.services.get_mut(id) {
            service.description = service.description.take().or_else(|| description.cloned());
        }
        id
    }
}

/// Whether a segment says nothing about the resource: `api`, `rest`, `v2`, `2.0`.
fn is_preamble(segment: &str) -> bool {
    let lower = segment.to_ascii_lowercase();
    let version = lower.strip_prefix('v').unwrap_or(&lower);
    ["api", "rest", "services"].contains(&lower.as_str())
        || (version.starts_with(|c: char| c.is_ascii_digit())
            && version.chars().all(|c| c.is_ascii_digit() || c == '.'))
}

/// Encodes the identifier of the path twice where the description asks for it without saying which: the only parameter of
/// the path, or the one that is called a UUID.
fn encode_twice(parameters: &mut [Parameter], facts: &OperationFacts) {
    let is_twice = |parameter: &Parameter| parameter.encoding == PathEncoding::Twice;
    if !facts.double_encode || parameters.iter().any(is_twice) {
        return;
    }
    let in_path = |parameter: &&Parameter| parameter.location == Location::Path;
    let is_only = parameters.iter().filter(in_path).count() == 1;
    let is_uuid = |text: &str| text.to_ascii_lowercase().contains("uuid");
    for parameter in parameters {
        let description = parameter.description.as_deref();
        if is_only || is_uuid(&parameter.name) || description.is_some_and(is_uuid) {
            parameter.encoding = PathEncoding::Twice;
        }
    }
}
