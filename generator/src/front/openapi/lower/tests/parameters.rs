//! Parameters: their places, styles and types, and the mistakes of real documents.

use super::*;
use crate::model::api::{StringFormat, StyleForm};

/// The parameters of `GET /a/{id}`, and the codes and messages of the diagnostics.
fn reported(version: &str, parameters: Value) -> (Vec<Parameter>, Vec<(Code, String)>) {
    let key = if version == "2.0" {
        "swagger"
    } else {
        "openapi"
    };
    let (api, diagnostics) = lowered(json!({
        key: version, "paths": {"/a/{id}": {"get": {"parameters": parameters}}},
    }));
    let diagnostics = diagnostics.iter();
    let codes = diagnostics.map(|found| (found.code, found.message.clone()));
    (operation(&api).parameters.clone(), codes.collect())
}

fn style(form: StyleForm, explode: bool) -> ParameterStyle {
    ParameterStyle::of(form, explode)
}

#[test]
fn a_required_parameter_with_one_value_is_a_constant() {
    let parameters = with_parameters(json!([
        {"name": "api-version", "in": "query", "required": true, "schema": {"const": "2024-01-01"}},
        {"name": "flag", "in": "query", "schema": {"enum": ["on"]}},
    ]));
    let constants: Vec<Option<&str>> = parameters.iter().map(|p| p.constant.as_deref()).collect();
    assert_eq!(constants, [Some("2024-01-01"), None]);
}

#[test]
fn headers_that_are_set_by_other_means_are_no_parameters() {
    let parameters = with_parameters(json!([
        {"name": "AUTHORIZATION", "in": "header", "schema": {"type": "string"}},
        {"name": "Accept", "in": "header", "schema": {"type": "string"}},
        {"name": "X-Request", "in": "header", "schema": {"type": "string"}},
    ]));
    let names: Vec<&str> = parameters.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["X-Request"]);
    assert_eq!(parameters[0].location, Location::Header);
}

#[test]
fn a_parameter_of_the_path_that_is_not_declared_is_text() {
    let (api, diagnostics) = lowered(json!({
        "openapi": "3.0.0", "paths": {"/a/{id}": {"get": {}}},
    }));
    assert_eq!(operation(&api).parameters[0].ty, Type::string());
    let codes: Vec<Code> = diagnostics.iter().map(|found| found.code).collect();
    assert_eq!(codes, [Code::UndeclaredParameter]);
}

#[test]
fn each_place_has_its_styles() {
    let list = json!({"type": "array", "items": {"type": "string"}});
    for (place, declared, explode, expected) in [
        (
            "path",
            json!(null),
            json!(null),
            style(StyleForm::Simple, false),
        ),
        (
            "path",
            json!("label"),
            json!(true),
            style(StyleForm::Label, true),
        ),
        (
            "path",
            json!("matrix"),
            json!(null),
            style(StyleForm::Matrix, false),
        ),
        (
            "query",
            json!(null),
            json!(null),
            style(StyleForm::Form, true),
        ),
        (
            "query",
            json!("form"),
            json!(false),
            style(StyleForm::Form, false),
        ),
        (
            "query",
            json!("spaceDelimited"),
            json!(null),
            style(StyleForm::Space, false),
        ),
        (
            "query",
            json!("pipeDelimited"),
            json!("false"),
            style(StyleForm::Pipe, false),
        ),
        (
            "query",
            json!("pipeDelimited"),
            json!(true),
            style(StyleForm::Pipe, true),
        ),
        (
            "query",
            json!("deepObject"),
            json!(true),
            style(StyleForm::Deep, false),
        ),
        (
            "header",
            json!(null),
            json!(true),
            style(StyleForm::Simple, true),
        ),
        (
            "cookie",
            json!(null),
            json!(null),
            style(StyleForm::Form, true),
        ),
        (
            "cookie",
            json!("cookie"),
            json!(null),
            style(StyleForm::Cookie, true),
        ),
    ] {
        let (parameters, reported) = reported(
            "3.2.0",
            json!([{
                "name": "id", "in": place, "required": true, "style": declared, "explode": explode,
                "schema": list,
            }]),
        );
        let found = parameters
            .iter()
            .find(|p| p.location.as_str() == place)
            .unwrap();
        assert_eq!(found.style, expected, "{place} {declared} {explode}");
        assert!(matches!(found.ty, Type::Array(_)), "{place} {declared}");
        let codes = reported
            .iter()
            .filter(|found| found.0 == Code::OddParameter);
        assert_eq!(codes.count(), 0, "{reported:?}");
    }
}

#[test]
fn formats_of_collections_are_styles() {
    for (place, format, expected) in [
        ("query", json!(null), style(StyleForm::Form, false)),
        ("query", json!("multi"), style(StyleForm::Form, true)),
        ("query", json!("ssv"), style(StyleForm::Space, false)),
        ("query", json!("tsv"), style(StyleForm::Tab, false)),
        ("query", json!("pipes"), style(StyleForm::Pipe, false)),
        ("path", json!("pipes"), style(StyleForm::Pipe, false)),
        ("path", json!(null), style(StyleForm::Simple, false)),
        ("header", json!("csv"), style(StyleForm::Simple, false)),
    ] {
        let (parameters, _) = reported(
            "2.0",
            json!([{
                "name": "id", "in": place, "required": true, "type": "array",
                "items": {"type": "string"}, "collectionFormat": format,
            }]),
        );
        let found = parameters
            .iter()
            .find(|p| p.location.as_str() == place)
            .unwrap();
        assert_eq!(found.style, expected, "{place} {format}");
    }
}

#[test]
fn objects_and_maps_are_parameters_with_their_types() {
    let object = json!({"type": "object", "properties": {"r": {"type": "integer"}}});
    let map = json!({"type": "object", "additionalProperties": {"type": "string"}});
    let parameters = with_parameters(json!([
        {"name": "o", "in": "query", "style": "deepObject", "schema": object},
        {"name": "m", "in": "header", "schema": map},
        {"name": "j", "in": "cookie", "content": {"application/x.y+json": {"schema": object}}},
        {"name": "t", "in": "query", "content": {"text/plain": {"schema": {}}}},
        {"name": "w", "in": "querystring",
         "content": {"application/x-www-form-urlencoded": {"schema": object}}},
        {"name": "u", "in": "query", "schema": {"oneOf": [{"type": "integer"}, {"type": "string"}]}},
    ]));
    let is_record = |ty: &Type| matches!(ty, Type::Named(_));
    let [o, m, j, t, w, u] = parameters.as_slice() else {
        panic!("{parameters:?}")
    };
    assert!(is_record(&o.ty) && is_record(&j.ty) && is_record(&w.ty));
    assert_eq!(m.ty, Type::Map(Box::new(Type::string())));
    assert_eq!(
        (j.location, j.style),
        (Location::Cookie, ParameterStyle::JSON)
    );
    assert_eq!(
        (&t.ty, t.style),
        (&Type::string(), ParameterStyle::REPEATED)
    );
    assert_eq!(w.location, Location::WholeQuery);
    assert_eq!(w.style, style(StyleForm::UrlEncoded, false));
    assert_eq!(u.ty, Type::string());
}

#[test]
fn reserved_characters_are_left_where_the_version_allows_it() {
    let reserved = |version: &str, place: &str| {
        let (parameters, _) = reported(
            version,
            json!([{
                "name": "id", "in": place, "required": true, "allowReserved": true,
                "schema": {"type": "string"},
            }]),
        );
        let found = parameters
            .iter()
            .find(|p| p.location.as_str() == place)
            .unwrap();
        found.style.reserved
    };
    assert!(reserved("3.0.0", "query") && reserved("3.2.0", "query"));
    assert!(!reserved("3.1.0", "path") && reserved("3.2.0", "path"));
    assert!(!reserved("3.2.0", "header"));
}

#[test]
fn what_has_a_default_need_not_be_sent() {
    let parameters = with_parameters(json!([
        {"name": "n", "in": "query", "required": true, "schema": {"type": "integer", "default": 7}},
        {"name": "token", "in": "cookie", "required": true, "schema": {"type": "string"}},
    ]));
    let [n, token] = parameters.as_slice() else {
        panic!("{parameters:?}")
    };
    assert_eq!((n.required, n.default.as_deref()), (false, Some("7")));
    assert!(token.required);
    assert_eq!(token.ty, Type::String(StringFormat::Password));
}

#[test]
fn an_empty_value_of_the_path_is_accepted_where_the_schema_says_so() {
    let empty = |schema: Value| {
        let (parameters, _) = reported(
            "3.0.0",
            json!([{"name": "id", "in": "path", "schema": schema}]),
        );
        parameters[0].style.empty
    };
    assert!(empty(json!({"type": "string", "minLength": 0})));
    assert!(!empty(json!({"type": "string"})));
}

#[test]
fn contradictions_are_reported_and_read_as_they_are_meant() {
    let text = json!({"type": "string"});
    let id = json!({"name": "id", "in": "path", "required": true, "schema": text});
    let odd = Code::OddParameter;
    for (version, parameter, codes, expected) in [
        (
            "3.0.0",
            json!({"name": "ID", "in": "path", "schema": text}),
            vec![odd],
            "path id",
        ),
        (
            "3.0.0",
            json!({"name": "id", "schema": text}),
            vec![odd],
            "path id",
        ),
        (
            "3.0.0",
            json!({"name": "q", "schema": text}),
            vec![odd],
            "query q",
        ),
        (
            "3.0.0",
            json!({"name": "q", "in": "url"}),
            vec![Code::UnsupportedParameter],
            "",
        ),
        (
            "3.0.0",
            json!({"name": "Cookie", "in": "header"}),
            vec![Code::UnsupportedParameter],
            "",
        ),
        (
            "3.0.0",
            json!({"name": "q", "in": "query"}),
            vec![odd],
            "query q",
        ),
        (
            "3.0.0",
            json!({"name": "q", "in": "query", "type": "string"}),
            vec![odd],
            "query q",
        ),
        (
            "2.0",
            json!({"name": "q", "in": "query", "schema": text}),
            vec![odd],
            "query q",
        ),
        (
            "3.0.0",
            json!({"name": "q", "in": "query", "schema": text, "style": "matrix"}),
            vec![odd],
            "query q",
        ),
        (
            "3.0.0",
            json!({"name": "q", "in": "path", "schema": text}),
            vec![Code::UnusedPathVariable],
            "",
        ),
        (
            "3.0.0",
            json!({"name": "q", "in": "query", "content": {
                "application/json": {"schema": text}, "text/plain": {"schema": text},
            }}),
            vec![odd],
            "query q",
        ),
        (
            "2.0",
            json!({"name": "q", "in": "header", "type": "array", "items": text,
                       "collectionFormat": "multi"}),
            vec![odd],
            "header q",
        ),
    ] {
        let declares_id = expected.ends_with(" id");
        let all = if declares_id {
            json!([parameter])
        } else {
            json!([id, parameter])
        };
        let (parameters, mut reported) = reported(version, all);
        // The declaration of `id` is that of version 3.
        reported.retain(|found| !(version == "2.0" && found.1.contains("`id`")));
        let found: Vec<Code> = reported.iter().map(|found| found.0).collect();
        assert_eq!(found, codes, "{parameter} {reported:?}");
        let shown = |p: &Parameter| format!("{} {}", p.location.as_str(), p.name);
        let others: Vec<String> = parameters.iter().map(shown).collect();
        let others = others
            .iter()
            .filter(|shown| declares_id || *shown != "path id");
        assert_eq!(
            others.cloned().collect::<Vec<_>>().join(", "),
            expected,
            "{parameter}"
        );
    }
}

#[test]
fn of_two_declarations_in_one_list_the_last_counts() {
    let (parameters, reported) = reported(
        "3.0.0",
        json!([
            {"name": "id", "in": "path", "schema": {"type": "string"}},
            {"name": "X-A", "in": "header", "schema": {"type": "string"}},
            {"name": "x-a", "in": "header", "schema": {"type": "integer"}},
        ]),
    );
    assert_eq!(parameters.len(), 2);
    assert_eq!(parameters[1].ty, Type::Integer);
    assert_eq!(reported.len(), 1, "{reported:?}");
}

#[test]
fn the_query_of_a_key_is_constant_and_decoded() {
    let (api, _) = lowered(json!({
        "openapi": "3.0.0", "paths": {"/a b?x%5B%5D=1+2": {"get": {}}},
    }));
    let operation = operation(&api);
    assert_eq!(operation.key.path, "/a%20b");
    assert_eq!(operation.parameters[0].name, "x[]");
    assert_eq!(operation.parameters[0].constant.as_deref(), Some("1 2"));
    assert!(operation.strict_query);
}
