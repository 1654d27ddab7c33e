//! What is read without a tree is what is read by way of one, and where the tree refuses, so does it.

use std::collections::BTreeMap;
use std::fmt::Debug;

use posthaste_runtime::{
    Decode, Json, Map, Mismatch, Nullable, Number, Object, Read, Source, Write, encode, open_enum,
    private, record, union,
};
use proptest::prelude::*;

use super::documents;

/// Every kind of field that generated types have.
#[derive(Clone, Default)]
struct All {
    text: Option<String>,
    whole: Option<i64>,
    small: u8,
    natural: Option<u64>,
    double: Option<f64>,
    single: f32,
    flag: Option<bool>,
    number: Option<Number>,
    list: Vec<String>,
    maybes: Vec<Option<i64>>,
    map: BTreeMap<String, Vec<i32>>,
    tri: Option<Nullable<i64>>,
    nullable: Nullable<String>,
    status: Option<Status>,
    kind: Kind,
    blank: Option<Blank>,
    tagged: Option<Tagged>,
    untagged: Vec<Untagged>,
    json: Option<Json>,
    inner: Option<Kept>,
    boxed: Option<Box<All>>,
    nothing: (),
    r#type: String,
}
record!(
    read All(text, whole, small, natural, double, single, flag, number, list, maybes, map, tri,
    nullable("null"), status, kind, blank, tagged, untagged, json, inner, boxed, nothing, r#type("type"))
);

/// Keeps the fields that it does not know.
#[derive(Debug, Clone, Default)]
struct Kept {
    text: Option<String>,
    boxed: Option<Box<Kept>>,
    rest: Map,
}

impl Read for Kept {
    fn read(&mut self, source: Source<'_>) -> Result<(), Mismatch> {
        let Self { text, boxed, rest } = self;
        source.fill_all(&["text", "boxed"], &mut [text, boxed], Some(rest))
    }
}

impl Write for Kept {
    fn write(&self, object: &mut Object) {
        object.put("text", &self.text);
        object.put("boxed", &self.boxed);
        for (name, value) in &self.rest {
            object.put(name, value);
        }
    }
}
encode!(Kept);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Status {
    Active,
    Unknown(String),
}
open_enum!(text Status(Active("active")));

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    One,
    Unknown(String),
}
open_enum!(number Kind(One("1")));

#[derive(Debug, Clone, PartialEq, Eq)]
enum Blank {
    Nothing,
    Unknown(String),
}
open_enum!(text Blank(Nothing("")));

#[derive(Clone, Default)]
struct Round {
    size: Option<i64>,
}
record!(read write Round(size));

#[derive(Clone, Default)]
struct Square {
    side: Option<f64>,
}
record!(read write Square(side));

#[derive(Debug, Clone)]
enum Tagged {
    Round(Round),
    Square(Square),
    Unknown(Json),
}
union!(tag "kind" Tagged(Round("round"), Square("square")));

#[derive(Debug, Clone)]
enum Untagged {
    Round(Round),
    Square(Square),
    Text(String),
    Unknown(Json),
}
union!(untagged Untagged(Round, Square, Text));

/// Whether there is an empty list or object in it.
fn has_empty(tree: &Json) -> bool {
    match tree {
        Json::Array(items) => items.is_empty() || items.iter().any(has_empty),
        Json::Object(fields) => fields.is_empty() || fields.iter().any(|field| has_empty(&field.1)),
        _ => false,
    }
}

/// Both ways over the same bytes.
fn compare<T: Decode + Debug>(bytes: &[u8]) -> Result<(), TestCaseError> {
    let tree = Json::from_slice(bytes).ok();
    let direct: Option<T> = private::from_slice(bytes);
    // What only looks like a number of serde_json's own is left to the tree, and so is an empty list or object, which
    // may stand for an absent value of another type.
    let is_left_to_tree = String::from_utf8_lossy(bytes).contains("private::Number")
        || tree.as_ref().is_some_and(has_empty);
    if direct.is_none() && is_left_to_tree {
        return Ok(());
    }
    let tree: Option<T> = tree.and_then(|tree| tree.to().ok());
    // As text, which differs for -0 and 0 and shows every digit.
    prop_assert_eq!(format!("{direct:?}"), format!("{tree:?}"));
    Ok(())
}

fn compare_all(bytes: &[u8]) -> Result<(), TestCaseError> {
    compare::<All>(bytes)?;
    compare::<Kept>(bytes)?;
    compare::<Json>(bytes)?;
    compare::<Vec<Option<All>>>(bytes)?;
    compare::<BTreeMap<String, Json>>(bytes)?;
    compare::<BTreeMap<String, Option<String>>>(bytes)?;
    compare::<Option<Untagged>>(bytes)?;
    compare::<()>(bytes)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]
    fn both_ways_read_the_same(bytes in documents::bytes()) {
        compare_all(&bytes)?;
    }
}

#[test]
fn both_ways_refuse_the_same() {
    let deep = |by: usize| format!("{}{}", "[".repeat(by), "]".repeat(by));
    let unknown = |text: &str| format!("{{\"nobody\":{text}}}");
    let mut cases: Vec<Vec<u8>> = [
        "\u{feff}{\"text\":\"a\"}",
        "{\"text\":\"a\"} ",
        "{\"text\":\"a\"} x",
        "{\"text\":1,\"text\":[]}",
        "{\"text\":[],\"text\":1}",
        "{\"whole\":1,\"whole\":null}",
        "",
        " ",
        "null",
        "\"\"",
        "[]",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{\"$serde_json::private::Number\":\"12\"}",
        "{\"text\":{\"$serde_json::private::Number\":\"x\"}}",
        "{\"$serde_json::private::Number\":\"12\",\"text\":\"a\"}",
        "{\"inner\":{\"text\":\"t\",\"b\":[1,{\"c\":null}]}}",
    ]
    .map(|text| text.as_bytes().to_vec())
    .to_vec();
    // What is wrong where nobody looks is wrong, too.
    for text in [
        "\"\\ud800\"",
        "1e400",
        "\"\\q\"",
        "01",
        "{\"a\":}",
        "\"\u{1}\"",
    ] {
        cases.push(unknown(text).into_bytes());
    }
    for by in [100, 125, 126, 127, 128, 129, 200] {
        cases.push(deep(by).into_bytes());
        cases.push(unknown(&deep(by)).into_bytes());
    }
    cases.push(b"{\"nobody\":\"\xff\"}".to_vec());
    cases.push(b"{\"text\":\"\xff\"}".to_vec());
    for case in cases {
        if let Err(why) = compare_all(&case) {
            panic!("{}: {why}", String::from_utf8_lossy(&case));
        }
    }
}

#[test]
fn what_is_well_formed_needs_no_tree() {
    let text = r#"{"text":7,"whole":"7","list":null,"map":[],"tri":null,"kind":2,"blank":"","more":{"a":[1]}}"#;
    let all: All = private::from_slice(text.as_bytes()).expect("all of it");
    assert_eq!((all.text.as_deref(), all.whole), (Some("7"), Some(7)));
    assert_eq!(
        (all.kind, all.blank),
        (Kind::from("2"), Some(Blank::Nothing))
    );
}
