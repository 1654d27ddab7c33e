//! Corrections of the profile, and pagination of searches, each by a small API.

use super::tests::{add_operation, refined, refined_with};
use super::*;
use crate::infer::Shape;
use crate::model::api::testing::{body, field, origin, query};
use crate::model::api::*;

#[test]
fn the_profile_corrects_single_operations_and_nothing_else() {
    let correct = |text: &str| {
        let mut api = Api::default();
        add_operation(&mut api, "/users", Vec::new(), "{}");
        let (api, diagnostics) = refined_with(api, text);
        (api.operations[0].effects.clone(), diagnostics)
    };
    let text = "[operations.\"GET /users\"]\nidempotent = false\nrate_label = \"Heavy\"";
    let (effects, diagnostics) = correct(text);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!(effects.idempotent, Some(false));
    assert_eq!(effects.rate_label.as_deref(), Some("Heavy"));
    let (_, diagnostics) = correct("[operations.\"GET /user\"]\nidempotent = false");
    let error = diagnostics.iter().next().expect("an error");
    assert_eq!(error.help.as_deref(), Some("did you mean `GET /users`?"));
    assert!(Profile::with_overrides("[operations.\"GET /users\"]\nidempotnt = true").is_err());
}

#[test]
fn a_correction_makes_a_field_of_the_body_nullable() {
    let clearable = |path: &str| {
        let mut api = Api::default();
        add_operation(&mut api, "/users", Vec::new(), "{}");
        let shape = Shape::from_json_text(r#"{"dept": "a", "homes": [{"town": "b", "zip": 1}]}"#);
        let ty = shape.unwrap().lower(&mut api, &["x".to_owned()], &origin());
        api.operations[0].body = Some(body(BodyKind::Json(ty), "application/json"));
        let text =
            format!("[operations.\"GET /users\"]\nfields.\"body.{path}\" = {{ nullable = true }}");
        let (api, diagnostics) = refined_with(api, &text);
        let records = api.types.iter().filter_map(|def| match &def.shape {
            TypeShape::Record(record) => Some(record),
            _ => None,
        });
        let fields = records.flat_map(|record| &record.fields);
        let clearable = fields.filter(|field| field.clearable && field.nullable);
        let names: Vec<String> = clearable.map(|field| field.name.clone()).collect();
        (names, diagnostics.is_empty())
    };
    assert_eq!(clearable("dept"), (vec!["dept".to_owned()], true));
    assert_eq!(clearable("homes[].zip"), (vec!["zip".to_owned()], true));
    assert_eq!(clearable("homes[].street"), (Vec::new(), false));
}

#[test]
fn corrections_make_fields_and_responses_files() {
    let mut api = Api::default();
    add_operation(&mut api, "/users", Vec::new(), "{}");
    api.operations[0].body = Some(body(
        BodyKind::Multipart(vec![field("pic", Type::string())]),
        "multipart/form-data",
    ));
    let text = "[operations.\"GET /users\"]\nfields.\"body.pic\" = { type = \"file\" }\nfields.\"response.200\" = { type = \"file\" }";
    let (api, diagnostics) = refined_with(api, text);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let operation = &api.operations[0];
    let Some(BodyKind::Multipart(fields)) = operation.body.as_ref().map(|body| &body.kind) else {
        panic!("{operation:?}")
    };
    assert_eq!(fields[0].ty, Type::Binary);
    let file = Content::Bytes("application/octet-stream".to_owned());
    assert_eq!(operation.responses[0].content, file);
    // The type of the former response is removed, and a field that the form lacks is an error.
    assert!(api.types.is_empty(), "{:?}", api.types);
    let text = "[operations.\"GET /users\"]\nfields.\"body.picture\" = { type = \"file\" }";
    let (_, diagnostics) = refined_with(api, text);
    assert_eq!(diagnostics.iter().count(), 1);
}

/// The pagination of an operation that posts this JSON and is answered by that JSON.
fn searched(body: &str, answer: &str) -> Option<Pagination> {
    let mut api = Api::default();
    add_operation(&mut api, "/users/search", Vec::new(), answer);
    let ty = Shape::from_json_text(body)
        .unwrap()
        .lower(&mut api, &["x".to_owned()], &origin());
    api.operations[0].key.method = "POST".to_owned();
    api.operations[0].body = Some(self::body(BodyKind::Json(ty), "application/json"));
    refined(api).operations.remove(0).pagination
}

#[test]
fn a_token_may_be_sent_in_the_body() {
    let found = searched(
        r#"{"text": "a", "cursor": "x"}"#,
        r#"{"hits": [{"id": 1}], "next_cursor": "y"}"#,
    )
    .unwrap();
    assert!(found.in_body);
    assert!(
        matches!(&found.style, PageStyle::Token { parameter, field } if parameter == "cursor" && field == &["next_cursor"])
    );
    // Without a token in the answer it is only a field.
    assert_eq!(
        searched(r#"{"after": "x"}"#, r#"{"hits": [{"id": 1}]}"#),
        None
    );
}

#[test]
fn a_parameter_named_as_a_number_is_one_whatever_its_examples() {
    let mut api = Api::default();
    let mut number = query("page_number", Type::string());
    number.examples = vec!["Lorem ipsum".to_owned()];
    add_operation(
        &mut api,
        "/users",
        vec![number],
        r#"{"users": [{"id": 1}]}"#,
    );
    let style = refined(api)
        .operations
        .remove(0)
        .pagination
        .map(|pagination| pagination.style);
    assert!(
        matches!(style, Some(PageStyle::Page { first: 1, .. })),
        "{style:?}"
    );
}

#[test]
fn a_declared_list_that_no_response_has_is_an_error() {
    let help = |items: &str| {
        let mut api = Api::default();
        let token = query("page_token", Type::string());
        let json = r#"{"books": [{"id": 1}], "page_token": "a"}"#;
        add_operation(&mut api, "/books", vec![token], json);
        let text = format!("[operations.\"GET /books\"]\npages = {{ items_field = \"{items}\" }}");
        let (_, diagnostics) = refined_with(api, &text);
        diagnostics
            .iter()
            .next()
            .map(|diagnostic| diagnostic.help.clone())
    };
    assert_eq!(help("books"), None);
    let help = help("bookz").expect("an error");
    assert_eq!(help.as_deref(), Some("did you mean `books`?"));
}
