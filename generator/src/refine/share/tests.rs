//! Which values take the enum of another, by small APIs.

use super::*;
use crate::infer::Shape;
use crate::model::api::testing::{body, deep_records, field, ok, operation, origin, query};
use crate::model::api::*;

/// Adds the answer of an operation, with the shape of a JSON text.
fn answer(api: &mut Api, method: &str, path: &str, json: &str) -> usize {
    let shape = Shape::from_json_text(json).unwrap();
    let ty = shape.lower(api, &[format!("{method} {path}")], &origin());
    let response = Response {
        example: Some(json.to_owned()),
        ..ok(Content::Json(ty))
    };
    api.operations.push(Operation {
        responses: vec![response],
        ..operation(method, path)
    });
    api.operations.len() - 1
}

fn an_enum(api: &mut Api, path: &[&str], values: &[&str]) -> Type {
    let numeric = values.iter().all(|value| value.parse::<i64>().is_ok());
    let values = values.iter().map(|value| EnumValue::new(*value, numeric));
    let path = path.iter().map(|word| (*word).to_owned()).collect();
    let shape = TypeShape::Enum(values.collect());
    Type::Named(api.add_type(TypeDef::new(path, shape, origin())))
}

/// Adds a request whose form has the fields.
fn request(api: &mut Api, method: &str, path: &str, fields: Vec<FormField>) {
    api.operations.push(Operation {
        body: Some(body(BodyKind::Multipart(fields), "multipart/form-data")),
        ..operation(method, path)
    });
}

/// The type of a field of the answer of an operation, by its keys.
fn ty_of<'a>(api: &'a Api, operation: usize, keys: &[&str]) -> &'a Type {
    let Content::Json(mut ty) = api.operations[operation].responses[0].content.clone() else {
        panic!("no JSON");
    };
    let mut found = None;
    for key in keys {
        while let Type::Array(item) = ty {
            ty = *item;
        }
        let Type::Named(id) = ty else {
            panic!("{key}: {ty:?}")
        };
        let TypeShape::Record(record) = &api.type_def(id).shape else {
            panic!("{key}");
        };
        let field = record
            .fields
            .iter()
            .find(|field| field.name == *key)
            .unwrap();
        ty = field.ty.clone();
        found = Some(&field.ty);
    }
    found.unwrap()
}

/// An API with documented kinds of meetings, and an answer.
fn with_answer(path: &str, json: &str) -> (Api, usize, Type) {
    let mut api = Api::default();
    let kind = an_enum(&mut api, &["Create", "type"], &["1", "2", "8"]);
    request(
        &mut api,
        "POST",
        "/users/{id}/meetings",
        vec![field("type", kind.clone())],
    );
    let index = answer(&mut api, "GET", path, json);
    share_enums(&mut api);
    (api, index, kind)
}

#[test]
fn answers_take_the_enum_of_a_request_about_the_same_resource() {
    for (path, json, keys) in [
        (
            "/meetings/{id}",
            r#"{"type": 2, "topic": "x"}"#,
            &["type"][..],
        ),
        (
            "/users/{id}/meetings",
            r#"{"total": 2, "meetings": [{"type": 2}, {"type": 8}]}"#,
            &["meetings", "type"],
        ),
        ("/meetings", r#"[{"type": 1}]"#, &["type"]),
        (
            "/meetings/{id}",
            r#"{"meeting": {"type": 1}}"#,
            &["meeting", "type"],
        ),
        (
            "/meetings/{id}",
            r#"{"data": {"type": 1}, "ok": true}"#,
            &["data", "type"],
        ),
        ("/meetings/{id}", r#"{"type": "<integer>"}"#, &["type"]),
    ] {
        let (api, index, kind) = with_answer(path, json);
        assert_eq!(ty_of(&api, index, keys), &kind, "{path} {json}");
    }
}

#[test]
fn other_values_keep_their_types() {
    for (path, json, keys) in [
        // Another resource.
        ("/webinars/{id}", r#"{"type": 2}"#, &["type"][..]),
        // Another value of the resource.
        (
            "/meetings/{id}",
            r#"{"repeat": {"type": 1}}"#,
            &["repeat", "type"],
        ),
        // A value that is not documented.
        ("/meetings/{id}", r#"{"type": 4}"#, &["type"]),
        // Text.
        ("/meetings/{id}", r#"{"type": "2"}"#, &["type"]),
        ("/meetings/{id}", r#"{"type": [2]}"#, &["type"]),
    ] {
        let (api, index, kind) = with_answer(path, json);
        assert_ne!(ty_of(&api, index, keys), &kind, "{path} {json}");
    }
}

#[test]
fn a_filter_and_the_answer_have_the_same_enum_if_the_answer_shows_values_of_it() {
    let types = |shown: &str| {
        let mut api = Api::default();
        let status = an_enum(&mut api, &["List", "status"], &["active", "pending"]);
        let text = format!(r#"{{"users": [{{"status": "{shown}"}}]}}"#);
        let index = answer(&mut api, "GET", "/users", &text);
        api.operations[index].parameters = vec![query("status", status.clone())];
        share_enums(&mut api);
        (ty_of(&api, index, &["users", "status"]).clone(), status)
    };
    let (shown, status) = types("active");
    assert_eq!(shown, status);
    assert_eq!(types("<string>").0, Type::string());
}

#[test]
fn of_several_enums_the_only_one_with_all_values_is_taken() {
    let mut api = Api::default();
    let kind = an_enum(&mut api, &["Create", "type"], &["1", "2"]);
    let filter = an_enum(&mut api, &["List", "type"], &["live", "later"]);
    let longer = an_enum(&mut api, &["Update", "type"], &["1", "2", "3"]);
    request(
        &mut api,
        "POST",
        "/rooms",
        vec![field("type", kind.clone())],
    );
    let list = answer(&mut api, "GET", "/rooms", r#"{"rooms": [{"type": 2}]}"#);
    api.operations[list].parameters = vec![query("type", filter)];
    share_enums(&mut api);
    assert_eq!(ty_of(&api, list, &["rooms", "type"]), &kind);
    // Two that differ give none.
    let mut api = api.clone();
    request(
        &mut api,
        "PATCH",
        "/rooms/{id}",
        vec![field("type", longer)],
    );
    let one = answer(&mut api, "GET", "/rooms/{id}", r#"{"type": 2}"#);
    share_enums(&mut api);
    assert_eq!(ty_of(&api, one, &["type"]), &Type::Integer);
}

#[test]
fn requests_take_the_enum_of_another_request() {
    let mut api = Api::default();
    let kind = an_enum(&mut api, &["Create", "type"], &["1", "2"]);
    let same = an_enum(&mut api, &["Replace", "type"], &["2", "1"]);
    request(
        &mut api,
        "POST",
        "/rooms",
        vec![field("type", kind.clone())],
    );
    request(&mut api, "PUT", "/rooms/{id}", vec![field("type", same)]);
    let example = FormField {
        examples: vec!["2".to_owned()],
        ..field("type", Type::Integer)
    };
    request(
        &mut api,
        "PATCH",
        "/rooms/{id}",
        vec![example, field("kind", Type::Integer)],
    );
    share_enums(&mut api);
    let types = |index: usize| {
        let body = api.operations[index].body.as_ref();
        let fields = body.and_then(|body| body.kind.fields()).unwrap_or_default();
        fields
            .iter()
            .map(|field| field.ty.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(types(1), std::slice::from_ref(&kind));
    assert_eq!(types(2), [kind, Type::Integer]);
}

#[test]
fn types_of_many_places_are_visited_a_few_times() {
    let mut api = Api::default();
    let ty = deep_records(&mut api);
    api.operations.push(Operation {
        responses: vec![ok(Content::Json(ty))],
        ..operation("GET", "/rooms")
    });
    share_enums(&mut api);
    assert_eq!(api.types.len(), 8);
}
