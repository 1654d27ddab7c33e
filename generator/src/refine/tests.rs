//! The passes, each by a small API.

use super::*;
use crate::infer::Shape;
use crate::model::api::testing::{ok, operation, origin, query};
use crate::model::api::*;
use crate::model::graph::{Recursion, needs_box};

/// Adds an operation whose response has the shape of a JSON text.
pub(super) fn add_operation(api: &mut Api, path: &str, parameters: Vec<Parameter>, json: &str) {
    let shape = Shape::from_json_text(json).unwrap();
    let ty = shape.lower(api, &[path.to_owned()], &origin());
    api.operations.push(Operation {
        name: String::new(),
        parameters,
        responses: vec![ok(Content::Json(ty))],
        ..operation("GET", path)
    });
}

pub(super) fn refined(api: Api) -> Api {
    refined_with(api, "").0
}

/// The refined API with this profile.
pub(super) fn refined_with(api: Api, profile: &str) -> (Api, Diagnostics) {
    let profile = Profile::with_overrides(profile).unwrap();
    refine(
        api,
        &mut Provenance::default(),
        &profile,
        &Selection::default(),
    )
}

fn response_type(api: &Api, index: usize) -> &Type {
    match &api.operations[index].responses[0].content {
        Content::Json(ty) => ty,
        other => panic!("{other:?}"),
    }
}

#[test]
fn equal_types_are_merged() {
    let mut api = Api::default();
    let user = r#"{"user": {"id": 1, "name": "x", "email": "", "city": "", "age": 3}}"#;
    let member = r#"{"member": {"age": 3, "id": 2, "name": "y", "email": "", "city": "z"}}"#;
    add_operation(&mut api, "/users", Vec::new(), user);
    add_operation(&mut api, "/members", Vec::new(), member);
    add_operation(&mut api, "/also", Vec::new(), user);
    let api = refined(api);
    // One type for persons, and one for each response, since these have a single field.
    assert_eq!(api.types.len(), 4, "{:#?}", api.types);
    assert_eq!(api.types[TypeId(1)].path, ["/users", "user"]);
}

#[test]
fn small_records_are_merged_only_where_their_key_is_equal() {
    let mut api = Api::default();
    add_operation(
        &mut api,
        "/a",
        Vec::new(),
        r#"{"owner": {"id": 1}, "x": 1, "group": {"id": 1}}"#,
    );
    add_operation(
        &mut api,
        "/b",
        Vec::new(),
        r#"{"owner": {"id": 2}, "y": 1, "owner2": {"id": 1}}"#,
    );
    let api = refined(api);
    assert_eq!(api.types.len(), 2 + 2, "{:#?}", api.types);
}

/// Adds an operation with a query parameter that is an enum.
fn add_enum(api: &mut Api, path: &str, key: &str, values: &[&str]) {
    let value = |text: &&str| EnumValue::new(*text, text.bytes().all(|byte| byte.is_ascii_digit()));
    let shape = TypeShape::Enum(values.iter().map(value).collect());
    let path_of_type = vec![path.to_owned(), key.to_owned()];
    let id = api.add_type(TypeDef::new(path_of_type, shape, origin()));
    add_operation(api, path, vec![query(key, Type::Named(id))], "1");
}

#[test]
fn enums_are_merged_where_their_key_is_equal_and_enums_of_numbers_are_not() {
    let words = ["approve", "cancel", "deny"];
    let mut api = Api::default();
    add_enum(&mut api, "/a", "action", &words);
    add_enum(&mut api, "/b", "action", &words);
    add_enum(&mut api, "/c", "state", &words);
    assert_eq!(refined(api).types.len(), 2);
    let mut api = Api::default();
    add_enum(&mut api, "/a", "type", &["1", "2", "3"]);
    add_enum(&mut api, "/b", "type", &["1", "2", "3"]);
    assert_eq!(refined(api).types.len(), 2);
}

#[test]
fn recursive_types_are_merged() {
    let mut api = Api::default();
    let tree =
        r#"{"id": 1, "name": "x", "a": 1, "b": 2, "child": {"id": 2, "name": "y", "child": null}}"#;
    add_operation(&mut api, "/a", Vec::new(), tree);
    add_operation(&mut api, "/b", Vec::new(), tree);
    let api = refined(api);
    assert_eq!(api.types.len(), 1, "{:#?}", api.types);
    assert_eq!(response_type(&api, 0), response_type(&api, 1));
    let recursion = Recursion::of(&api);
    let boxed: Vec<bool> = (0..5)
        .map(|index| recursion.needs_box(TypeId(0), index))
        .collect();
    assert_eq!(boxed, [false, false, false, false, true]);
}

#[test]
fn recursion_through_a_list_needs_no_box_and_through_records_needs_one() {
    let mut api = Api::default();
    add_operation(
        &mut api,
        "/a",
        Vec::new(),
        r#"{"id": 1, "all": [{"id": 2, "all": []}]}"#,
    );
    assert!(!needs_box(&api, TypeId(0), 1));
    add_operation(
        &mut api,
        "/b",
        Vec::new(),
        r#"{"id": 1, "l": {"up": {"id": 2, "l": {"up": null}}}}"#,
    );
    let recursion = Recursion::of(&api);
    let boxes = (0..3)
        .flat_map(|id| (0..2).map(move |index| (TypeId(id), index)))
        .filter(|(id, index)| recursion.needs_box(*id, *index));
    assert_eq!(boxes.count(), 1);
}

#[test]
fn unused_types_are_removed_and_ids_renumbered() {
    let mut api = Api::default();
    Shape::from_json_text(r#"{"a": {"b": 1}}"#)
        .unwrap()
        .lower(&mut api, &[], &origin());
    add_operation(&mut api, "/a", Vec::new(), r#"{"x": {"y": 1}}"#);
    let api = refined(api);
    assert_eq!(api.types.len(), 2);
    assert_eq!(response_type(&api, 0), &Type::Named(TypeId(0)));
    let TypeShape::Record(record) = &api.types[TypeId(0)].shape else {
        panic!("{:?}", api.types[TypeId(0)])
    };
    assert_eq!(record.fields[0].ty, Type::Named(TypeId(1)));
}

fn page(parameters: &[(&str, Type)], json: &str) -> Option<Pagination> {
    let mut api = Api::default();
    let parameters = parameters
        .iter()
        .map(|(name, ty)| query(name, ty.clone()))
        .collect();
    add_operation(&mut api, "/users/{id}/meetings", parameters, json);
    refined(api).operations.remove(0).pagination
}

fn path(keys: &[&str]) -> Vec<String> {
    keys.iter().map(|&key| key.to_owned()).collect()
}

#[test]
fn tokens_before_pages() {
    let json =
        r#"{"page_number": 1, "next_page_token": "t", "users": [{"id": 1}], "meetings": ["x"]}"#;
    let parameters = [
        ("page_number", Type::Integer),
        ("page_size", Type::Integer),
        ("next_page_token", Type::string()),
    ];
    let found = page(&parameters, json).unwrap();
    let token = PageStyle::Token {
        parameter: "next_page_token".to_owned(),
        field: path(&["next_page_token"]),
    };
    assert_eq!(found.style, token);
    assert_eq!(found.items, ["meetings"]);
    assert_eq!(found.size.as_deref(), Some("page_size"));
}

#[test]
fn styles() {
    let integer = |name| [(name, Type::Integer)];
    let style =
        |parameters: &[(&str, Type)], json: &str| page(parameters, json).map(|found| found.style);
    let number = PageStyle::Page {
        parameter: "page".to_owned(),
        first: 1,
    };
    assert_eq!(style(&integer("page"), "[1]"), Some(number));
    let offset = PageStyle::Offset {
        parameter: "$skip".to_owned(),
    };
    assert_eq!(style(&integer("$skip"), r#"{"value": [1]}"#), Some(offset));
    let cursor = PageStyle::Token {
        parameter: "cursor".to_owned(),
        field: path(&["response_metadata", "next_cursor"]),
    };
    let slack = r#"{"channels": [], "response_metadata": {"next_cursor": "x"}}"#;
    assert_eq!(style(&[("cursor", Type::string())], slack), Some(cursor));
    let link = PageStyle::Link {
        field: path(&["links", "next"]),
    };
    assert_eq!(
        style(
            &[],
            r#"{"data": [], "links": {"next": "https://a.test/2"}}"#
        ),
        Some(link)
    );
    assert_eq!(style(&integer("page"), r#"{"id": 1}"#), None);
    assert_eq!(style(&[("page", Type::Boolean)], "[1]"), None);
    assert_eq!(style(&[], r#"{"data": [], "next": "other"}"#), None);
}

#[test]
fn a_token_that_examples_do_not_show_becomes_a_field() {
    let mut api = Api::default();
    let parameters = vec![
        query("page_number", Type::Integer),
        query("next_page_token", Type::string()),
    ];
    add_operation(
        &mut api,
        "/users",
        parameters,
        r#"{"page_number": 1, "users": [{"id": 1}]}"#,
    );
    let api = refined(api);
    let Some(Pagination {
        style: PageStyle::Token { field, .. },
        ..
    }) = &api.operations[0].pagination
    else {
        panic!("{:?}", api.operations[0].pagination)
    };
    assert_eq!(field, &["next_page_token"]);
    let TypeShape::Record(record) = &api.types[TypeId(0)].shape else {
        panic!("{:?}", api.types[TypeId(0)])
    };
    assert_eq!(record.fields[2].name, "next_page_token");
}

#[test]
fn items_are_in_the_object_with_the_token() {
    let json = r#"{"issues": ["x"], "past": {"meetings": [], "next_page_token": ""}}"#;
    let found = page(&[("next_page_token", Type::string())], json).unwrap();
    assert_eq!(found.items, ["past", "meetings"]);
}

#[test]
fn items_are_the_list_whose_name_the_others_contain() {
    let json = r#"{"edited_messages": [1], "messages": [2], "next_page_token": "x"}"#;
    let found = page(&[("next_page_token", Type::string())], json).unwrap();
    assert_eq!(found.items, ["messages"]);
}

#[test]
fn the_first_page_may_be_zero() {
    let mut api = Api::default();
    let mut zero = query("page", Type::Integer);
    zero.examples.push("0".to_owned());
    add_operation(&mut api, "/users", vec![zero], "[1]");
    let found = refined(api).operations.remove(0).pagination.unwrap();
    assert_eq!(
        found.style,
        PageStyle::Page {
            parameter: "page".to_owned(),
            first: 0
        }
    );
}

#[test]
fn unclear_items_are_reported() {
    let mut api = Api::default();
    let token = query("next_page_token", Type::string());
    add_operation(
        &mut api,
        "/x",
        vec![token],
        r#"{"a": [1], "b": [2], "next_page_token": ""}"#,
    );
    let (api, diagnostics) = refined_with(api, "");
    assert_eq!(api.operations[0].pagination, None);
    assert_eq!(diagnostics.len(), 1);
}

/// An input with one operation, on a server, in a service.
fn input(path: &str, server: (&str, &str), service: &str, json: &str) -> (Api, Provenance) {
    let mut api = Api::default();
    api.servers.push(Server::new(server.0, server.1));
    api.services.push(Service::new(service, origin()));
    add_operation(&mut api, path, Vec::new(), json);
    let mut provenance = Provenance {
        requests: 1,
        ..Provenance::default()
    };
    api.operations[0].provenance = Some(provenance.add(vec![String::new()]));
    (api, provenance)
}

#[test]
fn a_later_input_replaces_in_place() {
    let mut first = input("/a/{id}", ("base", "https://h"), "Letters", r#"{"old": 1}"#);
    first.0.operations[0].groups = vec!["Letters".to_owned()];
    add_operation(&mut first.0, "/b", Vec::new(), r#"{"b": 1}"#);
    let basic = SecurityScheme::new(SecurityKind::Basic, origin());
    first.0.security.push(basic);
    first.0.operations[0].security = vec![SecurityAlternative::of(SchemeId(0))];
    let mut second = input("/a/{name}", ("base", ""), "a", r#"{"new": {"x": 1}}"#);
    second.0.operations[0].name = "Newer".to_owned();

    let (api, provenance, diagnostics) = merge(vec![first, second]);

    let newer = &api.operations[0];
    assert_eq!(newer.key.path, "/a/{name}");
    assert_eq!(provenance.source_paths(newer), ["Letters / Newer"]);
    assert_eq!(api.service(newer.service).name, "Letters");
    assert_eq!(newer.security, [SecurityAlternative::of(SchemeId(0))]);
    assert_eq!(api.servers[newer.server].url, "https://h");
    let Type::Named(id) = response_type(&api, 0) else {
        panic!()
    };
    let TypeShape::Record(record) = &api.type_def(*id).shape else {
        panic!()
    };
    assert_eq!(record.fields[0].name, "new");
    assert!(
        matches!(record.fields[0].ty, Type::Named(inner) if matches!(&api.type_def(inner).shape, TypeShape::Record(x) if x.fields[0].name == "x"))
    );
    assert_eq!(
        (api.operations.len(), api.services.len(), api.servers.len()),
        (2, 1, 1)
    );
    assert_eq!((provenance.requests, diagnostics.len()), (2, 1));
}

#[test]
fn operations_of_a_later_input_are_added() {
    let first = input("/a", ("base", "https://h"), "a", "{}");
    let second = input("/b", ("other", "https://o"), "b", "{}");
    let (api, _, diagnostics) = merge(vec![first, second]);
    assert_eq!(api.service(api.operations[1].service).name, "b");
    assert_eq!(api.servers[api.operations[1].server].url, "https://o");
    assert!(diagnostics.is_empty());
    assert_eq!(merge(Vec::new()).0.operations.len(), 0);
}
