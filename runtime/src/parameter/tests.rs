//! The bytes of each style in each part of a request. Expectations that RFC 6570 or the table of styles in OpenAPI gives are
//! theirs; the others are decisions, with the reason beside them.

use super::*;
use crate::ground::percent::QueryEncoding::{Lenient, Strict};

fn json(text: &str) -> Json {
    text.parse().expect("JSON")
}

const LIST: &str = r#"["blue", null, "black"]"#;
const OBJECT: &str = r#"{"R": 100, "none": null, "G": 200}"#;

#[test]
fn values_of_the_path_have_the_delimiters_of_their_style() {
    let (simple, label, matrix) = (ParamStyle::SIMPLE, ParamStyle::LABEL, ParamStyle::MATRIX);
    let cases = [
        (simple, r#""a/b ,""#, "a%2Fb%20%2C"),
        (simple, LIST, "blue,black"),
        (simple, r#"["a,b", "c/d"]"#, "a%2Cb,c%2Fd"),
        (simple.exploded(), LIST, "blue,black"),
        (simple, OBJECT, "R,100,G,200"),
        (simple.exploded(), r#"{"a b": "c=d"}"#, "a%20b=c%3Dd"),
        (simple, "false", "false"),
        (simple, "9007199254740993", "9007199254740993"),
        (simple, r#"".""#, "%2E"),
        (simple, r#"".""#, "%2E"),
        (label, r#""blue""#, ".blue"),
        (label, r#""""#, "."),
        // A label is a part of a segment; two dots alone would be the parent directory.
        (label, r#"".""#, ".%2E"),
        (label, LIST, ".blue,black"),
        (label.exploded(), LIST, ".blue.black"),
        (label, OBJECT, ".R,100,G,200"),
        (label.exploded(), OBJECT, ".R=100.G=200"),
        (matrix, r#""blue""#, ";color=blue"),
        (matrix, r#""""#, ";color"),
        (matrix, LIST, ";color=blue,black"),
        (matrix.exploded(), LIST, ";color=blue;color=black"),
        (matrix, OBJECT, ";color=R,100,G,200"),
        (matrix.exploded(), OBJECT, ";R=100;G=200"),
        (ParamStyle::PIPE, r#"["a", "b/c"]"#, "a%7Cb%2Fc"),
        (
            ParamStyle::JSON,
            r#"{"a": "b/c"}"#,
            "%7B%22a%22%3A%22b%2Fc%22%7D",
        ),
        (
            simple.reserved(),
            r#""a:b;c=1,d@e/?%2f%zz""#,
            "a:b;c=1,d@e%2F%3F%2f%25zz",
        ),
    ];
    for (style, value, expected) in cases {
        let written = in_path("color", &json(value), style);
        assert_eq!(written.as_deref(), Ok(expected), "{style:?} {value}");
    }
}

#[test]
fn a_path_without_a_value_is_refused_unless_the_style_accepts_it() {
    for value in [r#""""#, "null", "[]", "{}", "[null]"] {
        assert!(
            in_path("id", &json(value), ParamStyle::SIMPLE).is_err(),
            "{value}"
        );
        let accepted = in_path("id", &json(value), ParamStyle::SIMPLE.or_empty());
        assert_eq!(accepted.as_deref(), Ok(""), "{value}");
    }
    assert!(in_path("id", &json("[]"), ParamStyle::MATRIX).is_err());
}

#[test]
fn values_of_the_query_have_the_delimiters_of_their_style() {
    let (form, deep) = (ParamStyle::FORM, ParamStyle::DEEP);
    let cases = [
        (form, r#""""#, "color="),
        (form, "null", ""),
        (form, "[]", ""),
        (form, "[null]", ""),
        (form, "{}", ""),
        (form, LIST, "color=blue,black"),
        (form, OBJECT, "color=R,100,G,200"),
        (form.exploded(), LIST, "color=blue&color=black"),
        (
            form.exploded(),
            r#"["", 0, false]"#,
            "color=&color=0&color=false",
        ),
        (form.exploded(), OBJECT, "R=100&G=200"),
        (
            form.exploded(),
            r#"{"a&b": "=", "c": [1, 2]}"#,
            "a%26b=%3D&c=1&c=2",
        ),
        (form, r#"["a,b", "c"]"#, "color=a%2Cb,c"),
        (form, r#"[["a", "b,"], ["c"]]"#, "color=a,b%2C,c"),
        (form.exploded(), r#"[{"a": 1}]"#, "color=%7B%22a%22%3A1%7D"),
        (ParamStyle::SPACE, LIST, "color=blue%20black"),
        (ParamStyle::SPACE, OBJECT, "color=R%20100%20G%20200"),
        (ParamStyle::SPACE.exploded(), LIST, "color=blue&color=black"),
        (ParamStyle::PIPE, LIST, "color=blue%7Cblack"),
        (ParamStyle::TAB, LIST, "color=blue%09black"),
        (deep, OBJECT, "color%5BR%5D=100&color%5BG%5D=200"),
        (deep, r#"{"a": {"b": "c"}}"#, "color%5Ba%5D%5Bb%5D=c"),
        (
            deep,
            r#"{"a": ["x", null, "y"]}"#,
            "color%5Ba%5D=x&color%5Ba%5D=y",
        ),
        // What comes to one object must stay together, so items that are objects have an index.
        (
            deep,
            r#"[{"a": 1}, {"a": 2}]"#,
            "color%5B0%5D%5Ba%5D=1&color%5B1%5D%5Ba%5D=2",
        ),
        (deep, LIST, "color%5B%5D=blue&color%5B%5D=black"),
        (deep, "{}", ""),
        (
            ParamStyle::JSON,
            r#"{"a": null}"#,
            "color=%7B%22a%22%3Anull%7D",
        ),
        (ParamStyle::JSON, r#""blue""#, "color=%22blue%22"),
        (
            form.reserved(),
            r#""/path:to@x!$'()*,;?""#,
            "color=/path:to@x!$'()*,;?",
        ),
        (
            form.reserved(),
            r#""a%2Fb c%zz%""#,
            "color=a%2Fb%20c%25zz%25",
        ),
        (
            form.reserved(),
            r#""a#b[c]&d=e+f""#,
            "color=a%23b%5Bc%5D%26d%3De%2Bf",
        ),
        (form.reserved(), r#"["a/b,", "c:d"]"#, "color=a/b%2C,c:d"),
    ];
    for (style, value, expected) in cases {
        let written = in_query("color", &json(value), style, Strict);
        assert_eq!(written.as_deref(), Ok(expected), "{style:?} {value}");
    }
}

#[test]
fn lenient_queries_leave_what_is_no_delimiter() {
    let written = |name: &str, value: &str, style| in_query(name, &json(value), style, Lenient);
    let time = r#""10:00/a,b""#;
    assert_eq!(
        written("at[x]", time, ParamStyle::FORM).as_deref(),
        Ok("at[x]=10:00/a,b")
    );
    let list = r#"["a,b", "c:d"]"#;
    assert_eq!(
        written("k", list, ParamStyle::FORM).as_deref(),
        Ok("k=a%2Cb,c:d")
    );
}

#[test]
fn names_that_end_in_brackets_get_no_second_ones() {
    let written = in_query("ids[]", &json("[1, 2]"), ParamStyle::DEEP, Strict);
    assert_eq!(written.as_deref(), Ok("ids%5B%5D=1&ids%5B%5D=2"));
}

#[test]
fn a_whole_query_is_a_form_or_json() {
    let value = json(r#"{"a": "x y+", "b": [1, 2]}"#);
    let form = whole_query(&value, ParamStyle::URL_ENCODED);
    assert_eq!(form.as_deref(), Ok("a=x+y%2B&b=1&b=2"));
    let text = whole_query(&json(r#"{"a": [1]}"#), ParamStyle::JSON);
    assert_eq!(text.as_deref(), Ok("%7B%22a%22%3A%5B1%5D%7D"));
    let text = whole_query(&json(r#""a=b&c""#), ParamStyle::FORM);
    assert_eq!(text.as_deref(), Ok("a%3Db%26c"));
}

#[test]
fn headers_are_sent_as_they_are() {
    let written =
        |value: &str, style| in_header(&json(value), style).map(Option::unwrap_or_default);
    let simple = ParamStyle::SIMPLE;
    let text = r#""a b/c?d=e%20\"f\"""#;
    assert_eq!(written(text, simple).as_deref(), Ok(r#"a b/c?d=e%20"f""#));
    assert_eq!(written(LIST, simple).as_deref(), Ok("blue,black"));
    assert_eq!(written(OBJECT, simple).as_deref(), Ok("R,100,G,200"));
    assert_eq!(
        written(OBJECT, simple.exploded()).as_deref(),
        Ok("R=100,G=200")
    );
    assert_eq!(written(LIST, ParamStyle::PIPE).as_deref(), Ok("blue|black"));
    let meta = r#"{"a": 1, "b": ["c d"]}"#;
    assert_eq!(
        written(meta, ParamStyle::JSON).as_deref(),
        Ok(r#"{"a":1,"b":["c d"]}"#)
    );
    assert_eq!(in_header(&json("[]"), simple), Ok(None));
    assert_eq!(in_header(&json(r#""""#), simple), Ok(Some(String::new())));
}

#[test]
fn cookies_cannot_be_split_by_their_values() {
    let written =
        |value: &str, style| in_cookie("c", &json(value), style).map(Option::unwrap_or_default);
    let form = ParamStyle::FORM;
    let text = r#""a b;c=\"d\",é=""#;
    assert_eq!(
        written(text, form).as_deref(),
        Ok("c=a%20b%3Bc%3D%22d%22%2C%C3%A9%3D")
    );
    assert_eq!(written(LIST, form).as_deref(), Ok("c=blue,black"));
    assert_eq!(
        written(LIST, form.exploded()).as_deref(),
        Ok("c=blue; c=black")
    );
    assert_eq!(
        written(OBJECT, form.exploded()).as_deref(),
        Ok("R=100; G=200")
    );
    assert_eq!(
        written(r#"{"a;b=": 1}"#, form.exploded()).as_deref(),
        Ok("a%3Bb%3D=1")
    );
    assert_eq!(written(r#""""#, form).as_deref(), Ok("c="));
    assert_eq!(
        written(r#"{"a": 1}"#, ParamStyle::JSON).as_deref(),
        Ok("c={%22a%22:1}")
    );
    let cookie = ParamStyle::COOKIE.exploded();
    assert_eq!(
        written(r#"["blue", "a%20b"]"#, cookie).as_deref(),
        Ok("c=blue; c=a%20b")
    );
    for value in [r#""a; admin=1""#, r#""a\r\nb""#, r#""é""#, r#""a,b""#] {
        assert!(written(value, cookie).is_err(), "{value}");
    }
}

#[test]
fn numbers_that_are_not_finite_are_refused_in_every_place() {
    let value = Json::Array(vec![Json::from(f64::NAN)]);
    assert!(in_path("a", &value, ParamStyle::SIMPLE).is_err());
    assert!(in_query("a", &value, ParamStyle::DEEP, Strict).is_err());
    assert!(in_header(&value, ParamStyle::JSON).is_err());
    assert!(in_cookie("a", &value, ParamStyle::FORM).is_err());
    assert!(whole_query(&value, ParamStyle::URL_ENCODED).is_err());
}
