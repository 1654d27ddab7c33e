//! Properties of inference: the inferred type accepts every example, and does not depend on their order.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::*;
use crate::ground::diagnostic::SourceId;
use crate::model::api::{Record, TypeShape};

/// Few keys and words, so that recursion, tags, maps and mixed kinds are frequent.
fn value() -> impl Strategy<Value = Value> {
    let word = prop::sample::select(vec![
        "cat",
        "dog",
        "",
        "two words",
        "2022-08-15",
        "<long>",
        "<string,null>",
        "{{x}}",
        "12",
        "0b0bd1a4-8d2c-4a4e-9c4f-3c1d0f0e0a0b",
    ]);
    let key = prop::sample::select(vec![
        "id", "type", "child", "list", "12", "13", "key_0", "name",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-1e6..1e6).prop_map(|number: f64| json!(number)),
        word.prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 40, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..5).prop_map(|pairs| {
                let pairs = pairs
                    .into_iter()
                    .map(|(key, value)| (key.to_owned(), value));
                Value::Object(pairs.collect::<Map<_, _>>())
            }),
        ]
    })
}

fn shape_of<'a>(values: impl IntoIterator<Item = &'a Value>) -> Shape {
    let mut shape = Shape::default();
    for value in values {
        shape.merge(Shape::from_json_text(&value.to_string()).unwrap());
    }
    shape
}

fn lowered(shape: &Shape) -> (Api, Type) {
    let mut api = Api::default();
    let ty = shape.lower(&mut api, &[], &Origin::root(SourceId(0)));
    (api, ty)
}

/// Whether a type accepts a value: `null` and `""` where the value may be missing, and a converter's placeholder always.
fn accepts(api: &Api, ty: &Type, value: &Value) -> bool {
    if value
        .as_str()
        .is_some_and(|text| text.starts_with(['<', '{']))
    {
        return true;
    }
    match (ty, value) {
        (Type::Any, _) | (Type::Boolean, Value::Bool(_)) => true,
        (Type::Integer, Value::Number(number)) => number.is_i64(),
        (Type::Unsigned, Value::Number(number)) => number.is_u64(),
        (Type::Number | Type::BigNumber, Value::Number(_))
        | (Type::String(_), Value::String(_)) => true,
        (Type::Array(element), Value::Array(values)) => values
            .iter()
            .all(|value| accepts(api, element, value) || empty(value)),
        (Type::Map(inner), Value::Object(fields)) => fields
            .values()
            .all(|value| accepts(api, inner, value) || empty(value)),
        (Type::Named(id), value) => accepts_shape(api, &api.type_def(*id).shape, value),
        _ => false,
    }
}

fn empty(value: &Value) -> bool {
    value.as_str() == Some("")
}

fn accepts_shape(api: &Api, shape: &TypeShape, value: &Value) -> bool {
    match shape {
        TypeShape::Record(record) => value
            .as_object()
            .is_some_and(|object| record_accepts(api, record, object)),
        TypeShape::Union(union) => union.variants.iter().any(|variant| {
            let tag = union.tag.as_ref().map(|tag| value[tag].as_str());
            tag.is_none_or(|tag| tag == Some(variant.name.as_str()))
                && accepts(api, &variant.ty, value)
        }),
        TypeShape::Enum(_) | TypeShape::Identifier => false,
    }
}

fn record_accepts(api: &Api, record: &Record, object: &Map<String, Value>) -> bool {
    object.iter().all(|(key, value)| {
        let field = record.fields.iter().find(|field| field.name == *key);
        let dropped = key.starts_with("key_");
        field.map_or(dropped, |field| {
            (field.nullable && (value.is_null() || empty(value))) || accepts(api, &field.ty, value)
        })
    })
}

proptest! {
    #[test]
    fn every_example_is_of_the_type(values in prop::collection::vec(value(), 1..4)) {
        let (api, ty) = lowered(&shape_of(&values));
        for value in values.iter().filter(|value| !value.is_null() && !empty(value)) {
            prop_assert!(accepts(&api, &ty, value), "{value} is no {ty:?} of {:#?}", api.types);
        }
    }

    #[test]
    fn order_and_repetition_do_not_matter(left in value(), right in value()) {
        let forth = shape_of([&left, &right]);
        prop_assert_eq!(&forth, &shape_of([&right, &left]));
        prop_assert_eq!(&forth, &shape_of([&left, &right, &left, &right]));
    }

    #[test]
    fn no_text_makes_it_fail(text in "[\\[\\]{}\":,<>tfn0-9. \\\\a-z/*'é\n]{0,60}") {
        if let Ok(shape) = Shape::from_json_text(&text) {
            lowered(&shape);
        }
        lowered(&Shape::from_scalars(&[&text, "1"]));
        lowered(&Shape::from_text(&text));
    }
}
