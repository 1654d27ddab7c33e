use indexmap::IndexMap;

use super::publish;
use crate::model::api::testing::{body, operation, origin, parameter};
use crate::model::api::{
    Api, BodyKind, Example, FormField, Location, Operation, StringFormat, Type, Value,
};

fn published(operation: Operation) -> Operation {
    let mut api = Api {
        operations: vec![operation],
        ..Api::default()
    };
    publish(&mut api);
    api.operations.remove(0)
}

fn form(names: &[(&str, &str)]) -> Operation {
    let fields = names
        .iter()
        .map(|(name, _)| FormField::new(*name, Type::string(), origin()));
    let values = names
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Operation {
        body: Some(body(
            BodyKind::Multipart(fields.collect()),
            "multipart/form-data",
        )),
        examples: vec![Example {
            body: Some(Value::Fields(values.collect())),
            ..Example::default()
        }],
        ..operation("POST", "/things")
    }
}

fn shown(operation: &Operation) -> Vec<(&str, &str)> {
    match &operation.examples[0].body {
        Some(Value::Fields(fields)) => fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect(),
        _ => Vec::new(),
    }
}

#[test]
fn filler_gives_way_to_what_the_name_says_and_else_is_not_shown() {
    let operation = published(form(&[
        ("topic", "fugiat cillum"),
        ("timezone", "enim"),
        ("plan_recording", "reprehenderit"),
        ("status", "active"),
    ]));
    assert_eq!(
        shown(&operation),
        [
            ("topic", "topic"),
            ("timezone", "UTC"),
            ("status", "active")
        ]
    );
}

#[test]
fn values_of_persons_are_replaced() {
    let operation = published(form(&[
        ("email", "jane.roe@corp.zz"),
        ("name", "Jane Roe"),
        ("note", "call +447700900123 or write to other@corp.zz"),
        ("hook", "https://webhook.site/0-1"),
        ("mobile", "07700 900123"),
    ]));
    assert_eq!(
        shown(&operation),
        [
            ("email", "user@example.com"),
            ("name", "Jane Doe"),
            ("note", "call +15550100 or write to user2@example.com"),
            ("hook", "https://example.com/<secret>"),
            ("mobile", "+15550100"),
        ]
    );
}

#[test]
fn pages_and_optional_values_without_a_meaning_are_not_set() {
    let query = |name: &str, value: &str| (name.to_owned(), Some(value.to_owned()));
    let published = published(Operation {
        parameters: vec![
            parameter("userId", Location::Path),
            parameter("page_size", Location::Query),
            parameter("next_page_token", Location::Query),
            parameter("kind", Location::Query),
        ],
        examples: vec![Example {
            path: IndexMap::from([("userId".to_owned(), "ut amet".to_owned())]),
            query: vec![
                query("page_size", "30"),
                query("next_page_token", "ut amet"),
                query("kind", "ut amet"),
            ],
            ..Example::default()
        }],
        ..operation("GET", "/users/{userId}")
    });
    assert_eq!(published.examples[0].path["userId"], "userId");
    assert_eq!(published.examples[0].query, [query("page_size", "30")]);
}

#[test]
fn json_keeps_its_shape() {
    let text = r#"{"title":"ut amet","at":"in","count":-88000111,"kept":2,"people":[{"email":"a@corp.zz","name":"A B"}],
        "map":{"dolor60":"x","ut_1":"y"}}"#;
    let published = published(Operation {
        body: Some(body(BodyKind::Json(Type::Any), "application/json")),
        examples: vec![Example {
            body: Some(Value::Text(text.to_owned())),
            ..Example::default()
        }],
        ..operation("POST", "/things")
    });
    let Some(Value::Text(text)) = &published.examples[0].body else {
        panic!("no text");
    };
    let value: serde_json::Value = serde_json::from_str(text).unwrap();
    let expected = serde_json::json!({
        "title": "title", "at": "at", "count": 10, "kept": 2,
        "people": [{ "email": "user@example.com", "name": "Jane Doe" }],
        "map": { "key": "x" }
    });
    assert_eq!(value, expected);
}

#[test]
fn random_dates_of_programs_become_one_date() {
    let mut operation = form(&[
        ("note", "ut amet dolor"),
        ("start", "1979-08-07T10:13:05.658Z"),
    ]);
    let date = Type::String(StringFormat::DateTime);
    operation.body = Some(body(
        BodyKind::Multipart(vec![
            FormField::new("note", Type::string(), origin()),
            FormField::new("start", date, origin()),
        ]),
        "multipart/form-data",
    ));
    let published = published(operation);
    assert_eq!(
        shown(&published),
        [("note", "note"), ("start", "2030-01-01T00:00:00Z")]
    );
}

#[test]
fn a_form_without_values_gets_some_that_can_be_sent() {
    let operation = published(form(&[
        ("kind", ""),
        ("email", ""),
        ("title", ""),
        ("text", ""),
    ]));
    assert_eq!(
        shown(&operation),
        [("email", "user@example.com"), ("title", "title")]
    );
}

#[test]
fn descriptions_lose_persons_and_keep_the_vendors_addresses() {
    let mut described = operation("GET", "/a");
    described.description =
        Some("Ask jane@corp.zz or support@corp.zz, +1 212 736 5000.".to_owned());
    described.summary = Some("Mail jane@corp.zz".to_owned());
    let published = published(described);
    assert_eq!(
        published.description.as_deref(),
        Some("Ask user@example.com or support@corp.zz, +15550100.")
    );
    assert_eq!(published.summary.as_deref(), Some("Mail user@example.com"));
}
