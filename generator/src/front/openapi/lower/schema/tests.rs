//! Schemas, construct by construct.

use serde_json::{Value, json};

use super::super::tests::{lowered, shown};
use crate::model::api::{Access, Api, Field, TypeShape};

/// The record of a component that an operation of a document of version 3.0 answers with.
fn record(components: Value, name: &str) -> (Api, Vec<Field>) {
    let reference = json!({"$ref": format!("#/components/schemas/{name}")});
    let (api, _) = lowered(json!({
        "openapi": "3.0.3",
        "paths": {"/a": {"get": {"responses": {"200": {"content": {
            "application/json": {"schema": reference},
        }}}}}},
        "components": {"schemas": components},
    }));
    let def = api.types.iter().find(|def| def.path == [name]);
    let fields = match def.map(|def| &def.shape) {
        Some(TypeShape::Record(record)) => record.fields.clone(),
        other => panic!("{other:?}"),
    };
    (api, fields)
}

fn of(schema: Value) -> String {
    shown(schema, json!({}))
}

#[test]
fn items_and_values_may_be_null() {
    let text = json!({"type": ["string", "null"]});
    assert_eq!(of(json!({"type": "array", "items": text})), "[plain?]");
    let map = json!({"type": "object", "additionalProperties": text});
    assert_eq!(of(map), "map of plain?");
    let any = json!({"type": "array", "items": {"nullable": true}});
    assert_eq!(of(any), "[any]");
}

#[test]
fn siblings_of_a_reference_that_change_no_shape_are_read_in_every_version() {
    let (_, fields) = record(
        json!({
            "S": {"type": "string", "maxLength": 9, "default": "a", "description": "Of S."},
            "R": {"type": "object", "properties": {
                "a": {
                    "$ref": "#/components/schemas/S", "nullable": true, "deprecated": true,
                    "readOnly": true, "default": "b", "description": "Own.",
                },
                "b": {"allOf": [{"$ref": "#/components/schemas/S"}], "writeOnly": true},
            }},
        }),
        "R",
    );
    let [a, b] = fields.as_slice() else {
        panic!("{fields:?}")
    };
    assert!(a.nullable && a.clearable && a.deprecated);
    assert_eq!((a.access, b.access), (Access::Read, Access::Write));
    assert_eq!(
        (a.default.as_deref(), b.default.as_deref()),
        (Some("b"), Some("a"))
    );
    assert_eq!(
        (a.bounds.max_length, b.bounds.max_length),
        (Some(9), Some(9))
    );
    assert_eq!(a.description.as_deref(), Some("Own."));
    assert_eq!(b.description.as_deref(), Some("Of S."));
}

#[test]
fn keywords_without_a_type_imply_one() {
    for (schema, expected) in [
        (
            json!({"additionalProperties": {"type": "integer"}}),
            "map of integer",
        ),
        (json!({"required": ["a"]}), "map of any"),
        (json!({"items": {"type": "boolean"}}), "[boolean]"),
        (json!({"minItems": 1}), "[any]"),
        (json!({"pattern": "^a"}), "plain"),
        (json!({"minimum": 1}), "number"),
        (json!({"format": "date-time"}), "datetime"),
        (json!({"format": "int32"}), "integer"),
        (json!({"description": "d"}), "any"),
    ] {
        assert_eq!(of(schema.clone()), expected, "{schema}");
    }
}

#[test]
fn other_members_are_kept_where_the_document_declares_them() {
    let with = |additional: Value| {
        let properties = json!({"a": {"type": "string"}});
        of(json!({"type": "object", "properties": properties, "additionalProperties": additional}))
    };
    assert_eq!(with(json!(true)), "{a: plain, ..map of any}");
    assert_eq!(with(json!({})), "{a: plain, ..map of any}");
    assert_eq!(with(json!("true")), "{a: plain, ..map of any}");
    assert_eq!(
        with(json!({"type": "integer"})),
        "{a: plain, ..map of integer}"
    );
    assert_eq!(with(json!(false)), "{a: plain}");
    assert_eq!(with(json!(null)), "{a: plain}");
    let closed = json!({"type": "object", "additionalProperties": false});
    assert_eq!(of(closed), "{}");
    let patterns = json!({"type": "object", "patternProperties": {"^x": {"type": "integer"}}});
    assert_eq!(of(patterns), "map of integer");
}

#[test]
fn a_property_for_which_no_value_is_allowed_is_left_out() {
    let properties = json!({"a": false, "b": {"not": {}}, "c": true});
    assert_eq!(of(json!({"properties": properties})), "{c: any}");
}

#[test]
fn one_value_is_a_constant() {
    let properties = json!({
        "a": {"const": "x"}, "b": {"type": "integer", "enum": [7]}, "c": {"enum": [true]},
        "d": {"const": 1.5}, "e": {"$ref": "#/components/schemas/E"},
    });
    let shown = shown(
        json!({"properties": properties, "required": ["a"]}),
        json!({"E": {"type": "string", "enum": ["e"]}}),
    );
    let expected =
        "{a!: plain = \"x\", b: integer = 7, c: boolean = true, d: any, e: plain = \"e\"}";
    assert_eq!(shown, expected);
}

#[test]
fn whole_numbers_are_as_wide_as_their_bounds() {
    for (schema, expected) in [
        (
            json!({"type": "integer", "maximum": 9_223_372_036_854_775_807_i64}),
            "integer",
        ),
        (
            json!({"type": "integer", "maximum": 18_446_744_073_709_551_615_u64}),
            "unsigned",
        ),
        (json!({"type": "integer", "format": "uint64"}), "unsigned"),
        (json!({"type": "integer", "maximum": 1e30}), "bignumber"),
        (json!({"type": "integer", "format": "int128"}), "bignumber"),
        (json!({"type": "integer", "minimum": 0}), "integer"),
    ] {
        assert_eq!(of(schema.clone()), expected, "{schema}");
    }
}

#[test]
fn a_tuple_of_one_type_is_a_list_of_it() {
    let number = json!({"type": "number"});
    let pair = json!({"type": "array", "prefixItems": [number, number], "items": false});
    assert_eq!(of(pair), "[number]");
    let old = json!({"type": "array", "items": [number, {"type": "string"}]});
    assert_eq!(of(old), "[any]");
}

#[test]
fn names_and_prose_of_values_come_from_extensions() {
    let (api, _) = lowered(json!({
        "openapi": "3.0.3",
        "paths": {"/a": {"get": {"responses": {"200": {"content": {"application/json": {"schema": {
            "properties": {
                "a": {"enum": [1, 2], "x-enum-varnames": ["One", "Two"], "x-enum-descriptions": ["1st", ""]},
                "b": {"enum": ["x", "y"], "x-ms-enum": {"name": "Kind", "values": [{"value": "y", "name": "Why", "description": "D."}]}},
                "c": {"enum": ["p", "q"], "x-enumNames": ["only one"], "x-enum-descriptions": {"q": "Of q."}},
                "d": {"oneOf": [{"const": "s", "title": "Small", "description": "S."}, {"const": "l", "title": "Large"}]},
                "e": {"x-go-name": "CreatedAt", "type": "string", "x-isnullable": true},
            },
        }}}}}}}},
    }));
    let mut enums = Vec::new();
    for def in &api.types {
        match &def.shape {
            TypeShape::Enum(values) => {
                let values = values.iter().map(|value| {
                    let name = value.declared_name.as_deref().unwrap_or("-");
                    let prose = value.description.as_deref().unwrap_or("-");
                    format!("{} {name} {prose}", value.value)
                });
                let name = def.declared_name.as_deref().unwrap_or("-");
                enums.push(format!("{name}: {}", values.collect::<Vec<_>>().join(", ")));
            }
            TypeShape::Record(record) => {
                let last = &record.fields[4];
                assert_eq!(last.declared_name.as_deref(), Some("CreatedAt"));
                assert!(last.nullable);
            }
            _ => {}
        }
    }
    assert_eq!(
        enums,
        [
            "-: 1 One 1st, 2 Two -",
            "Kind: x - -, y Why D.",
            "-: p - -, q - Of q.",
            "-: s Small S., l Large -",
        ]
    );
}

fn pets() -> Value {
    json!({
        "Pet": {
            "type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}},
            "discriminator": {"propertyName": "kind", "mapping": {"cat": "#/components/schemas/Cat"}},
        },
        "Cat": {"allOf": [{"$ref": "#/components/schemas/Pet"}, {"properties": {"m": {"type": "integer"}}}]},
        "Dog": {"allOf": [{"$ref": "#/components/schemas/Pet"}, {"properties": {"friend": {"$ref": "#/components/schemas/Pet"}}}]},
        "Puppy": {"x-discriminator-value": "pup", "allOf": [{"$ref": "#/components/schemas/Dog"}]},
    })
}

#[test]
fn a_schema_that_others_extend_is_the_union_of_them() {
    let pet = shown(json!({"$ref": "#/components/schemas/Pet"}), pets());
    assert_eq!(
        pet,
        "kind(cat {kind!: plain, m: integer} or Dog {kind!: plain, friend: ..} or pup {kind!: plain, friend: ..} \
         or Pet[Pet] {kind!: plain} else 3)"
            .replace("friend: ..", "friend: kind(cat .. or Dog .. or pup .. or Pet[Pet] .. else 3)")
    );
    let cat = shown(json!({"$ref": "#/components/schemas/Cat"}), pets());
    assert_eq!(cat, "{kind!: plain, m: integer}");
}

#[test]
fn a_mapping_adds_alternatives_and_a_default() {
    let cat = json!({"type": "object", "properties": {"m": {"type": "integer"}}});
    let components = json!({"Cat": cat, "Dog": {"type": "object"}, "Fox": cat});
    let union = |mapping: Value, default: Value| {
        shown(
            json!({
                "oneOf": [{"$ref": "#/components/schemas/Cat"}],
                "discriminator": {"propertyName": "k", "mapping": mapping, "defaultMapping": default},
            }),
            components.clone(),
        )
    };
    let two = union(
        json!({"c": "Cat", "f": "#/components/schemas/Fox"}),
        json!("Fox"),
    );
    assert_eq!(two, "k(c {m: integer} or f {m: integer} else 1)");
    let reversed = union(json!({"Cat": "c", "Fox": "f"}), json!(null));
    assert_eq!(reversed, "k(c {m: integer} or f {m: integer})");
}

#[test]
fn properties_beside_alternatives_are_those_of_each() {
    let schema = json!({
        "type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}},
        "oneOf": [
            {"title": "A", "properties": {"a": {"type": "string"}}, "required": ["a"]},
            {"title": "B", "properties": {"b": {"type": "string"}}},
        ],
    });
    assert_eq!(
        of(schema),
        "untagged(A {id!: integer, a!: plain} or B {id!: integer, b: plain})"
    );
}

#[test]
fn a_union_with_any_value_keeps_its_other_types() {
    let schema = json!({"anyOf": [{"type": "integer"}, {"type": "array", "items": {}}, {"title": "X", "type": "weird"}]});
    assert_eq!(of(schema), "untagged(integer integer or array [any])");
    assert_eq!(
        of(json!({"anyOf": [{"type": "integer"}, {"type": "weird"}]})),
        "any"
    );
    let numbers = json!({"oneOf": [{"const": 1, "title": "One"}, {"const": 2}]});
    assert_eq!(of(numbers), "1|2");
    let texts = json!({"oneOf": [
        {"type": "string", "format": "date"}, {"type": "integer"}, {"type": "string", "format": "uuid"},
    ]});
    assert_eq!(of(texts), "untagged(string plain or integer integer)");
}
