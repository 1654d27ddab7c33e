use super::*;
use crate::model::api::testing::{body, operation, origin};
use crate::model::api::{BodyKind, Field, Status, StringFormat, TypeDef};

fn record(api: &mut Api, fields: &[(&str, Type)]) -> Type {
    let fields = fields.iter().map(|(name, ty)| Field {
        required: true,
        ..Field::new(*name, ty.clone())
    });
    let shape = TypeShape::Record(Record::new(fields.collect()));
    Type::Named(api.add_type(TypeDef::new(vec!["test".to_owned()], shape, origin())))
}

fn answering(operation: Operation, ty: Type, assumed: bool) -> Operation {
    let response = Response {
        assumed,
        ..Response::new(Status::Default, Content::Json(ty), operation.origin.clone())
    };
    Operation {
        responses: vec![response],
        ..operation
    }
}

fn untyped(method: &str, path: &str) -> Operation {
    answering(operation(method, path), Type::Any, true)
}

fn sending(operation: Operation, ty: Type) -> Operation {
    Operation {
        body: Some(body(BodyKind::Json(ty), "application/json")),
        name: format!("{} it", operation.key.method),
        ..operation
    }
}

/// The fields of each inferred answer, with the kind of the evidence; `None` for answers that stay any JSON.
fn inferred(mut api: Api) -> Vec<Option<(Vec<String>, InferenceKind)>> {
    infer_answers(&mut api);
    let operations = api.operations.iter();
    let answer = |operation: &Operation| {
        let response = operation.responses.first()?;
        let kind = response.inferred.as_ref()?.kind;
        let Content::Json(Type::Named(id)) = response.content else {
            return None;
        };
        let record = super::record(&api, id)?;
        assert!(record.fields.iter().all(|field| !field.required));
        let names = record.fields.iter().map(|field| field.name.clone());
        Some((names.collect(), kind))
    };
    operations.map(answer).collect()
}

fn boat(api: &mut Api) -> Type {
    let secret = Type::String(StringFormat::Password);
    let fields = [
        ("name", Type::string()),
        ("crew", Type::Integer),
        ("pin", secret),
    ];
    record(api, &fields)
}

#[test]
fn a_record_is_returned_as_its_create_sends_it() {
    let mut api = Api::default();
    let boat = boat(&mut api);
    api.operations = vec![
        sending(untyped("POST", "/boats"), boat),
        untyped("GET", "/boats/{boatId}"),
        untyped("PATCH", "/boats/{id}"),
        untyped("GET", "/boats"),
        untyped("DELETE", "/boats/{id}"),
        untyped("POST", "/boats/{id}/sell"),
        untyped("GET", "/crews/{id}"),
    ];
    let sent = Some((
        vec!["name".to_owned(), "crew".to_owned()],
        InferenceKind::Sent,
    ));
    let expected = [sent.clone(), sent.clone(), sent, None, None, None, None];
    assert_eq!(inferred(api), expected);
}

#[test]
fn what_a_sibling_returns_is_worth_more_than_what_one_sends() {
    let mut api = Api::default();
    let boat = boat(&mut api);
    let whole = record(&mut api, &[("id", Type::Integer), ("name", Type::string())]);
    let item = record(&mut api, &[("id", Type::Integer), ("at", Type::string())]);
    let list = Type::Array(Box::new(item));
    api.operations = vec![
        sending(untyped("POST", "/boats"), boat.clone()),
        answering(operation("GET", "/boats/{id}"), whole, false),
        sending(untyped("POST", "/crews"), boat),
        answering(operation("GET", "/crews"), list, false),
        untyped("GET", "/crews/{id}"),
    ];
    let fields = |names: [&str; 2], kind| Some((names.map(str::to_owned).to_vec(), kind));
    let expected = [
        fields(["id", "name"], InferenceKind::Returned),
        None,
        fields(["id", "at"], InferenceKind::Listed),
        None,
        fields(["id", "at"], InferenceKind::Listed),
    ];
    assert_eq!(inferred(api), expected);
}

#[test]
fn bodies_say_nothing_where_answers_have_an_object_around_them() {
    let mut api = Api::default();
    let boat = boat(&mut api);
    let around = record(&mut api, &[("data", Type::Any), ("status", Type::string())]);
    api.operations = vec![
        sending(
            answering(operation("POST", "/boats"), around, false),
            boat.clone(),
        ),
        operation("DELETE", "/boats/{id}"),
        operation("GET", "/boats/{id}"),
        sending(untyped("POST", "/crews"), boat),
        untyped("GET", "/crews/{id}"),
    ];
    assert_eq!(inferred(api), [None, None, None, None, None]);
}

#[test]
fn one_field_is_no_type_and_a_record_in_itself_is_copied_once() {
    let mut api = Api::default();
    let small = record(&mut api, &[("title", Type::string())]);
    let tree = record(&mut api, &[("name", Type::string()), ("parts", Type::Any)]);
    let Type::Named(id) = tree else { return };
    if let TypeShape::Record(record) = &mut api.types.get_mut(id).expect("a type").shape {
        record.fields[1].ty = Type::Array(Box::new(tree.clone()));
    }
    api.operations = vec![
        sending(untyped("POST", "/scenes"), small),
        untyped("GET", "/scenes/{id}"),
        sending(untyped("PUT", "/trees/{id}"), tree),
    ];
    infer_answers(&mut api);
    assert!(api.operations[1].responses[0].inferred.is_none());
    let Content::Json(Type::Named(copy)) = api.operations[2].responses[0].content else {
        panic!("a record");
    };
    assert_ne!(copy, id);
    let parts = &super::record(&api, copy).expect("a record").fields[1].ty;
    assert_eq!(parts, &Type::Array(Box::new(Type::Named(copy))));
    assert_eq!(api.types.len(), 3);
}
