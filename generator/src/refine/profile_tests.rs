//! What the profile declares, and pages of searches, each by a small API.

use super::tests::{add_operation, refined};
use super::*;
use crate::infer::Shape;
use crate::model::api::testing::{body, field, origin, query};
use crate::model::api::*;

#[test]
fn the_profile_corrects_single_operations_and_nothing_else() {
    let profile = |text: &str| Profile::with_overrides(text).unwrap();
    let correct = |text: &str| {
        let mut api = Api::default();
        add_operation(&mut api, "/users", Vec::new(), "{}");
        let (api, diagnostics) = refine(api, &mut Provenance::default(), &profile(text));
        (api.operations[0].effects.clone(), diagnostics)
    };
    let text = "[operations.\"GET /users\"]\nidempotent = false\nrate_label = \"Heavy\"";
    let (effects, diagnostics) = correct(text);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!(effects.idempotent, Some(false));
    assert_eq!(effects.rate_label.as_deref(), Some("Heavy"));
    let (_, diagnostics) = correct("[operations.\"GET /user\"]\nidempotent = false");
    let wrong = diagnostics.iter().next().expect("a mistake");
    assert_eq!(wrong.help.as_deref(), Some("did you mean `GET /users`?"));
    assert!(Profile::with_overrides("[operations.\"GET /users\"]\nidempotnt = true").is_err());
}

#[test]
fn the_profile_tells_which_fields_of_a_body_may_be_null() {
    let clearable = |path: &str| {
        let mut api = Api::default();
        add_operation(&mut api, "/users", Vec::new(), "{}");
        let shape = Shape::from_json_text(r#"{"dept": "a", "homes": [{"town": "b", "zip": 1}]}"#);
        let ty = shape.unwrap().lower(&mut api, &["x".to_owned()], &origin());
        api.operations[0].body = Some(body(BodyKind::Json(ty), "application/json"));
        let text =
            format!("[operations.\"GET /users\"]\nfields.\"body.{path}\" = {{ nullable = true }}");
        let (api, diagnostics) = refine(
            api,
            &mut Provenance::default(),
            &Profile::with_overrides(&text).unwrap(),
        );
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
fn the_profile_tells_which_fields_and_answers_are_files() {
    let mut api = Api::default();
    add_operation(&mut api, "/users", Vec::new(), "{}");
    api.operations[0].body = Some(body(
        BodyKind::Multipart(vec![field("pic", Type::string())]),
        "multipart/form-data",
    ));
    let text = "[operations.\"GET /users\"]\nfields.\"body.pic\" = { type = \"file\" }\nfields.\"response.200\" = { type = \"file\" }";
    let (api, diagnostics) = refine(
        api,
        &mut Provenance::default(),
        &Profile::with_overrides(text).unwrap(),
    );
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let operation = &api.operations[0];
    let Some(BodyKind::Multipart(fields)) = operation.body.as_ref().map(|body| &body.kind) else {
        panic!("{operation:?}")
    };
    assert_eq!(fields[0].ty, Type::Binary);
    let file = Content::Bytes("application/octet-stream".to_owned());
    assert_eq!(operation.responses[0].content, file);
    // What only the former answer held is gone, and a file that no form has is reported.
    assert!(api.types.is_empty(), "{:?}", api.types);
    let text = "[operations.\"GET /users\"]\nfields.\"body.picture\" = { type = \"file\" }";
    let (_, diagnostics) = refine(
        api,
        &mut Provenance::default(),
        &Profile::with_overrides(text).unwrap(),
    );
    assert_eq!(diagnostics.iter().count(), 1);
}

/// How a search that posts this JSON is read page by page.
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
fn a_token_may_travel_in_what_a_search_posts() {
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
fn the_name_tells_a_number_where_examples_are_filler_text() {
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
        .map(|one| one.style);
    assert!(
        matches!(style, Some(PageStyle::Page { first: 1, .. })),
        "{style:?}"
    );
}

#[test]
fn a_list_that_no_answer_has_is_told_of() {
    let complaint = |items: &str| {
        let mut api = Api::default();
        let token = query("page_token", Type::string());
        let json = r#"{"books": [{"id": 1}], "page_token": "a"}"#;
        add_operation(&mut api, "/books", vec![token], json);
        let text = format!("[operations.\"GET /books\"]\npages = {{ items_field = \"{items}\" }}");
        let (_, diagnostics) = refine(
            api,
            &mut Provenance::default(),
            &Profile::with_overrides(&text).unwrap(),
        );
        diagnostics.iter().next().map(|one| one.help.clone())
    };
    assert_eq!(complaint("books"), None);
    let help = complaint("bookz").expect("a mistake");
    assert_eq!(help.as_deref(), Some("did you mean `books`?"));
}
