//! How many parts of each kind a document declares.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use serde_json::Value;

use super::lower::{Call, calls};
use super::reference::{References, Unresolved, joined};
use super::value::OpenApiValue;
use super::{Description, Version, root};
use crate::ground::cycle::in_cycles;
use crate::ground::diagnostic::Origin;
use crate::read::source::At;

/// The keys whose members have names that the author of the document chose, so that they are no keywords.
const NAMED: &[&str] = &[
    "properties",
    "patternProperties",
    "$defs",
    "definitions",
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "links",
    "callbacks",
    "pathItems",
    "paths",
    "dependentSchemas",
    "x-ms-paths",
    "content",
    "webhooks",
    "encoding",
];

/// The keys whose values are data, in which a `$ref` is no reference.
const DATA: &[&str] = &["example", "default", "const", "enum"];

/// How many parts of each kind a document declares, by the name of the kind.
///
/// Parameters, bodies and responses are those of operations; a parameter counts for each operation that has it. References
/// in examples and in extensions do not count. Unresolvable references are counted without repeats; those to URLs are not
/// looked up.
pub(super) fn counts(description: &Description) -> IndexMap<&'static str, usize> {
    let root = root(&description.document);
    let references = References::new(&description.document);
    let is_swagger = description.version == Version::Swagger2;
    let schemas = components(&root, is_swagger, "definitions", "schemas");
    let found = found_references(&root);
    let is_external = |(_, text): &&(Origin, &str)| !text.starts_with('#');
    let schemes = components(&root, is_swagger, "securityDefinitions", "securitySchemes");
    let mut counts = operation_counts(&calls(&root, &references), &references, is_swagger);
    counts.extend([
        ("paths", path_keys(&root)),
        ("schemas", schemas.len()),
        ("security_schemes", schemes.len()),
        ("webhooks", root.entries_of("webhooks").len()),
        ("refs", found.len()),
        ("external_refs", found.iter().filter(is_external).count()),
        ("unresolvable_refs", unresolvable(&found, &references)),
        ("recursive_schemas", recursive(&schemas, is_swagger)),
    ]);
    counts
}

/// The counts of the parts of operations.
fn operation_counts(
    calls: &[Call<'_>],
    references: &References<'_>,
    is_swagger: bool,
) -> IndexMap<&'static str, usize> {
    let in_body = |place: &str| is_swagger && matches!(place, "body" | "formData");
    let (mut outside, mut bodies, mut responses, mut deprecated) = (0, 0, 0, 0);
    let mut ids: BTreeMap<String, usize> = BTreeMap::new();
    let mut tags: BTreeSet<String> = BTreeSet::new();
    for call in calls {
        let operation = &call.operation;
        let parameters = parameters(call, references);
        let of_body = parameters
            .iter()
            .filter(|(place, _)| in_body(place))
            .count();
        outside += parameters.len() - of_body;
        let has_body = of_body > 0 || (!is_swagger && operation.declares("requestBody"));
        bodies += usize::from(has_body);
        let statuses = operation.entries_of("responses").into_iter();
        responses += statuses
            .filter(|(status, _)| !status.starts_with("x-"))
            .count();
        deprecated += usize::from(operation.flag("deprecated"));
        tags.extend(operation.texts_of("tags"));
        let id = operation.scalar_text("operationId").unwrap_or_default();
        *ids.entry(id).or_default() += 1;
    }
    let unnamed = ids.remove("").unwrap_or_default();
    let repeated = ids.values().filter(|count| **count > 1).count();
    IndexMap::from([
        ("operations", calls.len()),
        ("parameters", outside),
        ("request_bodies", bodies),
        ("responses", responses),
        ("operations_without_operationId", unnamed),
        ("duplicate_operationIds", repeated),
        ("tags", tags.len()),
        ("deprecated_operations", deprecated),
    ])
}

/// The components of a kind, by the key that each version has for it.
fn components<'d>(root: &At<'d>, is_swagger: bool, old: &str, new: &str) -> Vec<(&'d str, At<'d>)> {
    match is_swagger {
        true => root.entries_of(old),
        false => root
            .get("components")
            .map(|all| all.entries_of(new))
            .unwrap_or_default(),
    }
}

fn path_keys(root: &At<'_>) -> usize {
    let paths = ["paths", "x-ms-paths"].into_iter();
    let paths = paths.flat_map(|key| root.entries_of(key));
    paths.filter(|(path, _)| !path.starts_with("x-")).count()
}

/// The parameters of an operation and of its path, by place and name.
fn parameters(call: &Call<'_>, references: &References<'_>) -> BTreeSet<(String, String)> {
    let of_path = call.item.elements_of("parameters").into_iter();
    let all = of_path.chain(call.operation.elements_of("parameters"));
    let all = all.filter_map(|node| references.target(&node).ok());
    let all = all.filter(|node| node.value.is_object());
    all.map(|node| {
        let text = |key: &str| node.scalar_text(key).unwrap_or_default();
        (text("in"), text("name"))
    })
    .collect()
}

/// What the members of a value are.
#[derive(Clone, Copy, PartialEq)]
enum Members {
    /// Keywords, such as `properties`.
    Keywords,
    /// Values by names that the author chose.
    Named,
    /// Those of an example; its `value` is data.
    OfExample,
    /// Examples by name.
    Examples,
}

/// The references of a document, with their origins.
fn found_references<'d>(root: &At<'d>) -> Vec<(Origin, &'d str)> {
    let mut found = Vec::new();
    let mut open = vec![(root.clone(), Members::Keywords)];
    while let Some((node, members)) = open.pop() {
        if let Value::Array(_) = node.value {
            let elements = node.elements().into_iter();
            open.extend(elements.map(|element| (element, Members::Keywords)));
            continue;
        }
        if let Some(text) = node.value.get("$ref").and_then(Value::as_str) {
            found.push((node.origin.clone(), text));
        }
        for (key, member) in node.entries() {
            if let Some(inner) = inner_members(members, key, member.value) {
                open.push((member, inner));
            }
        }
    }
    found
}

/// What the members of a member are; `None` where the member is data.
fn inner_members(members: Members, key: &str, value: &Value) -> Option<Members> {
    match members {
        Members::Named => return Some(Members::Keywords),
        Members::Examples => return Some(Members::OfExample),
        Members::OfExample if key == "value" => return None,
        Members::OfExample | Members::Keywords => {}
    }
    let is_extension = key.starts_with("x-") && key != "x-ms-paths";
    match value {
        _ if DATA.contains(&key) || is_extension => None,
        Value::Object(_) if key == "examples" => Some(Members::Examples),
        Value::Array(_) if key == "examples" => None,
        Value::Object(_) if NAMED.contains(&key) => Some(Members::Named),
        _ => Some(Members::Keywords),
    }
}

/// The number of references without a target, each text counted once.
fn unresolvable(found: &[(Origin, &str)], references: &References<'_>) -> usize {
    let mut known = BTreeSet::new();
    let is_lost = |(origin, text): &&(Origin, &str)| match references.find(text, origin) {
        Ok(_) => false,
        Err(Unresolved::OtherFile) => joined("", text.split('#').next().unwrap_or(text)).is_some(),
        Err(Unresolved::Missing | Unresolved::Circle) => true,
    };
    let first = found.iter().filter(|(_, text)| known.insert(*text));
    first.filter(is_lost).count()
}

/// The number of schemas that refer to themselves, also by way of others.
fn recursive(schemas: &[(&str, At<'_>)], is_swagger: bool) -> usize {
    let prefix = match is_swagger {
        true => "#/definitions/",
        false => "#/components/schemas/",
    };
    let names = schemas.iter().enumerate();
    let names: BTreeMap<&str, usize> = names.map(|(index, (name, _))| (*name, index)).collect();
    let edges = schemas.iter().map(|(_, schema)| {
        let found = found_references(schema).into_iter();
        let targets = found.filter_map(|(_, text)| text.strip_prefix(prefix));
        targets
            .filter_map(|name| names.get(name).copied())
            .collect()
    });
    let edges: Vec<Vec<usize>> = edges.collect();
    in_cycles(&edges)
        .iter()
        .filter(|is_recursive| **is_recursive)
        .count()
}
