//! The rules of inference, each by an example.

use super::*;
use crate::ground::diagnostic::SourceId;
use crate::model::api::{Record, TypeId, TypeShape};

/// The type of all examples together, in one line.
fn infer(texts: &[&str]) -> String {
    let mut shape = Shape::default();
    for text in texts {
        shape.merge(Shape::from_json_text(text).unwrap());
    }
    lowered(&shape)
}

fn lowered(shape: &Shape) -> String {
    let mut api = Api::default();
    let ty = shape.lower(&mut api, &["root".to_owned()], &Origin::root(SourceId(0)));
    show(&api, &ty, &mut Vec::new())
}

fn show(api: &Api, ty: &Type, around: &mut Vec<TypeId>) -> String {
    match ty {
        Type::Array(element) => format!("[{}]", show(api, element, around)),
        Type::Map(value) => format!("map<{}>", show(api, value, around)),
        Type::String(StringFormat::Plain) => "string".to_owned(),
        Type::String(format) => format!("{format:?}"),
        Type::Named(id) if around.contains(id) => {
            format!(
                "^{}",
                api.type_def(*id).declared_name.as_deref().unwrap_or("self")
            )
        }
        Type::Named(id) => {
            around.push(*id);
            let text = match &api.type_def(*id).shape {
                TypeShape::Record(record) => show_record(api, record, around),
                TypeShape::Union(union) => {
                    let show_variant =
                        |variant: &crate::model::api::Variant, around: &mut Vec<TypeId>| {
                            format!("{}: {}", variant.name, show(api, &variant.ty, around))
                        };
                    let all: Vec<_> = union
                        .variants
                        .iter()
                        .map(|variant| show_variant(variant, around))
                        .collect();
                    format!(
                        "<{}{}>",
                        union.tag.as_deref().unwrap_or("|"),
                        all.join(" | ")
                    )
                }
                TypeShape::Identifier => "identifier".to_owned(),
                TypeShape::Enum(values) => format!("enum{}", values.len()),
            };
            around.pop();
            text
        }
        other => format!("{other:?}"),
    }
}

fn show_record(api: &Api, record: &Record, around: &mut Vec<TypeId>) -> String {
    let fields: Vec<String> = record
        .fields
        .iter()
        .map(|field| {
            let mark = if field.nullable { "?" } else { "" };
            format!("{}{mark}: {}", field.name, show(api, &field.ty, around))
        })
        .collect();
    format!("{{{}}}", fields.join(", "))
}

#[test]
fn scalars_and_lists() {
    let text =
        r#"{"a": 1, "b": 1.5, "c": true, "d": "x", "e": null, "f": [1, 2], "g": [], "h": {}}"#;
    assert_eq!(
        infer(&[text]),
        "{a: Integer, b: Number, c: Boolean, d: string, e?: Any, f: [Integer], g: [Any], h: map<Any>}"
    );
}

#[test]
fn examples_widen_each_other() {
    assert_eq!(
        infer(&[r#"{"a": 1}"#, r#"{"a": null, "b": "x"}"#]),
        "{a?: Integer, b: string}"
    );
    assert_eq!(infer(&[r#"{"a": 1}"#, r#"{"a": 1.5}"#]), "{a: Number}");
    assert_eq!(
        infer(&[r#"{"a": []}"#, r#"{"a": [{"b": 1}]}"#]),
        "{a: [{b: Integer}]}"
    );
}

#[test]
fn empty_text_stands_for_no_value_where_others_have_a_format() {
    assert_eq!(
        infer(&[r#"[{"a": "", "b": 1}, {"a": "2022-08-15", "b": ""}]"#]),
        "[{a?: Date, b?: Integer}]"
    );
    assert_eq!(infer(&[r#"[{"a": ""}, {"a": "x"}]"#]), "[{a: string}]");
}

#[test]
fn mixed_kinds_are_a_union_or_any_value() {
    assert_eq!(
        infer(&[r#"[{"a": 1}, {"a": "x"}]"#]),
        "[{a: <|integer: Integer | string: string>}]"
    );
    assert_eq!(infer(&[r#"[1, "x", true, [], {}]"#]), "[Any]");
    assert_eq!(infer(&["[1, null]"]), "[Any]");
}

#[test]
fn keys_that_are_data_make_a_map() {
    assert_eq!(
        infer(&[r#"{"2022-08-15": 1, "2022-08-16": 2}"#]),
        "map<Integer>"
    );
    assert_eq!(
        infer(&[r#"{"key_0": "<string>", "key_1": "<string>"}"#]),
        "map<string>"
    );
    assert_eq!(
        infer(&[r#"{"id": 1, "key_0": "<string>"}"#]),
        "{id: Integer}"
    );
    assert_eq!(
        infer(&[r#"{"red": 1, "green": 2}"#]),
        "{red: Integer, green: Integer}"
    );
    assert_eq!(
        infer(&[r#"{"1": {"a": 1}, "2": {"b": 2}}"#]),
        "map<{a: Integer, b: Integer}>"
    );
}

#[test]
fn a_tag_tells_objects_of_different_fields_apart() {
    let cat_and_dog = r#"[{"type": "cat", "lives": 9}, {"type": "dog", "tricks": ["sit"]}]"#;
    assert_eq!(
        infer(&[cat_and_dog]),
        "[<typecat: {type: string, lives: Integer} | dog: {type: string, tricks: [string]}>]"
    );
    // Only more or fewer fields: they are optional.
    let plain = r#"[{"type": "a", "x": 1}, {"type": "b", "x": 1, "y": 2}]"#;
    assert_eq!(infer(&[plain]), "[{type: string, x: Integer, y: Integer}]");
    // Different values, equal fields: no enum, no union.
    assert_eq!(
        infer(&[r#"[{"type": "a"}, {"type": "b"}]"#]),
        "[{type: string}]"
    );
}

#[test]
fn objects_that_hold_their_kind_are_recursive() {
    let comment = r#"{"id": 1, "replies": [{"id": 2, "replies": [{"id": 3, "replies": []}]}]}"#;
    assert_eq!(infer(&[comment]), "{id: Integer, replies: [^self]}");
    let leaf = r#"{"id": 1, "replies": [{"id": 2, "replies": [{"id": 3}]}]}"#;
    assert_eq!(infer(&[leaf]), "{id: Integer, replies: [^self]}");
    let chain = r#"{"id": 1, "parent": {"id": 2, "parent": null}}"#;
    assert_eq!(infer(&[chain]), "{id: Integer, parent?: ^self}");
    let owner = r#"{"id": 1, "name": "x", "owner": {"id": 2, "name": "y"}}"#;
    assert_eq!(
        infer(&[owner]),
        "{id: Integer, name: string, owner: {id: Integer, name: string}}"
    );
    let through = r#"{"id": 1, "links": {"next": {"id": 2, "links": {"next": null}}}}"#;
    assert_eq!(infer(&[through]), "{id: Integer, links: {next?: ^self}}");
}

#[test]
fn circular_markers_name_the_schema() {
    let text = r#"{"data": [{"id": "<long>", "parent":
        {"value": "<Circular reference to #/components/schemas/Pet detected>"}}]}"#;
    assert_eq!(infer(&[text]), "{data: [{id: Integer, parent: ^Pet}]}");
    let through = r#"{"pet": {"name": "<string>", "owner": {"pets": [
        {"value": "<Circular reference to #/components/schemas/Pet detected>"}]}}}"#;
    assert_eq!(
        infer(&[through]),
        "{pet: {name: string, owner: {pets: [^Pet]}}}"
    );
    let unnamed = r#"[{"id": 1, "name": "", "owner": {"pets": [
        {"value": "<Circular reference to #/components/schemas/Pet detected>"}]}}]"#;
    assert_eq!(
        infer(&[unnamed]),
        "[{id: Integer, name: string, owner: {pets: [^Pet]}}]"
    );
    let twice = r#"{"id": 1, "owner": {"first": "", "best": {"value": "<Circular reference to #/a/Pet detected>"}},
        "parent": {"value": "<Circular reference to #/a/Pet detected>"}}"#;
    assert_eq!(
        infer(&[twice]),
        "{id: Integer, owner: {first: string, best: ^Pet}, parent: ^Pet}"
    );
    let expanded = r#"{"id": 1, "child": {"id": 2, "child": {"value": "<Circular reference to #/a/Pet detected>"}}}"#;
    assert_eq!(infer(&[expanded]), "{id: Integer, child: ^Pet}");
    let deep = r#"{"a": {"value": "<Error: Too many levels of nesting to fake this schema>"}}"#;
    assert_eq!(infer(&[deep]), "{a: Any}");
}

#[test]
fn what_lies_very_deep_is_any_value() {
    let nested = |levels: usize| {
        let open: String = (0..levels)
            .map(|level| format!("{{\"a{level}\":"))
            .collect();
        infer(&[&format!("{open}1{}", "}".repeat(levels))])
    };
    assert!(nested(MAX_DEPTH).contains(": Integer}"));
    let deeper = nested(2 * MAX_DEPTH);
    assert!(deeper.contains(": Any}"), "{deeper}");
    assert_eq!(deeper.matches('{').count(), MAX_DEPTH + 1);
}

#[test]
fn json_as_people_write_it() {
    let text =
        "\u{FEFF}// head\n{\"n\": {{count}}, \"s\": \"{{name}}\", \"t\": {{$timestamp}}, 'q': 2,}";
    assert_eq!(
        infer(&[text]),
        "{n: Any, s: string, t: Integer, q: Integer}"
    );
    for bad in [
        "",
        "<html></html>",
        "{\"a\": ",
        "hello",
        "{{header}}\n<xml/>",
    ] {
        assert!(Shape::from_json_text(bad).is_err(), "{bad}");
    }
    assert_eq!(infer(&["\"<string>\""]), "string");
    assert_eq!(infer(&["<string>"]), "string");
    assert_eq!(
        infer(&["{\"id\": <userId>, \"n\": <long>, \"m\": <my name>}"]),
        "{id: Any, n: Integer, m: Any}"
    );
}

#[test]
fn texts_of_a_query_have_the_type_that_they_hold() {
    for (values, expected) in [
        (&["30"][..], "Integer"),
        (&["30", "x"], "string"),
        (&["true", "{{flag}}", ""], "Boolean"),
        (&["1.5", "2"], "Number"),
        (&["007"], "string"),
        (&["18446744073709551616"], "string"),
        (&["1977-11-30"], "Date"),
        (&["ut amet"], "string"),
        (&["<long>", "<long>"], "Integer"),
        (&["<integer>,<integer>"], "[Integer]"),
        (&[r#"[{"email": "a@b.co"}]"#], "[{email: Email}]"),
        (&["{{x}}"], "string"),
        (&[], "string"),
        (&["[object Object]"], "Any"),
        (&["{not json"], "string"),
    ] {
        assert_eq!(
            lowered(&Shape::from_scalars(values)),
            expected,
            "{values:?}"
        );
    }
}

#[test]
fn deep_and_wide_values_are_read() {
    let deep = format!("{}1{}", "[".repeat(400), "]".repeat(400));
    assert!(Shape::from_json_text(&deep).is_ok());
    assert!(Shape::from_json_text(&"[".repeat(100_000)).is_err());
    let wide: Vec<String> = (0..400).map(|n| format!("\"field{n}\": {n}")).collect();
    assert!(infer(&[&format!("{{{}}}", wide.join(", "))]).contains("field399: Integer"));
}

#[test]
fn types_written_where_values_should_be() {
    assert_eq!(
        infer(&[
            r#"{"size": "integer", "on": "boolean", "at": "string [date-time]", "type": "integer"}"#
        ]),
        "{size: Integer, on: Boolean, at: DateTime, type: Integer}"
    );
    assert_eq!(
        infer(&[r#"{"name": "x", "type": "integer"}"#]),
        "{name: string, type: string}"
    );
}

#[test]
fn json_inside_a_string_of_json() {
    assert_eq!(infer(&[r#""{\n \"id\": 007 }""#]), "{id: Integer}");
    assert_eq!(
        infer(&[r#""{\n\"id\": \"7,\n\"n\": 1 }""#]),
        "{id: string, n: Integer}"
    );
    assert_eq!(infer(&[r#""{ broken""#]), "Any");
    assert_eq!(infer(&[r#""text""#]), "string");
}

#[test]
fn keys_say_what_whole_examples_do_not() {
    assert_eq!(
        infer(&[r#"{"price": 5, "count": 5, "phone": 5}"#]),
        "{price: Number, count: Integer, phone: Integer}"
    );
    let phone = |values: &[&str]| {
        let mut api = Api::default();
        let path = ["root".to_owned(), "phone".to_owned()];
        Shape::from_scalars(values).lower(&mut api, &path, &Origin::root(SourceId(0)))
    };
    assert_eq!(phone(&["15551234567"]), Type::string());
}

#[test]
fn texts_have_a_format_where_every_example_has_it() {
    let field = |values: [&str; 2], key: &str| {
        let examples = values.map(|value| format!("{{\"{key}\": \"{value}\"}}"));
        infer(&[&examples[0], &examples[1]])
    };
    for (key, values, expected) in [
        (
            "at",
            ["2022-08-15T09:00:00Z", "2022-08-15T09:00:00.5+02:00"],
            "at: DateTime",
        ),
        ("at", ["2022-08-15T09:00:00Z", "2022-08-15"], "at: string"),
        ("at", ["2022-08-15T09:00:00Z", "1660554000"], "at: string"),
        (
            "at",
            ["2022-08-15T09:00:00", "2022-08-15T09:00"],
            "at: Other(\"iso-8601\")",
        ),
        ("opens", ["09:30:00", "10:00:00"], "opens: Time"),
        ("duration", ["09:30:00", "10:00:00"], "duration: string"),
        ("total", ["19.90", "20"], "total: Decimal"),
        ("total", ["20", "21"], "total: string"),
        ("total", ["19.90", "free"], "total: string"),
        ("version", ["1.10", "1.9"], "version: string"),
        ("version", ["2022-08-15", "2022-09-15"], "version: string"),
        ("link", ["https://example.com", "ut amet"], "link: Url"),
        ("link", ["https://example.com", "{{link}}"], "link: Url"),
        ("link", ["culpa mollit", "string"], "link: string"),
        (
            "link",
            ["https://example.com", "example.com"],
            "link: string",
        ),
        ("version", ["<decimal>", "<decimal>"], "version: Decimal"),
    ] {
        assert_eq!(
            field(values, key),
            format!("{{{expected}}}"),
            "{key} {values:?}"
        );
    }
}

#[test]
fn a_value_may_be_named_by_the_object_around_it() {
    assert_eq!(
        infer(&[r#"{"amount": {"value": "19.90"}, "option": {"value": "1.10"}}"#]),
        "{amount: {value: Decimal}, option: {value: string}}"
    );
}

#[test]
fn texts_with_a_secret_in_one_example_are_secrets() {
    let url = |text: &str| format!(r#"{{"start_url": "{text}", "next": "{text}"}}"#);
    assert_eq!(
        infer(&[
            &url("https://zoo.example/s/1"),
            &url("https://zoo.example/s/1?zak=4f9a1b7c"),
        ]),
        "{start_url: Password, next: Url}"
    );
}
