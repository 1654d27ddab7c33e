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

/// The values of the enum that a correction of the field `body.kind`, with this type, makes; else the error.
fn values_by(profile: &str, ty: Type) -> Result<Vec<EnumValue>, String> {
    let mut api = Api::default();
    add_operation(&mut api, "/users", Vec::new(), "{}");
    let fields = vec![field("kind", ty)];
    api.operations[0].body = Some(body(BodyKind::Multipart(fields), "multipart/form-data"));
    let text = format!("[operations.\"GET /users\"]\nfields.\"body.kind\" = {profile}");
    let (api, diagnostics) = refined_with(api, &text);
    if let Some(error) = diagnostics.iter().next() {
        return Err(error.message.clone());
    }
    let enums = api.types.iter().filter_map(|def| match &def.shape {
        TypeShape::Enum(values) => Some(values.clone()),
        _ => None,
    });
    Ok(enums.flatten().collect())
}

#[test]
fn a_profile_names_the_values_of_an_enum() {
    let named = |value: &str, numeric, name: &str| EnumValue {
        given_name: Some(name.to_owned()),
        ..EnumValue::new(value, numeric)
    };
    let table = "{ values = { 10 = \"Later\", 2 = \"Instant\" } }";
    let expected = vec![named("10", true, "Later"), named("2", true, "Instant")];
    assert_eq!(values_by(table, Type::Integer), Ok(expected));
    let expected = vec![named("10", false, "Later"), named("2", false, "Instant")];
    assert_eq!(values_by(table, Type::string()), Ok(expected));
    let list = values_by("{ values = [1, 2] }", Type::Integer);
    assert_eq!(
        list,
        Ok(vec![EnumValue::new("1", true), EnumValue::new("2", true)])
    );
    for (profile, reason) in [
        (
            "{ values = { 1 = \"1st\" } }",
            "`1st` is no name for a value",
        ),
        (
            "{ values = { 1 = \"A b\", 2 = \"ab\" } }",
            "two values have the name `ab`",
        ),
        ("{ values = [] }", "an enum needs at least one value"),
    ] {
        let error = values_by(profile, Type::Integer).unwrap_err();
        assert!(error.contains(reason), "{profile}: {error}");
    }
}

#[test]
fn enums_of_one_name_that_a_profile_gives_are_one_type() {
    let mut api = Api::default();
    for path in ["/users", "/rooms"] {
        add_operation(&mut api, path, vec![query("kind", Type::Integer)], "{}");
    }
    let kind = "fields.\"query.kind\" = { values = { 1 = \"A\", 2 = \"B\" }, rename = \"Kind\" }";
    let text = format!("[operations.\"GET /users\"]\n{kind}\n[operations.\"GET /rooms\"]\n{kind}");
    let (api, diagnostics) = refined_with(api, &text);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let kinds: Vec<&Type> = api
        .operations
        .iter()
        .map(|operation| &operation.parameters[0].ty)
        .collect();
    assert_eq!(kinds[0], kinds[1]);
}

#[test]
fn a_profile_names_codes_for_all_operations_and_for_some() {
    let named = |text: &str| {
        let mut api = Api::default();
        for path in ["/users", "/rooms"] {
            add_operation(&mut api, path, Vec::new(), "{}");
        }
        for operation in &mut api.operations {
            operation.errors = vec![ErrorCase::new(
                Status::Code(400),
                Some("300".to_owned()),
                origin(),
            )];
        }
        let (api, diagnostics) = refined_with(api, text);
        let errors = api
            .operations
            .iter()
            .flat_map(|operation| operation.errors.clone());
        let words: Vec<Option<String>> = errors.map(|error| error.word).collect();
        (
            words,
            diagnostics.iter().next().map(|error| error.help.clone()),
        )
    };
    let word = |word: &str| Some(word.to_owned());
    let some = "[operations.\"GET /users\"]\nerrors = { 300 = \"InvalidName\" }\n";
    assert_eq!(named(some), (vec![word("InvalidName"), None], None));
    let all = format!("{some}[errors.names]\n300 = \"Invalid\"");
    assert_eq!(
        named(&all),
        (vec![word("InvalidName"), word("Invalid")], None)
    );
    let (_, help) = named("[operations.\"GET /users\"]\nerrors = { 301 = \"InvalidName\" }");
    assert_eq!(help, Some(word("did you mean `300`?")));
}
