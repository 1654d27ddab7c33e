//! An operation in the shape of the seed's item, and what becomes of its values.

use indexmap::IndexMap;

use super::*;
use crate::model::api::testing::{
    api_with_bearer_token, body, deep_records, field, operation, parameter,
};
use crate::model::api::{SchemeId, SecurityAlternative, StringFormat};

fn an_operation(kind: BodyKind, example: Example) -> Operation {
    Operation {
        parameters: vec![
            parameter("userId", Location::Path),
            parameter("expand", Location::Query),
        ],
        body: Some(body(kind, "application/json")),
        security: vec![SecurityAlternative::of(SchemeId(0))],
        examples: vec![example],
        ..operation("PUT", "/users/{userId}/password")
    }
}

#[test]
fn the_seeds_command() {
    let example = Example {
        path: IndexMap::from([("userId".to_owned(), "quis officia".to_owned())]),
        body: Some(Value::Fields(vec![(
            "password".to_owned(),
            "it's mine".to_owned(),
        )])),
        ..Example::default()
    };
    let password = field("password", Type::String(StringFormat::Password));
    let operation = an_operation(BodyKind::Multipart(vec![password]), example);
    assert_eq!(
        curl(&api_with_bearer_token(), &operation),
        "curl -X PUT \\\n  -H 'Authorization: Bearer <access_token>' \\\n  \
         --form 'password=it'\\''s mine' \\\n  \
         https://api.example.com/v2/users/quis%20officia/password"
    );
}

#[test]
fn placeholders_are_replaced_where_a_value_is_needed_and_dropped_elsewhere() {
    let example = Example {
        path: IndexMap::from([("userId".to_owned(), "<string>".to_owned())]),
        query: vec![("expand".to_owned(), Some("{{expand}}".to_owned()))],
        body: Some(Value::Text(String::new())),
        ..Example::default()
    };
    let operation = an_operation(
        BodyKind::Json(Type::Array(Box::new(Type::Integer))),
        example,
    );
    let made = call(&api_with_bearer_token(), &operation);
    assert_eq!(made.path, [("userId".to_owned(), "userId".to_owned())]);
    assert_eq!(made.query, []);
    let body = CallBody::Text {
        media_type: "application/json".to_owned(),
        text: "[\n  1\n]".to_owned(),
    };
    assert_eq!(made.body, Some(body));
}

#[test]
fn a_form_value_means_nothing_to_curl() {
    let example = Example {
        body: Some(Value::Fields(vec![(
            "note".to_owned(),
            "@/etc/passwd".to_owned(),
        )])),
        ..Example::default()
    };
    let operation = an_operation(
        BodyKind::Multipart(vec![field("note", Type::string())]),
        example,
    );
    let command = curl(&api_with_bearer_token(), &operation);
    assert!(
        command.contains("--form-string 'note=@/etc/passwd'"),
        "{command}"
    );
}

#[test]
fn a_file_is_named_not_read() {
    let operation = an_operation(
        BodyKind::Multipart(vec![field("pic", Type::Binary)]),
        Example::default(),
    );
    let command = curl(&api_with_bearer_token(), &operation);
    assert!(
        command.contains("--form 'pic=@\"picture.png\"'"),
        "{command}"
    );
}

#[test]
fn what_is_too_long_is_cut_inside_its_quotes() {
    let shortened = |fields: Vec<(String, String)>| {
        let forms = fields.iter().map(|(name, _)| field(name, Type::string()));
        let kind = BodyKind::Multipart(forms.collect());
        let example = Example {
            body: Some(Value::Fields(fields)),
            ..Example::default()
        };
        short_curl(&api_with_bearer_token(), &an_operation(kind, example))
    };
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let long = format!("{{{}\n}}", "\n  it's 1,".repeat(40));
    let cut = [
        shortened(vec![pair("settings", &long), pair("other", &long)]),
        shortened(vec![pair("note", &"it's ".repeat(200))]),
        shortened(
            (0..40)
                .map(|index| pair(&format!("f{index}"), "1"))
                .collect(),
        ),
    ];
    for one in &cut {
        assert!(!one.whole, "{}", one.text);
        let unquoted = one.text.replace(r"'\''", "");
        assert_eq!(unquoted.matches('\'').count() % 2, 0, "{}", one.text);
        assert!(one.text.lines().count() <= 25, "{}", one.text);
        let last = one.text.lines().last().unwrap_or_default();
        assert!(last.starts_with("  https://api.example.com"), "{last}");
    }
    assert!(
        cut[0].text.contains("--form 'other={ \u{2026}'"),
        "{}",
        cut[0].text
    );
    let short = shortened(vec![pair("note", "1\n2")]);
    assert!(short.whole, "{}", short.text);
}

#[test]
fn a_value_of_many_types_has_an_end() {
    let mut api = api_with_bearer_token();
    let ty = deep_records(&mut api);
    let text = value::json(&api, "body", &ty).to_string();
    assert!(text.matches("field").count() < 5_000, "{}", text.len());
}
