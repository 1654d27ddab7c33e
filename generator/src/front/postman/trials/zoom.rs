//! The seed's item and the Zoom collection.

use crate::model::api::{BodyKind, Content, Location, SecurityKind, Status, Type};

use crate::model::profile::ALIAS_OF_CALLER;

use super::{lowered, read, root};

#[test]
fn the_seeds_item() {
    let path = root().join("collections/zoom/update-a-users-password.postman_item.json");
    let (api, provenance, diagnostics) = lowered(&read(&path).unwrap());
    let [operation] = api.operations.as_slice() else {
        panic!("{:?}", provenance.skipped)
    };
    assert_eq!(operation.key.to_string(), "PUT /users/{userId}/password");
    assert_eq!(api.service(operation.service).name, "users");
    let [user] = operation.parameters.as_slice() else {
        panic!("{:?}", operation.parameters)
    };
    assert_eq!(
        (user.name.as_str(), user.location, user.required),
        ("userId", Location::Path, true)
    );
    assert_eq!(user.ty, Type::string());
    let Some(BodyKind::Multipart(fields)) = operation.body.as_ref().map(|body| &body.kind) else {
        panic!()
    };
    assert_eq!(
        (fields[0].name.as_str(), fields[0].required, fields.len()),
        ("password", true, 1)
    );
    assert!(matches!(fields[0].ty, Type::String(_)));
    let responses: Vec<_> = operation
        .responses
        .iter()
        .map(|response| (response.status, response.content.clone()))
        .collect();
    assert_eq!(responses, [(Status::Code(204), Content::Empty)]);
    let errors: Vec<_> = operation
        .errors
        .iter()
        .map(|error| (error.status.to_string(), error.code.as_deref()))
        .collect();
    assert_eq!(
        errors,
        [
            ("400".to_owned(), Some("300")),
            ("404".to_owned(), Some("1001"))
        ]
    );
    assert_eq!(operation.effects.scopes, ["user:write:admin", "user:write"]);
    assert_eq!(operation.effects.rate_label.as_deref(), Some("Medium"));
    assert!(operation.notes.has(ALIAS_OF_CALLER));
    let scheme = operation
        .authentication()
        .and_then(|way| api.schemes_of(way).next())
        .map(|scheme| &scheme.kind);
    assert!(matches!(scheme, Some(SecurityKind::OAuth2(_))));
    assert_eq!(
        (api.servers[0].name.as_str(), api.servers[0].url.as_str()),
        ("baseUrl", "")
    );
    assert_eq!(operation.examples.len(), 1, "{:#?}", operation.examples);
    assert!(
        diagnostics
            .iter()
            .all(|diagnostic| diagnostic.severity() == crate::ground::diagnostic::Severity::Info),
        "{diagnostics:?}"
    );
}

#[test]
fn the_whole_collection() {
    let path = root().join("collections/zoom/zoom.postman_collection.json");
    let collection = read(&path).unwrap();
    let saved: usize = super::super::resolve::items(&collection)
        .iter()
        .map(|placed| placed.item.responses.len())
        .sum();
    let (api, provenance, diagnostics) = lowered(&collection);
    for one in &diagnostics {
        eprintln!("{} {} {:?}", one.code, one.message, one.origin);
    }
    assert_eq!(
        (provenance.requests, api.operations.len(), saved),
        (310, 310, 827)
    );
    assert!(provenance.skipped.is_empty());
    assert_eq!(api.servers.len(), 1, "{:?}", api.servers);
    assert_eq!(api.servers[0].url, "https://api.zoom.us/v2");
    assert!(api.operations.iter().all(
        |operation| operation.authentication().is_some() && operation.key.path.starts_with('/')
    ));
    let documented: usize = api
        .operations
        .iter()
        .map(|operation| operation.responses.len() + operation.errors.len())
        .sum();
    assert!(documented >= 827, "{documented}");
}
