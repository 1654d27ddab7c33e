//! Rules of lowering, one by one.

mod parameters;

use serde_json::{Value, json};

use super::*;
use crate::front::Front;
use crate::front::openapi::OpenApi;
use crate::ground::diagnostic::SourceId;
use crate::model::api::{
    Access, BodyKind, Content, Field, Location, Operation, Parameter, ParameterStyle, Status, Type,
    TypeShape,
};
use crate::read::source::Document;

mod responses;

pub(super) fn lowered(document: Value) -> (Api, Diagnostics) {
    let document = Document::new(document, Origin::root(SourceId(0)));
    let (description, parsing) = OpenApi::parse(&document, "api");
    assert!(parsing.is_empty(), "{parsing:?}");
    let (api, _, diagnostics) = OpenApi.lower(&description.unwrap(), &Profile::default());
    (api, diagnostics)
}

/// The API of a document of version 3.1 with one operation, `GET /a`.
fn with_operation(operation: Value, schemas: Value) -> (Api, Diagnostics) {
    lowered(json!({
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "servers": [{"url": "https://api.example.com/v1/"}],
        "paths": {"/a": {"get": operation}},
        "components": {"schemas": schemas},
    }))
}

fn operation(api: &Api) -> &Operation {
    &api.operations[0]
}

/// The operation with parameters, which must give no diagnostic.
fn with_parameters(parameters: Value) -> Vec<Parameter> {
    let (api, diagnostics) = with_operation(json!({"parameters": parameters}), json!({}));
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    operation(&api).parameters.clone()
}

/// The type of a schema in an answer, among components; written with the fields of records.
pub(super) fn shown(schema: Value, components: Value) -> String {
    let answer =
        json!({"responses": {"200": {"content": {"application/json": {"schema": schema}}}}});
    let (api, _) = with_operation(answer, components);
    match &operation(&api).responses[0].content {
        Content::Json(ty) => show(&api, ty, 3),
        other => format!("{other:?}"),
    }
}

fn show(api: &Api, ty: &Type, depth: usize) -> String {
    let field = |field: &Field| {
        let mark = if field.required { "!" } else { "" };
        let null = if field.nullable { "?" } else { "" };
        let access = match field.access {
            Access::Both => "",
            Access::Read => " read",
            Access::Write => " write",
        };
        let constant = field.constant.iter().map(|json| format!(" = {json}"));
        format!(
            "{}{mark}{null}: {}{access}{}",
            field.name,
            show(api, &field.ty, depth - 1),
            constant.collect::<String>()
        )
    };
    match ty {
        Type::Named(_) if depth == 0 => "..".to_owned(),
        Type::Named(id) => match &api.type_def(*id).shape {
            TypeShape::Record(record) => {
                let fields = record.fields.iter().map(field);
                let extra = record.extra.iter();
                let extra = extra.map(|ty| format!("..{}", show(api, ty, depth - 1)));
                let fields: Vec<String> = fields.chain(extra).collect();
                format!("{{{}}}", fields.join(", "))
            }
            TypeShape::Enum(values) => {
                let values: Vec<&str> = values.iter().map(|value| value.value.as_str()).collect();
                values.join("|")
            }
            TypeShape::Union(union) => {
                let variants = union.variants.iter();
                let variants = variants.map(|variant| {
                    let values = match variant.values.as_slice() {
                        [] => String::new(),
                        values => format!("[{}]", values.join("|")),
                    };
                    let ty = show(api, &variant.ty, depth - 1);
                    format!("{}{values} {ty}", variant.name)
                });
                let tag = union.tag.as_deref().unwrap_or("untagged");
                let default = union.default.map(|index| format!(" else {index}"));
                let variants = variants.collect::<Vec<_>>().join(" or ");
                format!("{tag}({variants}{})", default.unwrap_or_default())
            }
            TypeShape::Identifier => "identifier".to_owned(),
        },
        Type::Array(item) => format!("[{}]", show(api, item, depth)),
        Type::Map(item) => format!("map of {}", show(api, item, depth)),
        Type::Nullable(value) => format!("{}?", show(api, value, depth)),
        Type::String(format) => format!("{format:?}").to_lowercase(),
        other => format!("{other:?}").to_lowercase(),
    }
}

#[test]
fn parameters_of_the_operation_replace_those_of_the_path() {
    let (api, _) = lowered(json!({
        "openapi": "3.0.3",
        "paths": {"/a/{id}": {
            "parameters": [
                {"name": "id", "in": "path", "schema": {"type": "string"}},
                {"name": "n", "in": "query", "schema": {"type": "string"}},
            ],
            "get": {"parameters": [{"name": "n", "in": "query", "schema": {"type": "integer"}}]},
        }},
    }));
    let parameters = &operation(&api).parameters;
    let names: Vec<(&str, &Type)> = parameters
        .iter()
        .map(|p| (p.name.as_str(), &p.ty))
        .collect();
    assert_eq!(names, [("id", &Type::string()), ("n", &Type::Integer)]);
    assert!(parameters[0].required && !parameters[1].required);
}

#[test]
fn every_spelling_of_null_is_read() {
    for schema in [
        json!({"type": ["string", "null"]}),
        json!({"type": "string", "nullable": true}),
        json!({"oneOf": [{"type": "string"}, {"type": "null"}]}),
        json!({"anyOf": [{"type": "null"}, {"type": "string"}]}),
        json!({"allOf": [{"$ref": "#/components/schemas/S"}], "nullable": true}),
        json!({"type": "string", "x-nullable": true}),
    ] {
        let record = json!({"type": "object", "properties": {"x": schema}});
        let components = json!({"S": {"type": "string"}});
        assert_eq!(shown(record, components), "{x?: plain}", "{schema}");
    }
}

#[test]
fn an_all_of_is_one_record() {
    let components = json!({
        "Base": {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}},
    });
    let extended = json!({"allOf": [
        {"$ref": "#/components/schemas/Base"},
        {"required": ["name"]},
        {"properties": {"name": {"type": "string"}, "id": {"minimum": 1}}},
    ]});
    assert_eq!(shown(extended, components), "{id!: integer, name!: plain}");
}

#[test]
fn a_schema_that_consists_of_itself_ends() {
    let components = json!({
        "Node": {"type": "object", "properties": {
            "next": {"$ref": "#/components/schemas/Node"},
            "all": {"allOf": [{"$ref": "#/components/schemas/Node"}, {"properties": {"x": {"type": "string"}}}]},
        }},
        "List": {"type": "array", "items": {"$ref": "#/components/schemas/List"}},
        "Self": {"$ref": "#/components/schemas/Self"},
    });
    let node = json!({"$ref": "#/components/schemas/Node"});
    assert!(shown(node, components.clone()).starts_with("{next: {next: {"));
    let list = json!({"$ref": "#/components/schemas/List"});
    assert_eq!(shown(list, components.clone()), "[any]");
    let own = json!({"$ref": "#/components/schemas/Self"});
    assert_eq!(shown(own, components), "any");
}

#[test]
fn enums_are_open_and_one_value_is_text() {
    assert_eq!(
        shown(json!({"enum": ["a", "b", "a", null]}), json!({})),
        "a|b"
    );
    assert_eq!(
        shown(json!({"type": "integer", "enum": [1, 2]}), json!({})),
        "1|2"
    );
    assert_eq!(shown(json!({"enum": ["a"]}), json!({})), "plain");
    assert_eq!(shown(json!({"enum": [true, false]}), json!({})), "boolean");
    let open = json!({"anyOf": [{"type": "string"}, {"enum": ["a", "b"]}]});
    assert_eq!(shown(open, json!({})), "a|b");
}

#[test]
fn a_union_is_told_apart_by_its_discriminator_or_a_constant() {
    let components = json!({
        "Cat": {"type": "object", "properties": {"kind": {"type": "string"}, "m": {"type": "integer"}}},
        "Dog": {"type": "object", "properties": {"kind": {"type": "string"}, "w": {"type": "integer"}}},
    });
    let declared = json!({
        "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
        "discriminator": {"propertyName": "kind", "mapping": {"cat": "#/components/schemas/Cat", "tom": "Cat"}},
    });
    assert_eq!(
        shown(declared, components),
        "kind(Cat[cat|tom] {kind: plain, m: integer} or Dog {kind: plain, w: integer})"
    );
    let constant = |value: &str| {
        json!({
            "type": "object", "title": value, "properties": {"type": {"const": value}},
        })
    };
    let inferred = json!({"oneOf": [constant("a"), constant("b")]});
    assert_eq!(
        shown(inferred, json!({})),
        "type(a {type: plain = \"a\"} or b {type: plain = \"b\"})"
    );
}

#[test]
fn unions_of_scalars_and_wrappers_are_simplified() {
    let mixed = json!({"type": ["string", "integer"]});
    assert_eq!(
        shown(mixed, json!({})),
        "untagged(string plain or integer integer)"
    );
    let wrapper = json!({"oneOf": [{"$ref": "#/components/schemas/X"}]});
    assert_eq!(shown(wrapper, json!({"X": {"type": "boolean"}})), "boolean");
    let texts = json!({"oneOf": [{"type": "string", "format": "uuid"}, {"type": "string"}]});
    assert_eq!(shown(texts, json!({})), "plain");
    let constraints = json!({
        "type": "object", "properties": {"a": {"type": "string"}},
        "anyOf": [{"required": ["a"]}, {"required": ["b"]}],
    });
    assert_eq!(shown(constraints, json!({})), "{a: plain}");
}

#[test]
fn objects_without_properties_are_maps() {
    assert_eq!(shown(json!({"type": "object"}), json!({})), "map of any");
    let typed = json!({"type": "object", "additionalProperties": {"type": "integer"}});
    assert_eq!(shown(typed, json!({})), "map of integer");
    assert_eq!(shown(json!({}), json!({})), "any");
}

#[test]
fn a_reference_without_a_target_is_any_value() {
    let answer = json!({"responses": {"200": {"content": {"application/json": {
        "schema": {"$ref": "#/components/schemas/None"},
    }}}}});
    let (api, diagnostics) = with_operation(answer, json!({}));
    assert_eq!(
        operation(&api).responses[0].content,
        Content::Json(Type::Any)
    );
    assert_eq!(diagnostics[0].code, Code::Unresolved);
}

#[test]
fn responses_are_successes_and_errors_by_their_status() {
    let (api, _) = with_operation(
        json!({"responses": {
            "200": {"description": "d", "content": {"application/json": {"schema": {"type": "boolean"}}}},
            "204": {"description": "none"},
            "404": {"description": "Not found."},
            "default": {"description": "Any error."},
        }}),
        json!({}),
    );
    let responses = operation(&api).responses.iter();
    let statuses: Vec<(Status, &Content)> = responses.map(|r| (r.status, &r.content)).collect();
    assert_eq!(
        statuses,
        [
            (Status::Code(200), &Content::Json(Type::Boolean)),
            (Status::Code(204), &Content::Empty),
        ]
    );
    let errors = operation(&api).errors.iter();
    let statuses: Vec<String> = errors.map(|case| case.status.to_string()).collect();
    assert_eq!(statuses, ["404", "default"]);
    let (api, _) = with_operation(
        json!({"responses": {"default": {
            "content": {"text/plain": {"schema": {"type": "string"}}},
        }}}),
        json!({}),
    );
    let only = &operation(&api).responses[0];
    assert_eq!(
        (only.status, &only.content),
        (Status::Default, &Content::Text("text/plain".to_owned()))
    );
}

#[test]
fn the_media_type_of_a_body_is_one_that_clients_write() {
    let media = |content: Value| {
        let (api, _) = with_operation(json!({"requestBody": {"content": content}}), json!({}));
        let body = operation(&api).body.clone().unwrap();
        (body.media_type, body.kind)
    };
    let schema = json!({"schema": {"type": "object", "properties": {"f": {"type": "string", "format": "binary"}}}});
    let (media_type, kind) =
        media(json!({"application/xml": schema, "application/vnd.x+json": schema}));
    assert_eq!(media_type, "application/vnd.x+json");
    assert!(matches!(kind, BodyKind::Json(_)));
    let (_, kind) = media(json!({"multipart/form-data": schema}));
    assert_eq!(kind.fields().unwrap()[0].ty, Type::Binary);
    let (_, kind) = media(json!({"application/x-www-form-urlencoded": schema}));
    assert!(matches!(kind, BodyKind::Form(_)));
    assert!(matches!(media(json!({"image/png": {}})).1, BodyKind::Bytes));
}

#[test]
fn version_2_has_its_body_and_forms_among_the_parameters() {
    let (api, _) = lowered(json!({
        "swagger": "2.0", "host": "api.example.com", "basePath": "/v2/", "schemes": ["http", "https"],
        "paths": {
            "/a": {"post": {"parameters": [
                {"name": "pet", "in": "body", "required": true, "schema": {"$ref": "#/definitions/Pet"}},
            ], "responses": {"200": {"schema": {"$ref": "#/definitions/Pet"}}}}},
            "/b": {"post": {"consumes": ["application/x-www-form-urlencoded"], "parameters": [
                {"name": "n", "in": "formData", "type": "integer", "required": true},
                {"name": "l", "in": "query", "type": "array", "items": {"type": "string"}},
            ]}},
            "/c": {"post": {"parameters": [{"name": "f", "in": "formData", "type": "file"}]}},
        },
        "definitions": {"Pet": {"type": "object", "properties": {"id": {"type": "integer"}}}},
    }));
    assert_eq!(api.servers[0].url, "https://api.example.com/v2");
    let [a, b, c] = api.operations.as_slice() else {
        panic!("{:?}", api.operations)
    };
    assert!(matches!(
        a.body.as_ref().unwrap().kind,
        BodyKind::Json(Type::Named(_))
    ));
    assert!(matches!(
        a.responses[0].content,
        Content::Json(Type::Named(_))
    ));
    let form = b.body.as_ref().unwrap();
    assert_eq!(form.kind.fields().unwrap()[0].ty, Type::Integer);
    assert_eq!(b.parameters[0].style, ParameterStyle::COMMA);
    assert!(matches!(
        c.body.as_ref().unwrap().kind,
        BodyKind::Multipart(_)
    ));
}

#[test]
fn calls_are_the_methods_of_paths() {
    let (api, _) = lowered(json!({
        "openapi": "3.2.0",
        "paths": {
            "/a?x=1": {"get": {}, "summary": "s", "parameters": [], "QUERY": {}},
            "/b": {"$ref": "#/components/pathItems/B"},
            "x-note": {"get": {}},
        },
        "components": {"pathItems": {"B": {"post": {}, "additionalOperations": {"COPY": {}}}}},
        "webhooks": {"w": {"post": {}}},
    }));
    let keys: Vec<String> = api
        .operations
        .iter()
        .map(|operation| operation.key.to_string())
        .collect();
    assert_eq!(keys, ["GET /a", "QUERY /a", "POST /b", "COPY /b"]);
    assert_eq!(
        api.operations[0].parameters[0].constant.as_deref(),
        Some("1")
    );
}
