//! Bodies.

use super::*;

#[test]
fn json_bodies_are_typed_whatever_stands_in_them() {
    let text = "{\"a\": \"{{v}}\", // why\n \"n\": {{n}}, \"l\": [1,],}";
    let (api, operation) = one(posting(raw(text, Some("json"))));
    let BodyKind::Json(Type::Named(id)) = operation.body.as_ref().unwrap().kind else {
        panic!()
    };
    let TypeShape::Record(record) = &api.type_def(id).shape else {
        panic!()
    };
    let fields: Vec<&str> = record
        .fields
        .iter()
        .map(|field| field.name.as_str())
        .collect();
    assert_eq!(fields, ["a", "n", "l"]);
    assert_eq!(record.fields[0].ty, Type::string());
}

#[test]
fn raw_bodies_are_what_they_look_like() {
    let kind = |text: &str, language: Option<&str>| {
        one(posting(raw(text, language)))
            .1
            .body
            .map(|body| (body.kind, body.media_type))
    };
    assert!(
        matches!(kind("<a/>", Some("xml")), Some((BodyKind::Text, media)) if media == "application/xml")
    );
    assert!(matches!(
        kind("{{header}}\n<a/>", Some("json")),
        Some((BodyKind::Text, _))
    ));
    assert!(matches!(
        kind("{{payload}}", Some("json")),
        Some((BodyKind::Json(Type::Any), _))
    ));
    assert!(
        matches!(kind("{{payload}}", None), Some((BodyKind::Text, media)) if media == "text/plain")
    );
    assert!(
        matches!(kind("{\"a\": 1}", None), Some((BodyKind::Json(Type::Named(_)), media)) if media == "text/plain")
    );
    assert!(matches!(kind("hello", None), Some((BodyKind::Text, _))));
    assert!(
        matches!(kind("just words", Some("json")), Some((BodyKind::Text, media)) if media == "application/json")
    );
    // Declared as JSON without text: any JSON may be sent.
    assert!(matches!(
        kind("  ", Some("json")),
        Some((BodyKind::Json(Type::Any), _))
    ));
    assert!(kind("  ", Some("text")).is_none());
}

#[test]
fn a_write_without_text_keeps_the_content_type_that_it_states() {
    let mut item = item("Renew it", "POST", "http://h.test/renew");
    item.request.headers = vec![pair("Content-Type", "application/json")];
    let (api, operation) = one(item);
    let body = operation.body.as_ref().unwrap();
    assert!(matches!(body.kind, BodyKind::Json(Type::Any)) && !body.required);
    let call = crate::model::sample::call(&api, &operation);
    let stated = ("Content-Type".to_owned(), "application/json".to_owned());
    assert_eq!((call.headers, call.body), (vec![stated], None));
}

#[test]
fn a_form_of_optional_fields_writes_its_content_type_itself() {
    let fields = vec![pair("note", "x")];
    let mut item = posting(Body {
        kind: model::BodyKind::UrlEncoded(fields),
        ..raw("", None)
    });
    let stated = pair("Content-Type", "application/x-www-form-urlencoded");
    item.request.headers = vec![stated];
    let operation = one(item).1;
    assert!(!operation.body.as_ref().unwrap().required);
    assert!(names(&operation, Location::Header).is_empty());
}

#[test]
fn a_broken_json_body_is_any_value_and_told() {
    let (api, diagnostics) = lowered(&collected(
        &json!({}),
        vec![posting(raw("{\"a\": oops}", Some("json")))],
    ));
    assert!(matches!(
        api.operations[0].body.as_ref().unwrap().kind,
        BodyKind::Json(Type::Any)
    ));
    assert_eq!(codes(&diagnostics), [Code::BodyNotJson]);
}

#[test]
fn get_sends_no_body_unless_told_to() {
    let mut get = posting(raw("{\"a\":1}", Some("json")));
    get.request.method = "GET".to_owned();
    let (api, diagnostics) = lowered(&collected(&json!({}), vec![get.clone()]));
    assert!(api.operations[0].body.is_none() && api.operations[0].examples[0].body.is_none());
    assert_eq!(codes(&diagnostics), [Code::PrunedBody]);
    get.behavior.keep_body = true;
    assert!(one(get).1.body.is_some());
}

#[test]
fn form_fields_of_all_kinds() {
    let mut required = pair("name", "Ann");
    required.description = Some("(Required) Who".to_owned());
    let mut picture = pair("picture", "Lorem");
    picture.description = Some("(Required) The picture's file path.".to_owned());
    let parts = vec![
        part(required, None),
        part(pair("settings", "{\"host_video\": true}"), None),
        part(pair("file", json!(null)), Some(&["/a/b.png"])),
        part(pair("files", json!(null)), Some(&["a", "b"])),
        part(pair("tag", "x"), None),
        part(pair("tag", "y"), None),
        part(pair("ids", "[1, 2]"), None),
        part(picture, None),
    ];
    let (api, operation) = one(posting(Body {
        kind: model::BodyKind::FormData(parts),
        origin: origin(),
    }));
    let BodyKind::Multipart(fields) = &operation.body.as_ref().unwrap().kind else {
        panic!()
    };
    let list = |ty: Type| Type::Array(Box::new(ty));
    assert_eq!((fields[0].required, &fields[0].ty), (true, &Type::string()));
    let Type::Named(id) = fields[1].ty else {
        panic!("{:?}", fields[1].ty)
    };
    assert!(
        matches!(&api.type_def(id).shape, TypeShape::Record(record) if record.fields[0].name == "host_video")
    );
    assert_eq!((&fields[2].ty, fields[2].required), (&Type::Binary, true));
    assert_eq!(fields[3].ty, list(Type::Binary));
    assert_eq!(
        (&fields[4].ty, fields[4].json),
        (&list(Type::string()), false)
    );
    assert_eq!(
        (&fields[5].ty, fields[5].json),
        (&list(Type::Integer), true)
    );
    // Converters write the files of forms as text.
    assert_eq!((&fields[6].ty, fields[6].required), (&Type::Binary, true));
    assert!(fields[1].json && !fields[0].json);
    let Some(crate::model::api::Value::Fields(shown)) = &operation.examples[0].body else {
        panic!()
    };
    assert_eq!(shown[2], ("file".to_owned(), "b.png".to_owned()));
}

#[test]
fn graphql_variables_are_typed_by_declaration_and_example() {
    let kind = model::BodyKind::GraphQl {
        query: "query Q($id: ID!, $n: Int = 3, $in: Filter) { x }".to_owned(),
        operation: None,
        variables: Some("{\"id\": 7, \"in\": {\"name\": \"a\"}}".to_owned()),
    };
    let (api, operation) = one(posting(Body {
        kind,
        origin: origin(),
    }));
    let BodyKind::GraphQl {
        variables: Some(Type::Named(id)),
        ..
    } = &operation.body.as_ref().unwrap().kind
    else {
        panic!()
    };
    let TypeShape::Record(record) = &api.type_def(*id).shape else {
        panic!()
    };
    let fields: Vec<_> = record
        .fields
        .iter()
        .map(|field| (field.name.as_str(), field.required))
        .collect();
    assert_eq!(fields, [("id", true), ("n", false), ("in", false)]);
    assert_eq!(
        (&record.fields[0].ty, &record.fields[1].ty),
        (&Type::string(), &Type::Integer)
    );
    assert!(matches!(record.fields[2].ty, Type::Named(_)));
}

#[test]
fn a_graphql_document_with_an_open_template_is_the_callers() {
    let kind = model::BodyKind::GraphQl {
        query: "{ x(id: \"{{id}}\") }".to_owned(),
        operation: None,
        variables: None,
    };
    let (api, diagnostics) = lowered(&collected(
        &json!({}),
        vec![posting(Body {
            kind,
            origin: origin(),
        })],
    ));
    assert!(matches!(
        api.operations[0].body.as_ref().unwrap().kind,
        BodyKind::Json(Type::Named(_))
    ));
    assert_eq!(codes(&diagnostics), [Code::OpenDocument]);
}
