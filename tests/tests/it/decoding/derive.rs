//! `record!` beside serde's derive: the same text out of the same value, the same value out of the same
//! text, and a fault at the same place.

use std::collections::BTreeMap;

use posthaste_runtime::{Encode, Json, Nullable, open_enum, private, record};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

mod ours {
    use super::*;

    #[derive(Clone, Default, PartialEq)]
    pub(super) struct Meeting {
        pub(super) id: Option<i64>,
        pub(super) r#type: Option<String>,
        pub(super) user_name: String,
        pub(super) tags: Vec<String>,
        pub(super) labels: BTreeMap<String, f64>,
        pub(super) agenda: Option<Nullable<String>>,
        pub(super) status: Option<Status>,
        pub(super) room: Option<Box<Meeting>>,
    }
    record!(
        read write Meeting(id, r#type("type"), user_name("user-name"), tags, labels, agenda, status, room)
    );

    #[derive(Debug, Clone, PartialEq, Eq)]
    pub(super) enum Status {
        Active,
        Idle,
        Unknown(String),
    }
    open_enum!(text Status(Active("active"), Idle("idle")));
}

/// The same with every attribute that the derive needs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Meeting {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<i64>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(rename = "user-name")]
    user_name: String,
    tags: Vec<String>,
    labels: BTreeMap<String, f64>,
    /// Left out, `null`, or a text.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    agenda: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<Status>,
    #[serde(skip_serializing_if = "Option::is_none")]
    room: Option<Box<Meeting>>,
}

/// What is there, be it `null`.
fn present<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Status {
    Active,
    Idle,
    #[serde(untagged)]
    Unknown(String),
}

impl From<Meeting> for ours::Meeting {
    fn from(from: Meeting) -> Self {
        Self {
            id: from.id,
            r#type: from.kind,
            user_name: from.user_name,
            tags: from.tags,
            labels: from.labels,
            agenda: from
                .agenda
                .map(|agenda| agenda.map_or(Nullable::Null, Nullable::Value)),
            status: from.status.map(|status| match status {
                Status::Active => ours::Status::Active,
                Status::Idle => ours::Status::Idle,
                Status::Unknown(text) => ours::Status::Unknown(text),
            }),
            room: from.room.map(|room| Box::new((*room).into())),
        }
    }
}

fn text() -> impl Strategy<Value = String> {
    // Not empty: that is nothing to a tolerant reader, which the derive is not.
    "[a-zé\"\\\\\n\u{1}😀]{1,6}"
}

fn meeting() -> impl Strategy<Value = Meeting> {
    let status = prop_oneof![
        Just(Status::Active),
        Just(Status::Idle),
        "x[a-z]{0,5}".prop_map(Status::Unknown),
    ];
    let flat = (
        any::<Option<i64>>(),
        prop::option::of(text()),
        text(),
        prop::collection::vec(text(), 0..3),
        prop::collection::btree_map(text(), -1e9..1e9, 0..3),
        prop::option::of(prop::option::of(text())),
        prop::option::of(status),
    )
        .prop_map(
            |(id, kind, user_name, tags, labels, agenda, status)| Meeting {
                id,
                kind,
                user_name,
                tags,
                labels,
                agenda,
                status,
                room: None,
            },
        )
        .boxed();
    (flat.clone(), prop::option::of(flat)).prop_map(|(meeting, room)| Meeting {
        room: room.map(Box::new),
        ..meeting
    })
}

/// Places in a meeting, each with a value that does not belong there.
const FAULTS: &[(&[&str], &str)] = &[
    (&["id"], "[1]"),
    (&["type"], r#"{"x":1}"#),
    (&["user-name"], "[1]"),
    (&["tags"], r#"{"x":1}"#),
    (&["tags", "0"], "[1]"),
    (&["labels"], "1"),
    (&["labels", "a b"], r#"{"x":1}"#),
    (&["agenda"], "[1]"),
    (&["status"], r#"{"x":1}"#),
    (&["room"], "1"),
    (&["room", "tags", "0"], r#"{"x":1}"#),
];

/// An object with the fault at the path's end.
fn faulty(path: &[&str], fault: &str) -> String {
    match path {
        [] => fault.to_owned(),
        ["0", rest @ ..] => format!("[{}]", faulty(rest, fault)),
        [name, rest @ ..] => format!("{{\"{name}\":{}}}", faulty(rest, fault)),
    }
}

proptest! {
    #[test]
    fn values_are_written_alike(meeting in meeting()) {
        let ours = ours::Meeting::from(meeting.clone());
        let derived = serde_json::to_string(&meeting).expect("text");
        prop_assert_eq!(ours.encode().to_string(), derived.clone());
        prop_assert_eq!(private::Writer::of(&ours), Some(derived.clone().into_bytes()));
        prop_assert_eq!(serde_json::to_string(&ours).expect("text"), derived);
    }

    #[test]
    fn texts_are_read_alike(meeting in meeting(), extra in any::<Option<bool>>()) {
        let mut tree = serde_json::to_value(&meeting).expect("a tree");
        if let Some(extra) = extra {
            tree["unknown"] = serde_json::json!({"a": [extra]});
        }
        let text = tree.to_string();
        let derived: Meeting = serde_json::from_str(&text).expect("a meeting");
        let expected = ours::Meeting::from(derived);
        prop_assert_eq!(private::from_slice(text.as_bytes()), Some(expected.clone()));
        prop_assert_eq!(serde_json::from_str::<ours::Meeting>(&text).ok(), Some(expected));
    }
}

#[test]
fn what_json_has_no_word_for_is_not_written() {
    let mut meeting = ours::Meeting::default();
    meeting.labels.insert("a".to_owned(), f64::INFINITY);
    let inner = ours::Meeting {
        room: Some(Box::new(meeting.clone())),
        ..ours::Meeting::default()
    };
    assert_eq!(private::Writer::of(&meeting), None);
    assert_eq!(private::Writer::of(&inner), None);
    assert_eq!(private::Writer::of(&vec![Json::from(f64::NAN)]), None);
}

#[test]
fn faults_are_found_at_their_places() {
    for (path, fault) in FAULTS {
        let text = faulty(path, fault);
        assert!(serde_json::from_str::<Meeting>(&text).is_err(), "{text}");
        assert!(
            private::from_slice::<ours::Meeting>(text.as_bytes()).is_none(),
            "{text}"
        );
        let tree: Json = text.parse().expect("JSON");
        let reported = tree.clone().to::<ours::Meeting>().expect_err(&text).path();
        let steps = path.iter().map(|step| match *step {
            "0" => "[0]".to_owned(),
            name if name.contains([' ', '-']) => format!("[\"{name}\"]"),
            name => format!(".{name}"),
        });
        assert_eq!(
            reported,
            format!("${}", steps.collect::<String>()),
            "{text}"
        );
        let error = serde_json::from_str::<ours::Meeting>(&text).expect_err(&text);
        assert!(error.to_string().contains("expected"), "{error}");
    }
}
