//! Values of generated types, construct by construct: what fits is written back as it was read, what the type does not
//! list survives where the document says so, and what does not fit is an error with its path. The modules below are
//! generated from `tests/fixtures/schemas.openapi.yaml`; a test of the generator compares them.

// They are laid out by the rules of generated crates.
#[rustfmt::skip]
mod animals;
#[rustfmt::skip]
mod keepers;
#[rustfmt::skip]
#[allow(clippy::enum_variant_names, reason = "names are the document's")]
mod orders;

use posthaste_runtime::private::from_slice;
use posthaste_runtime::{Decode, Encode, Json, Nullable};
use proptest::prelude::*;

use animals::{Animal, Bird, Cat, Fish};
use keepers::{Group, Guest, Keeper, KeeperGrade, Member};
use orders::{Meal, Order};

fn json(text: &str) -> Json {
    text.parse().unwrap()
}

/// The JSON of the value that a JSON is read as, from the tree and from the text.
fn written<T: Decode + Encode + PartialEq>(json: &Json) -> Json {
    let read: T = json.clone().to().unwrap();
    // `None` where numbers have more digits than a double: then the tree is read.
    let direct: Option<T> = from_slice(json.to_string().as_bytes());
    assert!(direct.is_none_or(|direct| direct == read), "{json}");
    read.encode()
}

/// With the members of objects in the order of their names.
fn sorted(json: Json) -> Json {
    match json {
        Json::Array(items) => Json::Array(items.into_iter().map(sorted).collect()),
        Json::Object(members) => {
            let members = members.into_iter();
            let mut members: Vec<_> = members.map(|(name, value)| (name, sorted(value))).collect();
            members.sort_by(|one, other| one.0.cmp(&other.0));
            Json::Object(members)
        }
        other => other,
    }
}

#[track_caller]
fn same<T: Decode + Encode + PartialEq>(json: &Json) {
    assert_eq!(sorted(written::<T>(json)), sorted(json.clone()));
}

fn text() -> impl Strategy<Value = Json> {
    "[a-zA-Z0-9 é]{0,8}".prop_map(Json::from)
}

fn number() -> impl Strategy<Value = Json> {
    any::<i64>().prop_map(Json::from)
}

fn nullable(value: impl Strategy<Value = Json> + 'static) -> BoxedStrategy<Json> {
    prop_oneof![Just(Json::Null), value].boxed()
}

fn list(item: impl Strategy<Value = Json> + 'static) -> BoxedStrategy<Json> {
    prop::collection::vec(item, 0..4)
        .prop_map(Json::Array)
        .boxed()
}

fn any_json() -> BoxedStrategy<Json> {
    let leaf = prop_oneof![
        nullable(number()),
        text(),
        any::<bool>().prop_map(Json::from)
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let map = prop::collection::btree_map("[a-z]{1,4}", inner.clone(), 0..3);
        let object = map.prop_map(|members| Json::Object(members.into_iter().collect()));
        prop_oneof![list(inner), object]
    })
    .boxed()
}

/// An object with some of its members absent: those that are `None`.
fn object(members: Vec<(&'static str, BoxedStrategy<Option<Json>>)>) -> BoxedStrategy<Json> {
    let (names, values): (Vec<_>, Vec<_>) = members.into_iter().unzip();
    let object = values.prop_map(move |values| {
        let members = names.iter().zip(values);
        let members = members.filter_map(|(name, value)| Some(((*name).to_owned(), value?)));
        Json::Object(members.collect())
    });
    object.boxed()
}

fn required(value: impl Strategy<Value = Json> + 'static) -> BoxedStrategy<Option<Json>> {
    value.prop_map(Some).boxed()
}

fn optional(value: impl Strategy<Value = Json> + 'static) -> BoxedStrategy<Option<Json>> {
    prop::option::of(value).boxed()
}

fn constant(text: &'static str) -> BoxedStrategy<Option<Json>> {
    required(Just(Json::from(text)))
}

/// The object with members that no type lists; their names are in capitals.
fn with_others(object: BoxedStrategy<Json>, value: BoxedStrategy<Json>) -> BoxedStrategy<Json> {
    let others = prop::collection::btree_map("[A-Z]{1,4}", value, 0..3);
    let joined = (object, others).prop_map(|(object, others)| match object {
        Json::Object(mut members) => {
            members.extend(others);
            Json::Object(members)
        }
        other => other,
    });
    joined.boxed()
}

fn keeper() -> BoxedStrategy<Json> {
    let shifts = prop::collection::btree_map("[a-z]{1,4}", nullable(text()), 1..3);
    let shifts = shifts.prop_map(|members| Json::Object(members.into_iter().collect()));
    let digits = "[1-9][0-9]{20,29}".prop_map(|digits| Json::Number(digits.parse().unwrap()));
    let fields = object(vec![
        ("name", required(text())),
        ("nickname", optional(nullable(text()))),
        ("badge", required(nullable(text()))),
        ("secret", optional("[a-z]{1,8}".prop_map(Json::from))),
        ("grade", optional((0..5_i64).prop_map(Json::from))),
        ("shifts", optional(shifts)),
        ("number", optional(digits)),
    ]);
    with_others(fields, any_json())
}

fn cat() -> BoxedStrategy<Json> {
    let kind = prop_oneof![Just(Json::from("cat")), Just(Json::from("lion"))];
    let leaf = object(vec![
        ("kind", required(kind)),
        ("name", required(text())),
        ("lives", optional(number())),
    ]);
    let nested = leaf.clone().prop_recursive(3, 8, 2, move |inner| {
        let kittens = list(inner.clone()).prop_filter("an empty list is none", |kittens| {
            kittens
                .as_array()
                .is_some_and(|kittens| !kittens.is_empty())
        });
        (leaf.clone(), optional(inner), optional(kittens)).prop_map(|(cat, rival, kittens)| {
            let others = [("rival", rival), ("kittens", kittens)];
            let others = others.into_iter();
            let others = others.filter_map(|(name, value)| Some((name.to_owned(), value?)));
            match cat {
                Json::Object(mut members) => {
                    members.extend(others);
                    Json::Object(members)
                }
                other => other,
            }
        })
    });
    nested.boxed()
}

fn animal() -> BoxedStrategy<Json> {
    let span = nullable((0..100_i64).prop_map(|span| Json::from(span as f64 + 0.5)));
    let bird = object(vec![
        ("kind", constant("bird")),
        ("wingspans", optional(list(span))),
    ]);
    let fish = object(vec![
        ("kind", constant("fish")),
        ("tank", optional(nullable(number()))),
    ]);
    let unknown = with_others(object(vec![("kind", constant("whale"))]), any_json());
    prop_oneof![cat(), bird, fish, unknown].boxed()
}

fn order() -> BoxedStrategy<Json> {
    let seat = nullable(prop_oneof![number(), "[a-z]{1,5}".prop_map(Json::from)]);
    let ticket = object(vec![
        ("type", constant("ticket")),
        ("id", required(number())),
        ("seat", optional(seat)),
    ]);
    let base = object(vec![
        ("type", constant("drink")),
        ("id", required(number())),
    ]);
    prop_oneof![ticket, base]
        .prop_recursive(3, 8, 3, |inner| {
            object(vec![
                ("type", constant("Meal")),
                ("id", required(number())),
                ("dish", required(text())),
                ("parts", optional(list(inner))),
            ])
        })
        .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn keepers_are_written_as_they_were_read(json in keeper()) {
        same::<Keeper>(&json);
    }

    #[test]
    fn animals_are_written_as_they_were_read(json in animal()) {
        same::<Animal>(&json);
        same::<Vec<Animal>>(&Json::Array(vec![json]));
    }

    #[test]
    fn orders_are_written_as_they_were_read(json in order()) {
        same::<Order>(&json);
    }

    #[test]
    fn any_value_is_read_or_refused_with_a_path(json in any_json()) {
        for error in [
            json.clone().to::<Keeper>().err(),
            json.clone().to::<Animal>().err(),
            json.clone().to::<Order>().err(),
        ] {
            prop_assert!(error.is_none_or(|error| error.path().starts_with('$')));
        }
        // A union without a tag keeps what fits none of its types.
        prop_assert!(json.clone().to::<Guest>().is_ok());
    }
}

#[cfg(feature = "serialize")]
mod answers {
    use super::*;
    use keepers::Visit;

    fn visit() -> BoxedStrategy<Json> {
        let with = |name: &'static str, value| {
            object(vec![(name, required(value)), ("since", optional(number()))])
        };
        let guest = prop_oneof![
            with("member", text().boxed()),
            with("size", number().boxed()),
            "[a-z]{1,5}".prop_map(Json::from),
            with("weight", number().boxed()),
        ];
        let fields = object(vec![
            ("object", constant("visit")),
            ("guest", required(guest)),
            ("note", optional(text())),
        ]);
        with_others(fields, number().boxed())
    }

    proptest! {
        #[test]
        fn visits_are_written_as_they_were_read(json in visit()) {
            // The object with a weight only shares `since` with the types, and may be read as one of them.
            prop_assume!(json.at(&["guest", "weight"]).is_none() || json.at(&["guest", "since"]).is_none());
            same::<Visit>(&json);
        }
    }

    #[test]
    fn other_members_must_fit_their_type() {
        let error = json(r#"{"object":"visit","guest":"a","late":"x"}"#).to::<Visit>();
        let expected = "expected a whole number, found a string at $.late";
        assert_eq!(error.unwrap_err().to_string(), expected);
    }
}

#[test]
fn absent_null_and_a_value_are_three_states() {
    for (text, nickname) in [
        (r#"{"name":"a","badge":null}"#, None),
        (
            r#"{"name":"a","nickname":null,"badge":null}"#,
            Some(Nullable::Null),
        ),
        (
            r#"{"name":"a","nickname":"b","badge":null}"#,
            Some("b".into()),
        ),
    ] {
        let read: Keeper = json(text).to().unwrap();
        assert_eq!(read.nickname, nickname);
        assert_eq!(read.encode().to_string(), text);
    }
}

#[test]
fn what_only_the_service_sets_is_read_and_not_sent() {
    let keeper: Keeper = json(r#"{"id":"7","name":"a","badge":"b","size":1}"#)
        .to()
        .unwrap();
    assert_eq!(keeper.id.as_deref(), Some("7"));
    assert_eq!(
        keeper.encode().to_string(),
        r#"{"name":"a","badge":"b","size":1}"#
    );
}

#[test]
fn constants_and_tags_need_not_be_set() {
    let named = |animal: Animal| animal.encode().to_string();
    assert_eq!(named(Animal::Bird(Bird::default())), r#"{"kind":"bird"}"#);
    assert_eq!(Bird::default().encode().to_string(), r#"{"kind":"bird"}"#);
    assert_eq!(named(Animal::Fish(Fish::default())), r#"{"kind":"fish"}"#);
    let cat = Cat {
        name: "a".to_owned(),
        ..Cat::default()
    };
    assert_eq!(named(Animal::Cat(cat)), r#"{"kind":"cat","name":"a"}"#);
    let lion = Cat {
        kind: "lion".to_owned(),
        ..Cat::default()
    };
    assert_eq!(named(Animal::Cat(lion)), r#"{"kind":"lion","name":""}"#);
    let meal = Order::Meal(Meal {
        id: 1,
        ..Meal::default()
    });
    assert_eq!(
        meal.encode().to_string(),
        r#"{"type":"Meal","id":1,"dish":""}"#
    );
}

#[test]
fn the_fields_of_an_object_choose_its_type() {
    let guest = |text: &str| json(text).to::<Guest>().unwrap();
    let group = Group {
        size: 1,
        since: Some(2),
    };
    assert_eq!(guest(r#"{"since":2,"size":1}"#), Guest::Group(group));
    let member = Member {
        member: "m".to_owned(),
        since: None,
    };
    assert_eq!(guest(r#"{"member":"m"}"#), Guest::Member(member));
    assert_eq!(guest(r#""x""#), Guest::String("x".to_owned()));
    let other = json(r#"{"weight":1}"#);
    assert_eq!(guest(&other.to_string()), Guest::Unknown(other));
}

#[test]
fn a_value_of_another_type_is_an_error_with_its_path() {
    let error = |result: Option<posthaste_runtime::Mismatch>| result.unwrap().to_string();
    let shifts = json(r#"{"shifts":{"a":[1]}}"#).to::<Keeper>().err();
    assert_eq!(
        error(shifts),
        "expected a string, found a list at $.shifts.a"
    );
    let parts = json(r#"{"type":"Meal","parts":[{"type":"ticket","id":"x"}]}"#);
    let expected = "expected a whole number, found a string at $.parts[0].id";
    assert_eq!(error(parts.to::<Order>().err()), expected);
    let grade: Keeper = json(r#"{"grade":3}"#).to().unwrap();
    assert_eq!(grade.grade, Some(KeeperGrade::Unknown("3".to_owned())));
}
