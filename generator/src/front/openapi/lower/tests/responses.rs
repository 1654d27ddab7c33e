//! Responses, failures and headers.

use super::*;

fn json_of(schema: Value) -> Value {
    json!({"content": {"application/json": {"schema": schema}}})
}

fn statuses(api: &Api) -> (Vec<String>, Vec<String>) {
    let operation = operation(api);
    let responses = operation.responses.iter();
    let errors = operation.errors.iter();
    (
        responses
            .map(|response| response.status.to_string())
            .collect(),
        errors.map(|case| case.status.to_string()).collect(),
    )
}

#[test]
fn ranges_and_default_are_successes_and_failures() {
    let problem = json_of(json!({"$ref": "#/components/schemas/Problem"}));
    let schemas =
        json!({"Problem": {"type": "object", "properties": {"title": {"type": "string"}}}});
    let (api, diagnostics) = with_operation(
        json!({"responses": {
            "2xx": json_of(json!({"type": "boolean"})),
            "304": {"description": "Not modified"},
            "404": {"description": "Gone"},
            "4XX": problem,
            "default": problem,
            "x-note": {},
        }}),
        schemas.clone(),
    );
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let (responses, errors) = statuses(&api);
    assert_eq!(responses, ["2XX"]);
    assert_eq!(errors, ["404", "4XX", "default"]);
    let bodies: Vec<Option<&Type>> = operation(&api)
        .errors
        .iter()
        .map(|case| case.body.as_ref())
        .collect();
    assert!(bodies[0].is_none() && bodies[1].is_some(), "{bodies:?}");
    assert_eq!(bodies[1], bodies[2]);

    // Alone, `default` is the success, and every failure.
    let (api, _) = with_operation(json!({"responses": {"default": problem}}), schemas);
    assert_eq!(
        statuses(&api),
        (vec!["default".to_owned()], vec!["default".to_owned()])
    );
    assert_eq!(
        operation(&api).responses[0].content.json(),
        operation(&api).errors[0].body.as_ref()
    );
}

#[test]
fn an_operation_without_a_success_answers_nothing_and_a_key_without_a_status_is_reported() {
    let (api, diagnostics) = with_operation(
        json!({"responses": {"success": {}, "404": {"description": "d"}}}),
        json!({}),
    );
    assert_eq!(operation(&api).responses[0].content, Content::Empty);
    assert_eq!(diagnostics[0].code, Code::BadStatus);
    assert!(
        diagnostics[0].message.contains("`success`"),
        "{diagnostics:?}"
    );
}

#[test]
fn the_first_json_is_what_a_call_accepts_and_other_media_types_are_alternatives() {
    let item = json!({"type": "object", "properties": {"a": {"type": "integer"}}});
    let (api, _) = with_operation(
        json!({"responses": {"200": {"content": {
            "text/csv": {},
            "application/xml": {"schema": item},
            "application/json": {"schema": item},
            "application/vnd.x+json": {"schema": item},
            "application/vnd.x.full+json": {"schema": {"type": "array", "items": {"type": "integer"}}},
            "text/event-stream": {"schema": item},
            "image/png": {"schema": {"type": "string", "format": "binary"}},
            "*/*": {},
        }}}}),
        json!({}),
    );
    let operation = operation(&api);
    assert_eq!(operation.accepted(), ["application/json"]);
    let response = &operation.responses[0];
    assert!(matches!(response.content, Content::Json(Type::Named(_))));
    let text = |media: &str| (media.to_owned(), Content::Text(media.to_owned()));
    let alternatives: Vec<(String, Content)> = response
        .alternatives
        .iter()
        .map(|other| (other.media_type.clone(), other.content.clone()))
        .collect();
    let expected = [
        text("text/csv"),
        text("application/xml"),
        (
            "application/vnd.x.full+json".to_owned(),
            Content::Json(Type::Array(Box::new(Type::Integer))),
        ),
        text("text/event-stream"),
        (
            "image/png".to_owned(),
            Content::Bytes("image/png".to_owned()),
        ),
    ];
    assert_eq!(alternatives, expected);
}

#[test]
fn what_has_no_body_has_none_whatever_is_declared() {
    let (api, _) = lowered_swagger(json!({"head": {
        "responses": {"200": {"description": "d", "schema": {"type": "string"}}},
    }}));
    assert_eq!(operation(&api).responses[0].content, Content::Empty);
    assert!(operation(&api).accepted().is_empty());
    let (api, _) = lowered_swagger(json!({"get": {
        "responses": {"205": {"description": "d", "schema": {"type": "string"}}},
    }}));
    assert_eq!(operation(&api).responses[0].content, Content::Empty);
}

/// The API of a Swagger document that produces CSV, with one path item.
fn lowered_swagger(item: Value) -> (Api, Diagnostics) {
    lowered(json!({
        "swagger": "2.0",
        "info": {"title": "T", "version": "1"},
        "host": "api.example.com",
        "produces": "text/csv",
        "paths": {"/a": item},
    }))
}

#[test]
fn swagger_operations_produce_their_media_types() {
    let (api, _) = lowered_swagger(json!({"get": {
        "produces": ["application/xml", "application/json"],
        "responses": {
            "200": {
                "description": "d",
                "schema": {"type": "object", "properties": {"a": {"type": "integer"}}},
                "headers": {"X-Count": {"type": "integer", "description": "How many."}},
                "examples": {"application/json": {"a": 1}},
            },
            "400": {"description": "d", "schema": {"type": "object", "properties": {"why": {"type": "string"}}}},
        },
    }}));
    let operation = operation(&api);
    assert_eq!(operation.accepted(), ["application/json"]);
    assert_eq!(
        operation.responses[0].alternatives[0].media_type,
        "application/xml"
    );
    assert!(operation.errors[0].body.is_some());
    assert_eq!(
        operation.responses[0].example.as_deref(),
        Some("{\n  \"a\": 1\n}")
    );
    let header = &operation.response_headers[0];
    assert_eq!(
        (header.name.as_str(), &header.ty),
        ("X-Count", &Type::Integer)
    );
    let (api, _) = lowered_swagger(json!({"get": {
        "responses": {"200": {"description": "d", "schema": {"type": "file"}}},
    }}));
    let content = &api.operations[0].responses[0].content;
    assert_eq!(*content, Content::Bytes("text/csv".to_owned()));
}

#[test]
fn headers_of_all_responses_have_their_types() {
    let header = |schema: Value| json!({"schema": schema, "description": "d"});
    let (api, _) = with_operation(
        json!({"responses": {
            "200": {"headers": {
                "X-Rate-Limit": header(json!({"type": "integer"})),
                "Content-Type": header(json!({"type": "string"})),
                "Expires": header(json!({"type": "string", "format": "date-time"})),
                "X-Tags": header(json!({"type": "array", "items": {"type": "string"}})),
                "X-Odd": header(json!({"type": "object", "properties": {"a": {}}})),
                "two words": header(json!({})),
            }},
            "429": {"headers": {
                "x-rate-limit": header(json!({"type": "string"})),
                "Retry-After": header(json!({"type": "integer"})),
            }},
        }}),
        json!({}),
    );
    let headers = operation(&api).response_headers.iter();
    let shown: Vec<String> = headers
        .map(|header| format!("{} {}", header.name, show(&api, &header.ty, 1)))
        .collect();
    let expected = [
        "X-Rate-Limit integer",
        "Expires datetime",
        "X-Tags [plain]",
        "X-Odd plain",
        "Retry-After integer",
    ];
    assert_eq!(shown, expected);
}

#[test]
fn codes_in_descriptions_are_failures_with_the_type_of_their_status() {
    let problem = json_of(json!({"type": "object", "properties": {"code": {"type": "integer"}}}));
    let mut bad = problem.clone();
    bad["description"] =
        json!("**Error Code:** `300` <br>No such thing.\n\n**Error Code:** `301`<br>Old.");
    let (api, _) = with_operation(
        json!({"responses": {
            "200": {"description": "Listed.\n\n**Error Code:** `200`<br>\nNo plan."},
            "400": bad,
        }}),
        json!({}),
    );
    let operation = operation(&api);
    let cases: Vec<(String, Option<&str>, bool)> = operation
        .errors
        .iter()
        .map(|case| {
            (
                case.status.to_string(),
                case.code.as_deref(),
                case.body.is_some(),
            )
        })
        .collect();
    let expected = [
        ("200".to_owned(), Some("200"), false),
        ("400".to_owned(), Some("300"), true),
        ("400".to_owned(), Some("301"), true),
    ];
    assert_eq!(cases, expected);
    assert_eq!(
        operation.responses[0].description.as_deref(),
        Some("Listed.")
    );
}

#[test]
fn an_example_that_contradicts_its_schema_keeps_the_declared_type_and_names_both_places() {
    let answer = json!({"responses": {"200": {"content": {"application/json": {
        "schema": {"$ref": "#/components/schemas/User"},
        "example": {"id": 7, "name": null, "tags": ["a", 1], "age": "old"},
    }}}}});
    let schemas = json!({"User": {"type": "object", "properties": {
        "id": {"type": "integer"},
        "name": {"type": "string"},
        "tags": {"type": "array", "items": {"type": "string"}},
        "age": {"type": "integer"},
    }}});
    let (api, diagnostics) = with_operation(answer, schemas);
    let Some(Type::Named(id)) = operation(&api).responses[0].content.json() else {
        panic!("a record");
    };
    assert_eq!(
        show(&api, &Type::Named(*id), 2),
        "{id: integer, name: plain, tags: [plain], age: integer}"
    );
    let [only] = &*diagnostics else {
        panic!("{diagnostics:?}");
    };
    assert_eq!(only.code, Code::ExampleContradicts);
    assert_eq!(
        only.message,
        "`$.tags[1]` of the example is a number, and the schema at `/components/schemas/User` declares a string, which \
         is its type"
    );
    let pointer = only
        .origin
        .as_ref()
        .map(|origin| origin.pointer().to_string());
    assert!(pointer.is_some_and(|pointer| pointer.ends_with("/example/tags/1")));
}
