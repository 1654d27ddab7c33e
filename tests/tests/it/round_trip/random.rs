//! Random sets of JSON: the type that is inferred from all of them reads each of them and keeps its data.

use posthaste::ground::diagnostic::{Origin, SourceId};
use posthaste::infer::Shape;
use posthaste::model::api::{Api, Type};
use posthaste_runtime::Json;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::interpret::through;
use super::{is_nothing, lost};

/// Few keys and words, so that recursion, tags, maps and mixed kinds come about often.
fn value() -> impl Strategy<Value = Value> {
    let word = prop::sample::select(vec![
        "cat",
        "dog",
        "",
        "two words",
        "2022-08-15",
        "12",
        "true",
        "ann@example.com",
        "0b0bd1a4-8d2c-4a4e-9c4f-3c1d0f0e0a0b",
    ]);
    let key = prop::sample::select(vec![
        "id", "type", "child", "list", "12", "13", "name", "price",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-9..9_i64).prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-1e6..1e6).prop_map(|number: f64| json!(number)),
        word.prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 5, move |inner| {
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

fn inferred(values: &[Value]) -> (Api, Type) {
    let mut shape = Shape::default();
    for value in values {
        shape.merge(Shape::from_json_text(&value.to_string()).expect("JSON"));
    }
    let mut api = Api::default();
    let ty = shape.lower(&mut api, &[], &Origin::root(SourceId(0)));
    (api, ty)
}

proptest! {
    #[test]
    fn nothing_of_any_example_is_lost(values in prop::collection::vec(value(), 1..4)) {
        let (api, ty) = inferred(&values);
        for value in &values {
            let before: Json = value.to_string().parse().expect("JSON");
            if is_nothing(&before) {
                continue;
            }
            let after = through(&api, &ty, before.clone());
            let after = after.map_err(|wrong| TestCaseError::fail(format!("{wrong}: {before} is no {ty:?}")))?;
            let places = lost(&before, &after);
            prop_assert!(places.is_empty(), "{places:?} of {before} through {ty:?} of {:#?}", api.types);
        }
    }
}
